"""The letters of printed pages, and how a text is followed through them.

In: the extracted text of pages in order. Out: a :class:`Reading`, which finds a
block's letters in a stretch of it. A block may be cut only where a page ends (notes,
folio and running head then stand between its parts) and at a seam (where a page number
or note call was set).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

from press.proofreading.letters import tokens

Span = tuple[int, int]
Spans = tuple[Span, ...]

# A seam holds what the press may set there: "s. 47", "iv", "3", "47–49, 52".
_SEAM = frozenset("s0123456789ivxlcdm")
_SEEDS = (24, 8, 3)
# A text this short must begin and end where words do, or "ja" is found in "januar".
_WORDLIKE = 12
# How many letters past a page break may happen to agree with the text.
_OVERRUN = 8
# This many equal letters on both sides of a page end are no coincidence.
_CHANCE = 4


class Reading:
    """The pages' letters as one string, with the page starts, and what has been claimed."""

    def __init__(self, pages: Sequence[str]) -> None:
        parts: list[str] = []
        self.starts: list[int] = []
        self._edges = {0}
        at = 0
        for page in pages:
            self.starts.append(at)
            for token in tokens(page):
                parts.append(token)
                at += len(token)
                self._edges.add(at)
        self.text = "".join(parts)
        self._claimed = bytearray(at)

    def __len__(self) -> int:
        return len(self.text)

    def page(self, at: int) -> int:
        """The 0-based page that holds the letter at ``at``."""
        return max(0, bisect_right(self.starts, at) - 1)

    def start(self, page: int) -> int:
        """Where the page begins; the reading's end or beginning beyond its pages."""
        if page >= len(self.starts):
            return len(self.text)
        return self.starts[max(0, page)] if self.starts else 0

    def claim(self, spans: Spans, *, claimed: bool = True) -> None:
        """Mark the stretches as belonging to a block, or as free again."""
        for low, high in spans:
            self._claimed[low:high] = bytes([claimed]) * (high - low)

    def find(
        self,
        pieces: tuple[str, ...],
        low: int,
        high: int,
        *,
        backwards: bool = False,
        quickly: bool = False,
    ) -> Spans | None:
        """The first unclaimed place of the pieces within ``low`` .. ``high``, or ``backwards`` the
        last. ``quickly`` only finds texts whose beginning is not itself cut by a page end."""
        seeds = _SEEDS[:1] if quickly else _SEEDS
        head, short = pieces[0], sum(map(len, pieces)) < _WORDLIKE
        for length in dict.fromkeys(min(seed, len(head)) for seed in seeds):
            for at in self._places(head[:length], low, high, backwards):
                if short and at not in self._edges:
                    continue
                spans = self._follow(at, pieces)
                if spans is None or spans[-1][1] > high or not self._free(spans):
                    continue
                if not short or spans[-1][1] in self._edges:
                    return spans
        return None

    def _places(self, seed: str, low: int, high: int, backwards: bool) -> Iterator[int]:
        find = self.text.rfind if backwards else self.text.find
        while (at := find(seed, low, high)) >= 0:
            yield at
            low, high = (low, at + len(seed) - 1) if backwards else (at + 1, high)

    def _free(self, spans: Spans) -> bool:
        """Whether nothing here is claimed; the last letters before a page end may have run
        on into another block."""
        sure = [(low, high - _OVERRUN) for low, high in spans[:-1]] + list(spans[-1:])
        return all(self._claimed.find(1, low, max(low, high)) < 0 for low, high in sure)

    def _follow(self, at: int, pieces: tuple[str, ...]) -> Spans | None:
        """The stretches that the pieces fill when the first begins at ``at``."""
        spans: list[Span] = []
        for number, piece in enumerate(pieces):
            run = self._run(self._past_seam(at, piece) if number else at, piece, number > 0)
            if run is None:
                return None
            spans += run
            at = run[-1][1]
        return tuple(spans)

    def _past_seam(self, at: int, piece: str) -> int:
        """Where ``piece`` goes on after what was set at the seam: where most of its first
        letters stand, since a page may end among them."""
        best, most, first = at, 0, piece[:16]
        for end in range(at, len(self.text) + 1):
            same = self._agreement(end, first)
            if same > most:
                best, most = end, same
            if same == len(first) or self.text[end : end + 1] not in _SEAM:
                break
        return best

    def _run(self, at: int, piece: str, may_hop_at_once: bool) -> list[Span] | None:
        """The stretches of one piece from ``at``: one, or more when pages end in it."""
        if self.text.startswith(piece, at):
            return [(at, at + len(piece))]
        same = self._agreement(at, piece)
        lengths = [done for done in range(same, max(same - _OVERRUN, 1) - 1, -1) if done]
        if may_hop_at_once:
            # The page may end at the seam, and a note below begin with the same letters or words.
            lengths.insert(0 if same < _CHANCE else len(lengths), 0)
        for done in lengths:
            # The running head of the next page may begin as the text would have gone on.
            page = self.page(at + done - 1)
            low, high = self.start(page + 1), self.start(page + 2)
            rest = piece[done:]
            for place in self._places(rest[:24], low, high, backwards=False):
                # It stands here unbroken: what began before the page end was only like it.
                if done >= _CHANCE and self.text.endswith(piece[:done], low, place):
                    continue
                tail = self._run(place, rest, False)
                if tail is not None:
                    return [(at, at + done), *tail] if done else tail
        return None

    def _agreement(self, at: int, piece: str) -> int:
        """How many letters of ``piece`` stand at ``at``."""
        pairs = zip(piece, self.text[at : at + len(piece)], strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
