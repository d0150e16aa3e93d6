"""Paragraphs that were split or joined: sides of a comparison in, the same with such ones paired.

An editor who begins a new paragraph in the middle of an old one has changed no word. Without this,
half of it would be shown as struck and set again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from press.redline.align import Side
from press.redline.units import Unit
from press.tree import Blocks, Para

BlockSide: TypeAlias = Side[Unit[Blocks]]
# How much of a stray paragraph must come from what its neighbour lost.
_FROM = 0.6


def rejoined(sides: Sequence[BlockSide]) -> list[BlockSide]:
    """The sides; a pair and the stray paragraph beside it are one side where a paragraph was split
    or two were joined, with a unit of two paragraphs either old or new."""
    found: list[BlockSide] = []
    for side in sides:
        found.append(side)
        if len(found) > 1 and (whole := _joined(found[-2], found[-1])):
            found[-2:] = [whole]
    return found


def _joined(first: BlockSide, second: BlockSide) -> BlockSide | None:
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
