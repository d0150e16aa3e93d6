"""What a paper of changes is told: the changes of each section as plain values, all frozen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """Something beside the running text that changed: its name, and its words as (``same``,
    ``ins`` or ``del``; text)."""

    name: str
    pieces: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the word list that is ``ny``, ``ændret`` or ``slettet``."""

    term: str
    state: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A changed section: its id, its line in the summary, the ids of its marks in reading order,
    what changed in its fields and (of the word list) its entries, and whether all of it is new,
    stands elsewhere in the book, or has gone."""

    section: str
    head: str
    said: str
    anchors: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    terms: tuple[Term, ...] = ()
    new: bool = False
    moved: bool = False
    gone: bool = False

    @property
    def marked(self) -> bool:
        """Whether its text shows any of this."""
        return bool(self.anchors or self.fields or self.terms or self.new)


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes ``since`` an earlier version, and the ids of sections without any."""

    since: str
    changed: tuple[Change, ...]
    unchanged: tuple[str, ...]
    total: str
