"""Trim: the size of the finished page.

In: the trim of an edition, two CSS lengths. Out: width and height in points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# Millimetres of every page that are typeset beyond its trim. How much of it is kept is said
# at binding, so that a printer's wish for more or less of it typesets nothing again.
BLEED = 5

_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)")


def trim_points(trim: Sequence[str]) -> tuple[float, float]:
    """Width and height of ``trim`` (``("170mm", "240mm")``) in points.

    Raises ValueError for anything else; the manuscript room has checked what an editor wrote.
    """
    width, height = (_points(length) for length in trim)
    return width, height


def _points(length: str) -> float:
    measured = _LENGTH.fullmatch(length)
    if measured is None:
        raise ValueError(f"not a length: {length!r}")
    return round(float(measured.group(1)) * _POINTS[measured.group(2)], 3)
