"""The barcode of a book: its ISBN in, an EAN-13 symbol as SVG out.

Measures are those of the GS1 General Specifications, 5.2: the narrowest bar (the X-dimension)
is 0.33 mm at nominal size, and everything else hangs on it. Which modules are dark,
``python-barcode`` knows; it draws for screens, so the drawing is ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
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
_HALF = [0.5 + 41 / 6 * (n + 0.5) for n in range(6)]
# Where the digits stand, in modules from the left edge: one in the quiet zone, six in each half.
_MIDDLES = (4.0, *(_LEFT + 3 + at for at in _HALF), *(_LEFT + 50 + at for at in _HALF))


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
