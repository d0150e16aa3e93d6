"""A chapter marked: its steps in, the new block list with Divs around what changed out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from press.galley.names import CHANGED, DELETED, INSERTED, MOVED_AWAY, MOVED_HERE
from press.redline.lines import Ledger, inlines, remarked
from press.redline.pairs import marked_line, marked_pair
from press.redline.steps import Step, walk
from press.redline.units import Unit
from press.redline.whole import came_blocks, gone_blocks, marked_div
from press.tree import Attr, Block, Blocks, Div, Link, Target, spaced


def number_steps(steps: Iterable[Step], stem: str, taken: Container[str]) -> tuple[str, ...]:
    """Give every changed step its anchor ``aendring-STEM-N``; the anchors in reading order."""
    found: list[str] = []
    number = 0
    for step in walk(steps):
        if step.changed and (step.inside is None or step.retitled):
            number += 1
            while (anchor := f"aendring-{stem}-{number}") in taken:
                number += 1
            step.anchor = anchor
            found.append(anchor)
    return tuple(found)


def marked_steps(steps: Sequence[Step], ledger: Ledger) -> Blocks:
    """The blocks of the new version with those that went among them."""
    return tuple(block for step in steps for block in _marked(step, ledger))


def _marked(step: Step, ledger: Ledger) -> Blocks:
    old, new = step.old, step.new
    if not step.changed:
        return new.blocks if new else ()
    if step.partner:
        return (_moved(step, step.partner, ledger),)
    if old and new:
        if step.inside is not None:
            return (_box(step, old, new, ledger),)
        return (_changed(step.anchor, marked_pair(old, new, ledger)),)
    if new:
        return (_changed(step.anchor, came_blocks(new.blocks, ledger), INSERTED),)
    gone = gone_blocks(old.blocks, ledger) if old else ()
    return (_changed(step.anchor, gone, DELETED),)


def _box(step: Step, old: Unit[Blocks], new: Unit[Blocks], ledger: Ledger) -> Block:
    """A box that stayed: what changed in it is marked there, another title is shown at its top."""
    assert isinstance(new.block, Div)
    blocks = marked_steps(step.inside or (), ledger)
    if step.retitled:
        line = marked_line(inlines(old.title), inlines(new.title), ledger)
        blocks = (_changed(step.anchor, (remarked("Ny titel: ", line),)), *blocks)
    return Div((new.block.c[0], blocks))


def _moved(step: Step, partner: Step, ledger: Ledger) -> Div:
    """One end of a block that moved. What changed on the way is marked where it now stands."""
    signpost = () if step.follows else (_signpost(step, partner),)
    if step.new and partner.old:
        ledger.add(moved=1)
        blocks = marked_pair(partner.old, step.new, ledger)
        return _changed(step.anchor, (*signpost, *blocks), MOVED_HERE)
    ledger.add(left=int(_section(step.anchor) != _section(partner.anchor)))
    gone = gone_blocks(step.old.blocks, ledger.aside()) if step.old else ()
    return _changed(step.anchor, (*signpost, *gone), MOVED_AWAY)


def _section(anchor: str) -> str:
    return anchor.rpartition("-")[0]


def _signpost(step: Step, partner: Step) -> Block:
    """Where a block moved to or came from; the press sets the page after a cross-reference."""
    text = "Stod før her" if step.new else "Står nu her"
    return remarked("Flyttet. ", (Link((Attr(), spaced(text), Target(f"#{partner.anchor}"))),))


def _changed(anchor: str, blocks: Blocks, *classes: str) -> Div:
    return marked_div((CHANGED, *classes), blocks, anchor)


def all_new(blocks: Blocks, anchor: str) -> Blocks:
    """A chapter that came, in one mark: to underline all of it would show nothing."""
    return (_changed(anchor, blocks, INSERTED),) if blocks else ()
