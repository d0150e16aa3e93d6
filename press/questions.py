"""The questions for dialogue in a chapter's front matter: a chapter in, all its blocks out.

They are plain text in which ``[[term]]`` and quotation marks mean what they mean in the body.
"""

from __future__ import annotations

import json
import re

from press.model import Chapter, Json

_MARKED = re.compile(
    r'\[\[(?P<name>[^\]|]+)(?:\|(?P<shown>[^\]]+))?\]\]|(?<!\w)"(?P<quoted>[^"]+)"(?!\w)'
)


def chapter_blocks(chapter: Chapter) -> list[Json]:
    """The chapter's tree, with its questions for dialogue at the end: a Div of class
    ``questions`` that holds them as an ordered list."""
    blocks: list[Json] = json.loads(chapter.ast)
    return [*blocks, _block(chapter.questions)] if chapter.questions else blocks


def _block(questions: tuple[str, ...]) -> Json:
    items = [[{"t": "Plain", "c": _inlines(question)}] for question in questions]
    style = [1, {"t": "Decimal"}, {"t": "Period"}]
    return {"t": "Div", "c": [["", ["questions"], []], [{"t": "OrderedList", "c": [style, items]}]]}


def _inlines(text: str) -> list[Json]:
    found: list[Json] = []
    end = 0
    for match in _MARKED.finditer(text):
        found += _spaced(text[end : match.start()])
        end = match.end()
        if match["quoted"]:
            found.append({"t": "Quoted", "c": [{"t": "DoubleQuote"}, _spaced(match["quoted"])]})
        else:
            shown = _spaced(" ".join((match["shown"] or match["name"]).split()))
            name = " ".join(match["name"].split())
            found.append({"t": "Link", "c": [["", ["wikilink"], []], shown, [name, ""]]})
    return found + _spaced(text[end:])


def _spaced(text: str) -> list[Json]:
    """The words of a text, with the blanks at its ends kept."""
    pieces = re.split(r"(\s+)", text.replace("'", "’"))
    return [
        {"t": "Space"} if piece.isspace() else {"t": "Str", "c": piece} for piece in pieces if piece
    ]
