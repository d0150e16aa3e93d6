"""The names that manuscript, galleys and editions share: classes, boxes, sections, statuses.

In: nothing. Out: constants and tables. To add a kind of box is to add a row to ``BOXES``, its look
to the style sheets, and a line to the guide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# The class of an ordered list by the sign behind its numbers, where that is not a full stop.
LIST_ENDS = {"OneParen": "paren", "TwoParens": "parens"}

_WIDTH = re.compile(r"(\d{1,4}(?:\.\d{1,3})?) ?(%|mm|cm|px|pt|in|em)?")

# The attribute that numbers the blocks of a galley.
BLOCK = "data-b"

# Elements of a line (HTML, 4.5): what stands in them belongs to the block around them.
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins",
    "kbd", "mark", "math", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub",
    "sup", "time", "u", "var", "wbr",
})  # fmt: skip

# What the press names in every section, behind the section's id: no other anchor may be called so.
PARTS_OF_SECTION = ("titel", "noter", "dialog")

# Classes of what editions set differently, so that no place in a text counts it.
NOTE_CALL, PAGE, PAGES, PRINT_PAGE = "noteref", "pageref", "pagerefs", "print-page"
SILENT = frozenset({NOTE_CALL, PAGE, PAGES, PRINT_PAGE})

# Other classes in a text.
WIKILINK = "wikilink"  # pandoc's, on [[a term]]
XREF, TERM, MARK, CITE, LABEL = "xref", "term", "ix", "cite", "label"
LONG_DESCRIPTION, QUESTIONS = "longdesc", "questions"
BOX, BOX_TITLE = "callout", "callout-title"
CARD, CARD_TITLE, CARD_FRONT, CARD_BACK = "card", "card-title", "card-front", "card-back"
SHEET, PROMPT, ROOM = "sheet", "prompt", "room"
# The lists that the press writes itself, and an entry of the word list or of the index.
GLOSSARY, REFERENCES, INDEX_LIST, ENTRY = "glossary", "references", "index", "entry"
CAPTIONS = "captions"

# Classes that only a book compared with an earlier version has (``press/redline``). Words that came
# and went are the elements ``ins`` and ``del``, and Spans of these classes in pandoc's tree.
CAME, WENT, GAP, CHANGED, CHANGE_NOTE = "ins", "del", "gap", "changed", "change-note"
INSERTED, DELETED, MOVED_HERE, MOVED_AWAY = "inserted", "deleted", "moved-here", "moved-away"
ITEM = "item"
# Blocks that are not in the new text, or not here.
ABSENT = frozenset({DELETED, MOVED_AWAY})

# What a chapter may not call anything: words under these names could be lost unseen.
RESERVED = SILENT | {CAME, WENT, CHANGE_NOTE, CHANGED, ITEM}


@dataclass(frozen=True, slots=True)
class Box:
    """A kind of box: the class of its look, what it is headed where the chapter gives no title,
    and its role (ARIA in HTML, aside; DPUB-ARIA)."""

    look: str
    label: str
    role: str = "note"


# The boxes of a chapter, by the class that it writes.
BOXES: Mapping[str, Box] = MappingProxyType(
    {
        "tænkt-eksempel": Box("callout-example", "Tænkt eksempel", "doc-example"),
        "dialog": Box("callout-dialogue", "Dialog"),
        "metode": Box("callout-method", "Metode"),
        "note": Box("callout-note", "Note"),
    }
)
# The classes that a chapter writes for a dialogue card and for a method sheet.
CARD_BOX, SHEET_BOX = "kort", "ark"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a section is, as EPUB (``epub:type``) and DPUB-ARIA (``role``) name it; empty where they
    have no name for it."""

    epub_type: str = ""
    role: str = ""


WORD_LIST, WORKS, INDEX, FIGURES, TABLES = (
    "ordliste",
    "litteratur",
    "register",
    "figurer",
    "tabeller",
)
# The sections that the press writes itself, by the word that orders them.
GENERATED: Mapping[str, Kind] = MappingProxyType(
    {
        WORD_LIST: Kind("glossary", "doc-glossary"),
        WORKS: Kind("bibliography", "doc-bibliography"),
        FIGURES: Kind("loi"),
        TABLES: Kind("lot"),
        INDEX: Kind("index", "doc-index"),
    }
)
# What a chapter may say that it is (``kind:``); the first is meant where it says nothing.
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "artikel": Kind(),
        "perspektiv": Kind(),
        "eksempler": Kind(),
        "metode": Kind(),
        "forord": Kind("preface", "doc-preface"),
        "vejledning": Kind("introduction", "doc-introduction"),
        "kolofon": Kind("colophon", "doc-colophon"),
        "del": Kind(),
    }
)

# How far a chapter has come (``status:``); the first is meant where it says nothing.
STATUSES = ("udkast", "afventer bidrag", "afventer kilder", "til godkendelse", "godkendt")
DRAFT, IN_REVIEW, APPROVED = STATUSES[0], STATUSES[-2], STATUSES[-1]


def image_width(said: str) -> str:
    """The width that a manuscript asks for an image, as CSS: ``40%``, ``60mm``; a bare number is in
    pixels. Empty when it is none."""
    found = _WIDTH.fullmatch(said.strip().replace(",", "."))
    return f"{found[1]}{found[2] or 'px'}" if found else ""
