"""A mend for WeasyPrint's line breaking, as a wrapper round its own function.

In: ``weasyprint.text.line_break.split_first_line``. Out: a function of the same shape.

WeasyPrint 70 breaks a line after its very first word when the text up to an inline element
fits on the line but for the space at its end: Pango lets that space hang, WeasyPrint counts
it. ``tests/paper/test_mending.py`` tells when a new version no longer needs the mend.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# Only a line left this empty can be one; the check costs a second layout.
_SUSPECT = 0.75

SplitLine = Callable[..., tuple[Any, int, int | None, float, float, float]]


def letting_spaces_hang(split: SplitLine) -> SplitLine:
    """``split`` with a text that fits but for its last space kept on one line."""

    def mended(
        text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **named: Any
    ) -> tuple[Any, int, int | None, float, float, float]:
        result = split(text, style, context, max_width, *rest, **named)
        resume_at, width = result[2], result[3]
        hanging = text.endswith(" ") and style["white_space"] in ("normal", "pre-line")
        if resume_at is None or max_width is None or not hanging or width > max_width * _SUSPECT:
            return result
        stripped = split(text.rstrip(" "), style, context, max_width, *rest, **named)
        if stripped[2] is not None or stripped[3] > max_width:
            return result
        return split(text, style, context, None, *rest, **named)

    return mended
