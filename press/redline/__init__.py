"""Two versions of a book in, a marked book and a list of what changed out.

Both are :class:`~press.model.Book` values, read as any book is
(:mod:`press.manuscript.earlier` finds the old one). An old version may hold what the checks of
today refuse; it is never set, only read. :func:`press.redline.compare.compare` is the way in.

The marks in the new book's trees are pandoc's own nodes:

- Span ``ins`` and ``del`` hold words that came and went; with ``gap`` beside it, only the space
  before such words. Span ``change-note`` is the press's own remark, in neither version.
- Div ``changed`` with an id (``aendring-08-3``) stands around each block with a change. Beside it
  may stand ``inserted``, ``deleted``, ``moved-here`` or ``moved-away``: such a block is whole in
  one version and not (or elsewhere) in the other. Without ``ins`` inside, all of it is new.
- A section that has gone stands behind all others, every block ``deleted`` or ``moved-away``.
- Div ``item`` ``inserted`` or ``deleted`` is the sole block of a list item that came or went; a
  table row that did carries the class itself.

So a text without its ``del``, ``deleted`` and ``moved-away`` is the new one, and without its
``ins``, ``inserted`` and ``moved-here`` the old one. What has gone is plain: no links, marks, ids,
notes or numbers are left in it.

``compare``     the way in, and front matter and word lists; ``matching`` pairs the sections
``steps``       what became of each block: changed, moved, came, went, was split or joined;
                ``units`` what is compared as one
``marking``     a chapter with its changes marked; ``pairs`` two versions of any block, ``rows``
                of a table, ``whole`` blocks that came or went
``lines``       whole lines marked, and the ledger of a section; ``weave`` a line with its changes,
                ``worddiff`` the words that changed
``tokens``      a line as words and signs that remember their formatting
``align``       pairs of equal and of similar items in two sequences
``naming``      what the old book called its places and works
"""
