"""A release as a value: the files that are handed out, and what is known of each.

In: finished bytes with their edition. Out: :class:`Item` and :class:`Release`, from which all
catalogue data, pages and letters are made, and the Danish names of items. What is not given here
is not known: nothing is assumed.
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

from press.isbn import isbn13
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


class Medium(StrEnum):
    """What a file is to those who get it. ``PRINT`` goes to the printer, ``PDF`` is read on
    screens, ``CARDS`` are cut out or filled in at meetings, ``OTHER`` goes with the book. The last
    two are not products of their own."""

    PRINT = "print"
    PDF = "pdf"
    EPUB = "epub"
    WEB = "web"
    CARDS = "cards"
    OTHER = "other"


PRODUCTS = (Medium.PRINT, Medium.PDF, Medium.EPUB, Medium.WEB)
# What is read on screens, in the order that most readers will want it; what readers do not need.
READABLE = (Medium.EPUB, Medium.PDF, Medium.WEB)
NOT_FOR_READERS = (Medium.PRINT, Medium.OTHER)
# What readers are told of a file: its name, and what it is for.
_WORDING: Mapping[Medium, tuple[str, str]] = MappingProxyType(
    {
        Medium.PRINT: (
            "Bogen til tryk (PDF)",
            "Til trykkeriet. Siderne er præcis, som de bliver i den trykte bog.",
        ),
        Medium.PDF: (
            "Bogen til skærm (PDF)",
            "Til at læse på computer eller skrive ud. Siderne ligner den trykte bogs.",
        ),
        Medium.EPUB: (
            "E-bogen (EPUB)",
            "Til at læse på telefon, tablet og computer. Teksten retter sig efter skærmen, og du "
            "vælger selv skriftens størrelse.",
        ),
        Medium.WEB: (
            "Bogen som hjemmeside",
            "Til at læse direkte i en browser uden at hente noget.",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Access:
    """What was found of a file's accessibility, in schema.org's terms.

    ``conforms`` holds the standards that a validator found met in this build, worded as in EPUB
    Accessibility 1.1, 4.2 (``EPUB Accessibility 1.1 - WCAG 2.1 Level AA``), or ``PDF/UA-1``.
    ``onix`` holds codes of ONIX list 196 for which schema.org has no term, or a weaker one.
    ``summary`` is Danish.
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
    """A picture of the cover: its path below the release folder, and its size in pixels."""

    path: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the release. ``path`` is below the release folder, with ``/``.

    ``edition`` is its name in ``book.yaml``, ``size`` in bytes. For a website ``path`` is its first
    page and ``sha256`` is empty: a folder has none. ``title`` and ``purpose`` are Danish and
    replace what is said of the kind; ``CARDS`` and ``OTHER`` need their own. ``trim`` is width and
    height in mm, ``pages`` the pages of the file; 0 when it has none.
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

    ``version`` and ``draft`` are those of the release, ``date`` its day (ISO). ``pages`` counts
    the numbered pages of the printed book, Roman and Arabic together, ``covers`` are pictures of
    the cover with the largest first, ``description`` is the text about the book, its paragraphs
    separated by an empty line.
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
    def authors(self) -> tuple[str, ...]:
        """The chapters' authors in reading order, then the book's own; each once."""
        names = [name for galley in self.document.galleys for name in galley.authors]
        names += [person.name for person in self.document.contributors if _wrote(person)]
        return tuple(dict.fromkeys(names))

    @property
    def helpers(self) -> tuple[Contributor, ...]:
        """The book's contributors in any other role than author."""
        return tuple(person for person in self.document.contributors if not _wrote(person))

    def of(self, *kinds: Medium) -> tuple[Item, ...]:
        """The items of these kinds, in the order of the kinds."""
        return tuple(item for kind in kinds for item in self.items if item.kind is kind)

    def address(self, path: str, folder: str = "") -> str:
        """The address of ``path`` in a file in ``folder``: relative, or absolute when there is a
        ``base_url``."""
        if self.dispatch.base_url:
            return urljoin(self.dispatch.base_url, quote(path))
        return quote(relpath(path, folder or "."))


def _wrote(person: Contributor) -> bool:
    return "forfatter" in person.role.casefold()


def kind_of(edition: Edition, first_on_paper: bool) -> Medium:
    """What an edition's file is. ``first_on_paper`` marks the PDF that gives all page numbers: it
    goes to the printer, every other PDF is for screens."""
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
    """The item for the bytes ``data`` of ``edition``. Raises KeyError for a file name whose suffix
    has no media type here."""
    named = None if isinstance(edition, Extra) else edition
    return Item(
        kind=kind,
        path=path,
        media_type=MEDIA_TYPES[PurePosixPath(path).suffix],
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        edition=edition.name,
        isbn=named.isbn if named else "",
        identifier=named.identifier if named else "",
        pages=pages,
        trim=edition.trim if isinstance(edition, PdfEdition) else None,
        access=access,
    )


def urn(release: Release, item: Item | None = None, part: str = "") -> str:
    """The identifier of the item, or without one of the book or of a ``part`` of its catalogue
    data; the same in every version (RFC 9562, UUID version 5, where there is no ISBN)."""
    if item and (item.isbn or item.identifier):
        return f"urn:isbn:{isbn13(item.isbn)}" if item.isbn else item.identifier
    book = release.document
    parts = [book.title, book.subtitle, book.publisher, item.edition if item else part]
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, chr(10).join(filter(None, parts)))}"


def size_text(size: int) -> str:
    """A size in bytes as Danish writes it: ``812 kB``, ``1,4 MB`` (decimal units, IEC 80000-13)."""
    if size < 1_000:
        return f"{size}\N{NO-BREAK SPACE}byte"
    if size < 999_500:
        return f"{decimal(size / 1_000)}\N{NO-BREAK SPACE}kB"
    return f"{decimal(size / 1_000_000, 1)}\N{NO-BREAK SPACE}MB"


def title_of(item: Item) -> str:
    """What the file is called to readers. Raises ValueError for an ``OTHER`` without a title."""
    return _said(item.title, item, 0)


def purpose_of(item: Item) -> str:
    """What the file is for, in a sentence or two. Raises ValueError for an ``OTHER`` without."""
    return _said(item.purpose, item, 1)


def _said(own: str, item: Item, place: int) -> str:
    text = own or _WORDING.get(item.kind, ("", ""))[place]
    if not text:
        raise ValueError(f"»{item.path}« er ikke forklaret")
    return text
