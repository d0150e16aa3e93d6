"""Copyfitting: a text and a face in; its width, its lines or the size that fits out.

Widths are in ems, so that they hold at any size of type.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import uharfbuzz as hb

from press.binding.faces import face_of


@lru_cache(maxsize=4)
def _font(family: str, weight: int) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(face_of(family, False, weight).path))))


def ems(text: str, family: str, weight: int) -> float:
    """The width of ``text`` on one line, in ems. Raises LookupError for a face we do not have."""
    font = _font(family, weight)
    if not text:
        return 0.0
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {})
    return float(sum(place.x_advance for place in buffer.glyph_positions) / font.face.upem)


def lines(text: str, family: str, weight: int, measure: float) -> int:
    """How many lines ``text`` takes in a measure of ``measure`` ems."""
    count, line = 1, ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and ems(longer, family, weight) > measure:
            count, line = count + 1, word
        else:
            line = longer
    return count


def balanced(text: str, family: str, weight: int, measure: float) -> float:
    """The narrowest measure in ems, of ``measure`` and less, in which ``text`` takes no more
    lines than in ``measure``: its lines are then about as long as one another."""
    most = lines(text, family, weight, measure)
    longest = _longest(text, family, weight)
    for step in (measure * part / 100 for part in range(50, 100)):
        if step >= longest and lines(text, family, weight, step) == most:
            return step
    return measure


def largest(
    text: str, family: str, weight: int, measure: float, most: int, sizes: Sequence[float]
) -> float:
    """The largest of ``sizes`` (descending) at which ``text`` takes ``most`` lines at most.

    ``measure`` and the sizes are in the same unit. The smallest when none will do.
    """
    longest = _longest(text, family, weight)
    for size in sizes:
        if longest * size <= measure and lines(text, family, weight, measure / size) <= most:
            return size
    return sizes[-1]


def _longest(text: str, family: str, weight: int) -> float:
    """The width of the longest word in ems."""
    return max((ems(word, family, weight) for word in text.split()), default=0.0)
