"""What a comparison gives: the marked book and its changes, section by section, all frozen."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from press.model import Book


class Status(StrEnum):
    """Which version a stretch of words stands in: both, only the new, only the old."""

    SAME = "same"
    INS = "ins"
    DEL = "del"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of plain text of one status, with the blanks around it."""

    status: Status
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that is no part of the running text. ``name`` is Danish (»titel«, »resumé«)."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TermChange:
    """An entry of the word list that is ``ny``, ``slettet`` or ``ændret``. ``anchor`` is where the
    entry stands in the new book, empty when it has gone; ``fields`` holds what differs."""

    term: str
    state: str
    anchor: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much changed: words, paragraphs, table cells and rows, notes and figures.

    Words of a moved paragraph are counted only where they changed on the way; words in cells,
    notes and captions count as words too. ``moved`` paragraphs are counted where they now stand;
    ``left`` are those that went from this section to another.
    """

    inserted: int = 0
    deleted: int = 0
    moved: int = 0
    cells: int = 0
    rows_inserted: int = 0
    rows_deleted: int = 0
    notes: int = 0
    figures: int = 0
    left: int = 0

    def __add__(self, other: Counts) -> Counts:
        sums = (getattr(self, f.name) + getattr(other, f.name) for f in fields(Counts))
        return Counts(*sums)


@dataclass(frozen=True, slots=True)
class SectionChanges:
    """What changed in a section.

    ``id`` is the galley's; of a section that has gone, its old one. ``state`` is ``ændret``,
    ``ny``, ``slettet`` or ``uændret``. ``old_number`` is the chapter's number before; ``moved``
    says that the section stands elsewhere among its neighbours. ``anchors`` are the ids of the
    marked blocks in reading order. ``words`` is the length of a section that came or went.
    """

    id: str
    title: str
    number: int | None
    state: str
    counts: Counts = Counts()
    anchors: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    terms: tuple[TermChange, ...] = ()
    old_number: int | None = None
    moved: bool = False
    words: int = 0


@dataclass(frozen=True, slots=True)
class Redline:
    """The new book with the changes marked in its trees, and every section's changes in order:
    the written sections, those that have gone where they stood, and the word list if it changed."""

    book: Book
    changes: tuple[SectionChanges, ...]
