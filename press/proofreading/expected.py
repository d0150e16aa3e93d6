"""The manuscript's text, block by block, as every edition must show it.

In: a :class:`~press.model.Galley`, or the parsed body of a screen document. Out: :class:`Block`
values in reading order. What editions rightly set differently (page numbers, note calls, page
marks) is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from lxml import etree

from press.language.numbers import counted
from press.model import Galley
from press.proofreading.letters import plain

# fmt: off
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins",
    "kbd", "mark", "math", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub",
    "sup", "time", "u", "var", "wbr",
})
# fmt: on
_SILENT = frozenset({"script", "style", "template", "noscript", "head", "button"})
_SEAMS = frozenset({"noteref", "pageref", "pagerefs", "print-page"})
# What a screen adds behind a section; and the title of a card, a paragraph that screens head with.
_ADDED, _CARD_TITLE = "term-cards", "card-title"
_SEAM_ROLES = frozenset(
    {"doc-pagebreak", "doc-backlink", "doc-noteref", "tooltip", "pagebreak", "noteref"}
)
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
# Lists that the press makes have no numbers; neither have the lists inside them.
_MADE_LISTS = frozenset({"references", "index", "captions"})
BULLET = "•"


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
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
}
# Elements that say what the text in them is.
_TELLING = frozenset({
    "p", "blockquote", "ul", "ol", "dl", "li", "dt", "dd", "table", "td", "th", "caption",
    "figcaption", *(f"h{level}" for level in range(1, 7)),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that an edition must show whole; an image's is its alternative text.

    ``galley`` is the id of its section and ``title`` that section's title. ``owner`` names the
    element that holds it: ``galley#number``, with the number in ``data-b``, or ``e`` and its place
    in the text where it has none. ``inside`` lists the elements around it that say what it is.

    ``item`` numbers the list item that it is in (0 for none); ``label`` is the number or letter of
    an item whose element it is, »•« of one without. ``row`` counts the table rows, ``column`` is
    the table and the place of a cell in its row, ``edge`` how that column is set. ``repeated`` is
    set for the head of a table, which every page of it may show.
    """

    galley: str
    title: str
    kind: BlockKind
    words: str = ""
    owner: str = ""
    inside: tuple[str, ...] = ()
    item: int = 0
    label: str = ""
    row: int = 0
    column: tuple[int, int] = (0, 0)
    edge: str = ""
    repeated: bool = False

    @property
    def text(self) -> str:
        """The text as a screen must show it."""
        return plain(self.words)


@dataclass(frozen=True, slots=True)
class Lack:
    """A block that is not as it should be in an edition: what is wrong, in Danish, and where.

    ``misplaced``: it is there, in another place; ``index``: its number among the blocks looked
    for; ``page``: on paper, the 0-based page near which it is or belongs; ``nth``: how many blocks
    of its section say the same up to it.
    """

    block: Block
    wrong: str = "mangler"
    misplaced: bool = False
    index: int = 0
    page: int = 0
    nth: int = 1


def misplaced(block: Block, index: int = 0, page: int = 0) -> Lack:
    """The lack of a block that stands out of its order."""
    return Lack(block, "står uden for rækkefølge", True, index, page)


def text_blocks(galley: Galley) -> tuple[Block, ...]:
    """Title, authors, abstract and text of a galley in reading order, notes left out."""
    said = (
        ("title", BlockKind.TITLE, galley.title, ("h1",)),
        ("authors", BlockKind.BYLINE, ", ".join(galley.authors), ("p",)),
        ("abstract", BlockKind.ABSTRACT, galley.abstract, ("p",)),
    )
    opening = (
        Block(galley.id, galley.title, kind, words, f"{galley.id}#{name}", inside)
        for name, kind, words, inside in said
        if words
    )
    return (*opening, *_written(galley.html, galley, galley.id))


def note_blocks(galley: Galley) -> tuple[Block, ...]:
    """The blocks of a galley's notes, in order."""
    return tuple(
        block if block.kind is BlockKind.IMAGE else _in_a_note(block)
        for note in galley.notes
        for block in _written(note.html, galley, note.id)
    )


def _in_a_note(block: Block) -> Block:
    # On paper a note stands inside a paragraph, and its own are none.
    return replace(block, kind=BlockKind.NOTE, inside=tuple(x for x in block.inside if x != "p"))


def blocks_of(element: Any) -> tuple[Block, ...]:
    """The blocks below an element of a screen document, in order."""
    order = {one: number for number, one in enumerate(element.iterdescendants(etree.Element))}
    walk = _Walk("", order)
    walk.visit(element, Block("", "", BlockKind.TEXT))
    return walk.found()


def _written(html: str, galley: Galley, name: str) -> tuple[Block, ...]:
    root = etree.fromstring(f"<div xmlns:epub='http://www.idpf.org/2007/ops'>{html}</div>")
    order = {one: number for number, one in enumerate(root.iterdescendants(etree.Element))}
    walk = _Walk(name, order)
    walk.visit(root, Block(galley.id, galley.title, BlockKind.TEXT))
    return walk.found()


@dataclass(slots=True)
class _Walk:
    """One walk through a text: its elements by their order, the blocks met, and how many list
    items, rows and tables there were."""

    name: str
    order: dict[Any, int]
    blocks: dict[str, Block] = field(default_factory=dict)
    items: int = 0
    rows: int = 0
    tables: int = 0

    def found(self) -> tuple[Block, ...]:
        return tuple(block for owner, block in self.blocks.items() if owner)

    def visit(self, element: Any, block: Block) -> None:
        """Gather the text in ``element``, which belongs to ``block``."""
        self._say(block, element.text)
        labels = _labels(element)
        for child in element:
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            if name == "br":
                self._say(block, " ")
            elif name and name not in _SILENT and not _is_seam(child):
                inner = self._block(child, name, block)
                if name == "li":
                    inner = replace(inner, label=next(labels, ""))
                if name == "img":
                    self._say(replace(inner, kind=BlockKind.IMAGE), child.get("alt"))
                else:
                    self.visit(child, inner)
            self._say(block, child.tail)

    def _say(self, block: Block, words: str | None) -> None:
        """Add ``words`` to a block, which takes its place in the order with its first."""
        known = self.blocks.get(block.owner, block)
        if block.owner in self.blocks or (words or "").strip() or block.label or _is_image(block):
            self.blocks[block.owner] = replace(known, words=known.words + (words or ""))

    def _block(self, element: Any, name: str, outer: Block) -> Block:
        """The block that the text of ``element`` belongs to, as yet without that text."""
        number, owner = element.get("data-b"), outer.owner
        if number or name == "img" or name not in _INLINE or not owner:
            owner = f"{self.name}#{number or f'e{self.order[element]}'}"
        inner = replace(outer, owner=owner, kind=_KINDS.get(name, outer.kind))
        if name in _INLINE:
            return inner
        inner = replace(inner, label="", edge="")
        if name == "li":
            self.items += 1
            inner = replace(inner, item=self.items)
        elif name == "table":
            self.tables += 1
        elif name == "tr":
            self.rows += 1
            inner = replace(inner, row=self.rows)
        elif name in ("td", "th"):
            inner = replace(inner, column=(self.tables, _column(element)), edge=_edge(element))
        elif name in ("thead", "tfoot"):
            inner = replace(inner, repeated=True)
        if name not in _TELLING or _CARD_TITLE in (element.get("class") or "").split():
            return inner
        return replace(inner, inside=(*inner.inside, name))


def _is_image(block: Block) -> bool:
    return block.kind is BlockKind.IMAGE


def _column(cell: Any) -> int:
    return sum(1 for _ in cell.itersiblings(preceding=True))


def _edge(cell: Any) -> str:
    """How the column of a cell is set, where no cell of the row spans others and this one holds
    neither an image nor a note's call."""
    spans = any(one.get("colspan") or one.get("rowspan") for one in cell.getparent())
    more = any(one.tag.endswith("img") or _calls(one) for one in cell.iter(etree.Element))
    edges = {"right", "center"}.intersection((cell.get("class") or "").split())
    return "" if spans or more else "".join(edges)


def _calls(element: Any) -> bool:
    """Whether an element is the call of a note, in a galley or a document."""
    named = (element.get("class"), element.get("role"), element.get(_EPUB_TYPE))
    return any("noteref" in (name or "") for name in named)


def _labels(element: Any) -> Iterator[str]:
    """The number or letter of each item of a list of the manuscript (HTML, 4.4.5 and 4.4.8)."""
    name = etree.QName(element).localname
    lists = (element, *element.iterancestors("{*}ul", "{*}ol"))
    classes = {one for each in lists for one in (each.get("class") or "").split()}
    if name not in ("ul", "ol") or not _MADE_LISTS.isdisjoint(classes):
        return
    items = [child for child in element if etree.QName(child).localname == "li"]
    back = element.get("reversed") is not None
    number = int(element.get("start") or (len(items) if back else 1))
    for item in items:
        number = int(item.get("value") or number)
        yield BULLET if name == "ul" else counted(number, element.get("type") or "1")
        number += -1 if back else 1


def _is_seam(element: Any) -> bool:
    roles = f"{element.get('role') or ''} {element.get(_EPUB_TYPE) or ''}".split()
    classes = (element.get("class") or "").split()
    return (
        not _SEAMS.isdisjoint(classes)
        or _ADDED in classes
        or not _SEAM_ROLES.isdisjoint(roles)
        or element.get("hidden") is not None
    )
