"""Catalogues that reading apps subscribe to: OPDS 1.2 (Atom) and OPDS 2.0 (JSON).

In: a :class:`~press.delivery.items.Release` and the folder the catalogues lie in. Out: the
bytes of a feed with one publication, which can be had in every format that is read on
screens. Addresses are relative to the feed, unless the release has a ``base_url``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from press.delivery.items import Access, Item, Medium, Picture, Release, urn
from press.delivery.onixcodes import licence_address, role_code
from press.delivery.validation import ATOM, BITMAPS
from press.delivery.wording import title_of
from press.model import Json

_DCTERMS = "http://purl.org/dc/terms/"
_OPEN = "http://opds-spec.org/acquisition/open-access"
_IMAGE = "http://opds-spec.org/image"
_THEMA = "https://ns.editeur.org/thema/"
# OPDS 1.2, 7: the media type of an acquisition feed, and of one with its profile alone.
FEED_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
FEED2_TYPE = "application/opds+json"
PUBLICATION_TYPE = "application/opds-publication+json"
PAGE = "index.html"
# Those contributors for whom a web publication has a field of its own, by ONIX role.
_FIELDS = {"A12": "illustrator", "B01": "editor", "B06": "translator"}


def opds1(release: Release, path: str) -> bytes:
    """The Atom feed that will lie at ``path``."""
    folder = path.rpartition("/")[0]
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "dcterms": _DCTERMS})
    _text(feed, "id", urn(release, part="katalog"))
    _text(feed, "title", f"{release.document.publisher}: {_title(release)}")
    _text(feed, "updated", _instant(release))
    _text(etree.SubElement(feed, f"{{{ATOM}}}author"), "name", release.document.publisher)
    for relation in ("self", "start"):
        _link(feed, relation, release.address(path, folder), FEED_TYPE)
    _link(feed, "alternate", release.address(PAGE, folder), "text/html")
    _entry(etree.SubElement(feed, f"{{{ATOM}}}entry"), release, folder)
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
            {"rel": "self", "href": release.address(path, folder), "type": FEED2_TYPE},
            {"rel": "alternate", "href": release.address(PAGE, folder), "type": "text/html"},
        ],
        "publications": [_publication(release, publication_path, folder)],
    }
    return _json(feed)


def opds2_publication(release: Release, path: str) -> bytes:
    """The publication by itself, which will lie at ``path``."""
    return _json(_publication(release, path, path.rpartition("/")[0]))


def _entry(entry: Any, release: Release, folder: str) -> None:
    book = release.document
    _text(entry, "id", urn(release))
    _text(entry, "title", _title(release))
    _text(entry, "updated", _instant(release))
    for name in release.authors or (book.publisher,):
        _text(etree.SubElement(entry, f"{{{ATOM}}}author"), "name", name)
    for person in release.helpers:
        _text(etree.SubElement(entry, f"{{{ATOM}}}contributor"), "name", person.name)
    if release.description:
        _text(entry, "summary", release.description).set("type", "text")
    if book.rights or book.licence:
        _text(entry, "rights", ". ".join(t for t in (book.rights, book.licence) if t))
    for code in release.dispatch.thema:
        etree.SubElement(entry, f"{{{ATOM}}}category", scheme=_THEMA, term=code)
    for name, value in (
        ("language", book.language),
        ("publisher", book.publisher),
        *(() if release.draft else (("issued", release.date),)),
        *(("identifier", urn(release, item)) for item in _read(release) if item.isbn),
    ):
        etree.SubElement(entry, f"{{{_DCTERMS}}}{name}").text = value
    _files(entry, release, folder)


def _files(entry: Any, release: Release, folder: str) -> None:
    """Links to the files of a release, its website, and pictures of its cover."""
    for item in _read(release):
        href = release.address(item.path, folder)
        _link(entry, _OPEN, href, item.media_type, title_of(item)).set("length", str(item.size))
    for item in release.of(Medium.WEB):
        href = release.address(item.path, folder)
        _link(entry, "alternate", href, item.media_type, title_of(item))
    for relation, picture in _pictures(release):
        _link(entry, relation, release.address(picture.path, folder), picture.media_type)


def _pictures(release: Release) -> tuple[tuple[str, Picture], ...]:
    """The largest picture and, when there is a smaller bitmap, that one as a thumbnail."""
    small = [cover for cover in release.covers[1:] if cover.media_type in BITMAPS][-1:]
    full = [(_IMAGE, cover) for cover in release.covers[:1]]
    return (*full, *((f"{_IMAGE}/thumbnail", cover) for cover in small))


def _publication(release: Release, path: str, folder: str) -> Mapping[str, Json]:
    own = {"rel": "self", "href": release.address(path, folder), "type": PUBLICATION_TYPE}
    files = [
        {
            "rel": _OPEN,
            "href": release.address(item.path, folder),
            "type": item.media_type,
            "title": title_of(item),
            "size": item.size,
        }
        for item in _read(release)
    ]
    images = [
        {
            "href": release.address(cover.path, folder),
            "type": cover.media_type,
            "width": cover.width,
            "height": cover.height,
        }
        for cover in release.covers
    ]
    pictured = {"images": images} if images else {}
    return {"metadata": _metadata(release), "links": [own, *files], **pictured}


def _metadata(release: Release) -> Mapping[str, Json]:
    book = release.document
    access = next((item.access for item in release.of(Medium.EPUB) if item.access), None)
    licence = licence_address(book.licence)
    found: dict[str, Json] = {
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
        "license": licence,
        "subject": [
            {"name": code, "code": code, "scheme": _THEMA} for code in release.dispatch.thema
        ],
        "accessibility": accessibility(access) if access else {},
    }
    return {name: value for name, value in found.items() if value}


def _people(release: Release) -> Mapping[str, list[Json]]:
    """Names by the field they belong in; whoever has no field is a contributor with a role."""
    found: dict[str, list[Json]] = {}
    for name in release.authors:
        found.setdefault("author", []).append(name)
    for person in release.helpers:
        field = _FIELDS.get(role_code(person.role), "")
        value = person.name if field else {"name": person.name, "role": person.role}
        found.setdefault(field or "contributor", []).append(value)
    return found


def accessibility(access: Access) -> Mapping[str, Json]:
    """The accessibility object of a web publication manifest: what was found and no more."""
    found = {
        "conformsTo": [uri for uri in map(_profile, access.conforms) if uri],
        "accessMode": list(access.modes),
        "accessModeSufficient": [modes.split(",") for modes in access.sufficient],
        "feature": list(access.features),
        "hazard": list(access.hazards),
        "summary": access.summary,
    }
    return {name: value for name, value in found.items() if value}


def _profile(standard: str) -> str:
    """``EPUB Accessibility 1.1 - WCAG 2.1 Level AA`` as the address that apps compare with."""
    pattern = r"EPUB Accessibility 1\.1 - WCAG (2\.[012]) Level (A{1,3})"
    found = re.fullmatch(pattern, standard)
    address = "https://www.w3.org/TR/epub-a11y-11#wcag-{}-{}"
    return address.format(found[1], found[2].lower()) if found else ""


def _read(release: Release) -> tuple[Item, ...]:
    """The files that are read on screens, the one for reading apps first."""
    return release.of(Medium.EPUB, Medium.PDF)


def _title(release: Release) -> str:
    return f"{release.document.title} (udkast)" if release.draft else release.document.title


def _instant(release: Release) -> str:
    return f"{release.date}T00:00:00Z"


def _text(parent: Any, name: str, value: str) -> Any:
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = value
    return child


def _link(parent: Any, relation: str, href: str, media_type: str, title: str = "") -> Any:
    child = etree.SubElement(parent, f"{{{ATOM}}}link", rel=relation, href=href, type=media_type)
    if title:
        child.set("title", title)
    return child


def _json(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
