"""Which of these is which of those: two sequences in, their pairs in order out.

:func:`equal_pairs` pairs what is the same, :func:`similar_pairs` what is much the same. Both keep
order, both keep clear of quadratic time on long input.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Pair = tuple[int, int]
_T = TypeVar("_T")
Both = tuple[_T | None, _T | None]

# As many comparisons as difflib, and as a table of similarities, may cost.
_SMALL = 400 * 400
_TABLE = 300 * 300


def matched(
    old: Sequence[_T],
    new: Sequence[_T],
    identity: Callable[[_T], Hashable],
    likeness: Callable[[_T, _T], float],
    least: float,
) -> list[Both[_T]]:
    """Old and new side by side in order of display, what went (without new) before what came.

    What has the same ``identity`` is paired first; in the gaps what is alike by ``least``.
    """
    same = equal_pairs([identity(one) for one in old], [identity(one) for one in new])
    pairs = list(same)
    for (i, at), (j, new_at) in _gaps(same, len(old), len(new)):
        near = similar_pairs(old[i:at], new[j:new_at], likeness, least)
        pairs += [(i + one, j + two) for one, two in near]
    found: list[Both[_T]] = []
    for (i, at), (j, new_at) in _gaps(sorted(pairs), len(old), len(new)):
        found += [(one, None) for one in old[i:at]]
        found += [(None, one) for one in new[j:new_at]]
        if at < len(old):
            found.append((old[at], new[new_at]))
    return found


def _gaps(pairs: Sequence[Pair], size: int, new_size: int) -> Iterator[tuple[Pair, Pair]]:
    """What lies before each pair, and after the last: from and to in the old, then in the new."""
    i = j = 0
    for at, new_at in [*pairs, (size, new_size)]:
        yield (i, at), (j, new_at)
        i, j = at + 1, new_at + 1


def equal_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Index pairs of equal items, rising in both; a long common run is kept together.

    Equal beginnings and ends first; then difflib, or for long stretches the items that occur
    once in each as fixed points (patience) and the stretches between them. A long stretch
    without such a point has no pairs.
    """
    found: list[Pair] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        low, high, new_low, new_high = waiting.pop()
        while low < high and new_low < new_high and old[low] == new[new_low]:
            found.append((low, new_low))
            low, new_low = low + 1, new_low + 1
        while low < high and new_low < new_high and old[high - 1] == new[new_high - 1]:
            high, new_high = high - 1, new_high - 1
            found.append((high, new_high))
        if low == high or new_low == new_high:
            continue
        if (high - low) * (new_high - new_low) <= _SMALL:
            found += _by_difflib(old, new, low, high, new_low, new_high)
        elif points := _fixed_points(old[low:high], new[new_low:new_high]):
            ends = [(low + i, new_low + j) for i, j in points]
            found += ends
            starts = [(low, new_low), *((i + 1, j + 1) for i, j in ends)]
            stops = [*ends, (high, new_high)]
            waiting += [(a, b, c, d) for (a, c), (b, d) in zip(starts, stops, strict=True)]
    return sorted(found)


def _by_difflib(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    low: int,
    high: int,
    new_low: int,
    new_high: int,
) -> Iterator[Pair]:
    matcher = SequenceMatcher(None, old[low:high], new[new_low:new_high], autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        yield from ((low + i + step, new_low + j + step) for step in range(size))


def _fixed_points(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """What occurs once in each, as many as keep their order."""
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

    ``likeness`` is from 0 to 1; pairs below ``least`` do not count. Of stretches longer than
    300 by 300, only as much is compared as lies across from one another.
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
