"""An outside judge, and its two answers: a verdict, or that it did not judge.

In: the command that runs the judge, and how its answer is read. Out: a :class:`Verdict` or a
:class:`NotRun`. They are different types, so that a judge that never ran cannot be taken for one
that found nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.model import Json, Problem


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge found, and by which version of it.

    ``report`` is the judge's own answer as JSON, without clocks and paths of this machine.
    """

    judge: str
    version: str
    problems: tuple[Problem, ...]
    report: bytes = b""

    @property
    def passed(self) -> bool:
        return not self.problems

    def __str__(self) -> str:
        found = "bestået" if self.passed else f"{len(self.problems)} fund"
        return f"{self.judge} {self.version}: {found}"


@dataclass(frozen=True, slots=True)
class NotRun:
    """A judge that could not be asked: why, and what to do about it."""

    judge: str
    reason: str
    remedy: str = ""

    @property
    def passed(self) -> bool:
        return False

    def __str__(self) -> str:
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{self.judge}: ikke kørt – {self.reason}{remedy}"


@dataclass(frozen=True, slots=True)
class Judge:
    """An outside validator, and how many seconds it may take."""

    name: str
    seconds: int

    def ask(
        self,
        command: Sequence[str | Path],
        folder: Path,
        read: Callable[[Json], Verdict | NotRun],
        answer: Path | None = None,
        **environment: str,
    ) -> Verdict | NotRun:
        """Run ``command`` in ``folder`` and give its JSON to ``read``, from the file ``answer`` or
        else from standard output.

        An answer that ``read`` fails on with ValueError, KeyError or TypeError is no verdict.
        """
        try:
            run = subprocess.run(
                command,
                capture_output=True,
                timeout=self.seconds,
                check=False,
                cwd=folder,
                # Java reads and writes file names in the locale's encoding; plain C has no æøå.
                env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
            )
        except subprocess.TimeoutExpired:
            return NotRun(self.name, f"svarede ikke inden for {self.seconds} sekunder")
        except OSError as error:
            program = Path(command[0]).name.capitalize()
            return NotRun(self.name, f"{program} kan ikke startes: {error.strerror}")
        try:
            return read(json.loads(answer.read_bytes() if answer else run.stdout))
        except (OSError, ValueError, KeyError, TypeError):
            complaint = run.stderr or (run.stdout if answer else b"")
            last = complaint.decode("utf-8", "replace").strip().splitlines()[-1:]
            return NotRun(self.name, f"svaret kan ikke læses: {''.join(last) or 'intet svar'}")

    def verdict(self, version: str, problems: Iterable[Problem], answer: Json) -> Verdict:
        """The verdict, with ``answer`` as the report to be filed."""
        report = json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        return Verdict(self.name, version, tuple(problems), report.encode())
