"""Paragraphs, headings, lists, figures, tables and boxes: pandoc's blocks in, XHTML out."""

from __future__ import annotations

import re
from html import escape

from press import pandoc
from press.assembly.cards import set_card, set_sheet
from press.assembly.inlines import set_id, set_image, set_line, set_text
from press.assembly.revisions import item_state
from press.assembly.stick import Sheet
from press.assembly.survey import CARD, SHEET
from press.assembly.tables import set_table
from press.assembly.tree import nodes, plain
from press.language.slugs import slug
from press.language.typography import line
from press.model import Heading, Json

CALLOUTS = {
    "tænkt-eksempel": ("callout-example", "Tænkt eksempel"),
    "dialog": ("callout-dialogue", "Dialog"),
    "metode": ("callout-method", "Metode"),
    "note": ("callout-note", "Note"),
}
_NOTE = re.compile(r".*-n\d+")
_COUNTING = {"LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I"}


def set_blocks(blocks: list[Json], sheet: Sheet) -> str:
    """Blocks as a sequence of XHTML blocks."""
    raw = any(block["t"] == "RawBlock" for block in blocks)
    return "".join(
        # Between raw tags, pandoc leaves a line that belongs inside the raw element.
        set_line(block["c"], sheet)
        if raw and block["t"] == "Plain"
        else _set_block(block["t"], block.get("c"), sheet)
        for block in blocks
    )


def set_item(blocks: list[Json], sheet: Sheet) -> str:
    """The inside of a list item, a cell or a definition: a lone line stands bare in it."""
    lines = [block for block in blocks if block["t"] == "Plain"]
    if len(lines) != 1 or blocks[0]["t"] != "Plain":
        return set_blocks(blocks, sheet)
    return set_line(blocks[0]["c"], sheet) + set_blocks(blocks[1:], sheet)


def set_caption(blocks: list[Json], sheet: Sheet) -> str:
    """The paragraphs of a caption, one after the other."""
    return " ".join(set_line(block["c"], sheet) for block in blocks)


def _set_block(kind: str, inside: Json, sheet: Sheet) -> str:
    if kind in ("Para", "Plain"):
        return f"<p>{set_line(inside, sheet)}</p>\n"
    if kind == "Header":
        return _set_heading(inside, sheet)
    if kind == "BulletList":
        items = "".join(_set_list_item(item, sheet) for item in inside)
        return f"<ul>{items}</ul>\n"
    if kind == "OrderedList":
        return _set_ordered(inside, sheet)
    if kind == "Figure":
        return _set_figure(inside, sheet)
    if kind == "Table":
        return set_table(inside, sheet, set_item, set_caption) + "\n"
    if kind == "Div":
        return _set_div(inside, sheet)
    if kind == "BlockQuote":
        return f"<blockquote>{set_blocks(inside, sheet)}</blockquote>\n"
    if kind == "DefinitionList":
        return f"<dl>{''.join(_set_definition(item, sheet) for item in inside)}</dl>\n"
    if kind == "LineBlock":
        lines = (f'<div class="line">{set_line(line, sheet)}</div>' for line in inside)
        return f'<div class="line-block">{"".join(lines)}</div>\n'
    if kind == "CodeBlock":
        return f"<pre{set_id(inside[0])}><code>{escape(inside[1], quote=False)}</code></pre>\n"
    if kind == "RawBlock":
        return str(inside[1])
    if kind == "HorizontalRule":
        return "<hr/>\n"
    return pandoc.write_html([{"t": kind, "c": inside}])


def _set_heading(inside: Json, sheet: Sheet) -> str:
    written, (name, _, _), items = inside
    level = max(written, 2)
    text = plain(items)
    sheet.bare = True
    words = set_line(items, sheet)
    sheet.bare = False
    anchor = name or _fresh(f"{sheet.galley}-{slug(text)}", sheet)
    sheet.taken.add(anchor)
    if not sheet.boxed:
        sheet.headings.append(Heading(anchor, level, line(text)))
    return f'<h{level} id="{escape(anchor)}">{words}</h{level}>\n'


def _fresh(wanted: str, sheet: Sheet) -> str:
    """``wanted``, or the first of ``wanted-2``, ``wanted-3`` … that is not taken."""
    number, anchor = 1, wanted
    while anchor in sheet.taken or _NOTE.fullmatch(anchor):
        number += 1
        anchor = f"{wanted}-{number}"
    return anchor


def _set_list_item(item: list[Json], sheet: Sheet) -> str:
    state, blocks = item_state(item)
    shown = f' class="{state}"' if state else ""
    return f"<li{shown}>{set_item(blocks, sheet)}</li>"


def _set_ordered(inside: Json, sheet: Sheet) -> str:
    (start, style, _), items = inside
    attributes = f' start="{start}"' if start != 1 else ""
    if style["t"] in _COUNTING:
        attributes += f' type="{_COUNTING[style["t"]]}"'
    found = "".join(_set_list_item(item, sheet) for item in items)
    return f"<ol{attributes}>{found}</ol>\n"


def _set_definition(item: Json, sheet: Sheet) -> str:
    term, meanings = item
    meant = "".join(f"<dd>{set_item(meaning, sheet)}</dd>" for meaning in meanings)
    return f"<dt>{set_line(term, sheet)}</dt>{meant}"


def _set_figure(inside: Json, sheet: Sheet) -> str:
    (name, _, _), (_, caption), blocks = inside
    number = sheet.supply.figures + len(sheet.figures) + 1
    name = name or f"{sheet.galley}-figur-{number}"
    sheet.figures.append((name, number, plain(caption)))
    images = [node["c"] for node in nodes(blocks) if node["t"] == "Image"]
    pictures, told = [], []
    for image in images:
        described = dict(image[0][2]).get("longdesc", "")
        where = f"{name}-beskrivelse" if described else ""
        pictures.append(set_image(image, where))
        if described:
            told.append(f'<p class="longdesc" id="{escape(where)}">{set_text(described)}</p>\n')
    content = "".join(pictures) if images else set_blocks(blocks, sheet)
    label = f'<span class="label">Figur {number}</span>'
    said = f"<figcaption>{label} {set_caption(caption, sheet)}</figcaption>"
    # A caption is first or last in its figure (HTML, 4.4.13), and belongs to the picture.
    return f'<figure id="{escape(name)}">{content}{said}</figure>\n{"".join(told)}'


def _set_div(inside: Json, sheet: Sheet) -> str:
    attributes, blocks = inside
    _, classes, pairs = attributes
    known = next((name for name in classes if name in CALLOUTS), "")
    if "questions" in classes:
        anchor = f"{sheet.galley}-dialog"
        sheet.headings.append(Heading(anchor, 2, "Til dialog"))
        text = set_blocks(blocks, sheet)
        return f'<section class="questions"><h2 id="{anchor}">Til dialog</h2>{text}</section>\n'
    if CARD in classes:
        return set_card(attributes[0], dict(pairs), blocks, sheet, _set_boxed)
    if SHEET in classes:
        title = dict(pairs).get("title", "")
        anchor = attributes[0] or _fresh(f"{sheet.galley}-{slug(title)}", sheet)
        sheet.taken.add(anchor)
        return set_sheet(anchor, dict(pairs), blocks, sheet, _set_boxed)
    if not known:
        shown = f' class="{escape(" ".join(classes))}"' if classes else ""
        return f"<div{set_id(attributes)}{shown}>{set_blocks(blocks, sheet)}</div>\n"
    look, title = CALLOUTS[known]
    title = set_text(dict(pairs).get("title", title))
    text = _set_boxed(blocks, sheet)
    named = _fresh(f"{sheet.galley}-boks", sheet)
    sheet.taken.add(named)
    head = f'<p id="{named}" class="callout-title">{title}</p>'
    # A box in the text is a note or an example, not a landmark of the page (ARIA in HTML, aside).
    role = "doc-example" if look == "callout-example" else "note"
    said = f'role="{role}" aria-labelledby="{named}"'
    return f'<aside{set_id(attributes)} class="callout {look}" {said}>{head}{text}</aside>\n'


def _set_boxed(blocks: list[Json], sheet: Sheet) -> str:
    """Blocks inside a box, whose headings are not the chapter's."""
    boxed, sheet.boxed = sheet.boxed, True
    text = set_blocks(blocks, sheet)
    sheet.boxed = boxed
    return text
