"""The contents of the book as a tree.

In: a document and the file of each galley. Out: entries in reading order; a part holds
the chapters that follow it, a section its headings of level 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from press.model import Document, Galley


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents; ``number`` is what stands before the title (``Del 1``, ``3``)."""

    galley: Galley
    href: str
    number: str
    chapters: tuple[Entry, ...] = ()

    @property
    def title(self) -> str:
        return self.galley.title

    @property
    def headings(self) -> tuple[tuple[str, str], ...]:
        """(address, text) of the headings of level 2; the letters of the index are none."""
        if self.galley.id == "register":
            return ()
        return tuple(
            (f"{self.href}#{heading.id}", heading.text)
            for heading in self.galley.headings
            if heading.level == 2
        )


def number_of(galley: Galley) -> str:
    """``Del 1`` for a part, ``3`` for a chapter, nothing for what has no number."""
    if galley.number is None:
        return ""
    return f"Del {galley.number}" if galley.role == "part" else str(galley.number)


def contents_of(document: Document, files: Mapping[str, str]) -> tuple[Entry, ...]:
    """The entries of ``document``, parts holding their chapters."""
    entries: list[Entry] = []
    for galley in document.galleys:
        entry = Entry(galley, files[galley.id], number_of(galley))
        if galley.role == "chapter" and entries and entries[-1].galley.id == galley.part:
            part = entries.pop()
            entry = replace(part, chapters=(*part.chapters, entry))
        entries.append(entry)
    return tuple(entries)
