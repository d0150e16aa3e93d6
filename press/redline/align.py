"""Two sequences aligned: the old and the new in, their pairs in order out.

:func:`equal_pairs` pairs equal items, :func:`similar_pairs` similar ones. Pairs never cross, and
neither function takes quadratic time on long input.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Generic, NamedTuple, TypeVar

# An index into the old sequence and one into the new.
Pair = tuple[int, int]
_T = TypeVar("_T")

# As many comparisons as difflib, and as a table of similarities, may cost.
_SMALL = 400 * 400
_TABLE = 300 * 300


class Side(NamedTuple, Generic[_T]):
    """An item before and now; one of the two is None for what came or went."""

    old: _T | None
    new: _T | None


def matched(
    old: Sequence[_T],
    new: Sequence[_T],
    identity: Callable[[_T], Hashable],
    likeness: Callable[[_T, _T], float],
    least: float,
) -> list[Side[_T]]:
    """Old and new side by side in order of display; in each gap, what went precedes what came.

    Items of the same ``identity`` are paired first, then, in the gaps, items of at least the
    likeness ``least``.
    """
    same = equal_pairs([identity(one) for one in old], [identity(one) for one in new])
    pairs = list(same)
    for (i, at), (j, new_at) in _gaps(same, len(old), len(new)):
        near = similar_pairs(old[i:at], new[j:new_at], likeness, least)
        pairs += [(i + one, j + two) for one, two in near]
    found: list[Side[_T]] = []
    for (i, at), (j, new_at) in _gaps(sorted(pairs), len(old), len(new)):
        found += [Side(one, None) for one in old[i:at]]
        found += [Side(None, one) for one in new[j:new_at]]
        if at < len(old):
            found.append(Side(old[at], new[new_at]))
    return found


def _gaps(pairs: Sequence[Pair], size: int, new_size: int) -> Iterator[tuple[Pair, Pair]]:
    """The gap before each pair and the one after the last, each as (start, end) in the old sequence
    and (start, end) in the new."""
    i = j = 0
    for at, new_at in [*pairs, (size, new_size)]:
        yield (i, at), (j, new_at)
        i, j = at + 1, new_at + 1


def equal_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Index pairs of equal items, rising in both; a long common run is kept together.

    Equal beginnings and ends are paired first; then difflib is asked, or for long stretches the
    items that occur once in each are fixed points (patience), with shorter stretches between them.
    A long stretch without such a point has no pairs.
    """
    found: list[Pair] = []
    waiting = [(0, 0, old, new)]
    while waiting:
        at, new_at, one, two = waiting.pop()
        head = _common(one, two)
        tail = _common(one[head:][::-1], two[head:][::-1])
        found += [(at + n, new_at + n) for n in range(head)]
        found += [(at + len(one) - n, new_at + len(two) - n) for n in range(1, tail + 1)]
        at, one = at + head, one[head : len(one) - tail]
        new_at, two = new_at + head, two[head : len(two) - tail]
        if len(one) * len(two) <= _SMALL:
            pairs = _by_difflib(one, two)
        elif pairs := _fixed_points(one, two):
            for (i, end), (j, new_end) in _gaps(pairs, len(one), len(two)):
                waiting.append((at + i, new_at + j, one[i:end], two[j:new_end]))
        found += [(at + i, new_at + j) for i, j in pairs]
    return sorted(found)


def _common(one: Sequence[Hashable], two: Sequence[Hashable]) -> int:
    """How many items the two have in common at their beginning."""
    least = min(len(one), len(two))
    return next((n for n in range(least) if one[n] != two[n]), least)


def _by_difflib(one: Sequence[Hashable], two: Sequence[Hashable]) -> list[Pair]:
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    blocks = matcher.get_matching_blocks() if one and two else []
    return [(i + step, j + step) for i, j, size in blocks for step in range(size)]


def _fixed_points(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Items that occur once in each, as many as keep their order."""
    often, new_often = Counter(old), Counter(new)
    places = {item: j for j, item in enumerate(new) if new_often[item] == 1}
    pairs = [(i, places[item]) for i, item in enumerate(old) if often[item] == 1 and item in places]
    return [pairs[place] for place in rising([j for _, j in pairs])]


def rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest strictly rising subsequence."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [number]
        last[at : at + 1] = [place]
    found: list[int] = []
    place = last[-1] if last else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]


def similar_pairs(
    old: Sequence[_T], new: Sequence[_T], likeness: Callable[[_T, _T], float], least: float
) -> list[Pair]:
    """Index pairs of similar items, rising in both, with the greatest sum of likeness.

    ``likeness`` is from 0 to 1; pairs below ``least`` do not count. Stretches longer than 300 by
    300 are halved, and only items of the same half are compared.
    """
    if len(old) * len(new) > _TABLE:
        half, new_half = max(len(old) // 2, 1), max(len(new) // 2, 1)
        first = similar_pairs(old[:half], new[:new_half], likeness, least)
        rest = similar_pairs(old[half:], new[new_half:], likeness, least)
        return first + [(half + i, new_half + j) for i, j in rest]
    best = [[0.0] * (len(new) + 1)]
    likes: list[list[float]] = []
    for one in old:
        row, above = [0.0], best[-1]
        likes.append([score if (score := likeness(one, two)) >= least else 0.0 for two in new])
        for j, score in enumerate(likes[-1]):
            row.append(max(above[j] + score if score else 0.0, above[j + 1], row[j]))
        best.append(row)
    return _traced(best, likes)


def _traced(best: list[list[float]], likes: list[list[float]]) -> list[Pair]:
    """The pairs behind the best sum, read backwards from the corner."""
    found: list[Pair] = []
    i, j = len(likes), len(likes[0]) if likes else 0
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]
