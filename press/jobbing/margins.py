"""The margins of a copy: what is set beside the text on each page, and how far down.

In: the pages of a copy, its quires, and marks beside anchors in them. Out: the furniture of
each page as values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from press.binding.paginating import Page
from press.binding.quire import Quire
from press.jobbing.paragraphs import Mark


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
    numbers: tuple[Beside, ...]
    turns: tuple[Beside, ...]


def worn(
    pages: Sequence[Page],
    quires: Sequence[Quire],
    numbers: Sequence[Mark],
    turns: Sequence[Mark],
    height: float,
) -> list[Worn | None]:
    """What each page wears; blanks nothing. ``height`` is that of the page in points."""
    places = {
        anchor: (number, page, height - above)
        for number, quire in enumerate(quires)
        for anchor, (page, above) in quire.anchors.items()
    }
    outer, inner = (_beside(marks, places) for marks in (numbers, turns))
    return [
        Worn(
            page.recto,
            page.label,
            tuple(outer.get((page.quire, page.at), ())),
            tuple(inner.get((page.quire, page.at), ())),
        )
        if page.quire is not None
        else None
        for page in pages
    ]


def _beside(
    marks: Sequence[Mark], places: Mapping[str, tuple[int, int, float]]
) -> dict[tuple[int, int], list[Beside]]:
    found: dict[tuple[int, int], list[Beside]] = {}
    for mark in marks:
        if mark.anchor in places:
            number, page, top = places[mark.anchor]
            found.setdefault((number, page), []).append(Beside(round(top, 2), mark.text))
    return found
