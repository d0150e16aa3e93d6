"""The sections of two books matched: two books in, their written sections side by side out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from press.model import Book, Chapter
from press.redline.align import rising
from press.redline.units import Unit, shared_words
from press.tree import read

# From this share of words in common, a chapter under another name is the same chapter.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A written section. ``id`` is its galley's: of a part's introduction, the part's."""

    id: str
    chapter: Chapter


@dataclass(frozen=True, slots=True)
class Match:
    """A section before and now; one of the two may be missing. ``moved`` is set for a section
    that stands elsewhere among those that stayed."""

    old: Section | None
    new: Section | None
    moved: bool = False

    @property
    def section(self) -> Section:
        """The section as it is now, or as it was when it has gone."""
        found = self.new or self.old
        assert found is not None
        return found


def sections(book: Book) -> tuple[Section, ...]:
    """The written sections of a book in reading order."""
    parts = {id(part.intro): part.id for part in book.parts if part.intro}
    return tuple(Section(parts.get(id(chapter), chapter.id), chapter) for chapter in book.chapters)


def match_chapters(old: Book, new: Book) -> tuple[Match, ...]:
    """The sections of the new book in order, each with its old self; one that has gone stands
    behind the one that it stood behind.

    Sections are paired by their files, then by their ids, their titles and at last their words.
    """
    before, after = sections(old), sections(new)
    pairs = _Pairs(list(before), list(after))
    for key in (_file, _id, _title):
        pairs.join_by(key)
    pairs.join_similar()
    places = {section: place for place, section in enumerate(before)}
    stayed = [section for section in after if section in pairs.found]
    steady = {stayed[at] for at in rising([places[pairs.found[section]] for section in stayed])}
    moved = set(stayed) - steady
    matches = [Match(pairs.found.get(section), section, section in moved) for section in after]
    return tuple(_with_gone(matches, before))


def _file(section: Section) -> str:
    return section.chapter.path


def _id(section: Section) -> str:
    return section.id


def _title(section: Section) -> str:
    return section.chapter.title


@dataclass(slots=True)
class _Pairs:
    """The sections that are not paired yet, and each new one's old self found so far."""

    gone: list[Section]
    come: list[Section]
    found: dict[Section, Section] = field(default_factory=dict)

    def join_by(self, key: Callable[[Section], str]) -> None:
        """Pair the sections of the same ``key``."""
        known = {key(section): section for section in reversed(self.gone)}
        for section in list(self.come):
            before = known.pop(key(section), None)
            if before is not None:
                self._join(before, section)

    def join_similar(self) -> None:
        """Pair the sections with many words in common, the most similar first."""
        before, after = (
            [Unit(read(one.chapter.ast), one) for one in side] for side in (self.gone, self.come)
        )
        scored = [(shared_words(*pair), *pair) for pair in product(before, after)]
        for score, old, new in sorted(scored, key=lambda one: -one[0]):
            if score >= _ALIKE and old.thing in self.gone and new.thing in self.come:
                self._join(old.thing, new.thing)

    def _join(self, old: Section, new: Section) -> None:
        self.found[new] = old
        self.gone.remove(old)
        self.come.remove(new)


def _with_gone(matches: Sequence[Match], before: Sequence[Section]) -> Iterator[Match]:
    """The matches, and every section of ``before`` that is in none behind the one before it."""
    kept = {match.old for match in matches}
    behind: dict[Section | None, list[Match]] = {}
    last = None
    for section in before:
        if section in kept:
            last = section
        else:
            behind.setdefault(last, []).append(Match(section, None))
    yield from behind.get(None, ())
    for match in matches:
        yield match
        yield from behind.get(match.old, ()) if match.old else ()
