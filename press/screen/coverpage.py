"""The cover of an EPUB: type alone, drawn as outlines so that it looks the same everywhere.

In: lines of text, faces and sizes. Out: SVG path data, placed on the cover by
``epub/cover.svg.j2``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import uharfbuzz as hb

from press.looks import faces
from press.model import Document

WIDTH, HEIGHT, MARGIN = 1200, 1800, 110
_MEASURE = WIDTH - 2 * MARGIN
_SIZES = (150, 130, 112, 96, 84)
_LINES = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type as path data, ``y`` being its baseline; its corner is (0, 0)."""

    path: str
    y: float


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

    def _shape(self, text: str) -> Any:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, {})
        return buffer

    def width(self, text: str, size: float) -> float:
        advance = sum(place.x_advance for place in self._shape(text).glyph_positions)
        return float(advance) * size / float(self._face.upem)

    def draw(self, text: str, size: float) -> str:
        buffer, scale, x, parts = self._shape(text), size / self._face.upem, 0.0, []
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            pen = _Pen(x + place.x_offset, scale)
            self._font.draw_glyph(glyph.codepoint, pen.functions(), pen)
            parts += pen.commands
            x += place.x_advance
        return "".join(parts)

    def broken(self, text: str, size: float) -> list[str]:
        """``text`` in lines no wider than the measure, as far as its words allow."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size) <= _MEASURE:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines


class _Pen:
    """Gathers a glyph's outline as SVG path commands."""

    def __init__(self, x: float, scale: float) -> None:
        self._x, self._scale = x, scale
        self.commands: list[str] = []

    def _add(self, letter: str, *values: float) -> None:
        points = [
            f"{(value + (0 if n % 2 else self._x)) * self._scale * (-1 if n % 2 else 1):.1f}"
            for n, value in enumerate(values)
        ]
        self.commands.append(letter + " ".join(points))

    def functions(self) -> Any:
        functions = hb.DrawFuncs()
        functions.set_move_to_func(lambda x, y, pen: pen._add("M", x, y))
        functions.set_line_to_func(lambda x, y, pen: pen._add("L", x, y))
        functions.set_quadratic_to_func(lambda a, b, x, y, pen: pen._add("Q", a, b, x, y))
        functions.set_cubic_to_func(lambda a, b, c, d, x, y, pen: pen._add("C", a, b, c, d, x, y))
        functions.set_close_path_func(lambda pen: pen.commands.append("Z"))
        return functions


def _set(
    letters: _Type, lines: list[str], size: float, y: float, leading: float = 1.15
) -> Iterator[Line]:
    for number, text in enumerate(lines):
        yield Line(letters.draw(text, size), round(y + number * size * leading, 1))


def cover_values(document: Document) -> Mapping[str, Any]:
    """What ``epub/cover.svg.j2`` is filled with: the lines of title, subtitle and publisher."""
    sans, serif = _Type("Source Sans Pro", 600), _Type("Source Serif Pro", 400)
    size = next((size for size in _SIZES if _fits(sans, document.title, size)), _SIZES[-1])
    title = sans.broken(document.title, size)
    under = 460 + len(title) * size * 1.15
    return {
        "title": list(_set(sans, title, size, 460)),
        "subtitle": list(_set(serif, serif.broken(document.subtitle, 56), 56, under + 20, 1.4)),
        "publisher": list(_set(sans, [document.publisher], 52, HEIGHT - 130)),
        "draft": list(_set(sans, ["Udkast"], 52, 210)) if document.draft else [],
        "heading": document.title,
        "width": WIDTH,
        "height": HEIGHT,
        "margin": MARGIN,
    }


def _fits(letters: _Type, text: str, size: float) -> bool:
    lines = letters.broken(text, size)
    return len(lines) <= _LINES and all(letters.width(line, size) <= _MEASURE for line in lines)
