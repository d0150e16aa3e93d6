"""Is every block of the manuscript whole, in its place and rightly tagged on paper? Pure.

In: galleys and the runs of a tagged PDF. Out: a :class:`Lack` for every block that is not.

Every run says whose it is, so nothing has to be searched for: a block's runs are joined and held
against what the galley says. Where a line ends, a space or a hyphen more or less is the
compositor's; all other letters, signs and spaces are the author's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Any

from lxml import etree

from press.language.numbers import roman
from press.model import Galley
from press.proofreading.expected import INLINE, SEAMS, BlockKind
from press.proofreading.letters import folded, letters, plain, signs
from press.proofreading.marked import Run

# The structure types that stand for the elements of a galley (ISO 32000-1, 14.8.4).
_TAGS = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "p": "P", "blockquote": "BlockQuote", "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "LI",
    "dd": "LI", "table": "Table", "td": "TD", "th": "TH", "caption": "Caption",
    "figcaption": "Caption",
}  # fmt: skip
_KINDS = {
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    "td": BlockKind.CELL, "th": BlockKind.CELL,
    "caption": BlockKind.CAPTION, "figcaption": BlockKind.CAPTION, "img": BlockKind.IMAGE,
}  # fmt: skip
_MARKER = "marker"
# Lists that the press makes have no numbers; neither have the lists inside them.
_MADE_LISTS = frozenset({"references", "index", "captions figurer", "captions tabeller"})
# Edges of a column that lie this near to each other (points) are one edge.
_SAME = 1.5
# Texts this far from each other (points) have a space between them.
_SPACE = 0.8


@dataclass(frozen=True, slots=True)
class Block:
    """A block as the galley has it: whose runs it is, what kind, its text with page numbers and
    note calls left out, and the types of the tags that must stand around it.

    ``item`` numbers the list item that it is in, ``label`` is the item's number or letter, and
    »•« of an item that has none; ``edge`` is how its column is set, ``column`` which one that is;
    ``repeated`` is set for the head of a table, which every page of it may show. The text of an
    image is its alternative text.
    """

    owner: str
    kind: BlockKind
    text: str
    tags: tuple[str, ...] = ()
    item: int = 0
    label: str = ""
    column: tuple[int, int] = (0, 0)
    edge: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Lack:
    """What is wrong with a block, in Danish, and the page near which it is or belongs (from 0)."""

    galley: Galley
    block: Block
    wrong: str
    page: int

    @property
    def misplaced(self) -> bool:
        return self.wrong == _MISPLACED


_MISSING = "mangler"
_MISPLACED = "står uden for rækkefølge"


def lacks(galleys: Sequence[Galley], runs: Iterable[Run]) -> tuple[Lack, ...]:
    """What of ``galleys`` is not on paper as it should be, in reading order."""
    owned: dict[str, list[Run]] = defaultdict(list)
    order: dict[str, int] = {}
    for place, run in enumerate(runs):
        owned[run.owner].append(run)
        order.setdefault(run.owner, place)
    found: list[Lack] = []
    texts = [(galley, block) for galley in galleys for block in text_blocks(galley)]
    notes = [(galley, block) for galley in galleys for block in note_blocks(galley)]
    for blocks in (texts, notes):
        misplaced = _misplaced([order.get(block.owner, -1) for _, block in blocks])
        page = 0
        for number, (galley, block) in enumerate(blocks):
            shown = owned.get(block.owner, ())
            page = shown[0].page if shown else page
            wrong = _MISPLACED if number in misplaced else _wrong(block, shown)
            if wrong:
                found.append(Lack(galley, block, wrong, page))
    for galley, several in groupby(texts, lambda pair: pair[0]):
        own = [block for _, block in several]
        for block, wrong in (*_mixed_items(own, owned), *_crooked(own, owned)):
            found.append(Lack(galley, block, wrong, owned[block.owner][0].page))
    return tuple(found)


def _misplaced(places: Sequence[int]) -> frozenset[int]:
    """The fewest blocks to move so that the places rise; -1 is a block without one."""
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int] = {}
    for number, place in enumerate(places):
        if place < 0:
            continue
        at = bisect_left(ends, place)
        before[number] = last[at - 1] if at else -1
        ends[at : at + 1], last[at : at + 1] = [place], [number]
    kept = set()
    number = last[-1] if last else -1
    while number >= 0:
        kept.add(number)
        number = before[number]
    return frozenset(before.keys() - kept)


def _wrong(block: Block, runs: Sequence[Run]) -> str:
    """What is wrong with one block; empty when nothing is."""
    if block.kind is BlockKind.IMAGE:
        return _wrong_image(block, runs)
    said = [run for run in runs if not run.made]
    if plain(block.text) and not said:
        return _MISSING
    copies = [list(group) for _, group in groupby(runs, lambda run: run.page)]
    for copy in copies if block.repeated else [runs]:
        if not is_shown(block.text, copy):
            shown = folded("".join(run.text for run in copy if not run.made))
            return f"står ikke, som det er skrevet, men »{_short(shown)}«"
    for run in said:
        names = [role.name for role in run.roles]
        if not _in_order(block.tags, names):
            return "er mærket forkert for skærmlæsere"
    return _wrong_label(block, runs)


def _wrong_image(block: Block, runs: Sequence[Run]) -> str:
    if not runs:
        return _MISSING
    said = {letters(role.alternative) for run in runs for role in run.roles}
    return "" if letters(block.text) in said else "har ikke sin tekst for skærmlæsere"


def _wrong_label(block: Block, runs: Sequence[Run]) -> str:
    if not block.label:
        return ""
    markers = [run.text for run in runs if run.made == _MARKER]
    said = re.sub(r"[\s.()]", "", "".join(markers))
    if block.label == "•":
        return "" if said and not said.isalnum() else "mangler sit punkt"
    return "" if said == block.label else f"har nummeret »{said}« og ikke »{block.label}«"


def _in_order(wanted: Sequence[str], names: Sequence[str]) -> bool:
    rest = iter(names)
    return all(name in rest for name in wanted)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60].rstrip()} …"


# --- letters, signs and spaces ---------------------------------------------------------


def is_shown(text: str, runs: Sequence[Run]) -> bool:
    """Whether the runs say ``text``: every sign of it, and its spaces but at the ends of lines.

    What the press made stands among them, but says nothing. Styles may set small letters large.
    """
    wanted = plain(text)
    shown = ["" if run.made else signs(run.text) for run in runs]
    apart = [True, *(_are_apart(*pair) for pair in pairwise(runs))]
    large = [text.casefold() for text in shown]
    return _follows(wanted, shown, apart) or _follows(wanted.casefold(), large, apart)


def _are_apart(before: Run, run: Run) -> bool:
    """Whether two runs stand on different lines, or with a space between them that is not drawn."""
    same_line = (before.page, before.line) == (run.page, run.line)
    return not same_line or run.left - before.right > _SPACE


def _follows(wanted: str, shown: Sequence[str], apart: Sequence[bool]) -> bool:
    at, spaced = 0, False
    for text, free in zip(shown, apart, strict=True):
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        spaced = spaced or free
        if spaced and start < end and wanted[at : at + 1] == " ":
            at += 1
        for place, sign in enumerate(text):
            if wanted[at : at + 1] == sign:
                at += 1
            # The reader of the page sees a space wherever one text ends far from the next.
            elif sign == " " and not start <= place < end:
                continue
            elif sign != "-" or place + 1 < end:
                return False
        spaced = spaced and not text.strip()
    return not wanted[at:].strip()


# --- lists and tables --------------------------------------------------------------------


def _mixed_items(
    blocks: Sequence[Block], owned: Mapping[str, Sequence[Run]]
) -> Iterator[tuple[Block, str]]:
    """The blocks of list items whose tags do not hold them apart."""
    holder: dict[tuple[int, int], int] = {}
    for block in blocks:
        for run in owned.get(block.owner, ()) if block.item else ():
            items = [role.number for role in run.roles if role.name == "LI"]
            if items and holder.setdefault((run.page, items[-1]), block.item) != block.item:
                yield block, "deler listepunkt med teksten før"
                break


def _crooked(
    blocks: Sequence[Block], owned: Mapping[str, Sequence[Run]]
) -> Iterator[tuple[Block, str]]:
    """The cells of right and centred columns that are not set so."""
    columns: dict[tuple[int, int, str], list[Block]] = defaultdict(list)
    for block in blocks:
        if block.edge:
            columns[(*block.column, block.edge)].append(block)
    for (_, _, edge), cells in columns.items():
        places = [_edge(owned.get(cell.owner, ()), edge) for cell in cells]
        known = sorted(place for place in places if place is not None)
        middle = known[len(known) // 2] if known else 0.0
        for cell, place in zip(cells, places, strict=True):
            if place is not None and abs(place - middle) > _SAME:
                yield cell, "står ikke rettet ind som sin kolonne"


def _edge(runs: Sequence[Run], edge: str) -> float | None:
    """Where the last line of a cell ends, or the middle of it."""
    lines = [list(line) for _, line in groupby(runs, lambda run: (run.page, run.line))]
    if len(lines) != 1 or any(run.made for run in runs):
        return None
    left, right = min(run.left for run in lines[0]), max(run.right for run in lines[0])
    return right if edge == "right" else (left + right) / 2


# --- what the galley says ------------------------------------------------------------------


def text_blocks(galley: Galley) -> tuple[Block, ...]:
    """The opening and the text of a galley in reading order, notes left out."""
    opening = (
        ("title", BlockKind.TITLE, galley.title, ("H1",)),
        ("authors", BlockKind.BYLINE, ", ".join(galley.authors), ()),
        ("abstract", BlockKind.ABSTRACT, galley.abstract, ()),
    )
    above = (
        Block(f"{galley.id}#{name}", kind, text, tags) for name, kind, text, tags in opening if text
    )
    return (*above, *_walked(galley.html, galley.id))


def note_blocks(galley: Galley) -> tuple[Block, ...]:
    """The blocks of a galley's notes in order."""
    return tuple(
        replace(block, kind=BlockKind.NOTE, tags=(), label="", item=0)
        for note in galley.notes
        for block in _walked(note.html, note.id)
    )


@dataclass(slots=True)
class _Walk:
    """A walk through a text: its elements by their order, the blocks met, and how many items and
    tables there were."""

    name: str
    order: Mapping[Any, int]
    blocks: dict[str, Block] = field(default_factory=dict)
    items: int = 0
    tables: int = 0

    def say(self, block: Block, text: str | None) -> None:
        """Add ``text`` to what the block says; an empty one makes the block known."""
        known = self.blocks.setdefault(block.owner, block)
        self.blocks[block.owner] = replace(known, text=known.text + (text or ""))


def _walked(html: str, name: str) -> tuple[Block, ...]:
    root = etree.fromstring(f"<div>{html}</div>")
    order = {element: number for number, element in enumerate(root.iterdescendants(etree.Element))}
    walk = _Walk(name, order)
    _visit(root, Block("", BlockKind.TEXT, ""), walk)
    return tuple(block for block in walk.blocks.values() if block.owner and _says(block))


def _says(block: Block) -> bool:
    return bool(plain(block.text) or block.label) or block.kind is BlockKind.IMAGE


def _visit(element: Any, block: Block, walk: _Walk) -> None:
    """Gather the text of ``element``, which belongs to ``block``."""
    walk.say(block, element.text)
    labels = iter(_labels(element))
    for child in element:
        if isinstance(child.tag, str) and SEAMS.isdisjoint((child.get("class") or "").split()):
            inner = _block(child, block, walk)
            if child.tag == "li":
                inner = replace(inner, label=next(labels, ""))
            if child.tag == "br":
                walk.say(block, " ")
            elif child.tag == "img":
                walk.say(replace(inner, kind=BlockKind.IMAGE), child.get("alt"))
            else:
                _visit(child, inner, walk)
        walk.say(block, child.tail)


def _block(element: Any, outer: Block, walk: _Walk) -> Block:
    """The block that the text of ``element`` belongs to, as yet without that text."""
    number = element.get("data-b")
    own, tag = outer.owner, str(element.tag)
    if number:
        own = f"{walk.name}#{number}"
    elif not own or "#e" in own:
        own = f"{walk.name}#e{walk.order[element]}"
    inner = replace(outer, owner=own, text="", kind=_KINDS.get(tag, outer.kind))
    if tag in INLINE:
        return inner
    inner = replace(inner, label="", edge="")
    if tag == "li":
        walk.items += 1
        inner = replace(inner, item=walk.items)
    if tag == "table":
        walk.tables += 1
    if tag in ("td", "th"):
        inner = _cell(element, inner, walk.tables)
    if tag in ("thead", "tfoot"):
        inner = replace(inner, repeated=True)
    kept = () if tag in ("ul", "ol", "dl") else inner.tags
    return replace(inner, tags=(*kept, _TAGS[tag]) if tag in _TAGS else kept)


def _cell(element: Any, block: Block, table: int) -> Block:
    row = element.getparent()
    edge = (element.get("class") or "").strip()
    spans = any(cell.get("colspan") or cell.get("rowspan") for cell in row)
    column = sum(1 for _ in element.itersiblings(preceding=True))
    return replace(block, column=(table, column), edge="" if spans else edge)


def _labels(element: Any) -> Iterator[str]:
    """The number or letter of each item of a list of the manuscript (HTML, 4.4.5 and 4.4.8)."""
    lists = (element, *element.iterancestors("ul", "ol"))
    made = any(one.get("class") in _MADE_LISTS for one in lists)
    if element.tag not in ("ul", "ol") or made:
        return
    items = [child for child in element if child.tag == "li"]
    back = element.get("reversed") is not None
    number = int(element.get("start") or (len(items) if back else 1))
    for item in items:
        number = int(item.get("value") or number)
        yield "•" if element.tag == "ul" else _counted(number, element.get("type") or "1")
        number += -1 if back else 1


def _counted(number: int, style: str) -> str:
    if style in ("i", "I"):
        return roman(number) if style == "i" else roman(number).upper()
    letters = ""
    while style in ("a", "A") and number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord(style) + rest) + letters
    return letters or str(number)
