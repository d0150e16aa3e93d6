"""The package file of an EPUB: what the book is, what it holds, in which order.

In: the document, its edition, the files made; or a finished EPUB. Out: the values of the template
``epub/package.opf.j2``; or what the EPUB says of itself, so that catalogues repeat exactly that.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from press.model import Document, EpubEdition
from press.screen.accessibility import Accessibility

PATH = "EPUB/package.opf"
THUMBNAIL, DRAWING, NAV = "cover.png", "cover.svg", "indhold.xhtml"
_MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
# The first of these words in a contributor's Danish role gives the MARC relator.
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


def values(
    document: Document,
    edition: EpubEdition,
    access: Accessibility,
    hrefs: Iterable[str],
    spine: Iterable[str],
    pages: int,
) -> Mapping[str, Any]:
    """The template's values. ``hrefs`` are all files beside the package file, ``spine`` those to
    be read, in order; ``pages`` is how many printed pages are marked.

    Raises ``KeyError`` for a file whose suffix has no media type.
    """
    return {
        "book": document,
        "identifier": _identifier(document, edition),
        "page_source": _page_source(document),
        "pages": pages,
        "description": "\n\n".join(document.cover.blurb) if document.cover else "",
        "creators": _creators(document),
        "contributors": [
            (f"medvirkende-{n}", person.name, _relator(person.role))
            for n, person in enumerate(document.contributors, 1)
        ],
        "access": access,
        "manifest": _manifest(sorted(hrefs)),
        "spine": [_id(href) for href in spine],
    }


def _identifier(document: Document, edition: EpubEdition) -> str:
    """The edition's identifier: as given, by its ISBN, or made of title and publisher."""
    if edition.identifier:
        return edition.identifier
    if edition.isbn:
        return _isbn_urn(edition.isbn)
    name = "\n".join((document.title, document.subtitle, document.publisher))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, name)}"


def _isbn_urn(isbn: str) -> str:
    return "urn:isbn:" + "".join(sign for sign in isbn if sign.isalnum())


def _page_source(document: Document) -> str:
    """Which printed edition the page numbers are from."""
    if document.print_isbn:
        return _isbn_urn(document.print_isbn)
    draft = " (udkast)" if document.draft else ""
    return f"{document.title}. Trykt udgave, {document.publisher} {document.year}{draft}"


def _creators(document: Document) -> list[tuple[str, str, str]]:
    """The chapters' authors, each once; for a book without any, its publisher, who issues it."""
    authors = dict.fromkeys(name for galley in document.galleys for name in galley.authors)
    if not authors:
        return [("ophav-1", document.publisher, "isb")]
    return [(f"ophav-{n}", name, "aut") for n, name in enumerate(authors, 1)]


def _relator(role: str) -> str:
    found = (code for word, code in _RELATORS if word in role.casefold())
    return next(found, "ctb")


def _manifest(hrefs: list[str]) -> list[tuple[str, str, str, str]]:
    """(id, address, media type, properties) of each file. The cover image is the
    picture of the cover if there is one, else its drawing."""
    properties = {NAV: "nav", THUMBNAIL if THUMBNAIL in hrefs else DRAWING: "cover-image"}
    return [
        (_id(href), href, _MEDIA_TYPES[PurePosixPath(href).suffix], properties.get(href, ""))
        for href in hrefs
    ]


def _id(href: str) -> str:
    return "f-" + href.replace("/", "-").replace(".", "-")


# --- read back -----------------------------------------------------------------------


def read_back(data: bytes) -> Accessibility:
    """What a finished EPUB says of its accessibility.

    Raises ``KeyError`` for an archive that this press did not make.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = etree.fromstring(archive.read(PATH))

    def said(name: str) -> tuple[str, ...]:
        metas = package.iterfind("{*}metadata/{*}meta")
        return tuple(meta.text or "" for meta in metas if meta.get("property") == name)

    return Accessibility(
        modes=said("schema:accessMode"),
        sufficient=said("schema:accessModeSufficient"),
        features=said("schema:accessibilityFeature"),
        hazards=said("schema:accessibilityHazard"),
        summary=" ".join(said("schema:accessibilitySummary")),
        conforms_to=" ".join(said("dcterms:conformsTo")),
        certifier=" ".join(said("a11y:certifiedBy")),
    )


def navigated(data: bytes) -> frozenset[str]:
    """The ``epub:type`` values in the navigation document of an EPUB that this press made:
    ``landmarks``, ``glossary`` and so on."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page = etree.fromstring(archive.read(f"EPUB/{NAV}"))
    said = page.xpath("//@*[name()='epub:type']")
    return frozenset(kind for kinds in said for kind in kinds.split())


def thumbnail_of(data: bytes) -> bytes | None:
    """The picture of the cover that the EPUB was made with; None when it has none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = f"EPUB/{THUMBNAIL}"
        return archive.read(name) if name in archive.namelist() else None
