"""Building the book: the stages in their order, from the manuscript to ``dist/``.

In: the desk. Out: an exit code. No thinking: every stage is a room's own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from press.finding import pointed
from press.foreman.desk import Desk, Problems, StoppedError, checked, chosen, read, stop
from press.model import Artefact, Book, Document, Edition, on_paper, target
from press.progress import Reporter, count
from press.shell import MACHINE

if TYPE_CHECKING:
    # Imported where they are used: that a book is unchanged is said without loading them.
    from press.foreman.formats import Bench, Made
    from press.paper.breaks import BreakTable
    from press.paper.volume import Press, Printed
    from press.paper.workshop import Workshop


def say_standing(desk: Desk) -> int | None:
    """The exit code when ``dist/`` is already what this build would make it, else None."""
    from press.delivery.publish import standing
    from press.delivery.record import problems_from_json

    if not standing(desk.dist, desk.state, desk.names):
        return None
    kept = desk.store.get("problems", desk.state)
    if kept is None:
        return None
    problems = problems_from_json(kept)
    if desk.strict and problems:
        return None
    desk.reporter.problems(problems)
    desk.reporter.say(
        f"Intet er ændret; dist/ er, som den skal være. Problemer: {count(problems)}."
    )
    return 0


def build(desk: Desk) -> int:
    """Build every edition asked for; 0 when all went well.

    Raises :class:`~press.foreman.desk.UnknownEditionError`.
    """
    from press.delivery.record import problems_to_json

    reporter = desk.reporter
    try:
        made = make(desk)
    except StoppedError as stopped:
        return stop(reporter, stopped.problems)
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
    from press.foreman.formats import Bench, Made
    from press.paper.breaks import BreakTable
    from press.paper.workshop import Workshop

    with Workshop(desk.store) as workshop:
        workshop.start()
        learner = workshop.learner()
        manuscript, problems = read(desk)
        manuscript = replace(manuscript, version=version or manuscript.version)
        editions = chosen(manuscript, desk.names)
        table = BreakTable(desk.store, manuscript.hyphenation, learner)
        press = _set_up(desk, workshop, table, manuscript, draft)
        volumes = _print(press, manuscript, editions, desk.reporter)
        table.save()
        printing = tuple(one for volume in volumes.values() for one in volume.problems)
        problems = checked(problems + tuple(dict.fromkeys(pointed(printing, manuscript.chapters))))
        bench = Bench(manuscript, volumes, replace(press, tell=_not_counted))
        artefacts, found = _make(bench, editions, desk.reporter)
        table.save()
        problems = checked(problems + found)
        problems = checked(problems + _proofread(bench, artefacts, desk.reporter))
        return Made(bench, artefacts, problems)


def _set_up(
    desk: Desk, workshop: Workshop, table: BreakTable, manuscript: Book, draft: bool
) -> Press:
    """The book assembled, and all that its volumes are typeset with."""
    from press.assembly.assemble import assemble
    from press.looks import load_looks
    from press.paper.volume import Press

    desk.reporter.stage("Samler bogen")
    looks = load_looks(desk.root)
    document = assemble(manuscript, desk.store)
    document = replace(document, draft=draft or document.draft)
    tell = desk.reporter.quire
    return Press(document, manuscript.printed, looks, table, workshop, tell)


def _print(
    press: Press, manuscript: Book, editions: Sequence[Edition], reporter: Reporter
) -> dict[str, Printed]:
    """Every paper edition asked for, and always the first: the others take its page numbers."""
    from press.paper.volume import print_book

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
    from press.foreman import formats

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
    from press.foreman import formats

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
    """Lay finished artefacts in ``dist/`` beside what is there; False, and said, when it fails."""
    from press.delivery.publish import DeliveryError, merge, publish
    from press.delivery.record import record

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
    from press.delivery.record import waiting, words

    stored, fresh = reporter.quires[True], reporter.quires[False]
    draft = f"udkast: {waiting(made.document)} afsnit er ikke godkendt"
    return [
        *((item.edition.name, _size(item)) for item in made.artefacts),
        ("status", draft if made.document.draft else "godkendt"),
        ("sider", f"{len(made.printed.volume.pages)}"),
        ("ord", f"{words(made.document):,}".replace(",", ".")),
        ("ark", f"{fresh} sat, {stored} fra lageret"),
    ]


def _size(artefact: Artefact) -> str:
    total = sum(len(data) for data in artefact.files.values())
    return f"dist/{target(artefact.edition)} ({total / 1024:.0f} kB)"
