"""A table's columns, rows and cells: pandoc's grid in, XHTML out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from press.assembly.inlines import opening
from press.tree import Blocks, Grid, Row, Width, plain

_ALIGNED = {"AlignRight": "right", "AlignCenter": "center"}
# The class on a table's caption that makes each row's first cell the row's heading.
_ROW_HEADINGS = "rækkehoved"


class _Rows(NamedTuple):
    """A group of rows whose first ``headings`` columns are headings."""

    tag: str
    rows: tuple[Row, ...]
    headings: int


def set_grid(grid: Grid, set_cell: Callable[[Blocks], str]) -> str:
    """All that is in a table below its caption. ``set_cell`` sets the blocks of a cell."""
    marked = 1 if grid.attr.has(_ROW_HEADINGS) else 0
    aligned = [_ALIGNED.get(option.t, "") for option, _ in grid.columns]
    groups = [
        _Rows("thead", grid.head.rows, len(aligned)),
        *(
            _Rows("tbody", body.between + body.rows, max(body.headings, marked))
            for body in grid.bodies
        ),
        _Rows("tfoot", grid.foot.rows, marked),
    ]
    rows = "".join(_set_rows(group, aligned, set_cell) for group in groups)
    return _set_columns([width for _, width in grid.columns]) + rows


def _set_columns(widths: list[Width]) -> str:
    if not any(width.c for width in widths):
        return ""
    shown = (f' style="width: {width.c:.0%}"' if width.c else "" for width in widths)
    return "<colgroup>" + "".join(f"<col{style}/>" for style in shown) + "</colgroup>"


def _set_rows(group: _Rows, aligned: list[str], set_cell: Callable[[Blocks], str]) -> str:
    """A group of rows; nothing when it is a head or foot without words."""
    if not any(plain(row) or group.tag == "tbody" for row in group.rows):
        return ""
    scope = "col" if group.tag == "thead" else "row"
    rows = []
    for row, columns in _placed(group.rows, len(aligned)):
        cells = []
        for cell, column in zip(row.cells, columns, strict=True):
            name = "th" if column < group.headings else "td"
            start = opening(
                name,
                class_=_ALIGNED.get(cell.align.t) or "".join(aligned[column : column + 1]),
                rowspan=str(cell.down) if cell.down > 1 else "",
                colspan=str(cell.across) if cell.across > 1 else "",
                scope=scope if name == "th" else "",
            )
            cells.append(f"{start}{set_cell(cell.blocks)}</{name}>")
        start = opening("tr", class_=" ".join(row.attr.classes))
        rows.append(f"{start}{''.join(cells)}</tr>")
    return f"<{group.tag}>{''.join(rows)}</{group.tag}>"


def _placed(rows: tuple[Row, ...], width: int) -> Iterator[tuple[Row, list[int]]]:
    """Each row with the column in which each of its cells begins, past those that cells of rows
    above reach down into. ``width`` is the number of columns."""
    reach: dict[int, int] = {}
    for row in rows:
        column, columns = 0, []
        for cell in row.cells:
            while reach.get(column, 0):
                reach[column] -= 1
                column += 1
            columns.append(column)
            for covered in range(column, column + cell.across):
                reach[covered] = cell.down - 1
            column += cell.across
        for rest in range(column, width):
            reach[rest] = max(reach.get(rest, 0) - 1, 0)
        yield row, columns
