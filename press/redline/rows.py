"""Two versions of a table's rows: matched row by row, marked cell by cell."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from press.model import Json
from press.redline.align import matched
from press.redline.loom import Loom
from press.redline.tokens import sight
from press.redline.units import Unit, shared_words
from press.redline.whole import come_row, gone_row

# A row is itself when its first cell says the same; else it must share this much with another.
_ALIKE = 0.4
_Blocks = Callable[[list[Json], list[Json], Loom], list[Json]]


def comparable(old: Json, new: Json) -> bool:
    """Whether the tables can be compared cell by cell: as many columns, and no joined cells."""
    rows = [*_rows(old), *_rows(new)]
    plain_cells = all(cell[2] == cell[3] == 1 for row in rows for cell in row[1])
    return plain_cells and len(old[2]) == len(new[2])


def marked_rows(old: Json, new: Json, marked: _Blocks, loom: Loom) -> list[Json]:
    """Head, bodies and foot of the new table with the changes since the old one.

    ``marked`` marks the blocks of a cell. The rows of all bodies are compared as one; what
    went stands in the body of the row above it.
    """
    head = _marked(old[3][1], new[3][1], marked, loom)
    sizes = [len(between) + len(rows) for _, _, between, rows in new[4]]
    inner = _marked(_inner(old[4]), _inner(new[4]), marked, loom)
    bodies = [
        [own, wide, [], rows]
        for (own, wide, _, _), rows in zip(new[4], _parted(inner, sizes), strict=True)
    ]
    foot = _marked(old[5][1], new[5][1], marked, loom)
    return [[new[3][0], head], bodies, [new[5][0], foot]]


def _rows(table: Json) -> list[Json]:
    return [*table[3][1], *_inner(table[4]), *table[5][1]]


def _inner(bodies: Json) -> list[Json]:
    return [row for _, _, between, rows in bodies for row in (*between, *rows)]


def _parted(rows: list[Json], sizes: list[int]) -> Iterator[list[Json]]:
    """The rows dealt out to bodies of so many rows that stand in the new table."""
    at = 0
    for number, size in enumerate(sizes, 1):
        start, live = at, 0
        while at < len(rows) and (number == len(sizes) or live < size or _is_gone(rows[at])):
            live += not _is_gone(rows[at])
            at += 1
        yield rows[start:at]


def _is_gone(row: Json) -> bool:
    return "deleted" in row[0][1]


def _marked(old: list[Json], new: list[Json], marked: _Blocks, loom: Loom) -> list[Json]:
    """The rows of a part, those that went among them."""
    before, after = list(map(_unit, old)), list(map(_unit, new))
    rows = {id(unit): row for unit, row in zip((*before, *after), (*old, *new), strict=True)}
    found: list[Json] = []
    for one, two in matched(before, after, lambda unit: unit.raw, _likeness, _ALIKE):
        if one and two:
            found.append(_marked_row(rows[id(one)], rows[id(two)], marked, loom))
        elif two:
            loom.tally(rows_inserted=1)
            found.append(come_row(rows[id(two)], loom))
        elif one:
            loom.tally(rows_deleted=1)
            found.append(gone_row(rows[id(one)], loom))
    return found


def _unit(row: Json) -> Unit:
    blocks = [block for cell in row[1] for block in cell[4]]
    return Unit(tuple(blocks), json.dumps(row, ensure_ascii=False))


def _likeness(one: Unit, two: Unit) -> float:
    named = one.blocks and two.blocks and sight(one.block) == sight(two.block)
    return max(shared_words(one, two), 0.9 if named else 0.0)


def _marked_row(old: Json, new: Json, marked: _Blocks, loom: Loom) -> Json:
    cells = []
    for before, after in zip(old[1], new[1], strict=True):
        if sight(before[4]) == sight(after[4]):
            cells.append(after)
        else:
            loom.tally(cells=1)
            cells.append([*after[:4], marked(before[4], after[4], loom)])
    return [new[0], cells]
