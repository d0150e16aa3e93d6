"""Where each laid-out page begins in the manuscript.

In: WeasyPrint's page boxes, in order. Out: a :class:`~press.binding.quire.Start` a page.
The boxes are a private interface of WeasyPrint (``Page._page_box``); everything that
the press reads of them is read here, and ``tests/paper/test_places.py`` fails loudly when
a new version shapes them otherwise.

A place is the block (``data-b``) that the page's first line belongs to and how many of its
countable characters stood on earlier pages: letters, digits and punctuation, without white
space and without hyphens, so that a word broken at the page's foot counts as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from press.binding.quire import Start
from press.galley.markup import classes
from press.galley.names import BLOCK, SILENT
from press.galley.places import countable

# What counts towards no place: what editions set differently, and the notes at a page's foot.
_SILENT = SILENT | {"footnote"}
_PUNCTUATION = ".,;:!?»«›‹()"


@dataclass(frozen=True, slots=True)
class _Run:
    """A piece of text, or an image (no text), as it stands on a page."""

    galley: str
    block: int
    text: str | None


def starts(pages: Iterable[Any]) -> tuple[Start, ...]:
    """The place at which each of ``pages`` (WeasyPrint ``Page`` values) begins.

    A page that shows nothing of the manuscript has no start.
    """
    counted: dict[tuple[str, int], int] = {}
    found: list[Start] = []
    for number, page in enumerate(pages):
        begun = set(counted)
        first = True
        for run in _runs(page._page_box, "", None, begun):
            key = (run.galley, run.block)
            if first:
                found.append(Start(number, run.galley, run.block, counted.get(key, 0)))
                first = False
            counted[key] = counted.get(key, 0) + (countable(run.text) if run.text else 0)
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


def _runs(box: Any, galley: str, block: int | None, begun: set[tuple[str, int]]) -> Iterator[_Run]:
    box = getattr(box, "_box", box)
    element = box.element
    if element is not None and box.element_tag and "::" in box.element_tag:
        return
    if element is not None:
        if _SILENT & classes(element):
            return
        galley = element.get("data-galley", galley)
        block = int(element.get(BLOCK)) if element.get(BLOCK) else block
    if getattr(box, "is_header", False) and _repeated(box, galley, begun):
        return
    text = getattr(box, "text", None)
    if block is not None and (text is not None or box.element_tag == "img"):
        if text is None or text.strip():
            yield _Run(galley, block, text)
        return
    for child in getattr(box, "children", ()):
        yield from _runs(child, galley, block, begun)


def _repeated(header: Any, galley: str, begun: set[tuple[str, int]]) -> bool:
    """Whether a table's head row has stood on an earlier page."""
    return any(
        (galley, int(box.element.get(BLOCK))) in begun
        for box in header.descendants()
        if box.element is not None and box.element.get(BLOCK)
    )


def _lines(page_box: Any) -> Iterator[str]:
    """The lines of a page's text; notes at its foot left out, as text goes on overleaf."""
    for area in page_box.children:
        if type(area).__name__ == "FootnoteAreaBox":
            continue
        for line in area.descendants():
            if type(line).__name__ == "LineBox":
                yield "".join(child.text for child in line.descendants() if hasattr(child, "text"))
