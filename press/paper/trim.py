"""Trim: the size of the finished page.

In: a trim as ``book.yaml`` writes it. Out: width and height in points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# ISO 216, in millimetres.
_NAMED = {"A4": (210, 297), "A5": (148, 210), "A6": (105, 148), "B5": (176, 250), "B6": (125, 176)}

_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)")


def trim_points(trim: str | Sequence[str]) -> tuple[float, float]:
    """Width and height of ``trim`` (``A5`` or ``["170mm", "240mm"]``) in points.

    Raises ValueError for a size it does not know.
    """
    if isinstance(trim, str) and trim.upper() in _NAMED:
        return trim_points([f"{length}mm" for length in _NAMED[trim.upper()]])
    lengths = trim.split() if isinstance(trim, str) else list(trim)
    measured = [_LENGTH.fullmatch(str(length).strip()) for length in lengths]
    if len(measured) != 2 or not all(measured):
        raise ValueError(f"unknown trim {trim!r}")
    width, height = (
        round(float(match.group(1)) * _POINTS[match.group(2)], 3) for match in measured if match
    )
    return width, height
