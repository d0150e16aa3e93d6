"""The page that readers meet first, and the checklist for legal deposit (*pligtaflevering*).

In: a :class:`~press.delivery.items.Release` and looks. Out: a Danish HTML file of each kind, for
the root of the release folder; it loads nothing from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from press.delivery.catalogue import FOLDER, OPDS1
from press.delivery.items import (
    NOT_FOR_READERS,
    READABLE,
    Item,
    Medium,
    Release,
    purpose_of,
    size_text,
    title_of,
)
from press.delivery.onixcodes import licence_address
from press.delivery.sums import SUMS
from press.delivery.validation import BITMAPS
from press.language.numbers import decimal, long_date
from press.looks import Looks
from press.model import Json

_SHORT = {Medium.EPUB: "e-bogen (EPUB)", Medium.PDF: "bogen som PDF"}


def frame(release: Release, looks: Looks) -> Mapping[str, Json]:
    """The template values that all pages of a release share."""
    return {
        "book": release.document,
        "title": release.full_title,
        "draft": release.draft,
        "version": release.version,
        "day": long_date(release.date),
        "style": looks.sheet("tokens", "release"),
    }


# --- the download page ---------------------------------------------------------------


def download_page(
    release: Release, looks: Looks, checker: str = "", note: Item | None = None
) -> bytes:
    """The page that says which file to take and how to read it. ``checker`` is the program in the
    release that checks the folder, ``note`` the page on accessibility."""
    epub = release.of(Medium.EPUB)
    single = [item for item in release.of(*READABLE, *NOT_FOR_READERS) if item.sha256]
    return looks.render(
        "release/download.html.j2",
        **frame(release, looks),
        description=[part for part in release.description.split("\n\n") if part.strip()],
        pages=release.pages,
        cover=_cover(release),
        readable=[_file(item) for item in release.of(*READABLE)],
        cards=[_file(item) for item in release.of(Medium.CARDS)],
        others=[_file(item) for item in release.of(*NOT_FOR_READERS)],
        epub=epub,
        pdf=release.of(Medium.PDF),
        web=release.of(Medium.WEB),
        catalogued=release.address(OPDS1) if epub else "",
        access=next((item.access for item in epub if item.access), None),
        note=_file(note) if note else None,
        example=single[0].name if single else "",
        sums=SUMS,
        checker=checker,
        licence_address=licence_address(release.document.licence),
        contact=release.dispatch.contact,
        link=release.dispatch.link,
    ).encode()


def _file(item: Item) -> Mapping[str, Json]:
    """``opens`` marks what is read in place, not downloaded."""
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


# --- the checklist for legal deposit -------------------------------------------------


def deposit_page(release: Release, looks: Looks) -> bytes:
    """The checklist with the facts of this edition, things to tick and fields to fill in; what an
    editor must confirm with the library is marked so."""
    return looks.render(
        "release/deposit.html.j2",
        **frame(release, looks),
        printed=[_edition(release, item) for item in release.of(Medium.PRINT)],
        digital=[_edition(release, item) for item in release.of(*READABLE)],
        address=release.dispatch.base_url or release.dispatch.link,
        folder=FOLDER,
    ).encode()


def _edition(release: Release, item: Item) -> Mapping[str, Json]:
    return {
        "title": title_of(item),
        "isbn": item.isbn,
        "wants_isbn": item.kind is not Medium.WEB,
        "facts": list(_facts(release, item)),
    }


def _facts(release: Release, item: Item) -> Iterator[tuple[str, str]]:
    if item.isbn or item.kind is not Medium.WEB:
        yield "ISBN", item.isbn or "mangler"
    if item.kind is Medium.PRINT:
        yield "Sider", _pages(release.pages, item.pages)
        if item.trim:
            width, height = map(decimal, item.trim)
            yield "Format", f"{width} × {height}\N{NO-BREAK SPACE}mm (bredde × højde)"
    else:
        yield "Fil", f"{item.path}, {size_text(item.size)}"
        if item.kind is Medium.PDF and item.pages:
            yield "Sider", str(item.pages)
    if item.sha256:
        yield "Kontroltal", item.sha256


def _pages(numbered: int, every: int) -> str:
    if numbered and every:
        return f"{numbered} med sidetal, {every} i alt"
    return str(numbered or every or "ikke kendt")
