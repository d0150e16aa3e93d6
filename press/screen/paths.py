"""What the files of a screen edition are called.

In: a document. Out: a path for every galley and every image, of plain letters, so that no
reading system, web server or zip program can stumble over them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from press.model import Document

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_OTHER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Paths:
    """Galley id -> file, image as written in the manuscript -> file, anchor -> address."""

    galleys: Mapping[str, str]
    images: Mapping[str, str]
    homes: Mapping[str, str]

    def address(self, anchor: str, here: str = "") -> str:
        """The link to ``anchor`` from the galley ``here``."""
        home = self.homes.get(anchor, here)
        if home == here:
            return f"#{anchor}"
        return f"{self.galleys[home]}#{anchor}"


def paths_of(document: Document, suffix: str, taken: Iterable[str] = ()) -> Paths:
    """The paths of ``document``; ``taken`` are file stems that no galley may have."""
    ids = [galley.id for galley in document.galleys]
    stems = _distinct(ids, taken)
    images = sorted(document.images)
    names = _distinct(images, ())
    return Paths(
        {id: f"{stems[id]}.{suffix}" for id in ids},
        {path: f"images/{names[path]}{PurePosixPath(path).suffix.lower()}" for path in images},
        document.homes,
    )


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFC", PurePosixPath(name).stem).casefold().translate(_LETTERS)
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", bare).strip("-") or "afsnit"


def _distinct(names: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    used = set(taken)
    found: dict[str, str] = {}
    for name in names:
        plain, number = _plain(name), 2
        stem = plain
        while stem in used:
            stem, number = f"{plain}-{number}", number + 1
        used.add(stem)
        found[name] = stem
    return found
