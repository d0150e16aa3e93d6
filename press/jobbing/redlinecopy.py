"""The paper that tells what has changed: one page by section, then the changed sections, marked.

In: the document as it now is, the same with its changes marked (see CONTRIBUTING.md, the markup
of a galley), and what changed in each section. Out: a :class:`~press.jobbing.boardcopy.Copy`.

Paragraphs have the numbers of the clean copy, and pages of the book begin where they do there:
what is struck counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from lxml import etree

from press.jobbing.boardcopy import Copy, Front, Turn, beside_the_text
from press.jobbing.boardcover import page_spans
from press.jobbing.changes import Change, Changes, Field
from press.jobbing.meeting import Meeting
from press.jobbing.paragraphs import inside, is_gone
from press.jobbing.signposts import signposted
from press.language.typography import line
from press.looks import Looks
from press.model import Document, Galley, PageMap

SUMMARY = "aendringer"
_ALL_NEW = '<p class="change-note">Hele afsnittet er nyt.</p>'
_MOVED = '<p class="change-note">Hele afsnittet er flyttet i bogen.</p>'
_ALL_GONE = '<p class="change-note">Hele afsnittet er slettet.</p>'
WORD_LIST = "ordliste"
# How often the summary is made tighter to stand on one page, and when it names fewer pages.
_ATTEMPTS, _SHORTENED = 5, 2
_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the summary as shown."""

    section: str
    head: str
    said: str
    book: str
    own: str


def redline_copy(
    document: Document,
    marked: Document,
    changes: Changes,
    pages: PageMap,
    meeting: Meeting,
    number: int,
    foot: str,
    looks: Looks,
    turn: Turn,
) -> Copy:
    """The paper number ``number``. ``pages`` are the book's; sections that only stand elsewhere are
    in the summary alone."""
    clean = {galley.id: galley for galley in document.galleys}
    marked_up = {galley.id: galley for galley in marked.galleys if galley.id != WORD_LIST}
    by_section = {change.section: change for change in changes.changed if change.marked}
    told = [
        _told(marked_up[section], clean.get(section), change)
        for section, change in by_section.items()
        if section in marked_up
    ]
    known = PageMap(
        pages.labels, tuple(one for one in pages.starts if one.galley in _agreeing(told, clean))
    )
    galleys, numbers, turns = beside_the_text(document, told, known, turn)
    galleys = signposted(galleys, {mark.anchor: mark.text for mark in numbers})
    where = {**pages.labels, **_spans(changes, pages), **dict(_book_pages(galleys, known))}
    words = by_section.get(WORD_LIST)
    listed = (_word_list(words),) if words and words.terms else ()

    def summary(own: Mapping[str, str], attempt: int) -> str:
        return looks.render(
            "board/changes.xhtml.j2",
            book=marked,
            changes=changes,
            unchanged=_unchanged(document, changes.unchanged),
            lines=[_line(change, where, own, attempt >= _SHORTENED) for change in changes.changed],
            attempt=attempt,
            meeting=meeting,
        )

    return Copy(
        title=f"{document.title} – {meeting.header(number)}",
        header=meeting.header(number),
        foot=foot,
        fronts=(Front(SUMMARY, "Hvad er ændret", summary, _ATTEMPTS),),
        galleys=(*galleys, *listed),
        pages=pages,
        numbers=numbers,
        turns=turns,
        partial=True,
    )


def _told(galley: Galley, clean: Galley | None, change: Change) -> Galley:
    """A section with its blocks numbered as in the clean text, and its fields' changes on top."""
    root = etree.fromstring(f"<div>{galley.html}</div>")
    number = 0
    for block in list(root.iterfind(".//*[@data-b]")):
        if is_gone(block):
            del block.attrib["data-b"]
        else:
            number += 1
            block.set("data-b", str(number))
    fields = "".join(_said(field) for field in change.fields)
    fields = fields and f'<div class="changed fields" id="{_fields_of(galley.id)}">{fields}</div>'
    head = f"{_of_all(change)}{fields}"
    status = clean.status if clean else galley.status
    return replace(galley, html=head + inside(root), status=status)


def _of_all(change: Change) -> str:
    if change.new:
        return _ALL_NEW
    if change.gone:
        return _ALL_GONE
    return _MOVED if change.moved else ""


def _said(field: Field) -> str:
    return f'<p class="change-note">Ændret {escape(field.name)}: {_marked(field)}</p>'


def _marked(field: Field) -> str:
    """The words of a field; only between two words is there a blank that neither version has."""
    out, before = "", ""
    for status, text in field.pieces:
        words = escape(line(text.strip()), quote=False)
        apart = text[:1].isspace() or (before[-1:].isalnum() and text[:1].isalnum())
        out += " " if out and apart else ""
        out += f"<{status}>{words}</{status}>" if status in ("ins", "del") else words
        before = text
    return out


def _agreeing(told: Sequence[Galley], clean: Mapping[str, Galley]) -> frozenset[str]:
    """The sections whose unstruck blocks are those of the clean text, one by one."""
    return frozenset(
        galley.id
        for galley in told
        if galley.id in clean
        and galley.html.count(" data-b=") == clean[galley.id].html.count(" data-b=")
    )


# --- where the changes are -----------------------------------------------------------


def _book_pages(galleys: Sequence[Galley], pages: PageMap) -> Iterator[tuple[str, str]]:
    """Each mark and the page of the book on which the text there begins."""
    for galley in galleys:
        starts = [one for one in pages.starts if one.galley == galley.id]
        if not starts:
            continue
        root = etree.fromstring(f"<div>{galley.html}</div>")
        block, waiting = 0, list[str]()
        for element in root.iter():
            if "changed" in (element.get("class") or "").split() and element.get("id"):
                waiting.append(element.get("id"))
            if element.get("data-b") is None:
                continue
            block = int(element.get("data-b"))
            reached = [one for one in starts if (one.block, one.offset) <= (block, 0)]
            label = (reached or starts)[-1 if reached else 0].label
            yield from ((anchor, label) for anchor in waiting)
            waiting = []
        yield from ((anchor, starts[-1].label) for anchor in waiting)


def _spans(changes: Changes, pages: PageMap) -> dict[str, str]:
    """What is quoted for a section when its marks have no pages: where the section stands."""
    spans = dict(page_spans(pages))
    return {change.section: spans.get(change.section, "") for change in changes.changed}


def _line(
    change: Change, book: Mapping[str, str], own: Mapping[str, str], shortened: bool
) -> _Line:
    anchors = [_fields_of(change.section)] if change.fields else []
    anchors += change.anchors
    found = [book[anchor] for anchor in anchors if anchor in book]
    listed = _WORDS_CHANGED if change.section == WORD_LIST else change.section
    here = [own[anchor] for anchor in anchors if anchor in own] or [own.get(listed, "")]
    where = runs(found) or book.get(change.section, ""), runs(here)
    if shortened:
        where = _ends(where[0]), _ends(where[1])
    return _Line(listed if listed in own else "", change.head, change.said, *where)


def _ends(shown: str) -> str:
    """The first and the last of several runs of pages: »3 … 31«."""
    several = shown.split(", ")
    return shown if len(several) < 3 else f"{several[0]} … {several[-1]}"


def _unchanged(document: Document, ids: Sequence[str]) -> str:
    """The sections without changes, chapters and part introductions in runs."""
    galleys = [galley for galley in document.galleys if galley.id in ids]
    parts = runs([str(one.number) for one in galleys if one.role == "part"])
    chapters = runs([str(one.number) for one in galleys if one.role == "chapter"])
    said = [one.title for one in galleys if one.role == "front"]
    named = "indledningen" if parts.isdecimal() else "indledningerne"
    said += [f"{named} til del{_NBSP}{parts}"] if parts else []
    said += [f"kapitel{_NBSP}{chapters}"] if chapters else []
    said += [one.title for one in galleys if one.role == "back"]
    return "; ".join(said)


def runs(labels: Sequence[str]) -> str:
    """Pages in a row, repeats left out and neighbours joined: »3, 5–7«."""
    numbers = sorted({int(label) for label in labels if label.isdecimal()})
    other = [label for label in dict.fromkeys(labels) if label and not label.isdecimal()]
    joined = []
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        joined.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return ", ".join([*other, *joined])


def _fields_of(section: str) -> str:
    return f"aendring-felter-{section}"


# --- the word list -------------------------------------------------------------------

_WORDS_CHANGED = "aendringer-i-ordlisten"


def _word_list(change: Change) -> Galley:
    """The entries that changed, as a section of their own."""
    entries = "".join(
        f'<div class="changed"><p><strong>{escape(line(term.term))}</strong>'
        f' <span class="change-note">{escape(term.state)}</span></p>'
        + "".join(
            f"<p>{escape(field.name[:1].upper() + field.name[1:])}: {_marked(field)}</p>"
            for field in term.fields
        )
        + "</div>"
        for term in change.terms
    )
    return Galley(_WORDS_CHANGED, "back", "Ændringer i ordlisten", entries, kind="ændringer")
