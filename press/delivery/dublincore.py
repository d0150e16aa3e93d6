"""Dublin Core records, as libraries exchange them (simple Dublin Core in ``oai_dc:dc``).

In: a :class:`~press.delivery.items.Release`, and the item that the record is about, or none
for the book in all its editions. Out: the record's bytes.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from press.delivery.items import PRODUCTS, Item, Medium, Release, urn
from press.delivery.onixcodes import licence_address
from press.delivery.validation import DC, OAI_DC
from press.delivery.wording import title_of

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


def dublin_core(release: Release, item: Item | None = None) -> bytes:
    """The record of ``item``, or of the book itself."""
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
    """How the editions hang together; each but the printed one quotes the printed pages."""
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
