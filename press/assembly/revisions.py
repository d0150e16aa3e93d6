"""The marks of a compared book: pandoc's nodes in, what they say of the new text out.

``press/redline`` puts Spans ``ins`` and ``del`` around words that came and went, Divs ``changed``
around blocks, Divs ``item`` into list items. What the book numbers, lists or links is that of the
new text, so the setting has to see through the marks.
"""

from __future__ import annotations

from collections.abc import Iterable

from press.galley.names import ABSENT, CAME, CHANGE_NOTE, CHANGED, ITEM
from press.tree import Block, Blocks, Div, Inline, Inlines, Para, Span, is_span


def beneath(block: Block) -> Block:
    """What a marked block is in the new text: the first block of it inside the marks, or the mark
    itself when it holds none. Other blocks are given back."""
    while isinstance(block, Div) and block.c[0].has(CHANGED):
        attr, inside = block.c
        live = [one for one in inside if not _is_change_note(one)]
        if not live or attr.has(*ABSENT):
            return block
        block = live[0]
    return block


def _is_change_note(block: Block) -> bool:
    return isinstance(block, Para) and bool(block.c) and is_span(block.c[0], CHANGE_NOTE)


def item_state(blocks: Blocks) -> tuple[str, Blocks]:
    """Whether a list item was ``inserted`` or ``deleted`` (empty when neither), and its blocks."""
    match blocks:
        case (Div((attr, inside)),) if attr.has(ITEM):
            return " ".join(name for name in attr.classes if name != ITEM), inside
        case _:
            return "", blocks


def parted(line: Inlines) -> Inlines:
    """The line with every Span of words that came cut into Spans of one inline each."""
    found: list[Inline] = []
    for item in line:
        if isinstance(item, Span) and item.c[0].has(CAME):
            found += [Span((item.c[0], (one,))) for one in item.c[1]]
        else:
            found.append(item)
    return tuple(found)


def joined(line: Iterable[Inline]) -> Inlines:
    """The line with Spans of words that came joined again where they touch."""
    found: list[Inline] = []
    for item in line:
        match found[-1:], item:
            case [Span((before, words))], Span((attr, more)) if attr == before and attr.has(CAME):
                found[-1] = Span((attr, (*words, *more)))
            case _:
                found.append(item)
    return tuple(found)
