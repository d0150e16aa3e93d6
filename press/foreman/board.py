"""Papers for a meeting of the board: from the manuscript to ``dist/board/``.

In: the desk and what was asked for. Out: an exit code. The papers lie beside the editions in
``dist/``, with the manuscript as it was (``manuskript.zip``), so that the papers of the next
meeting can tell what has changed since.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from press.assembly.assemble import assemble
from press.binding.imposing import Folding, booklet
from press.changes import Changes
from press.foreman.book import deliver
from press.foreman.desk import Desk, Problems, StoppedError, checked, read, stop
from press.jobbing.boardcopy import Occasion, board_copy, board_edition, print_copy
from press.jobbing.boardcover import Paper, bundle
from press.jobbing.meeting import BoardRequestError, Meeting, read_chapters, read_meeting
from press.jobbing.offprint import offprints
from press.jobbing.redlinecopy import Comparison, redline_copy
from press.language.numbers import long_date
from press.looks import Looks, load_looks, unknown_styles
from press.manuscript.earlier import SAVED, Earlier, EarlierError, earlier, packed
from press.model import Artefact, Board, Book, Document, Edition, Galley
from press.paper.breaks import BreakTable
from press.paper.volume import Press, Printed, print_book
from press.paper.workshop import Workshop
from press.proofreading.gate import prove
from press.redline.compare import compare
from press.shell import MACHINE

FOLDER = "board"


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, as typed."""

    meeting: str = ""
    item: str = ""
    chapters: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class _Matter:
    """All that the papers are made from."""

    meeting: Meeting
    manuscript: Book
    document: Document
    chapters: tuple[Galley, ...]
    before: Earlier | None
    built: str

    @property
    def foot(self) -> str:
        return f"Version {self.document.version} · {self.built}"


@dataclass(frozen=True, slots=True)
class _Made:
    """A paper ready to bind, and the part of the document that must be found in it."""

    printed: Printed
    document: Document


def make_board(desk: Desk, order: Order) -> int:
    """Make the papers; 0 when all went well.

    Raises :class:`~press.jobbing.meeting.BoardRequestError` for an order that cannot be met.
    """
    try:
        return _make_board(desk, order)
    except StoppedError as stopped:
        return stop(desk.reporter, stopped.problems)


def _make_board(desk: Desk, order: Order) -> int:
    meeting = read_meeting(order.meeting, order.item)
    reporter = desk.reporter
    manuscript, problems = read(desk)
    before = None
    if order.since.strip():
        reporter.stage("Finder den tidligere udgave")
        before = _earlier(desk, order.since.strip())
    reporter.stage("Samler bogen")
    looks = load_looks(desk.root)
    source = manuscript.editions[0].source
    problems = checked(problems + unknown_styles(looks, (board_edition(source),)))
    document = assemble(manuscript, desk.store)
    chapters = read_chapters(order.chapters, document)
    day = _built(document)
    if meeting.day < day:
        spoken = meeting.spoken.replace("\u00a0", " ")
        reporter.say(f"Er datoen rigtig? Mødet den {spoken} er før bogens dato, {long_date(day)}.")
    matter = _Matter(meeting, manuscript, document, chapters, before, long_date(day))
    with Workshop(desk.store) as workshop:
        workshop.start()
        return _make_in(workshop, desk, matter, looks, problems)


def _earlier(desk: Desk, since: str) -> Earlier:
    try:
        return earlier(desk.root, since, desk.store)
    except EarlierError as error:
        raise BoardRequestError(str(error)) from error


def _make_in(
    workshop: Workshop, desk: Desk, matter: _Matter, looks: Looks, problems: Problems
) -> int:
    reporter = desk.reporter
    reporter.stage("Sætter bogen, som giver alle sidetal")
    table = BreakTable(desk.store, matter.manuscript.hyphenation, workshop.learner())
    paper = matter.manuscript.printed
    press = Press(matter.document, paper, looks, table, workshop, reporter.quire)
    book = print_book(press)
    problems = checked(problems + book.problems)
    reporter.stage("Sætter papirerne")
    papers = bundle(matter.chapters, matter.before.label if matter.before else "")
    made = _typeset(desk, matter, press, book, papers)
    table.save()
    typesetting = tuple(found for each in made.values() for found in each.printed.problems)
    problems = checked(problems + typesetting)
    reporter.stage("Efterprøver papirerne mod manuskriptet", total=len(made))
    edition = board_edition(paper.source)
    problems = checked(problems + _prove(edition, made))
    reporter.stage("Lægger papirerne i dist/")
    files = {f"{FOLDER}/{name}": each.printed.pdf for name, each in made.items()}
    files[f"{FOLDER}/{papers[1].file}"] = booklet(book.pdf, _folding(matter.manuscript.board))
    files[f"{FOLDER}/{SAVED}"] = packed(desk.root, matter.document.date)
    facts = {"meeting": matter.meeting.day, "item": matter.meeting.item}
    artefact = Artefact(edition, files, facts)
    if not deliver(desk, matter.manuscript, matter.document, book, [artefact]):
        return MACHINE
    reporter.problems(problems)
    reporter.summary(_rows(files, papers), problems)
    return 0


def _typeset(
    desk: Desk, matter: _Matter, press: Press, book: Printed, papers: Sequence[Paper]
) -> dict[str, _Made]:
    """Every paper but the booklet, by the name of its file."""
    document, looks = matter.document, press.looks
    copying = replace(press, edition=board_edition(press.edition.source))
    occasion = Occasion(matter.meeting, matter.manuscript.board, papers, matter.foot)
    whole = board_copy(document, book.page_map, occasion, looks)
    made = {papers[0].file: _Made(print_copy(whole, copying), document)}
    singles = offprints(press, book, [galley.id for galley in matter.chapters])
    for galley, paper, printed in zip(matter.chapters, papers[2:], singles, strict=False):
        made[paper.file] = _Made(printed, replace(document, galleys=(galley,)))
    if matter.before is None:
        return made
    redline = compare(matter.before.book, matter.manuscript)
    marked = assemble(redline.book, desk.store)
    changes = Changes(matter.before.label, redline.changes)
    if not changes.changed:
        desk.reporter.say(f"Der er ingen ændringer siden {matter.before.label}.")
    last = papers[-1]
    compared = Comparison(document, marked, changes, book.page_map)
    copy = redline_copy(compared, matter.meeting, last.number, matter.foot, looks)
    printed = print_copy(copy, replace(copying, document=marked))
    made[last.file] = _Made(printed, replace(marked, galleys=copy.galleys))
    return made


def _prove(edition: Edition, made: Mapping[str, _Made]) -> Problems:
    problems: Problems = ()
    for name, each in made.items():
        artefact = Artefact(edition, {f"{FOLDER}/{name}": each.printed.pdf})
        problems += prove(each.document, artefact)
    return problems


def _built(document: Document) -> str:
    """The day of the build: SOURCE_DATE_EPOCH when it is set, else the book's own."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    day = datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else document.date
    return str(day)


def _rows(files: Mapping[str, bytes], papers: Sequence[Paper]) -> list[tuple[str, str]]:
    rows = [
        (f"bilag {paper.number}", f"dist/{FOLDER}/{paper.file} ({_size(files, paper.file)})")
        for paper in papers
    ]
    return [*rows, ("til næste møde", f"dist/{FOLDER}/{SAVED} ({_size(files, SAVED)})")]


def _size(files: Mapping[str, bytes], name: str) -> str:
    return f"{len(files[f'{FOLDER}/{name}']) / 1024:.0f} kB"


def _folding(board: Board) -> Folding:
    return Folding(signature=board.sheets, creep=board.creep)
