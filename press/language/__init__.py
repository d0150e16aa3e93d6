"""What the press knows about Danish: forms, order, division, spacing, dates, numbers.

In: words and texts. Out: words and texts. Nothing here knows the book, and nothing
here imports another room.
"""
