"""Words and what stands between them: pandoc's inlines in, XHTML out.

What a text takes from the rest of the book, and what it gives back, is on its
:class:`~press.assembly.stick.Stick`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html import escape

from press import pandoc, tree
from press.assembly.numbering import Target
from press.assembly.stick import IndexMark, Stick, TermUse
from press.assembly.survey import cluster_key, mark_path, with_citations
from press.galley import names
from press.language.typography import QUOTES, begins_sentence, joint, line, word
from press.tree import Attr, Blocks, Inline, Inlines, SoftBreak, Space, Str, plain

# The element of a style, and the attributes of its opening tag.
_TAGS: Mapping[type[tree.Node], tuple[str, str]] = {
    tree.Emph: ("em", ""),
    tree.Strong: ("strong", ""),
    tree.Strikeout: ("del", ""),
    tree.Subscript: ("sub", ""),
    tree.Superscript: ("sup", ""),
    tree.Underline: ("u", ""),
    tree.SmallCaps: ("span", ' class="smallcaps"'),
}


def set_line(items: Inlines, stick: Stick) -> str:
    """The inlines of a block of text."""
    stick.last, stick.open = "", 0
    return set_inlines(items, stick).strip()


def set_text(text: str) -> str:
    """A plain text set as Danish wants it."""
    return escape(line(text), quote=False)


def set_inlines(items: Inlines, stick: Stick) -> str:
    """Inlines as XHTML; blanks become the kind of space that Danish wants between the words."""
    out: list[str] = []
    end = len(items) - 1
    for place, item in enumerate(items):
        kind = type(item)  # in this loop isinstance and match cost too much
        if type(item) is Str:
            text = item.c
            stick.last = text
            if "(" in text or ")" in text:
                stick.open += text.count("(") - text.count(")")
            out.append(_word(text))
        elif kind is Space or kind is SoftBreak:
            out.append(joint(stick.last, _first(items[place + 1])) if place < end else " ")
        else:
            out.append(_set_inline(item, stick))
    return "".join(out)


@lru_cache(1 << 16)
def _word(text: str) -> str:
    return escape(word(text), quote=False)


def _first(item: Inline) -> str:
    """The word that an inline begins with, or nothing."""
    match item:
        case Str(text):
            return text
        case (
            tree.Emph(items) | tree.Strong(items) | tree.SmallCaps(items) | tree.Underline(items)
            | tree.Quoted((_, items)) | tree.Span((_, items)) | tree.Link((_, items, _))
        ):  # fmt: skip
            return _first(items[0]) if items else ""
        case _:
            return ""


def _set_inline(item: Inline, stick: Stick) -> str:
    if isinstance(item, tree.STYLED):
        tag, attributes = _TAGS[type(item)]
        return f"<{tag}{attributes}>{set_inlines(item.c, stick)}</{tag}>"
    match item:
        case tree.Link((attr, items, target)):
            return _set_link(attr, items, target.url, stick)
        case tree.Quoted((kind, items)):
            return _set_quotation(kind, items, stick)
        case tree.Span((attr, items)):
            return _set_span(attr, items, stick)
        case tree.Note(blocks):
            return _set_call(blocks, stick)
        case tree.Cite():
            return f'<span class="{names.CITE}">{set_inlines(_cited(item, stick), stick)}</span>'
        case tree.LineBreak():
            return "<br/>"
        case tree.Code((attr, text)):
            stick.last = text
            return f"{opening('code', id=attr.id)}{escape(text, quote=False)}</code>"
        case tree.Image():
            return set_image(item, stick)
        case tree.RawInline((_, html)):
            return html
        case _:  # mathematics
            return pandoc.write_html((tree.Plain((item,)),)).strip()


def _cited(cite: tree.Cite, stick: Stick) -> Inlines:
    cluster, written = cite.c
    return stick.supply.cited.get(cluster_key(cluster), written)


def plain_line(items: Inlines, stick: Stick) -> str:
    """The words of a line, its citations as they are set."""
    return plain(with_citations(items, stick.supply.cited))


def set_image(image: tree.Image, stick: Stick, described_by: str = "") -> str:
    """An image; its alternative text is the ``alt`` attribute, or else its own words.
    ``described_by`` is the id of a longer description."""
    attr, items, target = image.c
    alt = dict(attr.pairs).get("alt", plain_line(items, stick))
    width = names.image_width(attr.get("width"))
    style = f"width: {width}" if width else ""
    start = opening("img", id=attr.id, src=target.url, style=style).removesuffix(">")
    more = f' aria-describedby="{escape(described_by)}"' if described_by else ""
    return f'{start} alt="{escape(alt)}"{more}/>'


def opening(tag: str, **attributes: str) -> str:
    """An opening tag with those of ``attributes`` that have a value; ``class_`` is ``class``, and
    ``data_step`` is ``data-step``."""
    shown = (
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value
    )
    return f"<{tag}{''.join(shown)}>"


def _set_quotation(kind: tree.Option, items: Inlines, stick: Stick) -> str:
    opening, closing = QUOTES[kind.t == "SingleQuote" or stick.quoted % 2 == 1]
    stick.quoted += 1
    text = set_inlines(items, stick)
    stick.quoted -= 1
    stick.last += closing
    return f"{opening}{text}{closing}"


def _set_span(attr: Attr, items: Inlines, stick: Stick) -> str:
    if attr.has(names.INDEX):
        anchor = f"ix-{stick.galley}-{len(stick.marks) + 1}"
        stick.marks.append(
            IndexMark(mark_path(attr, with_citations(items, stick.supply.cited)), anchor)
        )
        return f'<span class="{names.MARK}" id="{anchor}">{set_inlines(items, stick)}</span>'
    if attr.has(names.WENT):
        return _set_gone(attr, items, stick)
    text = set_inlines(items, stick)
    if attr.has(names.CAME):
        return f"{_opened('ins', attr)}{text}</ins>"
    start = opening("span", id=attr.id, class_=" ".join(attr.classes), lang=attr.get("lang"))
    return text if start == "<span>" else f"{start}{text}</span>"


def _set_gone(attr: Attr, items: Inlines, stick: Stick) -> str:
    """Words that went; the words around them are set as if they were not there."""
    last, opened = stick.last, stick.open
    text = set_inlines(items, stick)
    stick.last, stick.open = last, opened
    return f"{_opened('del', attr)}{text}</del>"


def _opened(tag: str, attr: Attr) -> str:
    """``ins`` or ``del`` with the classes beside those that ask for it."""
    more = (name for name in attr.classes if name not in (names.CAME, names.WENT))
    return opening(tag, class_=" ".join(more))


def _set_call(blocks: Blocks, stick: Stick) -> str:
    stick.notes.append(blocks)
    number = len(stick.notes)
    note = f"{stick.galley}-n{number}"
    return f'<a class="{names.NOTE_CALL}" id="{note}-kald" href="#{note}">{number}</a>'


def _set_link(attr: Attr, items: Inlines, url: str, stick: Stick) -> str:
    if attr.has(names.TERM):
        slug = attr.get("data-term")
        anchor = f"t-{stick.galley}-{len(stick.terms) + 1}"
        stick.terms.append(TermUse(slug, anchor))
        shown = f'class="{names.TERM}" id="{anchor}" href="#ord-{slug}" data-term="{slug}"'
        return f"<a {shown}>{set_inlines(items, stick)}</a>"
    if not url.startswith("#") or url.startswith("#ref-"):
        return f"{opening('a', id=attr.id, href=url)}{set_inlines(items, stick)}</a>"
    return _set_reference(attr, items, url[1:], stick)


def _set_reference(attr: Attr, items: Inlines, label: str, stick: Stick) -> str:
    target = stick.supply.targets.get(label, Target(label, ""))
    begins = begins_sentence(stick.last)
    text = set_inlines(items, stick)
    if not plain(items):
        first = target.name[:1].upper() if begins else target.name[:1]
        text = set_text(first + target.name[1:]).replace(" ", "\u00a0", 1)
        stick.last = target.name
    start = opening("a", class_=names.XREF, id=attr.id, href=f"#{target.anchor}")
    link = f"{start}{text}</a>"
    if stick.bare:
        return link
    page = f"s.\u00a0{page_reference(target.anchor)}"
    aside = f", {page}" if stick.open > 0 else f" ({page})"
    return f'{link}<span class="{names.PRINT_PAGE}">{aside}</span>'


def page_reference(anchor: str) -> str:
    """An empty page reference; paper and screens fill it."""
    return f'<a class="{names.PAGE}" href="#{escape(anchor)}"></a>'


def set_label(word: str, number: int, gap: str = "\u00a0") -> str:
    """What something numbered is called, for before its title or caption: »Figur 1«."""
    return f'<span class="{names.LABEL}">{word}{gap}{number}</span>'
