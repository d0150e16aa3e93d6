"""A release as a value: the files that are handed out, and what is known of each.

In: finished bytes with their edition. Out: :class:`Item` and :class:`Release`, which every
maker of catalogue data, pages and letters in this room takes. Nothing is known of a file
but what is given here: no maker assumes more.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from posixpath import relpath
from types import MappingProxyType
from urllib.parse import quote, urljoin

from press.language.numbers import decimal
from press.model import Contributor, Dispatch, Document, Edition, Extra, PdfEdition

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".epub": "application/epub+zip",
        ".gif": "image/gif",
        ".html": "text/html",
        ".jpg": "image/jpeg",
        ".json": "application/json",
        ".md": "text/markdown",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain",
        ".xml": "application/xml",
    }
)
_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}


class Medium(StrEnum):
    """What a file is to those who get it. ``PRINT`` is what a printer gets, ``PDF`` is read on
    screens, ``CARDS`` are cut out and filled in at meetings, ``OTHER`` stands beside the book; the
    last two are no products of their own."""

    PRINT = "print"
    PDF = "pdf"
    EPUB = "epub"
    WEB = "web"
    CARDS = "cards"
    OTHER = "other"


PRODUCTS = (Medium.PRINT, Medium.PDF, Medium.EPUB, Medium.WEB)


@dataclass(frozen=True, slots=True)
class Access:
    """What was found out of a file's accessibility, in schema.org's words.

    ``conforms`` holds the standards that a validator found met in this very build, worded as
    in EPUB Accessibility 1.1, 4.2 (``EPUB Accessibility 1.1 - WCAG 2.1 Level AA``) or
    ``PDF/UA-1``. ``onix`` holds further codes of ONIX list 196 that schema.org has no word for,
    or a weaker one. ``summary`` is Danish.
    """

    modes: tuple[str, ...] = ()
    sufficient: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    summary: str = ""
    conforms: tuple[str, ...] = ()
    onix: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the cover: path below the release folder, and pixels."""

    path: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the release. ``path`` is below the release folder, with ``/``.

    ``edition`` is its name in ``book.yaml``. For a website ``path`` is its first page and
    ``sha256`` is empty: a folder has none. ``title`` and ``purpose`` are Danish and replace
    what :mod:`press.delivery.wording` says of the kind; ``CARDS`` and ``OTHER`` need their own.
    ``trim`` is width and height in mm, ``pages`` the pages of the file; 0 when it has none.
    """

    kind: Medium
    path: str
    media_type: str
    size: int
    sha256: str
    edition: str = ""
    isbn: str = ""
    identifier: str = ""
    title: str = ""
    purpose: str = ""
    pages: int = 0
    trim: tuple[float, float] | None = None
    access: Access | None = None

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name


@dataclass(frozen=True, slots=True)
class Release:
    """Everything that is handed out at once.

    ``version`` and ``draft`` are those of the release, ``date`` its day (ISO). ``pages`` is
    how many pages the printed book numbers, Roman and Arabic together, ``covers`` pictures of
    the cover with the largest first, ``description`` the text about the book, its paragraphs
    parted by an empty line.
    """

    document: Document
    version: str
    draft: bool
    date: str
    items: tuple[Item, ...]
    covers: tuple[Picture, ...] = ()
    description: str = ""
    pages: int = 0

    @property
    def dispatch(self) -> Dispatch:
        return self.document.dispatch

    @property
    def full_title(self) -> str:
        book = self.document
        return f"{book.title}. {book.subtitle}" if book.subtitle else book.title

    @property
    def words(self) -> int:
        return sum(galley.words for galley in self.document.galleys)

    @property
    def authors(self) -> tuple[str, ...]:
        """The chapters' authors in reading order, then those the book names so; each once."""
        names = [name for galley in self.document.galleys for name in galley.authors]
        names += [person.name for person in self.document.contributors if _wrote(person)]
        return tuple(dict.fromkeys(names))

    @property
    def helpers(self) -> tuple[Contributor, ...]:
        """Those whom the book names in another role than author."""
        return tuple(person for person in self.document.contributors if not _wrote(person))

    def of(self, *kinds: Medium) -> tuple[Item, ...]:
        """The items of these kinds, in the order of the kinds."""
        return tuple(item for kind in kinds for item in self.items if item.kind is kind)

    def address(self, path: str, folder: str = "") -> str:
        """Where ``path`` is found from a file in ``folder``: relative, or whole with a
        ``base_url``."""
        if self.dispatch.base_url:
            return urljoin(self.dispatch.base_url, quote(path))
        return quote(relpath(path, folder or "."))


def _wrote(person: Contributor) -> bool:
    return "forfatter" in person.role.casefold()


def kind_of(edition: Edition, first_on_paper: bool) -> Medium:
    """``first_on_paper`` marks the PDF that sets the pages: that one goes to the printer.
    Every other PDF is for screens."""
    if edition.format == "pdf":
        return Medium.PRINT if first_on_paper else Medium.PDF
    return Medium(edition.format)


def item_of(
    edition: Edition | Extra,
    kind: Medium,
    path: str,
    data: bytes,
    pages: int = 0,
    access: Access | None = None,
) -> Item:
    """The item that the bytes ``data`` of ``edition`` are. Raises KeyError for a file name
    whose ending has no media type here."""
    return Item(
        kind=kind,
        path=path,
        media_type=MEDIA_TYPES[PurePosixPath(path).suffix],
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        edition=edition.name,
        isbn="" if isinstance(edition, Extra) else edition.isbn,
        identifier="" if isinstance(edition, Extra) else edition.identifier,
        pages=pages,
        trim=edition.trim if isinstance(edition, PdfEdition) else None,
        access=access,
    )


def isbn13(text: str) -> str:
    """The 13 digits of a valid ISBN, without hyphens; an ISBN-10 gets its 978 (ISO 2108)."""
    digits = "".join(sign for sign in text if sign.isdigit() or sign in "xX")
    if len(digits) == 13:
        return digits
    body = "978" + digits[:9]
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def urn(release: Release, item: Item | None = None, part: str = "") -> str:
    """What names the item, or without one the book or a ``part`` of what is told of it; the
    same in every version."""
    if item is not None and item.isbn:
        return f"urn:isbn:{isbn13(item.isbn)}"
    if item is not None and item.identifier:
        return item.identifier
    book = release.document
    parts = [book.title, book.subtitle, book.publisher, item.edition if item else part]
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, chr(10).join(filter(None, parts)))}"


def size_text(size: int) -> str:
    """A size as Danish writes it: ``812 kB``, ``1,4 MB`` (thousands of bytes, IEC 80000-13)."""
    if size < 1_000:
        return f"{size}\N{NO-BREAK SPACE}byte"
    if size < 999_500:
        return f"{decimal(size / 1_000)}\N{NO-BREAK SPACE}kB"
    return f"{decimal(size / 1_000_000, 1)}\N{NO-BREAK SPACE}MB"
