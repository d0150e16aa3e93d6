"""The checklist for legal deposit (*pligtaflevering*) of this very edition.

In: a :class:`~press.delivery.items.Release` and looks. Out: one HTML page in Danish with the
edition's facts put in, things to tick and fields to fill in; what an editor must confirm with
the library is marked so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.delivery.catalogue import FOLDER
from press.delivery.download import frame
from press.delivery.items import Item, Medium, Release, size_text
from press.delivery.wording import title_of
from press.language.numbers import decimal
from press.looks import Looks
from press.model import Json

_DIGITAL = (Medium.EPUB, Medium.PDF, Medium.WEB)


def deposit_page(release: Release, looks: Looks) -> bytes:
    """The checklist."""
    return looks.render(
        "release/deposit.html.j2",
        **frame(release, looks),
        printed=[_edition(release, item) for item in release.of(Medium.PRINT)],
        digital=[_edition(release, item) for item in release.of(*_DIGITAL)],
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
            width, height = (decimal(length) for length in item.trim)
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
