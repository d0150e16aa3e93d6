"""Is every block of the manuscript whole, in its place and rightly tagged on paper? Pure.

In: galleys and the runs of a tagged PDF. Out: a :class:`~press.proofreading.expected.Lack` for
every block that is not.

Every run says whose it is, so nothing has to be searched for: a block's runs are joined and held
against what the galley says. Where a line ends, a space or a hyphen more or less is the
compositor's; all other letters, signs and spaces are the author's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median_low

from press.model import Galley
from press.proofreading.expected import (
    BULLET,
    Block,
    BlockKind,
    Lack,
    misplaced,
    note_blocks,
    text_blocks,
)
from press.proofreading.glyphs import NOTHING
from press.proofreading.letters import letters, plain, quoted, signs
from press.proofreading.marked import Run

# The structure types that stand for the elements around a text (ISO 32000-1, 14.8.4).
_TAGS = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "p": "P", "blockquote": "BlockQuote", "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "LI",
    "dd": "LI", "table": "Table", "td": "TD", "th": "TH", "caption": "Caption",
    "figcaption": "Caption",
}  # fmt: skip
_MARKER = "marker"
# Edges of a column that lie this near to each other (points) are one edge.
_SAME = 3
# Texts this far from each other (points) have a space between them.
_SPACE = 0.8

_Owned = Mapping[str, Sequence[Run]]


def lacks(galleys: Sequence[Galley], runs: Iterable[Run]) -> tuple[Lack, ...]:
    """What of ``galleys`` is not on paper as it should be, in reading order, notes last."""
    owned: dict[str, list[Run]] = defaultdict(list)
    order: dict[str, int] = {}
    for place, run in enumerate(runs):
        owned[run.owner].append(run)
        if not run.made or run.made == _MARKER:
            order.setdefault(run.owner, place)
    texts = [block for galley in galleys for block in text_blocks(galley)]
    notes = [block for galley in galleys for block in note_blocks(galley)]
    found = [*_lacking(texts, owned, order), *_headless(texts, owned)]
    found += [*_crooked(texts, owned), *_mixed(texts, owned)]
    return (*found, *_lacking(notes, owned, order))


def lost(
    galleys: Sequence[Galley], like: tuple[Sequence[Run], Sequence[str]], pages: Sequence[str]
) -> tuple[Lack, ...]:
    """The blocks that a file without marks lacks of the marked one that it is ``like`` (its runs
    and the texts of its pages). ``pages`` are the texts of the file's own."""
    runs, texts = like
    blocks = {
        block.owner: block
        for galley in galleys
        for block in (*text_blocks(galley), *note_blocks(galley))
    }
    found: dict[str, Lack] = {}
    for page, several in groupby(runs, lambda run: run.page):
        text = letters(pages[page]) if page < len(pages) else ""
        if letters(texts[page]) in text:
            continue
        said = [run for run in several if run.owner in blocks]
        gone = [run for run in said if letters(run.text) not in text]
        for run in gone:
            found.setdefault(run.owner, Lack(blocks[run.owner], page=page))
        if said and not gone:
            owner = said[0].owner
            found.setdefault(owner, misplaced(blocks[owner], page=page))
    return tuple(found.values())


def _lacking(blocks: Sequence[Block], owned: _Owned, order: Mapping[str, int]) -> Iterator[Lack]:
    out_of_order = _out_of_order(_places(blocks, owned, order))
    met: Counter[tuple[str, str]] = Counter()
    page = 0
    for number, block in enumerate(blocks):
        met[block.galley, block.text] += 1
        runs = owned.get(block.owner, ())
        page = runs[0].page if runs else page
        if number in out_of_order:
            lack = misplaced(block, number, page)
        elif wrong := _wrong(block, runs):
            lack = Lack(block, wrong, index=number, page=page)
        else:
            continue
        yield replace(lack, nth=met[block.galley, block.text])


def _places(blocks: Sequence[Block], owned: _Owned, order: Mapping[str, int]) -> list[int]:
    """Where each block begins among the runs, -1 for one that is not there. In a row that a page
    end divides, all cells begin where the row does: each goes on behind the whole page before."""
    rows: dict[tuple[str, int], set[int]] = defaultdict(set)
    first: dict[tuple[str, int], int] = {}
    for block in blocks:
        if block.row and block.owner in order:
            name = (block.galley, block.row)
            rows[name].update(run.page for run in owned[block.owner])
            first[name] = min(first.get(name, order[block.owner]), order[block.owner])
    divided = {name for name, pages in rows.items() if len(pages) > 1}
    return [
        first[name]
        if (name := (block.galley, block.row)) in divided and block.owner in order
        else order.get(block.owner, -1)
        for block in blocks
    ]


def _out_of_order(places: Sequence[int]) -> frozenset[int]:
    """The fewest blocks to move so that the places rise; -1 is a block without one."""
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int] = {}
    for number, place in enumerate(places):
        if place >= 0:
            at = bisect_right(ends, place)
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
    own = [run for run in runs if not run.made]
    if block.text and not own:
        return "mangler"
    return _wrong_text(block, runs, own) or _wrong_tags(block, own) or _wrong_label(block, runs)


def _wrong_image(block: Block, runs: Sequence[Run]) -> str:
    said = {letters(role.alternative) for run in runs for role in run.roles}
    if not runs:
        return "mangler"
    has_text = not block.text or letters(block.text) in said
    return "" if has_text else "har ikke sin tekst for skærmlæsere"


def _wrong_text(block: Block, runs: Sequence[Run], own: Sequence[Run]) -> str:
    """``own`` are the runs that say what the manuscript says, among all ``runs`` of the block."""
    if max(Counter(_spot(run) for run in own if run.is_text).values(), default=0) > 1:
        return "står to gange oven i hinanden"
    copies = [list(copy) for _, copy in groupby(runs, lambda run: run.page)]
    for copy in copies if block.repeated else [runs]:
        if not is_shown(block.words, copy):
            shown = quoted("".join(run.text for run in copy if not run.made))
            return f"står ikke, som det er skrevet, men {shown}"
    return ""


def _wrong_tags(block: Block, own: Sequence[Run]) -> str:
    tags = [_TAGS[name] for name in block.inside]
    right = all(_in_order(tags, [role.name for role in run.roles]) for run in own)
    return "" if right else "er mærket forkert for skærmlæsere"


def _spot(run: Run) -> tuple[int, float, float, float]:
    return run.page, run.line, round(run.left, 1), round(run.right, 1)


def _wrong_label(block: Block, runs: Sequence[Run]) -> str:
    if not block.label:
        return ""
    said = re.sub(r"[\s.()]", "", "".join(run.text for run in runs if run.made == _MARKER))
    if block.label == BULLET:
        return "" if said and not said.isalnum() else "mangler sit punkt"
    return "" if said == block.label else f"har nummeret »{said}« og ikke »{block.label}«"


def _in_order(wanted: Sequence[str], names: Sequence[str]) -> bool:
    rest = iter(names)
    return all(name in rest for name in wanted)


# --- letters, signs and spaces -----------------------------------------------------------


def is_shown(text: str, runs: Sequence[Run]) -> bool:
    """Whether the runs say ``text``: every sign of it, and its spaces but at the ends of lines.

    What the press made stands among them, but says nothing. Styles may set all letters large.
    """
    wanted = plain(text)
    # Spaces beside each other are the author's in code, and nowhere else.
    seen = _folded if "  " in signs(text).strip() else signs
    shown = ["" if run.made else seen(run.text) for run in runs]
    apart = [True, *(_are_apart(*pair) for pair in pairwise(runs))]
    return _follows(wanted, shown, apart) or _follows(wanted.upper(), shown, apart)


def _folded(text: str) -> str:
    return re.sub(" +", " ", signs(text))


def _are_apart(before: Run, run: Run) -> bool:
    """Whether two runs stand on different lines, or with a space between them that is not drawn."""
    same_line = (before.page, before.line) == (run.page, run.line)
    return not same_line or run.left - before.right > _SPACE


def _follows(wanted: str, shown: Sequence[str], apart: Sequence[bool]) -> bool:
    at, spaced = 0, False
    for text, free in zip(shown, apart, strict=False):
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        spaced = spaced or free
        if spaced and start < end and wanted[at : at + 1] == " ":
            at += 1
        for place, sign in enumerate(text):
            # The typesetting has told of a sign that no face has (P105).
            if wanted[at : at + 1] == sign or (sign == NOTHING and wanted[at : at + 1]):
                at += 1
            # The reader of the page sees a space wherever one text ends far from the next.
            elif sign == " " and not start <= place < end:
                continue
            elif sign != "-" or place + 1 < end:
                return False
        spaced = spaced and not text.strip()
    return not wanted[at:].strip()


# --- lists and tables --------------------------------------------------------------------


def _mixed(blocks: Sequence[Block], owned: _Owned) -> Iterator[Lack]:
    """The blocks of list items whose tags do not hold them apart."""
    holder: dict[tuple[int, int], tuple[str, int]] = {}
    for number, block in enumerate(blocks):
        for run in owned.get(block.owner, ()) if block.item else ():
            items = [role.number for role in run.roles if role.name == "LI"]
            own = (block.galley, block.item)
            if items and holder.setdefault((run.page, items[-1]), own) != own:
                yield Lack(block, "deler listepunkt med teksten før", index=number, page=run.page)
                break


def _headless(blocks: Sequence[Block], owned: _Owned) -> Iterator[Lack]:
    """The heads of tables that are not on every page of their table."""
    pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    for block in blocks:
        if block.row and not block.repeated:
            pages[block.galley, block.column[0]].update(_pages(block, owned))
    for number, block in enumerate(blocks):
        shown = _pages(block, owned) if block.row and block.repeated else set()
        missing = pages[block.galley, block.column[0]] - shown if shown else set()
        if missing:
            wrong = "mangler på en af tabellens sider"
            yield Lack(block, wrong, index=number, page=min(missing))


def _pages(block: Block, owned: _Owned) -> set[int]:
    return {run.page for run in owned.get(block.owner, ()) if not run.made}


def _crooked(blocks: Sequence[Block], owned: _Owned) -> Iterator[Lack]:
    """The cells of right and centred columns that are not set so."""
    columns: dict[tuple[str, tuple[int, int], int], list[tuple[float, Lack]]] = defaultdict(list)
    for number, block in enumerate(blocks):
        runs = owned.get(block.owner, ()) if block.edge else ()
        place = _edge_of(runs, block.edge)
        if place is not None:
            page = runs[0].page
            lack = Lack(block, "er ikke rettet ind som sin kolonne", index=number, page=page)
            columns[block.galley, block.column, page].append((place, lack))
    for cells in columns.values():
        middle = median_low(place for place, _ in cells)
        yield from (lack for place, lack in cells if abs(place - middle) > _SAME)


def _edge_of(runs: Sequence[Run], edge: str) -> float | None:
    """Where a cell of one line ends, or its middle; None for any other cell."""
    if len({(run.page, run.line) for run in runs}) != 1 or any(run.made for run in runs):
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    return right if edge == "right" else (left + right) / 2
