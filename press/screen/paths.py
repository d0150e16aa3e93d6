"""The files of an edition for screens, and its table of contents as a tree.

In: a document. Out: a path for every galley and every image, in plain ASCII so that no reading
system, web server or zip program stumbles over it; and the entries of the contents in reading
order, where a part holds its chapters, and a section its headings of level 2.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from press.galley.names import INDEX
from press.model import Document, Galley

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_OTHER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Paths:
    """Galley id -> file, image as written in the manuscript -> file, anchor -> galley id."""

    galleys: Mapping[str, str]
    images: Mapping[str, str]
    homes: Mapping[str, str]

    def address(self, anchor: str, here: str) -> str:
        """The link to ``anchor`` from the galley ``here``."""
        home = self.homes.get(anchor, here)
        return f"#{anchor}" if home == here else f"{self.galleys[home]}#{anchor}"


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
        """(address, text) of the headings of level 2, except the letters of the index."""
        if self.galley.id == INDEX:
            return ()
        return tuple(
            (f"{self.href}#{heading.id}", heading.text)
            for heading in self.galley.headings
            if heading.level == 2
        )


def paths_of(document: Document, suffix: str, taken: Iterable[str] = ()) -> Paths:
    """The paths of ``document``; ``taken`` are file stems that no galley may have."""
    stems = _distinct((galley.id for galley in document.galleys), taken)
    images = _distinct(sorted(document.images))
    return Paths(
        {id: f"{stem}.{suffix}" for id, stem in stems.items()},
        {
            path: f"images/{stem}{PurePosixPath(path).suffix.lower()}"
            for path, stem in images.items()
        },
        document.homes,
    )


def number_of(galley: Galley) -> str:
    """``Del 1`` for a part, ``3`` for a chapter, empty for a section without a number."""
    if galley.number is None:
        return ""
    return f"Del {galley.number}" if galley.role == "part" else str(galley.number)


def contents_of(document: Document, files: Mapping[str, str]) -> tuple[Entry, ...]:
    """The entries of ``document``, parts holding their chapters; ``files`` by galley id."""
    entries: list[Entry] = []
    for galley in document.galleys:
        entry = Entry(galley, files[galley.id], number_of(galley))
        if galley.role == "chapter" and entries and entries[-1].galley.id == galley.part:
            part = entries.pop()
            entry = replace(part, chapters=(*part.chapters, entry))
        entries.append(entry)
    return tuple(entries)


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFC", PurePosixPath(name).stem).casefold().translate(_LETTERS)
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", bare).strip("-") or "afsnit"


def _distinct(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Name -> file stem; a stem that is taken gets ``-2``, ``-3`` and so on."""
    used = set(taken)
    found: dict[str, str] = {}
    for name in names:
        plain = stem = _plain(name)
        number = 2
        while stem in used:
            stem, number = f"{plain}-{number}", number + 1
        used.add(stem)
        found[name] = stem
    return found
