"""A galley being set: what it takes from the book, and what it gives back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from press.assembly.numbering import Target
from press.model import Heading
from press.tree import Blocks, Inlines

_NOTE = re.compile(r".*-n\d+")


class Captioned(NamedTuple):
    """A figure or table, for the lists of them; ``caption`` is plain text."""

    anchor: str
    number: int
    caption: str


class IndexMark(NamedTuple):
    """A place that the index leads to: ``path`` is the entry, then its sub-entries."""

    path: tuple[str, ...]
    anchor: str


class TermUse(NamedTuple):
    """A link to the word list: the term's slug, and the link's own anchor."""

    slug: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Supply:
    """What a galley takes from the book; all of it is part of the galley's key in the store.

    ``targets`` maps each label that it refers to, ``cited`` the key of each of its citation lists
    to its words; ``before`` counts the figures, tables, cards and sheets in earlier sections;
    ``taken`` holds anchors that it must not make.
    """

    targets: Mapping[str, Target] = field(default_factory=dict)
    cited: Mapping[str, Inlines] = field(default_factory=dict)
    before: Mapping[str, int] = field(default_factory=dict)
    taken: tuple[str, ...] = ()


@dataclass(slots=True)
class Stick:
    """A composing stick: a galley being set, and what has been gathered from it so far.

    ``last`` is the word just set (empty where a block begins), ``open`` how many
    parentheses are open, ``quoted`` how deep in quotations, ``bare`` whether page
    numbers are left out, as in headings, ``boxed`` whether headings belong to a box.
    """

    galley: str
    supply: Supply = Supply()
    last: str = ""
    open: int = 0
    quoted: int = 0
    bare: bool = False
    boxed: bool = False
    notes: list[Blocks] = field(default_factory=list)
    terms: list[TermUse] = field(default_factory=list)
    marks: list[IndexMark] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    figures: list[Captioned] = field(default_factory=list)
    tables: list[Captioned] = field(default_factory=list)
    _numbers: Counter[str] = field(init=False)
    _taken: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self._numbers = Counter(self.supply.before)
        self._taken = set(self.supply.taken)

    def number(self, counted: str) -> int:
        """The number of the next figure, table, card or sheet."""
        self._numbers[counted] += 1
        return self._numbers[counted]

    def fresh(self, wanted: str) -> str:
        """``wanted``, or the first of ``wanted-2``, ``wanted-3`` … that is free: a new anchor."""
        number, anchor = 1, wanted
        while anchor in self._taken or _NOTE.fullmatch(anchor):
            number += 1
            anchor = f"{wanted}-{number}"
        self._taken.add(anchor)
        return anchor
