"""Which words changed: two lines of tokens in, runs of one status out.

Islands are swallowed: a lone »og« that happens to stand in both lines between two changed
stretches is struck and set again with them, since a reader follows two whole changes more easily
than four scraps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from press.redline.align import equal_pairs
from press.redline.model import Piece, Status
from press.redline.tokens import Token, text_tokens

# A shared stretch of at most this many words goes under when none of them says anything.
_SHORT = 2
_MEANING = 4  # letters from which a word says something
# Below this share of shared words, a line is shown as one struck and one new.
_KEPT = 0.2


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one status: what it is in the old line and in the new, either empty."""

    status: Status
    old: tuple[Token, ...] = ()
    new: tuple[Token, ...] = ()


def runs(old: Sequence[Token], new: Sequence[Token]) -> list[Run]:
    """The two lines as runs; of a change, what went comes before what came."""
    pairs = equal_pairs([token.key for token in old], [token.key for token in new])
    stretches = _islands_swallowed(_stretches(old, new, pairs))
    if _too_little_kept(stretches):
        stretches = [(tuple(old), tuple(new), False)]
    found: list[Run] = []
    for gone, come, same in stretches:
        if same:
            found.append(Run(Status.SAME, gone, come))
        else:
            found += [Run(Status.DEL, gone)] if gone else []
            found += [Run(Status.INS, (), come)] if come else []
    return found


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The changes between two plain texts."""
    found: list[Piece] = []
    for run in runs(text_tokens(old), text_tokens(new)):
        text = "".join(
            (" " if token.gap else "") + str(token.node["c"]) for token in run.new or run.old
        )
        found.append(Piece(run.status, text))
    return tuple(found)


_Stretch = tuple[tuple[Token, ...], tuple[Token, ...], bool]


def _stretches(
    old: Sequence[Token], new: Sequence[Token], pairs: Sequence[tuple[int, int]]
) -> list[_Stretch]:
    """Shared and changed stretches in turn; the flag says shared."""
    found: list[_Stretch] = []
    i = j = 0
    for at, new_at in [*pairs, (len(old), len(new))]:
        if at > i or new_at > j:
            found.append((tuple(old[i:at]), tuple(new[j:new_at]), False))
        if at < len(old):
            if found and found[-1][2]:
                gone, come, _ = found.pop()
                found.append(((*gone, old[at]), (*come, new[new_at]), True))
            else:
                found.append(((old[at],), (new[new_at],), True))
        i, j = at + 1, new_at + 1
    return found


def _islands_swallowed(stretches: list[_Stretch]) -> list[_Stretch]:
    found: list[_Stretch] = []
    for stretch in stretches:
        found.append(stretch)
        while len(found) >= 3 and _is_island(*found[-3:]):
            last, island, first = found.pop(), found.pop(), found.pop()
            gone = first[0] + island[0] + last[0]
            found.append((gone, first[1] + island[1] + last[1], False))
    return found


def _is_island(before: _Stretch, shared: _Stretch, after: _Stretch) -> bool:
    if before[2] or after[2] or not shared[2] or any(token.heavy for token in shared[1]):
        return False
    words = [token for token in shared[1] if token.words]
    saying = sum(len(token.node["c"]) >= _MEANING for token in words if token.node["t"] == "Str")
    if not saying and len(words) <= _SHORT:
        return True
    return 2 * len(words) <= min(_size(before), _size(after))


def _size(stretch: _Stretch) -> int:
    return max(_words(stretch[0]), _words(stretch[1]))


def _words(line: Sequence[Token]) -> int:
    return sum(token.words for token in line)


def _too_little_kept(stretches: list[_Stretch]) -> bool:
    """Whether so little is shared that two whole lines read better. Things stay where they are."""
    if any(same and any(token.heavy for token in come) for _, come, same in stretches):
        return False
    kept = sum(_words(come) for _, come, same in stretches if same)
    longer = max(sum(_words(s[0]) for s in stretches), sum(_words(s[1]) for s in stretches))
    return longer > _SHORT and 0 < kept < _KEPT * longer
