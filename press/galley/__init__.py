"""The markup of a galley: what every room may rely on in ``Galley.html``.

A galley is a sequence of well-formed XHTML blocks without the section's title.

- Every element that directly holds text, and every image, carries ``data-b="N"``, counted from 1
  in document order; the title is block 0; notes are not counted.
- A place in a block is a number of *countable* characters (:mod:`press.galley.places`).
- ``a.noteref`` calls a note; the notes themselves are in ``Galley.notes``.
- ``a.xref`` is a cross-reference, followed by ``span.print-page`` (dropped on screens) with an
  empty ``a.pageref``, filled with the page of what its ``href`` names.
- ``span.pagerefs`` wraps a list of ``a.pageref``; :mod:`press.galley.settle` fills it, removes
  repeats and joins runs.
- ``a.term[data-term]`` leads to the word list (``#ord-…``); ``span.ix`` is an index mark;
  ``span.cite`` a citation.
- ``aside.callout`` is a box, with a class for its look (:data:`press.galley.names.BOXES`);
  ``section.questions`` the dialogue questions; ``section.card`` a dialogue card with
  ``.card-front`` and ``.card-back``; ``section.sheet`` a method sheet with a ``.room`` to write in
  after each ``.prompt``.
- ``p.longdesc`` is a figure's long description; it stands behind the ``figure``, whose image names
  it.
- In a book compared with an earlier version (``press/redline``), ``ins`` and ``del`` hold words
  that came and went (``.gap``: the space before them), ``div.changed[id]`` stands around each
  changed block, with ``inserted``, ``deleted``, ``moved-here`` or ``moved-away`` beside it; ``li``
  and ``tr`` carry ``inserted`` or ``deleted`` themselves; ``span.change-note`` is the press
  speaking. What has gone holds no links, ids, notes or numbers; a section that has gone is a galley
  behind all others.
- Every id is unique in the book; those the press makes begin with the galley's id.

``names``    classes, kinds of boxes and of sections, statuses
``markup``   galleys as trees and back
``places``   countable characters, and marks where printed pages begin
``settle``   page numbers filled into a text that quotes them

``proofreading`` shares none of this: it reads galleys by itself, so that a fault here cannot hide
from it.
"""
