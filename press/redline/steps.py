"""What became of each block: two block lists in, steps in the order of display out.

First blocks that are the same, then, in the gaps, those that are much alike, then, over the whole
book, what left one place and came to another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from press.model import Json
from press.redline.align import matched
from press.redline.rejoining import mended
from press.redline.units import Unit, likeness, units

# From this likeness, two blocks in the same gap are versions of one; from that, one was moved.
ALIKE, MOVED = 0.4, 0.6
# With fewer telling words, a changed paragraph is not said to have moved: short ones look alike
# by chance.
_TELLING = 5
Marked = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(slots=True, eq=False)
class Step:
    """What became of a block: it stayed (``old`` and ``new``), came or went (one of them).

    Boxes that stayed and changed have steps ``inside``. ``partner`` is, of a moved block, the
    other end; ``anchor`` the id of its mark; ``follows`` says that the block before it moved
    along with it.
    """

    old: Unit | None = None
    new: Unit | None = None
    inside: list[Step] | None = None
    partner: Step | None = None
    anchor: str = ""
    follows: bool = False

    @property
    def changed(self) -> bool:
        if self.old is None or self.new is None:
            return (self.old or self.new or _NOTHING).kind != "HorizontalRule"
        return self.old.raw != self.new.raw and (
            self.old.sight != self.new.sight or pictures(self.old) != pictures(self.new)
        )

    @property
    def retitled(self) -> bool:
        """Whether a box that stayed has another title."""
        if self.inside is None or self.old is None or self.new is None:
            return False
        return title(self.old.block) != title(self.new.block)


_NOTHING = Unit(({"t": "Null"},), "")


def title(div: Json) -> str:
    """The title that a box is given."""
    return str(dict(div["c"][0][2]).get("title", ""))


def plan(
    old: list[Json], new: list[Json], marked: Marked = ((), ()), deep: bool = True
) -> list[Step]:
    """The steps from ``old`` to ``new``: of a gap, what went stands before what came.

    ``marked`` names the pictures whose files differ, for either side. Boxes are entered when
    ``deep``.
    """
    sides = matched(units(old, marked[0]), units(new, marked[1]), _raw, likeness, ALIKE)
    sides = mended(sides)
    return [
        _stayed(before, after, marked, deep) if before and after else Step(before, after)
        for before, after in sides
    ]


def _raw(unit: Unit) -> str:
    return unit.raw


def _stayed(old: Unit, new: Unit, marked: Marked, deep: bool) -> Step:
    step = Step(old, new)
    if deep and new.kind == "Div" and step.changed:
        step.inside = plan(old.block["c"][1], new.block["c"][1], marked)
    return step


def walk(steps: Iterable[Step]) -> Iterator[Step]:
    """Every step in order of display, a box before what is in it."""
    for step in steps:
        yield step
        yield from walk(step.inside or ())


def find_moved(chapters: Sequence[Sequence[Step]]) -> None:
    """Join what left one place and came to another: within a chapter first, then across the book.

    The same text first, wherever it went; then the likest.
    """
    every = [list(walk(steps)) for steps in chapters]
    for steps in (*every, [step for chapter in every for step in chapter]):
        gone = [step for step in steps if step.old and not step.new and not step.partner]
        come = [step for step in steps if step.new and not step.old and not step.partner]
        _join(gone, come, _same)
        _join(gone, come, _much_alike)
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


def _join(gone: Iterable[Step], come: Sequence[Step], score: Callable[[Unit, Unit], float]) -> None:
    saying: dict[str, list[int]] = defaultdict(list)
    for place, step in enumerate(come):
        for word in step.new.words if step.new else ():
            saying[word].append(place)
    for step in gone:
        unit = step.old
        if step.partner or unit is None:
            continue
        near = (come[place] for place in _near(unit, saying))
        free = ((score(unit, one.new), one) for one in near if one.new and not one.partner)
        likest, best = max(free, key=lambda pair: pair[0], default=(0.0, step))
        if likest >= MOVED:
            step.partner, best.partner = best, step


def _near(unit: Unit, saying: Mapping[str, Sequence[int]]) -> list[int]:
    """The places that can hold a text like ``unit``: what shares ``MOVED`` of its words with it
    has more than four tenths of the unit's own, so one of its rarest six tenths is among them."""
    words = sorted(unit.words, key=lambda word: (len(saying.get(word, ())), word))
    rare = words[: len(words) * 6 // 10 + 1]
    return sorted({place for word in rare for place in saying.get(word, ())})


def _same(old: Unit, new: Unit) -> float:
    if old.words != new.words or not old.words or old.family != new.family:
        return 0.0
    return float(old.sight == new.sight and (len(old.words) > 1 or old.kind == "Header"))


def _much_alike(old: Unit, new: Unit) -> float:
    enough = min(len(old.words), len(new.words)) >= _TELLING
    return likeness(old, new) if enough and old.kind != "Header" else 0.0


def pictures(unit: Unit) -> str:
    """What the unit's JSON does not say of its pictures."""
    return unit.raw.partition("\0")[2]
