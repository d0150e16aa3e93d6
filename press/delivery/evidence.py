"""Evidence of accessibility: what was tested, with what, and what was not.

In: a :class:`~press.delivery.items.Release` and what each test found. Out: a page in plain Danish
that can be filed, with a text to quote in an accessibility statement (*tilgængelighedserklæring*).
Nothing that was not tested is said to be in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from press.delivery.items import NOT_FOR_READERS, READABLE, Item, Medium, Release, title_of
from press.delivery.pages import frame
from press.language.numbers import long_date
from press.looks import Looks


class Outcome(StrEnum):
    """How a test ended, in Danish."""

    PASSED = "bestået uden fund"
    FOUND = "fund"
    NOT_RUN = "ikke kørt"


@dataclass(frozen=True, slots=True)
class Trial:
    """One test of one file: who judged by which rules, how it ended, and what was said.

    ``item`` is the file, for a website its first page. ``report`` is the path from this page to the
    filed report, or empty.
    """

    item: Item
    judge: str
    version: str
    rules: str
    outcome: Outcome
    said: tuple[str, ...] = ()
    report: str = ""

    @property
    def title(self) -> str:
        return title_of(self.item)

    @property
    def path(self) -> str:
        """What was tested, as readers are told it."""
        if self.item.kind is Medium.WEB:
            return f"alle sider i {self.item.path.rpartition('/')[0]}/"
        return self.item.path


# What no machine can tell; a person has to try it.
BY_HAND = (
    "om billedernes beskrivelser siger det samme som billederne",
    "hvordan bogen er at læse med skærmlæser, for eksempel NVDA, VoiceOver eller TalkBack",
    "hvordan bogen er at læse forstørret, i høj kontrast og kun med tastatur",
    "om sproget er til at forstå for dem, bogen er skrevet til",
)


def note(release: Release, tests: Sequence[Trial], looks: Looks) -> bytes:
    """The page, as HTML."""
    epub = next(iter(release.of(Medium.EPUB)), None)
    return looks.render(
        "release/accessibility.html.j2",
        **frame(release, looks),
        tests=tests,
        files=dict.fromkeys((test.path, test.item.sha256) for test in tests if test.item.sha256),
        access=epub.access if epub else None,
        Outcome=Outcome,
        gaps=gaps(release, tests),
        by_hand=BY_HAND,
        statement=statement(release, tests),
    ).encode()


def gaps(release: Release, tests: Sequence[Trial]) -> tuple[str, ...]:
    """What is known to be lacking, in Danish sentences."""
    printers = [
        f"{title} er ikke prøvet. Filen er ikke til læsere; giv dem en af dem, der er prøvet."
        for title in _untested(release, tests, NOT_FOR_READERS)
    ]
    draft = "Bogen er et udkast. Teksten kan blive ændret, og så skal den prøves igen."
    return (*_lacks(release, tests), *printers, *([draft] if release.draft else []))


def statement(release: Release, tests: Sequence[Trial]) -> tuple[str, ...]:
    """What a municipality may write about the book, by paragraph."""
    book, day = release.document, long_date(release.date)
    begun = f"»{book.title}«, version {release.version}, er udgivet af {book.publisher} {day}."
    by_hand = "Bogen er ikke prøvet af mennesker med skærmlæser eller andre hjælpemidler."
    passed: dict[str, list[str]] = {}
    for test in tests:
        if test.outcome is Outcome.PASSED:
            words = f"med {test.judge} {test.version} efter {test.rules}"
            passed.setdefault(test.title, []).append(words)
    tried = [f"{title} er prøvet uden fund {' og '.join(how)}." for title, how in passed.items()]
    return (begun, *tried, *_lacks(release, tests), by_hand)


def _lacks(release: Release, tests: Sequence[Trial]) -> Iterator[str]:
    """What is lacking in the files for readers."""
    for test in tests:
        if test.outcome is Outcome.NOT_RUN:
            yield f"{test.title} er ikke prøvet med {test.judge}: {' '.join(test.said)}."
        elif test.outcome is Outcome.FOUND:
            yield f"{test.title} har {len(test.said)} fund i prøven med {test.judge}."
    if any(test.path.endswith(".pdf") for test in tests):
        yield (
            "PDF-filerne er prøvet efter PDF/UA-1, som ikke stiller krav til kontrast. "
            "Kontrasten i dem er ikke prøvet."
        )
    for title in _untested(release, tests, (*READABLE, Medium.CARDS)):
        yield f"{title} er ikke prøvet."


def _untested(release: Release, tests: Sequence[Trial], kinds: tuple[Medium, ...]) -> Iterator[str]:
    tested = {test.item.path for test in tests}
    return (title_of(item) for item in release.of(*kinds) if item.path not in tested)
