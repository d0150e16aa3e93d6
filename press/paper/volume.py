"""The print edition, from Document to PDF and page map.

In: a Document, what it wears, and the workshop. Out: a :class:`Printed` volume. Quires are
typeset with the likely width of every quoted page number; once the page map is known, the
few whose numbers have another width, and those whose text itself lists pages (word list,
index), are typeset again, until nothing moves.

Furniture – folios and running heads – is typeset once for each distinct head and width of folio,
and laid under the pages at binding. PDF/UA-1 (ISO 14289-1, 7.8) asks that it be artifacts: kept
out of the quires, it cannot end up among the tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from press.binding import paginating
from press.binding.bind import Volume, bind
from press.binding.paginating import Page
from press.binding.quire import Job, Quire
from press.binding.schemes import images, quoted, targets
from press.binding.sheet import BLEED, trim_points
from press.binding.stamp import shape
from press.codes import problem
from press.galley.settle import settle
from press.looks import Looks
from press.model import Document, Galley, PageMap, PdfEdition, Problem, Quote, Severity, Source
from press.paper import gathering
from press.paper.dress import stand_in
from press.paper.gathering import QuirePlan
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
        """The edition's style sheets, and the size of its pages."""
        width, height = trim_points(self.edition.trim)
        page = f"@page {{ size: {width}pt {height}pt; bleed: {BLEED}mm; }}"
        size = f"{page}\n:root {{ --trim-width: {width}pt; --trim-height: {height}pt; }}\n"
        return self.looks.sheet(*self.edition.styles) + size


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of furniture: whether it is for a recto, its running head (may be empty) and its
    folio's stand-in."""

    recto: bool
    head: str
    folio: str


def print_book(press: Press) -> Printed:
    """Typeset and number the document, ready to bind."""
    document = press.document
    plans = gathering.plan(document)
    quires, jobs, problems = _settle(press, plans)
    pages = _pages(plans, quires)
    pieces = _worn(document, plans, quires, pages)
    distinct = tuple(dict.fromkeys(filter(None, pieces)))
    xhtml = press.looks.render(
        "print/furniture.xhtml.j2", pieces=distinct, language=document.language
    )
    job = Job("furniture", xhtml, press.css, images={}, breaks={})
    (furniture,) = press.workshop.typeset([job], press.tell)
    problems += (*_problems(press, plans, quires, jobs), *_cut(press, pages, quires))
    volume = Volume(
        title=document.title,
        publisher=document.publisher,
        language=document.language,
        date=document.date,
        pages=pages,
        quires=quires,
        furniture=furniture,
        worn=[distinct.index(worn) if worn else None for worn in pieces],
        outline=gathering.outline(document),
        size=trim_points(press.edition.trim),
        labels=paginating.labels(pages, quires),
    )
    return Printed(volume, paginating.page_map(pages, quires), problems)


def _settle(
    press: Press, plans: Sequence[QuirePlan]
) -> tuple[tuple[Quire, ...], list[Job], tuple[Problem, ...]]:
    """Typeset until every quire was made with the widths that its numbers turned out to have."""
    likely = guess(press.document.galleys)
    text = tuple(plan for plan in plans if not plan.quotes_pages)
    made = {plan.name: _job(press, plan, likely) for plan in text}
    quires = press.workshop.typeset(list(made.values()), press.tell)
    before: Mapping[str, str] = likely
    labels: Mapping[str, str] = {**likely, **paginating.labels(_pages(text, quires), quires)}
    jobs: list[Job] = []
    for _ in range(_ROUNDS):
        again = [
            made[plan.name]
            if plan.name in made and _as_wide(made[plan.name], before, labels)
            else _job(press, plan, labels)
            for plan in plans
        ]
        if again == jobs:
            return quires, jobs, ()
        jobs = again
        made = {job.name: job for job in jobs if job.name in made}
        quires = press.workshop.typeset(jobs, press.tell)
        before, labels = labels, paginating.labels(_pages(plans, quires), quires)
    unsettled = problem(
        Source(press.edition.source.path, press.edition.source.line),
        "E101",
        f"sidetallene faldt ikke på plads efter {_ROUNDS} runder",
        "flyt en henvisning nogle linjer, og byg igen",
    )
    return quires, jobs, (unsettled,)


def _as_wide(job: Job, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether every page number that ``job`` quotes still takes the same room."""
    return all(stand_in(anchor, before) == stand_in(anchor, after) for anchor in quoted(job.xhtml))


def _pages(plans: Sequence[QuirePlan], quires: Sequence[Quire]) -> tuple[Page, ...]:
    return paginating.paginated(
        [(plan.front, quire.pages) for plan, quire in zip(plans, quires, strict=True)]
    )


def _job(press: Press, plan: QuirePlan, labels: Mapping[str, str]) -> Job:
    """The job of ``plan``, with page numbers as wide as ``labels`` has them."""
    galleys = tuple(
        replace(galley, html=settle(galley.html, labels)) if galley.quotes_pages else galley
        for galley in plan.galleys
    )
    xhtml = gathering.xhtml(replace(plan, galleys=galleys), press.document, labels, press.looks)
    return Job(
        name=plan.name,
        xhtml=xhtml,
        css=press.css,
        images={path: press.document.images[path] for path in images(xhtml)},
        breaks=press.hyphenate(long_words(xhtml)),
    )


def long_words(xhtml: str) -> frozenset[str]:
    """The words of a job that are long enough to be broken."""
    return frozenset(_WORD.findall(_TAG.sub(" ", xhtml)))


def _worn(
    document: Document,
    plans: Sequence[QuirePlan],
    quires: Sequence[Quire],
    pages: Iterable[Page],
) -> tuple[_Piece | None, ...]:
    """What each page wears: nothing on blanks, title pages and part openings; no head on the
    opening of any other section."""
    worn: list[_Piece | None] = []
    seen: set[str] = set()
    for page in pages:
        head: str | None = None
        plan = None if page.quire is None else plans[page.quire]
        if plan and plan.kind == "contents":
            head = gathering.CONTENTS if page.at else ""
        elif plan and plan.kind == "galleys" and page.quire is not None:
            galley = _shown_on(page.at, quires[page.quire], plan)
            if galley.id in seen:
                head = _running_head(galley, page.recto, document)
            elif galley.role != "part":
                head = ""
            seen.add(galley.id)
        worn.append(None if head is None else _Piece(page.recto, head, shape(page.label)))
    return tuple(worn)


def _shown_on(at: int, quire: Quire, plan: QuirePlan) -> Galley:
    """The galley that the page ``at`` of a quire begins with; the last one on a page without."""
    begun = next((start.galley for start in quire.starts if start.page == at), plan.galleys[-1].id)
    return next(galley for galley in plan.galleys if galley.id == begun)


def _running_head(galley: Galley, recto: bool, document: Document) -> str:
    """The section's title on a right-hand page; on a left-hand one its part's, or the book's."""
    if recto:
        return galley.running_title
    if galley.role == "part":
        return galley.title
    titles = (part.title for part in document.galleys if part.id == galley.part)
    return next(titles, document.title)


def _problems(
    press: Press, plans: Sequence[QuirePlan], quires: Sequence[Quire], jobs: Sequence[Job]
) -> Iterator[Problem]:
    """Links that lead nowhere, and everything that WeasyPrint said while it worked."""
    place = press.edition.source
    known = {anchor for quire in quires for anchor in quire.anchors}
    for job in jobs:
        for anchor in sorted(targets(job.xhtml) - known):
            message = f"»{job.name}« henviser til »{anchor}«, som ikke er i bogen"
            yield problem(place, "P103", message)
    for plan, quire in zip(plans, quires, strict=True):
        yield from (said(place, plan.name, message) for message in quire.warnings)


def _cut(press: Press, pages: Iterable[Page], quires: Sequence[Quire]) -> Iterator[Problem]:
    """What would be lost when the pages are trimmed."""
    hint = "skriv det kortere, giv ordet delesteder, eller gør tabellen smallere"
    for page in pages:
        for flaw in () if page.quire is None else quires[page.quire].flaws:
            if flaw.kind == "cut" and flaw.page == page.at:
                message = f"side {page.label}: »{flaw.detail}« når ud over sidens kant"
                found = problem(press.edition.source, "P107", message, hint)
                yield replace(found, about=Quote(flaw.detail))


def said(place: Source, section: str, message: str) -> Problem:
    """What WeasyPrint logged, as an editor's problem. Its own words are English."""
    if missing := _MISSING.search(message):
        sign, code = missing.groups()
        text = f"»{section}« bruger tegnet {sign} ({code}), som skriften mangler"
        found = problem(place, "P105", text, "skriv det på en anden måde")
        return replace(found, about=Quote(chr(int(code.removeprefix("U+"), 16)), section))
    return problem(place, "P106", f"satsen af »{section}« melder: {message}")
