"""The print edition, from Document to PDF and page map.

In: a Document, what it wears, and the workshop. Out: a :class:`Printed` volume. Quires are
typeset with the likely width of every quoted page number; once the page map is known, the
few whose numbers have another width, and those whose text itself lists pages (word list,
index), are typeset again, until nothing moves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from press.binding import paginating
from press.binding.bind import Volume, bind
from press.binding.paginating import Page
from press.binding.quire import Job, Quire
from press.binding.schemes import images, quoted, targets
from press.binding.sheet import BLEED, trim_points
from press.codes import problem
from press.galley.settle import settle
from press.looks import Looks
from press.model import Document, Galley, PageMap, PdfEdition, Problem, Quote, Severity, Source
from press.paper import gathering
from press.paper.dress import stand_in
from press.paper.furniture import Piece, furniture_job, piece
from press.paper.guess import guess
from press.paper.workshop import Tell, Workshop

# Words -> the offsets at which each may be broken.
Hyphenate = Callable[[frozenset[str]], Mapping[str, tuple[int, ...]]]

# A book settles in two or three; more means that two numbers chase each other.
_ROUNDS = 8

# WeasyPrint: .notdef glyph rendered for Unicode string unsupported by fonts: "x" (U+0078)
_MISSING = re.compile(r'notdef.*"(.+)" \((U\+\w+)\)')
_WORD = re.compile(r"[^\W\d_]{6,}")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Printed:
    """A volume ready to bind, the numbering it gives all editions, and what it is made of."""

    volume: Volume
    page_map: PageMap
    problems: tuple[Problem, ...]

    @property
    def hyphenated(self) -> Iterator[str]:
        """Every word that is broken at the end of a line."""
        return (word for quire in self.volume.quires for word in quire.hyphenated)

    @cached_property
    def pdf(self) -> bytes:
        """The volume bound; nothing when something is wrong with it."""
        failed = any(problem.severity is Severity.ERROR for problem in self.problems)
        return b"" if failed else bind(self.volume)


@dataclass(frozen=True, slots=True)
class Press:
    """What stays the same while a volume is printed."""

    document: Document
    edition: PdfEdition
    looks: Looks
    hyphenate: Hyphenate
    workshop: Workshop
    tell: Tell

    @property
    def css(self) -> str:
        width, height = trim_points(self.edition.trim)
        page = f"@page {{ size: {width}pt {height}pt; bleed: {BLEED}mm; }}"
        size = f"{page}\n:root {{ --trim-width: {width}pt; --trim-height: {height}pt; }}\n"
        return self.looks.sheet(*self.edition.styles) + size


def print_book(press: Press) -> Printed:
    """Typeset and number the document, ready to bind."""
    sheets = gathering.plan(press.document)
    quires, jobs, problems = _settle(press, sheets)
    pages = _pages(sheets, quires)
    pieces = _worn(press, sheets, quires, pages)
    distinct = tuple(dict.fromkeys(worn for worn in pieces if worn))
    job = furniture_job(distinct, press.css, press.looks, press.document.language)
    (furniture,) = press.workshop.typeset([job], press.tell)
    number = {worn: at for at, worn in enumerate(distinct)}
    problems += _problems(press, sheets, quires, jobs) + _cut(press, pages, quires)
    volume = Volume(
        title=press.document.title,
        publisher=press.document.publisher,
        language=press.document.language,
        date=press.document.date,
        pages=pages,
        quires=quires,
        furniture=furniture,
        worn=[number[worn] if worn else None for worn in pieces],
        outline=gathering.outline(press.document),
        size=trim_points(press.edition.trim),
        labels=paginating.labels(pages, quires),
    )
    return Printed(volume, paginating.page_map(pages, quires), problems)


def _settle(
    press: Press, sheets: Sequence[gathering.QuirePlan]
) -> tuple[tuple[Quire, ...], list[Job], tuple[Problem, ...]]:
    """Typeset until every quire was made with the widths that its numbers turned out to have."""
    likely = guess(press.document.galleys)
    text = tuple(sheet for sheet in sheets if not sheet.quotes_pages)
    made = {sheet.name: _job(press, sheet, likely) for sheet in text}
    quires = press.workshop.typeset(list(made.values()), press.tell)
    before: Mapping[str, str] = likely
    labels: Mapping[str, str] = {**likely, **paginating.labels(_pages(text, quires), quires)}
    jobs: list[Job] = []
    for _ in range(_ROUNDS):
        again = [
            made[sheet.name]
            if sheet.name in made and _as_wide(made[sheet.name], before, labels)
            else _job(press, sheet, labels)
            for sheet in sheets
        ]
        if again == jobs:
            return quires, jobs, ()
        jobs = again
        made = {job.name: job for job in jobs if job.name in made}
        quires = press.workshop.typeset(jobs, press.tell)
        before, labels = labels, paginating.labels(_pages(sheets, quires), quires)
    place = Source(press.edition.source.path, press.edition.source.line)
    unsettled = problem(
        place,
        "E101",
        f"sidetallene faldt ikke på plads efter {_ROUNDS} runder",
        "flyt en henvisning nogle linjer, og byg igen",
    )
    return quires, jobs, (unsettled,)


def _as_wide(job: Job, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether every page number that ``job`` quotes still takes the same room."""
    return all(stand_in(anchor, before) == stand_in(anchor, after) for anchor in quoted(job.xhtml))


def _pages(sheets: Sequence[gathering.QuirePlan], quires: Sequence[Quire]) -> tuple[Page, ...]:
    return paginating.paginated(
        [(sheet.front, quire.pages) for sheet, quire in zip(sheets, quires, strict=True)]
    )


def _job(press: Press, sheet: gathering.QuirePlan, labels: Mapping[str, str]) -> Job:
    """The job of ``sheet``, with page numbers as wide as ``labels`` has them."""
    galleys = tuple(
        replace(galley, html=settle(galley.html, labels)) if galley.quotes_pages else galley
        for galley in sheet.galleys
    )
    xhtml = gathering.xhtml(replace(sheet, galleys=galleys), press.document, labels, press.looks)
    return Job(
        name=sheet.name,
        xhtml=xhtml,
        css=press.css,
        images={path: press.document.images[path] for path in images(xhtml)},
        breaks=press.hyphenate(long_words(xhtml)),
    )


def long_words(xhtml: str) -> frozenset[str]:
    """The words of a job that are long enough to be broken."""
    return frozenset(_WORD.findall(_TAG.sub(" ", xhtml)))


def _worn(
    press: Press,
    sheets: Sequence[gathering.QuirePlan],
    quires: Sequence[Quire],
    pages: Sequence[Page],
) -> tuple[Piece | None, ...]:
    """What each page wears: nothing on blanks, title pages and part openings; no head on the
    opening of any other section."""
    begins = [{start.page: start for start in reversed(quire.starts)} for quire in quires]
    galleys = {galley.id: galley for galley in press.document.galleys}
    worn: list[Piece | None] = []
    seen: set[str] = set()
    for page in pages:
        kind = sheets[page.quire].kind if page.quire is not None else ""
        if page.quire is None or kind == "titles":
            worn.append(None)
        elif kind == "contents":
            head = gathering.CONTENTS if page.at else ""
            worn.append(piece(page.recto, head, page.label))
        else:
            start = begins[page.quire].get(page.at)
            galley = galleys[start.galley] if start else sheets[page.quire].galleys[-1]
            opening = galley.id not in seen
            seen.add(galley.id)
            head = "" if opening else _running_head(galley, page.recto, press.document)
            bare = galley.role == "part" and opening
            worn.append(None if bare else piece(page.recto, head, page.label))
    return tuple(worn)


def _running_head(galley: Galley, recto: bool, document: Document) -> str:
    """The section's title on a right-hand page; on a left-hand one its part's, or the book's."""
    if recto:
        return galley.running_title
    if galley.role == "part":
        return galley.title
    titles = (part.title for part in document.galleys if part.id == galley.part)
    return next(titles, document.title)


def _problems(
    press: Press,
    sheets: Sequence[gathering.QuirePlan],
    quires: Sequence[Quire],
    jobs: Sequence[Job],
) -> tuple[Problem, ...]:
    """Links that lead nowhere, and everything that WeasyPrint said while it worked."""
    place = press.edition.source
    known = {anchor for quire in quires for anchor in quire.anchors}
    lost = [
        problem(place, "P103", f"»{sheet.name}« henviser til »{anchor}«, som ikke er i bogen")
        for sheet, job in zip(sheets, jobs, strict=True)
        for anchor in sorted(targets(job.xhtml) - known)
    ]
    told = [
        said(place, sheet.name, message)
        for sheet, quire in zip(sheets, quires, strict=True)
        for message in quire.warnings
    ]
    return (*lost, *told)


def _cut(press: Press, pages: Sequence[Page], quires: Sequence[Quire]) -> tuple[Problem, ...]:
    """What would be lost when the pages are trimmed."""
    hint = "skriv det kortere, giv ordet delesteder, eller gør tabellen smallere"
    return tuple(
        replace(
            problem(
                press.edition.source,
                "P107",
                f"side {page.label}: »{flaw.detail}« når ud over sidens kant",
                hint,
            ),
            about=Quote(flaw.detail),
        )
        for page in pages
        if page.quire is not None
        for flaw in quires[page.quire].flaws
        if flaw.kind == "cut" and flaw.page == page.at
    )


def said(place: Source, section: str, message: str) -> Problem:
    """What WeasyPrint logged, as an editor's problem. Its own words are English."""
    missing = _MISSING.search(message)
    if missing:
        sign = f"{missing.group(1)} ({missing.group(2)})"
        text = f"»{section}« bruger tegnet {sign}, som skriften mangler"
        found = problem(place, "P105", text, "skriv det på en anden måde")
        letter = chr(int(missing.group(2).removeprefix("U+"), 16))
        return replace(found, about=Quote(letter, section))
    return problem(place, "P106", f"satsen af »{section}« melder: {message}")
