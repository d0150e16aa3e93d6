"""Copies on A4 for a meeting: a document in, a volume to print on both sides of office paper out.

A copy is typeset by itself, with wider margins, larger type and greys instead of colours, but it
quotes the book's pages: every page number in its text, word list and index is the book's, and a
small »s. 47« stands in the margin where page 47 of the printed book begins. Its own pages are
counted at the foot (»Side 12 af 260«), from the first sheet on.

Header, foot, the numbers beside the text and the word UDKAST are furniture, laid under the pages as
artifacts: none of it gets between the words of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from press.binding import paginating
from press.binding.bind import Entry, Volume
from press.binding.paginating import Page
from press.binding.quire import Job, Quire
from press.binding.schemes import images
from press.binding.sheet import trim_points
from press.galley.settle import settle
from press.jobbing.boardcover import CONTENTS, COVER, Paper, contents, cover_sheet
from press.jobbing.margins import Worn, beside_the_text, worn
from press.jobbing.meeting import Meeting
from press.jobbing.paragraphs import Mark
from press.looks import Looks
from press.model import Board, Document, Galley, PageMap, PdfEdition, Problem, Source
from press.paper import gathering
from press.paper.volume import Press, Printed, long_words, said

A4 = (210.0, 297.0)
NOTICE = "UDKAST"
STYLES = ("tokens", "print", "board")
# The sheets before the text know the copy's own pages, and are typeset until those are true.
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Front:
    """A page or more before the text. ``render`` makes its XHTML from the copy's own pages
    (anchor -> page) and the number of the attempt, from 0. What must stand on one page has several
    ``attempts``, each tighter than the one before."""

    name: str
    title: str
    render: Callable[[Mapping[str, str], int], str]
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the papers are made for: the meeting, what the board is asked, all the papers, and the
    line at the foot of each page."""

    meeting: Meeting
    board: Board
    papers: Sequence[Paper]
    foot: str


@dataclass(frozen=True, slots=True)
class Copy:
    """What is copied.

    ``galleys`` are whole or a choice of the document's; ``pages`` gives the numbers of the book
    to quote; ``marks`` what stands in the margins: ``numbers`` on the outer side of the text,
    ``turns`` (pages of the book) on the inner. ``notice`` is the word across the page or nothing.
    """

    title: str
    header: str
    foot: str
    fronts: tuple[Front, ...]
    galleys: tuple[Galley, ...]
    pages: PageMap
    numbers: tuple[Mark, ...] = ()
    turns: tuple[Mark, ...] = ()
    notice: str = ""
    partial: bool = False


def board_edition(source: Source) -> PdfEdition:
    """The look of a copy. ``source`` is where problems with it are told."""
    return PdfEdition("board", source, STYLES, trim=A4)


def print_copy(copy: Copy, press: Press) -> Printed:
    """Typeset a copy, ready to bind. ``press.document`` is what it is a copy of, and
    ``press.edition`` a :func:`board_edition`."""
    sheets = _sheets(copy, press.document)
    jobs = [_job(press, sheet, copy.pages.labels) for sheet in sheets]
    text = press.workshop.typeset(jobs, press.tell)
    fronts = _fronts(copy, press, text)
    quires = (*fronts, *text)
    pages = _pages(quires)
    pieces = worn(pages, quires, copy.numbers, copy.turns, trim_points(A4)[1])
    (furniture,) = press.workshop.typeset(
        [_furniture(copy, press, [each for each in pieces if each], len(pages))], press.tell
    )
    places = iter(range(len(pages)))
    volume = Volume(
        title=copy.title,
        publisher=press.document.publisher,
        language=press.document.language,
        date=press.document.date,
        pages=pages,
        quires=quires,
        furniture=furniture,
        worn=[next(places) if each else None for each in pieces],
        outline=_outline(copy, press.document),
        size=trim_points(press.edition.trim),
        labels=copy.pages.labels,
        partial=copy.partial,
    )
    return Printed(
        volume=volume,
        page_map=paginating.page_map(pages, quires),
        problems=tuple(_problems(copy, press, sheets, quires)),
    )


def board_copy(document: Document, pages: PageMap, occasion: Occasion, looks: Looks) -> Copy:
    """The whole document as the first of the papers."""
    meeting, papers = occasion.meeting, occasion.papers
    galleys, numbers, turns = beside_the_text(document, document.galleys, pages)
    cover = cover_sheet(document, pages, meeting, occasion.board, papers, looks)
    return Copy(
        title=f"{document.title} – {meeting.header(papers[0].number)}",
        header=meeting.header(papers[0].number),
        foot=occasion.foot,
        fronts=(
            Front(COVER, "Sagsforside", lambda own, attempt: cover),
            Front(CONTENTS, "Indhold", partial(contents, document, pages, looks), attempts=2),
        ),
        galleys=galleys,
        pages=pages,
        numbers=numbers,
        turns=turns,
        notice=NOTICE if document.draft else "",
    )


def _sheets(copy: Copy, document: Document) -> tuple[gathering.QuirePlan, ...]:
    chosen = gathering.plan(replace(document, galleys=copy.galleys))
    return tuple(sheet for sheet in chosen if sheet.kind == "galleys")


def _job(press: Press, sheet: gathering.QuirePlan, labels: Mapping[str, str]) -> Job:
    galleys = tuple(replace(galley, html=settle(galley.html, labels)) for galley in sheet.galleys)
    xhtml = gathering.xhtml(replace(sheet, galleys=galleys), press.document, labels, press.looks)
    return _made(press, f"a4-{sheet.name}", xhtml)


def _made(press: Press, name: str, xhtml: str) -> Job:
    pictures = {path: press.document.images[path] for path in images(xhtml)}
    return Job(name, xhtml, press.css, pictures, press.hyphenate(long_words(xhtml)))


def _fronts(copy: Copy, press: Press, text: Sequence[Quire]) -> tuple[Quire, ...]:
    """The sheets before the text, typeset until the pages that they quote hold."""
    pages: Mapping[str, str] = {}
    made: tuple[Quire, ...] = ()
    for _ in range(_ROUNDS):
        made = tuple(_front(front, press, pages) for front in copy.fronts)
        quires = (*made, *text)
        found = paginating.labels(_pages(quires), quires)
        if found == pages:
            break
        pages = found
    return made


def _front(front: Front, press: Press, pages: Mapping[str, str]) -> Quire:
    """A front as its first attempt on one page, or its last, has it."""
    for attempt in range(front.attempts):
        xhtml = gathering.hold_hyphens(front.render(pages, attempt))
        (quire,) = press.workshop.typeset([_made(press, f"a4-{front.name}", xhtml)], press.tell)
        if quire.pages == 1:
            break
    return quire


def _pages(quires: Sequence[Quire]) -> tuple[Page, ...]:
    """Every quire begins on the front of a sheet; one run of numbers from the first page."""
    return paginating.paginated([(False, quire.pages) for quire in quires])


def _furniture(copy: Copy, press: Press, pieces: Sequence[Worn], total: int) -> Job:
    xhtml = press.looks.render(
        "board/furniture.xhtml.j2",
        pages=pieces,
        copy=copy,
        total=total,
        language=press.document.language,
    )
    return Job("a4-furniture", gathering.hold_hyphens(xhtml), press.css, {}, {})


def _outline(copy: Copy, document: Document) -> tuple[Entry, ...]:
    fronts = tuple(Entry(front.title, front.name) for front in copy.fronts)
    return (*fronts, *gathering.outline(replace(document, galleys=copy.galleys))[1:])


def _problems(
    copy: Copy, press: Press, sheets: Sequence[gathering.QuirePlan], quires: Sequence[Quire]
) -> Iterator[Problem]:
    names = [*(front.title for front in copy.fronts), *(sheet.name for sheet in sheets)]
    for name, quire in zip(names, quires, strict=True):
        yield from (said(press.edition.source, name, message) for message in quire.warnings)
