"""A chapter marked: its steps in, the new block list with Divs around what changed out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from press.model import Json
from press.redline.loom import NOTE, Loom, quietly, spaced
from press.redline.pairs import marked_line, marked_pair
from press.redline.steps import Step, title, walk
from press.redline.weave import span
from press.redline.whole import come_blocks, gone_blocks


def number_steps(steps: Iterable[Step], stem: str, taken: Container[str]) -> tuple[str, ...]:
    """Give every changed step its anchor ``aendring-STEM-N``, and tell them in reading order."""
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


def marked_steps(steps: Sequence[Step], loom: Loom) -> list[Json]:
    """The blocks of the new version with those that went among them."""
    return [block for step in steps for block in _marked(step, loom)]


def _marked(step: Step, loom: Loom) -> list[Json]:
    if not step.changed:
        return list(step.new.blocks) if step.new else []
    if step.inside is not None and step.new and step.old:
        return [_box(step, step.inside, loom)]
    if step.partner:
        return [_moved(step, step.partner, loom)]
    if step.old and step.new:
        return [_changed(step.anchor, (), marked_pair(step.old, step.new, loom))]
    if step.new:
        return [_changed(step.anchor, ("inserted",), come_blocks(list(step.new.blocks), loom))]
    gone = gone_blocks(list(step.old.blocks), loom) if step.old else []
    return [_changed(step.anchor, ("deleted",), gone)]


def _box(step: Step, inside: Sequence[Step], loom: Loom) -> Json:
    """A box that stayed: what changed in it is marked there, another title is told at its top."""
    assert step.old is not None
    assert step.new is not None
    blocks = marked_steps(inside, loom)
    if step.retitled:
        before, after = spaced(title(step.old.block)), spaced(title(step.new.block))
        line = marked_line(before, after, loom)
        told = {"t": "Para", "c": [span((NOTE,), [*spaced("Ny titel: "), *line])]}
        blocks = [_changed(step.anchor, (), [told]), *blocks]
    return {"t": "Div", "c": [step.new.block["c"][0], blocks]}


def _moved(step: Step, partner: Step, loom: Loom) -> Json:
    """One end of a block that moved. What changed on the way is marked where it now stands."""
    told = [] if step.follows else [_signpost(step, partner)]
    if step.new and partner.old:
        loom.tally(moved=1)
        blocks = marked_pair(partner.old, step.new, loom)
        return _changed(step.anchor, ("moved-here",), [*told, *blocks])
    loom.tally(left=int(_section(step.anchor) != _section(partner.anchor)))
    gone = gone_blocks(list(step.old.blocks), quietly(loom)) if step.old else []
    return _changed(step.anchor, ("moved-away",), [*told, *gone])


def _section(anchor: str) -> str:
    return anchor.rpartition("-")[0]


def _signpost(step: Step, partner: Step) -> Json:
    """Where a block moved to or came from; the press sets the page after a cross-reference."""
    words = "Stod før her" if step.new else "Står nu her"
    link = {"t": "Link", "c": [["", [], []], spaced(words), [f"#{partner.anchor}", ""]]}
    return {"t": "Para", "c": [span((NOTE,), [*spaced("Flyttet. "), link])]}


def _changed(anchor: str, classes: tuple[str, ...], blocks: list[Json]) -> Json:
    return {"t": "Div", "c": [[anchor, ["changed", *classes], []], blocks]}


def all_new(blocks: list[Json], anchor: str) -> list[Json]:
    """A chapter that came, in one mark: underlining all of it would tell nobody anything."""
    return [_changed(anchor, ("inserted",), blocks)] if blocks else []
