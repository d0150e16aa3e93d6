"""How a chapter is typed: its tree's landmarks in, what an editor must decide (W101) out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from press.codes import problem
from press.finding import Written, find_pattern
from press.language.typography import QUOTES, doubts
from press.model import Json, Problem, Source

# What stands for everything that is no running text: code, notes, citations, foreign words.
_HOLE = "\ufffc"
_BLANK = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
_WORDS_AT = {
    "Emph": None,
    "Strong": None,
    "Underline": None,
    "SmallCaps": None,
    "Link": 1,
    "Span": 1,
}
# What a keyboard has for each sign that pandoc sets by itself.
_TYPED = {
    **dict.fromkeys("»«“”", '["“”»«]'),
    **dict.fromkeys("›‹‘’", "['‘’›‹]"),
    "…": r"(?:…|\.\.\.)",
    "–": "(?:–|--)",
    "\u00a0": r"(?:[\u00a0 ]|&nbsp;|\\ )",
    _HOLE: r"[^\s]*?",
}


def doubtful(chapter: Written, found: Sequence[Json]) -> Iterator[Problem]:
    """Every doubt about the chapter's running text, with its place."""
    met: Counter[str] = Counter()
    for text in map(_text, _runs(found)):
        for doubt in doubts(text):
            start = text.rfind(" ", 0, doubt.offset) + 1
            end = text.find(" ", doubt.offset + 1)
            words = text[start : end if end > 0 else len(text)]
            if "://" not in words:
                met[words] += 1
                source = _place(chapter, words, doubt.offset - start, met[words])
                yield problem(source, "W101", doubt.message, doubt.hint)


def _place(chapter: Written, words: str, offset: int, nth: int) -> Source:
    """The ``nth`` place at which ``words`` are typed, at their ``offset``-th sign."""
    before, rest = _typed(words[:offset]), _typed(words[offset:])
    return find_pattern(chapter, re.compile(f"{before}(?P<here>{rest})"), nth)


def _typed(words: str) -> str:
    """A pattern for words as they may be typed, emphasis and links included."""
    signs = (r"\s+" if sign == " " else _TYPED.get(sign, re.escape(sign)) for sign in words)
    return "".join(rf"{sign}[*_\[\]]{{0,3}}" for sign in signs)


def _runs(found: Sequence[Json]) -> Iterator[list[Json]]:
    """The inlines of each stretch of text."""
    for node in found:
        if node["t"] in ("Para", "Plain"):
            yield node["c"]
        elif node["t"] == "Header":
            yield node["c"][2]
        elif node["t"] == "LineBlock":
            yield from node["c"]


def _text(items: list[Json]) -> str:
    """The words of a stretch; pandoc keeps one blank, so more stand around something unseen."""
    return re.sub(" {2,}", " ", "".join(map(_words, items)))


def _words(item: Json) -> str:
    kind, inside = item["t"], item.get("c")
    if kind == "Str":
        return str(inside)
    if kind in _BLANK:
        return _BLANK[kind]
    if kind == "Quoted":
        opening, closing = QUOTES[inside[0]["t"] == "SingleQuote"]
        return f"{opening}{_text(inside[1])}{closing}"
    if kind not in _WORDS_AT or _is_foreign(kind, inside):
        return _HOLE
    at = _WORDS_AT[kind]
    words = _text(inside if at is None else inside[at])
    # A reference without words writes itself.
    return words or (_HOLE if kind == "Link" else "")


def _is_foreign(kind: str, inside: Json) -> bool:
    return kind == "Span" and any(name == "lang" for name, _ in inside[0][2])
