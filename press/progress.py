"""What the editor sees while the press runs, and when it is done.

In: stages, quires and problems as they come. Out: lines on a terminal – a live display
where there is one, plain lines where there is not, nothing but problems with ``--quiet``.
All of it is Danish.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.table import Table

from press.finding import numbered
from press.model import Problem, Severity

# How many warnings of one kind are told before the rest are only counted. What was found on
# finished pages (P) or of a release (U) is told in full: no other command shows it.
_TOLD = 3
_IN_FULL = ("P", "U")


class Reporter:
    """Tells how far the build is. Use with ``with``.

    ``quiet`` leaves only problems; ``verbose`` adds a line for every quire, and for every
    warning: otherwise only the first few of each kind are shown.
    """

    def __init__(self, quiet: bool = False, verbose: bool = False) -> None:
        self._console = Console(file=sys.stderr, highlight=False, soft_wrap=True)
        self._quiet, self._verbose = quiet, verbose
        self._live = self._console.is_terminal and not quiet
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._began = time.monotonic()
        self._stage_began = self._began
        self._stage = ""
        self.quires: Counter[bool] = Counter()
        self._durations: dict[str, float] = {}

    def __enter__(self) -> Reporter:
        if self._live:
            self._progress = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(bar_width=24),
                MofNCompleteColumn(),
                console=self._console,
                transient=True,
            )
            self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close_stage()
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def stage(self, title: str, total: int | None = None) -> None:
        """A new stage begins; ``total`` is how many quires or files it is expected to make."""
        self._close_stage()
        self._stage, self._stage_began = title, time.monotonic()
        if self._progress is not None:
            self._task = self._progress.add_task(title, total=total)
        elif not self._quiet:
            self._console.print(f"· {escape(title)}")

    def quire(self, name: str, stored: bool, counted: bool = True) -> None:
        """A quire (or, not counted, an edition) is ready, from the store or newly made."""
        if counted:
            self.quires[stored] += 1
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task)
        if self._verbose and not self._quiet:
            self._console.print(f"    {escape(name)}{' (fra lageret)' if stored else ''}")

    def problems(self, problems: Sequence[Problem]) -> None:
        """Every problem in the order of the manuscript, warnings first: errors stand last, where
        they are read, below a heading of their own and not told by their colour alone."""
        ordered = sorted(problems, key=lambda found: (found.source, found.code))
        errors = [problem for problem in ordered if problem.severity is Severity.ERROR]
        warnings = [problem for problem in ordered if problem.severity is not Severity.ERROR]
        self._lines(warnings if self._verbose else _first(warnings))
        for code, more in () if self._verbose else _untold(warnings):
            rest = f"og {more} til af samme slags; make check viser alt"
            self._console.print(f"[yellow]{code}[/] {rest}")
        if warnings and errors:
            self._console.print("Fejl, der standser bogen:")
        self._lines(errors)

    def _lines(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            colour = "red" if problem.severity is Severity.ERROR else "yellow"
            text = escape(str(problem)).replace(problem.code, f"[{colour}]{problem.code}[/]", 1)
            self._console.print(text)

    def summary(self, rows: Iterable[tuple[str, str]], problems: Sequence[Problem]) -> None:
        """One screen at the end: what was made, and what was found."""
        if self._quiet:
            return
        table = Table(show_header=False, box=None, pad_edge=False)
        for name, value in rows:
            table.add_row(escape(name), escape(value))
        table.add_row("problemer", count(problems))
        table.add_row("tid", f"{time.monotonic() - self._began:.1f} s".replace(".", ","))
        self._console.print(table)

    def finished(self) -> Mapping[str, float]:
        """Seconds of each stage so far, the running one ended."""
        self._close_stage()
        return dict(self._durations)

    def say(self, text: str) -> None:
        """A line that is not a problem."""
        if not self._quiet:
            self._console.print(escape(text))

    def _close_stage(self) -> None:
        if self._stage:
            seconds = time.monotonic() - self._stage_began
            self._durations[self._stage] = round(self._durations.get(self._stage, 0) + seconds, 3)
            self._stage = ""
        if self._progress is not None and self._task is not None:
            self._progress.remove_task(self._task)
            self._task = None


def _first(warnings: Sequence[Problem]) -> list[Problem]:
    """The warnings to show: the first few of each kind."""
    many = dict(_untold(warnings))
    counted = numbered(warnings, lambda warning: warning.code)
    return [warning for warning, nth in counted if warning.code not in many or nth <= _TOLD]


def _untold(warnings: Sequence[Problem]) -> list[tuple[str, int]]:
    """Each kind that has too many warnings to tell them all, and how many are not told."""
    counted = Counter(warning.code for warning in warnings)
    return [
        (code, number - _TOLD)
        for code, number in counted.items()
        if number > _TOLD + 1 and not code.startswith(_IN_FULL)
    ]


def count(problems: Sequence[Problem]) -> str:
    """``2 fejl, 5 advarsler``, errors first."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    plural = "advarsel" if warnings == 1 else "advarsler"
    return f"{errors} fejl, {warnings} {plural}" if problems else "ingen"
