"""The sheet that a page is printed on: its trim, boxes, crop marks and slug.

In: the trim, the bleed kept around it, whether there are marks, where the sheet is folded, and what
it is called. Out: boxes with the lower left corner of the sheet at 0,0 (what simple tools expect),
and marks and slug as content streams. Lengths are in points unless they are said to be
millimetres.

The boxes are those of ISO 32000-1, 14.11.2: the trim lies within the bleed and the bleed within
the media.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from press.binding.embedding import SANS, Fonts
from press.binding.faces import face_of

MILLIMETRE = 72 / 25.4
# Millimetres of every page that are typeset beyond its trim. How much of it is kept is said
# at binding, so that a printer's wish for more or less of it typesets nothing again.
BLEED = 5
# Crop marks: how far from the trim at least, how long, how much white beyond them; hairlines.
_OFFSET, _LENGTH, _BEYOND, _WIDTH = 3 * MILLIMETRE, 5 * MILLIMETRE, 2 * MILLIMETRE, 0.25
# A fold is told from a cut by its dashes.
_DASHES = "[2 1.5] 0"
_SLUG_SIZE = 6
# The resource name of the colour that every plate shows.
REGISTRATION = "Passer"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Boxes:
    """The media, bleed and trim box of a sheet: left, bottom, right, top; and how far from the
    left of its trim it is folded."""

    media: Box
    bleed: Box
    trim: Box
    folds: tuple[float, ...] = ()

    @property
    def start(self) -> float:
        """How far from the trim the marks begin."""
        return max(self.trim[0] - self.bleed[0], _OFFSET)


def trim_points(trim: tuple[float, float]) -> tuple[float, float]:
    """Width and height of ``trim`` (millimetres) in points."""
    width, height = (round(side * 72 / 25.4, 3) for side in trim)
    return width, height


def boxes(
    size: tuple[float, float], bleed: float, *, marks: bool, folds: tuple[float, ...] = ()
) -> Boxes:
    """The boxes of a page of ``size`` with ``bleed`` around it, and room for marks if wanted."""
    around = max(bleed, _OFFSET) + _LENGTH + _BEYOND if marks else bleed
    width, height = size

    def box(beyond: float) -> Box:
        """The trim and as much ``beyond`` it."""
        near, right, top = around - beyond, around + width + beyond, around + height + beyond
        return round(near, 3), round(near, 3), round(right, 3), round(top, 3)

    return Boxes(box(around), box(bleed), box(0), folds)


def crop_marks(sheet: Boxes) -> bytes:
    """Two hairlines at each corner of the trim, and a dashed one at either end of each fold,
    none of them inside the bleed.

    They are drawn in the colorant ``All``, which every plate shows, spot inks included
    (ISO 32000-1, 8.6.6.4).
    """
    left, bottom, right, top = sheet.trim
    start, end = sheet.start, sheet.start + _LENGTH
    upwards = ((bottom, -1), (top, 1))
    lines: list[Box] = []
    for x, outward in ((left, -1), (right, 1)):
        for y, upward in upwards:
            lines.append((x + outward * start, y, x + outward * end, y))
            lines.append((x, y + upward * start, x, y + upward * end))
    folded = [
        (left + fold, y + upward * start, left + fold, y + upward * end)
        for fold in sheet.folds
        for y, upward in upwards
    ]
    head = f"q\n/{REGISTRATION} CS\n1 SCN\n{_WIDTH} w\n0 J\n[] 0 d"
    dashed = [f"{_DASHES} d", *_drawn(folded)] if folded else []
    return "\n".join((head, *_drawn(lines), *dashed, "Q")).encode()


def _drawn(lines: Iterable[Box]) -> Iterable[str]:
    for line in lines:
        ends = (f"{end:.3f}".rstrip("0").rstrip(".") for end in line)
        yield "{} {} m\n{} {} l\nS".format(*ends)


def slug_line(fonts: Fonts, words: str, sheet: Boxes) -> bytes:
    """The slug: ``words`` in the white between the crop marks at the foot, as a content stream;
    empty when the volume does not show the face for it.

    Its glyphs are counted among those of ``fonts``, which must not be embedded yet.
    """
    face = face_of(*SANS)
    key = next((key for key in sorted(fonts.uses) if fonts.face(key) == face), None)
    if key is None:
        return b""
    glyphs = "".join(f"{glyph:04x}" for glyph in fonts.letters(key, words))
    x, y = sheet.trim[0] + _OFFSET, sheet.trim[1] - sheet.start - _LENGTH / 2
    placed = f"/{key} {_SLUG_SIZE} Tf\n1 0 0 1 {x:.3f} {y:.3f} Tm"
    return f"BT\n0 0 0 1 k\n{placed}\n<{glyphs}> Tj\nET".encode()


def slug_words(title: str, label: str) -> str:
    """What the slug says: the book, and the page or what the sheet is."""
    if label.lower() in title.lower().split():
        return title
    numbered = label.isdecimal() or set(label) <= set("ivxlcdm")
    return f"{title} · side {label}" if numbered else f"{title} · {label.lower()}"
