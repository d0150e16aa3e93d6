"""The page that readers and web editors meet: which file to take, and how to read it.

In: a :class:`~press.delivery.items.Release` and looks. Out: one HTML file in Danish that
fetches nothing, for the root of the release folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from press.delivery.catalogue import OPDS1
from press.delivery.items import Item, Medium, Release, size_text
from press.delivery.onixcodes import licence_address
from press.delivery.sums import SUMS
from press.delivery.validation import BITMAPS
from press.delivery.wording import purpose_of, title_of
from press.language.numbers import long_date
from press.looks import Looks
from press.model import Json

_SHEETS = ("tokens", "release")
# In the order that most readers will want them.
_READABLE = (Medium.EPUB, Medium.PDF, Medium.WEB)
_NOT_FOR_READERS = (Medium.PRINT, Medium.OTHER)
_SHORT = {Medium.EPUB: "e-bogen (EPUB)", Medium.PDF: "bogen som PDF"}


def download_page(
    release: Release,
    looks: Looks,
    catalogued: bool = True,
    checker: str = "",
    note: Item | None = None,
) -> bytes:
    """The page. ``catalogued`` says that the OPDS feed is in the release, ``checker`` is the
    program in it that checks the folder, ``note`` what tells of accessibility."""
    epub = release.of(Medium.EPUB)
    readable = [_file(item) for item in release.of(*_READABLE)]
    single = [item for item in release.of(*_READABLE, *_NOT_FOR_READERS) if item.sha256]
    return looks.render(
        "release/download.html.j2",
        **frame(release, looks),
        description=[part for part in release.description.split("\n\n") if part.strip()],
        pages=release.pages,
        cover=_cover(release),
        readable=readable,
        cards=[_file(item) for item in release.of(Medium.CARDS)],
        others=[_file(item) for item in release.of(*_NOT_FOR_READERS)],
        epub=epub,
        pdf=release.of(Medium.PDF),
        web=release.of(Medium.WEB),
        catalogued=release.address(OPDS1) if catalogued and epub else "",
        access=next((item.access for item in epub if item.access), None),
        note=_file(note) if note else None,
        example=single[0].name if single else "",
        sums=SUMS,
        checker=checker,
        licence_address=licence_address(release.document.licence),
        contact=release.dispatch.contact,
        link=release.dispatch.link,
    ).encode()


def frame(release: Release, looks: Looks) -> Mapping[str, Json]:
    """What every page of a release is filled with."""
    return {
        "book": release.document,
        "title": release.full_title,
        "draft": release.draft,
        "version": release.version,
        "day": long_date(release.date),
        "style": looks.sheet(*_SHEETS),
    }


def _file(item: Item) -> Mapping[str, Json]:
    """``opens`` marks what is read where it lies, not fetched."""
    return {
        "href": quote(item.path),
        "title": title_of(item),
        "short": _SHORT.get(item.kind, ""),
        "format": PurePosixPath(item.path).suffix.lstrip(".").upper(),
        "purpose": purpose_of(item),
        "size": size_text(item.size),
        "sum": item.sha256,
        "opens": item.kind is Medium.WEB or item.media_type == "text/html",
    }


def _cover(release: Release) -> Mapping[str, Json] | None:
    """The smallest picture that every browser shows."""
    bitmaps = [cover for cover in release.covers if cover.media_type in BITMAPS]
    if not bitmaps:
        return None
    cover = min(bitmaps, key=lambda picture: picture.width)
    return {"href": quote(cover.path), "width": cover.width, "height": cover.height}
