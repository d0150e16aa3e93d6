"""Trim: the size of the finished page.

In: the trim of an edition in millimetres. Out: width and height in points.
"""

from __future__ import annotations

# Millimetres of every page that are typeset beyond its trim. How much of it is kept is said
# at binding, so that a printer's wish for more or less of it typesets nothing again.
BLEED = 5


def trim_points(trim: tuple[float, float]) -> tuple[float, float]:
    """Width and height of ``trim`` (millimetres) in points."""
    width, height = (round(side * 72 / 25.4, 3) for side in trim)
    return width, height
