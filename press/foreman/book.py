"""Building the book: the stages in their order, from the manuscript to ``dist/``.

In: the desk. Out: an exit code. No thinking: every stage is a room's own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from press.foreman.desk import Desk, Problems, chosen, failed, load, stop
from press.foreman.pointing import pointed
from press.model import Artefact, Book, Document, Edition, PdfEdition, on_paper, target
from press.progress import Reporter, count
from press.shell import MACHINE

if TYPE_CHECKING:
    # Imported where they are used: an unchanged book is told so without loading them.
    from press.looks import Looks
    from press.paper.breaks import BreakTable
    from press.paper.volume import Printed
    from press.paper.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Made:
    """What a build made: the volumes by edition, the first of which numbers the pages, and the
    finished editions, proofed but not yet delivered."""

    manuscript: Book
    document: Document
    looks: Looks
    volumes: Mapping[str, Printed]
    artefacts: tuple[Artefact, ...]
    problems: Problems

    @property
    def printed(self) -> Printed:
        return next(iter(self.volumes.values()))


def say_standing(desk: Desk) -> int | None:
    """The exit code when ``dist/`` is already what this build would make it, else None."""
    from press.delivery.record import problems_from_json
    from press.delivery.standing import standing

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
    made = make(desk)
    if isinstance(made, int):
        return made
    from press.delivery.record import problems_to_json

    reporter = desk.reporter
    reporter.stage("Lægger udgaverne i dist/")
    if not deliver(desk, made.manuscript, made.document, made.printed, made.artefacts):
        return MACHINE
    desk.store.put("problems", desk.state, problems_to_json(made.problems).encode())
    reporter.problems(made.problems)
    rows = _rows(made.document, made.printed, made.artefacts, reporter)
    reporter.summary(rows, made.problems)
    durations = json.dumps(reporter.finished(), ensure_ascii=False, indent=2)
    with suppress(OSError):
        (desk.store.root / "durations.json").write_text(durations + "\n", encoding="utf-8")
    return 0


def make(
    desk: Desk,
    amend: Callable[[Book], Book] = lambda book: book,
    finish: Callable[[Document], Document] = lambda document: document,
) -> Made | int:
    """Every edition asked for, made and proofed, or the exit code of a run that had to stop.

    ``amend`` may change what the manuscript says and ``finish`` what was assembled of it, before
    anything is made. Raises :class:`~press.foreman.desk.UnknownEditionError`.
    """
    from press.paper.breaks import learn, learnt_key
    from press.paper.workshop import Workshop

    with Workshop(desk.store) as workshop:
        workshop.start()
        known = desk.store.get("parts", learnt_key()) is not None
        learner = learn if known else workshop.aside(learn)
        return _make_all(workshop, desk, learner, amend, finish)


def _make_all(
    workshop: Workshop,
    desk: Desk,
    learner: Callable[[], bytes],
    amend: Callable[[Book], Book],
    finish: Callable[[Document], Document],
) -> Made | int:
    reporter = desk.reporter
    reporter.stage("Læser og tjekker manuskriptet")
    manuscript, problems = load(desk.root, desk.store, desk.strict)
    if manuscript is None or failed(problems):
        return stop(reporter, problems)
    manuscript = amend(manuscript)
    editions = chosen(manuscript, desk.names)

    reporter.stage("Samler bogen")
    from press.assembly.assemble import assemble
    from press.looks import load_looks
    from press.paper.breaks import BreakTable

    looks = load_looks(desk.root)
    document = finish(assemble(manuscript, desk.store))

    reporter.stage("Sætter og binder", total=len(document.galleys) + 3)
    table = BreakTable(desk.store, manuscript.hyphenation, learner)
    volumes = _print(desk.reporter, workshop, table, manuscript, editions, document, looks)
    table.save()
    found = (one for volume in volumes.values() for one in volume.problems)
    problems += tuple(dict.fromkeys(pointed(found, manuscript)))
    if failed(problems):
        return stop(reporter, problems)

    from press.foreman.editions import Bench, make_edition

    reporter.stage("Laver udgaverne", total=len(editions))
    bench = Bench(manuscript, document, looks, volumes, workshop, table, _unheard)
    artefacts = []
    for edition in editions:
        artefact, told = make_edition(edition, bench)
        problems += told
        artefacts.append(artefact)
        reporter.quire(edition.name, stored=False, counted=False)
    table.save()
    if failed(problems):
        return stop(reporter, problems)

    reporter.stage("Efterprøver udgaverne mod manuskriptet", total=len(editions))
    problems += _prove(desk, document, artefacts)
    problems += _preflight(manuscript, volumes, artefacts)
    if failed(problems):
        return stop(reporter, problems)
    return Made(manuscript, document, looks, volumes, tuple(artefacts), problems)


def _print(
    reporter: Reporter,
    workshop: Workshop,
    table: BreakTable,
    manuscript: Book,
    editions: Sequence[Edition],
    document: Document,
    looks: Looks,
) -> dict[str, Printed]:
    """Every paper edition asked for, and always the first: the others take its page numbers."""
    from press.galley.settle import settle
    from press.paper.volume import Press, print_book

    paper = on_paper(manuscript.editions)
    wanted = [item for item in paper if item in editions or item is paper[0]]
    tell = reporter.quire
    alike: dict[tuple[object, ...], Printed] = {}
    volumes = {}
    for item in wanted:
        # Editions of the same size and looks are one volume, bound in several ways.
        key = (item.trim, item.styles)
        if key not in alike:
            alike[key] = print_book(Press(document, item, looks, settle, table, workshop, tell))
        volumes[item.name] = alike[key]
    return volumes


def _unheard(name: str, stored: bool) -> None:
    """Jobs of an edition are not counted among the book's quires."""


def _preflight(
    manuscript: Book, volumes: Mapping[str, Printed], artefacts: Sequence[Artefact]
) -> Problems:
    """What a printer would send back, of every edition that is made for one."""
    from press.foreman.printer import judge_printers

    return tuple(
        found
        for artefact in artefacts
        if isinstance(artefact.edition, PdfEdition) and artefact.edition.standard
        for found in judge_printers(
            manuscript, artefact.edition, volumes[artefact.edition.name], artefact
        )
    )


def _prove(desk: Desk, document: Document, artefacts: Sequence[Artefact]) -> Problems:
    from press.proofreading.gate import prove

    problems: Problems = ()
    for artefact in artefacts:
        problems += prove(document, artefact)
        desk.reporter.quire(artefact.edition.name, stored=False, counted=False)
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
    made = record(document, artefacts, known, desk.state, len(printed.leaves))
    files = {name: data for artefact in artefacts for name, data in artefact.files.items()}
    try:
        publish(*merge(files, made, desk.dist, known), desk.dist)
    except DeliveryError as error:
        desk.reporter.say(str(error.strerror))
        return False
    return True


def _rows(
    document: Document, printed: Printed, artefacts: Sequence[Artefact], reporter: Reporter
) -> list[tuple[str, str]]:
    from press.delivery.record import waiting, words

    made = [(item.edition.name, _size(item)) for item in artefacts]
    stored, fresh = reporter.quires[True], reporter.quires[False]
    draft = f"udkast: {waiting(document)} afsnit er ikke godkendt"
    return [
        *made,
        ("status", draft if document.draft else "godkendt"),
        ("sider", f"{len(printed.leaves)}"),
        ("ord", f"{words(document):,}".replace(",", ".")),
        ("ark", f"{fresh} sat, {stored} fra lageret"),
    ]


def _size(artefact: Artefact) -> str:
    total = sum(len(data) for data in artefact.files.values())
    return f"dist/{target(artefact.edition)} ({total / 1024:.0f} kB)"
