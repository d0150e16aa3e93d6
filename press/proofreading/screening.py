"""Which block of the manuscript stands where in a screen document. Pure.

In: a section's blocks and the blocks of the document that shows it. Out: the blocks that
are missing or out of order. Texts must be equal, white space and hyphens apart; a title
or a note may stand in a longer block (with its number), and something may be set at a seam.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from press.proofreading.expected import Block, BlockKind
from press.proofreading.letters import plain


@dataclass(frozen=True, slots=True)
class Lack:
    """A block that is not in its place, and whether it stands elsewhere in the document."""

    block: Block
    elsewhere: bool
    index: int


def key(block: Block) -> str:
    """What two blocks must have in common to be the same."""
    return f"\0{block.text}" if block.kind is BlockKind.IMAGE else block.text


def _shows(actual: str, block: Block) -> bool:
    text = key(block)
    if actual == text:
        return True
    if block.kind in (BlockKind.TITLE, BlockKind.NOTE):
        return text in actual
    if len(block.pieces) == 1 or actual.startswith("\0"):
        return False
    parts = [re.escape(part) for piece in block.pieces if (part := plain(piece))]
    return re.fullmatch(r"\s*" + r".*?".join(parts) + r".*", actual) is not None


def lacking(expected: Sequence[Block], actual: Sequence[str]) -> list[Lack]:
    """The expected blocks that are not found, in order, among the actual keys."""
    wanted = [block for block in expected if block.kind is BlockKind.IMAGE or block.text]
    if _all_in_order(wanted, actual):
        return []
    match = SequenceMatcher(None, [key(block) for block in wanted], actual, autojunk=False)
    places: list[int | None] = [None] * len(wanted)
    for start, other, size in match.get_matching_blocks():
        places[start : start + size] = range(other, other + size)
    _fill(wanted, actual, places)
    used = {place for place in places if place is not None}
    spare = [text for place, text in enumerate(actual) if place not in used]
    return [
        Lack(block, any(_shows(text, block) for text in spare), index)
        for index, (block, place) in enumerate(zip(wanted, places, strict=True))
        if place is None
    ]


def _all_in_order(wanted: Sequence[Block], actual: Sequence[str]) -> bool:
    rest = iter(actual)
    return all(any(_shows(text, block) for text in rest) for block in wanted)


def _fill(wanted: Sequence[Block], actual: Sequence[str], places: list[int | None]) -> None:
    """Place what is shown a little differently between its placed neighbours."""
    low = 0
    for index, block in enumerate(wanted):
        found = places[index]
        if found is None:
            after = (place for place in places[index + 1 :] if place is not None)
            high = next(after, len(actual))
            found = next((at for at in range(low, high) if _shows(actual[at], block)), None)
            places[index] = found
        if found is not None:
            low = found + 1
