"""Paragraphs that were split or joined: sides of a comparison in, the same with such ones paired.

An editor who sets a new paragraph in the middle of an old one has changed no word. Without this,
half of it would be shown as struck and set again.
"""

from __future__ import annotations

from collections.abc import Sequence

from press.redline.units import Unit

Side = tuple[Unit | None, Unit | None]
# How much of a stray paragraph must come from what its neighbour lost.
_FROM = 0.6


def mended(sides: Sequence[Side]) -> list[Side]:
    """The sides, a pair and the stray paragraph beside it made one where the one was split or
    two were joined. Either way a unit of several paragraphs stands on one side."""
    found: list[Side] = []
    for side in sides:
        found.append(side)
        if len(found) > 1 and (whole := _joined(found[-2], found[-1])):
            found[-2:] = [whole]
    return found


def _joined(first: Side, second: Side) -> Side | None:
    """What two neighbours are together; None when they are two things."""
    if not all(unit is None or unit.kind == "Text" for unit in (*first, *second)):
        return None
    for mine, other in ((0, 1), (1, 0)):
        one, two = (first[mine], second[mine]), (first[other], second[other])
        if (one[0] is None) != (one[1] is None) and two[0] and two[1]:
            paired, stray = (first, two[1]) if one[0] else (second, two[0])
            if _is_rest(paired[mine], paired[other], stray):
                both = Unit((*two[0].blocks, *two[1].blocks), "\n".join(t.raw for t in two if t))
                single = one[0] or one[1]
                return (single, both) if mine == 0 else (both, single)
    return None


def _is_rest(whole: Unit | None, kept: Unit | None, stray: Unit) -> bool:
    """Whether ``stray`` is what ``whole`` lost when it became ``kept``."""
    if whole is None or kept is None or not stray.words:
        return False
    lost = whole.every_word - kept.every_word
    return len(stray.words & lost) >= _FROM * len(stray.words)
