"""Blocks as units to compare: a block list in, units out, and how much two are alike.

A unit is one block, or several when raw tags hold them together: a table in raw HTML is cut
by pandoc into many blocks, none of which can be marked by itself. A paragraph that was split or
several that were joined are one unit too, and so are a table's row and an entry of a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from press import tree
from press.redline.align import Side, matched
from press.redline.tokens import sight, text_of
from press.tree import Block, Blocks, BulletList, Div, Para, Plain, RawBlock

# Long words tell one text from another: short ones stand everywhere.
_LONG = re.compile(r"[^\W_]{4,}")
_FEW = 8
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)[^<>]*?(/?)>")
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
# What the same label, or the same title of a box, is worth.
_SAME_NAME = 0.9
# From this likeness on, two units in the same gap are versions of one.
_ALIKE = 0.4
_T = TypeVar("_T", bound=Hashable)
_R = TypeVar("_R")


@dataclass(frozen=True, eq=False)
class Unit(Generic[_T]):
    """One or more blocks that are compared as one.

    ``thing`` is what the blocks are of: a row, an entry of a list, or themselves. ``redrawn`` names
    the pictures in it whose files differ.
    """

    blocks: Blocks
    thing: _T
    redrawn: tuple[str, ...] = ()

    @property
    def identity(self) -> Hashable:
        """Equal for two units that are the same."""
        return (self.thing, self.redrawn)

    @property
    def block(self) -> Block:
        return self.blocks[0]

    @property
    def kind(self) -> type[Block]:
        """``Para`` for paragraphs, ``RawBlock`` for what raw tags hold together."""
        if all(isinstance(block, Para | Plain) for block in self.blocks):
            return Para
        return RawBlock if len(self.blocks) > 1 else type(self.block)

    @cached_property
    def sight(self) -> Hashable:
        return sight(self.blocks)

    @cached_property
    def text(self) -> str:
        return text_of(self.blocks)

    @cached_property
    def words(self) -> frozenset[str]:
        """The long words of the text, each once; all of them when none is long."""
        return frozenset(_LONG.findall(self.text.lower())) or self.every_word

    @cached_property
    def every_word(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.text.lower()))

    @property
    def title(self) -> str:
        """The title that a box is given."""
        return self.block.c[0].get("title") if isinstance(self.block, Div) else ""

    @cached_property
    def name(self) -> str:
        """What makes a unit itself whatever its text says: its label, or the title of a box."""
        match self.block:
            case tree.Header((_, attr, _)) | tree.Figure((attr, _, _)) | Div((attr, _)):
                return attr.id or self.title
            case tree.Table(grid):
                return grid.attr.id
            case _:
                return ""

    @cached_property
    def family(self) -> Hashable:
        """Only units of one family can be two versions of one."""
        if isinstance(self.block, Div):
            return (Div, self.block.c[0].classes)
        return BulletList if self.kind is tree.OrderedList else self.kind


def units(blocks: Blocks, redrawn: Sequence[str] = ()) -> list[Unit[Blocks]]:
    """The units of a block list. ``redrawn`` names the pictures whose files differ."""
    found = []
    for group in _grouped(blocks):
        written = tree.write(group) if redrawn else b""
        pictures = (name for name in redrawn if f'"{name}"'.encode() in written)
        found.append(Unit(group, group, tuple(pictures)))
    return found


def likeness(one: Unit[_T], two: Unit[_T]) -> float:
    """How much two units are alike: 0 not at all, 1 the same to a reader."""
    if one.family != two.family or one.kind is RawBlock:
        return float(one.identity == two.identity)
    if one.name and one.name == two.name:
        return _SAME_NAME
    if not one.words or not two.words:
        return float(one.sight == two.sight)
    return shared_words(one, two)


def shared_words(one: Unit[_T], two: Unit[_T]) -> float:
    """The share of their words that two units share, from 0 to 1. In a short text short words
    count too."""
    mine, other = one.words, two.words
    if min(len(mine), len(other)) < _FEW:
        mine, other = one.every_word, two.every_word
    return 2 * len(mine & other) / (len(mine) + len(other)) if mine and other else 0.0


def paired(
    old: Sequence[Unit[_T]],
    new: Sequence[Unit[_T]],
    alike: Callable[[Unit[_T], Unit[_T]], float] = shared_words,
) -> list[Side[Unit[_T]]]:
    """Old and new units side by side in order of display; equal and similar ones are paired."""
    return matched(old, new, lambda unit: unit.identity, alike, _ALIKE)


def merged(
    old: Sequence[Unit[_T]],
    new: Sequence[Unit[_T]],
    both: Callable[[_T, _T], _R],
    came: Callable[[_T], _R],
    went: Callable[[_T], _R],
    alike: Callable[[Unit[_T], Unit[_T]], float] = shared_words,
) -> tuple[_R, ...]:
    """The things of the units, paired and marked, in order of display: ``both`` marks two versions
    of one, ``came`` and ``went`` one without the other."""
    found: list[_R] = []
    for one, two in paired(old, new, alike):
        if one and two:
            found.append(both(one.thing, two.thing))
        elif two:
            found.append(came(two.thing))
        elif one:
            found.append(went(one.thing))
    return tuple(found)


def _grouped(blocks: Blocks) -> Iterator[Blocks]:
    """The blocks one by one, or together as far as raw tags hold them."""
    group: list[Block] = []
    depth = 0
    for block in blocks:
        group.append(block)
        if isinstance(block, RawBlock):
            for closing, name, empty in _TAG.findall(block.c[1]):
                if name.lower() not in _VOID and not empty:
                    depth += -1 if closing else 1
        if depth <= 0:
            yield tuple(group)
            group, depth = [], 0
    if group:
        yield tuple(group)
