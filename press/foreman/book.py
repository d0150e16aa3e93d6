"""Building the book: the stages in their order, from the manuscript to ``dist/``.

In: the desk. Out: an exit code. Every stage is the work of one room.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from press.assembly.assemble import assemble
from press.delivery.publish import DeliveryError, merge, publish
from press.delivery.record import problems_to_json, record, waiting, words
from press.finding import pointed
from press.foreman import formats
from press.foreman.desk import READING, Desk, Problems, checked, chosen, read, reports_errors
from press.foreman.formats import Bench, Made
from press.language.numbers import decimal
from press.looks import load_looks
from press.model import Artefact, Book, Document, Edition, on_paper, target
from press.paper.breaks import BreakTable
from press.paper.volume import Press, Printed, print_book
from press.paper.workshop import Workshop
from press.progress import Reporter
from press.shell import MACHINE


@reports_errors
def build(desk: Desk) -> int:
    """Build every edition asked for; 0 when all went well.

    Raises :class:`~press.foreman.desk.UnknownEditionError`.
    """
    reporter = desk.reporter
    made = make(desk)
    reporter.stage("Lægger udgaverne i dist/")
    if not deliver(desk, made.manuscript, made.document, made.printed, made.artefacts):
        return MACHINE
    desk.store.put("problems", desk.state, problems_to_json(made.problems).encode())
    reporter.problems(made.problems)
    reporter.summary(_rows(made, reporter), made.problems)
    durations = json.dumps(reporter.finished(), ensure_ascii=False, indent=2)
    with suppress(OSError):
        (desk.store.root / "durations.json").write_text(durations + "\n", encoding="utf-8")
    return 0


def make(desk: Desk, version: str = "", draft: bool = False) -> Made:
    """Every edition asked for, made and proofed.

    ``version`` is put in place of the manuscript's own; ``draft`` marks the book as a draft even
    when all of it is approved. Raises :class:`~press.foreman.desk.UnknownEditionError`, and
    :class:`~press.foreman.desk.StoppedError` when there are errors.
    """
    with Workshop(desk.store) as workshop:
        workshop.start()
        learner = workshop.learner()
        desk.reporter.stage(READING)
        manuscript, problems = read(desk)
        manuscript = replace(manuscript, version=version or manuscript.version)
        editions = chosen(manuscript, desk.names)
        table = BreakTable(desk.store, manuscript.hyphenation, learner)
        press = set_up(desk, workshop, table, manuscript)
        document = replace(press.document, draft=draft or press.document.draft)
        press = replace(press, document=document)
        volumes = _print(press, manuscript, editions, desk.reporter)
        table.save()
        printing = tuple(one for volume in volumes.values() for one in volume.problems)
        problems = checked(problems + tuple(dict.fromkeys(pointed(printing, manuscript.chapters))))
        bench = Bench(manuscript, volumes, replace(press, tell=_not_counted))
        artefacts, found = _make(bench, editions, desk.reporter)
        table.save()
        problems = checked(problems + found)
        proofed = _proofread(bench, artefacts, desk.reporter)
        problems = checked(problems + tuple(pointed(proofed, manuscript.chapters)))
        return Made(bench, artefacts, problems)


def set_up(desk: Desk, workshop: Workshop, table: BreakTable, manuscript: Book) -> Press:
    """The book assembled, and all that its volumes are typeset with."""
    desk.reporter.stage("Samler bogen")
    document, looks = assemble(manuscript, desk.store), load_looks(desk.root)
    return Press(document, manuscript.printed, looks, table, workshop, desk.reporter.quire)


def _print(
    press: Press, manuscript: Book, editions: Sequence[Edition], reporter: Reporter
) -> dict[str, Printed]:
    """Every paper edition asked for, and always the first: the others take its page numbers."""
    reporter.stage("Sætter og binder", total=len(press.document.galleys) + 3)
    paper = on_paper(manuscript.editions)
    wanted = [item for item in paper if item in editions or item is paper[0]]
    alike: dict[tuple[object, ...], Printed] = {}
    volumes = {}
    for item in wanted:
        # Editions of the same size and looks are one volume, bound in several ways.
        key = (item.trim, item.styles)
        if key not in alike:
            alike[key] = print_book(replace(press, edition=item))
        volumes[item.name] = alike[key]
    return volumes


def _make(
    bench: Bench, editions: Sequence[Edition], reporter: Reporter
) -> tuple[tuple[Artefact, ...], Problems]:
    reporter.stage("Laver udgaverne", total=len(editions))
    artefacts: list[Artefact] = []
    problems: Problems = ()
    for edition in editions:
        artefact, found = formats.make(edition, bench)
        problems += found
        artefacts.append(artefact)
        reporter.quire(edition.name, stored=False, counted=False)
    return tuple(artefacts), problems


def _not_counted(name: str, stored: bool) -> None:
    """What an edition typesets is not counted among the book's quires."""


def _proofread(bench: Bench, artefacts: Sequence[Artefact], reporter: Reporter) -> Problems:
    reporter.stage("Efterprøver udgaverne mod manuskriptet", total=len(artefacts))
    problems: Problems = ()
    for artefact in artefacts:
        problems += formats.proofread(artefact, bench)
        reporter.quire(artefact.edition.name, stored=False, counted=False)
    return problems


def deliver(
    desk: Desk,
    manuscript: Book,
    document: Document,
    printed: Printed,
    artefacts: Sequence[Artefact],
) -> bool:
    """Lay finished artefacts in ``dist/`` beside what is there; when that fails, say so and give
    False."""
    known = [edition.name for edition in manuscript.editions]
    made = record(document, artefacts, known, desk.state, len(printed.volume.pages))
    files = {name: data for artefact in artefacts for name, data in artefact.files.items()}
    try:
        publish(*merge(files, made, desk.dist, known), desk.dist)
    except DeliveryError as error:
        desk.reporter.say(str(error.strerror))
        return False
    return True


def _rows(made: Made, reporter: Reporter) -> list[tuple[str, str]]:
    stored, fresh = reporter.quires[True], reporter.quires[False]
    draft = f"udkast: {waiting(made.document)} afsnit er ikke godkendt"
    return [
        *((item.edition.name, _size(item)) for item in made.artefacts),
        ("status", draft if made.document.draft else "godkendt"),
        ("sider", f"{len(made.printed.volume.pages)}"),
        ("ord", decimal(words(made.document))),
        ("ark", f"{fresh} sat, {stored} fra lageret"),
    ]


def _size(artefact: Artefact) -> str:
    total = sum(len(data) for data in artefact.files.values())
    return f"dist/{target(artefact.edition)} ({total / 1024:.0f} kB)"
