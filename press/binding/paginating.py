"""Where each quire lands in the volume, and what its pages are called.

In: the quires in order, each front matter or body. Out: the volume's pages, a quire's or blank,
with their labels, and from them the page map.

Every quire begins on a right-hand page (recto); the front matter is numbered i, ii, iii …
and the body starts again at 1, as books do. Blanks are counted but not numbered in print.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from press.binding.quire import Quire
from press.language.numbers import roman
from press.model import PageMap, PageStart


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the volume: page ``at`` (from 0) of ``quire``, which is None for a blank."""

    quire: int | None
    at: int
    label: str
    recto: bool


def paginated(quires: Sequence[tuple[bool, int]]) -> tuple[Page, ...]:
    """Lay ``quires`` (front matter?, number of pages) out; each starts on a recto."""
    pages: list[Page] = []
    body_begins: int | None = None
    for number, (front, count) in enumerate(quires):
        if len(pages) % 2:
            pages.append(_page(pages, None, 0, body_begins))
        if not front and body_begins is None:
            body_begins = len(pages)
        for at in range(count):
            pages.append(_page(pages, number, at, body_begins))
    if len(pages) % 2:
        pages.append(_page(pages, None, 0, body_begins))
    return tuple(pages)


def padded(pages: Sequence[Page], multiple: int) -> tuple[Page, ...]:
    """The pages with blanks at the end until their number is a ``multiple``."""
    filled = list(pages)
    body = next((at for at, page in enumerate(pages) if page.label.isdecimal()), None)
    while len(filled) % multiple:
        filled.append(_page(filled, None, 0, body))
    return tuple(filled)


def _page(before: Sequence[Page], quire: int | None, at: int, body_begins: int | None) -> Page:
    position = len(before)
    label = roman(position + 1) if body_begins is None else str(position - body_begins + 1)
    return Page(quire, at, label, recto=position % 2 == 0)


def labels(pages: Iterable[Page], quires: Sequence[Quire]) -> Mapping[str, str]:
    """Anchor -> label of the page it stands on, over the whole volume."""
    label = {(page.quire, page.at): page.label for page in pages}
    return {
        anchor: label[number, page]
        for number, quire in enumerate(quires)
        for anchor, (page, _) in quire.anchors.items()
    }


def page_map(pages: Iterable[Page], quires: Sequence[Quire]) -> PageMap:
    """The one numbering of pages, for every edition to share."""
    pages = tuple(pages)
    begins = {
        (number, start.page): start for number, quire in enumerate(quires) for start in quire.starts
    }
    found = [
        PageStart(page.label, start.galley, start.block, start.offset)
        for page in pages
        if page.quire is not None and (start := begins.get((page.quire, page.at)))
    ]
    return PageMap(labels(pages, quires), tuple(found))
