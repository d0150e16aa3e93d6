"""Two versions of a block: the old and the new in, the new with its changes marked out."""

from __future__ import annotations

import json

from press.model import Json
from press.redline.align import matched
from press.redline.loom import NOTE, Loom, come_line, gone_line, plainly, said, spaced
from press.redline.rows import comparable, marked_rows
from press.redline.steps import ALIKE, pictures, plan
from press.redline.tokens import Token, seen, sight, tokens
from press.redline.units import Unit, shared_words
from press.redline.weave import Hands, span, woven
from press.redline.whole import come_blocks, gone_blocks
from press.redline.worddiff import runs
from press.redline.words import plain

# What is told of a picture's alternative text and of its long description.
_TOLD = ("Billedets tekst for dem, der ikke kan se det", "Den lange beskrivelse af billedet")
_LISTS = frozenset({"BulletList", "OrderedList"})


def marked_line(old: list[Json], new: list[Json], loom: Loom) -> list[Json]:
    """The new line with its changes."""
    if sight(old) == sight(new):
        return new
    return _marked_tokens(tokens(old), tokens(new), loom)


def _marked_tokens(old: list[Token], line: list[Token], loom: Loom) -> list[Json]:
    found = runs(seen(old), seen(line))
    loom.tally_words(found)

    def both(before: Token, after: Token) -> Json:
        if after.node["t"] != "Note" or sight(before.node["c"]) == sight(after.node["c"]):
            return after.node
        loom.tally(notes=1)
        return {"t": "Note", "c": marked_blocks(before.node["c"], after.node["c"], loom)}

    return woven(found, line, Hands(plainly(seen(old), loom.names), both))


_BREAK: Json = {"t": "LineBreak", "c": "paragraph"}
_SPLIT, _JOINED = "[Herefter nyt afsnit.]", "[Før to afsnit.]"


def _marked_paragraphs(old: tuple[Json, ...], new: tuple[Json, ...], loom: Loom) -> list[Json]:
    """A paragraph, or one that was split or two that were joined, which is told at its end."""
    if len(old) == len(new) == 1:
        return [{"t": new[0]["t"], "c": marked_line(old[0]["c"], new[0]["c"], loom)}]
    before = [token for block in old for token in tokens(block["c"])]
    line = tokens(new[0]["c"])
    for block in new[1:]:
        line += [Token(None, _BREAK), *tokens(block["c"])]
    lines: list[list[Json]] = [[]]
    for item in _marked_tokens(before, line, loom):
        if item is _BREAK:
            lines[-1] += _told(_SPLIT)
            lines.append([])
        else:
            lines[-1].append(item)
    lines[-1] += _told(_JOINED) if len(old) > 1 else []
    return [{"t": block["t"], "c": items} for block, items in zip(new, lines, strict=True)]


def _told(text: str) -> list[Json]:
    return [span((NOTE,), [{"t": "Space"}, *spaced(text)])]


def marked_blocks(old: list[Json], new: list[Json], loom: Loom) -> list[Json]:
    """The new blocks with their changes, without marks around whole blocks: the inside of a note,
    a cell, a list item or a quotation."""
    found: list[Json] = []
    for step in plan(old, new, deep=False):
        if step.old and step.new:
            found += marked_pair(step.old, step.new, loom)
        elif step.new:
            found += come_blocks(list(step.new.blocks), loom)
        elif step.old:
            found += gone_blocks(list(step.old.blocks), loom)
    return found


def marked_pair(old: Unit, new: Unit, loom: Loom) -> list[Json]:
    """The blocks of ``new`` with the changes since ``old``, and what the press says of changes
    that words cannot show."""
    if old.raw == new.raw:
        return list(new.blocks)
    kind, before, after = new.block["t"], old.block.get("c"), new.block.get("c")
    if new.kind == "Text":
        return _marked_paragraphs(old.blocks, new.blocks, loom)
    if kind == "Header":
        level = [said("(Overskriften er på et andet niveau end før.)")]
        line = marked_line(before[2], after[2], loom)
        header = {"t": kind, "c": [*after[:2], line]}
        return [header, *(level if before[0] != after[0] else [])]
    if kind in _LISTS:
        return _marked_list(old, new, loom)
    if kind == "BlockQuote":
        return [{"t": kind, "c": marked_blocks(before, after, loom)}]
    if kind == "Div":
        return [{"t": kind, "c": [after[0], marked_blocks(before[1], after[1], loom)]}]
    if kind == "Figure":
        return _marked_figure(old, new, loom)
    if kind == "Table":
        return _marked_table(old, new, loom)
    if kind == "DefinitionList":
        return [{"t": kind, "c": _marked_definitions(before, after, loom)}]
    if kind == "LineBlock":
        return [{"t": kind, "c": _marked_lines(before, after, loom)}]
    return [*gone_blocks(list(old.blocks), loom), *come_blocks(list(new.blocks), loom)]


def _items(block: Json) -> list[Unit]:
    items = block["c"][1] if block["t"] == "OrderedList" else block["c"]
    return [Unit(tuple(item), json.dumps(item, ensure_ascii=False)) for item in items]


def _marked_list(old: Unit, new: Unit, loom: Loom) -> list[Json]:
    """The list with its items matched; one that came or went is a Div ``item`` of its own."""
    items: list[list[Json]] = []
    sides = matched(_items(old.block), _items(new.block), lambda one: one.raw, shared_words, ALIKE)
    for before, after in sides:
        if before and after:
            items.append(marked_blocks(list(before.blocks), list(after.blocks), loom))
        elif after:
            items.append([_item("inserted", come_blocks(list(after.blocks), loom))])
        elif before:
            items.append([_item("deleted", gone_blocks(list(before.blocks), loom))])
    inside = new.block["c"]
    ordered = new.block["t"] == "OrderedList"
    return [{"t": new.block["t"], "c": [inside[0], items] if ordered else items}]


def _item(state: str, blocks: list[Json]) -> Json:
    return {"t": "Div", "c": [["", ["item", state], []], blocks]}


def _marked_figure(old: Unit, new: Unit, loom: Loom) -> list[Json]:
    """The figure with its caption marked; what became of the picture is said below it."""
    loom.tally(figures=1)
    before, after = old.block["c"], new.block["c"]
    caption = [after[1][0], marked_blocks(before[1][1], after[1][1], loom)]
    figure = {"t": "Figure", "c": [after[0], caption, after[2]]}
    return [figure, *_picture_changes(old, new, loom)]


def _picture_changes(old: Unit, new: Unit, loom: Loom) -> list[Json]:
    mine, other = _picture(old.block), _picture(new.block)
    found: list[Json] = []
    if mine[0] != other[0] or pictures(old) != pictures(new):
        found.append(said("(Billedet er skiftet ud eller tegnet om.)"))
    for lead, before, after in zip(_TOLD, mine[1:], other[1:], strict=True):
        if before != after:
            line = marked_line(spaced(before), spaced(after), loom)
            found.append({"t": "Para", "c": [span((NOTE,), [*spaced(f"{lead}: "), *line])]})
    return found


def _picture(figure: Json) -> tuple[str, str, str]:
    """A figure's picture, its alternative text and its long description."""
    for block in figure["c"][2]:
        for item in block["c"] if block["t"] in ("Plain", "Para") else ():
            if item["t"] == "Image":
                (_, _, pairs), words, (target, _) = item["c"]
                own = dict(pairs)
                return target, own.get("alt", plain(words)), own.get("longdesc", "")
    return "", "", ""


def _marked_lines(old: list[Json], new: list[Json], loom: Loom) -> list[Json]:
    """The lines of a verse or an address."""
    before = [Unit(({"t": "Plain", "c": line},), str(sight(line))) for line in old]
    after = [Unit(({"t": "Plain", "c": line},), str(sight(line))) for line in new]
    found = []
    for one, two in matched(before, after, lambda unit: unit.raw, shared_words, ALIKE):
        if one and two:
            found.append(marked_line(one.block["c"], two.block["c"], loom))
        elif two:
            found.append(come_line(two.block["c"], loom))
        elif one:
            found.append(gone_line(one.block["c"], loom))
    return found


def _marked_definitions(old: list[Json], new: list[Json], loom: Loom) -> list[Json]:
    """A list of words and what they mean, one below the other."""
    before = [Unit(_as_blocks(item), json.dumps(item, ensure_ascii=False)) for item in old]
    after = [Unit(_as_blocks(item), json.dumps(item, ensure_ascii=False)) for item in new]
    places = {id(unit): item for unit, item in zip((*before, *after), (*old, *new), strict=True)}
    found: list[Json] = []
    for one, two in matched(before, after, lambda unit: unit.raw, shared_words, ALIKE):
        if one and two:
            (word, meant), (new_word, new_meant) = places[id(one)], places[id(two)]
            line = marked_line(word, new_word, loom)
            if sight(meant) != sight(new_meant):
                new_meant = [marked_blocks(list(one.blocks[1:]), list(two.blocks[1:]), loom)]
            found.append([line, new_meant])
        elif two:
            found += come_blocks([{"t": "DefinitionList", "c": [places[id(two)]]}], loom)[0]["c"]
        elif one:
            found += gone_blocks([{"t": "DefinitionList", "c": [places[id(one)]]}], loom)[0]["c"]
    return found


def _as_blocks(item: Json) -> tuple[Json, ...]:
    word, meant = item
    return ({"t": "Plain", "c": word}, *(block for blocks in meant for block in blocks))


def _marked_table(old: Unit, new: Unit, loom: Loom) -> list[Json]:
    """The table cell by cell; struck whole and set anew when its columns are others."""
    before, after = old.block["c"], new.block["c"]
    if not comparable(before, after):
        return [*gone_blocks(list(old.blocks), loom), *come_blocks(list(new.blocks), loom)]
    caption = [after[1][0], marked_blocks(before[1][1], after[1][1], loom)]
    rows = marked_rows(before, after, marked_blocks, loom)
    return [{"t": "Table", "c": [after[0], caption, after[2], *rows]}]
