"""Which block of the manuscript stands where on printed pages (pure).

In: the blocks in reading order, the notes, and the text of the pages. Out: a
:class:`~press.proofreading.expected.Lack` for every block that is not where it should be.

Long running text is placed first, in order; notes then in what is left at the foot of
the pages that call them; headings, captions, cells and short lines last, between their
placed neighbours. So the same words elsewhere do not make up for a short line that was lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from press.proofreading.expected import Block, BlockKind, Lack
from press.proofreading.reading import Reading, Spans

_LONG = 40
# A step this far (letters; about two pages) is only accepted when it skips nothing.
_FAR = 3000
_PAGE = 1000
# How neighbours are placed: the least letters of each sweep, and whether it goes backwards. The
# first never fails when nothing is lost (and, going backwards, keeps clear of the contents);
# the others, longer texts first, keep a lost short text from drawing its neighbours along.
_ATTEMPTS = (((0,), True), ((24, 12, 0), False), ((24, 12, 0), True))
_REACH = 2
# A block of a callout beside the text may end this many pages after the text, or after the block
# before it in the callout.
_DRIFT = 4


class Placing:
    """One comparison: the blocks, the letters of the pages, and the place found for each block."""

    def __init__(self, body: Sequence[Block], notes: Sequence[Block], pages: Sequence[str]) -> None:
        self._all = body
        self.body = [block for block in body if block.kind is not BlockKind.IMAGE and block.letters]
        self.notes = [note for note in notes if note.letters]
        self.reading = Reading(pages)
        self.texts = [block.letters for block in self.body]
        self.sizes = [_size(texts) for texts in self.texts]
        self.places: list[Spans | None] = [None] * len(self.body)
        self.note_places: list[Spans | None] = [None] * len(self.notes)
        self._callers = {
            call: index for index, block in enumerate(self.body) for call in block.calls
        }
        self._place_long()
        self._place_notes(_LONG)
        for run in self._gaps(range(len(self.body))):
            self._place_run(run)
        self._place_notes(0)

    def lacks(self) -> Iterator[Lack]:
        """The blocks that are not in their place, in reading order, notes after the body."""
        page = 0
        for index, (block, place) in enumerate(zip(self.body, self.places, strict=True)):
            if place:
                page = self.reading.page(place[-1][0])
            else:
                yield self._lack(block, page, index)
        for number, note in enumerate(self.notes):
            if not self.note_places[number]:
                yield self._lack(note, self._near(note), len(self.body) + number)

    def image_pages(self) -> Iterator[tuple[Block, range]]:
        """Every image with an alternative text, and the 0-based pages on which it may stand:
        from the page before the text that precedes it to the page after the text that follows."""
        index, last = 0, len(self.reading.starts)
        for block in self._all:
            if block.kind is not BlockKind.IMAGE:
                index += bool(block.letters)
            elif block.letters:
                before, after = self._place(index - 1), self._place(index)
                first = max(0, self.reading.page(before[0][0]) - 1) if before else 0
                final = self.reading.page(after[-1][0]) + 2 if after else last
                yield block, range(first, min(final, last))

    def _near(self, note: Block) -> int:
        """The page of the note's call, or of the last placed text before it."""
        end = self._callers.get(note.anchor, -1) + 1
        found = (place for place in reversed(self.places[:end]) if place)
        return next((self.reading.page(place[0][0]) for place in found), 0)

    def _lack(self, block: Block, page: int, index: int) -> Lack:
        texts = block.letters
        # Headings are found in the contents and running heads anyway, which says nothing.
        telling = block.kind not in (BlockKind.TITLE, BlockKind.HEADING)
        found = telling and _size(texts) >= _LONG // 2 and self._find_quickly(texts)
        return Lack(block, bool(found), index, page)

    def _find_quickly(
        self, texts: tuple[str, ...], low: int = 0, high: int | None = None
    ) -> Spans | None:
        end = len(self.reading) if high is None else high
        return self.reading.find(texts, low, end, quickly=True)

    def _place(self, index: int) -> Spans | None:
        """The place of a block; None for one that has none, or where there is no block."""
        return self.places[index] if 0 <= index < len(self.places) else None

    def _put(self, index: int, spans: Spans) -> None:
        self.places[index] = spans
        self.reading.claim(spans)

    # --- long running text -----------------------------------------------------------

    def _is_long(self, index: int) -> bool:
        block = self.body[index]
        return block.kind is BlockKind.TEXT and not block.group and self.sizes[index] >= _LONG

    def _place_long(self) -> None:
        every = range(len(self.body))
        # In a redline, what moved into or out of a box stands twice, perhaps with more words;
        # the neighbours tell which is which.
        aside = "\n".join("".join(self.texts[at]) for at in every if not self._is_long(at))
        long = [
            index
            for index in every
            if self._is_long(index) and "".join(self.texts[index]) not in aside
        ]
        at = 0
        for number, index in enumerate(long):
            spans = self._find_quickly(self.texts[index], at)
            if not spans:
                continue
            far = spans[0][0] - at > _FAR
            if far and self._skips(long[number + 1 : number + 4], at, spans[0][0]):
                continue
            self._put(index, spans)
            at = spans[-1][1]

    def _skips(self, following: Sequence[int], low: int, high: int) -> bool:
        """Whether most of ``following`` stand before ``high``: then the step is wrong."""
        skipped = 0
        for index in following:
            spans = self._find_quickly(self.texts[index], low, high)
            if spans:
                skipped += 1
                low = spans[-1][1]
        return skipped * 2 > len(following)

    # --- notes -----------------------------------------------------------------------

    def _place_notes(self, least: int) -> None:
        """Place the notes of at least ``least`` letters whose calling block is placed."""
        reading, at = self.reading, 0
        for number, note in enumerate(self.notes):
            caller, texts = self._place(self._callers.get(note.anchor, -1)), note.letters
            if self.note_places[number] or not caller or _size(texts) < least:
                continue
            low = reading.start(reading.page(caller[0][0]))
            high = reading.start(reading.page(caller[-1][0]) + 1 + _REACH)
            spans = reading.find(texts, max(low, at) if least else low, high)
            if spans:
                self.note_places[number] = spans
                reading.claim(spans)
                at = spans[-1][1] if len(spans) == 1 else spans[0][1]

    # --- the rest, between what is placed --------------------------------------------

    def _gaps(self, within: range) -> list[range]:
        """The runs of neighbours that have no place yet."""
        runs = groupby(within, lambda index: not self.places[index])
        gaps = [list(run) for is_gap, run in runs if is_gap]
        return [range(gap[0], gap[-1] + 1) for gap in gaps]

    def _place_run(self, run: range) -> None:
        """Place neighbours between the placed blocks around them; keep the best attempt."""
        before, after = self._place(run.start - 1), self._place(run.stop)
        high = after[0][0] if after else len(self.reading)
        low = before[-1][1] if before else self._opening(run, high)
        attempts = []
        for tiers, backwards in _ATTEMPTS:
            attempts.append(self._attempt(run, low, high, tiers, backwards))
            if None not in attempts[-1]:
                return
            self._restore(run, [None] * len(run))
        self._restore(run, min(attempts, key=lambda places: places.count(None)))

    def _opening(self, run: range, high: int) -> int:
        """Where to look from for blocks with none placed before them."""
        if high == len(self.reading):
            return 0
        size = sum(self.sizes[run.start : run.stop])
        return self.reading.start(self.reading.page(high) - 2 - size // _PAGE)

    def _attempt(
        self, run: range, low: int, high: int, tiers: Sequence[int], backwards: bool
    ) -> list[Spans | None]:
        for least in tiers:
            for gap in self._gaps(run):
                start = self.places[gap.start - 1] if gap.start > run.start else None
                end = self.places[gap.stop] if gap.stop < run.stop else None
                sweep = [at for at in gap if self.sizes[at] >= least]
                between = start[-1][1] if start else low, end[0][0] if end else high
                self._sweep(sweep, *between, backwards)
        for index in run:
            if not self.places[index] and self.body[index].group:
                self._place_aside(index, low, high)
        return self.places[run.start : run.stop]

    def _sweep(self, indices: Sequence[int], low: int, high: int, backwards: bool) -> None:
        """Place blocks in order, from the first to the last or the other way."""
        for index in reversed(indices) if backwards else indices:
            spans = self.reading.find(self.texts[index], low, high, backwards=backwards)
            if spans:
                self._put(index, spans)
                low, high = (low, spans[0][0]) if backwards else (spans[-1][1], high)

    def _restore(self, run: range, places: Sequence[Spans | None]) -> None:
        for index in run:
            self.reading.claim(self.places[index] or (), claimed=False)
        for index, spans in zip(run, places, strict=True):
            self.places[index] = spans
            self.reading.claim(spans or ())

    def _place_aside(self, index: int, low: int, high: int) -> None:
        """Place a block that stands beside the text: a cell of a row cut by a page end, or
        part of a figure or callout that was moved as a whole."""
        reading = self.reading
        if self.body[index].kind is BlockKind.CELL:
            spans = reading.find(self.texts[index], low, reading.start(reading.page(high) + 1))
            if spans and len(self._pages(spans) | self._row_pages(index)) > 1:
                self._put(index, spans)
            return
        before = self._before_in_group(index)
        low = max(reading.start(reading.page(low) - 1), before)
        high = reading.start(reading.page(max(high, before)) + _DRIFT)
        spans = reading.find(self.texts[index], low, high)
        if spans:
            self._put(index, spans)

    def _pages(self, spans: Spans) -> set[int]:
        return {self.reading.page(low) for low, _ in spans}

    def _row_pages(self, index: int) -> set[int]:
        """The pages of the placed cells of the same table row: two when a page end cuts it."""
        row = self.body[index].row

        def same_row(at: int) -> bool:
            return self.body[at].row == row

        before = takewhile(same_row, range(index - 1, -1, -1))
        after = takewhile(same_row, range(index + 1, len(self.body)))
        return {page for at in (*before, *after) for page in self._pages(self.places[at] or ())}

    def _before_in_group(self, index: int) -> int:
        """Where the block before it in the same group ends; 0 when it is the first."""
        place = self._place(index - 1)
        return place[-1][1] if place and self.body[index - 1].group == self.body[index].group else 0


def _size(texts: Sequence[str]) -> int:
    return sum(map(len, texts))
