"""The manuscript's text, block by block, as every edition must show it.

In: a :class:`~press.model.Galley` (or the parsed body of a screen document). Out:
:class:`Block` values in reading order. What editions rightly set differently
(page numbers, note calls, page marks) is left out and leaves a seam between pieces.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from lxml import etree

from press.model import Galley
from press.proofreading.letters import letters, plain

# fmt: off
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
    "u", "var", "wbr",
})
# fmt: on
_SILENT = frozenset({"script", "style", "template", "noscript", "head", "button"})
_NOTE_CALL = "noteref"
_SEAMS = frozenset({_NOTE_CALL, "pageref", "pagerefs", "print-page"})
_SEAM_ROLES = frozenset(
    {"doc-pagebreak", "doc-backlink", "doc-noteref", "tooltip", "pagebreak", "noteref"}
)
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_LOOSE = frozenset({"figure", "aside", "table"})


class BlockKind(StrEnum):
    """The kinds of block, by the Danish names used in messages."""

    TITLE = "overskrift"
    BYLINE = "forfatterlinje"
    ABSTRACT = "resumé"
    HEADING = "mellemrubrik"
    TEXT = "tekst"
    CELL = "tabelcelle"
    CAPTION = "billed- eller tabeltekst"
    NOTE = "note"
    IMAGE = "figur"


_KINDS = {
    "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION,
    "td": BlockKind.CELL,
    "th": BlockKind.CELL,
    **{f"h{level}": BlockKind.HEADING for level in range(10)},
}


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that an edition must show whole.

    ``pieces`` are the texts between seams, as written; ``calls`` the anchors of the
    notes called in it; ``group`` numbers (from 1, 0 for none) the figure, callout or
    table that it stands in, ``row`` the table row; an image's text is its alternative text.
    """

    galley: str
    kind: BlockKind
    pieces: tuple[str, ...]
    calls: tuple[str, ...] = ()
    group: int = 0
    row: int = 0
    anchor: str = ""

    @property
    def words(self) -> str:
        """The text as written, without the seams."""
        return "".join(self.pieces)

    @property
    def letters(self) -> tuple[str, ...]:
        """The pieces' letters and digits, empty pieces left out."""
        return tuple(text for piece in self.pieces if (text := letters(piece)))

    @property
    def text(self) -> str:
        """The text as a screen must show it."""
        return plain(self.words)


@dataclass(frozen=True, slots=True)
class Lack:
    """A block that is not in its place in an edition.

    ``elsewhere``: its text stands in another place there; ``index``: its number among the blocks
    looked for; ``page``: on paper, the 0-based page near which it belongs.
    """

    block: Block
    elsewhere: bool = False
    index: int = 0
    page: int = 0


def blocks_of(element: Any, title: str = "") -> tuple[Block, ...]:
    """The blocks below an lxml element, in document order; ``title`` is their galley's."""
    walk = _Walk(title)
    walk.visit(element, BlockKind.TEXT, 0)
    walk.flush(BlockKind.TEXT, 0)
    return tuple(walk.done)


def body_blocks(galley: Galley) -> tuple[Block, ...]:
    """Title, authors, abstract and text of a galley in reading order, notes left out."""
    said = (
        (BlockKind.TITLE, galley.title),
        (BlockKind.BYLINE, ", ".join(galley.authors)),
        (BlockKind.ABSTRACT, galley.abstract),
    )
    opening = (Block(galley.title, kind, (text,)) for kind, text in said if text)
    return (*opening, *text_blocks(galley))


def text_blocks(galley: Galley) -> tuple[Block, ...]:
    """The text of a galley in reading order, its opening and notes left out."""
    return _written(galley.html, galley)


def note_blocks(galley: Galley) -> tuple[Block, ...]:
    """The galley's notes in order, one block each, with the note's anchor."""
    found = []
    for note in galley.notes:
        pieces = [""]
        for block in _written(note.html, galley):
            pieces[-1] += f" {block.pieces[0]}"
            pieces += block.pieces[1:]
        found.append(Block(galley.title, BlockKind.NOTE, tuple(pieces), anchor=note.id))
    return tuple(found)


def note_paragraphs(galley: Galley) -> tuple[Block, ...]:
    """The blocks within the galley's notes, in order, as a screen shows them."""
    return tuple(
        replace(block, kind=BlockKind.NOTE)
        for note in galley.notes
        for block in _written(note.html, galley)
    )


def _written(html: str, galley: Galley) -> tuple[Block, ...]:
    root = etree.fromstring(f"<div xmlns:epub='http://www.idpf.org/2007/ops'>{html}</div>")
    return blocks_of(root, galley.title)


@dataclass(slots=True)
class _Walk:
    """One walk through a tree: the block being gathered and those done."""

    galley: str
    done: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=lambda: [""])
    calls: list[str] = field(default_factory=list)
    groups: int = 0
    rows: int = 0

    def visit(self, element: Any, kind: BlockKind, group: int) -> None:
        """Gather the text inside ``element``."""
        self.pieces[-1] += element.text or ""
        for child in element:
            if isinstance(child.tag, str):
                self._enter(child, etree.QName(child).localname, kind, group)
            self.pieces[-1] += child.tail or ""

    def _enter(self, child: Any, name: str, kind: BlockKind, group: int) -> None:
        if name in _SILENT:
            return
        classes = (child.get("class") or "").split()
        if _is_seam(child, classes):
            if _NOTE_CALL in classes:
                self.calls.append((child.get("href") or "")[1:])
            self.pieces.append("")
        elif name in _INLINE:
            self.visit(child, kind, group)
        elif name == "br":
            self.pieces[-1] += " "
        elif name == "img":
            self.flush(kind, group)
            shown = (child.get("alt") or "",)
            self.done.append(Block(self.galley, BlockKind.IMAGE, shown, group=group))
        else:
            self.flush(kind, group)
            self.rows += name == "tr"
            if name in _LOOSE and not group:
                self.groups += 1
                group = self.groups
            kind = _KINDS.get(name, kind)
            self.visit(child, kind, group)
            self.flush(kind, group)

    def flush(self, kind: BlockKind, group: int) -> None:
        """Close the block being gathered; one without text is dropped."""
        if any(piece.strip() for piece in self.pieces):
            row = self.rows if kind is BlockKind.CELL else 0
            pieces, calls = tuple(self.pieces), tuple(self.calls)
            self.done.append(Block(self.galley, kind, pieces, calls, group, row))
        self.pieces, self.calls = [""], []


def _is_seam(element: Any, classes: list[str]) -> bool:
    roles = f"{element.get('role') or ''} {element.get(_EPUB_TYPE) or ''}".split()
    return (
        not _SEAMS.isdisjoint(classes)
        or not _SEAM_ROLES.isdisjoint(roles)
        or element.get("hidden") is not None
    )
