"""A first guess at page numbers, from the manuscript alone.

In: the galleys of a document. Out: a likely page label for every anchor. Only the label's
width has to be right: a quire typeset with a stand-in of the wrong width is typeset again.
The guess never looks at an earlier build, so that a first build and a later one take the
same way to the same bytes.

Lines are counted as the print styles set them: about seventy characters to a line, some forty
lines to a page, and what headings, tables and figures take beside their text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import ceil

from press.language.numbers import roman
from press.model import Galley

_LINES_ON_A_PAGE = 39
_LINE = 69
# Lines that a section opens with; a part has a page of its own before its text.
_OPENING = {"chapter": 18, "part": 46}
_OTHER_OPENING = 8
_NOTE_LINE = 110
# Four title pages and one of contents come before the first section of the front matter.
_BEFORE_FRONT = 6

_BLOCK = re.compile(r'<(\w+)(?: [^>]*)? data-b="\d+"[^>]*>|\sid="([^"]*)"|([^<>]+)(?=<)')
_ID = re.compile(r'\sid="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")

# Lines that a block takes beside those of its text.
_BESIDE = {"h2": 3.0, "h3": 2.0, "h4": 2.0, "img": 20.0, "caption": 1.5, "figcaption": 1.5}
# Characters on a line where the measure is narrower or the face smaller.
_MEASURE = {"td": 66, "th": 66, "li": 62, "caption": 90, "figcaption": 90, "pre": 60}


def guess(galleys: Iterable[Galley]) -> Mapping[str, str]:
    """Anchor -> likely label, sections beginning on right-hand pages."""
    likely: dict[str, str] = {}
    pages = {True: _BEFORE_FRONT, False: 0}
    for galley in galleys:
        front = galley.role == "front"
        first = pages[front] + 1
        opening = _OPENING.get(galley.role, _OTHER_OPENING)
        places, lines = _places(galley)
        for anchor in galley.anchors:
            before = opening + places[anchor] if anchor in places else 0
            page = first + int(before / _LINES_ON_A_PAGE)
            likely[anchor] = roman(page) if front else str(page)
        length = ceil((opening + lines) / _LINES_ON_A_PAGE)
        pages[front] += length + length % 2
    return likely


def _places(galley: Galley) -> tuple[Mapping[str, float], float]:
    """How many lines stand before each anchor, and in the whole galley."""
    places: dict[str, float] = {}
    lines, block, letters = 0.0, "p", 0
    for found in _BLOCK.finditer(galley.html):
        tag, anchor, text = found.groups()
        if tag:
            lines += _lines(block, letters)
            block, letters = tag, 0
            named = _ID.search(found[0])
            anchor = named[1] if named else ""
        if anchor:
            places[anchor] = lines + _lines(block, letters)
        if text:
            letters += len(text.strip())
    notes = sum(0.75 * ceil(len(_TAG.sub("", note.html)) / _NOTE_LINE) for note in galley.notes)
    return places, lines + _lines(block, letters) + notes


def _lines(block: str, letters: int) -> float:
    text = letters / _MEASURE.get(block, _LINE)
    # Cells stand beside each other, so their lines are shared by the row.
    return text * 1.1 + 0.3 if block in ("td", "th") else ceil(text) + _BESIDE.get(block, 0.0)
