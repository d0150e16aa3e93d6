"""Random texts as pandoc's trees, and random edits of them, for hypothesis."""

from __future__ import annotations

import json
import re
from random import Random

from press.model import Json
from press.tree import spaced, write

# Few words, so that the same ones stand everywhere, and a few that tell texts apart.
_WORDS = re.split(
    " ",
    "og i at det en den er borgeren kommunen ikke for med data opgave arbejde, møde. skærm nat "
    "(jf. 2,5 §\u00a022 MED-udvalg – »ja« nej? robotsæl samtale besked",
)
_ATTRIBUTES: Json = ["", [], []]


def words(text: str) -> Json:
    return json.loads(write(spaced(text)))


def sentence(random: Random, least: int = 3, most: int = 25) -> str:
    return " ".join(random.choices(_WORDS, k=random.randint(least, most)))


def line(random: Random) -> Json:
    """A line in which some words are emphatic, quoted, linked, cited or marked for the index."""
    items = words(sentence(random))
    for _ in range(random.randint(0, 3)):
        start = random.randrange(len(items))
        end = random.randint(start + 1, min(start + 4, len(items)))
        items[start:end] = [_around(items[start:end], random)]
    return items


def _around(items: list[Json], random: Random) -> Json:
    kind = random.choice(["Emph", "Strong", "Quoted", "Link", "Span", "wikilink"])
    if kind == "Quoted":
        return {"t": kind, "c": [{"t": "DoubleQuote"}, items]}
    if kind == "Link":
        return {"t": kind, "c": [_ATTRIBUTES, items, ["https://example.org", ""]]}
    if kind == "wikilink":
        return {"t": "Link", "c": [["", ["wikilink"], []], items, ["borgeren", ""]]}
    if kind == "Span":
        return {"t": kind, "c": [["", ["register"], []], items]}
    return {"t": kind, "c": items}


def block(random: Random, depth: int = 0) -> Json:
    kinds = ["Para"] * 5 + ["Header", "BulletList", "OrderedList", "Table", "LineBlock"]
    kind = random.choice(kinds + (["Div", "BlockQuote"] if depth < 2 else []))
    if kind == "Header":
        return {"t": kind, "c": [2, _ATTRIBUTES, line(random)]}
    if kind == "BulletList":
        return {"t": kind, "c": items(random)}
    if kind == "OrderedList":
        return {"t": kind, "c": [[1, {"t": "Decimal"}, {"t": "Period"}], items(random)]}
    if kind == "LineBlock":
        return {"t": kind, "c": [line(random) for _ in range(random.randint(1, 4))]}
    if kind == "Table":
        return table([[sentence(random, 1, 6) for _ in range(3)] for _ in range(4)])
    if kind == "BlockQuote":
        return {"t": kind, "c": blocks(random, depth + 1, 3)}
    if kind == "Div":
        return {"t": kind, "c": [["", ["note"], []], blocks(random, depth + 1, 4)]}
    return {"t": kind, "c": line(random)}


def items(random: Random) -> Json:
    return [[{"t": "Plain", "c": line(random)}] for _ in range(random.randint(1, 5))]


def blocks(random: Random, depth: int = 0, most: int = 12) -> list[Json]:
    return [block(random, depth) for _ in range(random.randint(1, most))]


def table(rows: list[list[str]]) -> Json:
    """A table with a head; every cell a line."""
    head, *body = [[_ATTRIBUTES, [_cell(text) for text in row]] for row in rows]
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in rows[0]]
    caption = [None, [{"t": "Plain", "c": words("Tabellens tekst")}]]
    bodies = [[_ATTRIBUTES, 0, [], body]]
    inside = [_ATTRIBUTES, caption, columns, [_ATTRIBUTES, [head]], bodies, [_ATTRIBUTES, []]]
    return {"t": "Table", "c": inside}


def _cell(text: str) -> Json:
    return [_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": words(text)}]]


def edited(tree: Json, random: Random, rate: float) -> Json:
    """The tree with words and blocks struck, added, replaced and moved about, at ``rate``."""
    if isinstance(tree, dict):
        return {key: edited(value, random, rate) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    found = [edited(item, random, rate) for item in tree]
    if not found or not all(isinstance(item, dict) and "t" in item for item in found):
        return found
    if all(item["t"] in ("Str", "Space") for item in found):
        return words(_edited_words(found, random, rate))
    if all(item["t"] in _BLOCKS for item in found):
        return _edited_blocks(found, random, rate)
    return found


_BLOCKS = {"Para", "Header", "BulletList", "OrderedList", "Table", "LineBlock", "Div", "BlockQuote"}


def _edited_words(items: list[Json], random: Random, rate: float) -> str:
    found = []
    for word in (item["c"] for item in items if item["t"] == "Str"):
        fate = random.random()
        if fate > rate:
            found.append(word)
        elif fate > rate / 2:
            found.append(random.choice(_WORDS))
        elif fate > rate / 4:
            found += [word, random.choice(_WORDS)]
    return " ".join(found or ["rest"])


def _edited_blocks(found: list[Json], random: Random, rate: float) -> list[Json]:
    kept = [item for item in found if random.random() > rate] or found[:1]
    if random.random() < rate * 3:
        kept.insert(random.randint(0, len(kept)), block(random, 2))
    if random.random() < rate * 3:
        kept = _split(kept, random.randrange(len(kept)))
    if random.random() < rate * 3:
        moved = kept.pop(random.randrange(len(kept)))
        kept.insert(random.randint(0, len(kept)), moved)
    return kept


def _split(kept: list[Json], place: int) -> list[Json]:
    """A paragraph as two."""
    if kept[place]["t"] != "Para" or len(kept[place]["c"]) < 2:
        return kept
    line = kept[place]["c"]
    halves = [{"t": "Para", "c": half} for half in (line[: len(line) // 2], line[len(line) // 2 :])]
    return [*kept[:place], *halves, *kept[place + 1 :]]


def with_other_rows(tree: Json, random: Random) -> Json:
    """The tree with rows of its tables struck and added."""
    if isinstance(tree, list):
        return [with_other_rows(item, random) for item in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.get("t") != "Table":
        return {key: with_other_rows(value, random) for key, value in tree.items()}
    own, caption, columns, head, [[first, wide, between, rows]], foot = tree["c"]
    rows = [row for row in rows if random.random() > 0.2]
    cells = [_cell(sentence(random, 1, 4)) for _ in columns]
    rows.insert(random.randint(0, len(rows)), [_ATTRIBUTES, cells])
    return {"t": "Table", "c": [own, caption, columns, head, [[first, wide, between, rows]], foot]}
