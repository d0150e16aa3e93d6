"""Catalogues that reading apps subscribe to: OPDS 1.2 (Atom) and OPDS 2.0 (JSON).

In: a :class:`~press.delivery.items.Release` and the path that the catalogue will have. Out: the
bytes of a feed with one publication, which can be had in every format that is read on
screens. Addresses are relative to the feed, unless the release has a ``base_url``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lxml import etree

from press.delivery.items import Access, Item, Medium, Release, title_of, urn
from press.delivery.onixcodes import WCAG, licence_address, role_code
from press.delivery.validation import ATOM, BITMAPS
from press.model import Json

_DCTERMS = "http://purl.org/dc/terms/"
_OPEN = "http://opds-spec.org/acquisition/open-access"
_IMAGE = "http://opds-spec.org/image"
_THEMA = "https://ns.editeur.org/thema/"
# The media types of an acquisition feed (OPDS 1.2, 7), of a feed and of a publication (OPDS 2.0).
_ATOM_FEED = "application/atom+xml;profile=opds-catalog;kind=acquisition"
_JSON_FEED = "application/opds+json"
_JSON_PUBLICATION = "application/opds-publication+json"
_PAGE = "index.html"
# The contributors for whom a web publication has a field of its own, by ONIX role.
_FIELDS = {"A12": "illustrator", "B01": "editor", "B06": "translator"}


def opds1(release: Release, path: str) -> bytes:
    """The Atom feed that will lie at ``path``."""
    folder, publisher = path.rpartition("/")[0], release.document.publisher
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "dcterms": _DCTERMS})
    _add(feed, "id", urn(release, part="katalog"))
    _add(feed, "title", f"{publisher}: {_title(release)}")
    _add(feed, "updated", _instant(release))
    _add(_add(feed, "author"), "name", publisher)
    for relation in ("self", "start"):
        _add(feed, "link", rel=relation, href=release.address(path, folder), type=_ATOM_FEED)
    _add(feed, "link", rel="alternate", href=release.address(_PAGE, folder), type="text/html")
    _entry(_add(feed, "entry"), release, folder)
    etree.indent(feed)
    return bytes(etree.tostring(feed, encoding="UTF-8", xml_declaration=True)) + b"\n"


def opds2(release: Release, path: str, publication_path: str) -> bytes:
    """The JSON feed that will lie at ``path``; its publication names ``publication_path``."""
    folder = path.rpartition("/")[0]
    feed = {
        "metadata": {
            "title": f"{release.document.publisher}: {_title(release)}",
            "numberOfItems": 1,
            "modified": _instant(release),
        },
        "links": [
            {"rel": "self", "href": release.address(path, folder), "type": _JSON_FEED},
            {"rel": "alternate", "href": release.address(_PAGE, folder), "type": "text/html"},
        ],
        "publications": [_publication(release, publication_path, folder)],
    }
    return _json(feed)


def opds2_publication(release: Release, path: str) -> bytes:
    """The publication by itself, which will lie at ``path``."""
    return _json(_publication(release, path, path.rpartition("/")[0]))


def _entry(entry: Any, release: Release, folder: str) -> None:
    book = release.document
    _add(entry, "id", urn(release))
    _add(entry, "title", _title(release))
    _add(entry, "updated", _instant(release))
    for name in release.authors or (book.publisher,):
        _add(_add(entry, "author"), "name", name)
    for person in release.helpers:
        _add(_add(entry, "contributor"), "name", person.name)
    if release.description:
        _add(entry, "summary", release.description, type="text")
    if book.rights or book.licence:
        _add(entry, "rights", ". ".join(filter(None, (book.rights, book.licence))))
    for code in release.dispatch.thema:
        _add(entry, "category", scheme=_THEMA, term=code)
    read = release.of(Medium.EPUB, Medium.PDF)
    for name, value in (
        ("language", book.language),
        ("publisher", book.publisher),
        *(() if release.draft else (("issued", release.date),)),
        *(("identifier", urn(release, item)) for item in read if item.isbn),
    ):
        etree.SubElement(entry, f"{{{_DCTERMS}}}{name}").text = value
    for item in read:
        _add(entry, "link", **_link(release, folder, _OPEN, item), length=str(item.size))
    for item in release.of(Medium.WEB):
        _add(entry, "link", **_link(release, folder, "alternate", item))
    _pictures(entry, release, folder)


def _pictures(entry: Any, release: Release, folder: str) -> None:
    """Links to the largest picture and, when there is a smaller bitmap, to a thumbnail."""
    small = [cover for cover in release.covers[1:] if cover.media_type in BITMAPS][-1:]
    pictures = [(_IMAGE, cover) for cover in release.covers[:1]]
    for relation, cover in (*pictures, *((f"{_IMAGE}/thumbnail", cover) for cover in small)):
        address = release.address(cover.path, folder)
        _add(entry, "link", rel=relation, href=address, type=cover.media_type)


def _link(release: Release, folder: str, relation: str, item: Item) -> dict[str, str]:
    """A link to the file from a catalogue in ``folder``."""
    return {
        "rel": relation,
        "href": release.address(item.path, folder),
        "type": item.media_type,
        "title": title_of(item),
    }


def _publication(release: Release, path: str, folder: str) -> Mapping[str, Json]:
    own = {"rel": "self", "href": release.address(path, folder), "type": _JSON_PUBLICATION}
    images = [
        {
            "href": release.address(cover.path, folder),
            "type": cover.media_type,
            "width": cover.width,
            "height": cover.height,
        }
        for cover in release.covers
    ]
    files = [
        {**_link(release, folder, _OPEN, item), "size": item.size}
        for item in release.of(Medium.EPUB, Medium.PDF)
    ]
    pictured = {"images": images} if images else {}
    return {"metadata": _metadata(release), "links": [own, *files], **pictured}


def _metadata(release: Release) -> Mapping[str, Json]:
    book = release.document
    access = next((item.access for item in release.of(Medium.EPUB) if item.access), None)
    return _known(
        {
            "@type": "http://schema.org/Book",
            "identifier": urn(release),
            "title": _title(release),
            "subtitle": book.subtitle,
            "language": book.language,
            **_people(release),
            "publisher": book.publisher,
            "published": "" if release.draft else release.date,
            "modified": _instant(release),
            "description": release.description,
            "numberOfPages": release.pages,
            "license": licence_address(book.licence),
            "subject": [
                {"name": code, "code": code, "scheme": _THEMA} for code in release.dispatch.thema
            ],
            "accessibility": accessibility(access) if access else {},
        }
    )


def _people(release: Release) -> Mapping[str, list[Json]]:
    """Names by the field they belong in; whoever has no field is a contributor with a role."""
    found: dict[str, list[Json]] = {"author": list(release.authors)}
    for person in release.helpers:
        field = _FIELDS.get(role_code(person.role), "")
        value = person.name if field else {"name": person.name, "role": person.role}
        found.setdefault(field or "contributor", []).append(value)
    return found


def accessibility(access: Access) -> Mapping[str, Json]:
    """The accessibility object of a web publication manifest: what was found and no more.

    Standards are addresses that apps compare with (EPUB Accessibility 1.1, 4.2).
    """
    claims = filter(None, map(WCAG.fullmatch, access.conforms))
    address = "https://www.w3.org/TR/epub-a11y-11#wcag-{}-{}"
    return _known(
        {
            "conformsTo": [address.format(claim[1], claim[2].lower()) for claim in claims],
            "accessMode": list(access.modes),
            "accessModeSufficient": [modes.split(",") for modes in access.sufficient],
            "feature": list(access.features),
            "hazard": list(access.hazards),
            "summary": access.summary,
        }
    )


def _known(found: Mapping[str, Json]) -> Mapping[str, Json]:
    return {name: value for name, value in found.items() if value}


def _title(release: Release) -> str:
    return f"{release.document.title} (udkast)" if release.draft else release.document.title


def _instant(release: Release) -> str:
    return f"{release.date}T00:00:00Z"


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}", **attributes)
    child.text = text
    return child


def _json(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
