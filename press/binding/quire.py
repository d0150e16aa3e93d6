"""A quire: the typeset pages of one or more galleys, and the facts that binding needs.

In and out: values. A quire holds no fonts, folios or final page numbers, and so does not
depend on where in the volume it lands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to typeset a quire; all of it is part of the quire's key.

    ``breaks`` maps a word to the offsets at which it may be broken.
    """

    name: str
    xhtml: str
    css: str
    images: Mapping[str, bytes]
    breaks: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Start:
    """The first countable character of page ``page`` (0-based within the quire)."""

    page: int
    galley: str
    block: int
    offset: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """A quoted page number: the marked content on ``page`` that shows ``anchor``'s page."""

    page: int
    mcid: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something on ``page`` that a compositor would object to; :mod:`press.paper.flaws` finds it.

    ``kind`` is ``widow``, ``orphan``, ``heading`` (at the foot), ``short`` (last page),
    ``box`` (broken, with few lines on the page), ``white`` (at the foot), ``figure`` (that a
    little more room would take), ``loose`` (line), ``outside`` (the type area), ``cut`` (by the
    page's edge) or ``grid``; ``detail`` is the words that it is about, or a number: lines,
    millimetres of white, or per cent that a figure is too high.
    """

    page: int
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class PageMeasure:
    """How a page stands on the baseline grid.

    ``lines`` of body text and how many are ``on_grid``; the baselines of the ``first`` and
    the ``last`` in points below the top of the type area; ``characters`` of all the ``full`` lines.
    """

    lines: int
    on_grid: int
    first: float
    last: float
    full: int
    characters: int


@dataclass(frozen=True, slots=True)
class FontUse:
    """The glyphs of one face that a quire shows. ``widths`` are in thousandths of an em."""

    key: str
    name: str
    family: str
    italic: bool
    weight: int
    ascent: int
    descent: int
    flags: int
    widths: Mapping[int, int]
    unicode: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Quire:
    """Typeset pages. ``anchors`` maps an id to its page and its height in points from the foot.

    ``fitting`` names the variation of the styles that mended the quire; empty for none.
    """

    pdf: bytes
    pages: int
    anchors: Mapping[str, tuple[int, float]]
    starts: tuple[Start, ...]
    stamps: tuple[Stamp, ...]
    fonts: tuple[FontUse, ...]
    hyphenated: tuple[str, ...]
    warnings: tuple[str, ...]
    flaws: tuple[Flaw, ...] = ()
    measures: tuple[PageMeasure, ...] = ()
    fitting: str = ""


def to_bytes(quire: Quire) -> bytes:
    """The quire as one record for the store."""
    return msgspec.msgpack.encode(quire)


def from_bytes(data: bytes) -> Quire:
    """The quire that :func:`to_bytes` wrote."""
    return msgspec.msgpack.decode(data, type=Quire)
