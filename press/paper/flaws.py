"""What a compositor would object to, read off the laid-out pages.

In: WeasyPrint's page boxes, in order. Out: a :class:`~press.binding.quire.Flaw` for each
blemish and a :class:`~press.binding.quire.PageMeasure` for each page. Nothing is changed.
The boxes are WeasyPrint's private ones, read as in :mod:`press.paper.pagestarts`;
``tests/paper/test_flaws.py`` fails when a new version shapes them otherwise.

Lengths are in points from the top of the type area. A *body line* is one that the style
sheet puts on the baseline grid (``--grid``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from press.binding.quire import Flaw, PageMeasure
from press.paper.grid import off_grid, pitch
from press.paper.pagestarts import text_of

_PIXEL = 0.75  # points in a CSS pixel
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "caption", "dt"})
_FORCED = frozenset({"page", "always", "left", "right", "recto", "verso"})

# A last page with fewer lines than this looks like a mistake.
SHORT = 4
# A box that is broken has at least so many lines on either page.
_IN_BOX = 4
# Points of white at a page's foot that are noticed: more than a heading and its text need.
_WHITE = 98.0
# Points of white above a figure; print.css asks for the same.
_MARGIN = 14.0
# Source Serif Pro's space, in em; and how many times its width a line's spaces may get.
_SPACE, _LOOSE = 0.233, 2.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text: its box, the block that holds it, and the path of boxes above."""

    box: Any
    block: Any
    above: tuple[Any, ...]
    text: str

    @property
    def ends(self) -> bool:
        """Whether it is the last line of its paragraph."""
        return self.box.resume_at is None


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page's text, notes left out, its type area and its size in pixels."""

    lines: tuple[_Line, ...]
    leaves: tuple[Any, ...]
    figure: Any
    left: float
    right: float
    top: float
    bottom: float
    size: tuple[float, float]


def flaws(pages: Iterable[Any]) -> tuple[Flaw, ...]:
    """Every flaw of ``pages`` (WeasyPrint ``Page`` values), page by page."""
    read = [_read(page._page_box) for page in pages]
    neighbouring = zip([None, *read[:-1]], read, [*read[1:], None], strict=True)
    return tuple(
        Flaw(number, kind, detail)
        for number, (before, page, following) in enumerate(neighbouring)
        for kind, detail in _on(page, before, following)
    )


def measures(pages: Iterable[Any]) -> tuple[PageMeasure, ...]:
    """Where the body lines of each page stand, and how many characters full ones have."""
    return tuple(_measure(_read(page._page_box)) for page in pages)


def _on(page: _Page, before: _Page | None, following: _Page | None) -> Iterator[tuple[str, str]]:
    """The flaws of a page as pairs of kind and detail; none on a page without lines."""
    if page.lines:
        yield from _where_it_breaks(page, before, following)
        if following and not _is_forced(page, following):
            yield from _white(page, following)
        yield from _in_lines(page)


def _where_it_breaks(
    page: _Page, before: _Page | None, following: _Page | None
) -> Iterator[tuple[str, str]]:
    """Lone lines, headings at the foot, boxes broken badly, a short last page."""
    first, last = page.lines[0], page.lines[-1]
    if before and _alone(first, page) and _goes_on(before, page):
        yield "widow", first.text.strip()
    if following and _alone(last, page) and _goes_on(page, following):
        yield "orphan", last.text.strip()
    if following and last.block.element_tag in _HEADINGS and not _is_forced(page, following):
        yield "heading", last.text.strip()
    for other, at in ((before, 0), (following, -1)):
        lines = _lines_of_broken_box(page, other, at)
        if 0 < lines < _IN_BOX:
            yield "box", str(lines)
    if before and not following and len(page.lines) < SHORT:
        yield "short", str(len(page.lines))


def _white(page: _Page, following: _Page) -> Iterator[tuple[str, str]]:
    """White at the foot, in millimetres, and by how many per cent a figure is too high for it."""
    white = page.bottom - max(leaf.position_y + leaf.margin_height() for leaf in page.leaves)
    if white * _PIXEL > _WHITE:
        yield "white", f"{white * _PIXEL * 25.4 / 72:.0f}"
        if shrink := _shrink(following, white):
            yield "figure", str(shrink)


def _in_lines(page: _Page) -> Iterator[tuple[str, str]]:
    """Loose lines, what leaves the type area or the page, and lines off the grid."""
    yield from (("loose", line.text.strip()) for line in page.lines if _stretch(line) > _LOOSE)
    for name, cut in sorted(_outside(page).items()):
        yield "cut" if cut else "outside", name
    if off := sum(off_grid(line.box, line.block, page.top) for line in page.lines):
        yield "grid", str(off)


def _measure(page: _Page) -> PageMeasure:
    # Headings begin on a line of the grid too, but their letters stand elsewhere in it.
    on_it = [line for line in page.lines if pitch(line.block.style)]
    body = [line for line in on_it if line.block.element_tag not in _HEADINGS]
    feet = [
        round((line.box.position_y + line.box.baseline - page.top) * _PIXEL, 2) for line in body
    ]
    full = [
        len(line.text.strip())
        for line in body
        if not line.ends and line.block.style["text_align_all"] == "justify"
    ]
    return PageMeasure(
        lines=len(body),
        on_grid=sum(not off_grid(line.box, line.block, page.top) for line in body),
        first=min(feet, default=0.0),
        last=max(feet, default=0.0),
        full=len(full),
        characters=sum(full),
    )


def _read(page_box: Any) -> _Page:
    lines: list[_Line] = []
    leaves: list[Any] = []
    figure = None
    left, top = page_box.content_box_x(), page_box.content_box_y()
    right, bottom = left + page_box.width, top + page_box.height
    for area in page_box.children:
        if type(area).__name__ == "FootnoteAreaBox":
            bottom = area.position_y
        elif area.element_tag == "html":
            _gather(area, (), lines, leaves)
            figure = next((b for b in area.descendants() if b.element_tag == "figure"), None)
    size = page_box.margin_width(), page_box.margin_height()
    return _Page(tuple(lines), tuple(leaves), figure, left, right, top, bottom, size)


def _gather(box: Any, above: tuple[Any, ...], lines: list[_Line], leaves: list[Any]) -> None:
    box = getattr(box, "_box", box)
    if type(box).__name__ == "LineBox":
        text = text_of(box)
        if text.strip():
            lines.append(_Line(box, above[-1], above, text))
        leaves.append(box)
        return
    children: Sequence[Any] = getattr(box, "children", ())
    if not children and hasattr(box, "height"):
        leaves.append(box)
    for child in children:
        _gather(child, (*above, box), lines, leaves)


def _alone(line: _Line, page: _Page) -> bool:
    return sum(other.block is line.block for other in page.lines) == 1


def _goes_on(page: _Page, following: _Page) -> bool:
    """Whether the last block of ``page`` continues on the following one."""
    if not page.lines or not following.lines:
        return False
    last, first = page.lines[-1], following.lines[0]
    return not last.ends and last.block.element is first.block.element


def _lines_of_broken_box(page: _Page, other: _Page | None, at: int) -> int:
    """How many lines ``page`` has of the box that its first or last line (``at``) is in, when
    that box stands on ``other`` too; 0 when none does."""
    if other is None or not other.lines:
        return 0
    box = _box(page.lines[at])
    if box is None or _box(other.lines[-1 - at]) is not box:
        return 0
    return sum(_box(line) is box for line in page.lines)


def _box(line: _Line) -> Any:
    """The element of the box in the text (a callout) that a line is in."""
    return next((box.element for box in line.above if box.element_tag == "aside"), None)


def _is_forced(page: _Page, following: _Page) -> bool:
    """Whether the break between two pages was asked for."""
    begun = {id(box.element) for line in page.lines for box in line.above}
    first = following.lines[0].above if following.lines else ()
    return any(
        box.style["break_before"] in _FORCED for box in first if id(box.element) not in begun
    ) or any(box.style["break_after"] in _FORCED for box in page.lines[-1].above)


def _shrink(page: _Page, white: float) -> int:
    """By how many per cent the figure that ``page`` begins with must shrink to stand in
    ``white``; 0 when the page does not begin with a figure."""
    figure = page.figure
    if figure is None or figure.position_y > page.top + 1:
        return 0
    images = [box for box in figure.descendants() if box.element_tag == "img"]
    lacking = figure.border_height() + _MARGIN / _PIXEL - white
    return ceil(100 * lacking / max(images[0].height, 1)) if images and lacking > 0 else 0


def _stretch(line: _Line) -> float:
    """How many times their own width the spaces of a line have got."""
    spaced = (box for box in line.box.descendants() if hasattr(box, "justification_spacing"))
    added = (box.justification_spacing / (_SPACE * box.style["font_size"]) for box in spaced)
    return 1 + max(added, default=0.0)


def _outside(page: _Page) -> dict[str, bool]:
    """The first words of what sticks out of the type area, and whether it leaves the page."""
    found: dict[str, bool] = {}
    width, height = page.size
    for leaf in page.leaves:
        right = leaf.position_x + leaf.margin_width()
        foot = leaf.position_y + leaf.margin_height()
        if right > page.right + 1 or leaf.position_x < page.left - 30 or foot > page.bottom + 1:
            words = " ".join(text_of(leaf).split()[:6])[:60] or str(leaf.element_tag)
            found[words] = right > width or leaf.position_x < 0 or foot > height
    return found
