"""Lists that the press writes: of terms, of figures, of tables, of works cited. Facts in, XHTML
out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from press.assembly.blocks import set_item
from press.assembly.citing import Cited, in_text
from press.assembly.inlines import page_reference, set_inlines, set_label, set_text
from press.assembly.stick import Captioned, Stick
from press.assembly.survey import cluster_key
from press.galley.names import (
    APPROVED,
    CAPTIONS,
    CITE,
    ENTRY,
    FIGURES,
    GLOSSARY,
    PAGES,
    REFERENCES,
    WORD_LIST,
    WORKS,
    XREF,
)
from press.language.collate import sort_key
from press.model import Term
from press.tree import Blocks, Para, Plain, plain


def page_references(anchors: Iterable[str]) -> str:
    """A list of page references, or nothing when there are none."""
    found = ", ".join(map(page_reference, anchors))
    return f'<span class="{PAGES}">{found}</span>' if found else ""


def captions_list(kind: str, entries: Iterable[Captioned]) -> str:
    """The figures or tables of the book with their pages. ``kind`` is ``FIGURES`` or ``TABLES``."""
    word = "Figur" if kind == FIGURES else "Tabel"
    items = [
        f"<li>{set_label(word, number)} "
        f'<a class="{XREF}" href="#{escape(anchor)}">{set_text(caption)}</a> '
        f"{page_references([anchor])}</li>"
        for anchor, number, caption in entries
    ]
    return f'<ul class="{CAPTIONS} {kind}">{"".join(items)}</ul>' if items else ""


def wordlist(terms: tuple[Term, ...], uses: Mapping[str, Sequence[str]], cited: Cited) -> str:
    """All terms in Danish order. ``uses`` gives the anchors at which each slug is linked."""
    known = {term.term: term.slug for term in terms}
    ordered = sorted(terms, key=lambda term: sort_key(term.sort or term.term))
    entries = [_term_entry(term, uses.get(term.slug, ()), known, cited) for term in ordered]
    return f'<dl class="{GLOSSARY}">{"".join(entries)}</dl>' if entries else ""


def _term_entry(term: Term, anchors: Sequence[str], known: Mapping[str, str], cited: Cited) -> str:
    short = f' <span class="abbreviation">({set_text(term.abbreviation)})</span>'
    head = set_text(term.term) + (short if term.abbreviation else "")
    text = "".join(_term_paragraphs(term, anchors, known, cited))
    return f'<div class="{ENTRY}"><dt id="ord-{term.slug}">{head}</dt><dd>{text}</dd></div>\n'


def _term_paragraphs(
    term: Term, anchors: Sequence[str], known: Mapping[str, str], cited: Cited
) -> Iterator[str]:
    yield f'<p class="definition">{set_text(term.definition)}</p>'
    if term.accepted:
        yield f'<p class="synonyms">Også: {set_text(", ".join(term.accepted))}</p>'
    if term.discouraged:
        yield f'<p class="discouraged">Undgå: {set_text(", ".join(term.discouraged))}</p>'
    related = sorted((name for name in term.related if name in known), key=sort_key)
    if related:
        links = (f'<a class="{XREF}" href="#ord-{known[n]}">{set_text(n)}</a>' for n in related)
        yield f'<p class="related">Se også: {", ".join(links)}</p>'
    if citation := cited.clusters.get(cluster_key(in_text(term.reference))):
        source = set_inlines(citation, Stick(WORD_LIST))
        yield f'<p class="source">Kilde: <span class="{CITE}">{source}</span></p>'
    if term.status and term.status != APPROVED:
        yield f'<p class="status">Status: {set_text(term.status)}</p>'
    if anchors:
        yield f'<p class="used">Bruges: {page_references(anchors)}</p>'


def bibliography(works: Mapping[str, Blocks]) -> str:
    """The works cited, in Danish order of their entries' text."""
    entries = sorted(works.items(), key=lambda work: sort_key(_first_letters(work[1])))
    stick = Stick(WORKS)
    items = [
        f'<li id="ref-{escape(key)}">{set_item(_bare(blocks), stick)}</li>'
        for key, blocks in entries
    ]
    return f'<ul class="{REFERENCES}">{"".join(items)}</ul>' if items else ""


def _first_letters(blocks: Blocks) -> str:
    return plain(blocks).lstrip("»›“‘(*. ")


def _bare(blocks: Blocks) -> Blocks:
    """A lone paragraph as a bare line."""
    match blocks:
        case (Para(line),):
            return (Plain(line),)
        case _:
            return blocks
