"""The foreman: who does what, in which order. The only part that knows every room.

``desk``   where a run reads and writes, and what every run begins and ends with
``book``   ``make book``: from the manuscript to ``dist/``
``printer``  the printer's edition, and what stands in its way
"""
