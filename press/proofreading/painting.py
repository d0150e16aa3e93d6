"""What a page paints: a content stream in, its colours, sizes of text and oddities out.

A reader of its own, so that a fault in what wrote the page is not also in what judges it: it
knows the operators of ISO 32000-1, annex A, and nothing of how the press writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt

_STRING = rb"\((?:\\.|[^()\\]|\([^()]*\))*\)"
# Comments, strings, dictionaries and arrays: nothing in them is an operator. Most arrays hold
# no literal strings and go first, at once; on one line, so that none begins in a comment and
# takes what follows with it. Of the others, whatever begins first holds the rest.
_SHOWN = re.compile(rb"\[[^\]()%\r\n]*\]")
_HELD = re.compile(rb"%%[^\r\n]*|%s|<<[^%%]*?>>|<[0-9A-Fa-f\s]*>" % _STRING, re.DOTALL)
_ARRAY = re.compile(rb"\[[^\]]*\]")
_NUMBER = re.compile(rb"[-+]?(\d+\.?\d*|\.\d+)")

_PAINTS = {
    b"f": (True, False), b"F": (True, False), b"f*": (True, False), b"S": (False, True),
    b"s": (False, True), b"B": (True, True), b"B*": (True, True), b"b": (True, True),
    b"b*": (True, True),
}  # fmt: skip
_SHOWS = frozenset((b"TJ", b"Tj", b"'", b'"'))
_COLOURS = {b"g": "DeviceGray", b"rg": "DeviceRGB", b"k": "DeviceCMYK"}
_MARKED = frozenset((b"BDC", b"BMC", b"EMC", b"MP", b"DP"))

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour that was set: its space by name, its parts, its pattern if it is one."""

    space: str = "DeviceGray"
    parts: tuple[float, ...] = (0.0,)


@dataclass(frozen=True, slots=True)
class Painted:
    """Something painted: ``kind`` is ``text``, ``path``, ``shading`` or ``inline``; text has its
    effective ``size`` in points. ``states`` names the graphics states that held, last one last."""

    kind: str
    colour: Colour
    size: float = 0.0
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Called:
    """An XObject, pattern or graphics state used by name, and what held there."""

    kind: str
    name: str
    scale: float
    fill: Colour
    stroke: Colour
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Painting:
    """All that one content stream paints, calls and marks."""

    painted: frozenset[Painted]
    called: tuple[Called, ...]
    marked: bool


@dataclass(slots=True)
class _State:
    scale: float
    fill: Colour
    stroke: Colour
    size: float = 0.0
    mode: int = 0
    states: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reader:
    state: _State
    stack: list[_State] = field(default_factory=list)
    painted: set[Painted] = field(default_factory=set)
    called: list[Called] = field(default_factory=list)
    marked: bool = False
    text: float = 1.0

    def read(self, content: bytes) -> None:
        for operator, operands in _operations(content):
            if operator in _PAINTS:
                self._paint(*_PAINTS[operator])
            elif operator in _SHOWS:
                self._show()
            elif operator in _MARKED:
                self.marked = True
            elif operator in _STEPS:
                _STEPS[operator](self, operands)
            elif operator.lower() in _COLOURS:
                self._colour(operator, operands)

    def _paint(self, fills: bool, strokes: bool) -> None:
        if fills:
            self.painted.add(Painted("path", self.state.fill, states=self.state.states))
        if strokes:
            self.painted.add(Painted("path", self.state.stroke, states=self.state.states))

    def _show(self) -> None:
        size = round(self.state.size * self.text * self.state.scale, 2)
        if self.state.mode % 4 in (0, 2):
            self.painted.add(Painted("text", self.state.fill, size, self.state.states))
        if self.state.mode % 4 in (1, 2):
            self.painted.add(Painted("text", self.state.stroke, size, self.state.states))

    def _colour(self, operator: bytes, operands: Sequence[bytes]) -> None:
        colour = Colour(_COLOURS[operator.lower()], _numbers(operands))
        self._set(colour, stroke=operator.isupper())

    def _set(self, colour: Colour, *, stroke: bool) -> None:
        if stroke:
            self.state.stroke = colour
        else:
            self.state.fill = colour

    def save(self, _: Sequence[bytes]) -> None:
        self.stack.append(replace(self.state))

    def restore(self, _: Sequence[bytes]) -> None:
        if self.stack:
            self.state = self.stack.pop()

    def turn(self, operands: Sequence[bytes]) -> None:
        self.state.scale *= area(_numbers(operands))

    def begin(self, _: Sequence[bytes]) -> None:
        self.text = 1.0

    def place(self, operands: Sequence[bytes]) -> None:
        self.text = area(_numbers(operands))

    def choose(self, operands: Sequence[bytes]) -> None:
        self.state.size = abs(float(operands[-1]))

    def choose_mode(self, operands: Sequence[bytes]) -> None:
        self.state.mode = int(operands[-1])

    def space(self, operands: Sequence[bytes], *, stroke: bool) -> None:
        self._set(Colour(operands[-1].decode("latin-1").lstrip("/"), ()), stroke=stroke)

    def tint(self, operands: Sequence[bytes], *, stroke: bool) -> None:
        colour = self.state.stroke if stroke else self.state.fill
        self._set(Colour(colour.space, _numbers(operands)), stroke=stroke)
        if operands and operands[-1].startswith(b"/"):
            self.call("Pattern", operands)

    def call(self, kind: str, operands: Sequence[bytes]) -> None:
        name = operands[-1].decode("latin-1")
        state = self.state
        called = Called(kind, name, state.scale, state.fill, state.stroke, state.states)
        self.called.append(called)

    def set_state(self, operands: Sequence[bytes]) -> None:
        self.call("ExtGState", operands)
        name = operands[-1].decode("latin-1")
        others = (other for other in self.state.states if other != name)
        self.state.states = (*others, name)

    def odd(self, kind: str) -> None:
        self.painted.add(Painted(kind, self.state.fill))


_STEPS: Mapping[bytes, Callable[[_Reader, Sequence[bytes]], None]] = {
    b"q": _Reader.save,
    b"Q": _Reader.restore,
    b"cm": _Reader.turn,
    b"BT": _Reader.begin,
    b"Tm": _Reader.place,
    b"Tf": _Reader.choose,
    b"Tr": _Reader.choose_mode,
    b"cs": lambda reader, operands: reader.space(operands, stroke=False),
    b"CS": lambda reader, operands: reader.space(operands, stroke=True),
    b"sc": lambda reader, operands: reader.tint(operands, stroke=False),
    b"scn": lambda reader, operands: reader.tint(operands, stroke=False),
    b"SC": lambda reader, operands: reader.tint(operands, stroke=True),
    b"SCN": lambda reader, operands: reader.tint(operands, stroke=True),
    b"Do": lambda reader, operands: reader.call("XObject", operands),
    b"gs": _Reader.set_state,
    b"sh": lambda reader, _: reader.odd("shading"),
    b"BI": lambda reader, _: reader.odd("inline"),
}


def read_painting(
    content: bytes,
    scale: float = 1.0,
    fill: Colour = Colour(),
    stroke: Colour = Colour(),
) -> Painting:
    """What ``content`` paints when it is drawn at ``scale`` with these colours to begin with."""
    reader = _Reader(_State(scale, fill, stroke))
    reader.read(content)
    return Painting(frozenset(reader.painted), tuple(reader.called), reader.marked)


def area(numbers: Sequence[float]) -> float:
    """How much larger a matrix makes things, as a length."""
    a, b, c, d = numbers[:4]
    return sqrt(abs(a * d - b * c))


def _operations(content: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    plain = _ARRAY.sub(b" ", _HELD.sub(b" ", _SHOWN.sub(b" ", content)))
    operands: list[bytes] = []
    for token in plain.replace(b"/", b" /").split():
        if token.startswith(b"/") or _NUMBER.fullmatch(token):
            operands.append(token)
        else:
            yield token, operands
            operands = []


def _numbers(operands: Sequence[bytes]) -> tuple[float, ...]:
    return tuple(float(token) for token in operands if not token.startswith(b"/"))
