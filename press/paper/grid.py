"""The baseline grid: text that something has put off the grid returns to its next line.

In: WeasyPrint's line layout. Out: a function of the same shape for the length of a layout.

A block is on the grid when the style sheet gives it ``--grid: 14pt``; the property is
inherited, and ``--grid: none`` takes a box, a table or a note out of it. What stands between
two paragraphs may be of any height: the first line of the second moves to the grid, mostly
down, or up when what stands above it ends a hair too low. The grid begins at the top of each
page's type area.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

LineLayout = Callable[..., Any]

_POINT = 4 / 3  # CSS pixels
# Less than this is rounding; by so much a line may move up into the white above it.
_NOTHING, _HAIR = 0.02, 4 * _POINT


def pitch(style: Any) -> float:
    """The grid that a box of ``style`` keeps to, in pixels; 0 for none."""
    for token in style["__grid"] or ():
        if getattr(token, "unit", None) == "pt":
            return float(token.value) * _POINT
    return 0.0


def to_grid(position: float, grid: float) -> float:
    """How far to move what would stand at ``position``, down or (a little) up."""
    over = position % grid
    if over < _NOTHING or grid - over < _NOTHING:
        return 0.0
    return -over if over <= _HAIR else grid - over


def off_grid(line: Any, block: Any, top: float) -> bool:
    """Whether ``line`` should be on the grid that begins at ``top`` and is not."""
    grid = pitch(block.style)
    return bool(grid) and to_grid(line.position_y - top, grid) != 0


def on_the_grid(lay: LineLayout) -> LineLayout:
    """``weasyprint.layout.block._linebox_layout`` with a block's first line on the grid."""
    shape = signature(lay)

    def mended(*arguments: Any) -> Any:
        given = shape.bind(*arguments).arguments
        grid = pitch(given["box"].style)
        if grid and not given["new_children"]:
            top = given["context"].current_footnote_area.page.content_box_y()
            margins = [*given["adjoining_margins"], 0.0]
            begins = given["position_y"] + max(margins) + min(margins) - top
            given["position_y"] += to_grid(begins, grid)
        return lay(**given)

    return mended
