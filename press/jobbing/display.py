"""The display type of a cover: its words and the room they have in, sizes and measures out.

All lengths are millimetres. The style sheet gets them as variables, so that what is measured
here is what is set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.jobbing.measure import balanced, ems, largest, lines
from press.jobbing.spread import Spread
from press.model import Document

# In widths of the front: the margin, and the sizes that a title may have.
_MARGIN = 0.094
_SIZES = (0.12, 0.112, 0.1, 0.088, 0.076, 0.066, 0.056)
_TITLE, _SUBTITLE = ("Source Sans Pro", 600), ("Source Serif Pro", 400)
_TITLE_LINES = 4
# The subtitle in sizes of the title, but at least of the text; leading in sizes of its own.
_SMALLER, _LARGER = 0.34, 1.3
_TITLE_LEADING, _SUBTITLE_LEADING = 1.08, 1.36
# The size of running text in widths of the front, and the height of the mark of a draft in those.
_TEXT, _DRAFT = 0.0228, 1.8


@dataclass(frozen=True, slots=True)
class Display:
    """How the words on the front and the spine are set; ``depth`` is how far down they reach."""

    margin: float
    top: float
    text: float
    title: float
    title_width: float
    subtitle: float
    subtitle_width: float
    depth: float
    spine: float

    @property
    def variables(self) -> Mapping[str, float]:
        """What the style sheet is told."""
        return {
            "margin": self.margin,
            "top": self.top,
            "text": self.text,
            "title": self.title,
            "title-leading": self.title * _TITLE_LEADING,
            "title-width": self.title_width,
            "subtitle": self.subtitle,
            "subtitle-leading": self.subtitle * _SUBTITLE_LEADING,
            "subtitle-width": self.subtitle_width,
            "spine-type": self.spine,
        }


def display(document: Document, measures: Spread) -> Display:
    """The display type of ``document`` on a cover of these measures."""
    margin = measures.width * _MARGIN
    measure = measures.width - 2 * margin
    top, text = 1.35 * margin, measures.width * _TEXT
    title = largest(
        document.title, *_TITLE, measure, _TITLE_LINES, [measures.width * part for part in _SIZES]
    )
    subtitle = max(title * _SMALLER, text * _LARGER)
    heads = lines(document.title, *_TITLE, measure / title) * title * _TITLE_LEADING
    under = lines(document.subtitle, *_SUBTITLE, measure / subtitle) * subtitle * _SUBTITLE_LEADING
    return Display(
        margin=margin,
        top=top,
        text=text,
        title=title,
        title_width=balanced(document.title, *_TITLE, measure / title) * title,
        subtitle=subtitle,
        subtitle_width=balanced(document.subtitle, *_SUBTITLE, measure / subtitle) * subtitle,
        depth=top
        + (_DRAFT * text + margin / 2 if document.draft else 0)
        + heads
        + margin / 2
        + under,
        spine=_spine(document, measures, measures.height - 2 * margin),
    )


def _spine(document: Document, measures: Spread, room: float) -> float:
    """The size of type on the spine: less than half of its width, and both words in ``room``."""
    line = ems(f"{document.title}    {document.publisher}", *_TITLE)
    return min(measures.spine * 0.42, measures.width * 0.032, room / line)
