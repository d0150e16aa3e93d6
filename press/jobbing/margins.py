"""The margins of a copy: what is set beside its text, and how far down each page.

In: sections, and where pages of the printed book begin; later the pages and quires of the copy.
Out: the sections with an id at everything that is marked beside them, the marks, and the furniture
of each page. A block that begins a page lends its own id; nothing is added between blocks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from press.binding.paginating import Page
from press.binding.quire import Quire
from press.galley import places
from press.galley.markup import inside, parse
from press.jobbing.paragraphs import Mark, name, numbered, prefixes
from press.model import Document, Galley, PageMap, PageStart


@dataclass(frozen=True, slots=True)
class Beside:
    """A text in the margin, ``top`` points below the head of the page."""

    top: float
    text: str


@dataclass(frozen=True, slots=True)
class Worn:
    """The furniture of a page."""

    recto: bool
    label: str
    numbers: Sequence[Beside]
    turns: Sequence[Beside]


def beside_the_text(
    document: Document, galleys: Sequence[Galley], pages: PageMap
) -> tuple[tuple[Galley, ...], tuple[Mark, ...], tuple[Mark, ...]]:
    """``galleys`` with ids at what is marked in the margins, the numbers of their units, and
    where the pages of the book begin. ``document`` is the whole book, which the numbers follow."""
    first = prefixes(document.galleys)
    ready: list[Galley] = []
    numbers: list[Mark] = []
    turns: list[Mark] = []
    for galley in galleys:
        begins = [start for start in pages.starts if start.galley == galley.id]
        html, begun = _turned(galley, begins)
        html, marks = numbered(replace(galley, html=html), first.get(galley.id, ""))
        turns += begun
        numbers += marks
        ready.append(replace(galley, html=html))
    return tuple(ready), tuple(numbers), tuple(turns)


def _turned(galley: Galley, starts: Sequence[PageStart]) -> tuple[str, list[Mark]]:
    """The text of ``galley`` with an id at each of ``starts``, and the page's number there."""
    root = parse(galley.html)
    blocks = places.blocks_of(root)
    marks = []
    for start in starts:
        anchor = places.anchor(start.label)
        block = blocks.get(start.block)
        if start.block == 0:
            anchor = galley.id
        elif block is not None and not start.offset:
            # An image begins where the figure around it does.
            figures = block.iterancestors("figure") if block.tag == "img" else ()
            anchor = name(next(iter(figures), block), anchor)
        else:
            places.mark_pages(root, [start], _mark)
        marks.append(Mark(anchor, f"s.\u00a0{start.label}"))
    return inside(root), marks


def _mark(label: str) -> etree._Element:
    return etree.Element("span", {"id": places.anchor(label)})


def worn(
    pages: Sequence[Page],
    quires: Sequence[Quire],
    numbers: Sequence[Mark],
    turns: Sequence[Mark],
    height: float,
) -> list[Worn | None]:
    """What each page wears; blanks nothing. ``height`` is that of the page in points."""
    outer, inner = (_placed(marks, quires, height) for marks in (numbers, turns))
    return [
        Worn(page.recto, page.label, outer[page.quire, page.at], inner[page.quire, page.at])
        if page.quire is not None
        else None
        for page in pages
    ]


def _placed(
    marks: Sequence[Mark], quires: Sequence[Quire], height: float
) -> Mapping[tuple[int, int], Sequence[Beside]]:
    """The marks by quire and page in it, in their order."""
    where = {
        anchor: (number, page, round(height - above, 2))
        for number, quire in enumerate(quires)
        for anchor, (page, above) in quire.anchors.items()
    }
    found: dict[tuple[int, int], list[Beside]] = defaultdict(list)
    for mark in marks:
        if mark.anchor in where:
            number, page, top = where[mark.anchor]
            found[number, page].append(Beside(top, mark.text))
    return found
