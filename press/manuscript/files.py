"""The manuscript's files: a path in, text or bytes out, or the problem that stopped the reading.

Only files that really lie under the book's folder are read, not what links lead to outside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from press.codes import problem
from press.finding import at
from press.model import Problem, Source
from press.nearest import did_you_mean

BOOK = "book"
LARGEST = 64_000_000  # bytes; a file of more is not even read
# Control characters except tab and line feed, line and paragraph separators, controls of writing
# direction, the byte order mark, and what XML cannot hold.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A file of the book: its path as problems show it, and where it is on this machine."""

    shown: str
    file: Path


@dataclass(frozen=True, slots=True)
class Named:
    """A file as the manuscript names it, and where it does."""

    name: str
    source: Source


def locate(root: Path, name: str) -> Place | None:
    """The file that ``name``, relative to the book's folder, stands for.

    None when it leads out of the book: absolute, with ``..``, or through a link.
    The file need not exist.
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or ".." in parts or parts[0] == "/" or ":" in parts[0] or "\0" in name:
        return None
    folder = (root / BOOK).resolve()
    try:
        file = folder.joinpath(*parts).resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return None
    shown = "/".join((BOOK, *parts))
    return Place(shown, file) if file.is_relative_to(folder) else None


def outside(name: str) -> Problem:
    """C107 for one of the book's fixed files, when a link makes it lead out of the folder."""
    return problem(Source(f"{BOOK}/{name}"), "C107", f"filen »{name}« ligger uden for bogen")


def read_text(place: Place, mentioned: Source | None = None) -> str | Problem:
    """The text of a file, line ends as ``\\n``, without a byte order mark.

    A file that is not there is a C101 at ``mentioned`` (where the book names it), one
    that is no text a C106 at its first bad place.
    """
    data = read_bytes(place, mentioned or Source(place.shown))
    if isinstance(data, Problem):
        return data
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _unix(data[: error.start].decode("utf-8-sig", "replace"))
        source = at(place.shown, before, len(before))
        hint = "gem filen igen med tegnsættet UTF-8"
        return problem(source, "C106", "filen er ikke gemt som UTF-8", hint)
    text = _unix(text)
    if bad := INVISIBLE.search(text):
        message = f"usynligt styretegn (U+{ord(bad.group()):04X})"
        return problem(at(place.shown, text, bad.start()), "C106", message, "slet tegnet")
    return text


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_bytes(place: Place, mentioned: Source) -> bytes | Problem:
    """A file's bytes; C101 when it is missing, C106 when it cannot be opened, C108 when it
    is too large."""
    name = place.shown.removeprefix(f"{BOOK}/")
    try:
        if place.file.is_dir():
            return problem(mentioned, "C101", f"»{name}« er en mappe, ikke en fil")
        if not place.file.exists():
            return problem(mentioned, "C101", f"filen »{name}« findes ikke", _similar(place))
        if place.file.stat().st_size > LARGEST:
            size = place.file.stat().st_size // 1_000_000
            message = f"filen »{name}« fylder {size} MB; højst {LARGEST // 1_000_000}"
            return problem(mentioned, "C108", message, "gem den mindre")
        if not place.file.is_file():
            return problem(mentioned, "C106", f"»{name}« er ikke en almindelig fil")
        return place.file.read_bytes()
    except OSError:
        hint = "se efter, om du har lov til at læse filen"
        return problem(mentioned, "C106", f"filen »{name}« kan ikke åbnes", hint)


def _similar(place: Place) -> str:
    """A hint at the file in the same folder whose name is closest."""
    if place.shown.startswith(f"{BOOK}/{BOOK}/"):
        return "skriv stien fra mappen book, fx chapters/01-navn.md"
    folder = place.file.parent
    above = place.shown.removeprefix(f"{BOOK}/").rpartition("/")[0]
    names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
    shown = {name: f"{above}/{name}" if above else name for name in names}
    return did_you_mean(place.file.name, shown)
