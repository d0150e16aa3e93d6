"""The cover of an EPUB: type alone, drawn as outlines so that it looks the same everywhere.

In: lines of text, faces and sizes. Out: SVG path data, placed on the cover by
``epub/cover.svg.j2``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import uharfbuzz as hb

from press.looks import faces
from press.model import Document

# In the units of the drawing.
WIDTH, HEIGHT, MARGIN = 1200, 1800, 110
_MEASURE = WIDTH - 2 * MARGIN
_SIZES = (150, 130, 112, 96, 84)
_LINES = 5
_LEADING = 1.15  # of the size


def cover_values(document: Document) -> Mapping[str, Any]:
    """The values of ``epub/cover.svg.j2``: for title, subtitle, publisher and draft notice, the
    (baseline, path data) of each line."""
    sans, serif = _Type("Source Sans Pro", 600), _Type("Source Serif Pro", 400)
    size = next((size for size in _SIZES if sans.fits(document.title, size)), _SIZES[-1])
    title = sans.broken(document.title, size)
    under = 460 + len(title) * size * _LEADING
    return {
        "title": sans.drawn(title, size, 460),
        "subtitle": serif.drawn(serif.broken(document.subtitle, 56), 56, under + 20, 1.4),
        "publisher": sans.drawn([document.publisher], 52, HEIGHT - 130),
        "draft": sans.drawn(["Udkast"], 52, 210) if document.draft else [],
        "heading": document.title,
        "width": WIDTH,
        "height": HEIGHT,
        "margin": MARGIN,
    }


class _Type:
    """One face, ready to measure and draw text."""

    def __init__(self, family: str, weight: int) -> None:
        face = next(
            face
            for face in faces()
            if (face.family, face.style, face.weight) == (family, "normal", weight)
        )
        self._face = hb.Face(hb.Blob(face.path.read_bytes()))
        self._font = hb.Font(self._face)

    def broken(self, text: str, size: float) -> list[str]:
        """``text`` in lines no wider than the measure, broken between words only."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._width(longer, size) <= _MEASURE:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def fits(self, text: str, size: float) -> bool:
        """Whether ``text`` breaks into few enough lines, none of them too wide."""
        lines = self.broken(text, size)
        return len(lines) <= _LINES and all(self._width(line, size) <= _MEASURE for line in lines)

    def drawn(
        self, lines: Sequence[str], size: float, y: float, leading: float = _LEADING
    ) -> list[tuple[float, str]]:
        """The baseline and path data of each line, the first baseline at ``y``."""
        return [
            (round(y + number * size * leading, 1), self._draw(text, size))
            for number, text in enumerate(lines)
        ]

    def _shape(self, text: str) -> Any:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, {})
        return buffer

    def _width(self, text: str, size: float) -> float:
        advance = sum(place.x_advance for place in self._shape(text).glyph_positions)
        return float(advance) * size / float(self._face.upem)

    def _draw(self, text: str, size: float) -> str:
        """``text`` as path data with its origin at (0, 0)."""
        buffer, scale, x = self._shape(text), size / self._face.upem, 0.0
        parts: list[str] = []
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            outline: list[tuple[str, tuple[float, ...]]] = []
            self._font.draw_glyph(glyph.codepoint, _OUTLINE, outline)
            for letter, values in outline:
                points = (
                    -value * scale if n % 2 else (value + x + place.x_offset) * scale
                    for n, value in enumerate(values)
                )
                parts.append(letter + " ".join(f"{point:.1f}" for point in points))
            x += place.x_advance
        return "".join(parts)


def _drawing_functions() -> Any:
    """Callbacks for HarfBuzz: each appends an SVG command to the list passed along."""
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, outline: outline.append(("M", (x, y))))
    functions.set_line_to_func(lambda x, y, outline: outline.append(("L", (x, y))))
    functions.set_quadratic_to_func(lambda a, b, x, y, outline: outline.append(("Q", (a, b, x, y))))
    functions.set_cubic_to_func(
        lambda a, b, c, d, x, y, outline: outline.append(("C", (a, b, c, d, x, y)))
    )
    functions.set_close_path_func(lambda outline: outline.append(("Z", ())))
    return functions


_OUTLINE = _drawing_functions()
