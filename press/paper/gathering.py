"""The plan of a printed volume: which quires it has, in order.

In: a Document. Out: :class:`QuirePlan` values, each the galleys of one quire; the half-title,
title and imprint pages and the contents come first, then the document in its own order.
Consecutive lists – of literature, figures, tables – share a quire, and begin on any page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from press.binding.bind import Entry
from press.galley.names import FIGURES, TABLES, WORKS
from press.looks import Looks
from press.model import Document, Galley
from press.paper.dress import dress, reference

CONTENTS = "Indhold"

_SHARING = frozenset({WORKS, FIGURES, TABLES})
_TEMPLATES = {
    "titles": "print/titles.xhtml.j2",
    "contents": "print/contents.xhtml.j2",
    "galleys": "print/quire.xhtml.j2",
}


@dataclass(frozen=True, slots=True)
class QuirePlan:
    """A quire that is yet to be typeset: its name, whether it is front matter, and its galleys.

    ``kind`` is ``titles``, ``contents`` or ``galleys``.
    """

    name: str
    kind: str
    front: bool
    galleys: tuple[Galley, ...] = ()

    @property
    def quotes_pages(self) -> bool:
        """Whether its text itself lists pages, as the index does."""
        return any(galley.quotes_pages for galley in self.galleys)


def plan(document: Document) -> tuple[QuirePlan, ...]:
    """The quires of ``document``."""
    plans = [QuirePlan("titelblade", "titles", True), QuirePlan("indhold", "contents", True)]
    for galley in document.galleys:
        last = plans[-1]
        if galley.id in _SHARING and last.galleys and last.galleys[-1].id in _SHARING:
            plans[-1] = replace(last, galleys=(*last.galleys, galley))
        else:
            plans.append(QuirePlan(galley.id, "galleys", galley.role == "front", (galley,)))
    return tuple(plans)


def xhtml(plan: QuirePlan, document: Document, labels: Mapping[str, str], looks: Looks) -> str:
    """What the quire of ``plan`` is typeset from, with a stand-in for every page number."""
    values: dict[str, Any] = {}
    if plan.kind == "contents":
        values = {"title": CONTENTS, "reference": lambda anchor: reference(anchor, labels)}
    elif plan.kind == "galleys":
        values = {"bodies": [(galley, dress(galley, labels)) for galley in plan.galleys]}
    return hold_hyphens(looks.render(_TEMPLATES[plan.kind], book=document, **values))


def hold_hyphens(text: str) -> str:
    """``text`` for the faces of the book, which have no non-breaking hyphen (U+2011): a hyphen
    held by a word joiner does the same."""
    return text.replace("\u2011", "-\u2060")


def outline(document: Document) -> tuple[Entry, ...]:
    """The bookmarks: parts hold their chapters, chapters their headings."""
    entries = [Entry(CONTENTS, "indhold")]
    for galley in document.galleys:
        headings = tuple(Entry(head.text, head.id) for head in galley.headings if head.level == 2)
        entry, last = Entry(_numbered(galley), galley.id, headings), entries[-1]
        if galley.role == "chapter" and last.anchor == galley.part:
            entries[-1] = replace(last, children=(*last.children, entry))
        else:
            entries.append(entry)
    return tuple(entries)


def _numbered(galley: Galley) -> str:
    if galley.role == "part":
        return f"Del {galley.number}. {galley.title}"
    return f"{galley.number}. {galley.title}" if galley.number else galley.title
