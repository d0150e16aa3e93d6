"""Which chapter is which: two books in, their written sections side by side out."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Hashable, Iterator, Sequence
from dataclasses import dataclass

from press.model import Book, Chapter
from press.redline.align import rising
from press.redline.units import Unit, shared_words
from press.redline.words import plain

# From this share of words in common, a chapter under another name is the same chapter.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A written section. ``id`` is its galley's: of a part's introduction, the part's."""

    id: str
    chapter: Chapter


@dataclass(frozen=True, slots=True)
class Match:
    """A section before and now; one of the two may be missing. ``moved`` is said of a section
    that stands elsewhere among those that stayed."""

    old: Leaf | None
    new: Leaf | None
    moved: bool = False


def leaves(book: Book) -> tuple[Leaf, ...]:
    """The written sections of a book in reading order."""
    parts = {id(part.intro): part.id for part in book.parts if part.intro}
    return tuple(Leaf(parts.get(id(chapter), chapter.id), chapter) for chapter in book.chapters)


def match_chapters(old: Book, new: Book) -> tuple[Match, ...]:
    """The sections of the new book in order, each with its old self; one that has gone stands
    behind the one that it stood behind.

    The same file is the same section, then the same id, the same title, and at last what says
    much the same.
    """
    before, after = leaves(old), leaves(new)
    gone, come = list(before), list(after)
    found: dict[Leaf, Leaf] = {}
    for same in (_path, _id, _title):
        _match_by(same, gone, come, found)
    _match_alike(gone, come, found)
    places = {leaf: place for place, leaf in enumerate(before)}
    stayed = [leaf for leaf in after if leaf in found]
    steady = {stayed[at] for at in rising([places[found[leaf]] for leaf in stayed])}
    matches = [Match(found.get(leaf), leaf, leaf in found and leaf not in steady) for leaf in after]
    return tuple(_with_gone(matches, before, frozenset(gone)))


def _with_gone(
    matches: Sequence[Match], before: Sequence[Leaf], gone: Container[Leaf]
) -> Iterator[Match]:
    behind: dict[Leaf | None, list[Match]] = {}
    last = None
    for leaf in before:
        if leaf in gone:
            behind.setdefault(last, []).append(Match(leaf, None))
        else:
            last = leaf
    yield from behind.get(None, ())
    for match in matches:
        yield match
        yield from behind.get(match.old, ()) if match.old else ()


def _path(leaf: Leaf) -> Hashable:
    return leaf.chapter.path


def _id(leaf: Leaf) -> Hashable:
    return leaf.id


def _title(leaf: Leaf) -> Hashable:
    return leaf.chapter.title


def _match_by(
    same: Callable[[Leaf], Hashable], gone: list[Leaf], come: list[Leaf], found: dict[Leaf, Leaf]
) -> None:
    known = {same(leaf): leaf for leaf in reversed(gone)}
    for leaf in list(come):
        before = known.pop(same(leaf), None)
        if before is not None:
            found[leaf] = before
            gone.remove(before)
            come.remove(leaf)


def _match_alike(gone: list[Leaf], come: list[Leaf], found: dict[Leaf, Leaf]) -> None:
    """The likest pair first."""
    before, after = [_read(leaf) for leaf in gone], [_read(leaf) for leaf in come]
    for score, i, j in sorted(_scores(before, after), key=lambda one: (-one[0], one[1], one[2])):
        old, new = before[i][0], after[j][0]
        if score >= _ALIKE and old in gone and new in come:
            found[new] = old
            gone.remove(old)
            come.remove(new)


def _read(leaf: Leaf) -> tuple[Leaf, Unit]:
    text = plain(json.loads(leaf.chapter.ast))
    return leaf, Unit(({"t": "Plain", "c": [{"t": "Str", "c": text}]},), "")


def _scores(
    before: Sequence[tuple[Leaf, Unit]], after: Sequence[tuple[Leaf, Unit]]
) -> Iterator[tuple[float, int, int]]:
    for i, (_, one) in enumerate(before):
        yield from ((shared_words(one, two), i, j) for j, (_, two) in enumerate(after))
