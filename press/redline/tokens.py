"""A line as words: pandoc's inlines in, tokens that remember their formatting out.

A word is a token, and so is each sign of punctuation. Citations, notes, pictures, formulas, code
and references that write themselves are one token each. Quotation marks become signs of their
own, so that a changed quotation shows its marks where they are. Blanks belong to the token after
them and never count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from press.language.typography import QUOTES
from press.model import Json
from press.redline.words import BLANK, FORMATS, INLINES, parts, pieces, plain, word_count

# What marks the key of a token that is no word.
_THING = "\0"


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A word, a sign or a thing in a line.

    ``key`` is what it is compared by (None: unseen on the page, as index marks without words
    are); ``node`` the inline itself; ``gap`` the blanks before it; ``wraps`` the nodes around it,
    outermost first; ``words`` how many words it counts for; ``heavy`` that it must not be
    struck and set again only because what stands around it changed.
    """

    key: Any
    node: Json
    gap: tuple[Json, ...] = ()
    wraps: tuple[Json, ...] = ()
    words: int = 0
    heavy: bool = False


def tokens(items: list[Json]) -> list[Token]:
    """The tokens of a line, unseen ones included."""
    return list(_Reader().line(items, ()))


def seen(line: Iterable[Token]) -> list[Token]:
    """The tokens that a reader of the page sees."""
    return [token for token in line if token.key is not None]


def text_tokens(text: str) -> list[Token]:
    """The tokens of a plain text."""
    return tokens([{"t": "Str", "c": text}]) if text else []


def sight(tree: Json) -> Any:
    """What a reader sees of inlines, blocks or lists of them, as a value to compare by.

    Ids, index marks, links to the word list and where lines broke in the manuscript are unseen.
    """
    if isinstance(tree, list):
        if tree and isinstance(tree[0], dict) and tree[0].get("t") in INLINES:
            return tuple(_sight_of(token) for token in seen(tokens(tree)))
        return tuple(sight(item) for item in tree)
    if not isinstance(tree, dict):
        return tree
    kind, inside = parts(tree)
    if kind in ("Para", "Plain"):
        return ("Para", sight(inside))
    if kind == "Header":
        return (kind, inside[0], sight(inside[2]))
    if kind == "Div":
        (_, classes, pairs), blocks = inside
        return (kind, *sorted(classes), dict(pairs).get("title", ""), sight(blocks))
    if kind == "Figure":
        return (kind, sight(inside[1]), sight(inside[2]))
    if kind == "Table":
        return (kind, *map(sight, (inside[1], *inside[3:])))
    return (kind, sight(inside))


def _sight_of(token: Token) -> Any:
    return (token.key, sight(token.node["c"])) if token.node["t"] == "Note" else token.key


@dataclass(slots=True)
class _Reader:
    """One walk along a line: the blanks met since the last token, and how deep in quotations."""

    gap: tuple[Json, ...] = ()
    quoted: int = 0

    def line(self, items: list[Json], wraps: tuple[Json, ...]) -> Iterator[Token]:
        if any(item["t"] == "RawInline" for item in items):
            yield self._raw(items, wraps)
            return
        for item in items:
            yield from self._inline(item, wraps)

    def _inline(self, item: Json, wraps: tuple[Json, ...]) -> Iterator[Token]:
        kind, inside = item["t"], item.get("c")
        if kind == "Str":
            yield from self._words(inside, wraps)
        elif kind in BLANK:
            self.gap = (*self.gap, item)
        elif kind == "Quoted":
            yield from self._quotation(inside, wraps)
        elif kind in FORMATS:
            yield from self.line(inside, (*wraps, item))
        elif kind == "Span" or (kind == "Link" and not _names_itself(inside)):
            found = list(self.line(inside[1], (*wraps, item)))
            yield from found or [Token(None, item, wraps=wraps)]
        else:
            yield self._thing(item, wraps)

    def _words(self, text: str, wraps: tuple[Json, ...]) -> Iterator[Token]:
        look = _look(wraps) if wraps else ()
        for piece, kind in pieces(text):
            node = {"t": "Str", "c": piece}
            if kind == "blank":
                self.gap = (*self.gap, node if "\u00a0" in piece else {"t": "Space"})
            else:
                key = (piece.replace("\u2011", "-"), *look)
                yield Token(key, node, self._gap(), wraps, words=1 if kind == "word" else 0)

    def _quotation(self, inside: Json, wraps: tuple[Json, ...]) -> Iterator[Token]:
        single = inside[0]["t"] == "SingleQuote" or self.quoted % 2 == 1
        opening, closing = QUOTES[single]
        self.quoted += 1
        yield from self._words(opening, wraps)
        yield from self.line(inside[1], wraps)
        self.quoted -= 1
        yield from self._words(closing, wraps)

    def _thing(self, item: Json, wraps: tuple[Json, ...]) -> Token:
        heavy = item["t"] != "LineBreak"
        words = 1 if item["t"] in ("Cite", "Link", "Code", "Math") else 0
        return Token((_THING, *_thing_key(item)), item, self._gap(), wraps, words, heavy)

    def _raw(self, items: list[Json], wraps: tuple[Json, ...]) -> Token:
        """Raw tags come in pairs with words between them: all of it is one thing."""
        node = {"t": "Span", "c": [["", [], []], items]}
        key = (_THING, "raw", json.dumps(items, ensure_ascii=False))
        return Token(key, node, self._gap(), wraps, word_count(items), True)

    def _gap(self) -> tuple[Json, ...]:
        gap, self.gap = self.gap, ()
        return gap


def _thing_key(item: Json) -> tuple[Any, ...]:
    kind, inside = item["t"], item.get("c")
    if kind == "Cite":
        return (kind, *(_cited(one) for one in inside[0]))
    if kind == "Link":
        return (kind, inside[2][0])
    if kind == "Image":
        return (kind, inside[2][0], plain(inside[1]), *map(tuple, inside[0][2]))
    if kind == "Code":
        return (kind, inside[1])
    return (kind,) if kind in ("Note", "LineBreak") else (kind, json.dumps(inside))


def _names_itself(link: Json) -> bool:
    """Whether the press finds the words of a link: »figur 3«."""
    return str(link[2][0]).startswith("#") and not plain(link[1])


def _cited(one: Json) -> tuple[Any, ...]:
    said = (plain(one["citationPrefix"]), plain(one["citationSuffix"]))
    return (one["citationId"], one["citationMode"]["t"], *said)


def _look(wraps: tuple[Json, ...]) -> tuple[str, ...]:
    """What the nodes around a word make of it on the page: its formatting, where it leads."""
    look = {node["t"] for node in wraps if node["t"] in FORMATS}
    look |= {
        f"#{node['c'][2][0]}"
        for node in wraps
        if node["t"] == "Link" and "wikilink" not in node["c"][0][1]
    }
    return tuple(sorted(look))
