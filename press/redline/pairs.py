"""Two versions of a block: the old and the new in, the new with its changes marked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from press import tree
from press.galley.names import DELETED, INSERTED, ITEM, LONG_DESCRIPTION
from press.redline.lines import Ledger, came_line, gone_line, inlines, plainly, remark, remarked
from press.redline.rows import comparable, marked_rows
from press.redline.steps import plan
from press.redline.tokens import Token, seen, sight, text_of, tokens
from press.redline.units import Unit, merged
from press.redline.weave import woven
from press.redline.whole import came_blocks, gone_blocks, marked_div
from press.redline.worddiff import runs
from press.tree import Attr, Block, Blocks, Definition, Image, Inline, Inlines, Note, Para, Plain

_OTHER_LEVEL = "(Overskriften er på et andet niveau end før.)"
_SPLIT, _JOINED = " [Herefter nyt afsnit.]", " [Før to afsnit.]"
# Stands in a line between the paragraphs that one was split into; no reader sees it.
_BREAK = tree.RawInline(("redline", ""))


def marked_line(old: Inlines, new: Inlines, ledger: Ledger) -> Inlines:
    """The new line with its changes."""
    if sight(old) == sight(new):
        return new
    return _marked_tokens(tokens(old), tokens(new), ledger)


def _marked_tokens(old: list[Token], line: list[Token], ledger: Ledger) -> Inlines:
    found = runs(seen(old), seen(line))
    ledger.add_words(found)

    def both(before: Token, after: Token) -> Inline:
        match before.node, after.node:
            case Note(was), Note(now) if sight(was) != sight(now):
                ledger.add(notes=1)
                return Note(marked_blocks(was, now, ledger))
        return after.node

    return woven(found, line, plainly(seen(old), ledger.names), both)


def _marked_paragraphs(old: Blocks, new: Blocks, ledger: Ledger) -> Blocks:
    """A paragraph, or one that was split or two that were joined, with a remark that says so."""
    before = [block for block in old if isinstance(block, Para | Plain)]
    after = [block for block in new if isinstance(block, Para | Plain)]
    if len(old) == len(new) == 1:
        return (type(after[0])(marked_line(before[0].c, after[0].c, ledger)),)
    was = [token for block in before for token in tokens(block.c)]
    now = tokens(after[0].c)
    for block in after[1:]:
        now += [Token(None, _BREAK), *tokens(block.c)]
    lines: list[list[Inline]] = [[]]
    for item in _marked_tokens(was, now, ledger):
        if item is _BREAK:
            lines[-1].append(remark(_SPLIT))
            lines.append([])
        else:
            lines[-1].append(item)
    if len(old) > 1:
        lines[-1].append(remark(_JOINED))
    return tuple(type(block)(tuple(items)) for block, items in zip(after, lines, strict=True))


def marked_blocks(old: Blocks, new: Blocks, ledger: Ledger) -> Blocks:
    """The new blocks with their changes, without marks around whole blocks: the inside of a note,
    a cell, a list item or a quotation."""
    found: list[Block] = []
    for step in plan(old, new, deep=False):
        if step.old and step.new:
            found += marked_pair(step.old, step.new, ledger)
        elif step.new:
            found += came_blocks(step.new.blocks, ledger)
        elif step.old:
            found += gone_blocks(step.old.blocks, ledger)
    return tuple(found)


def marked_pair(old: Unit[Blocks], new: Unit[Blocks], ledger: Ledger) -> Blocks:
    """The blocks of ``new`` with the changes since ``old``, and the press's remarks on changes that
    words cannot show."""
    if old.identity == new.identity:
        return new.blocks
    if old.kind is new.kind is Para:
        return _marked_paragraphs(old.blocks, new.blocks, ledger)
    inside = partial(marked_blocks, ledger=ledger)
    match old.block, new.block:
        case tree.Header((was, _, before)), tree.Header((level, attr, after)):
            header = tree.Header((level, attr, marked_line(before, after, ledger)))
            return (header, remarked(_OTHER_LEVEL)) if was != level else (header,)
        case before, tree.BulletList(items):
            return (tree.BulletList(_marked_items(_items(before), items, ledger)),)
        case before, tree.OrderedList((numbering, items)):
            return (tree.OrderedList((numbering, _marked_items(_items(before), items, ledger))),)
        case tree.BlockQuote(before), tree.BlockQuote(after):
            return (tree.BlockQuote(inside(before, after)),)
        case tree.Div((_, before)), tree.Div((attr, after)):
            return (tree.Div((attr, inside(before, after))),)
        case tree.Figure((_, before, was)), tree.Figure((attr, after, now)):
            ledger.add(figures=1)
            figure = tree.Figure((attr, _marked_caption(before, after, ledger), now))
            redrawn = old.redrawn != new.redrawn
            return (figure, *_picture_remarks(_image(was), _image(now), redrawn, ledger))
        case tree.Table(before), tree.Table(after) if comparable(before, after):
            caption = _marked_caption(before.caption, after.caption, ledger)
            rows = marked_rows(before, after, marked_blocks, ledger)
            return (tree.Table(rows._replace(caption=caption)),)
        case tree.DefinitionList(before), tree.DefinitionList(after):
            return (tree.DefinitionList(_marked_definitions(before, after, ledger)),)
        case tree.LineBlock(before), tree.LineBlock(after):
            return (tree.LineBlock(_marked_lines(before, after, ledger)),)
    return (*gone_blocks(old.blocks, ledger), *came_blocks(new.blocks, ledger))


def _items(block: Block) -> tuple[Blocks, ...]:
    match block:
        case tree.BulletList(items) | tree.OrderedList((_, items)):
            return items
        case _:
            return ()


def _marked_items(
    old: Sequence[Blocks], new: Sequence[Blocks], ledger: Ledger
) -> tuple[Blocks, ...]:
    """The items of a list; one that came or went is a Div of its own."""

    def came(item: Blocks) -> Blocks:
        return (marked_div((ITEM, INSERTED), came_blocks(item, ledger)),)

    def went(item: Blocks) -> Blocks:
        return (marked_div((ITEM, DELETED), gone_blocks(item, ledger)),)

    before, after = ([Unit(item, item) for item in items] for items in (old, new))
    return merged(before, after, partial(marked_blocks, ledger=ledger), came, went)


def _marked_caption(old: tree.Caption, new: tree.Caption, ledger: Ledger) -> tree.Caption:
    return new._replace(blocks=marked_blocks(old.blocks, new.blocks, ledger))


def _picture_remarks(old: Image, new: Image, redrawn: bool, ledger: Ledger) -> Iterator[Block]:
    """What changed in the picture of a figure, which its caption does not show."""
    (was, _, place), (now, _, target) = old.c, new.c
    if redrawn or place.url != target.url:
        yield remarked("(Billedet er skiftet ud eller tegnet om.)")
    alt, long = (
        "Billedets tekst for dem, der ikke kan se det: ",
        "Den lange beskrivelse af billedet: ",
    )
    for lead, before, after in (
        (alt, _alt(old), _alt(new)),
        (long, was.get(LONG_DESCRIPTION), now.get(LONG_DESCRIPTION)),
    ):
        if before != after:
            yield remarked(lead, marked_line(inlines(before), inlines(after), ledger))


def _image(blocks: Blocks) -> Image:
    """The first picture in the blocks; an empty one when there is none."""
    images = (node for node in tree.nodes(blocks) if isinstance(node, Image))
    return next(images, Image((Attr(), (), tree.Target(""))))


def _alt(image: Image) -> str:
    attr, line, _ = image.c
    return dict(attr.pairs).get("alt", text_of(line))


def _marked_lines(
    old: Sequence[Inlines], new: Sequence[Inlines], ledger: Ledger
) -> tuple[Inlines, ...]:
    """The lines of a verse or an address."""
    before, after = ([Unit((Plain(line),), line) for line in lines] for lines in (old, new))
    return merged(
        before,
        after,
        partial(marked_line, ledger=ledger),
        partial(came_line, ledger=ledger),
        partial(gone_line, ledger=ledger),
    )


def _marked_definitions(
    old: Sequence[Definition], new: Sequence[Definition], ledger: Ledger
) -> tuple[Definition, ...]:
    """A list of words and their meanings."""

    def both(before: Definition, after: Definition) -> Definition:
        (word, was), (new_word, now) = before, after
        if sight(was) != sight(now):
            now = (marked_blocks(tuple(chain(*was)), tuple(chain(*now)), ledger),)
        return marked_line(word, new_word, ledger), now

    def came(entry: Definition) -> Definition:
        return came_line(entry[0], ledger), tuple(came_blocks(one, ledger) for one in entry[1])

    def went(entry: Definition) -> Definition:
        return gone_line(entry[0], ledger), tuple(gone_blocks(one, ledger) for one in entry[1])

    before, after = (
        [Unit((Plain(word), *chain(*meanings)), (word, meanings)) for word, meanings in entries]
        for entries in (old, new)
    )
    return merged(before, after, both, came, went)
