"""Blocks as units to compare: a block list in, units out, and how much two are alike.

A unit is one block, or several when raw tags hold them together: a table in raw HTML is cut
by pandoc into many blocks, of which none can be marked by itself. Paragraphs that were one, or
became one, are a unit too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from press.model import Json
from press.redline.tokens import sight
from press.redline.words import plain

# Words that tell one text from another: short ones stand everywhere.
_TELLING = re.compile(r"[^\W_]{4,}")
_FEW = 8
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)[^<>]*?(/?)>")
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_TEXT = frozenset({"Para", "Plain"})
_LISTS = frozenset({"BulletList", "OrderedList"})
# What the same label, or the same title of a box, is worth.
_SAME_NAME = 0.9


@dataclass(frozen=True, eq=False)
class Unit:
    """One or more blocks that are compared as one. ``raw`` is their JSON, and what else makes
    them the same."""

    blocks: tuple[Json, ...]
    raw: str

    @property
    def block(self) -> Json:
        return self.blocks[0]

    @property
    def kind(self) -> str:
        """The block's kind: ``Text`` for paragraphs, ``Raw`` for what raw tags hold together."""
        if all(block["t"] in _TEXT for block in self.blocks):
            return "Text"
        if len(self.blocks) > 1 or self.block["t"] == "RawBlock":
            return "Raw"
        return str(self.block["t"])

    @cached_property
    def sight(self) -> Any:
        return sight(list(self.blocks))

    @cached_property
    def text(self) -> str:
        return plain(list(self.blocks))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that tell this text from others, each once."""
        return frozenset(_TELLING.findall(self.text.lower())) or self.every_word

    @cached_property
    def every_word(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.text.lower()))

    @cached_property
    def name(self) -> str:
        """What makes a unit itself whatever its text says: its label, or the title of a box."""
        kind, inside = self.block["t"], self.block.get("c")
        if kind in ("Figure", "Table", "Div"):
            titled = dict(inside[0][2]).get("title", "") if kind == "Div" else ""
            return str(inside[0][0] or titled)
        return str(inside[1][0]) if kind == "Header" else ""

    @cached_property
    def family(self) -> str:
        """Only units of one family can be two versions of one."""
        if self.kind == "Div":
            return " ".join(["Div", *self.block["c"][0][1]])
        return "List" if self.kind in _LISTS else self.kind


def units(blocks: list[Json], marked: Iterable[str] = ()) -> list[Unit]:
    """The units of a block list. What names one of ``marked`` (pictures that look different) is
    told apart from the same JSON elsewhere by ``raw``."""
    found = []
    for group in _grouped(blocks):
        raw = json.dumps(group, ensure_ascii=False)
        known = (name for name in marked if json.dumps(name, ensure_ascii=False) in raw)
        raw += "".join(f"\0{name}" for name in known)
        found.append(Unit(tuple(group), raw))
    return found


def likeness(one: Unit, two: Unit) -> float:
    """How much two units are alike: 0 not at all, 1 the same to a reader."""
    if one.family != two.family or one.kind == "Raw":
        return float(one.raw == two.raw)
    if one.name and one.name == two.name:
        return _SAME_NAME
    if not one.words or not two.words:
        return float(one.sight == two.sight)
    return shared_words(one, two)


def shared_words(one: Unit, two: Unit) -> float:
    """How many of their words two units share: 0 none, 1 all. In a short text every word tells."""
    mine, other = one.words, two.words
    if min(len(mine), len(other)) < _FEW:
        mine, other = one.every_word, two.every_word
    return 2 * len(mine & other) / (len(mine) + len(other)) if mine and other else 0.0


def _grouped(blocks: list[Json]) -> Iterator[list[Json]]:
    group: list[Json] = []
    depth = 0
    for block in blocks:
        group.append(block)
        if block["t"] == "RawBlock":
            for closing, name, empty in _TAG.findall(block["c"][1]):
                if name.lower() not in _VOID and not empty:
                    depth += -1 if closing else 1
        if depth <= 0:
            yield group
            group, depth = [], 0
    if group:
        yield group
