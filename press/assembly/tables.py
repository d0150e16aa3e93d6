"""A table's caption, columns, rows and cells: pandoc's table in, XHTML out."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from press.assembly.stick import Sheet
from press.assembly.tree import plain
from press.model import Json

_ALIGNED = {"AlignRight": "right", "AlignCenter": "center"}
# The class on a table's caption that makes each row's first cell the row's heading.
ROW_HEADINGS = "rækkehoved"

_Blocks = Callable[[list[Json], Sheet], str]


def set_table(inside: Json, sheet: Sheet, set_cell: _Blocks, set_caption: _Blocks) -> str:
    """The table. ``set_cell`` and ``set_caption`` set the blocks of a cell and of a caption."""
    (name, classes, _), (_, caption), columns, head, bodies, foot = inside
    text = plain(caption)
    label = ""
    if text:
        number = sheet.supply.tables + len(sheet.tables) + 1
        name = name or f"{sheet.galley}-tabel-{number}"
        sheet.tables.append((name, number, text))
        label = f'<span class="label">Tabel {number}</span> '
    parts = [f'<table id="{escape(name)}">' if name else "<table>"]
    if text:
        parts.append(f"<caption>{label}{set_caption(caption, sheet)}</caption>")
    parts.append(_columns(columns))
    aligned = [_ALIGNED.get(column[0]["t"], "") for column in columns]
    marked = 1 if ROW_HEADINGS in classes else 0
    parts.append(_rows("thead", head[1], aligned, len(columns), sheet, set_cell))
    for _, headings, between, rows in bodies:
        parts.append(
            _rows("tbody", between + rows, aligned, max(headings, marked), sheet, set_cell)
        )
    parts.append(_rows("tfoot", foot[1], aligned, marked, sheet, set_cell))
    return "".join(parts) + "</table>"


def _columns(columns: Json) -> str:
    widths = [width.get("c") for _, width in columns]
    if not any(widths):
        return ""
    shown = (f' style="width: {width:.0%}"' if width else "" for width in widths)
    return "<colgroup>" + "".join(f"<col{style}/>" for style in shown) + "</colgroup>"


def _rows(
    tag: str, rows: list[Json], aligned: list[str], headings: int, sheet: Sheet, set_cell: _Blocks
) -> str:
    """A group of rows whose first ``headings`` columns are headings; none when it is empty."""
    if not any(plain(row) or tag == "tbody" for row in rows):
        return ""
    scope = "col" if tag == "thead" else "row"
    out = [f"<{tag}>"]
    taken: dict[int, int] = {}
    for (_, states, _), cells in rows:
        out.append(f'<tr class="{escape(" ".join(states))}">' if states else "<tr>")
        column = 0
        for cell in cells:
            while taken.get(column, 0):
                taken[column] -= 1
                column += 1
            _, own, down, across, blocks = cell
            align = _ALIGNED.get(own["t"], aligned[column] if column < len(aligned) else "")
            attributes = f' class="{align}"' if align else ""
            attributes += f' rowspan="{down}"' if down > 1 else ""
            attributes += f' colspan="{across}"' if across > 1 else ""
            name = "th" if column < headings else "td"
            attributes += f' scope="{scope}"' if name == "th" else ""
            out.append(f"<{name}{attributes}>{set_cell(blocks, sheet)}</{name}>")
            for covered in range(column, column + across):
                taken[covered] = down - 1
            column += across
        for rest in range(column, len(aligned)):
            taken[rest] = max(taken.get(rest, 0) - 1, 0)
        out.append("</tr>")
    return "".join(out) + f"</{tag}>"
