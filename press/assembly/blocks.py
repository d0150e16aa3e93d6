"""Paragraphs, headings, lists, figures, tables and boxes: pandoc's blocks in, XHTML out.

The front of a dialogue card is what stands before its first list of points, the back is the rest.
On a method sheet each paragraph that begins in bold is a prompt, with room to write below what
follows it.
"""

from __future__ import annotations

from html import escape
from itertools import takewhile

from press import tree
from press.assembly.inlines import opening, plain_line, set_image, set_label, set_line, set_text
from press.assembly.revisions import beneath, item_state
from press.assembly.stick import Captioned, Stick
from press.assembly.survey import FIGURE, TABLE
from press.assembly.tables import set_grid
from press.galley import names
from press.language.slugs import slug
from press.language.typography import line
from press.model import Heading
from press.tree import Attr, Block, Blocks, Image, Inlines, nodes

_ROOM = f'<div class="{names.ROOM}" aria-hidden="true"></div>'
_COUNTING = {"LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I"}


def set_blocks(blocks: Blocks, stick: Stick) -> str:
    """Blocks as a sequence of XHTML blocks."""
    raw = any(isinstance(block, tree.RawBlock) for block in blocks)
    return "".join(
        # Between raw tags, pandoc leaves a line that belongs inside the raw element.
        set_line(block.c, stick)
        if raw and isinstance(block, tree.Plain)
        else _set_block(block, stick)
        for block in blocks
    )


def set_item(blocks: Blocks, stick: Stick) -> str:
    """The inside of a list item, a cell or a definition: a lone line stands bare in it."""
    match blocks:
        case (tree.Plain(items), *rest) if not any(isinstance(block, tree.Plain) for block in rest):
            return set_line(items, stick) + set_blocks(tuple(rest), stick)
        case _:
            return set_blocks(blocks, stick)


def _set_block(block: Block, stick: Stick) -> str:
    match block:
        case tree.Para(items) | tree.Plain(items):
            return f"<p>{set_line(items, stick)}</p>\n"
        case tree.Header((level, attr, items)):
            return _set_heading(level, attr, items, stick)
        case tree.BulletList(several):
            return f"<ul>{_set_list_items(several, stick)}</ul>\n"
        case tree.OrderedList((numbering, several)):
            return f"{_open_ordered(numbering)}{_set_list_items(several, stick)}</ol>\n"
        case tree.Figure((attr, caption, blocks)):
            return _set_figure(attr, caption, blocks, stick)
        case tree.Table(grid):
            return _set_table(grid, stick)
        case tree.Div((attr, blocks)):
            return _set_div(attr, blocks, stick)
        case tree.BlockQuote(blocks):
            return f"<blockquote>{set_blocks(blocks, stick)}</blockquote>\n"
        case tree.DefinitionList(several):
            return f"<dl>{''.join(_set_definition(one, stick) for one in several)}</dl>\n"
        case tree.LineBlock(lines):
            return f'<div class="line-block">{_set_lines(lines, stick)}</div>\n'
        case tree.CodeBlock((attr, text)):
            start = opening("pre", id=attr.id)
            return f"{start}<code>{escape(text, quote=False)}</code></pre>\n"
        case tree.RawBlock((_, html)):
            return html
        case tree.HorizontalRule():
            return "<hr/>\n"


def _set_heading(level: int, attr: Attr, items: Inlines, stick: Stick) -> str:
    level, text = max(level, 2), plain_line(items, stick)
    stick.bare = True
    words = set_line(items, stick)
    stick.bare = False
    anchor = attr.id or stick.fresh(f"{stick.galley}-{slug(text)}")
    if not stick.boxed:
        stick.headings.append(Heading(anchor, level, line(text)))
    return f'<h{level} id="{escape(anchor)}">{words}</h{level}>\n'


def _open_ordered(numbering: tree.Numbering) -> str:
    start = "" if numbering.start == 1 else str(numbering.start)
    ended = names.LIST_ENDS.get(numbering.delimiter.t, "")
    return opening("ol", class_=ended, start=start, type=_COUNTING.get(numbering.style.t, ""))


def _set_list_items(several: tuple[Blocks, ...], stick: Stick) -> str:
    return "".join(
        f"{opening('li', class_=state)}{set_item(blocks, stick)}</li>"
        for state, blocks in map(item_state, several)
    )


def _set_definition(definition: tree.Definition, stick: Stick) -> str:
    term, meanings = definition
    meant = "".join(f"<dd>{set_item(meaning, stick)}</dd>" for meaning in meanings)
    return f"<dt>{set_line(term, stick)}</dt>{meant}"


def _set_lines(lines: tuple[Inlines, ...], stick: Stick) -> str:
    """Lines of verse or of an address; the space before one is the author's, as pandoc keeps it."""
    return "".join(
        f'<div class="line">{_indent(items)}{set_line(items, stick)}</div>' for items in lines
    )


def _indent(items: Inlines) -> str:
    match items:
        case (tree.Str(text), *_):
            return "\u00a0" * (len(text) - len(text.lstrip("\u00a0")))
        case _:
            return ""


def _set_figure(attr: Attr, caption: tree.Caption, blocks: Blocks, stick: Stick) -> str:
    number = stick.number(FIGURE)
    name = attr.id or stick.fresh(f"{stick.galley}-figur-{number}")
    stick.figures.append(Captioned(name, number, _plain_caption(caption, stick)))
    images = [node for node in nodes(blocks) if isinstance(node, Image)]
    pictures, descriptions = "", ""
    for image in images:
        described = image.c[0].get("longdesc")
        where = f"{name}-beskrivelse" if described else ""
        pictures += set_image(image, stick, where)
        if described:
            start = opening("p", class_=names.LONG_DESCRIPTION, id=where)
            descriptions += f"{start}{set_text(described)}</p>\n"
    content = pictures if images else set_blocks(blocks, stick)
    label = set_label("Figur", number, " ")
    words = f"<figcaption>{label} {_set_caption(caption, stick)}</figcaption>"
    # A caption is first or last in its figure (HTML, 4.4.13), and belongs to the picture.
    return f'<figure id="{escape(name)}">{content}{words}</figure>\n{descriptions}'


def _set_table(grid: tree.Grid, stick: Stick) -> str:
    name, caption = grid.attr.id, ""
    if words := _plain_caption(grid.caption, stick):
        number = stick.number(TABLE)
        name = name or stick.fresh(f"{stick.galley}-tabel-{number}")
        stick.tables.append(Captioned(name, number, words))
        label = set_label("Tabel", number, " ")
        caption = f"<caption>{label} {_set_caption(grid.caption, stick)}</caption>"
    rows = set_grid(grid, lambda cell: set_item(cell, stick))
    return f"{opening('table', id=name)}{caption}{rows}</table>\n"


def _set_caption(caption: tree.Caption, stick: Stick) -> str:
    return " ".join(set_line(items, stick) for items in _lines(caption))


def _plain_caption(caption: tree.Caption, stick: Stick) -> str:
    return " ".join(plain_line(items, stick) for items in _lines(caption))


def _lines(caption: tree.Caption) -> list[Inlines]:
    """The paragraphs of a caption."""
    return [block.c for block in caption.blocks if isinstance(block, tree.Para | tree.Plain)]


def _set_div(attr: Attr, blocks: Blocks, stick: Stick) -> str:
    """A Div as its classes ask: a box of a known kind, or just a ``div``."""
    if attr.has(names.QUESTIONS):
        return _set_questions(blocks, stick)
    if attr.has(names.CARD_BOX):
        return _set_card(attr, blocks, stick)
    if attr.has(names.SHEET_BOX):
        return _set_sheet(attr, blocks, stick)
    for name in attr.classes:
        if name in names.BOXES:
            return _set_callout(names.BOXES[name], attr, blocks, stick)
    start = opening("div", id=attr.id, class_=" ".join(attr.classes))
    return f"{start}{set_blocks(blocks, stick)}</div>\n"


def _set_questions(blocks: Blocks, stick: Stick) -> str:
    anchor = f"{stick.galley}-dialog"
    stick.headings.append(Heading(anchor, 2, "Til dialog"))
    text = set_blocks(blocks, stick)
    return f'<section class="{names.QUESTIONS}"><h2 id="{anchor}">Til dialog</h2>{text}</section>\n'


def _set_callout(box: names.Box, attr: Attr, blocks: Blocks, stick: Stick) -> str:
    title = set_text(dict(attr.pairs).get("title", box.label))
    text = _set_inside(blocks, stick)
    anchor = stick.fresh(f"{stick.galley}-boks")
    # A box in the text is a note or an example, not a landmark of the page (ARIA in HTML, aside).
    look = f"{names.BOX} {box.look}"
    start = opening("aside", id=attr.id, class_=look, role=box.role, aria_labelledby=anchor)
    return f'{start}<p id="{anchor}" class="{names.BOX_TITLE}">{title}</p>{text}</aside>\n'


def _set_card(attr: Attr, blocks: Blocks, stick: Stick) -> str:
    """A card with its number, its front and its back."""
    number = stick.number(names.CARD_BOX)
    anchor = attr.id or stick.fresh(f"{stick.galley}-kort-{number}")
    name = line(attr.get("emne"))
    topic = slug(name)
    start = opening(
        "section", id=anchor, class_=names.CARD, data_topic=topic, data_topic_name=topic and name
    )
    label, title = set_label("Kort", number), set_text(attr.get("title"))
    front = tuple(takewhile(lambda block: not isinstance(beneath(block), tree.BulletList), blocks))
    faces = [_set_inside(one, stick) for one in (front, blocks[len(front) :])]
    return (
        f'{start}<p class="{names.CARD_TITLE}">{label} {title}</p>'
        f'<div class="{names.CARD_FRONT}">{faces[0]}</div>'
        f'<div class="{names.CARD_BACK}">{faces[1]}</div></section>\n'
    )


def _set_sheet(attr: Attr, blocks: Blocks, stick: Stick) -> str:
    """A sheet with its number, its introduction and its prompts."""
    number, title = stick.number(names.SHEET_BOX), attr.get("title")
    anchor = attr.id or stick.fresh(f"{stick.galley}-{slug(title)}")
    stick.headings.append(Heading(anchor, 2, line(f"Ark {number}: {title}")))
    head = f"{set_label('Ark', number)} {set_text(title)}"
    intro, *prompts = (_set_inside(one, stick) for one in _stretches(blocks))
    asked = "".join(f'<div class="{names.PROMPT}">{one}{_ROOM}</div>\n' for one in prompts)
    return (
        f"{opening('section', class_=names.SHEET, data_step=attr.get('trin'))}"
        f'<h2 id="{escape(anchor)}">{head}</h2>\n{intro}{asked}</section>\n'
    )


def _stretches(blocks: Blocks) -> list[Blocks]:
    """The blocks before the first prompt, then each prompt with what belongs to it."""
    found: list[Blocks] = [()]
    for block in blocks:
        match beneath(block):
            case tree.Para((tree.Strong(), *_)):
                found.append(())
        found[-1] += (block,)
    return found


def _set_inside(blocks: Blocks, stick: Stick) -> str:
    """Blocks inside a box, whose headings are not the chapter's."""
    boxed, stick.boxed = stick.boxed, True
    text = set_blocks(blocks, stick)
    stick.boxed = boxed
    return text
