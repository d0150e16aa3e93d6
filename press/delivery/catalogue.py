"""All catalogue data of a release, and its Dublin Core records.

In: a :class:`~press.delivery.items.Release`. Out: files by path below the release folder, and
what their validation found. ONIX and OPDS have modules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from press.delivery.items import PRODUCTS, Item, Medium, Release, title_of, urn
from press.delivery.onix import onix
from press.delivery.onixcodes import licence_address
from press.delivery.opds import opds1, opds2, opds2_publication
from press.delivery.validation import (
    DC,
    OAI_DC,
    Validation,
    validate_dublin_core,
    validate_onix,
    validate_opds1,
    validate_opds2,
)

FOLDER = "katalog"
ONIX = f"{FOLDER}/onix.xml"
OPDS1 = f"{FOLDER}/opds.xml"
OPDS2 = f"{FOLDER}/opds.json"
PUBLICATION = f"{FOLDER}/bogen.json"
DUBLIN_CORE = f"{FOLDER}/dublin-core"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


def catalogue(release: Release) -> Mapping[str, bytes]:
    """The files by path. Raises :class:`~press.delivery.onix.OnixError` for a release that is
    no draft and has no ISBN."""
    return {
        ONIX: onix(release),
        OPDS1: opds1(release, OPDS1),
        OPDS2: opds2(release, OPDS2, PUBLICATION),
        PUBLICATION: opds2_publication(release, PUBLICATION),
        f"{DUBLIN_CORE}.xml": _dublin_core(release),
        **{
            f"{DUBLIN_CORE}-{item.edition}.xml": _dublin_core(release, item)
            for item in release.of(*PRODUCTS)
        },
    }


def examine(files: Mapping[str, bytes]) -> tuple[Validation, ...]:
    """The validation of each file that :func:`catalogue` made, in order of path."""
    checks = {ONIX: validate_onix, OPDS1: validate_opds1}
    checks |= {OPDS2: validate_opds2, PUBLICATION: validate_opds2}
    return tuple(
        checks.get(path, validate_dublin_core)(data, path) for path, data in sorted(files.items())
    )


def _dublin_core(release: Release, item: Item | None = None) -> bytes:
    """The record of ``item``, or of the book itself: simple Dublin Core in ``oai_dc:dc``, as
    libraries exchange it (OAI-PMH 2.0)."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": _XSI})
    root.set(f"{{{_XSI}}}schemaLocation", _SCHEMA)
    for name, value in _facts(release, item):
        if value:
            etree.SubElement(root, f"{{{DC}}}{name}").text = value
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _facts(release: Release, item: Item | None) -> Iterator[tuple[str, str]]:
    book = release.document
    yield "title", f"{book.title}: {book.subtitle}" if book.subtitle else book.title
    for name in release.authors or (book.publisher,):
        yield "creator", name
    for person in release.helpers:
        yield "contributor", f"{person.name} ({person.role})"
    yield "publisher", book.publisher
    yield "date", release.date
    yield "language", book.language
    yield "type", "Text"
    yield "identifier", urn(release, item)
    yield from _relations(release, item)
    for code in release.dispatch.thema:
        yield "subject", f"Thema: {code}"
    yield "description", release.description
    if release.draft:
        yield "description", f"Udkast, version {release.version}. Bogen er ikke udgivet."
    yield "rights", book.rights
    yield "rights", book.licence
    yield "rights", licence_address(book.licence)


def _relations(release: Release, item: Item | None) -> Iterator[tuple[str, str]]:
    """How the editions are related; the EPUB and the website quote the printed book's pages."""
    editions = release.of(*PRODUCTS)
    if item is None:
        for other in editions:
            yield "relation", urn(release, other)
        return
    yield "format", "Trykt bog" if item.kind is Medium.PRINT else item.media_type
    pages = release.pages if item.kind is Medium.PRINT else item.pages
    yield "format", f"{pages} sider" if pages else ""
    yield "description", title_of(item)
    yield "relation", urn(release)
    for other in editions:
        if other is not item:
            quotes = other.kind is Medium.PRINT and item.kind in (Medium.EPUB, Medium.WEB)
            yield ("source" if quotes else "relation"), urn(release, other)
