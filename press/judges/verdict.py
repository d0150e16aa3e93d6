"""The two answers of an outside judge: a verdict, or that nobody judged.

They are different types, so that a judge who never came cannot be taken for one who found
nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from press.model import Json, Problem


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge found, by which version; ``passed`` when it found nothing at all.

    ``report`` is what the judge wrote, as JSON without clocks and places of this machine.
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
    """A judge who could not be asked, why, and what to do about it."""

    judge: str
    reason: str
    remedy: str = ""

    @property
    def passed(self) -> bool:
        return False

    def __str__(self) -> str:
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{self.judge}: ikke kørt – {self.reason}{remedy}"


def report(answer: Json) -> bytes:
    """A judge's answer as it is filed."""
    return (json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
