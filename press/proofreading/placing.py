"""Which block of the manuscript stands where on printed pages. Pure.

In: the blocks in reading order, the notes, and the text of the pages. Out: a
:class:`Fate` for every block that is not where it should be.

Long running text is placed first, in order; notes then in what is left at the foot of
the pages that call them; headings, captions, cells and short lines last, between their
placed neighbours. A lost short line is therefore not made good by a like word elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from press.proofreading.expected import Block, BlockKind
from press.proofreading.reading import Reading, Spans

_LONG = 40
# A step this far (letters; about two pages) is only believed when nothing is skipped by it.
_FAR = 3000
_PAGE = 1000
# How neighbours are placed: the least letters of each sweep, and whether it goes forwards. The
# first never fails when nothing is lost (and, going backwards, keeps clear of the contents);
# the others, longer texts first, keep a lost short text from drawing its neighbours along.
_ATTEMPTS = (((0,), False), ((24, 12, 0), True), ((24, 12, 0), False))
_REACH = 2
# A block of a callout set beside the text may end this many pages beyond the text, or beyond
# the block before it in the callout.
_DRIFT = 4


@dataclass(frozen=True, slots=True)
class Fate:
    """A block that is not in its place: the 0-based page near which it belongs, and
    whether its text stands elsewhere."""

    block: Block
    page: int
    elsewhere: bool
    index: int


class Placing:
    """One comparison: the blocks, the pages' letters, and the place of each block found."""

    def __init__(self, body: Sequence[Block], notes: Sequence[Block], pages: Sequence[str]) -> None:
        self._all = body
        self.body = [block for block in body if block.kind is not BlockKind.IMAGE and block.letters]
        self.notes = [note for note in notes if note.letters]
        self.reading = Reading(pages)
        self.texts = [block.letters for block in self.body]
        self.places: list[Spans | None] = [None] * len(self.body)
        self.note_places: list[Spans | None] = [None] * len(self.notes)
        self._callers = {
            call: index for index, block in enumerate(self.body) for call in block.calls
        }
        self._place_long()
        self._place_notes(_LONG)
        self._place_rest()
        self._place_notes(0)

    def fates(self) -> list[Fate]:
        """What is not in its place, in reading order, notes after the body."""
        found: list[Fate] = []
        page = 0
        for index, (block, place) in enumerate(zip(self.body, self.places, strict=True)):
            if place:
                page = self.reading.page(place[-1][0])
            else:
                found.append(self._fate(block, page, index))
        for index, (note, place) in enumerate(zip(self.notes, self.note_places, strict=True)):
            if not place:
                found.append(self._fate(note, self._near(note), len(self.body) + index))
        return found

    def _near(self, note: Block) -> int:
        """The page of the note's call, or of the last placed text before it."""
        index = self._callers.get(note.anchor, -1)
        while index >= 0:
            place = self.places[index]
            if place:
                return self.reading.page(place[0][0])
            index -= 1
        return 0

    def _fate(self, block: Block, page: int, index: int) -> Fate:
        texts = block.letters
        # Headings stand in the contents and the running heads too: that says nothing.
        telling = block.kind not in (BlockKind.TITLE, BlockKind.HEADING)
        elsewhere = telling and sum(map(len, texts)) >= _LONG // 2
        if elsewhere:
            elsewhere = self.reading.find_quickly(texts, 0, len(self.reading)) is not None
        return Fate(block, page, elsewhere, index)

    def image_pages(self) -> Iterator[tuple[Block, range]]:
        """Every image with an alternative text, and the 0-based pages on which it may stand:
        from that of the text before it to the one after that of the text behind it."""
        index = 0
        last = len(self.reading.starts)
        for block in self._all:
            if block.kind is BlockKind.IMAGE:
                if block.letters:
                    before = self.places[index - 1] if index else None
                    after = self.places[index] if index < len(self.body) else None
                    first = max(0, self.reading.page(before[0][0]) - 1) if before else 0
                    final = self.reading.page(after[-1][0]) + 2 if after else last
                    yield block, range(first, min(final, last))
            elif block.letters:
                index += 1

    def _put(self, index: int, spans: Spans) -> None:
        self.places[index] = spans
        self.reading.claim(spans)

    def _is_long(self, index: int) -> bool:
        running = self.body[index].kind is BlockKind.TEXT and not self.body[index].group
        return running and sum(map(len, self.texts[index])) >= _LONG

    def _place_long(self) -> None:
        every = range(len(self.body))
        # In a redline, what moved into a box or out of one stands twice, perhaps with words
        # more; neighbours tell which is which.
        aside = "\n".join("".join(self.texts[at]) for at in every if not self._is_long(at))
        long = [
            index
            for index in every
            if self._is_long(index) and "".join(self.texts[index]) not in aside
        ]
        at, end = 0, len(self.reading)
        for number, index in enumerate(long):
            spans = self.reading.find_quickly(self.texts[index], at, end)
            if not spans:
                continue
            far = spans[0][0] - at > _FAR
            if far and self._skips(long[number + 1 : number + 4], at, spans[0][0]):
                continue
            self._put(index, spans)
            at = spans[-1][1]

    def _skips(self, following: Sequence[int], low: int, high: int) -> bool:
        """Whether most of the next blocks stand before ``high``: then the step is a mistake."""
        skipped = 0
        for index in following:
            spans = self.reading.find_quickly(self.texts[index], low, high)
            if spans:
                skipped += 1
                low = spans[-1][1]
        return skipped * 2 > len(following)

    def _caller(self, note: Block) -> Spans | None:
        index = self._callers.get(note.anchor)
        return None if index is None else self.places[index]

    def _place_notes(self, least: int) -> None:
        """Place the notes of at least so many letters whose calling block is placed."""
        reading, at = self.reading, 0
        for index, note in enumerate(self.notes):
            caller, texts = self._caller(note), note.letters
            if self.note_places[index] or not caller or sum(map(len, texts)) < least:
                continue
            low = reading.start(reading.page(caller[0][0]))
            high = reading.start(reading.page(caller[-1][0]) + 1 + _REACH)
            spans = reading.find(texts, max(low, at) if least else low, high)
            if spans:
                self.note_places[index] = spans
                reading.claim(spans)
                at = spans[-1][1] if len(spans) == 1 else spans[0][1]

    def _place_rest(self) -> None:
        for run in self._gaps(range(len(self.body))):
            self._place_run(run)

    def _gaps(self, within: range) -> list[range]:
        """The runs of neighbours that have no place yet."""
        gaps: list[range] = []
        for index in within:
            if self.places[index]:
                continue
            if gaps and gaps[-1].stop == index:
                gaps[-1] = range(gaps[-1].start, index + 1)
            else:
                gaps.append(range(index, index + 1))
        return gaps

    def _place_run(self, run: range) -> None:
        """Place neighbours between the placed blocks around them; the best attempt counts."""
        before = self.places[run.start - 1] if run.start else None
        after = self.places[run.stop] if run.stop < len(self.body) else None
        high = after[0][0] if after else len(self.reading)
        low = before[-1][1] if before else self._opening(run, high)
        attempts = []
        for tiers, forwards in _ATTEMPTS:
            attempts.append(self._attempt(run, low, high, tiers, forwards))
            if None not in attempts[-1]:
                return
            self._restore(run, [None] * len(run))
        self._restore(run, min(attempts, key=lambda places: places.count(None)))

    def _attempt(
        self, run: range, low: int, high: int, tiers: Sequence[int], forwards: bool
    ) -> list[Spans | None]:
        for least in tiers:
            for gap in self._gaps(run):
                start = self.places[gap.start - 1] if gap.start > run.start else None
                end = self.places[gap.stop] if gap.stop < run.stop else None
                sweep = [at for at in gap if sum(map(len, self.texts[at])) >= least]
                between = start[-1][1] if start else low, end[0][0] if end else high
                self._sweep(sweep, *between, forwards)
        for index in run:
            if not self.places[index] and self.body[index].group:
                self._place_aside(index, low, high)
        return self.places[run.start : run.stop]

    def _sweep(self, indices: Sequence[int], low: int, high: int, forwards: bool) -> None:
        """Place blocks in order, from the first to the last or the other way."""
        for index in indices if forwards else reversed(indices):
            find = self.reading.find if forwards else self.reading.find_last
            spans = find(self.texts[index], low, high)
            if spans:
                self._put(index, spans)
                low, high = (spans[-1][1], high) if forwards else (low, spans[0][0])

    def _restore(self, run: range, places: Sequence[Spans | None]) -> None:
        for index in run:
            self.reading.claim(self.places[index] or (), claimed=False)
        for index, spans in zip(run, places, strict=True):
            self.places[index] = spans
            self.reading.claim(spans or ())

    def _opening(self, run: range, high: int) -> int:
        if high == len(self.reading):
            return 0
        size = sum(len(text) for index in run for text in self.texts[index])
        return self.reading.start(self.reading.page(high) - 2 - size // _PAGE)

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
        mine = self.body[index]
        pages: set[int] = set()
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(self.body) and self.body[at].row == mine.row and mine.row:
                pages |= self._pages(self.places[at] or ())
                at += step
        return pages

    def _before_in_group(self, index: int) -> int:
        """Where the block before it in the same group ends; 0 when it is the first."""
        before = index - 1
        if before < 0 or self.body[before].group != self.body[index].group:
            return 0
        place = self.places[before]
        return place[-1][1] if place else 0
