"""The word list: terms and where each is used in, the word list as XHTML out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from press.assembly.citing import Cited, in_text
from press.assembly.inlines import set_inlines, set_text
from press.assembly.lists import page_references
from press.assembly.stick import Sheet, Supply
from press.assembly.survey import cluster_key
from press.language.collate import sort_key
from press.model import Term

APPROVED = "godkendt"


def wordlist(terms: tuple[Term, ...], uses: Mapping[str, Sequence[str]], cited: Cited) -> str:
    """All terms in Danish order. ``uses`` gives the anchors at which each slug is linked."""
    known = {term.term: term.slug for term in terms}
    ordered = sorted(terms, key=lambda term: sort_key(term.sort or term.term))
    entries = [_entry(term, uses.get(term.slug, ()), known, cited) for term in ordered]
    return f'<dl class="glossary">{"".join(entries)}</dl>' if entries else ""


def _entry(term: Term, anchors: Sequence[str], known: Mapping[str, str], cited: Cited) -> str:
    short = f' <span class="abbreviation">({set_text(term.abbreviation)})</span>'
    head = set_text(term.term) + (short if term.abbreviation else "")
    said = "".join(_paragraphs(term, anchors, known, cited))
    return f'<div class="entry"><dt id="ord-{term.slug}">{head}</dt><dd>{said}</dd></div>\n'


def _paragraphs(
    term: Term, anchors: Sequence[str], known: Mapping[str, str], cited: Cited
) -> Iterator[str]:
    yield f'<p class="definition">{set_text(term.definition)}</p>'
    if term.accepted:
        yield f'<p class="synonyms">Også: {set_text(", ".join(term.accepted))}</p>'
    if term.discouraged:
        yield f'<p class="discouraged">Undgå: {set_text(", ".join(term.discouraged))}</p>'
    related = sorted((name for name in term.related if name in known), key=sort_key)
    if related:
        links = (f'<a class="xref" href="#ord-{known[n]}">{set_text(n)}</a>' for n in related)
        yield f'<p class="related">Se også: {", ".join(links)}</p>'
    cluster = cited.clusters.get(cluster_key(in_text(term.reference)))
    if cluster:
        source = set_inlines(cluster, Sheet("ordliste", Supply()))
        yield f'<p class="source">Kilde: <span class="cite">{source}</span></p>'
    if term.status and term.status != APPROVED:
        yield f'<p class="status">Status: {set_text(term.status)}</p>'
    if anchors:
        yield f'<p class="used">Bruges: {page_references(anchors)}</p>'
