"""Words and what stands between them: pandoc's inlines in, XHTML out.

What a text takes from the rest of the book, and what it gives back, is on its
:class:`~press.assembly.stick.Sheet`.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

from press import pandoc
from press.assembly.revisions import CAME, WENT
from press.assembly.stick import Sheet
from press.assembly.survey import cluster_key, is_mark, mark_path
from press.assembly.tree import BLANK, plain
from press.language.typography import QUOTES, begins_sentence, joint, line, word
from press.model import Json

_STYLED = {
    "Emph": "em", "Strong": "strong", "Strikeout": "del", "Subscript": "sub",
    "Superscript": "sup", "Underline": "u",
}  # fmt: skip
_HEARD = frozenset({"Emph", "Strong", "Span", "Quoted", "Link", "SmallCaps", "Underline"})


def set_line(items: list[Json], sheet: Sheet) -> str:
    """The inlines of a block of text."""
    sheet.last, sheet.open = "", 0
    return set_inlines(items, sheet).strip()


def set_text(text: str) -> str:
    """A plain text set as Danish wants it."""
    return escape(line(text), quote=False)


def set_inlines(items: list[Json], sheet: Sheet) -> str:
    """Inlines as XHTML; blanks become the kind of space that Danish wants between the words."""
    out: list[str] = []
    end = len(items) - 1
    for place, item in enumerate(items):
        kind = item["t"]
        if kind == "Str":
            text = item["c"]
            sheet.last = text
            if "(" in text or ")" in text:
                sheet.open += text.count("(") - text.count(")")
            out.append(_word(text))
        elif kind in BLANK:
            out.append(joint(sheet.last, _first(items[place + 1])) if place < end else " ")
        else:
            out.append(_set_inline(kind, item.get("c"), sheet))
    return "".join(out)


@lru_cache(1 << 16)
def _word(text: str) -> str:
    return escape(word(text), quote=False)


def _first(item: Json) -> str:
    """The word that an inline begins with, or nothing."""
    kind = item["t"]
    if kind == "Str":
        return str(item["c"])
    if kind in _HEARD:
        inside = item["c"] if kind in _STYLED or kind == "SmallCaps" else item["c"][1]
        return _first(inside[0]) if inside else ""
    return ""


def _set_inline(kind: str, inside: Json, sheet: Sheet) -> str:
    if kind in _STYLED:
        tag = _STYLED[kind]
        return f"<{tag}>{set_inlines(inside, sheet)}</{tag}>"
    if kind == "Link":
        return _set_link(inside, sheet)
    if kind == "Quoted":
        return _set_quotation(inside, sheet)
    if kind == "Span":
        return _set_span(inside, sheet)
    if kind == "Note":
        return _set_call(inside, sheet)
    if kind == "Cite":
        found = sheet.supply.cited.get(cluster_key(inside[0]), inside[1])
        return f'<span class="cite">{set_inlines(found, sheet)}</span>'
    if kind == "LineBreak":
        return "<br/>"
    if kind == "Code":
        sheet.last = inside[1]
        return f"<code{set_id(inside[0])}>{escape(inside[1], quote=False)}</code>"
    if kind == "SmallCaps":
        return f'<span class="smallcaps">{set_inlines(inside, sheet)}</span>'
    if kind == "Image":
        return set_image(inside)
    if kind == "RawInline":
        return str(inside[1])
    return _set_by_pandoc({"t": kind, "c": inside})


def set_image(inside: Json, described_by: str = "") -> str:
    """An image; its alternative text is the ``alt`` attribute, or else its own words."""
    own, said, (target, _) = inside
    attributes = own[2]
    alt = dict(attributes).get("alt", plain(said))
    more = f' aria-describedby="{escape(described_by)}"' if described_by else ""
    return f'<img{set_id(own)} src="{escape(target)}" alt="{escape(alt)}"{more}/>'


def set_id(attributes: Json) -> str:
    """The ``id`` attribute that pandoc's attributes ask for, if any."""
    return f' id="{escape(attributes[0])}"' if attributes[0] else ""


def _set_by_pandoc(node: Json) -> str:
    """What the press does not set itself, mathematics above all."""
    return pandoc.write_html([{"t": "Plain", "c": [node]}]).strip()


def _set_quotation(inside: Json, sheet: Sheet) -> str:
    single = inside[0]["t"] == "SingleQuote" or sheet.quoted % 2 == 1
    opening, closing = QUOTES[single]
    sheet.quoted += 1
    text = set_inlines(inside[1], sheet)
    sheet.quoted -= 1
    sheet.last += closing
    return f"{opening}{text}{closing}"


def _set_span(inside: Json, sheet: Sheet) -> str:
    (name, classes, attributes), items = inside
    if is_mark({"t": "Span", "c": inside}):
        path = mark_path(inside)
        anchor = f"ix-{sheet.galley}-{len(sheet.marks) + 1}"
        sheet.marks.append((path, anchor))
        return f'<span class="ix" id="{anchor}">{set_inlines(items, sheet)}</span>'
    if WENT in classes:
        return _set_gone(classes, items, sheet)
    text = set_inlines(items, sheet)
    if CAME in classes:
        return f"<ins{_more(classes)}>{text}</ins>"
    shown = f' id="{escape(name)}"' if name else ""
    shown += f' class="{escape(" ".join(classes))}"' if classes else ""
    shown += "".join(f' {key}="{escape(value)}"' for key, value in attributes if key == "lang")
    return f"<span{shown}>{text}</span>" if shown else text


def _set_gone(classes: list[str], items: list[Json], sheet: Sheet) -> str:
    """Words that went; the words around them are set as if they were not there."""
    last, opened = sheet.last, sheet.open
    text = set_inlines(items, sheet)
    sheet.last, sheet.open = last, opened
    return f"<del{_more(classes)}>{text}</del>"


def _more(classes: list[str]) -> str:
    """The ``class`` attribute for the classes beside ``ins`` or ``del``, if any."""
    rest = " ".join(name for name in classes if name not in (CAME, WENT))
    return f' class="{escape(rest)}"' if rest else ""


def _set_call(blocks: list[Json], sheet: Sheet) -> str:
    sheet.notes.append(blocks)
    number = len(sheet.notes)
    note = f"{sheet.galley}-n{number}"
    return f'<a class="noteref" id="{note}-kald" href="#{note}">{number}</a>'


def _set_link(inside: Json, sheet: Sheet) -> str:
    own, items, (target, _) = inside
    if "term" in own[1]:
        slug = dict(own[2])["data-term"]
        anchor = f"t-{sheet.galley}-{len(sheet.terms) + 1}"
        sheet.terms.append((slug, anchor))
        text = set_inlines(items, sheet)
        return f'<a class="term" id="{anchor}" href="#ord-{slug}" data-term="{slug}">{text}</a>'
    if not target.startswith("#") or target.startswith("#ref-"):
        return f'<a{set_id(own)} href="{escape(target)}">{set_inlines(items, sheet)}</a>'
    return _set_reference(own, target[1:], items, sheet)


def _set_reference(own: Json, label: str, items: list[Json], sheet: Sheet) -> str:
    anchor, name = sheet.supply.names.get(label, (label, ""))
    fresh = begins_sentence(sheet.last)
    text = set_inlines(items, sheet)
    if not plain(items):
        text = set_text((name[:1].upper() if fresh else name[:1]) + name[1:])
        text = text.replace(" ", "\u00a0", 1)
        sheet.last = name
    href = escape(f"#{anchor}")
    link = f'<a class="xref"{set_id(own)} href="{href}">{text}</a>'
    if sheet.bare:
        return link
    page = f'<a class="pageref" href="{href}"></a>'
    said = f", s.\u00a0{page}" if sheet.open > 0 else f" (s.\u00a0{page})"
    return f'{link}<span class="print-page">{said}</span>'
