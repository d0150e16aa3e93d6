"""Lists that the press writes: of figures, of tables, of works cited. Facts in, XHTML out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from press.assembly.blocks import set_item
from press.assembly.inlines import set_text
from press.assembly.stick import Sheet, Supply
from press.assembly.tree import plain
from press.language.collate import sort_key
from press.model import Json


def page_reference(anchor: str) -> str:
    """An empty page reference; paper and screens fill it."""
    return f'<a class="pageref" href="#{escape(anchor)}"></a>'


def page_references(anchors: Iterable[str]) -> str:
    """A list of page references, or nothing when there are none."""
    found = ", ".join(map(page_reference, anchors))
    return f'<span class="pagerefs">{found}</span>' if found else ""


def captions_list(kind: str, entries: Iterable[tuple[str, int, str]]) -> str:
    """The figures or tables of the book with their pages. ``kind`` is ``figurer`` or
    ``tabeller``; entries are (anchor, number, caption)."""
    word = "Figur" if kind == "figurer" else "Tabel"
    items = [
        f'<li><span class="label">{word}\u00a0{number}</span> '
        f'<a class="xref" href="#{escape(anchor)}">{set_text(text)}</a> '
        f"{page_references([anchor])}</li>"
        for anchor, number, text in entries
    ]
    return f'<ul class="captions {kind}">{"".join(items)}</ul>' if items else ""


def bibliography(works: Mapping[str, list[Json]]) -> str:
    """The works cited, in Danish order of their entries' text."""
    entries = sorted(works.items(), key=lambda work: sort_key(_first_letters(work[1])))
    sheet = Sheet("litteratur", Supply())
    items = [
        f'<li id="ref-{escape(key)}">{set_item(_bare(blocks), sheet)}</li>'
        for key, blocks in entries
    ]
    return f'<ul class="references">{"".join(items)}</ul>' if items else ""


def _first_letters(blocks: list[Json]) -> str:
    return plain(blocks).lstrip("»›“‘(*. ")


def _bare(blocks: list[Json]) -> list[Json]:
    """A lone paragraph as a bare line."""
    lone = len(blocks) == 1 and blocks[0]["t"] == "Para"
    return [{"t": "Plain", "c": blocks[0]["c"]}] if lone else blocks
