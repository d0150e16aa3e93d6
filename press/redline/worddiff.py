"""Which words changed: two lines of tokens in, runs of one status out.

Islands are swallowed: a lone »og« that happens to stand in both lines between two changed
stretches is struck and set again with them, since a reader follows two whole changes more easily
than four scraps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from press.changes import FieldChange, Piece, Status
from press.redline.align import Pair, equal_pairs
from press.redline.tokens import Token, text_tokens
from press.tree import Str, plain

# A shared stretch of at most this many words goes under when all of them are short.
_SHORT = 2
_LONG = 4  # letters from which a word is long
# Below this share of shared words, a line is shown as one struck and one new.
_KEPT = 0.2


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one status: its tokens in the old line and in the new, either may be empty."""

    status: Status
    old: tuple[Token, ...] = ()
    new: tuple[Token, ...] = ()


class _Stretch(NamedTuple):
    """What stands in the two lines between places where they begin or cease to agree."""

    old: tuple[Token, ...]
    new: tuple[Token, ...]
    shared: bool

    @property
    def words(self) -> int:
        return max(_words(self.old), _words(self.new))

    @property
    def heavy(self) -> bool:
        """Whether it must stay: a note that both lines have is not struck and set again."""
        return self.shared and any(token.heavy for token in self.new)


def runs(old: Sequence[Token], new: Sequence[Token]) -> list[Run]:
    """The two lines as runs; in a change, what went comes before what came."""
    pairs = equal_pairs([token.key for token in old], [token.key for token in new])
    stretches = _islands_swallowed(_stretches(old, new, pairs))
    if _too_little_kept(stretches):
        stretches = [_Stretch(tuple(old), tuple(new), False)]
    return [run for stretch in stretches for run in _runs(stretch)]


def _runs(stretch: _Stretch) -> Iterator[Run]:
    if stretch.shared:
        yield Run(Status.SAME, stretch.old, stretch.new)
        return
    if stretch.old:
        yield Run(Status.WENT, stretch.old)
    if stretch.new:
        yield Run(Status.CAME, (), stretch.new)


def field_change(name: str, old: str, new: str) -> FieldChange | None:
    """The changes between two plain texts; None where only blanks differ."""
    before, after = text_tokens(old), text_tokens(new)
    if [token.key for token in before] == [token.key for token in after]:
        return None
    found: list[Piece] = []
    for run in runs(before, after):
        line = run.new or run.old
        text = "".join((" " if token.gap else "") + plain(token.node) for token in line)
        found.append(Piece(run.status, text))
    return FieldChange(name, tuple(found))


def _stretches(old: Sequence[Token], new: Sequence[Token], pairs: Sequence[Pair]) -> list[_Stretch]:
    """Shared and changed stretches in turn."""
    found: list[_Stretch] = []
    i = j = 0
    for at, new_at in [*pairs, (len(old), len(new))]:
        if at > i or new_at > j:
            found.append(_Stretch(tuple(old[i:at]), tuple(new[j:new_at]), False))
        if at < len(old):
            last = found.pop() if found and found[-1].shared else _Stretch((), (), True)
            found.append(_Stretch((*last.old, old[at]), (*last.new, new[new_at]), True))
        i, j = at + 1, new_at + 1
    return found


def _islands_swallowed(stretches: list[_Stretch]) -> list[_Stretch]:
    found: list[_Stretch] = []
    for stretch in stretches:
        found.append(stretch)
        while len(found) >= 3 and _is_island(*found[-3:]):
            before, island, after = found[-3:]
            gone = before.old + island.old + after.old
            found[-3:] = [_Stretch(gone, before.new + island.new + after.new, False)]
    return found


def _is_island(before: _Stretch, shared: _Stretch, after: _Stretch) -> bool:
    """Whether a stretch shared by the lines is so short that the changes around it are one."""
    if before.shared or after.shared or not shared.shared or shared.heavy:
        return False
    words = [token for token in shared.new if token.words]
    if len(words) <= _SHORT and not any(map(_is_long, words)):
        return True
    return 2 * len(words) <= min(before.words, after.words)


def _is_long(token: Token) -> bool:
    return isinstance(token.node, Str) and len(token.node.c) >= _LONG


def _words(line: Sequence[Token]) -> int:
    return sum(token.words for token in line)


def _too_little_kept(stretches: list[_Stretch]) -> bool:
    """Whether so little is shared that two whole lines read better."""
    if any(stretch.heavy for stretch in stretches):
        return False
    kept = sum(_words(stretch.new) for stretch in stretches if stretch.shared)
    old = sum(_words(stretch.old) for stretch in stretches)
    longer = max(old, sum(_words(stretch.new) for stretch in stretches))
    return longer > _SHORT and 0 < kept < _KEPT * longer
