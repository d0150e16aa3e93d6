"""What a page paints: a content stream in, its colours, sizes of text and oddities out.

The parser is its own, so that a fault in the code that wrote the page cannot hide here as well:
it knows the operators of ISO 32000-1, annex A, and nothing of how the press writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

_STRING = rb"\((?:\\.|[^()\\]|\([^()]*\))*\)"
# Comments, strings, dictionaries and arrays: nothing in them is an operator. Most arrays hold
# no literal strings and are removed first; only those on one line, or one that begins in a comment
# would take what follows with it. Of the rest, what begins first contains what follows.
_SHOWN = re.compile(rb"\[[^\]()%\r\n]*\]")
_HELD = re.compile(rb"%%[^\r\n]*|%s|<<[^%%]*?>>|<[0-9A-Fa-f\s]*>" % _STRING, re.DOTALL)
_ARRAY = re.compile(rb"\[[^\]]*\]")
_NUMBER = re.compile(rb"[-+]?(\d+\.?\d*|\.\d+)")

_FILL, _STROKE = "fill", "stroke"
_PATHS = {
    **dict.fromkeys((b"f", b"F", b"f*"), (_FILL,)),
    **dict.fromkeys((b"S", b"s"), (_STROKE,)),
    **dict.fromkeys((b"B", b"B*", b"b", b"b*"), (_FILL, _STROKE)),
}
# By the text rendering mode; modes 4 to 7 do the same and also clip (9.3.6).
_TEXTS = ((_FILL,), (_STROKE,), (_FILL, _STROKE), ())
_DEVICES = {b"g": "DeviceGray", b"rg": "DeviceRGB", b"k": "DeviceCMYK"}
_COLOURING = frozenset({b"cs", b"sc", b"scn", *_DEVICES})


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour that was set: its space by name, and its parts."""

    space: str = "DeviceGray"
    parts: tuple[float, ...] = (0.0,)


@dataclass(frozen=True, slots=True)
class State:
    """What is in force at a place in a content stream: the scale at which things are drawn there,
    the colours, the size and rendering mode of text, and the names of the graphics states set,
    the last one last."""

    scale: float = 1.0
    fill: Colour = Colour()
    stroke: Colour = Colour()
    size: float = 0.0
    mode: int = 0
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Painted:
    """Something painted: ``kind`` is ``text``, ``path``, ``shading`` or ``inline``; text has its
    effective ``size`` in points. ``states`` are those of :class:`State`."""

    kind: str
    colour: Colour
    size: float = 0.0
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Called:
    """An XObject, pattern or graphics state used by name, and the state in force there."""

    kind: str
    name: str
    state: State


class Painting:
    """What a content stream does when it is drawn in ``state``: ``painted`` (each thing once, in
    order), ``called``, and whether it has ``marked`` content (14.6)."""

    def __init__(self, content: bytes, state: State) -> None:
        self.painted: dict[Painted, None] = {}
        self.called: list[Called] = []
        self.marked = False
        self._state = state
        self._saved: list[State] = []
        self._text = 1.0
        for operator, operands in _operations(content):
            self._take(operator, operands)

    def _take(self, operator: bytes, operands: Sequence[bytes]) -> None:
        state = self._state
        match operator:
            case b"q":
                self._saved.append(state)
            case b"Q" if self._saved:
                self._state = self._saved.pop()
            case b"cm":
                self._set(scale=state.scale * area(_numbers(operands)))
            case b"BT":
                self._text = 1.0
            case b"Tm":
                self._text = area(_numbers(operands))
            case b"Tf":
                self._set(size=abs(float(operands[-1])))
            case b"Tr":
                self._set(mode=int(operands[-1]))
            case b"gs":
                self._call("ExtGState", operands)
                others = (other for other in state.states if other != _name(operands))
                self._set(states=(*others, _name(operands)))
            case b"BDC" | b"BMC" | b"EMC" | b"MP" | b"DP":
                self.marked = True
            case _ if operator.lower() in _COLOURING:
                self._colour(operator, operands)
            case _:
                self._draw(operator, operands)

    def _colour(self, operator: bytes, operands: Sequence[bytes]) -> None:
        side = _STROKE if operator.isupper() else _FILL
        kind = operator.lower()
        if kind == b"cs":
            self._set(**{side: Colour(_name(operands).lstrip("/"), ())})
            return
        space = _DEVICES.get(kind, getattr(self._state, side).space)
        self._set(**{side: Colour(space, _numbers(operands))})
        if kind in (b"sc", b"scn") and operands and operands[-1].startswith(b"/"):
            self._call("Pattern", operands)

    def _draw(self, operator: bytes, operands: Sequence[bytes]) -> None:
        state = self._state
        match operator:
            case b"Tj" | b"TJ" | b"'" | b'"':
                size = round(state.size * self._text * state.scale, 2)
                self._paint("text", _TEXTS[state.mode % 4], size)
            case b"Do":
                self._call("XObject", operands)
            case b"sh":
                self.painted[Painted("shading", state.fill)] = None
            case b"BI":
                self.painted[Painted("inline", state.fill)] = None
            case _ if operator in _PATHS:
                self._paint("path", _PATHS[operator])

    def _set(self, **changes: Any) -> None:
        self._state = replace(self._state, **changes)

    def _paint(self, kind: str, sides: Sequence[str], size: float = 0.0) -> None:
        for side in sides:
            colour = getattr(self._state, side)
            self.painted[Painted(kind, colour, size, self._state.states)] = None

    def _call(self, kind: str, operands: Sequence[bytes]) -> None:
        self.called.append(Called(kind, _name(operands), self._state))


def area(numbers: Sequence[float]) -> float:
    """The factor by which a matrix enlarges lengths, the geometric mean of both directions."""
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


def _name(operands: Sequence[bytes]) -> str:
    return operands[-1].decode("latin-1")
