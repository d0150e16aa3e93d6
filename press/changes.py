"""What changed in a book since an earlier version: plain values, all frozen.

In: nothing. Out: the types that ``redline`` fills from two books and ``jobbing`` sets on paper.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum


class Status(StrEnum):
    """Which version a stretch of words stands in: both, only the new or only the old. The last two
    are the elements that mark it in a galley."""

    SAME = "same"
    CAME = "ins"
    WENT = "del"


class State(StrEnum):
    """What became of a section or of an entry of the word list, in words for the reader."""

    NEW = "ny"
    CHANGED = "ændret"
    GONE = "slettet"
    UNCHANGED = "uændret"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of plain text of one status, with the blanks around it."""

    status: Status
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field outside the running text, word by word. ``name`` is Danish (»titel«, »resumé«)."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TermChange:
    """An entry of the word list and its fields that differ. ``anchor`` is the entry's in the new
    book, empty when it has gone."""

    term: str
    state: State
    anchor: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much changed: words, paragraphs, table cells and rows, notes and figures.

    Words in cells, notes and captions count as words too; those of a moved paragraph only where
    they changed on the way. ``moved`` paragraphs are counted where they now stand; ``left`` are
    those that went from this section to another.
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

    ``id`` is its galley's; ``number`` and ``old_number`` are the chapter's, now and before;
    ``anchors`` are the ids of the marked blocks in reading order; ``moved`` says that the section
    stands elsewhere among its neighbours. ``words`` is the length of a section that came or went.
    """

    id: str
    title: str
    number: int | None
    state: State
    counts: Counts = Counts()
    anchors: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    terms: tuple[TermChange, ...] = ()
    old_number: int | None = None
    moved: bool = False
    words: int = 0

    @property
    def marked(self) -> bool:
        """Whether its text shows any of this; a section that only moved is as it was."""
        return bool(self.anchors or self.fields or self.terms or self.state is State.NEW)


@dataclass(frozen=True, slots=True)
class Changes:
    """Every section's changes ``since`` an earlier version (its name for the reader), in order: the
    written sections, those that have gone where they stood, and the word list if it changed."""

    since: str
    sections: tuple[SectionChanges, ...]

    @property
    def changed(self) -> tuple[SectionChanges, ...]:
        return tuple(one for one in self.sections if one.state is not State.UNCHANGED)

    @property
    def unchanged(self) -> frozenset[str]:
        """The ids of the sections without changes."""
        return frozenset(one.id for one in self.sections if one.state is State.UNCHANGED)

    @property
    def total(self) -> Counts:
        """All counts together. What left one section moved to another, and is counted there."""
        return replace(sum((one.counts for one in self.changed), Counts()), left=0)
