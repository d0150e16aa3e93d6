"""The press on the command line: the words typed in, an exit code of the foreman's out.

Exit codes: 0 done, 1 errors in the book, 2 wrong usage, 3 the machine lacks something.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

try:
    import click

    from press.progress import Reporter, count
except ModuleNotFoundError:
    print("Pressen er ikke sat op her endnu. Kør: make book", file=sys.stderr)
    sys.exit(3)

from press.foreman.desk import Desk, UnknownEditionError, failed, load, say_standing
from press.machine import lacking
from press.shell import ERRORS, MACHINE, USAGE, run
from press.store import Store, source_digest

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
dist_option = click.option(
    "--dist", type=click.Path(file_okay=False, path_type=Path), help="I stedet for dist/."
)


def at_a_desk(verb: Callable[..., int]) -> Callable[..., None]:
    """A command with the options that every run has: ``verb`` gets the desk that they describe
    and its own options, and gives the exit code."""

    @root_option
    @cache_option
    @strict_option
    @wraps(verb)
    def command(root: Path, cache: Path | None, strict: bool, **options: Any) -> None:
        with Reporter(options.pop("quiet", False), options.pop("verbose", False)) as reporter:
            desk = Desk(
                root=root,
                store=Store(cache or root / ".cache"),
                dist=options.pop("dist", None) or root / "dist",
                state=source_digest(root),
                names=options.pop("names", ()),
                strict=strict,
                reporter=reporter,
            )
            try:
                sys.exit(verb(desk, **options))
            except UnknownEditionError as error:
                raise click.UsageError(str(error)) from error

    return command


@click.group(help="Pressen: ét dansk manuskript ind, alle udgaver ud.")
def press() -> None:
    if missing := lacking():
        click.echo(missing, err=True)
        sys.exit(MACHINE)


@press.command(help="Byg udgaverne til dist/.")
@at_a_desk
@click.option("--edition", "names", multiple=True, help="Byg kun denne udgave (kan gentages).")
@dist_option
@click.option("--quiet", is_flag=True, help="Vis kun problemer.")
@click.option("--verbose", is_flag=True, help="Vis også hvert ark og hver advarsel.")
def book(desk: Desk) -> int:
    code = say_standing(desk)
    if code is not None:
        return code
    # Imported when something is to be built: it takes longer than to say that nothing is.
    from press.foreman.book import build

    return build(desk)


@press.command(help="Vis alle den trykte bogs sider på ét ark med mærker: dist/proof/index.html.")
@at_a_desk
@dist_option
def proof(desk: Desk) -> int:
    from press.foreman.proofing import proof as make_proof

    return make_proof(desk)


@press.command(help="Lav papirer til et møde i bestyrelsen: dist/board/.")
@at_a_desk
@click.option("--meeting", default="", help="Mødets dato, fx 2026-12-10.")
@click.option("--item", default="", help="Punktet på dagsordenen, fx 5.")
@click.option("--chapters", default="", help="Kapitler, der også skal være særtryk af: 08,11.")
@click.option("--since", default="", help="Vis ændringer siden en git-revision eller et arkiv.")
@dist_option
def board(desk: Desk, **order: str) -> int:
    from press.foreman.board import Order, make_board
    from press.jobbing.meeting import BoardRequestError

    try:
        return make_board(desk, Order(**order))
    except BoardRequestError as error:
        click.echo(f"Papirerne blev ikke lavet: {error}", err=True)
        return USAGE


@press.command(help="Find alle problemer i bogen uden at bygge den.")
@root_option
@cache_option
@strict_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def check(root: Path, cache: Path | None, strict: bool, form: str) -> None:
    from press.delivery.record import problems_to_json

    _, problems = load(root, Store(cache or root / ".cache"), strict)
    if form == "json":
        click.echo(problems_to_json(problems))
    else:
        reporter = Reporter(verbose=True)
        reporter.problems(problems)
        reporter.say(f"Problemer: {count(problems)}.")
    sys.exit(ERRORS if failed(problems) else 0)


@press.command(help="Lad validatorerne efterprøve udgaverne.")
@at_a_desk
@click.option("--edition", "names", multiple=True, help="Efterprøv kun denne udgave.")
def verify(desk: Desk) -> int:
    from press.foreman.release import verify as have_verified

    return have_verified(desk)


@press.command(help="Saml en udgivelse i dist/release/.")
@at_a_desk
@click.option("--version", default="", help="Versionens nummer, fx 1.0.0.")
@click.option("--draft", is_flag=True, help="Lav det som et udkast, også hvis noget mangler.")
@click.option(
    "--letters",
    type=click.Path(dir_okay=False, path_type=Path),
    help="En CSV-fil med modtagere: kommune, kontakt og adresse.",
)
def release(desk: Desk, version: str, draft: bool, letters: Path | None) -> int:
    from press.foreman.release import ReleaseRequestError
    from press.foreman.release import release as have_released

    try:
        return have_released(desk, version, draft, letters)
    except ReleaseRequestError as error:
        click.echo(f"Udgivelsen blev ikke lavet: {error}", err=True)
        return USAGE


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
    checks = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))
    sys.exit(next(filter(None, (_run(*words) for words in checks)), 0))


@press.command(help="Mål hastigheden mod en almindelig kørsel (ord efter -- går videre).")
@click.argument("words", nargs=-1)
def bench(words: tuple[str, ...]) -> None:
    sys.exit(_run("bench", *words))


def _run(module: str, *words: str) -> int:
    """Run a Python module of the project's tools from the project's folder."""
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(command, cwd=Path(__file__).parent, check=False).returncode


if __name__ == "__main__":
    sys.exit(run(press))
