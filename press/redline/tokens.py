"""A line as words: pandoc's inlines in, tokens that remember their formatting out.

A word is a token, and so is each sign of punctuation. Citations, notes, pictures, formulas, code
and references without words of their own (»figur 3«) are one token each. Quotation marks become
signs, so that a changed quotation shows its marks where they are. Blanks belong to the token after
them and never count.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from press import tree
from press.galley.names import WIKILINK
from press.language.typography import QUOTES
from press.tree import Attr, Inline, Inlines, Link, Note, Span, Str

_PIECE = re.compile(
    r"(?P<word>[^\W_]+(?:(?:[-\u2011’']|(?<=\d)[.,:](?=\d))[^\W_]+)*)|(?P<blank>\s+)|.", re.DOTALL
)
# What marks the key of a token that is no word.
_THING = "\0"
# The nodes that can stand around a token.
Wrap: TypeAlias = tree.Styled | Span | Link


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A word, a sign or a thing in a line.

    Tokens are compared by their ``key``; it is None for what no reader sees, such as an index mark
    without words. ``node`` is the inline itself, ``gap`` the blanks before it, ``wraps`` the nodes
    around it, outermost first. It counts for so many ``words``; a ``heavy`` one is not struck and
    set again only because the words around it changed.
    """

    key: tuple[Hashable, ...] | None
    node: Inline
    gap: Inlines = ()
    wraps: tuple[Wrap, ...] = ()
    words: int = 0
    heavy: bool = False


def text_of(item: tree.Tree) -> str:
    """All that a reader sees of a tree, on one line, notes in their place."""
    return tree.plain(item, notes=True)


def word_count(item: tree.Tree) -> int:
    """How many words a reader sees, notes included."""
    return sum(match.lastgroup == "word" for match in _PIECE.finditer(text_of(item)))


def tokens(line: Inlines) -> list[Token]:
    """The tokens of a line, unseen ones included."""
    return list(_Reader().line(line, ()))


def seen(line: Iterable[Token]) -> list[Token]:
    """The tokens that a reader of the page sees."""
    return [token for token in line if token.key is not None]


def text_tokens(text: str) -> list[Token]:
    """The tokens of a plain text."""
    return tokens((Str(text),)) if text else []


def sight(item: object) -> Hashable:
    """What a reader sees of a node, or of a tuple of them, as a value to compare by.

    Ids, index marks, links to the word list and where lines broke in the manuscript are unseen.
    """
    match item:
        case tuple():
            if item and isinstance(item[0], tree.Node) and not isinstance(item[0], tree.BLOCKS):
                return tuple(map(_token_sight, seen(tokens(item))))
            return tuple(map(sight, item))
        case tree.Para(line) | tree.Plain(line):
            return (tree.Para, sight(line))
        case tree.Header((level, _, line)):
            return (tree.Header, level, sight(line))
        case tree.Div((attr, blocks)):
            return (tree.Div, *sorted(attr.classes), attr.get("title"), sight(blocks))
        case tree.Figure((_, caption, blocks)):
            return (tree.Figure, sight(caption), sight(blocks))
        case tree.Table(grid):
            return (tree.Table, *map(sight, (grid.caption, grid.head, grid.bodies, grid.foot)))
        case tree.Node():
            return (type(item), sight(tree.children(item)))
        case _:
            return item


def _token_sight(token: Token) -> Hashable:
    return (token.key, sight(token.node.c)) if isinstance(token.node, Note) else token.key


@dataclass(slots=True)
class _Reader:
    """One walk along a line: the blanks met since the last token, and how deep in quotations."""

    gap: Inlines = ()
    quoted: int = 0

    def line(self, items: Inlines, wraps: tuple[Wrap, ...]) -> Iterator[Token]:
        if any(type(item) is tree.RawInline for item in items):
            yield self._raw(items, wraps)
            return
        for item in items:
            # Nearly all are words and blanks, so they are not left to the patterns.
            if type(item) is Str:
                yield from self._words(item.c, wraps)
            elif isinstance(item, tree.BLANK):
                self.gap = (*self.gap, item)
            else:
                yield from self._inline(item, wraps)

    def _inline(self, item: Inline, wraps: tuple[Wrap, ...]) -> Iterator[Token]:
        match item:
            case tree.Quoted():
                yield from self._quotation(item, wraps)
            case Span((_, line)):
                yield from self._wrapped(item, line, wraps)
            case Link((_, line, _)) if not _names_itself(item):
                yield from self._wrapped(item, line, wraps)
            case _ if isinstance(item, tree.STYLED):
                yield from self.line(item.c, (*wraps, item))
            case _:
                yield self._thing(item, wraps)

    def _wrapped(self, item: Span | Link, line: Inlines, wraps: tuple[Wrap, ...]) -> list[Token]:
        return list(self.line(line, (*wraps, item))) or [Token(None, item, wraps=wraps)]

    def _words(self, text: str, wraps: tuple[Wrap, ...]) -> Iterator[Token]:
        look = _look(wraps) if wraps else ()
        for piece, kind in _pieces(text):
            if kind == "blank":
                self.gap = (*self.gap, Str(piece) if "\u00a0" in piece else tree.Space())
            else:
                key = (piece.replace("\u2011", "-"), *look)
                yield Token(key, Str(piece), self._gap(), wraps, words=1 if kind == "word" else 0)

    def _quotation(self, item: tree.Quoted, wraps: tuple[Wrap, ...]) -> Iterator[Token]:
        kind, line = item.c
        opening, closing = QUOTES[kind.t == "SingleQuote" or self.quoted % 2 == 1]
        self.quoted += 1
        yield from self._words(opening, wraps)
        yield from self.line(line, wraps)
        self.quoted -= 1
        yield from self._words(closing, wraps)

    def _thing(self, item: Inline, wraps: tuple[Wrap, ...]) -> Token:
        heavy = not isinstance(item, tree.LineBreak)
        words = 1 if isinstance(item, tree.Cite | Link | tree.Code | tree.Math) else 0
        return Token((_THING, *_thing_key(item)), item, self._gap(), wraps, words, heavy)

    def _raw(self, items: Inlines, wraps: tuple[Wrap, ...]) -> Token:
        """Raw tags come in pairs with words between them: the whole line is one thing."""
        node = Span((Attr(), items))
        return Token((_THING, items), node, self._gap(), wraps, word_count(items), True)

    def _gap(self) -> Inlines:
        gap, self.gap = self.gap, ()
        return gap


@lru_cache(1 << 16)
def _pieces(text: str) -> tuple[tuple[str, str | None], ...]:
    """The words, signs and blanks of a string, each with its kind (None for a sign)."""
    return tuple((match[0], match.lastgroup) for match in _PIECE.finditer(text))


def _thing_key(item: Inline) -> tuple[Hashable, ...]:
    match item:
        case tree.Cite((works, _)):
            return (tree.Cite, *map(_cited, works))
        case Link((_, _, target)):
            return (Link, target.url)
        case tree.Image((attr, line, target)):
            return (tree.Image, target.url, text_of(line), *attr.pairs)
        case tree.Code((_, text)):
            return (tree.Code, text)
        case Note() | tree.LineBreak():
            return (type(item),)
        case _:
            return (item,)


def _names_itself(link: Link) -> bool:
    """Whether the press finds the words of a reference."""
    _, line, target = link.c
    return target.url.startswith("#") and not text_of(line)


def _cited(work: tree.Citation) -> Hashable:
    around = (text_of(work.prefix), text_of(work.suffix))
    return (work.id, work.mode.t, *around)


def _look(wraps: tuple[Wrap, ...]) -> tuple[str, ...]:
    """What the nodes around a word give it on the page: its formatting, and where it leads."""
    look = {type(node).__name__ for node in wraps if isinstance(node, tree.STYLED)}
    links = (node.c for node in wraps if isinstance(node, Link))
    look |= {f"#{target.url}" for attr, _, target in links if not attr.has(WIKILINK)}
    return tuple(sorted(look))
