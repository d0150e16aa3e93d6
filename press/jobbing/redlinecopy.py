"""The paper of changes: a summary on its first page, then the changed sections, marked.

In: the document as it is now, the same with its changes marked (:mod:`press.galley`), and what
changed in each section. Out: a :class:`~press.jobbing.boardcopy.Copy`.

Paragraphs have the numbers of the clean copy, and pages of the book begin where they do there:
what is struck counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any

from press.changes import Changes, FieldChange, SectionChanges, State, Status, TermChange
from press.galley.markup import classes, inside, parse
from press.galley.names import (
    BLOCK,
    CHANGE_NOTE,
    CHANGED,
    MOVED_AWAY,
    MOVED_HERE,
    WORD_LIST,
    XREF,
)
from press.galley.places import blocks_of
from press.jobbing import redlinesummary
from press.jobbing.boardcopy import Copy, Front
from press.jobbing.margins import beside_the_text
from press.jobbing.meeting import Meeting
from press.jobbing.paragraphs import is_gone
from press.jobbing.redlinesummary import CHANGED_TERMS, fields_anchor
from press.language.typography import line
from press.looks import Looks
from press.model import Document, Galley, PageMap, PageStart

SUMMARY = "aendringer"
# How often the summary is made tighter to stand on one page.
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """The document as it is now, the same with its changes marked, the changes, and the pages of
    the book."""

    document: Document
    marked: Document
    changes: Changes
    pages: PageMap


def redline_copy(
    compared: Comparison, meeting: Meeting, number: int, foot: str, looks: Looks
) -> Copy:
    """The paper number ``number``. Sections that only stand elsewhere are in the summary alone."""
    document, pages = compared.document, compared.pages
    shown = _shown_sections(compared)
    known = replace(pages, starts=_known_starts(compared, shown))
    galleys, numbers, turns = beside_the_text(document, shown, known)
    galleys = signposted(galleys, {mark.anchor: mark.text for mark in numbers})
    book = {
        **pages.labels,
        **redlinesummary.section_pages(compared.changes, pages),
        **dict(redlinesummary.mark_pages(galleys, known)),
    }
    return Copy(
        title=f"{document.title} – {meeting.header(number)}",
        header=meeting.header(number),
        foot=foot,
        fronts=(
            Front(
                SUMMARY,
                "Hvad er ændret",
                partial(_summary, compared, meeting, looks, book),
                _ATTEMPTS,
            ),
        ),
        galleys=(*galleys, *_changed_terms(compared.changes)),
        pages=pages,
        numbers=numbers,
        turns=turns,
        partial=True,
    )


def _summary(
    compared: Comparison,
    meeting: Meeting,
    looks: Looks,
    book: Mapping[str, str],
    own: Mapping[str, str],
    attempt: int,
) -> str:
    changes = compared.changes
    return looks.render(
        "board/changes.xhtml.j2",
        book=compared.marked,
        since=changes.since,
        total=redlinesummary.described_counts(changes.total),
        unchanged=redlinesummary.unchanged(compared.document, changes),
        lines=redlinesummary.rows(changes, book, own, attempt),
        attempt=attempt,
        meeting=meeting,
    )


def _shown_sections(compared: Comparison) -> list[Galley]:
    """The marked sections with what changed in their fields on top, in the order of the changes."""
    marked = {galley.id: galley for galley in compared.marked.galleys if galley.id != WORD_LIST}
    clean = {galley.id: galley for galley in compared.document.galleys}
    return [
        _with_remarks(marked[section.id], clean.get(section.id), section)
        for section in compared.changes.changed
        if section.marked and section.id in marked
    ]


def _with_remarks(galley: Galley, clean: Galley | None, section: SectionChanges) -> Galley:
    """A section with its blocks numbered as in the clean text, and remarks before it."""
    root = parse(galley.html)
    number = 0
    for block in blocks_of(root).values():
        if is_gone(block):
            del block.attrib[BLOCK]
        else:
            number += 1
            block.set(BLOCK, str(number))
    fields = "".join(
        _remark(f"Ændret {escape(field.name)}: {_marked(field)}") for field in section.fields
    )
    if fields:
        anchor = fields_anchor(galley.id)
        fields = f'<div class="{CHANGED} fields" id="{anchor}">{fields}</div>'
    html = f"{_on_the_whole(section)}{fields}{inside(root)}"
    return replace(galley, html=html, status=clean.status if clean else galley.status)


def _on_the_whole(section: SectionChanges) -> str:
    """A remark on what became of all of a section."""
    if section.state is State.NEW:
        return _remark("Hele afsnittet er nyt.")
    if section.state is State.GONE:
        return _remark("Hele afsnittet er slettet.")
    return _remark("Hele afsnittet er flyttet i bogen.") if section.moved else ""


def _remark(html: str) -> str:
    return f'<p class="{CHANGE_NOTE}">{html}</p>'


def _marked(field: FieldChange) -> str:
    """The words of a field; only between two words is there a blank that neither version has."""
    out, before = "", ""
    for piece in field.pieces:
        words = escape(line(piece.text.strip()), quote=False)
        apart = piece.text[:1].isspace() or (before[-1:].isalnum() and piece.text[:1].isalnum())
        out += " " if out and apart else ""
        same = piece.status is Status.SAME
        out += words if same else f"<{piece.status}>{words}</{piece.status}>"
        before = piece.text
    return out


def _known_starts(compared: Comparison, shown: Sequence[Galley]) -> tuple[PageStart, ...]:
    """Where pages of the book begin in sections whose unstruck blocks are those of the clean text,
    one by one."""
    clean = {galley.id: _count_blocks(galley) for galley in compared.document.galleys}
    known = {galley.id for galley in shown if clean.get(galley.id) == _count_blocks(galley)}
    return tuple(start for start in compared.pages.starts if start.galley in known)


def _count_blocks(galley: Galley) -> int:
    return galley.html.count(f" {BLOCK}=")


def _changed_terms(changes: Changes) -> tuple[Galley, ...]:
    """The entries of the word list that changed, as a section of their own."""
    entries = "".join(_entry(term) for section in changes.changed for term in section.terms)
    if not entries:
        return ()
    return (Galley(CHANGED_TERMS, "back", "Ændringer i ordlisten", entries, kind="ændringer"),)


def _entry(term: TermChange) -> str:
    head = f"<strong>{escape(line(term.term))}</strong>"
    state = f'<span class="{CHANGE_NOTE}">{escape(term.state)}</span>'
    fields = "".join(
        f"<p>{escape(field.name[:1].upper() + field.name[1:])}: {_marked(field)}</p>"
        for field in term.fields
    )
    return f'<div class="{CHANGED}"><p>{head} {state}</p>{fields}</div>'


# --- signposts of moved paragraphs ---------------------------------------------------


def signposted(galleys: Sequence[Galley], numbers: Mapping[str, str]) -> tuple[Galley, ...]:
    """The sections with the words of each signpost exchanged. ``numbers`` maps the ids of
    paragraphs to the numbers beside them.

    A redline says »Står nu her« and links there. On paper nothing can be clicked, and the page that
    a link would show is not in the book. So it says »Står nu som 8.12«, or after which one it
    stood.
    """
    roots = [parse(galley.html) for galley in galleys]
    named: dict[str, str] = {}
    for galley, root in zip(galleys, roots, strict=True):
        named |= _places(galley, root, numbers)
    for root in roots:
        for link in root.iterfind(f".//a[@class='{XREF}']"):
            words = named.get(link.get("href", "").removeprefix("#"))
            if words and any(CHANGE_NOTE in classes(one) for one in link.iterancestors()):
                link.text = words
    return tuple(
        replace(galley, html=inside(root)) for galley, root in zip(galleys, roots, strict=True)
    )


def _places(galley: Galley, root: Any, numbers: Mapping[str, str]) -> dict[str, str]:
    """What a signpost says of each moved block, by its id: where it stands now, or where it
    stood."""
    found: dict[str, str] = {}
    last = ""
    for element in root.iter("*"):
        anchor = element.get("id") or ""
        if MOVED_HERE in classes(element):
            found[anchor] = _now(galley, element, numbers)
        elif MOVED_AWAY in classes(element):
            place = f"efter {last}" if last else f"først i »{galley.title}«"
            found[anchor] = f"Stod før {place}"
        last = numbers.get(anchor, last)
    return found


def _now(galley: Galley, block: Any, numbers: Mapping[str, str]) -> str:
    """Where a moved block stands; a heading has no number, so it is before the one below it."""
    if own := _first(block.iter("*"), numbers):
        return f"Står nu som {own}"
    below = _first(block.xpath("following::*[@id]"), numbers)
    return f"Står nu før {below}" if below else f"Står nu sidst i »{galley.title}«"


def _first(elements: Iterable[Any], numbers: Mapping[str, str]) -> str:
    """The number of the first of ``elements`` that has one."""
    found = (numbers.get(element.get("id") or "") for element in elements)
    return next(filter(None, found), "")
