"""The desk: where a run reads and writes, and what every run begins and ends with.

In: what was asked for on the command line. Out: the manuscript with its problems, or the exit
code of a run that has to stop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from press.model import Book, Edition, Problem, Severity
from press.progress import Reporter, count
from press.shell import ERRORS
from press.store import Store

Problems = tuple[Problem, ...]
READING = "Læser og tjekker manuskriptet"
_Options = ParamSpec("_Options")


class UnknownEditionError(LookupError):
    """An edition was asked for that the book does not have; the message is Danish."""


class StoppedError(Exception):
    """A run cannot go on, because there are errors among ``problems``."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(count(problems))
        self.problems = problems


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


def reports_errors(
    verb: Callable[Concatenate[Desk, _Options], int],
) -> Callable[Concatenate[Desk, _Options], int]:
    """A verb that reports the problems that stop it, and then gives the exit code for errors."""

    @wraps(verb)
    def run(desk: Desk, /, *args: _Options.args, **options: _Options.kwargs) -> int:
        try:
            return verb(desk, *args, **options)
        except StoppedError as stopped:
            desk.reporter.problems(stopped.problems)
            told = count(stopped.problems)
            desk.reporter.say(f"Bogen blev ikke bygget; dist/ er urørt. Problemer: {told}.")
            return ERRORS

    return run


def say_standing(desk: Desk) -> int | None:
    """The exit code when ``dist/`` is already what this build would make it, else None."""
    from press.delivery.publish import standing
    from press.delivery.record import problems_from_json

    kept = desk.store.get("problems", desk.state)
    if kept is None or not standing(desk.dist, desk.state, desk.names):
        return None
    problems = problems_from_json(kept)
    if desk.strict and problems:
        return None
    desk.reporter.problems(problems)
    desk.reporter.say(
        f"Intet er ændret; dist/ er, som den skal være. Problemer: {count(problems)}."
    )
    return 0


def load(root: Path, store: Store, strict: bool) -> tuple[Book | None, Problems]:
    """The manuscript below ``root`` and everything that is wrong with it, in order of place."""
    from press.assembly.checks import check_book
    from press.looks import load_looks, unknown_styles
    from press.manuscript.load import load_book

    loaded = load_book(root, store)
    problems = loaded.problems
    if loaded.book is not None:
        problems += check_book(loaded.book, store)
        problems += unknown_styles(load_looks(root), loaded.book.editions)
    if strict:
        problems = tuple(replace(problem, severity=Severity.ERROR) for problem in problems)
    return loaded.book, tuple(sorted(problems, key=lambda p: (p.source, p.code, p.message)))


def read(desk: Desk) -> tuple[Book, Problems]:
    """The manuscript and its warnings. Raises :class:`StoppedError` when it has errors."""
    manuscript, problems = load(desk.root, desk.store, desk.strict)
    checked(problems)
    if manuscript is None:
        raise StoppedError(problems)
    return manuscript, problems


def checked(problems: Problems) -> Problems:
    """The same problems. Raises :class:`StoppedError` when there is an error among them."""
    if failed(problems):
        raise StoppedError(problems)
    return problems


def chosen(manuscript: Book, names: Sequence[str]) -> tuple[Edition, ...]:
    """The editions by those names, or all. Raises :class:`UnknownEditionError`."""
    known = [edition.name for edition in manuscript.editions]
    for name in names:
        if name not in known:
            raise UnknownEditionError(f"ukendt udgave »{name}« (bogen har: {', '.join(known)})")
    return tuple(item for item in manuscript.editions if not names or item.name in names)


def failed(problems: Problems) -> bool:
    """Whether there is an error among them."""
    return any(problem.severity is Severity.ERROR for problem in problems)
