"""Whether the dialogue cards and method sheets are whole: landmarks in, S107 and S108 out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from press.codes import problem
from press.finding import Written, find_pattern
from press.model import Json, Problem

CARD, SHEET = "kort", "ark"


def unfinished(chapter: Written, found: Sequence[Json]) -> Iterator[Problem]:
    """Cards without title, front or questions; sheets without title, step or prompts."""
    met: Counter[str] = Counter()
    for node in found:
        if node["t"] != "Div":
            continue
        (_, classes, pairs), blocks = node["c"]
        for name in {CARD, SHEET}.intersection(classes):
            met[name] += 1
            opens = re.compile(rf"^[ \t>]*(?P<here>(?::{{3,}}|<div)[^\n]*?{name}(?![\w-]))", re.M)
            source = find_pattern(chapter, opens, met[name])
            lacks = _of_card if name == CARD else _of_sheet
            for message, hint in lacks(dict(pairs), blocks):
                code = "S107" if name == CARD else "S108"
                yield problem(source, code, message, hint)


def _of_card(said: dict[str, str], blocks: list[Json]) -> Iterator[tuple[str, str]]:
    kinds = [block["t"] for block in blocks]
    if not said.get("title", "").strip():
        yield "kortet mangler en titel", 'skriv ::: {.kort title="…"}'
    if "BulletList" not in kinds:
        yield "kortet mangler en bagside", "skriv spørgsmål som punkter med - foran"
    elif kinds[0] == "BulletList":
        yield "kortet mangler en forside", "skriv et afsnit før det første punkt"


def _of_sheet(said: dict[str, str], blocks: list[Json]) -> Iterator[tuple[str, str]]:
    if not said.get("title", "").strip():
        yield "arket mangler en titel", 'skriv ::: {.ark title="…" trin="1"}'
    if not re.fullmatch(r"\d{0,2}", said.get("trin", "")):
        yield f"»trin« skal være et tal, ikke »{said['trin'][:20]}«", 'skriv fx trin="1"'
    if not any(block["t"] == "Para" and block["c"][0]["t"] == "Strong" for block in blocks):
        yield "arket har ikke noget at svare på", "begynd et afsnit med **fed skrift**"
