"""What the press knows about Danish: forms, order, division, spacing, readability, dates.

In: words and texts. Out: words and texts. Nothing here knows the book, and nothing
here imports another room.
"""
