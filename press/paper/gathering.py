"""The plan of a printed volume: which quires it has, in order.

In: a Document. Out: :class:`QuirePlan` values, each the galleys of one quire; the half-title,
title and imprint pages and the contents come first, then the document in its own order.
Consecutive lists – of literature, figures, tables – share a quire, and begin on any page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from press.binding.bind import Entry
from press.looks import Looks
from press.model import Document, Galley
from press.paper.dress import dress, reference

_SHARING = frozenset({"litteratur", "figurer", "tabeller"})

CONTENTS = "Indhold"


@dataclass(frozen=True, slots=True)
class QuirePlan:
    """One quire to be: its name, whether it is front matter, and its galleys.

    ``kind`` is ``titles``, ``contents`` or ``galleys``.
    """

    name: str
    kind: str
    front: bool
    galleys: tuple[Galley, ...] = ()

    @property
    def quotes_pages(self) -> bool:
        return any(galley.quotes_pages for galley in self.galleys)


def plan(document: Document) -> tuple[QuirePlan, ...]:
    """The quires of ``document``."""
    sheets = [QuirePlan("titelblade", "titles", True), QuirePlan("indhold", "contents", True)]
    for galley in document.galleys:
        last = sheets[-1]
        if galley.id in _SHARING and last.galleys and last.galleys[-1].id in _SHARING:
            sheets[-1] = QuirePlan(last.name, "galleys", last.front, (*last.galleys, galley))
        else:
            sheets.append(QuirePlan(galley.id, "galleys", galley.role == "front", (galley,)))
    return tuple(sheets)


# The faces have no non-breaking hyphen; a hyphen held by a word joiner does the same.
_HELD_HYPHEN = str.maketrans({"\u2011": "-\u2060"})


def xhtml(sheet: QuirePlan, document: Document, labels: Mapping[str, str], looks: Looks) -> str:
    """What the quire of ``sheet`` is typeset from, with a stand-in for every page number."""
    return hold_hyphens(_rendered(sheet, document, labels, looks))


def hold_hyphens(text: str) -> str:
    """``text`` for the faces of the book, which have no non-breaking hyphen (U+2011)."""
    return text.translate(_HELD_HYPHEN)


def _rendered(sheet: QuirePlan, document: Document, labels: Mapping[str, str], looks: Looks) -> str:
    if sheet.kind == "titles":
        return looks.render("print/titles.xhtml.j2", book=document)
    if sheet.kind == "contents":
        return looks.render(
            "print/contents.xhtml.j2",
            book=document,
            title=CONTENTS,
            reference=lambda anchor: reference(anchor, labels),
        )
    bodies: list[tuple[Galley, Markup]] = [
        (galley, dress(galley, labels)) for galley in sheet.galleys
    ]
    return looks.render("print/quire.xhtml.j2", book=document, bodies=bodies)


def outline(document: Document) -> tuple[Entry, ...]:
    """The bookmarks: parts hold their chapters, chapters their headings."""
    entries: list[Entry] = [Entry(CONTENTS, "indhold")]
    for galley in document.galleys:
        entry = Entry(_numbered(galley), galley.id, _headings(galley))
        if galley.role == "chapter" and entries and entries[-1].anchor == galley.part:
            part = entries[-1]
            entries[-1] = Entry(part.title, part.anchor, (*part.children, entry))
        else:
            entries.append(entry)
    return tuple(entries)


def _numbered(galley: Galley) -> str:
    if galley.role == "part":
        return f"Del {galley.number}. {galley.title}"
    return f"{galley.number}. {galley.title}" if galley.number else galley.title


def _headings(galley: Galley) -> tuple[Entry, ...]:
    return tuple(Entry(head.text, head.id) for head in galley.headings if head.level == 2)
