"""Words and signs: pandoc's nodes in, their plain text and its pieces out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from press.language.typography import QUOTES
from press.model import Json

BLANK = frozenset({"Space", "SoftBreak"})
FORMATS = frozenset(
    {"Emph", "Strong", "Strikeout", "SmallCaps", "Underline", "Subscript", "Superscript"}
)
INLINES = frozenset({
    "Str", "Space", "SoftBreak", "LineBreak", "Quoted", "Cite", "Note", "Image", "Math", "Code",
    "Link", "Span", "RawInline", *FORMATS,
})  # fmt: skip
_PIECE = re.compile(
    r"(?P<word>[^\W_]+(?:(?:[-\u2011’']|(?<=\d)[.,:](?=\d))[^\W_]+)*)|(?P<blank>\s+)|.", re.DOTALL
)


def plain(tree: Json) -> str:
    """All that a reader sees of inlines or blocks, on one line, notes in their place."""
    return " ".join("".join(_said(tree)).split())


def word_count(tree: Json) -> int:
    """How many words a reader sees, notes included."""
    return sum(match.lastgroup == "word" for match in _PIECE.finditer(plain(tree)))


@lru_cache(1 << 16)
def pieces(text: str) -> tuple[tuple[str, str | None], ...]:
    """The words, signs and blanks of a string, each with its kind (None for a sign)."""
    return tuple((match[0], match.lastgroup) for match in _PIECE.finditer(text))


def parts(node: Json) -> tuple[str, Json]:
    """A node's kind and what is in it, if anything."""
    return node["t"], node.get("c")


def _said(tree: Json, quoted: int = 0) -> Iterator[str]:
    if isinstance(tree, list):
        for item in tree:
            yield from _said(item, quoted)
    elif isinstance(tree, dict):
        kind, inside = parts(tree)
        if kind == "Str":
            yield inside
        elif kind in BLANK or kind == "LineBreak":
            yield " "
        elif kind == "Quoted":
            opening, closing = QUOTES[inside[0]["t"] == "SingleQuote" or quoted % 2 == 1]
            yield from (opening, *_said(inside[1], quoted + 1), closing)
        elif kind in ("Code", "CodeBlock"):
            yield inside[1]
        elif kind not in ("RawInline", "RawBlock", "Math", "Image") and inside is not None:
            yield from _said(_children(kind, inside), quoted)
            yield "" if kind in INLINES else " "


def _children(kind: str, inside: Json) -> Json:
    return inside[1] if kind in ("Link", "Span", "Div", "Cite") else inside
