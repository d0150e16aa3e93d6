"""The foreman: who does what, in which order. The only part that knows every room.

``desk``   where a run reads and writes, and what every run begins and ends with
``book``   ``make book``: from the manuscript to ``dist/``
``board``  ``make board``: papers for a meeting; ``since`` finds the earlier version,
           ``changes`` what differs, ``turning`` where the book's pages begin
``proofing``  ``make proof``: the printed book on one contact sheet
``printer``  the printer's edition, and what stands in its way
"""
