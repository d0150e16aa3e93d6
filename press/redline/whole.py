"""Whole blocks that came or went: blocks in, the same with every line marked out.

What came keeps its labels and numbers. What went has none: a heading becomes a strong line, a
figure its caption, a table its bare cells, a box what it held.
"""

from __future__ import annotations

from functools import partial

from press import tree
from press.galley.names import DELETED, INSERTED
from press.redline.lines import Ledger, came_line, gone_line, remark
from press.redline.tokens import text_of, word_count
from press.tree import Attr, Block, Blocks, Inlines, Para, Row, Str, remade_row


def marked_div(classes: tuple[str, ...], blocks: Blocks, anchor: str = "") -> tree.Div:
    """Blocks in a Div of these classes."""
    return tree.Div((Attr(anchor, classes), blocks))


def came_blocks(blocks: Blocks, ledger: Ledger) -> Blocks:
    """Blocks that came, their words marked as far as they can be; labels and numbers stay."""
    return tuple(_came(block, ledger) for block in blocks)


def _came(block: Block, ledger: Ledger) -> Block:
    inside = partial(came_blocks, ledger=ledger)
    match block:
        case tree.Figure((attr, caption, picture)):
            ledger.add(figures=1)
            return tree.Figure((attr, caption._replace(blocks=inside(caption.blocks)), picture))
        case tree.CodeBlock():
            ledger.add(inserted=word_count(block))
            return marked_div((INSERTED,), (block,))
        case _:
            return tree.remade(block, partial(came_line, ledger=ledger), inside)


def came_row(row: Row, ledger: Ledger) -> Row:
    """A table row that came."""
    attr = row.attr._replace(classes=(*row.attr.classes, INSERTED))
    return remade_row(Row(attr, row.cells), partial(came_blocks, ledger=ledger))


def gone_blocks(blocks: Blocks, ledger: Ledger) -> Blocks:
    """Blocks that went, as blocks that take no number, no place in the contents and no id."""
    return tuple(safe for block in blocks for safe in _gone(block, ledger))


def _gone(block: Block, ledger: Ledger) -> Blocks:
    line, inside = partial(gone_line, ledger=ledger), partial(gone_blocks, ledger=ledger)
    match block:
        case tree.Header((_, _, words)):
            return (_strong(line(words)),)
        case tree.Div((attr, blocks)):
            title = attr.get("title")
            head = (_strong(line((Str(title),))),) if title else ()
            return (*head, *inside(blocks))
        case tree.Figure((_, caption, _)):
            ledger.add(figures=1)
            return (_gone_caption("Figur: ", caption, ledger),)
        case tree.Table(grid):
            return _gone_table(grid, ledger)
        case tree.CodeBlock((_, text)):
            return tuple(Para(line((Str(one),))) for one in text.split("\n") if one.strip())
        case tree.RawBlock() | tree.HorizontalRule():
            return ()
        case _:
            return (tree.remade(block, line, inside),)


def _strong(line: Inlines) -> Para:
    """What was a heading: strong words, but no heading."""
    return Para((tree.Strong(line),))


def _gone_caption(lead: str, caption: tree.Caption, ledger: Ledger) -> Para:
    """A caption that went, with the press's word for what it belonged to."""
    line: list[tree.Inline] = []
    for block in caption.blocks:
        if isinstance(block, Para | tree.Plain):
            line += [tree.Space(), *block.c] if line else block.c
    return Para((remark(lead), *gone_line(tuple(line), ledger)))


def _gone_table(grid: tree.Grid, ledger: Ledger) -> Blocks:
    """A table that went: its caption as a paragraph, since a caption would take a number, and
    all its rows in one body."""
    above = (_gone_caption("Tabel: ", grid.caption, ledger),) if text_of(grid.caption) else ()
    inner = (row for body in grid.bodies for row in (*body.between, *body.rows))
    rows = (row for row in (*grid.head.rows, *inner, *grid.foot.rows) if text_of(row))
    body = tree.Body(Attr(), 0, (), tuple(gone_row(row, ledger) for row in rows))
    none, nothing = tree.Caption(None, ()), tree.Rows(Attr(), ())
    return (*above, tree.Table(tree.Grid(Attr(), none, grid.columns, nothing, (body,), nothing)))


def gone_row(row: Row, ledger: Ledger) -> Row:
    """A table row that went."""
    cells = (cell._replace(attr=Attr()) for cell in row.cells)
    bare = Row(Attr(classes=(DELETED,)), tuple(cells))
    return remade_row(bare, partial(gone_blocks, ledger=ledger))
