"""What marking a section takes and gives: the old book's names in, counts out; and whole lines
marked as come or gone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from press.language.typography import begins_sentence
from press.model import Json
from press.redline.model import Counts, Status
from press.redline.names import Names
from press.redline.tokens import Token, seen, tokens
from press.redline.weave import Hands, span, woven
from press.redline.worddiff import Run
from press.redline.words import plain

NOTE = "change-note"


@dataclass(slots=True)
class Loom:
    """The changes of a section being marked: what the old book called its places, and the counts
    so far."""

    names: Names
    counts: Counts = field(default_factory=Counts)

    def tally(self, **more: int) -> None:
        """Add to the counts."""
        self.counts += Counts(**more)

    def tally_words(self, runs: list[Run]) -> None:
        """Count the words of runs that came and went."""
        for run in runs:
            came = sum(token.words for token in run.new) if run.status is Status.INS else 0
            went = sum(token.words for token in run.old) if run.status is Status.DEL else 0
            self.tally(inserted=came, deleted=went)


def said(text: str) -> Json:
    """A paragraph in which the press tells of a change that words cannot show."""
    return {"t": "Para", "c": [span((NOTE,), spaced(text))]}


def spaced(text: str) -> list[Json]:
    """A plain text as inlines, blanks at its ends kept."""
    pieces = re.split("( )", text)
    return [{"t": "Space"} if one == " " else {"t": "Str", "c": one} for one in pieces if one]


def come_line(items: list[Json], loom: Loom) -> list[Json]:
    """A line that came: all of it ``ins``."""
    line = tokens(items)
    runs = [Run(Status.INS, (), tuple(seen(line)))] if seen(line) else []
    loom.tally_words(runs)
    return woven(runs, line, Hands(gone=_as_it_is, both=_the_new))


def gone_line(items: list[Json], loom: Loom) -> list[Json]:
    """A line that went: plain words, all of them ``del``."""
    line = seen(tokens(items))
    runs = [Run(Status.DEL, tuple(line))] if line else []
    loom.tally_words(runs)
    return woven(runs, [], Hands(gone=plainly(line, loom.names), both=_the_new))


def _as_it_is(token: Token) -> list[Json]:
    return [token.node]


def _the_new(_: Token, token: Token) -> Json:
    return token.node


def plainly(line: Sequence[Token], names: Names) -> Callable[[Token], list[Json]]:
    """How a token of the old ``line`` becomes inlines that are safe anywhere, without ids, links
    and notes. A reference that wrote itself began a sentence with a capital."""
    first = frozenset(map(id, _openings(line)))

    def made_plain(token: Token) -> list[Json]:
        kind, inside = token.node["t"], token.node.get("c")
        if kind in ("Str", "LineBreak", "Math"):
            return [token.node]
        words = _in_words(kind, inside, names)
        if kind == "Link" and id(token) in first:
            words = words[:1].upper() + words[1:]
        return spaced(words)

    return made_plain


def _openings(line: Sequence[Token]) -> Iterator[Token]:
    """The tokens of a line that begin a sentence."""
    before, word = "", ""
    for token in line:
        if token.gap:
            before, word = word, ""
        if begins_sentence(word or before):
            yield token
        kind, inside = token.node["t"], token.node.get("c")
        word += str(inside) if kind == "Str" else "" if kind == "Note" else "x"


def _in_words(kind: str, inside: Any, names: Names) -> str:
    if kind == "Note":
        return f" [note: {plain(inside)}]"
    if kind == "Cite":
        return names.citation(inside[0])
    if kind == "Link":
        return names.label(inside[2][0])
    if kind == "Image":
        return f"[billede: {dict(inside[0][2]).get('alt') or plain(inside[1])}]"
    if kind == "Code":
        return str(inside[1])
    return plain(inside[1] if kind == "Span" else inside)


def quietly(loom: Loom) -> Loom:
    """A loom whose counts nobody asks for: for text that only moved."""
    return replace(loom, counts=Counts())
