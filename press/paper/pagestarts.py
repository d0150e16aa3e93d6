"""Where each laid-out page begins in the manuscript, and which words were broken.

In: WeasyPrint's page boxes, in order. Out: a :class:`~press.binding.quire.Start` a page.
The boxes are a private interface of WeasyPrint (``Page._page_box``), read here and in
:mod:`press.paper.flaws`; the tests of both fail loudly when a new version shapes them otherwise.

A place is the block (``data-b``) that the page's first line belongs to and how many of its
countable characters stood on earlier pages: letters, digits and punctuation, without white
space and without hyphens, so that a word broken at the page's foot counts as written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import Any

from press.binding.quire import Start
from press.galley.markup import classes
from press.galley.names import BLOCK, SILENT
from press.galley.places import countable
from press.paper.dress import FOOTNOTE

# What counts towards no place: what editions set differently, and the notes at a page's foot.
_SILENT = SILENT | {FOOTNOTE}
_PUNCTUATION = ".,;:!?»«›‹()"

# A galley and the number of a block in it.
_Block = tuple[str, int]


def starts(pages: Iterable[Any]) -> tuple[Start, ...]:
    """The place at which each of ``pages`` (WeasyPrint ``Page`` values) begins.

    A page that shows nothing of the manuscript has no start.
    """
    counted: Counter[_Block] = Counter()
    found: list[Start] = []
    for number, page in enumerate(pages):
        runs = tuple(_runs(page._page_box, "", None, frozenset(counted)))
        found += (Start(number, *block, counted[block]) for block, _ in runs[:1])
        for block, text in runs:
            counted[block] += countable(text)
    return tuple(found)


def hyphenated(pages: Iterable[Any]) -> tuple[str, ...]:
    """The words that the typesetter broke at a line's end: ``kerne-opgaven``, in order."""
    broken: list[str] = []
    head = ""
    for page in pages:
        for text in _lines(page._page_box):
            words = text.split()
            if head and words:
                word = f"{head}-{words[0]}".replace("\u2060", "")
                broken.append(word.strip(_PUNCTUATION))
            head = words[-1][:-1] if words and text.endswith("\u2010") else ""
    return tuple(broken)


def text_of(box: Any) -> str:
    """All the text in a box."""
    return "".join(child.text for child in box.descendants() if hasattr(child, "text"))


def _runs(
    box: Any, galley: str, block: int | None, begun: Set[_Block]
) -> Iterator[tuple[_Block, str]]:
    """The pieces of text in a box, each with its block; an image is a piece without text. Heads of
    tables that have ``begun`` on an earlier page are left out."""
    element = box.element
    if element is not None:
        if "::" in (box.element_tag or "") or _SILENT & classes(element):
            return
        galley = element.get("data-galley", galley)
        block = int(element.get(BLOCK)) if element.get(BLOCK) else block
    if getattr(box, "is_header", False) and _repeated(box, galley, begun):
        return
    text = getattr(box, "text", None)
    if block is not None and (text is not None or box.element_tag == "img"):
        if text is None or text.strip():
            yield (galley, block), text or ""
        return
    for child in getattr(box, "children", ()):
        yield from _runs(child, galley, block, begun)


def _repeated(header: Any, galley: str, begun: Set[_Block]) -> bool:
    """Whether a table's head row has stood on an earlier page."""
    return any(
        (galley, int(box.element.get(BLOCK))) in begun
        for box in header.descendants()
        if box.element is not None and box.element.get(BLOCK)
    )


def _lines(page_box: Any) -> Iterator[str]:
    """The lines of a page's text; notes at its foot left out, as text goes on overleaf."""
    for area in page_box.children:
        if type(area).__name__ != "FootnoteAreaBox":
            boxes = (box for box in area.descendants() if type(box).__name__ == "LineBox")
            yield from map(text_of, boxes)
