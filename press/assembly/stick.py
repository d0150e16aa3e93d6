"""The sheet that a galley is set on: what it takes from the book in, what it gives back out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from press.model import Heading, Json


@dataclass(frozen=True, slots=True)
class Supply:
    """What a galley takes from the book: label -> (anchor, name), cluster key -> inlines,
    how many figures, tables, cards and method sheets stand before it, and which
    anchors it must not make."""

    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    cited: Mapping[str, list[Json]] = field(default_factory=dict)
    figures: int = 0
    tables: int = 0
    cards: int = 0
    sheets: int = 0
    taken: tuple[str, ...] = ()


@dataclass(slots=True)
class Sheet:
    """A galley being set: what it is given and what it has gathered so far.

    ``last`` is the word just set (empty where a block begins), ``open`` how many
    parentheses are open, ``quoted`` how deep in quotations, ``bare`` whether page
    numbers are left out, as in headings. ``cards`` and ``sheets`` count those set so far;
    ``figures`` and ``tables`` hold (anchor, number, text).
    """

    galley: str
    supply: Supply
    last: str = ""
    open: int = 0
    quoted: int = 0
    bare: bool = False
    boxed: bool = False
    cards: int = 0
    sheets: int = 0
    taken: set[str] = field(default_factory=set)
    notes: list[list[Json]] = field(default_factory=list)
    terms: list[tuple[str, str]] = field(default_factory=list)
    marks: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    figures: list[tuple[str, int, str]] = field(default_factory=list)
    tables: list[tuple[str, int, str]] = field(default_factory=list)
