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

from press.binding.saddle import Folding, booklet
from press.edition.assemble import assemble
from press.edition.settle import settle
from press.foreman.book import deliver
from press.foreman.changes import mark_changes
from press.foreman.desk import MACHINE, Desk, Problems, failed, load, stop
from press.foreman.since import Earlier, earlier, packed
from press.foreman.turning import turned
from press.jobbing.boardcopy import board_copy, board_edition, print_copy
from press.jobbing.boardcover import Paper
from press.jobbing.meeting import Meeting, read_chapters, read_meeting
from press.jobbing.offprint import offprints
from press.jobbing.redlinecopy import redline_copy
from press.language.dates import long_date
from press.looks import Looks, load_looks, unknown_styles
from press.model import Artefact, Book, Document, Edition, Galley
from press.paper.breaks import BreakTable, learn, learnt_key
from press.paper.volume import Press, Printed, print_book
from press.paper.workshop import Workshop
from press.proof.gate import prove

FOLDER = "board"
MANUSCRIPT = "manuskript.zip"
# Sheets in a gathering of the booklet: as many as an office stapler goes through.
_SIGNATURE = 10


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


def make_board(desk: Desk, order: Order) -> int:
    """Make the papers; 0 when all went well.

    Raises :class:`~press.jobbing.meeting.BoardRequestError` for an order that cannot be met.
    """
    meeting = read_meeting(order.meeting, order.item)
    reporter = desk.reporter
    reporter.stage("Læser og tjekker manuskriptet")
    manuscript, problems = load(desk.root, desk.store, desk.strict)
    if manuscript is None or failed(problems):
        return stop(reporter, problems)
    before = None
    if order.since.strip():
        reporter.stage("Finder den tidligere udgave")
        before = earlier(desk.root, order.since.strip(), desk.store)
    reporter.stage("Samler bogen")
    looks = load_looks(desk.root)
    source = manuscript.editions[0].source
    problems += unknown_styles(looks, (*manuscript.editions, board_edition(source)))
    if failed(problems):
        return stop(reporter, problems)
    document = assemble(manuscript, desk.store)
    chapters = read_chapters(order.chapters, document)
    matter = _Matter(meeting, manuscript, document, chapters, before, _built(document))
    with Workshop(desk.store) as workshop:
        workshop.start()
        return _make_in(workshop, desk, matter, looks, problems)


def _make_in(
    workshop: Workshop, desk: Desk, matter: _Matter, looks: Looks, problems: Problems
) -> int:
    reporter, document = desk.reporter, matter.document
    reporter.stage("Sætter bogen, som giver alle sidetal")
    known = desk.store.get("parts", learnt_key()) is not None
    table = BreakTable(
        desk.store, matter.manuscript.hyphenation, learn if known else workshop.aside(learn)
    )
    paper = next(item for item in matter.manuscript.editions if item.format == "pdf")
    press = Press(document, paper, looks, settle, table, workshop, reporter.quire)
    book = print_book(press)
    if failed(book.problems):
        return stop(reporter, problems + book.problems)
    reporter.stage("Sætter papirerne")
    papers = _papers(matter)
    copying = replace(press, edition=board_edition(paper.source))
    whole = board_copy(
        document, book.pages, matter.meeting, matter.manuscript.board, papers, matter.foot,
        looks, turned,
    )  # fmt: skip
    made = {papers[0].file: (print_copy(whole, copying), document)}
    for galley, paper_, printed in zip(
        matter.chapters, papers[2:], offprints(press, book, [g.id for g in matter.chapters]),
        strict=False,
    ):  # fmt: skip
        made[paper_.file] = (printed, replace(document, galleys=(galley,)))
    if matter.before:
        marked = mark_changes(
            matter.before.book, matter.before.label, matter.manuscript, desk.store
        )
        if not marked.changes.changed:
            reporter.say(f"Der er ingen ændringer siden {matter.before.label}.")
        copy = redline_copy(
            document, marked.document, marked.changes, book.pages, matter.meeting,
            papers[-1].number, matter.foot, looks, turned,
        )  # fmt: skip
        remade = replace(copying, document=marked.document)
        shown = replace(marked.document, galleys=copy.galleys)
        made[papers[-1].file] = (print_copy(copy, remade), shown)
    table.save()
    problems += tuple(found for printed, _ in made.values() for found in printed.problems)
    if failed(problems):
        return stop(reporter, problems)
    reporter.stage("Efterprøver papirerne mod manuskriptet", total=len(made))
    problems += _prove(copying.edition, made)
    if failed(problems):
        return stop(reporter, problems)
    reporter.stage("Lægger papirerne i dist/")
    files = {f"{FOLDER}/{name}": printed.pdf for name, (printed, _) in made.items()}
    files[f"{FOLDER}/{papers[1].file}"] = booklet(book.pdf, Folding(signature=_SIGNATURE))
    files[f"{FOLDER}/{MANUSCRIPT}"] = packed(desk.root, document.date)
    facts = {"meeting": matter.meeting.day, "item": matter.meeting.item}
    artefact = Artefact(copying.edition, files, facts)
    if not deliver(desk, matter.manuscript, document, book, [artefact]):
        return MACHINE
    reporter.problems(problems)
    reporter.summary(_rows(files, papers), problems)
    return 0


def _papers(matter: _Matter) -> tuple[Paper, ...]:
    """The bundle in the order in which its papers are numbered."""
    found = [
        ("laeseeksemplar-a4", "Hele manuskriptet på A4 med plads til noter"),
        ("haefte-a5", "Bogen som hæfte til at folde og hæfte, A5"),
    ]
    for galley in matter.chapters:
        named = f"kapitel-{galley.number:02}" if galley.role == "chapter" else galley.id
        what = f"kapitel {galley.number}, " if galley.role == "chapter" else ""
        found.append((f"saertryk-{named}", f"Særtryk af {what}{galley.title}"))
    if matter.before:
        found.append(("aendringer", f"Hvad der er ændret siden {matter.before.label}"))
    return tuple(
        Paper(number, what, f"bilag-{number}-{name}.pdf")
        for number, (name, what) in enumerate(found, 1)
    )


def _prove(edition: Edition, made: Mapping[str, tuple[Printed, Document]]) -> Problems:
    problems: Problems = ()
    for name, (printed, document) in made.items():
        problems += prove(document, Artefact(edition, {f"{FOLDER}/{name}": printed.pdf}))
    return problems


def _built(document: Document) -> str:
    """The day of the build as said: SOURCE_DATE_EPOCH when it is set, else the book's own."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    day = datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else document.date
    return long_date(str(day))


def _rows(files: Mapping[str, bytes], papers: Sequence[Paper]) -> list[tuple[str, str]]:
    rows = [
        (f"bilag {paper.number}", f"dist/{FOLDER}/{paper.file} ({_size(files, paper.file)})")
        for paper in papers
    ]
    return [*rows, ("til næste møde", f"dist/{FOLDER}/{MANUSCRIPT} ({_size(files, MANUSCRIPT)})")]


def _size(files: Mapping[str, bytes], name: str) -> str:
    return f"{len(files[f'{FOLDER}/{name}']) / 1024:.0f} kB"
