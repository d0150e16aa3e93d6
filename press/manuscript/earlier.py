"""The manuscript as it was: a git revision or a saved build in, the book out.

A saved build is a folder that ``make board`` left (``dist`` or ``dist/board``) or its
``manuskript.zip``. Nothing is changed, neither in the checkout nor in the saved build; the old
files are read from a folder of their own that is gone afterwards.
"""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from press.language.numbers import long_date
from press.manuscript.load import load_book
from press.model import Book, Severity
from press.nearest import did_you_mean
from press.store import Store

SAVED = "manuskript.zip"
_BOOK = "book"
# What reading a zip can raise: cut short, spoilt inside, locked, or packed in another way.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError)
_HINT = "skriv en git-revision som HEAD~3 eller en mappe fra et tidligere »make board«"


class EarlierError(ValueError):
    """The version does not exist or cannot be read. The message is Danish."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The book as it was, and what to call that version: »version 0.1 af 23. november 2026
    (moede-november, gemt 24. november 2026)«."""

    book: Book
    label: str


def earlier(root: Path, since: str, store: Store) -> Earlier:
    """The manuscript of ``since``: a path (as it is, or from ``root``) or a git revision of
    ``root``. Raises :class:`EarlierError`."""
    path = next((one for one in (Path(since), root / since) if one.exists()), None)
    files = _of_saved(path, since) if path else _of_revision(root, since)
    name = _named(path) if path else f"{since}{_dated(root, since)}"
    if f"{_BOOK}/book.yaml" not in files:
        raise EarlierError(f"der er ingen book/book.yaml i »{since}«; {_HINT}")
    with tempfile.TemporaryDirectory() as folder:
        for written, data in files.items():
            target = Path(folder) / written
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        loaded = load_book(Path(folder), store)
    if loaded.book is None or loaded.book.unread:
        errors = [one for one in loaded.problems if one.severity is Severity.ERROR]
        shown = "".join(f"\n  {one}" for one in errors[:10])
        raise EarlierError(f"manuskriptet i »{since}« kan ikke læses:{shown}")
    return Earlier(loaded.book, _label(loaded.book, name))


def packed(root: Path, date: str) -> bytes:
    """``book/`` below ``root`` as a zip; the same files give the same bytes. ``date`` (ISO) is
    given to every file."""
    year, month, day = (int(part) for part in date.split("-"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted((root / _BOOK).rglob("*")):
            if path.is_file():
                name = path.relative_to(root).as_posix()
                entry = zipfile.ZipInfo(name, (max(year, 1980), month, day, 0, 0, 0))
                entry.create_system, entry.external_attr = 3, 0o100644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes(), compresslevel=9)
    return buffer.getvalue()


def _named(path: Path) -> str:
    """What an editor calls a saved build: the folder that it was kept in."""
    return [part for part in path.resolve().parts if part not in (SAVED, "board", "dist")][-1]


def _label(book: Book, name: str) -> str:
    said = f"version {book.version}" if book.version else "den tidligere version"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", book.date):
        said += f" af {long_date(book.date)}"
    return f"{said} ({name})"


# --- a saved build -------------------------------------------------------------------


def _of_saved(path: Path, since: str) -> dict[str, bytes]:
    places = (path / SAVED, path / "board" / SAVED) if path.is_dir() else (path,)
    place = next((one for one in places if one.is_file()), None)
    if place is None:
        raise EarlierError(f"der er ingen {SAVED} i mappen »{since}«; {_HINT}")
    try:
        with zipfile.ZipFile(place) as archive:
            return {
                entry.filename: archive.read(entry)
                for entry in archive.infolist()
                if not entry.is_dir() and _below_book(entry.filename)
            }
    except _UNREADABLE as error:
        raise EarlierError(f"»{since}« kan ikke åbnes som en gemt udgave; {_HINT}") from error


def _below_book(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return parts[:1] == (_BOOK,) and ".." not in parts


# --- a git revision ------------------------------------------------------------------


def _of_revision(root: Path, since: str) -> dict[str, bytes]:
    if _git(root, "rev-parse", "--git-dir") is None:
        raise EarlierError(
            f"»{since}« er hverken en fil eller en mappe, og her er intet git-arkiv at slå op i; "
            f"skriv stien til en mappe fra et tidligere »make board«"
        )
    asked = ("--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}")
    commit = _line(root, "rev-parse", *asked)
    if not commit and _line(root, "rev-parse", "--is-shallow-repository") == "true":
        raise EarlierError(
            f"»{since}« er ikke i dette git-arkiv, som kun er hentet delvist; "
            f"hent resten med »git fetch --unshallow --tags«"
        )
    if not commit:
        raise EarlierError(f"ukendt revision »{since}«{_nearest(root, since)}")
    prefix = _line(root, "rev-parse", "--show-prefix")
    data = _git(root, "archive", "--format=tar", f"{commit}:{prefix}{_BOOK}")
    if data is None:
        raise EarlierError(f"mappen {_BOOK}/ findes ikke i revisionen »{since}«")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return {
            f"{_BOOK}/{entry.name}": content.read()
            for entry in archive
            if entry.isfile()
            and ".." not in PurePosixPath(entry.name).parts
            and (content := archive.extractfile(entry))
        }


def _dated(root: Path, since: str) -> str:
    """When a revision was made; nobody at a meeting can tell that from »HEAD~5«."""
    asked = ("show", "--no-patch", "--format=%cs", "--end-of-options", f"{since}^{{commit}}")
    day = _line(root, *asked)
    return f", gemt {long_date(day)}" if day else ""


def _nearest(root: Path, since: str) -> str:
    asked = ("for-each-ref", "--format=%(refname:short)", "refs/tags", "refs/heads")
    names = _line(root, *asked).split()
    hint = did_you_mean(since, names) or (f"der er fx {', '.join(names[:3])}" if names else "")
    return f" ({hint or _HINT})"


def _line(root: Path, *words: str) -> str:
    """What git answers as text; empty when it refuses."""
    return (_git(root, *words) or b"").decode("utf-8", "replace").strip()


def _git(root: Path, *words: str) -> bytes | None:
    """What git answers; None when it refuses or is not installed."""
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
