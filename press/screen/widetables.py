"""Tables that a narrow screen, or large type, can show.

In: the tree of a section's text. Out: the same tree with every table in a frame that knows its
own width, and every cell with the words of its column. The style sheet sets a table whose frame
is too narrow as rows below one another, each cell led by those words.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

# From this many columns a table is too wide for a phone.
_MANY = 3


def frame_tables(root: Any) -> None:
    """Frame every table below ``root``; the frame has the class ``many`` for many columns."""
    for table in list(root.iter("table")):
        heads = _heads(table)
        if heads:
            _name_cells(table, heads)
        size = " many" if len(heads) >= _MANY else ""
        frame = etree.Element("div", {"class": f"table-frame{size}"})
        frame.tail, table.tail = table.tail, None
        table.getparent().replace(table, frame)
        frame.append(table)


def _heads(table: Any) -> list[str]:
    """The words of the columns, when one row of cells says one of each; else nothing."""
    rows = table.findall("thead/tr")
    if len(rows) != 1 or any(cell.get("colspan") for cell in rows[0]):
        return []
    return [" ".join("".join(cell.itertext()).split()) for cell in rows[0]]


def _name_cells(table: Any, heads: list[str]) -> None:
    for row in table.iterfind("tbody/tr"):
        if len(row) != len(heads) or any(cell.get("rowspan") for cell in row):
            continue
        for cell, head in zip(row, heads, strict=True):
            if cell.tag == "td" and head:
                cell.set("data-head", head if head[-1] in "?!:." else f"{head}:")
