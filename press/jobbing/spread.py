"""The measures of a cover: trim, number of pages and paper in, millimetres out."""

from __future__ import annotations

from dataclasses import dataclass

from press.binding.sheet import BLEED, MILLIMETRE, trim_points
from press.model import PdfEdition

# A spine is printed and folded within about a millimetre of where it is drawn. With one on
# each side, and type of eight points between them, six is the least that can carry a title.
LEAST_SPINE = 6.0


@dataclass(frozen=True, slots=True)
class Spread:
    """Back, spine and front side by side, in millimetres: ``width`` and ``height`` are the trim
    of the book, ``bleed`` lies around all three."""

    width: float
    height: float
    spine: float
    bleed: float

    @property
    def points(self) -> tuple[float, float]:
        """Width and height of the trimmed spread in points."""
        total = 2 * self.width + self.spine
        return round(total * MILLIMETRE, 3), round(self.height * MILLIMETRE, 3)

    @property
    def folds(self) -> tuple[float, float]:
        """Where the spine begins and ends, in points from the left of the trimmed spread."""
        return (
            round(self.width * MILLIMETRE, 3),
            round((self.width + self.spine) * MILLIMETRE, 3),
        )

    @property
    def spine_has_text(self) -> bool:
        return self.spine >= LEAST_SPINE


def spine_width(pages: int, leaf: float, allowance: float = 0.0) -> float:
    """Millimetres of spine: a leaf of ``leaf`` millimetres for every two pages, and the
    ``allowance`` that the binding adds (glue, the board of the cover itself).

    Raises ValueError for a book without pages or paper without thickness.
    """
    if pages < 1 or leaf <= 0 or allowance < 0:
        raise ValueError(f"no spine: {pages} pages of {leaf} mm, and {allowance} mm")
    return round(pages / 2 * leaf + allowance, 3)


def spread(
    edition: PdfEdition, pages: int, leaf: float, allowance: float = 0.0, bleed: float = BLEED
) -> Spread:
    """The cover around ``pages`` pages of ``edition``. Raises ValueError as
    :func:`spine_width` does."""
    width, height = (length / MILLIMETRE for length in trim_points(edition.trim))
    spine = spine_width(pages, leaf, allowance)
    return Spread(round(width, 3), round(height, 3), spine, bleed)
