"""The contact sheet: every page of the book at a glance, spread by spread, with what is wrong.

In: a printed volume and a small picture of each of its pages. Out: one web page that needs
nothing beside itself, in Danish. What it says was measured by :mod:`press.paper.flaws`.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from press.binding.paginating import Page
from press.binding.quire import Flaw, PageMeasure, Quire
from press.language.numbers import decimal
from press.looks import Looks
from press.model import Document
from press.paper.gathering import CONTENTS
from press.paper.volume import Printed

# What each kind of flaw is called, how its detail is said, and whether it is slight: one
# sees it, but has seldom to do anything about it.
_NAMES = {
    "cut": ("Skåret af sidens kant", "»{}«", False),
    "outside": ("Stikker ud af satsfladen", "»{}«", False),
    "heading": ("Rubrik nederst på siden", "»{}«", False),
    "widow": ("Enlig linje øverst", "»{}«", False),
    "orphan": ("Enlig linje nederst", "»{}«", False),
    "box": ("Boks med få linjer på siden", "{}", False),
    "short": ("Næsten tom sidste side", "{} linjer", False),
    "white": ("Hvidt nederst på siden", "{} mm", False),
    "figure": ("Figuren på næste side er for høj til pladsen", "{} %", True),
    "grid": ("Linjer uden for linjenettet", "{}", True),
    "loose": ("Løs linje", "»{}«", True),
}
# How many pixels wide the pictures should be.
WIDTH = 460
# In points: the baseline grid, and a distance at which no eye tells baselines from each other.
_GRID, _SAME = 14.0, 0.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A flaw as a person reads it."""

    name: str
    detail: str
    slight: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A page on the sheet. ``number`` counts from 1; ``opens`` is the section that begins on it."""

    number: int
    label: str
    picture: str
    section: str
    opens: str
    marks: tuple[Mark, ...]

    @property
    def grave(self) -> tuple[Mark, ...]:
        """The marks that are worth doing something about."""
        return tuple(mark for mark in self.marks if not mark.slight)


def contact_sheet(
    printed: Printed, document: Document, pictures: Iterable[bytes], looks: Looks
) -> str:
    """The whole sheet. Raises ValueError when there is not one picture a page."""
    titles = {galley.id: galley.title for galley in document.galleys}
    pages = _pages(printed, titles, pictures)
    return looks.render(
        "proof/index.html.j2",
        book=document,
        css=looks.sheet("tokens", "proof"),
        pages=pages,
        spreads=_spreads(pages),
        facts=_facts(printed, pages),
        fitted=_fitted(printed, titles),
    )


def _spreads(pages: Sequence[Shown]) -> Iterator[tuple[Shown | None, Shown | None]]:
    """Pages two by two as the reader opens the book: verso, recto; the first page is a recto."""
    return zip_longest((None, *pages[1::2]), pages[::2])


def _marks(flaws: Iterable[Flaw], page: int) -> tuple[Mark, ...]:
    """The flaws of page ``page`` of a quire, the grave ones first."""
    found = []
    for flaw in flaws:
        if flaw.page == page:
            name, form, slight = _NAMES[flaw.kind]
            found.append(Mark(name, form.format(flaw.detail), slight))
    return tuple(sorted(found, key=lambda mark: mark.slight))


def _aligned(measures: Sequence[PageMeasure | None]) -> tuple[int, int]:
    """Of the spreads with body text on both pages: how many have both pages on one grid, and
    how many there are. ``measures`` begins with page 1, a recto."""
    facing = [
        all(
            min(apart % _GRID, -apart % _GRID) < _SAME
            for apart in (left.first - right.first, left.last - right.last)
        )
        for left, right in zip(measures[1::2], measures[2::2], strict=False)
        if left and right and left.lines and right.lines
    ]
    return sum(facing), len(facing)


def _pages(
    printed: Printed, titles: Mapping[str, str], pictures: Iterable[bytes]
) -> tuple[Shown, ...]:
    seen: set[str] = set()
    pages: list[Shown] = []
    section = ""
    for number, (page, picture) in enumerate(zip(printed.volume.pages, pictures, strict=True), 1):
        quire = None if page.quire is None else printed.volume.quires[page.quire]
        section = _name(page, quire, titles) or section
        opens = section if section not in seen else ""
        seen.add(section)
        found = _marks(quire.flaws, page.at) if quire else ()
        data = b64encode(picture).decode()
        pages.append(Shown(number, page.label, data, section, opens, found))
    return tuple(pages)


def _name(page: Page, quire: Quire | None, titles: Mapping[str, str]) -> str:
    """The section that a page is in; nothing when that is the page before's."""
    if page.quire == 0:
        return "Titelblade"
    if page.quire == 1:
        return CONTENTS
    starts = quire.starts if quire else ()
    return next((titles[start.galley] for start in starts if start.page == page.at), "")


def _facts(printed: Printed, pages: Sequence[Shown]) -> Iterator[tuple[str, str]]:
    """What the proof says of the book in numbers: names and values."""
    measures = [
        None if page.quire is None else printed.volume.quires[page.quire].measures[page.at]
        for page in printed.volume.pages
    ]
    known = [measure for measure in measures if measure]
    lines = sum(measure.lines for measure in known)
    full = sum(measure.full for measure in known)
    characters = sum(measure.characters for measure in known) / max(full, 1)
    on_grid = 100 * sum(measure.on_grid for measure in known) / max(lines, 1)
    one_grid, facing = _aligned(measures)
    yield "Sider", str(len(pages))
    yield "Tegn på en fuld linje, i gennemsnit", f"{characters:.0f}"
    yield "Brødtekstlinjer på linjenettet", f"{decimal(on_grid, 1)}\u00a0% af {lines}"
    yield "Opslag, hvor linjerne flugter", f"{one_grid} af {facing}"
    kinds = Counter(mark.name for page in pages for mark in page.marks)
    yield from ((name, str(kinds[name])) for name, _, _ in _NAMES.values() if kinds[name])


def _fitted(printed: Printed, titles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The sections that were mended, and how."""
    return tuple(
        (titles[quire.starts[0].galley], quire.fitting)
        for quire in printed.volume.quires
        if quire.fitting and quire.starts
    )
