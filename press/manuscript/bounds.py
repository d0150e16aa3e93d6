"""How large a chapter may be: its text or its tree in, the first thing that is too large out.

The limits lie far above what a book can print and far below what pandoc and the typesetter
choke on, so that a file pasted in by mistake is answered at once. Such a chapter is not read
further.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from press.codes import problem
from press.finding import Written, at, body_start
from press.language.numbers import decimal
from press.manuscript.body import table_at
from press.model import Problem, Source
from press.tree import Blocks, Citation, Grid, Node, Note, Space, Str, Table, children

TEXT = 500_000  # characters of a chapter: some 75.000 words
NOTES = 2_000
ROWS, COLUMNS, CELLS = 500, 20, 5_000
DEEPEST = 24  # nodes inside one another
# The rows of a pipe table or of a grid table.
_TABLE = re.compile(r"(?m)(?:^[ \t]{0,3}[|+][^\n]*\n)++")
_HTML_ROW = re.compile(r"(?i)<tr\b")
_OPENERS = re.compile(r"[ \t>]+|[\[*_^~({<]|:::|[-+*] ")
_OPENED = re.compile(r"^[ \t>]*:{3,}(?=[ \t]*[\w{])|<div\b")
_CLOSED = re.compile(r"^[ \t>]*:{3,}[ \t]*$|</div\b")
# Fifty brackets close together that open and do not close, or as many quotation levels: pandoc may
# need for ever to parse them. The gaps hold no brackets, or this pattern would be as slow.
_STEEP = re.compile(r"(?:!\[|[\[(<{])(?:[^\n\])>}\[(<{]{0,9}[\[(<{]){49}|(?m:^(?:[ \t]*>){50})")
_DIVIDE = "del den i flere, eller lad bogen henvise til den"


def too_large(chapter: Written) -> Problem | None:
    """A table (S109), a text (C108) or a nesting (S110) that is not worth parsing."""
    for table in _TABLE.finditer(chapter.text, body_start(chapter)):
        lines = table.group().count("\n")
        if lines >= 2 * ROWS:
            source = at(chapter.path, chapter.text, table.start())
            return _table(source, f"omkring {decimal(lines)} linjer")
    written = list(islice(_HTML_ROW.finditer(chapter.text), ROWS + 1))
    if len(written) > ROWS:
        source = at(chapter.path, chapter.text, written[0].start())
        return _table(source, f"mere end {ROWS} rækker")
    if len(chapter.text) > TEXT:
        message = f"kapitlet fylder {decimal(len(chapter.text))} tegn; højst {decimal(TEXT)}"
        return problem(Source(chapter.path), "C108", message, "del det i flere kapitler")
    if steep := _STEEP.search(chapter.text, body_start(chapter)):
        return _deep(at(chapter.path, chapter.text, steep.start()))
    return None


def too_much(chapter: Written, blocks: Blocks, found: Sequence[Node]) -> Problem | None:
    """What is too much in a parsed chapter: depth (S110), a table (S109) or notes (C108).

    ``found`` are its landmarks. Raises ``RecursionError`` when it is too deep even to measure.
    """
    if _depth(blocks) > DEEPEST:
        return too_deep(chapter)
    tables = (node.c for node in found if isinstance(node, Table))
    for nth, grid in enumerate(tables, 1):
        if size := _oversize(grid):
            return _table(table_at(chapter, nth), size)
    notes = sum(isinstance(node, Note) for node in found)
    if notes > NOTES:
        message = f"kapitlet har {decimal(notes)} fodnoter; højst {decimal(NOTES)}"
        return problem(Source(chapter.path, chapter.body_line), "C108", message)
    return None


def too_deep(chapter: Written) -> Problem:
    """S110 at the line where most boxes are open, or where a single line opens most."""
    offset, boxes = body_start(chapter), 0
    found: list[tuple[int, int]] = []
    for line in chapter.text[offset:].split("\n"):
        boxes += len(_OPENED.findall(line)) - len(_CLOSED.findall(line))
        alone = sum(len(signs) for signs in _OPENERS.findall(line))
        found.append((max(boxes, alone if alone > DEEPEST else 0), -offset))
        offset += len(line) + 1
    return _deep(at(chapter.path, chapter.text, -max(found)[1]))


def _depth(tree: Any) -> int:
    """The greatest number of nodes inside one another."""
    if type(tree) is Str or type(tree) is Space:
        return 1
    if isinstance(tree, tuple):
        return max(map(_depth, tree), default=0)
    if isinstance(tree, Citation):
        return _depth((tree.prefix, tree.suffix))
    return 1 + _depth(children(tree)) if isinstance(tree, Node) else 0


def _oversize(grid: Grid) -> str:
    """What there is too much of in a table, in Danish; empty for one that can be set."""
    columns, rows = len(grid.columns), len(grid.head.rows) + len(grid.foot.rows)
    rows += sum(len(body.between) + len(body.rows) for body in grid.bodies)
    if rows > ROWS:
        return f"{decimal(rows)} rækker"
    if columns > COLUMNS:
        return f"{columns} spalter"
    return f"{decimal(rows * columns)} felter" if rows * columns > CELLS else ""


def _table(source: Source, size: str) -> Problem:
    most = f"højst {ROWS} rækker, {COLUMNS} spalter og {decimal(CELLS)} felter"
    return problem(source, "S109", f"tabellen er for stor: {size} ({most})", _DIVIDE)


def _deep(source: Source) -> Problem:
    message = f"mere end {DEEPEST} ting ligger inden i hinanden (lister, citater, bokse, klammer)"
    return problem(source, "S110", message, "skriv det fladere")
