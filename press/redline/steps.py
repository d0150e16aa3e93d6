"""What became of each block: two block lists in, steps in the order of display out.

Equal blocks are paired first, then, in the gaps, similar ones, then, over the whole book, blocks
that left one place and came to another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from press.redline.align import Side
from press.redline.units import Unit, likeness, paired, units
from press.tree import Blocks, Div, Header, HorizontalRule, Para

# From this likeness on, a block that went and one that came are one that moved.
_MOVED = 0.6
# A changed paragraph with fewer long words is not taken for a moved one: short ones look alike
# by chance.
_ENOUGH = 5
# How much of a stray paragraph must come from what its neighbour lost, or gained.
_FROM = 0.6
_Side: TypeAlias = Side[Unit[Blocks]]


@dataclass(slots=True, eq=False)
class Step:
    """What became of a block: it stayed (``old`` and ``new``), came or went (one of them).

    A box that stayed and changed has the steps ``inside`` it. ``partner`` is the other end of a
    block that moved, ``anchor`` the id of the mark, and ``follows`` says that the block before it
    moved along with it.
    """

    old: Unit[Blocks] | None = None
    new: Unit[Blocks] | None = None
    inside: list[Step] | None = None
    partner: Step | None = None
    anchor: str = ""
    follows: bool = False

    @property
    def changed(self) -> bool:
        if self.old and self.new:
            return self.old.identity != self.new.identity and (
                self.old.sight != self.new.sight or self.old.redrawn != self.new.redrawn
            )
        return any(unit.kind is not HorizontalRule for unit in (self.old, self.new) if unit)

    @property
    def retitled(self) -> bool:
        """Whether a box that stayed has another title."""
        if self.inside is None or self.old is None or self.new is None:
            return False
        return self.old.title != self.new.title


def plan(old: Blocks, new: Blocks, redrawn: Sequence[str] = (), deep: bool = True) -> list[Step]:
    """The steps from ``old`` to ``new``; between two pairs, deletions come before insertions.

    ``redrawn`` names the pictures whose files differ. Boxes are entered when ``deep``.
    """
    sides = _rejoined(paired(units(old), units(new, redrawn), likeness))
    return [_step(before, after, redrawn, deep) for before, after in sides]


def _step(
    old: Unit[Blocks] | None, new: Unit[Blocks] | None, redrawn: Sequence[str], deep: bool
) -> Step:
    step = Step(old, new)
    if deep and old and new and step.changed:
        match old.block, new.block:
            case Div((_, before)), Div((_, after)):
                step.inside = plan(before, after, redrawn)
    return step


def _rejoined(sides: Sequence[_Side]) -> list[_Side]:
    """The sides; a pair and the stray paragraph beside it are one side where a paragraph was split
    or two were joined, with a unit of two paragraphs either old or new.

    An editor who begins a new paragraph in the middle of an old one has changed no word; without
    this, half of it would be shown as struck and set again.
    """
    found: list[_Side] = []
    for side in sides:
        found.append(side)
        if len(found) > 1 and (whole := _joined(found[-2], found[-1])):
            found[-2:] = [whole]
    return found


def _joined(first: _Side, second: _Side) -> _Side | None:
    """What two neighbours are together; None when they are two things."""
    old, new = _there(first.old, second.old), _there(first.new, second.new)
    if len(old) + len(new) != 3 or any(unit.kind is not Para for unit in (*old, *new)):
        return None
    pair, half = (second, first) if None in first else (first, second)
    ((stray,), split) = _there(*half), len(new) > 1
    (whole,), several, kept = (old, new, pair.new) if split else (new, old, pair.old)
    if kept is None or not _is_rest(whole, kept, stray):
        return None
    blocks = tuple(block for unit in several for block in unit.blocks)
    both = Unit(blocks, blocks, tuple(name for unit in several for name in unit.redrawn))
    return Side(whole, both) if split else Side(both, whole)


def _there(*units: Unit[Blocks] | None) -> list[Unit[Blocks]]:
    return [unit for unit in units if unit]


def _is_rest(whole: Unit[Blocks], kept: Unit[Blocks], stray: Unit[Blocks]) -> bool:
    """Whether ``stray`` is what ``whole`` lost when it became ``kept``."""
    lost = whole.every_word - kept.every_word
    return bool(stray.words) and len(stray.words & lost) >= _FROM * len(stray.words)


def walk(steps: Iterable[Step]) -> Iterator[Step]:
    """Every step in order of display, a box before what is in it."""
    for step in steps:
        yield step
        yield from walk(step.inside or ())


def find_moved(chapters: Sequence[Sequence[Step]]) -> None:
    """Join what left one place and came to another: within a chapter first, then across the book;
    equal text first, wherever it went, then the most similar."""
    every = [list(walk(steps)) for steps in chapters]
    for steps in (*every, [step for chapter in every for step in chapter]):
        alone = [step for step in steps if not step.partner]
        gone = [(step, step.old) for step in alone if step.old and not step.new]
        come = [(step, step.new) for step in alone if step.new and not step.old]
        for score in (_equal, _similar):
            _join(gone, come, score)
    _find_followers(every)


def _find_followers(chapters: Sequence[Sequence[Step]]) -> None:
    """A block that moved right behind the one before it, and still stands there, follows it."""
    places = {
        id(step): (number, place)
        for number, steps in enumerate(chapters)
        for place, step in enumerate(steps)
    }
    for steps in chapters:
        for before, step in pairwise(steps):
            if before.partner and step.partner and (before.new is None) == (step.new is None):
                number, place = places[id(before.partner)]
                step.follows = places[id(step.partner)] == (number, place + 1)


_Halves: TypeAlias = Sequence[tuple[Step, Unit[Blocks]]]


def _join(
    gone: _Halves, come: _Halves, score: Callable[[Unit[Blocks], Unit[Blocks]], float]
) -> None:
    """Make partners of what went and what came, where ``score`` is high enough."""
    saying: dict[str, list[int]] = defaultdict(list)
    for place, (_, new) in enumerate(come):
        for word in new.words:
            saying[word].append(place)
    for step, old in gone:
        if step.partner:
            continue
        near = (come[place] for place in _near(old, saying))
        free = ((score(old, new), one) for one, new in near if not one.partner)
        most, best = max(free, key=lambda pair: pair[0], default=(0.0, step))
        if most >= _MOVED:
            step.partner, best.partner = best, step


def _near(unit: Unit[Blocks], saying: Mapping[str, Sequence[int]]) -> list[int]:
    """The places that can hold a text like ``unit``: what shares ``_MOVED`` of its words with it
    has more than four tenths of the unit's own, so one of its rarest six tenths is among them."""
    words = sorted(unit.words, key=lambda word: (len(saying.get(word, ())), word))
    rare = words[: len(words) * 6 // 10 + 1]
    return sorted({place for word in rare for place in saying.get(word, ())})


def _equal(old: Unit[Blocks], new: Unit[Blocks]) -> float:
    if old.words != new.words or not old.words or old.family != new.family:
        return 0.0
    return float(old.sight == new.sight and (len(old.words) > 1 or old.kind is Header))


def _similar(old: Unit[Blocks], new: Unit[Blocks]) -> float:
    enough = min(len(old.words), len(new.words)) >= _ENOUGH
    return likeness(old, new) if enough and old.kind is not Header else 0.0
