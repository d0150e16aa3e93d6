"""Evidence for the one who answers for accessibility: what was tested, with what, and what not.

In: the release's name and what each test found. Out: a page in plain Danish that can be filed,
and quoted in a *tilgængelighedserklæring*. Nothing is said to be in order that was not tested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from press.delivery.items import Access
from press.language.dates import long_date
from press.looks import Looks
from press.model import Document


class Outcome(StrEnum):
    """How a test ended, in Danish."""

    PASSED = "bestået uden fund"
    FOUND = "fund"
    NOT_RUN = "ikke kørt"


@dataclass(frozen=True, slots=True)
class Trial:
    """One test of one file: who judged by which rules, how it ended, and what was said.

    ``path`` is below the release folder, ``report`` the filed report's path or empty.
    """

    judge: str
    version: str
    rules: str
    path: str
    outcome: Outcome
    said: tuple[str, ...] = ()
    report: str = ""


# What no machine can tell; a person has to try it and write down what was found.
BY_HAND = (
    "om billedernes beskrivelser siger det samme som billederne",
    "hvordan bogen er at læse med skærmlæser, for eksempel NVDA, VoiceOver eller TalkBack",
    "hvordan bogen er at læse forstørret, i høj kontrast og kun med tastatur",
    "om sproget er til at forstå for dem, bogen er skrevet til",
)


def note(
    document: Document,
    version: str,
    draft: bool,
    tests: Sequence[Trial],
    access: Access | None,
    looks: Looks,
) -> bytes:
    """The page, as HTML. ``access`` is what the EPUB says of itself."""
    return looks.render(
        "release/accessibility.html.j2",
        book=document,
        version=version,
        draft=draft,
        date=long_date(document.date),
        tests=tests,
        access=access,
        Outcome=Outcome,
        gaps=gaps(document, tests, draft),
        by_hand=BY_HAND,
        all_passed=bool(tests) and all(test.outcome is Outcome.PASSED for test in tests),
    ).encode()


def gaps(document: Document, tests: Sequence[Trial], draft: bool) -> tuple[str, ...]:
    """What is known to be lacking, each as a Danish sentence."""
    found = [
        f"{test.judge} er ikke kørt på {test.path}: {' '.join(test.said)}"
        for test in tests
        if test.outcome is Outcome.NOT_RUN
    ]
    found += [
        f"{test.judge} har {len(test.said)} fund i {test.path}."
        for test in tests
        if test.outcome is Outcome.FOUND
    ]
    if draft:
        found.append("Bogen er et udkast. Teksten kan blive ændret, og så skal den prøves igen.")
    if not any(test.path.startswith("web/") for test in tests):
        found.append("Websiderne er ikke efterprøvet med et værktøj.")
    return tuple(found)
