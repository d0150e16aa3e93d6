"""The press on the command line: argv -> stages in order -> exit code. No thinking.

Exit codes: 0 done, 1 errors in the book, 2 wrong usage, 3 the machine lacks something.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

try:
    import click

    from press.progress import Reporter, count
except ModuleNotFoundError:
    print("Pressen er ikke sat op her endnu. Kør: make book", file=sys.stderr)
    sys.exit(3)

from press.machine import lacking
from press.model import Artefact, Book, Document, Edition, PageMap, Problem, Severity
from press.source import source_digest
from press.store import Store

if TYPE_CHECKING:
    # Imported where they are used: an unchanged book is told so without loading them.
    from press.looks import Looks
    from press.paper.breaks import BreakTable
    from press.paper.volume import Printed
    from press.paper.workshop import Workshop

ERRORS, USAGE, MACHINE = 1, 2, 3

_Problems = tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a build reads and writes, and what it was asked for."""

    root: Path
    store: Store
    dist: Path
    state: str
    names: tuple[str, ...]
    strict: bool
    reporter: Reporter


root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Mappen med book/, templates/ og styles/ (ellers den, du står i).",
)
cache_option = click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    help="Lageret med færdige dele (ellers .cache/).",
)
strict_option = click.option("--strict", is_flag=True, help="Gør advarsler til fejl.")


@click.group(help="Pressen: ét dansk manuskript ind, alle udgaver ud.")
def press() -> None:
    if missing := lacking():
        click.echo(missing, err=True)
        sys.exit(MACHINE)


@press.command(help="Byg udgaverne til dist/.")
@root_option
@cache_option
@strict_option
@click.option("--edition", "names", multiple=True, help="Byg kun denne udgave (kan gentages).")
@click.option(
    "--dist", type=click.Path(file_okay=False, path_type=Path), help="I stedet for dist/."
)
@click.option("--quiet", is_flag=True, help="Vis kun problemer.")
@click.option("--verbose", is_flag=True, help="Vis også hvert ark.")
def book(
    root: Path,
    cache: Path | None,
    strict: bool,
    names: tuple[str, ...],
    dist: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    store = Store(cache or root / ".cache")
    with Reporter(quiet, verbose) as reporter:
        state = source_digest(root)
        desk = Desk(root, store, dist or root / "dist", state, names, strict, reporter)
        code = _say_standing(desk)
        sys.exit(_build(desk) if code is None else code)


@press.command(help="Find alle problemer i bogen uden at bygge den.")
@root_option
@cache_option
@strict_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def check(root: Path, cache: Path | None, strict: bool, form: str) -> None:
    from press.delivery.record import problems_to_json

    _, problems = _load(root, Store(cache or root / ".cache"), strict)
    if form == "json":
        click.echo(problems_to_json(problems))
    else:
        reporter = Reporter()
        reporter.problems(problems)
        reporter.say(f"Problemer: {count(problems)}.")
    sys.exit(ERRORS if _failed(problems) else 0)


@press.command(help="Fjern dist/ og .cache/.")
@root_option
def clean(root: Path) -> None:
    for name in ("dist", ".cache"):
        shutil.rmtree(root / name, ignore_errors=True)


@press.command(help="Kør prøverne (ord efter -- går videre til pytest).")
@click.argument("words", nargs=-1)
def test(words: tuple[str, ...]) -> None:
    sys.exit(_run("pytest", "-n", "auto", *words))


@press.command(help="Efterse koden med ruff og mypy.")
def lint() -> None:
    sys.exit(_run("ruff", "check", ".") or _run("mypy"))


@press.command(help="Mål hastigheden mod en almindelig kørsel (ord efter -- går videre).")
@click.argument("words", nargs=-1)
def bench(words: tuple[str, ...]) -> None:
    sys.exit(_run("bench", *words))


def _run(module: str, *words: str) -> int:
    """Run a Python module of the project's tools from the project's folder."""
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(command, cwd=Path(__file__).parent, check=False).returncode


def _say_standing(desk: Desk) -> int | None:
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


def _build(desk: Desk) -> int:
    from press.paper.breaks import learn, learnt_key
    from press.paper.workshop import Workshop

    with Workshop(desk.store) as workshop:
        workshop.start()
        known = desk.store.get("parts", learnt_key()) is not None
        return _build_in(workshop, desk, learn if known else workshop.aside(learn))


def _build_in(workshop: Workshop, desk: Desk, learner: Callable[[], bytes]) -> int:
    reporter = desk.reporter
    reporter.stage("Læser og tjekker manuskriptet")
    manuscript, problems = _load(desk.root, desk.store, desk.strict)
    if manuscript is None or _failed(problems):
        return _stop(reporter, problems)
    editions = _chosen(manuscript, desk.names)

    reporter.stage("Samler bogen")
    from press.edition.assemble import assemble
    from press.looks import load_looks, unknown_styles
    from press.paper.breaks import BreakTable

    looks = load_looks(desk.root)
    problems += unknown_styles(looks, manuscript.editions)
    if _failed(problems):
        return _stop(reporter, problems)
    document = assemble(manuscript, desk.store)

    reporter.stage("Sætter og binder", total=len(document.galleys) + 3)
    table = BreakTable(desk.store, manuscript.hyphenation, learner)
    volumes = _print(desk.reporter, workshop, table, manuscript, editions, document, looks)
    table.save()
    printed = next(iter(volumes.values()))
    problems += tuple(found for volume in volumes.values() for found in volume.problems)
    if _failed(problems):
        return _stop(reporter, problems)

    reporter.stage("Laver udgaverne", total=len(editions))
    artefacts = []
    for edition in editions:
        artefacts.append(_make(edition, document, looks, volumes.get(edition.name, printed)))
        reporter.quire(edition.name, stored=False, counted=False)

    reporter.stage("Efterprøver udgaverne mod manuskriptet", total=len(editions))
    problems += _prove(desk, document, artefacts)
    if _failed(problems):
        return _stop(reporter, problems)

    reporter.stage("Lægger udgaverne i dist/")
    from press.delivery.record import problems_to_json

    if not _publish(desk, manuscript, document, printed, artefacts):
        return MACHINE
    desk.store.put("problems", desk.state, problems_to_json(problems).encode())
    reporter.problems(problems)
    reporter.summary(_rows(document, printed, artefacts, reporter), problems)
    durations = json.dumps(reporter.finished(), ensure_ascii=False, indent=2)
    with suppress(OSError):
        (desk.store.root / "durations.json").write_text(durations + "\n", encoding="utf-8")
    return 0


def _load(root: Path, store: Store, strict: bool) -> tuple[Book | None, _Problems]:
    from press.edition.checks import check_book
    from press.manuscript.load import load_book

    loaded = load_book(root, store)
    problems = loaded.problems + (check_book(loaded.book, store) if loaded.book else ())
    if strict:
        problems = tuple(replace(problem, severity=Severity.ERROR) for problem in problems)
    return loaded.book, tuple(sorted(problems, key=lambda p: (p.source, p.code, p.message)))


def _chosen(manuscript: Book, names: Sequence[str]) -> tuple[Edition, ...]:
    known = [edition.name for edition in manuscript.editions]
    for name in names:
        if name not in known:
            raise click.UsageError(f"ukendt udgave »{name}« (bogen har: {', '.join(known)})")
    return tuple(item for item in manuscript.editions if not names or item.name in names)


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
    from press.edition.settle import settle
    from press.paper.volume import Press, print_book

    paper = [item for item in manuscript.editions if item.format == "pdf"]
    wanted = [item for item in paper if item in editions or item is paper[0]]
    tell = reporter.quire
    return {
        item.name: print_book(Press(document, item, looks, settle, table, workshop, tell))
        for item in wanted
    }


def _make(edition: Edition, document: Document, looks: Looks, printed: Printed) -> Artefact:
    from press.screen.epub import make_epub
    from press.screen.web import make_web

    if edition.format == "pdf":
        name = str(edition.options["file"])
        listing = "\n".join(sorted(set(printed.hyphenated))) + "\n"
        words = f"{name.removesuffix('.pdf')}-orddelinger.txt"
        files = {name: printed.pdf, words: listing.encode()}
        return Artefact(edition, files, {"pages": len(printed.leaves)})
    settled = _settled(document, printed.pages)
    if edition.format == "epub":
        epub = make_epub(settled, edition, printed.pages, looks)
        return Artefact(edition, {str(edition.options["file"]): epub})
    pages = make_web(settled, edition, printed.pages, looks)
    folder = edition.options["folder"]
    return Artefact(edition, {f"{folder}/{name}": data for name, data in pages.items()})


def _settled(document: Document, pages: PageMap) -> Document:
    from press.edition.settle import settle

    galleys = [replace(item, html=settle(item.html, pages.labels)) for item in document.galleys]
    return replace(document, galleys=tuple(galleys))


def _prove(desk: Desk, document: Document, artefacts: Sequence[Artefact]) -> _Problems:
    from press.proof.gate import prove

    problems: _Problems = ()
    for artefact in artefacts:
        problems += prove(document, artefact)
        desk.reporter.quire(artefact.edition.name, stored=False, counted=False)
    return problems


def _publish(
    desk: Desk,
    manuscript: Book,
    document: Document,
    printed: Printed,
    artefacts: Sequence[Artefact],
) -> bool:
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
    first = artefact.edition.options.get("file") or artefact.edition.options.get("folder")
    return f"dist/{first} ({total / 1024:.0f} kB)"


def _stop(reporter: Reporter, problems: _Problems) -> int:
    reporter.problems(problems)
    reporter.say(f"Bogen blev ikke bygget; dist/ er urørt. Problemer: {count(problems)}.")
    return ERRORS


def _failed(problems: _Problems) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


if __name__ == "__main__":
    press()
