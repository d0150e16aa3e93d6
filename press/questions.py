"""The questions for dialogue in a chapter's front matter: a chapter in, all its blocks out.

They are plain text in which ``[[term]]`` and quotation marks mean what they mean in the body.
"""

from __future__ import annotations

import re

from press.galley.names import QUESTIONS, WIKILINK
from press.model import Chapter
from press.tree import (
    Attr,
    Blocks,
    Div,
    Inline,
    Inlines,
    Link,
    Numbering,
    Option,
    OrderedList,
    Plain,
    Quoted,
    Space,
    Str,
    Target,
    read,
)

_MARKED = re.compile(
    r'\[\[(?P<name>[^\]|]+)(?:\|(?P<shown>[^\]]+))?\]\]|(?<!\w)"(?P<quoted>[^"]+)"(?!\w)'
)


def chapter_blocks(chapter: Chapter) -> Blocks:
    """The chapter's tree, with its questions for dialogue at the end: a Div of class
    ``questions`` that holds them as an ordered list."""
    blocks = read(chapter.ast)
    return (*blocks, _block(chapter.questions)) if chapter.questions else blocks


def _block(questions: tuple[str, ...]) -> Div:
    items = tuple((Plain(_inlines(question)),) for question in questions)
    numbering = Numbering(1, Option("Decimal"), Option("Period"))
    return Div((Attr("", (QUESTIONS,)), (OrderedList((numbering, items)),)))


def _inlines(text: str) -> Inlines:
    found: list[Inline] = []
    end = 0
    for match in _MARKED.finditer(text):
        found += _words(text[end : match.start()])
        end = match.end()
        if match["quoted"]:
            found.append(Quoted((Option("DoubleQuote"), _words(match["quoted"]))))
        else:
            shown = _words(" ".join((match["shown"] or match["name"]).split()))
            name = " ".join(match["name"].split())
            found.append(Link((Attr("", (WIKILINK,)), shown, Target(name))))
    return (*found, *_words(text[end:]))


def _words(text: str) -> Inlines:
    """The words of a text, with the blanks at its ends kept."""
    pieces = re.split(r"(\s+)", text.replace("'", "’"))
    return tuple(Space() if piece.isspace() else Str(piece) for piece in pieces if piece)
