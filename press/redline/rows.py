"""Two versions of a table's rows: matched row by row, marked cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from press.galley.names import DELETED
from press.redline.lines import Ledger
from press.redline.tokens import sight
from press.redline.units import Unit, merged, shared_words
from press.redline.whole import came_row, gone_row
from press.tree import Blocks, Body, Grid, Row

# Marks the blocks of a cell: the old, the new.
_Marked: TypeAlias = Callable[[Blocks, Blocks, Ledger], Blocks]
# What rows are worth whose first cells say the same.
_SAME_NAME = 0.9


def comparable(old: Grid, new: Grid) -> bool:
    """Whether the tables can be compared cell by cell: as many columns, and no joined cells."""
    rows = (row for grid in (old, new) for row in (*grid.head.rows, *_inner(grid), *grid.foot.rows))
    single = all(cell.down == cell.across == 1 for row in rows for cell in row.cells)
    return single and len(old.columns) == len(new.columns)


def marked_rows(old: Grid, new: Grid, marked: _Marked, ledger: Ledger) -> Grid:
    """The new table with the changes in its rows since the old one.

    ``marked`` marks the blocks of a cell. The rows of all bodies are compared as one; what
    went stands in the body of the row above it.
    """

    def both(before: Row, after: Row) -> Row:
        return _marked_row(before, after, marked, ledger)

    def came(row: Row) -> Row:
        ledger.add(rows_inserted=1)
        return came_row(row, ledger)

    def went(row: Row) -> Row:
        ledger.add(rows_deleted=1)
        return gone_row(row, ledger)

    def rows(before: Iterable[Row], after: Iterable[Row]) -> tuple[Row, ...]:
        return merged([*map(_unit, before)], [*map(_unit, after)], both, came, went, _likeness)

    head = new.head._replace(rows=rows(old.head.rows, new.head.rows))
    sizes = [len(body.between) + len(body.rows) for body in new.bodies]
    parts = _parted(rows(_inner(old), _inner(new)), sizes)
    bodies = tuple(
        Body(body.attr, body.headings, (), part)
        for body, part in zip(new.bodies, parts, strict=True)
    )
    foot = new.foot._replace(rows=rows(old.foot.rows, new.foot.rows))
    return new._replace(head=head, bodies=bodies, foot=foot)


def _inner(grid: Grid) -> list[Row]:
    return [row for body in grid.bodies for row in (*body.between, *body.rows)]


def _parted(rows: Sequence[Row], sizes: Sequence[int]) -> Iterator[tuple[Row, ...]]:
    """The rows of each body. ``sizes`` counts its rows in the new table; rows that went follow the
    row above them."""
    at = 0
    for number, size in enumerate(sizes, 1):
        start, live = at, 0
        while at < len(rows) and (number == len(sizes) or live < size or _is_gone(rows[at])):
            live += not _is_gone(rows[at])
            at += 1
        yield tuple(rows[start:at])


def _is_gone(row: Row) -> bool:
    return row.attr.has(DELETED)


def _unit(row: Row) -> Unit[Row]:
    return Unit(tuple(block for cell in row.cells for block in cell.blocks), row)


def _likeness(one: Unit[Row], two: Unit[Row]) -> float:
    named = one.blocks and two.blocks and sight(one.block) == sight(two.block)
    return max(shared_words(one, two), _SAME_NAME if named else 0.0)


def _marked_row(old: Row, new: Row, marked: _Marked, ledger: Ledger) -> Row:
    cells = []
    for before, after in zip(old.cells, new.cells, strict=True):
        if sight(before.blocks) == sight(after.blocks):
            cells.append(after)
        else:
            ledger.add(cells=1)
            cells.append(after._replace(blocks=marked(before.blocks, after.blocks, ledger)))
    return Row(new.attr, tuple(cells))
