"""Whether the dialogue cards and method sheets are whole: landmarks in, S107 and S108 out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from press.codes import problem
from press.finding import Written, find_pattern
from press.galley.names import CARD_BOX, SHEET_BOX
from press.model import Problem, Source
from press.tree import Attr, Blocks, BulletList, Div, Node, Para, Strong


def unfinished(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """Cards without title, front or questions; sheets without title, step or prompts."""
    met: Counter[str] = Counter()
    for node in found:
        if not isinstance(node, Div):
            continue
        attr, blocks = node.c
        for name in {CARD_BOX, SHEET_BOX}.intersection(attr.classes):
            met[name] += 1
            source = box_at(chapter, name, met[name])
            code, lacks = ("S107", _of_card) if name == CARD_BOX else ("S108", _of_sheet)
            for message, hint in lacks(attr, blocks):
                yield problem(source, code, message, hint)


def box_at(chapter: Written, name: str, nth: int) -> Source:
    """Where the ``nth`` box of the class ``name`` opens."""
    opens = rf"^[ \t>]*(?P<here>(?::{{3,}}|<div)[^\n]*?{re.escape(name)}(?![\w-]))"
    return find_pattern(chapter, re.compile(opens, re.M), nth)


def _of_card(attr: Attr, blocks: Blocks) -> Iterator[tuple[str, str]]:
    if not attr.get("title").strip():
        yield "kortet mangler en titel", 'skriv ::: {.kort title="…"}'
    if not any(isinstance(block, BulletList) for block in blocks):
        yield "kortet mangler en bagside", "skriv spørgsmål som punkter med - foran"
    elif isinstance(blocks[0], BulletList):
        yield "kortet mangler en forside", "skriv et afsnit før det første punkt"


def _of_sheet(attr: Attr, blocks: Blocks) -> Iterator[tuple[str, str]]:
    if not attr.get("title").strip():
        yield "arket mangler en titel", 'skriv ::: {.ark title="…" trin="1"}'
    if not re.fullmatch(r"\d{0,2}", attr.get("trin")):
        yield f"»trin« skal være et tal, ikke »{attr.get('trin')[:20]}«", 'skriv fx trin="1"'
    if not any(isinstance(block, Para) and isinstance(block.c[0], Strong) for block in blocks):
        yield "arket har ikke noget at svare på", "begynd et afsnit med **fed skrift**"
