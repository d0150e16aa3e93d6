"""The package file of an EPUB: what the book is, what it holds, in which order.

In: the document, its edition, the files made. Out: the values that ``epub/package.opf.j2``
is filled with.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from press.model import Document, EpubEdition
from press.screen.accessibility import Accessibility
from press.screen.images import media_type

_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".woff2": "font/woff2",
}
THUMBNAIL, DRAWING = "cover.png", "cover.svg"
_NAV = "indhold.xhtml"
_COVERS = (THUMBNAIL, DRAWING)
# The first of these found in a contributor's Danish role tells the MARC relator.
_RELATORS = (
    ("forfatter", "aut"),
    ("projektled", "pdr"),
    ("red", "edt"),
    ("illustr", "ill"),
    ("tegn", "ill"),
    ("layout", "bkd"),
    ("oversæt", "trl"),
    ("korrektur", "pfr"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the package."""

    id: str
    href: str
    media_type: str
    properties: str


def isbn_urn(isbn: str) -> str:
    """``urn:isbn:`` and the digits of ``isbn``."""
    return "urn:isbn:" + "".join(sign for sign in isbn if sign.isalnum())


def identifier(document: Document, edition: EpubEdition) -> str:
    """The edition's identifier: as given, by its ISBN, or made of title and publisher."""
    if given := edition.identifier:
        return given
    if isbn := edition.isbn:
        return isbn_urn(isbn)
    name = "\n".join((document.title, document.subtitle, document.publisher))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, name)}"


def page_source(document: Document) -> str:
    """Which printed edition the page numbers are from."""
    if document.print_isbn:
        return isbn_urn(document.print_isbn)
    draft = " (udkast)" if document.draft else ""
    return f"{document.title}. Trykt udgave, {document.publisher} {document.year}{draft}"


def items(hrefs: Iterable[str]) -> tuple[Item, ...]:
    """The manifest, sorted by path. A picture of the cover goes before the drawing of it."""
    files = sorted(hrefs)
    cover = next((name for name in _COVERS if name in files), "")
    properties = {cover: "cover-image", _NAV: "nav"}
    return tuple(
        Item(
            _id(href),
            href,
            _TYPES.get(PurePosixPath(href).suffix) or media_type(href),
            properties.get(href, ""),
        )
        for href in files
    )


def _id(href: str) -> str:
    return "f-" + href.replace("/", "-").replace(".", "-")


def values(
    document: Document,
    edition: EpubEdition,
    access: Accessibility,
    hrefs: Iterable[str],
    spine: Iterable[str],
    pages: int,
) -> Mapping[str, Any]:
    """``hrefs`` are all files beside the package file, ``spine`` those to be read, in order."""
    return {
        "book": document,
        "identifier": identifier(document, edition),
        "page_source": page_source(document),
        "pages": pages,
        "description": "\n\n".join(document.cover.blurb) if document.cover else "",
        "creators": _creators(document),
        "contributors": [
            (f"medvirkende-{n}", person.name, _relator(person.role))
            for n, person in enumerate(document.contributors, 1)
        ],
        "access": access,
        "manifest": items(hrefs),
        "spine": [_id(href) for href in spine],
    }


def _creators(document: Document) -> list[tuple[str, str, str]]:
    """The chapters' authors, each once; for a book without any, its publisher, who issues it."""
    authors = dict.fromkeys(name for galley in document.galleys for name in galley.authors)
    if not authors:
        return [("ophav-1", document.publisher, "isb")]
    return [(f"ophav-{n}", name, "aut") for n, name in enumerate(authors, 1)]


def _relator(role: str) -> str:
    found = (code for word, code in _RELATORS if word in role.casefold())
    return next(found, "ctb")
