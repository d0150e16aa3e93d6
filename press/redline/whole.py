"""Whole blocks that came or went: blocks in, the same with every line marked out.

What came keeps its labels and numbers. What went has none: a heading becomes a strong line, a
figure its caption, a table its bare cells, a box what it held.
"""

from __future__ import annotations

from typing import Any

from press.model import Json
from press.redline.loom import NOTE, Loom, come_line, gone_line, spaced
from press.redline.weave import span
from press.redline.words import plain, word_count

NO_ATTRIBUTES: Json = ["", [], []]
_LINES = frozenset({"Para", "Plain"})


def come_blocks(blocks: list[Json], loom: Loom) -> list[Json]:
    """Blocks that came, their words marked as far as they can be; labels and numbers stay."""
    return [_come(block, loom) for block in blocks]


def _come(block: Json, loom: Loom) -> Json:
    kind, inside = block["t"], block.get("c")
    if kind in _LINES:
        return {"t": kind, "c": come_line(inside, loom)}
    if kind == "Header":
        return {"t": kind, "c": [*inside[:2], come_line(inside[2], loom)]}
    if kind == "LineBlock":
        return {"t": kind, "c": [come_line(line, loom) for line in inside]}
    if kind == "DefinitionList":
        found = [[come_line(term, loom), _lists(meant, loom)] for term, meant in inside]
        return {"t": kind, "c": found}
    if kind in ("BulletList", "BlockQuote"):
        return {"t": kind, "c": _lists(inside, loom)}
    if kind in ("OrderedList", "Div"):
        return {"t": kind, "c": [inside[0], _lists(inside[1], loom)]}
    if kind == "Figure":
        loom.tally(figures=1)
        return {"t": kind, "c": [inside[0], _lists(inside[1], loom), inside[2]]}
    if kind == "Table":
        return {"t": kind, "c": _lists(inside, loom)}
    if kind == "CodeBlock":
        loom.tally(inserted=word_count(block))
        return {"t": "Div", "c": [["", ["inserted"], []], [block]]}
    return block


def _lists(tree: Json, loom: Loom) -> Json:
    """The same lists, with the blocks in them marked."""
    if isinstance(tree, list):
        return [_lists(item, loom) for item in tree]
    return _come(tree, loom) if isinstance(tree, dict) and "c" in tree else tree


def gone_blocks(blocks: list[Json], loom: Loom) -> list[Json]:
    """Blocks that went, as blocks that take no number, no place in the contents and no id."""
    return [safe for block in blocks for safe in _gone(block, loom)]


def _gone(block: Json, loom: Loom) -> list[Json]:
    kind, inside = block["t"], block.get("c")
    if kind in _LINES:
        return [{"t": kind, "c": gone_line(inside, loom)}]
    if kind == "Header":
        return [_strong(gone_line(inside[2], loom))]
    if kind == "LineBlock":
        return [{"t": kind, "c": [gone_line(line, loom) for line in inside]}]
    if kind == "DefinitionList":
        found = [
            [gone_line(term, loom), [gone_blocks(one, loom) for one in meant]]
            for term, meant in inside
        ]
        return [{"t": kind, "c": found}]
    if kind == "BulletList":
        return [{"t": kind, "c": [gone_blocks(item, loom) for item in inside]}]
    if kind == "OrderedList":
        return [{"t": kind, "c": [inside[0], [gone_blocks(item, loom) for item in inside[1]]]}]
    if kind == "BlockQuote":
        return [{"t": kind, "c": gone_blocks(inside, loom)}]
    if kind == "Div":
        return [*_gone_title(inside[0], loom), *gone_blocks(inside[1], loom)]
    if kind == "Figure":
        return _gone_figure(inside, loom)
    if kind == "Table":
        return gone_table(inside, loom)
    return _gone_text(kind, inside, loom)


def _gone_title(attributes: Json, loom: Loom) -> list[Json]:
    written = dict(attributes[2]).get("title", "")
    return [_strong(gone_line(spaced(written), loom))] if written else []


def _strong(items: list[Json]) -> Json:
    """What was a heading: strong words, but no heading."""
    return {"t": "Para", "c": [{"t": "Strong", "c": items}]}


def _gone_figure(inside: Json, loom: Loom) -> list[Json]:
    loom.tally(figures=1)
    _, (_, caption), _ = inside
    return [_captioned("Figur: ", caption, loom)]


def _captioned(lead: str, caption: list[Json], loom: Loom) -> Json:
    """A caption that went, with the press's word for what it belonged to."""
    said = span((NOTE,), spaced(lead))
    return {"t": "Para", "c": [said, *gone_line(_one_line(caption), loom)]}


def _one_line(blocks: list[Json]) -> list[Json]:
    found: list[Json] = []
    for block in blocks:
        found += [{"t": "Space"}] if found else []
        found += block["c"]
    return found


def gone_table(inside: Json, loom: Loom) -> list[Json]:
    """A table that went: its caption as a paragraph, since a caption would take a number, and
    all its rows alike."""
    _, (_, caption), columns, head, bodies, foot = inside
    above = [_captioned("Tabel: ", caption, loom)] if plain(caption) else []
    inner = [row for _, _, *both in bodies for rows in both for row in rows]
    rows = [row for row in (*head[1], *inner, *foot[1]) if plain(row)]
    table = [
        NO_ATTRIBUTES,
        [None, []],
        columns,
        [NO_ATTRIBUTES, []],
        [[NO_ATTRIBUTES, 0, [], [gone_row(row, loom) for row in rows]]],
        [NO_ATTRIBUTES, []],
    ]
    return [*above, {"t": "Table", "c": table}]


def gone_row(row: Json, loom: Loom) -> Json:
    """A table row that went."""
    cells = [
        [NO_ATTRIBUTES, align, down, across, gone_blocks(blocks, loom)]
        for _, align, down, across, blocks in row[1]
    ]
    return [["", ["deleted"], []], cells]


def come_row(row: Json, loom: Loom) -> Json:
    """A table row that came."""
    (name, classes, pairs), cells = row
    return [[name, [*classes, "inserted"], pairs], _lists(cells, loom)]


def _gone_text(kind: str, inside: Any, loom: Loom) -> list[Json]:
    """Code and raw tags as words, a line each."""
    if kind not in ("CodeBlock", "RawBlock"):
        return []
    text = inside[1] if kind == "CodeBlock" else ""
    return [
        {"t": "Para", "c": gone_line([{"t": "Str", "c": line}], loom)}
        for line in text.split("\n")
        if line.strip()
    ]
