"""Where each quire lands in the volume, and what its pages are called.

In: the quires in order, each front matter or body. Out: the volume's pages, a quire's or blank,
with their labels; from them the page map, and the labels as a PDF keeps them.

Every quire begins on a right-hand page (recto); the front matter is numbered i, ii, iii …
and the body starts again at 1, as books do. Blanks are counted but not numbered in print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, String

from press.binding.quire import Quire
from press.language.numbers import roman
from press.model import PageMap, PageStart

# What a number may follow: nothing, or a series of its own, closed by a hyphen.
_COUNTED = re.compile(r"((?:.*-)?)(?:([1-9]\d*)|([ivxlcdm]+))")
_ROMAN = {roman(number): number for number in range(1, 1000)}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the volume: page ``at`` (from 0) of ``quire``, which is None for a blank."""

    quire: int | None
    at: int
    label: str
    recto: bool


def paginated(quires: Sequence[tuple[bool, int]]) -> tuple[Page, ...]:
    """Lay ``quires`` (front matter?, number of pages) out; each starts on a recto."""
    places: list[tuple[int | None, int]] = []
    body: int | None = None
    for number, (front, count) in enumerate(quires):
        if not front and body is None:
            body = len(places)
        places += [(number, at) for at in range(count)]
        places += [(None, 0)] * (count % 2)
    return tuple(_page(place, quire, at, body) for place, (quire, at) in enumerate(places))


def padded(pages: Sequence[Page], multiple: int) -> tuple[Page, ...]:
    """The pages with blanks at the end until their number is a ``multiple``."""
    body = next((at for at, page in enumerate(pages) if page.label.isdecimal()), None)
    blanks = range(len(pages), len(pages) + -len(pages) % multiple)
    return (*pages, *(_page(place, None, 0, body) for place in blanks))


def _page(place: int, quire: int | None, at: int, body: int | None) -> Page:
    """The page at ``place`` of a volume whose body begins at ``body``, both from 0."""
    front = body is None or place < body
    label = roman(place + 1) if front else str(place - (body or 0) + 1)
    return Page(quire, at, label, recto=place % 2 == 0)


def labels(pages: Iterable[Page], quires: Sequence[Quire]) -> Mapping[str, str]:
    """Anchor -> label of the page it stands on, over the whole volume."""
    label = {(page.quire, page.at): page.label for page in pages}
    return {
        anchor: label[number, page]
        for number, quire in enumerate(quires)
        for anchor, (page, _) in quire.anchors.items()
    }


def page_map(pages: Sequence[Page], quires: Sequence[Quire]) -> PageMap:
    """The one numbering of pages, for every edition to share."""
    begins = {
        (number, start.page): start for number, quire in enumerate(quires) for start in quire.starts
    }
    starts = [
        PageStart(page.label, start.galley, start.block, start.offset)
        for page in pages
        if page.quire is not None and (start := begins.get((page.quire, page.at)))
    ]
    return PageMap(labels(pages, quires), tuple(starts))


def page_labels(labels: Iterable[str]) -> Dictionary:
    """The ``PageLabels`` of a document whose pages are called ``labels``, in order.

    A number tree (ISO 32000-1, 12.4.2) with one entry for each run of pages that count on:
    ``i, ii``, then ``1, 2``, then ``særtryk-1, særtryk-2``. A label that ends in no number is
    kept as it is.
    """
    entries: list[int | Dictionary] = []
    following = None
    for at, label in enumerate(labels):
        prefix, style, number = _taken_apart(label)
        if not style or (prefix, style, number) != following:
            facts: dict[str, Object | int] = {"/P": String(prefix)} if prefix else {}
            if style:
                facts["/S"] = Name(style)
            if number > 1:
                facts["/St"] = number
            entries += [at, Dictionary(facts)]
        following = (prefix, style, number + 1)
    return Dictionary(Nums=Array(entries))


def _taken_apart(label: str) -> tuple[str, str, int]:
    """The prefix of a label, its style of numbers and its number; all prefix without one."""
    found = _COUNTED.fullmatch(label)
    if found and found[2]:
        return found[1], "/D", int(found[2])
    if found and found[3] in _ROMAN:
        return found[1], "/r", _ROMAN[found[3]]
    return label, "", 0
