"""Sheets for the printer: the boxes of a page, and the marks that show where to cut and fold it.

In: the trim in points, the bleed kept around it, whether there are marks, and where it is folded.
Out: boxes with the lower left corner of the sheet at 0,0 (what simple tools expect), and the
marks as a content stream.

The boxes are those of ISO 32000-1, 14.11.2: the trim lies within the bleed and the bleed within
the media.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MILLIMETRE = 72 / 25.4
# Crop marks: how far from the trim at least, how long, how much white beyond them; hairlines.
_OFFSET, _LENGTH, _BEYOND, _WIDTH = 3 * MILLIMETRE, 5 * MILLIMETRE, 2 * MILLIMETRE, 0.25
# A fold is told from a cut by its dashes.
_DASHES = "[2 1.5] 0"
# The resource name of the colour that every plate shows.
REGISTRATION = "Passer"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Boxes:
    """The media, bleed and trim box of a sheet: left, bottom, right, top in points; and how far
    from the left of its trim it is folded."""

    media: Box
    bleed: Box
    trim: Box
    folds: tuple[float, ...] = ()


def boxes(
    size: tuple[float, float], bleed: float, *, marks: bool, folds: tuple[float, ...] = ()
) -> Boxes:
    """The boxes of a page of ``size`` with ``bleed`` around it, and room for marks if wanted."""
    around = max(bleed, _OFFSET) + _LENGTH + _BEYOND if marks else bleed
    width, height = size
    trim = (around, around, around + width, around + height)
    return Boxes(
        media=_box((0, 0, width + 2 * around, height + 2 * around)),
        bleed=_box((trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed)),
        trim=_box(trim),
        folds=folds,
    )


def crop_marks(sheet: Boxes) -> bytes:
    """Two hairlines at each corner of the trim, and a dashed one at either end of each fold,
    none of them inside the bleed.

    They are drawn in the colorant ``All``, which every plate shows, spot inks included
    (ISO 32000-1, 8.6.6.4).
    """
    left, bottom, right, top = sheet.trim
    start = max(left - sheet.bleed[0], _OFFSET)
    end = start + _LENGTH
    lines = []
    for x, outward in ((left, -1), (right, 1)):
        for y, upward in ((bottom, -1), (top, 1)):
            lines.append((x + outward * start, y, x + outward * end, y))
            lines.append((x, y + upward * start, x, y + upward * end))
    folded = [
        (left + fold, y + upward * start, left + fold, y + upward * end)
        for fold in sheet.folds
        for y, upward in ((bottom, -1), (top, 1))
    ]
    head = f"q\n/{REGISTRATION} CS\n1 SCN\n{_WIDTH} w\n0 J\n[] 0 d"
    dashed = f"\n{_DASHES} d\n{_drawn(folded)}" if folded else ""
    return f"{head}\n{_drawn(lines)}{dashed}\nQ".encode()


def slug_place(sheet: Boxes) -> tuple[float, float]:
    """Where a small line begins in the white below the bleed, between the marks."""
    left, bottom = sheet.trim[:2]
    start = max(left - sheet.bleed[0], _OFFSET)
    return left + _OFFSET, bottom - start - _LENGTH / 2


def _drawn(lines: Sequence[Box]) -> str:
    return "\n".join(f"{_n(a)} {_n(b)} m\n{_n(c)} {_n(d)} l\nS" for a, b, c, d in lines)


def _box(box: Box) -> Box:
    left, bottom, right, top = (round(edge, 3) for edge in box)
    return left, bottom, right, top


def _n(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")
