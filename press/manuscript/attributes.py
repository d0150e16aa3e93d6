"""What a chapter's links and attributes may hold: a tree's landmarks in, problems out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from press.codes import problem
from press.finding import Written, find, find_pattern
from press.manuscript.htmlrules import LANGUAGE, RESERVED, is_address
from press.manuscript.walk import nodes, plain
from press.model import Json, Problem

_FINE = re.compile(r"#|https?://|mailto:|tel:", re.IGNORECASE)
_SCHEME = re.compile(r"//|[A-Za-z][A-Za-z0-9+.-]*:")
_BANNED = re.compile(r"on\w+|style|src|srcset|href|action|formaction|xmlns.*", re.IGNORECASE)
# Where a node keeps its attributes, when it is not the first thing in it.
_ATTRIBUTES_AT = {"Header": 1}
_WITH_ATTRIBUTES = (
    "Header",
    "Div",
    "Span",
    "Link",
    "Image",
    "Code",
    "CodeBlock",
    "Figure",
    "Table",
)


def links(chapter: Written, found: Sequence[Json]) -> Iterator[Problem]:
    """H103 for links and attributes that run or fetch something, X101 for links to files, X103
    for links out of the book that nobody can see or hear."""
    met: Counter[str] = Counter()
    for node in found:
        if node["t"] in _WITH_ATTRIBUTES:
            _, classes, pairs = node["c"][_ATTRIBUTES_AT.get(node["t"], 0)]
            for name, value in pairs:
                if _BANNED.fullmatch(name):
                    source = find(chapter, f"{name}=")
                    yield problem(source, "H103", f"{name}= må ikke bruges")
                if name == "lang" and not LANGUAGE.fullmatch(value):
                    hint = "skriv sprogets kode, fx lang=en"
                    yield problem(
                        find(chapter, "lang="), "H103", f"»{value[:40]}« er ikke et sprog", hint
                    )
            if node["t"] != "Div" or len(classes) > 1:  # a Div of one class is S105's
                yield from _reserved(chapter, sorted(RESERVED.intersection(classes)))
            if node["t"] == "Link" and "wikilink" not in classes:
                target = node["c"][2][0]
                met[target] += 1
                yield from _judge(chapter, target, met[target])
                if not target.startswith("#") and not _speaks(node["c"][1]):
                    hint = f"skriv selv teksten: [se her]({target[:40]})"
                    place = find(chapter, target or "]()", met[target])
                    yield problem(place, "X103", f"linket »{target[:40]}« har ingen ord", hint)


def _speaks(inlines: Json) -> bool:
    """Whether a link has words, or an image, which has a text of its own."""
    return bool(plain(inlines).strip()) or any(node["t"] == "Image" for node in nodes(inlines))


def _reserved(chapter: Written, names: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        hint = "skriv det uden; navnet er pressens eget"
        written = re.compile(rf"(?P<here>\.{name}|\bclass=[\"'][^\"'\n]*?\b{name})(?![\w-])")
        source = find_pattern(chapter, written)
        yield problem(source, "H103", f".{name} må ikke bruges", hint)


def _judge(chapter: Written, target: str, nth: int) -> Iterator[Problem]:
    if _FINE.match(target) and is_address(target):
        return
    source = find(chapter, target or "]()", nth)
    if _SCHEME.match(target):
        hint = "brug et link, der begynder med https://, og se efter, om adressen er rigtig"
        yield problem(source, "H103", f"linket »{target[:40]}« må ikke bruges", hint)
    else:
        hint = "henvis til et mærke: [](#mærke)"
        yield problem(source, "X101", f"linket »{target[:40]}« fører ingen steder hen", hint)
