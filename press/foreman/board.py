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
from press.foreman.desk import READING, Desk, Problems, checked, read, reports_errors
from press.jobbing.boardcopy import Occasion, board_copy, board_edition, print_copy
from press.jobbing.boardcover import Paper, bundle
from press.jobbing.meeting import BoardRequestError, read_chapters, read_meeting
from press.jobbing.offprint import offprints
from press.jobbing.redlinecopy import Comparison, redline_copy
from press.language.numbers import long_date
from press.looks import Looks, load_looks, unknown_styles
from press.manuscript.earlier import SAVED, Earlier, EarlierError, earlier, packed
from press.model import Artefact, Book, Document, Galley
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

    manuscript: Book
    document: Document
    looks: Looks
    chapters: tuple[Galley, ...]
    before: Earlier | None
    occasion: Occasion


@dataclass(frozen=True, slots=True)
class _Made:
    """A paper ready to bind, and the part of the document that must be found in it."""

    printed: Printed
    document: Document


@reports_errors
def make_board(desk: Desk, order: Order) -> int:
    """Make the papers; 0 when all went well.

    Raises :class:`~press.jobbing.meeting.BoardRequestError` for an order that cannot be met.
    """
    meeting = read_meeting(order.meeting, order.item)
    reporter = desk.reporter
    reporter.stage(READING)
    manuscript, problems = read(desk)
    before = _earlier(desk, order.since.strip())
    reporter.stage("Samler bogen")
    looks = load_looks(desk.root)
    edition = board_edition(manuscript.editions[0].source)
    problems = checked(problems + unknown_styles(looks, [edition]))
    document = assemble(manuscript, desk.store)
    chapters = read_chapters(order.chapters, document)
    day = _built(document)
    if meeting.day < day:
        spoken = meeting.spoken.replace("\u00a0", " ")
        reporter.say(f"Er datoen rigtig? Mødet den {spoken} er før bogens dato, {long_date(day)}.")
    papers = bundle(chapters, before.label if before else "")
    foot = f"Version {document.version} · {long_date(day)}"
    occasion = Occasion(meeting, manuscript.board, papers, foot)
    return _make(desk, _Matter(manuscript, document, looks, chapters, before, occasion), problems)


def _earlier(desk: Desk, since: str) -> Earlier | None:
    if not since:
        return None
    desk.reporter.stage("Finder den tidligere udgave")
    try:
        return earlier(desk.root, since, desk.store)
    except EarlierError as error:
        raise BoardRequestError(str(error)) from error


def _make(desk: Desk, matter: _Matter, problems: Problems) -> int:
    reporter = desk.reporter
    manuscript, board, papers = matter.manuscript, matter.occasion.board, matter.occasion.papers
    with Workshop(desk.store) as workshop:
        workshop.start()
        reporter.stage("Sætter bogen, som giver alle sidetal")
        table = BreakTable(desk.store, manuscript.hyphenation, workshop.learner())
        paper, tell = manuscript.printed, reporter.quire
        press = Press(matter.document, paper, matter.looks, table, workshop, tell)
        book = print_book(press)
        problems = checked(problems + book.problems)
        reporter.stage("Sætter papirerne")
        made = _typeset(desk, matter, press, book)
        table.save()
    problems += tuple(found for each in made.values() for found in each.printed.problems)
    checked(problems)
    reporter.stage("Efterprøver papirerne mod manuskriptet", total=len(made))
    edition = board_edition(paper.source)
    files: dict[str, bytes] = {}
    for name, each in made.items():
        file = {f"{FOLDER}/{name}": each.printed.pdf}
        problems += prove(each.document, Artefact(edition, file))
        files |= file
    checked(problems)
    reporter.stage("Lægger papirerne i dist/")
    folding = Folding(signature=board.sheets, creep=board.creep)
    files[f"{FOLDER}/{papers[1].file}"] = booklet(book.pdf, folding)
    files[f"{FOLDER}/{SAVED}"] = packed(desk.root, matter.document.date)
    meeting = matter.occasion.meeting
    artefact = Artefact(edition, files, {"meeting": meeting.day, "item": meeting.item})
    if not deliver(desk, manuscript, matter.document, book, [artefact]):
        return MACHINE
    reporter.problems(problems)
    reporter.summary(_rows(files, papers), problems)
    return 0


def _typeset(desk: Desk, matter: _Matter, press: Press, book: Printed) -> dict[str, _Made]:
    """Every paper but the booklet, by the name of its file."""
    document, occasion, looks = matter.document, matter.occasion, matter.looks
    copying = replace(press, edition=board_edition(press.edition.source))
    first, _, *others = occasion.papers
    whole = board_copy(document, book.page_map, occasion, looks)
    made = {first.file: _Made(print_copy(whole, copying), document)}
    singles = offprints(press, book, [galley.id for galley in matter.chapters])
    # The paper of changes, if there is one, is the last.
    for galley, paper, printed in zip(matter.chapters, others, singles, strict=False):
        made[paper.file] = _Made(printed, replace(document, galleys=(galley,)))
    if matter.before is None:
        return made
    redline = compare(matter.before.book, matter.manuscript)
    marked = assemble(redline.book, desk.store)
    changes = Changes(matter.before.label, redline.changes)
    if not changes.changed:
        desk.reporter.say(f"Der er ingen ændringer siden {matter.before.label}.")
    compared = Comparison(document, marked, changes, book.page_map)
    copy = redline_copy(compared, occasion.meeting, others[-1].number, occasion.foot, looks)
    printed = print_copy(copy, replace(copying, document=marked))
    made[others[-1].file] = _Made(printed, replace(marked, galleys=copy.galleys))
    return made


def _built(document: Document) -> str:
    """The day of the build: SOURCE_DATE_EPOCH when it is set, else the book's own."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    day = datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else document.date
    return str(day)


def _rows(files: Mapping[str, bytes], papers: Sequence[Paper]) -> list[tuple[str, str]]:
    named = [(f"bilag {paper.number}", f"{FOLDER}/{paper.file}") for paper in papers]
    named.append(("til næste møde", f"{FOLDER}/{SAVED}"))
    return [(what, f"dist/{name} ({len(files[name]) / 1024:.0f} kB)") for what, name in named]
