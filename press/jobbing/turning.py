"""Where pages of the printed book begin in a section, found again in its text.

In: a section and the places. Out: its text with an id at each place, for what is set in the
margins of a copy. A block that begins a page lends its own id; nothing is added between blocks.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from press.galley.markup import inside, parse
from press.galley.places import blocks_of, mark_pages
from press.jobbing.paragraphs import name
from press.model import Galley, PageStart


def turned(galley: Galley, starts: Sequence[PageStart]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text of ``galley`` and, for each of ``starts``, the id there and the page's label."""
    root = parse(galley.html)
    blocks = blocks_of(root)
    found: list[tuple[str, str]] = []
    for start in starts:
        anchor = f"side-{start.label}"
        block = blocks.get(start.block)
        if start.block == 0:
            anchor = galley.id
        elif block is not None and not start.offset:
            anchor = name(_outermost(block), anchor)
        else:
            _insert(root, start, anchor)
        found.append((anchor, start.label))
    return inside(root), tuple(found)


def _outermost(block: etree._Element) -> etree._Element:
    """What begins where ``block`` does: the figure around an image."""
    return next(block.iterancestors("figure"), block) if block.tag == "img" else block


def _insert(root: etree._Element, start: PageStart, anchor: str) -> None:
    mark_pages(root, [start], lambda _: etree.Element("span", {"id": anchor}))
