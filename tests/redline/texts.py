"""Random texts as pandoc's trees, and random edits of them, for hypothesis."""

from __future__ import annotations

import re
from random import Random

from press.tree import (
    Attr,
    Block,
    BlockQuote,
    Blocks,
    Body,
    BulletList,
    Caption,
    Cell,
    Div,
    Emph,
    Grid,
    Header,
    Inline,
    Inlines,
    LineBlock,
    Link,
    Numbering,
    Option,
    OrderedList,
    Para,
    Plain,
    Quoted,
    Row,
    Rows,
    Space,
    Span,
    Str,
    Strong,
    Table,
    Target,
    Width,
    remade,
    spaced,
    span,
)

# Few words, so that the same ones stand everywhere, and a few that tell texts apart.
_WORDS = re.split(
    " ",
    "og i at det en den er borgeren kommunen ikke for med data opgave arbejde, møde. skærm nat "
    "(jf. 2,5 §\u00a022 MED-udvalg – »ja« nej? robotsæl samtale besked",
)


def sentence(random: Random, least: int = 3, most: int = 25) -> str:
    return " ".join(random.choices(_WORDS, k=random.randint(least, most)))


def line(random: Random) -> Inlines:
    """A line in which some words are emphatic, quoted, linked, cited or marked for the index."""
    items = list(spaced(sentence(random)))
    for _ in range(random.randint(0, 3)):
        start = random.randrange(len(items))
        end = random.randint(start + 1, min(start + 4, len(items)))
        items[start:end] = [_around(tuple(items[start:end]), random)]
    return tuple(items)


def _around(items: Inlines, random: Random) -> Inline:
    match random.choice(["Emph", "Strong", "Quoted", "Link", "Span", "wikilink"]):
        case "Quoted":
            return Quoted((Option("DoubleQuote"), items))
        case "Link":
            return Link((Attr(), items, Target("https://example.org")))
        case "wikilink":
            return Link((Attr(classes=("wikilink",)), items, Target("borgeren")))
        case "Span":
            return span(("register",), items)
        case "Strong":
            return Strong(items)
        case _:
            return Emph(items)


def block(random: Random, depth: int = 0) -> Block:
    kinds = ["Para"] * 5 + ["Header", "BulletList", "OrderedList", "Table", "LineBlock"]
    match random.choice(kinds + (["Div", "BlockQuote"] if depth < 2 else [])):
        case "Header":
            return Header((2, Attr(), line(random)))
        case "BulletList":
            return BulletList(items(random))
        case "OrderedList":
            numbering = Numbering(1, Option("Decimal"), Option("Period"))
            return OrderedList((numbering, items(random)))
        case "LineBlock":
            return LineBlock(tuple(line(random) for _ in range(random.randint(1, 4))))
        case "Table":
            return table([[sentence(random, 1, 6) for _ in range(3)] for _ in range(4)])
        case "BlockQuote":
            return BlockQuote(blocks(random, depth + 1, 3))
        case "Div":
            return Div((Attr(classes=("note",)), blocks(random, depth + 1, 4)))
        case _:
            return Para(line(random))


def items(random: Random) -> tuple[Blocks, ...]:
    return tuple((Plain(line(random)),) for _ in range(random.randint(1, 5)))


def blocks(random: Random, depth: int = 0, most: int = 12) -> Blocks:
    return tuple(block(random, depth) for _ in range(random.randint(1, most)))


def table(rows: list[list[str]]) -> Table:
    """A table with a head; every cell a line."""
    head, *body = (_row(row) for row in rows)
    caption = Caption(None, (Plain(spaced("Tabellens tekst")),))
    columns = ((Option("AlignDefault"), Width("ColWidthDefault")),) * len(rows[0])
    bodies = (Body(Attr(), 0, (), tuple(body)),)
    return Table(Grid(Attr(), caption, columns, Rows(Attr(), (head,)), bodies, Rows(Attr(), ())))


def _row(texts: list[str]) -> Row:
    align = Option("AlignDefault")
    cells = (Cell(Attr(), align, 1, 1, (Plain(spaced(text)),)) for text in texts)
    return Row(Attr(), tuple(cells))


def edited(tree: Blocks, random: Random, rate: float) -> Blocks:
    """The blocks with words and blocks struck, added, replaced and moved about, at ``rate``."""

    def words(line: Inlines) -> Inlines:
        return _edited_line(line, random, rate)

    def inside(blocks: Blocks) -> Blocks:
        return edited(blocks, random, rate)

    found = [remade(block, words, inside) for block in tree]
    if not found or any(isinstance(block, Plain) for block in found):
        return tuple(found)
    return tuple(_edited_blocks(found, random, rate))


def _edited_line(line: Inlines, random: Random, rate: float) -> Inlines:
    if all(isinstance(item, Str | Space) for item in line):
        return spaced(_edited_words(line, random, rate))
    return tuple(_edited_inline(item, random, rate) for item in line)


def _edited_inline(item: Inline, random: Random, rate: float) -> Inline:
    match item:
        case Emph(line) | Strong(line):
            return type(item)(_edited_line(line, random, rate))
        case Quoted((kind, line)):
            return Quoted((kind, _edited_line(line, random, rate)))
        case Link((attr, line, target)):
            return Link((attr, _edited_line(line, random, rate), target))
        case Span((attr, line)):
            return Span((attr, _edited_line(line, random, rate)))
        case _:
            return item


def _edited_words(items: Inlines, random: Random, rate: float) -> str:
    found = []
    for word in (item.c for item in items if isinstance(item, Str)):
        fate = random.random()
        if fate > rate:
            found.append(word)
        elif fate > rate / 2:
            found.append(random.choice(_WORDS))
        elif fate > rate / 4:
            found += [word, random.choice(_WORDS)]
    return " ".join(found or ["rest"])


def _edited_blocks(found: list[Block], random: Random, rate: float) -> list[Block]:
    kept = [item for item in found if random.random() > rate] or found[:1]
    if random.random() < rate * 3:
        kept.insert(random.randint(0, len(kept)), block(random, 2))
    if random.random() < rate * 3:
        kept = _split(kept, random.randrange(len(kept)))
    if random.random() < rate * 3:
        moved = kept.pop(random.randrange(len(kept)))
        kept.insert(random.randint(0, len(kept)), moved)
    return kept


def _split(kept: list[Block], place: int) -> list[Block]:
    """A paragraph as two."""
    match kept[place]:
        case Para(line) if len(line) > 1:
            half = len(line) // 2
            return [*kept[:place], Para(line[:half]), Para(line[half:]), *kept[place + 1 :]]
    return kept


def with_other_rows(tree: Blocks, random: Random) -> Blocks:
    """The blocks with rows of their tables struck and added."""

    def inside(blocks: Blocks) -> Blocks:
        return with_other_rows(blocks, random)

    return tuple(
        Table(_with_other_rows(block.c, random))
        if isinstance(block, Table)
        else remade(block, tuple, inside)
        for block in tree
    )


def _with_other_rows(grid: Grid, random: Random) -> Grid:
    (body,) = grid.bodies
    rows = [row for row in body.rows if random.random() > 0.2]
    came = _row([sentence(random, 1, 4) for _ in grid.columns])
    rows.insert(random.randint(0, len(rows)), came)
    return grid._replace(bodies=(body._replace(rows=tuple(rows)),))
