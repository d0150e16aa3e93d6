"""The manuscript's text, block by block, as every edition must show it.

In: a :class:`~press.model.Galley` (or the parsed body of a screen document). Out:
:class:`Block` values in reading order. What editions rightly write differently
(page numbers, note calls, page marks) is left out and leaves a seam between pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from lxml import etree

from press.model import Galley
from press.proofreading.letters import folded, letters, plain

# fmt: off
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
    "u", "var", "wbr",
})
# fmt: on
_SILENT = frozenset({"script", "style", "template", "noscript", "head", "button"})
SEAMS = frozenset({"noteref", "pageref", "pagerefs", "print-page"})
_SEAM_ROLES = frozenset({"doc-pagebreak", "doc-backlink", "doc-noteref", "tooltip"})
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_LOOSE = frozenset({"figure", "aside", "table"})


class BlockKind(StrEnum):
    """What a block is, as far as proofing cares."""

    TITLE = "overskrift"
    BYLINE = "forfatterlinje"
    ABSTRACT = "resumé"
    HEADING = "mellemrubrik"
    TEXT = "tekst"
    CELL = "tabelcelle"
    CAPTION = "billed- eller tabeltekst"
    NOTE = "note"
    IMAGE = "figur"


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
        """The text on one line, for messages."""
        return folded("".join(self.pieces))

    @property
    def letters(self) -> tuple[str, ...]:
        """The pieces' letters and digits, empty pieces left out."""
        return tuple(text for piece in self.pieces if (text := letters(piece)))

    @property
    def text(self) -> str:
        """The text as a screen must show it."""
        return plain("".join(self.pieces))


@dataclass(slots=True)
class _Walk:
    """The state of one walk through a tree: the block being gathered and those done."""

    galley: str
    done: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=lambda: [""])
    calls: list[str] = field(default_factory=list)
    groups: int = 0
    rows: int = 0

    def say(self, text: str | None) -> None:
        self.pieces[-1] += text or ""

    def seam(self) -> None:
        self.pieces.append("")

    def flush(self, kind: BlockKind, group: int) -> None:
        if any(piece.strip() for piece in self.pieces):
            pieces, calls = tuple(self.pieces), tuple(self.calls)
            row = self.rows if kind is BlockKind.CELL else 0
            self.done.append(Block(self.galley, kind, pieces, calls, group, row))
        self.pieces, self.calls = [""], []


def _name(element: Any) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _is_seam(element: Any) -> bool:
    classes = (element.get("class") or "").split()
    roles = f"{element.get('role') or ''} {element.get(_EPUB_TYPE) or ''}".split()
    return (
        not SEAMS.isdisjoint(classes)
        or not _SEAM_ROLES.isdisjoint(roles)
        or "pagebreak" in roles
        or "noteref" in roles
        or element.get("hidden") is not None
    )


def _kind(name: str, outer: BlockKind) -> BlockKind:
    if name in {"caption", "figcaption"}:
        return BlockKind.CAPTION
    if name in {"td", "th"}:
        return BlockKind.CELL
    if len(name) == 2 and name[0] == "h" and name[1].isdigit():
        return BlockKind.HEADING
    return outer


def _visit(element: Any, walk: _Walk, kind: BlockKind, group: int) -> None:
    """Gather the texts of ``element``'s children; the element itself is open."""
    walk.say(element.text)
    for child in element:
        name = _name(child)
        if not name or name in _SILENT:
            pass
        elif _is_seam(child):
            walk.calls += [h[1:] for h in _calls(child)]
            walk.seam()
        elif name in INLINE:
            _visit(child, walk, kind, group)
        elif name == "br":
            walk.say(" ")
        elif name == "img":
            walk.flush(kind, group)
            walk.done.append(
                Block(walk.galley, BlockKind.IMAGE, (child.get("alt") or "",), (), group)
            )
        else:
            walk.flush(kind, group)
            inner = group
            walk.rows += name == "tr"
            if name in _LOOSE and not group:
                walk.groups += 1
                inner = walk.groups
            _visit(child, walk, _kind(name, kind), inner)
            walk.flush(_kind(name, kind), inner)
        walk.say(child.tail)


def _calls(seam: Any) -> Iterator[str]:
    classes = (seam.get("class") or "").split()
    if "noteref" in classes:
        yield str(seam.get("href") or "")


def blocks_of(element: Any, title: str = "", kind: BlockKind = BlockKind.TEXT) -> tuple[Block, ...]:
    """The blocks below an lxml element, in document order."""
    walk = _Walk(title)
    _visit(element, walk, kind, 0)
    walk.flush(kind, 0)
    return tuple(walk.done)


def _fragment(html: str) -> Any:
    return etree.fromstring(f"<div xmlns:epub='http://www.idpf.org/2007/ops'>{html}</div>")


def opening_blocks(galley: Galley) -> tuple[Block, ...]:
    """What stands above the text of a galley: title, authors and abstract."""
    said = (
        (BlockKind.TITLE, galley.title),
        (BlockKind.BYLINE, ", ".join(galley.authors)),
        (BlockKind.ABSTRACT, galley.abstract),
    )
    return tuple(Block(galley.title, kind, (text,)) for kind, text in said if text)


def body_blocks(galley: Galley) -> tuple[Block, ...]:
    """The opening and the text of a galley in reading order, notes left out."""
    return (*opening_blocks(galley), *text_blocks(galley))


def text_blocks(galley: Galley) -> tuple[Block, ...]:
    """The text of a galley in reading order, its opening and notes left out."""
    return blocks_of(_fragment(galley.html), galley.title)


def note_blocks(galley: Galley) -> tuple[Block, ...]:
    """The galley's notes in order, one block each, with the note's anchor."""
    found = []
    for note in galley.notes:
        parts = [block.pieces for block in blocks_of(_fragment(note.html), galley.title)]
        found.append(Block(galley.title, BlockKind.NOTE, _joined(parts), anchor=note.id))
    return tuple(found)


def note_paragraphs(galley: Galley) -> tuple[Block, ...]:
    """The blocks within the galley's notes, in order, as a screen shows them."""
    return tuple(
        replace(block, kind=BlockKind.NOTE)
        for note in galley.notes
        for block in blocks_of(_fragment(note.html), galley.title)
    )


def _joined(parts: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The pieces of a note's blocks end to end, with a space where a new block begins."""
    pieces: list[str] = [""]
    for part in parts:
        pieces[-1] += " " + part[0]
        pieces += part[1:]
    return tuple(pieces)
