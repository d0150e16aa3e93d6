"""How a chapter is typed: its tree's landmarks in, what an editor must decide (W101) out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from press.codes import problem
from press.finding import Written, find_pattern
from press.language.typography import QUOTES, doubts
from press.model import Problem, Source
from press.tree import (
    Emph,
    Header,
    Inline,
    Inlines,
    LineBlock,
    LineBreak,
    Link,
    Node,
    Para,
    Plain,
    Quoted,
    SmallCaps,
    SoftBreak,
    Space,
    Span,
    Str,
    Strong,
    Underline,
)

# What stands for everything that is no running text: code, notes, citations, foreign words.
_HOLE = "\ufffc"
# What a keyboard has for each sign that pandoc sets by itself.
_TYPED = {
    **dict.fromkeys("»«“”", '["“”»«]'),
    **dict.fromkeys("›‹‘’", "['‘’›‹]"),
    "…": r"(?:…|\.\.\.)",
    "–": "(?:–|--)",
    "\u00a0": r"(?:[\u00a0 ]|&nbsp;|\\ )",
    _HOLE: r"[^\s]*?",
}


def doubtful(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
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


def _runs(found: Sequence[Node]) -> Iterator[Inlines]:
    """The inlines of each stretch of text."""
    for node in found:
        match node:
            case Para(words) | Plain(words) | Header((_, _, words)):
                yield words
            case LineBlock(lines):
                yield from lines


def _text(items: Inlines) -> str:
    """The words of a stretch; pandoc keeps one blank, so more stand around something unseen."""
    return re.sub(" {2,}", " ", "".join(map(_words, items)))


def _words(item: Inline) -> str:
    match item:
        case Str(text):
            return text
        case Space() | SoftBreak() | LineBreak():
            return " "
        case Quoted((kind, inside)):
            opening, closing = QUOTES[kind.t == "SingleQuote"]
            return f"{opening}{_text(inside)}{closing}"
        case Emph(inside) | Strong(inside) | Underline(inside) | SmallCaps(inside):
            return _text(inside)
        case Span((attr, inside)) if not any(name == "lang" for name, _ in attr.pairs):
            return _text(inside)
        case Link((_, inside, _)):
            # A reference without words writes itself.
            return _text(inside) or _HOLE
        case _:
            return _HOLE
