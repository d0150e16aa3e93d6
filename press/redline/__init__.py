"""Two versions of a book in, a marked book and a list of what changed out.

How an old version is got at: anything that puts the old revision's ``book/`` in a folder of its
own will do – ``git archive REVISION book | tar -x -C FOLDER``, or an unpacked zip of it. Then
``press.manuscript.load.load_book(FOLDER, store)`` reads it like any other book, today's press
and all, and :func:`press.redline.compare.compare` takes the two :class:`~press.model.Book`
values. An old version may hold what the checks of today refuse; it is never set, only read.

The marks in the new book's trees are pandoc's own nodes:

- Span ``ins`` and ``del`` hold words that came and went; with ``gap`` beside it, only the space
  before such words. Span ``change-note`` is the press speaking, in neither version.
- Div ``changed`` with an id (``aendring-08-3``) stands around each block with a change. Beside it
  may stand ``inserted``, ``deleted``, ``moved-here`` or ``moved-away``: such a block is whole in
  one version and not (or elsewhere) in the other. Without ``ins`` inside, all of it is new.
- A section that has gone stands behind all others, every block ``deleted`` or ``moved-away``.
- Div ``item`` ``inserted`` or ``deleted`` is the sole block of a list item that came or went; a
  table row that did carries the class itself.

So a text without its ``del``, ``deleted`` and ``moved-away`` is the new one, and without its
``ins``, ``inserted`` and ``moved-here`` the old one. What has gone is plain: no links, marks, ids,
notes or numbers are left in it.

``words``, ``tokens``  a text as words and signs that remember their formatting
``align``       what in the new text an old word or block became
``worddiff``, ``weave``  the words that changed, and a line with them marked
``loom``, ``whole``  what the marking of a section counts; whole lines and blocks marked
``units``, ``rejoining``, ``steps``  which block is which: changed, split, moved, come, gone
``rows``, ``pairs``, ``marking``  two versions of a table, of any block, of a chapter
``names``       what the old book called what its references lead to
``matching``, ``fields``  which chapter is which; front matter and word list
``compare``     the whole of it
``summary``     a line for each changed section
"""
