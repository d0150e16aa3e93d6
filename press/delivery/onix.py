"""ONIX for Books 3.0: what booksellers and libraries are told.

In: a :class:`~press.delivery.items.Release`. Out: one message in reference names, one
``Product`` for each ISBN; a draft's editions may have none yet and go by a number of their
own. Codes are looked up in :mod:`press.delivery.onixcodes`. What is not known is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from press.delivery.items import PRODUCTS, Item, Medium, Release
from press.delivery.onixcodes import language_code
from press.delivery.onixdetail import NAMESPACE, Part, described, e, identifiers
from press.language.slugs import slug


class OnixError(ValueError):
    """No record can be made; the message is Danish and says why."""


def onix(release: Release) -> bytes:
    """The message. Raises :class:`OnixError` when no edition may have a record: a release
    that is no draft needs an ISBN."""
    items = _recorded(release)
    if not items:
        raise OnixError("ingen udgave har et ISBN, så der er intet at melde til boghandlen")
    message = etree.Element("ONIXMessage", nsmap={None: NAMESPACE}, release="3.0")
    message.append(_header(release))
    message.extend(_product(release, item, items) for item in items)
    etree.indent(message)
    return bytes(etree.tostring(message, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _recorded(release: Release) -> tuple[Item, ...]:
    """The items with a record of their own. A website without an ISBN is no product."""
    found = release.of(*PRODUCTS)
    return tuple(
        item for item in found if item.isbn or (release.draft and item.kind is not Medium.WEB)
    )


def _header(release: Release) -> Part:
    book, contact = release.document, release.dispatch.contact
    return e(
        "Header",
        e(
            "Sender",
            e("SenderName", book.publisher),
            *([e("EmailAddress", contact)] if contact else []),
        ),
        e("SentDateTime", _day(release.date)),
        *([e("MessageNote", "Udkast: bogen er ikke udgivet.")] if release.draft else []),
        e("DefaultLanguageOfText", language_code(book.language)),
    )


def _product(release: Release, item: Item, items: tuple[Item, ...]) -> Part:
    book = release.document
    reference = ".".join((slug(book.publisher), slug(book.title), slug(item.edition)))
    collateral = tuple(_collateral(release))
    related = tuple(_related(release, item, items))
    return e(
        "Product",
        e("RecordReference", reference),
        e("NotificationType", ("02" if item.isbn else "01") if release.draft else "03"),
        e("RecordSourceType", "01"),
        e("RecordSourceName", book.publisher),
        *identifiers(release, item),
        e("DescriptiveDetail", *described(release, item)),
        *([e("CollateralDetail", *collateral)] if collateral else []),
        e("PublishingDetail", *_published(release)),
        *([e("RelatedMaterial", *related)] if related else []),
        *_supply(release, item),
    )


def _collateral(release: Release) -> Iterator[Part]:
    if release.description:
        yield e(
            "TextContent",
            e("TextType", "03"),
            e("ContentAudience", "00"),
            e("Text", release.description),
        )
    if release.covers and release.dispatch.base_url:
        yield e(
            "SupportingResource",
            e("ResourceContentType", "01"),
            e("ContentAudience", "00"),
            e("ResourceMode", "03"),
            e(
                "ResourceVersion",
                e("ResourceForm", "02"),
                e("ResourceLink", release.address(release.covers[0].path)),
            ),
        )


def _published(release: Release) -> Iterator[Part]:
    """List 64: 02 forthcoming, 04 active."""
    book, link = release.document, release.dispatch.link
    website = e("Website", e("WebsiteRole", "02"), e("WebsiteLink", link))
    yield e(
        "Publisher",
        e("PublishingRole", "01"),
        e("PublisherName", book.publisher),
        *([website] if link else []),
    )
    yield e("PublishingStatus", "02" if release.draft else "04")
    yield e("PublishingDate", e("PublishingDateRole", "01"), e("Date", _day(release.date)))
    year = re.search(r"\b(\d{4})\b", book.rights)
    if year and "©" in book.rights and book.publisher in book.rights:
        owner = e("CopyrightOwner", e("CorporateName", book.publisher))
        yield e("CopyrightStatement", e("CopyrightYear", year[1]), owner)


def _related(release: Release, item: Item, items: tuple[Item, ...]) -> Iterator[Part]:
    """List 51: 06 the same in another form, 13 the printed book that a digital one is based on
    (and whose pages it quotes), 27 the inverse of that."""
    for other in items:
        if other is item:
            continue
        relations = ["06"]
        if other.kind is Medium.PRINT:
            relations.append("13")
        if item.kind is Medium.PRINT:
            relations.append("27")
        yield e(
            "RelatedProduct",
            *(e("ProductRelationCode", code) for code in relations),
            *identifiers(release, other),
        )


def _supply(release: Release, item: Item) -> Iterator[Part]:
    """Where the file can be had for nothing, when it lies at an address that is known."""
    if item.kind is Medium.PRINT or not release.dispatch.base_url:
        return
    link = e("WebsiteLink", release.address(item.path))
    yield e(
        "ProductSupply",
        e(
            "SupplyDetail",
            e(
                "Supplier",
                e("SupplierRole", "09"),
                e("SupplierName", release.document.publisher),
                e("Website", e("WebsiteRole", "29"), link),
            ),
            e("ProductAvailability", "10" if release.draft else "20"),
            e("UnpricedItemType", "01"),
        ),
    )


def _day(iso: str) -> str:
    return iso.replace("-", "")
