"""The artwork of a cover: an ISBN in, its barcode out; measures and colours in, the drawing out.

Both are SVG. A barcode is an EAN-13 symbol with the measures of the GS1 General Specifications,
5.2: the narrowest bar (the X-dimension) is 0.33 mm at nominal size, and all else follows from it.
``python-barcode`` says which modules are dark; it draws for screens, so the drawing is ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import cos, radians, sin
from xml.sax.saxutils import quoteattr

from barcode import EAN13

# Millimetres at nominal size.
MODULE = 0.33
_LEFT, _RIGHT = 11, 7  # quiet zones in modules
_BARS = 22.85
_GUARD = 5  # modules that guard bars reach further down
_DIGIT = 2.75  # height of a digit, one module below the bars
SMALLEST, LARGEST = 0.8, 2.0

_MODULES = _LEFT + 95 + _RIGHT
WIDTH = _MODULES * MODULE
HEIGHT = _BARS + MODULE + _DIGIT

# Our figures are wider than those of OCR-B, so they are set a little smaller than the room for
# them (which the standard allows) and half a module clear of the guards on either side. Lining
# figures of Source Sans Pro are 0.65 em high.
_TYPE = 0.9 * _DIGIT / 0.65
# Where the digits stand, in modules from the left edge: one in the quiet zone, six in each half.
_MIDDLES = (4.0, *(_LEFT + at + 0.5 + 41 / 6 * (n + 0.5) for at in (3, 50) for n in range(6)))


def ean13(isbn: str, ink: str, ground: str, scale: float = 1.0) -> bytes:
    """The symbol of an ISBN-13 (hyphens and spaces allowed) as SVG, ``scale`` times as large as
    :data:`WIDTH` by :data:`HEIGHT`, quiet zones and digits included.

    ``ink`` and ``ground`` are the colours of bars and paper. Raises ValueError for what is no
    ISBN-13, and for a scale outside 0.8 to 2.
    """
    if not SMALLEST <= scale <= LARGEST:
        raise ValueError(f"a barcode is 0.8 to 2 times its nominal size, not {scale}")
    digits = re.sub(r"[\s‐‑–-]", "", isbn)
    if not re.fullmatch(r"97[89]\d{10}", digits):
        raise ValueError(f"not an ISBN-13: {isbn!r}")
    code = EAN13(digits, guardbar=True)
    if str(code) != digits:
        raise ValueError(f"the check digit of {isbn!r} is wrong")
    bars, text = "".join(_bars(code.build()[0])), "".join(_digits(digits))
    width, height = round(WIDTH * scale, 3), round(HEIGHT * scale, 3)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {WIDTH:.2f} {HEIGHT:.2f}">'
        f'<rect width="{WIDTH:.2f}" height="{HEIGHT:.2f}" fill={quoteattr(ground)}/>'
        f'<path fill={quoteattr(ink)} d="{bars}"/>'
        f'<g fill={quoteattr(ink)} font-family="Source Sans Pro" '
        f'font-size="{_TYPE:.3f}" text-anchor="middle">{text}</g></svg>'
    )
    return svg.encode()


def _bars(pattern: str) -> Iterator[str]:
    """A path for each bar of ``pattern``: 0 is light, 1 a dark module and G one of a guard."""
    at = _LEFT
    for kind, modules in groupby(pattern):
        count = len(list(modules))
        if kind != "0":
            height = _BARS + (_GUARD * MODULE if kind == "G" else 0)
            width = count * MODULE
            yield f"M{at * MODULE:.3f} 0h{width:.3f}v{height:.3f}h-{width:.3f}z"
        at += count


def _digits(digits: str) -> Iterator[str]:
    for digit, middle in zip(digits, _MIDDLES, strict=True):
        yield f'<text x="{middle * MODULE:.3f}" y="{HEIGHT:.3f}">{digit}</text>'


# --- the drawing ---------------------------------------------------------------------


# Tracks as on a circuit run around a core, and each of them ends before it has come all the way
# round: technology that takes its direction from the core task and does not close around it.
# Each has its ring, where it begins and ends (degrees, clockwise from the top), and its colour.
_TRACKS = (
    (1, 20, 292, "sand"),
    (2, 96, 236, "mist"),
    (2, 262, 428, "mist"),
    (3, 38, 168, "sand"),
    (3, 196, 326, "petrol-dark"),
    (4, -34, 74, "mist"),
    (4, 122, 284, "mist"),
    (5, 56, 206, "petrol-dark"),
    (5, 244, 338, "sand"),
    (6, 14, 132, "mist"),
    (6, 204, 238, "mist"),
    (7, 34, 160, "sand"),
    (8, 62, 146, "petrol-dark"),
)
# In widths of the front: the core, the first ring and the steps out, lines and their round ends.
_CORE, _FIRST, _STEP, _STROKE, _END = 0.058, 0.105, 0.052, 0.0085, 0.0135
# How far the drawing reaches above its core, and how far the core stands above the foot.
ABOVE, BELOW = 0.435, 0.37


@dataclass(frozen=True, slots=True)
class Place:
    """Where the drawing is set: its core at ``x``, ``y``, and ``unit``, the width of the front."""

    x: float
    y: float
    unit: float


def motif(
    width: float, height: float, bright: Place, dim: Place, colours: Mapping[str, str]
) -> bytes:
    """A drawing of ``width`` by ``height`` millimetres: bright on the front, dim on the back.

    ``colours`` are those of the tokens by name.
    """
    shades = dict.fromkeys(colours, colours["petrol-dark"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.3f}mm" height="{height:.3f}mm" '
        f'viewBox="0 0 {width:.3f} {height:.3f}">'
        f"{''.join(_drawn(dim, shades))}{''.join(_drawn(bright, colours))}</svg>"
    ).encode()


def _drawn(place: Place, colours: Mapping[str, str]) -> Iterator[str]:
    for ring, start, end, name in _TRACKS:
        colour, radius = colours[name], (_FIRST + _STEP * (ring - 1)) * place.unit
        (x1, y1), (x2, y2) = ends = [
            (place.x + radius * sin(radians(angle)), place.y - radius * cos(radians(angle)))
            for angle in (start, end)
        ]
        yield (
            f'<path d="M{x1:.3f} {y1:.3f}'
            f'A{radius:.3f} {radius:.3f} 0 {int(end - start > 180)} 1 {x2:.3f} {y2:.3f}" '
            f'fill="none" stroke={quoteattr(colour)} stroke-width="{_STROKE * place.unit:.3f}"/>'
        )
        yield from (_disc(*at, _END * place.unit, colour) for at in ends)
    yield _disc(place.x, place.y, _CORE * place.unit, colours["rust"])


def _disc(x: float, y: float, radius: float, colour: str) -> str:
    return f'<circle cx="{x:.3f}" cy="{y:.3f}" r="{radius:.3f}" fill={quoteattr(colour)}/>'
