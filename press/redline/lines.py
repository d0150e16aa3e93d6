"""Whole lines that came or went: a line in, the same marked out; and the ledger of a section.

The ledger goes through all marking of a section: it knows the old book's names, and keeps the
counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from press import tree
from press.changes import Counts, Status
from press.galley.names import CHANGE_NOTE
from press.language.typography import begins_sentence
from press.redline.naming import Names
from press.redline.tokens import Token, seen, text_of, tokens
from press.redline.weave import woven
from press.redline.worddiff import Run
from press.tree import Inline, Inlines, Link, Para, Space, Span, Str, span


@dataclass(slots=True)
class Ledger:
    """What the old book called its places, and the counts of a section so far."""

    names: Names
    counts: Counts = field(default_factory=Counts)

    def add(self, **more: int) -> None:
        """Add to the counts."""
        self.counts += Counts(**more)

    def add_words(self, runs: Iterable[Run]) -> None:
        """Count the words of runs that came and went."""
        for run in runs:
            came = sum(token.words for token in run.new) if run.status is Status.CAME else 0
            went = sum(token.words for token in run.old) if run.status is Status.WENT else 0
            self.add(inserted=came, deleted=went)

    def aside(self) -> Ledger:
        """A ledger of its own for text that only moved, whose words do not count."""
        return replace(self, counts=Counts())


def remark(text: str, line: Inlines = ()) -> Span:
    """The press's own words about a change, and a line that belongs to them."""
    return span((CHANGE_NOTE,), (*inlines(text), *line))


def remarked(text: str, line: Inlines = ()) -> Para:
    """A paragraph of the press's own words."""
    return Para((remark(text, line),))


def inlines(text: str) -> Inlines:
    """A plain text as inlines, with blanks at its ends and no-break spaces kept."""
    pieces = re.split("( )", text)
    return tuple(Space() if one == " " else Str(one) for one in pieces if one)


def came_line(items: Inlines, ledger: Ledger) -> Inlines:
    """A line that came."""
    line = tokens(items)
    runs = [Run(Status.CAME, (), tuple(seen(line)))] if seen(line) else []
    ledger.add_words(runs)
    return woven(runs, line)


def gone_line(items: Inlines, ledger: Ledger) -> Inlines:
    """A line that went, in plain words."""
    line = seen(tokens(items))
    runs = [Run(Status.WENT, tuple(line))] if line else []
    ledger.add_words(runs)
    return woven(runs, [], plainly(line, ledger.names))


def plainly(line: Sequence[Token], names: Names) -> Callable[[Token], Inlines]:
    """A function that makes tokens of the old ``line`` inlines that are safe anywhere, without ids,
    links and notes. A reference gets the words it had, with a capital where a sentence began."""
    first = frozenset(map(id, _openings(line)))

    def made_plain(token: Token) -> Inlines:
        if isinstance(token.node, Str | tree.LineBreak | tree.Math):
            return (token.node,)
        text = _in_words(token.node, names)
        if isinstance(token.node, Link) and id(token) in first:
            text = text[:1].upper() + text[1:]
        return inlines(text)

    return made_plain


def _openings(line: Sequence[Token]) -> Iterator[Token]:
    """The tokens of a line that begin a sentence."""
    before, word = "", ""
    for token in line:
        if token.gap:
            before, word = word, ""
        if begins_sentence(word or before):
            yield token
        match token.node:
            case Str(text):
                word += text
            case tree.Note():
                pass
            case _:
                word += "x"


def _in_words(node: Inline, names: Names) -> str:
    match node:
        case tree.Note(blocks):
            return f" [note: {text_of(blocks)}]"
        case tree.Cite((works, _)):
            return names.citation(works)
        case Link((_, _, target)):
            return names.label(target.url)
        case tree.Image((attr, line, _)):
            return f"[billede: {attr.get('alt') or text_of(line)}]"
        case tree.Code((_, text)):
            return text
        case _:
            return text_of(tree.children(node))
