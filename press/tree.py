"""Pandoc's tree, typed: the JSON of a block list in, frozen nodes out, and the same bytes back.

The nodes are pandoc's own (pandoc-types 1.23), under its own names: ``node.c`` is what pandoc
calls the contents, as a tuple in pandoc's order, so that ``case Header((level, attr, line))`` takes
a node apart. Nodes are never changed; every pass makes new ones. The only walk through a tree, its
plain text and the few nodes that the press makes itself are here too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import is_
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar, cast, get_args

import msgspec
from msgspec import Struct

from press.galley.names import WENT
from press.language.typography import QUOTES

_T = TypeVar("_T")


class Attr(NamedTuple):
    """What stands in curly brackets: ``{#id .class name=value}``."""

    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """The value of ``name``; empty when it is not there. The last one counts, as in a dict."""
        return dict(self.pairs).get(name, "")

    def has(self, *classes: str) -> bool:
        """Whether one of ``classes`` is among the classes."""
        return not set(classes).isdisjoint(self.classes)


class Option(Struct, frozen=True, gc=False):
    """One of pandoc's bare words, such as ``DoubleQuote`` or ``AlignRight``."""

    t: str


class Node(Struct, frozen=True, tag_field="t", tag=True, gc=False):
    """A block or an inline. All but the bare ones have contents, ``c``."""


class Citation(
    Struct,
    frozen=True,
    gc=False,
    rename={
        "id": "citationId",
        "prefix": "citationPrefix",
        "suffix": "citationSuffix",
        "mode": "citationMode",
        "note": "citationNoteNum",
        "hash": "citationHash",
    },
):
    """One work in a citation list; ``note`` counts the lists of a document."""

    id: str
    prefix: Inlines
    suffix: Inlines
    mode: Option
    note: int = 1
    hash: int = 0


class Target(NamedTuple):
    """Where a link leads, or which file an image is."""

    url: str
    title: str = ""


# --- inlines -------------------------------------------------------------------------


class Str(Node, frozen=True):
    c: str


class Space(Node, frozen=True):
    pass


class SoftBreak(Node, frozen=True):
    pass


class LineBreak(Node, frozen=True):
    pass


class Emph(Node, frozen=True):
    c: Inlines


class Strong(Node, frozen=True):
    c: Inlines


class Underline(Node, frozen=True):
    c: Inlines


class Strikeout(Node, frozen=True):
    c: Inlines


class Superscript(Node, frozen=True):
    c: Inlines


class Subscript(Node, frozen=True):
    c: Inlines


class SmallCaps(Node, frozen=True):
    c: Inlines


class Quoted(Node, frozen=True):
    c: tuple[Option, Inlines]


class Cite(Node, frozen=True):
    c: tuple[tuple[Citation, ...], Inlines]


class Code(Node, frozen=True):
    c: tuple[Attr, str]


class Math(Node, frozen=True):
    c: tuple[Option, str]


class RawInline(Node, frozen=True):
    c: tuple[str, str]


class Link(Node, frozen=True):
    c: tuple[Attr, Inlines, Target]


class Image(Node, frozen=True):
    c: tuple[Attr, Inlines, Target]


class Note(Node, frozen=True):
    c: Blocks


class Span(Node, frozen=True):
    c: tuple[Attr, Inlines]


# --- blocks --------------------------------------------------------------------------


class Plain(Node, frozen=True):
    c: Inlines


class Para(Node, frozen=True):
    c: Inlines


class LineBlock(Node, frozen=True):
    c: tuple[Inlines, ...]


class CodeBlock(Node, frozen=True):
    c: tuple[Attr, str]


class RawBlock(Node, frozen=True):
    c: tuple[str, str]


class BlockQuote(Node, frozen=True):
    c: Blocks


class Numbering(NamedTuple):
    """How an ordered list is numbered: its first number, its figures, what stands after them."""

    start: int
    style: Option
    delimiter: Option


class OrderedList(Node, frozen=True):
    c: tuple[Numbering, tuple[Blocks, ...]]


class BulletList(Node, frozen=True):
    c: tuple[Blocks, ...]


class DefinitionList(Node, frozen=True):
    c: tuple[Definition, ...]


class Header(Node, frozen=True):
    c: tuple[int, Attr, Inlines]


class HorizontalRule(Node, frozen=True):
    pass


class Caption(NamedTuple):
    """The words below a figure or above a table."""

    short: Inlines | None
    blocks: Blocks


class Width(Struct, frozen=True, gc=False, omit_defaults=True):
    """The width of a column: ``c`` is its share of the line where ``t`` is ``ColWidth``."""

    t: Literal["ColWidth", "ColWidthDefault"]
    c: float | None = None


class Cell(NamedTuple):
    """A cell, ``down`` rows high and ``across`` columns wide."""

    attr: Attr
    align: Option
    down: int
    across: int
    blocks: Blocks


class Row(NamedTuple):
    """A row of a table."""

    attr: Attr
    cells: tuple[Cell, ...]


class Rows(NamedTuple):
    """The head or the foot of a table."""

    attr: Attr
    rows: tuple[Row, ...]


class Body(NamedTuple):
    """A body of a table: how many columns are headings, rows of headings, and the other rows."""

    attr: Attr
    headings: int
    between: tuple[Row, ...]
    rows: tuple[Row, ...]


class Grid(NamedTuple):
    """What is in a table, in pandoc's order; ``columns`` are alignment and width of each."""

    attr: Attr
    caption: Caption
    columns: tuple[tuple[Option, Width], ...]
    head: Rows
    bodies: tuple[Body, ...]
    foot: Rows


class Table(Node, frozen=True):
    c: Grid


class Figure(Node, frozen=True):
    c: tuple[Attr, Caption, Blocks]


class Div(Node, frozen=True):
    c: tuple[Attr, Blocks]


Blank: TypeAlias = Space | SoftBreak | LineBreak
Styled: TypeAlias = Emph | Strong | Underline | Strikeout | Superscript | Subscript | SmallCaps
Inline: TypeAlias = (
    Str | Blank | Styled | Quoted | Cite | Code | Math | RawInline | Link | Image | Note | Span
)
Block: TypeAlias = (
    Plain | Para | LineBlock | CodeBlock | RawBlock | BlockQuote | OrderedList | BulletList
    | DefinitionList | Header | HorizontalRule | Table | Figure | Div
)  # fmt: skip
Inlines: TypeAlias = tuple[Inline, ...]
Blocks: TypeAlias = tuple[Block, ...]
Definition: TypeAlias = tuple[Inlines, tuple[Blocks, ...]]

# What may be walked: a node, or a tuple of nodes however deep.
Tree: TypeAlias = Node | tuple[Any, ...]

_READER = msgspec.json.Decoder(Blocks)
_WRITER = msgspec.json.Encoder()
STYLED, BLOCKS = get_args(Styled), get_args(Block)
BLANK = (Space, SoftBreak)


def read(data: bytes) -> Blocks:
    """The blocks that a JSON text holds.

    Raises :class:`msgspec.ValidationError` for a tree that is not pandoc's, ``RecursionError`` for
    one that is too deep.
    """
    return _READER.decode(data)


def write(tree: Tree) -> bytes:
    """The JSON of a node or of a tuple of them, without blanks."""
    return _WRITER.encode(tree)


def children(node: Node) -> tuple[Any, ...]:
    """What is in a node, as something to walk."""
    inside = getattr(node, "c", ())
    return inside if isinstance(inside, tuple) else ()


def attr_of(node: Node) -> Attr | None:
    """The attributes of a node; None for a kind that has none."""
    match node:
        case Header((_, attr, _)):
            return attr
        case Table(grid):
            return grid.attr
        case Div() | Span() | Link() | Image() | Code() | CodeBlock() | Figure():
            return node.c[0]
        case _:
            return None


def nodes(tree: Tree) -> Iterator[Node]:
    """Every node in a tree, itself included, in document order, parents first.

    Without recursion, and words and blanks too; a walk that wants few kinds asks for them.
    """
    waiting: list[Any] = [tree]
    while waiting:
        item = waiting.pop()
        # Most of them are words.
        if type(item) is Str:
            yield item
        elif isinstance(item, tuple):
            waiting.extend(item[::-1])
        elif isinstance(item, Node):
            yield item
            waiting.append(children(item))
        elif isinstance(item, Citation):
            waiting += [item.suffix, item.prefix]


def plain(tree: Tree, *, notes: bool = False, images: bool = False) -> str:
    """The words of a tree on one line, code and quotation marks included.

    Raw text and formulas are left out, and words that went since the version compared with; notes
    and the words of images too, unless they are asked for.
    """
    return " ".join("".join(_words(tree, 0, notes, images)).split())


def _words(tree: Any, quoted: int, notes: bool, images: bool) -> Iterator[str]:
    match tree:
        case Str(text):
            yield text
        case Space() | SoftBreak() | LineBreak():
            yield " "
        case Quoted((kind, line)):
            opening, closing = QUOTES[kind.t == "SingleQuote" or quoted % 2 == 1]
            yield opening
            yield from _words(line, quoted + 1, notes, images)
            yield closing
        case Code((_, text)) | CodeBlock((_, text)):
            yield text
        case Cite((_, line)):
            yield from _words(line, quoted, notes, images)
        case RawInline() | RawBlock() | Math():
            return
        case Note() if not notes:
            return
        case Image() if not images:
            return
        case Span((attr, _)) if attr.has(WENT):
            return
        case Node():
            yield from _words(children(tree), quoted, notes, images)
            yield " " if isinstance(tree, BLOCKS) else ""
        case tuple():
            for item in tree:
                yield from _words(item, quoted, notes, images)


def remade_nodes(tree: _T, siblings: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> _T:
    """A tree with each list of sibling nodes in it made anew, from the outermost inwards."""
    if isinstance(tree, Node):
        inside = getattr(tree, "c", None)
        made = remade_nodes(inside, siblings) if isinstance(inside, tuple) else inside
        return tree if made is inside else msgspec.structs.replace(tree, c=made)
    if isinstance(tree, Citation):
        prefix, suffix = (remade_nodes(line, siblings) for line in (tree.prefix, tree.suffix))
        same = prefix is tree.prefix and suffix is tree.suffix
        return tree if same else msgspec.structs.replace(tree, prefix=prefix, suffix=suffix)
    if not isinstance(tree, tuple):
        return tree
    items = siblings(tree) if any(isinstance(item, Node) for item in tree) else tree
    parts = [remade_nodes(item, siblings) for item in items]
    if items is tree and all(map(is_, parts, tree)):
        return tree
    # A named tuple stays one of its kind.
    return cast(_T, type(tree)._make(parts) if hasattr(tree, "_make") else tuple(parts))


def remade(
    block: Block, line: Callable[[Inlines], Inlines], inside: Callable[[Blocks], Blocks]
) -> Block:
    """A block with each of its lines, and each list of blocks right inside it, made anew.

    The lines are those of paragraphs, headings, line blocks and the terms of definitions; blocks
    without words of pandoc's (code, raw text, rules) are given back as they are.
    """
    match block:
        case Para(words):
            return Para(line(words))
        case Plain(words):
            return Plain(line(words))
        case Header((level, attr, words)):
            return Header((level, attr, line(words)))
        case LineBlock(lines):
            return LineBlock(tuple(map(line, lines)))
        case BlockQuote(blocks):
            return BlockQuote(inside(blocks))
        case Div((attr, blocks)):
            return Div((attr, inside(blocks)))
        case BulletList(items):
            return BulletList(tuple(map(inside, items)))
        case OrderedList((numbering, items)):
            return OrderedList((numbering, tuple(map(inside, items))))
        case DefinitionList(entries):
            return DefinitionList(
                tuple((line(term), tuple(map(inside, meanings))) for term, meanings in entries)
            )
        case Figure((attr, caption, blocks)):
            told = caption._replace(blocks=inside(caption.blocks))
            return Figure((attr, told, inside(blocks)))
        case Table(grid):
            return Table(_remade_grid(grid, inside))
        case _:
            return block


def _remade_grid(grid: Grid, inside: Callable[[Blocks], Blocks]) -> Grid:
    def rows(several: Iterable[Row]) -> tuple[Row, ...]:
        return tuple(remade_row(row, inside) for row in several)

    return grid._replace(
        caption=grid.caption._replace(blocks=inside(grid.caption.blocks)),
        head=grid.head._replace(rows=rows(grid.head.rows)),
        bodies=tuple(
            body._replace(between=rows(body.between), rows=rows(body.rows)) for body in grid.bodies
        ),
        foot=grid.foot._replace(rows=rows(grid.foot.rows)),
    )


def remade_row(row: Row, inside: Callable[[Blocks], Blocks]) -> Row:
    """A row of a table with the blocks of each cell made anew."""
    cells = (cell._replace(blocks=inside(cell.blocks)) for cell in row.cells)
    return row._replace(cells=tuple(cells))


def is_span(item: Node, *classes: str) -> bool:
    """Whether an inline is a Span of one of ``classes``."""
    return isinstance(item, Span) and item.c[0].has(*classes)


def span(classes: Iterable[str], line: Iterable[Inline]) -> Span:
    """A Span of these classes."""
    return Span((Attr(classes=tuple(classes)), tuple(line)))


def spaced(text: str) -> Inlines:
    """A plain text as inlines: words with a Space between them."""
    found: list[Inline] = []
    for word in text.split():
        found += [Space(), Str(word)] if found else [Str(word)]
    return tuple(found)
