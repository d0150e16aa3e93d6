"""ONIX for Books 3.0: what booksellers and libraries are told.

In: a :class:`~press.delivery.items.Release`. Out: one message in reference names, one
``Product`` for each ISBN; the editions of a draft may have none yet and then go by a number of
the publisher's own. What is not known is left out. List numbers are those of EDItEUR's code lists;
codes that depend on the book's words are looked up in :mod:`press.delivery.onixcodes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from lxml import etree

from press.delivery.items import PRODUCTS, Item, Medium, Release
from press.delivery.onixcodes import (
    CONTACT,
    HAZARDS,
    OTHER_ROLE,
    SUMMARY,
    accessibility_codes,
    language_code,
    licence_address,
    role_code,
    thema_scheme,
)
from press.delivery.record import words
from press.isbn import isbn13
from press.language.slugs import slug
from press.model import Contributor

NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"
# The form (list 150), and what it is in more detail (list 175).
_FORMS: Mapping[Medium, tuple[str, ...]] = MappingProxyType(
    {
        Medium.PRINT: ("BC",),
        Medium.PDF: ("ED", "E107", "E201"),
        Medium.EPUB: ("ED", "E101", "E200"),
        Medium.WEB: ("EC", "E105", "E200"),
    }
)
_Part = Any  # an lxml element; lxml ships no types


class OnixError(ValueError):
    """No record can be made; the message is Danish and says why."""


def onix(release: Release) -> bytes:
    """The message. Raises :class:`OnixError` when no edition may have a record: a release
    that is no draft needs an ISBN."""
    # A website without an ISBN is no product.
    items = [
        item
        for item in release.of(*PRODUCTS)
        if item.isbn or (release.draft and item.kind is not Medium.WEB)
    ]
    if not items:
        raise OnixError("ingen udgave har et ISBN, så der er intet at melde til boghandlen")
    message = etree.Element("ONIXMessage", nsmap={None: NAMESPACE}, release="3.0")
    message.append(_header(release))
    message.extend(_product(release, item, items) for item in items)
    etree.indent(message)
    return bytes(etree.tostring(message, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _e(tag: str, *content: _Part | str | None) -> _Part:
    """An element that holds a text, or those of its parts that are not None."""
    element = etree.Element(f"{{{NAMESPACE}}}{tag}")
    for part in content:
        if isinstance(part, str):
            element.text = part
        elif part is not None:
            element.append(part)
    return element


def _header(release: Release) -> _Part:
    book, contact = release.document, release.dispatch.contact
    return _e(
        "Header",
        _e(
            "Sender",
            _e("SenderName", book.publisher),
            _e("EmailAddress", contact) if contact else None,
        ),
        _e("SentDateTime", release.date.replace("-", "")),
        _e("MessageNote", "Udkast: bogen er ikke udgivet.") if release.draft else None,
        _e("DefaultLanguageOfText", language_code(book.language)),
    )


def _product(release: Release, item: Item, items: list[Item]) -> _Part:
    book = release.document
    collateral = tuple(_collateral(release))
    related = [_related(release, item, other) for other in items if other is not item]
    return _e(
        "Product",
        _e("RecordReference", ".".join(map(slug, (book.publisher, book.title, item.edition)))),
        _e("NotificationType", ("02" if item.isbn else "01") if release.draft else "03"),
        _e("RecordSourceType", "01"),
        _e("RecordSourceName", book.publisher),
        *_identifiers(release, item),
        _e("DescriptiveDetail", *_described(release, item)),
        _e("CollateralDetail", *collateral) if collateral else None,
        _e("PublishingDetail", *_published(release)),
        _e("RelatedMaterial", *related) if related else None,
        _supply(release, item),
    )


def _identifiers(release: Release, item: Item) -> Iterator[_Part]:
    """List 5: 15 is the ISBN-13, 03 the same number as a GTIN, 01 the publisher's own."""
    title = release.document.title
    if not item.isbn:
        yield _e(
            "ProductIdentifier",
            _e("ProductIDType", "01"),
            _e("IDTypeName", f"Udgaver hos {release.document.publisher}"),
            _e("IDValue", f"{slug(title)}-{slug(item.edition)}"),
        )
        return
    for kind in ("03", "15"):
        number = _e("IDValue", isbn13(item.isbn))
        yield _e("ProductIdentifier", _e("ProductIDType", kind), number)


# --- what the product is -------------------------------------------------------------


def _described(release: Release, item: Item) -> Iterator[_Part]:
    """The parts of ``DescriptiveDetail`` in the order that the schema demands."""
    book, access = release.document, item.access
    form, *details = _FORMS[item.kind]
    digital = item.kind is not Medium.PRINT
    yield _e("ProductComposition", "00")
    yield _e("ProductForm", form)
    yield from (_e("ProductFormDetail", detail) for detail in details)
    if digital:
        yield from _features(release, item)
    yield _e("PrimaryContentType", "10")
    if access is not None and "visual" in access.modes:
        yield _e("ProductContentType", "07")
    if digital:
        yield _e("EpubTechnicalProtection", "00")
        yield _licence(book.licence)
    elif item.trim:
        yield from _measures(item.trim)
    subtitle = _e("Subtitle", book.subtitle) if book.subtitle else None
    title = (_e("TitleElementLevel", "01"), _e("TitleText", book.title), subtitle)
    yield _e("TitleDetail", _e("TitleType", "01"), _e("TitleElement", *title))
    yield from _contributors(release)
    if release.draft:
        yield _e("EditionStatement", f"Udkast, version {release.version}")
    language = _e("LanguageCode", language_code(book.language))
    yield _e("Language", _e("LanguageRole", "01"), language)
    yield from _extents(release, item)
    for place, code in enumerate(release.dispatch.thema):
        main = None if place else _e("MainSubject")
        scheme = _e("SubjectSchemeIdentifier", thema_scheme(code))
        yield _e("Subject", main, scheme, _e("SubjectCode", code))


def _features(release: Release, item: Item) -> Iterator[_Part]:
    """List 79: 09 is a detail of accessibility (list 196), 12 a hazard (list 143)."""
    for code in accessibility_codes(item.access):
        yield _feature("09", code)
    if item.access is not None and item.access.summary:
        yield _feature("09", SUMMARY, item.access.summary)
    if release.dispatch.contact:
        yield _feature("09", CONTACT, release.dispatch.contact)
    for word in item.access.hazards if item.access else ():
        if word in HAZARDS:
            yield _feature("12", HAZARDS[word])


def _feature(kind: str, code: str, said: str = "") -> _Part:
    return _e(
        "ProductFormFeature",
        _e("ProductFormFeatureType", kind),
        _e("ProductFormFeatureValue", code),
        _e("ProductFormFeatureDescription", said) if said else None,
    )


def _measures(trim: tuple[float, float]) -> Iterator[_Part]:
    """List 48: 02 is the width, 01 the height. A paperback's cover ends with its pages."""
    for kind, length in zip(("02", "01"), trim, strict=True):
        number = _e("Measurement", f"{length:.1f}".removesuffix(".0"))
        yield _e("Measure", _e("MeasureType", kind), number, _e("MeasureUnitCode", "mm"))


def _licence(licence: str) -> _Part | None:
    address = licence_address(licence)
    link = _e("EpubLicenseExpressionLink", address)
    expression = _e("EpubLicenseExpression", _e("EpubLicenseExpressionType", "01"), link)
    return _e("EpubLicense", _e("EpubLicenseName", licence), expression) if address else None


def _contributors(release: Release) -> Iterator[_Part]:
    """The authors, then those whom the book names with another role."""
    people = [Contributor(name, "forfatter") for name in release.authors]
    people += release.helpers
    for number, person in enumerate(people, 1):
        role = role_code(person.role)
        # A name of one word is a group: Redaktionen, Fremfærd.
        kind = "PersonName" if " " in person.name.strip() else "CorporateName"
        place = _e("ProfessionalAffiliation", _e("Affiliation", person.affiliation))
        yield _e(
            "Contributor",
            _e("SequenceNumber", str(number)),
            _e("ContributorRole", role),
            _e(kind, person.name),
            place if person.affiliation else None,
            _e("ContributorDescription", person.role) if role == OTHER_ROLE else None,
        )
    if not people:
        yield _e("NoContributor")


def _extents(release: Release, item: Item) -> Iterator[_Part]:
    """List 23: 05 numbered pages, 06 all pages of a printed book, 07 all pages of a PDF, 08 the
    printed book's pages, 02 words, 22 bytes. The units are those of list 24."""
    counted = [("08", release.pages if release.of(Medium.PRINT) else 0)]
    if item.kind is Medium.PRINT:
        counted = [("05", release.pages), ("06", item.pages)]
    elif item.kind is Medium.PDF:
        counted = [("07", item.pages)]
    size = item.size if item.kind in (Medium.PDF, Medium.EPUB) else 0
    pages = ((kind, count, "03") for kind, count in counted)
    extents = (*pages, ("02", words(release.document), "02"), ("22", size, "17"))
    for kind, value, unit in extents:
        if value:
            number = _e("ExtentValue", str(value))
            yield _e("Extent", _e("ExtentType", kind), number, _e("ExtentUnit", unit))


# --- what is told of it --------------------------------------------------------------


def _collateral(release: Release) -> Iterator[_Part]:
    """A description, and a picture of the cover when its address is known."""
    if release.description:
        yield _e(
            "TextContent",
            _e("TextType", "03"),
            _e("ContentAudience", "00"),
            _e("Text", release.description),
        )
    if release.covers and release.dispatch.base_url:
        link = _e("ResourceLink", release.address(release.covers[0].path))
        yield _e(
            "SupportingResource",
            _e("ResourceContentType", "01"),
            _e("ContentAudience", "00"),
            _e("ResourceMode", "03"),
            _e("ResourceVersion", _e("ResourceForm", "02"), link),
        )


def _published(release: Release) -> Iterator[_Part]:
    """List 64: 02 forthcoming, 04 active."""
    book, link = release.document, release.dispatch.link
    website = _e("Website", _e("WebsiteRole", "02"), _e("WebsiteLink", link))
    yield _e(
        "Publisher",
        _e("PublishingRole", "01"),
        _e("PublisherName", book.publisher),
        website if link else None,
    )
    yield _e("PublishingStatus", "02" if release.draft else "04")
    day = _e("Date", release.date.replace("-", ""))
    yield _e("PublishingDate", _e("PublishingDateRole", "01"), day)
    year = re.search(r"\b(\d{4})\b", book.rights)
    if year and "©" in book.rights and book.publisher in book.rights:
        owner = _e("CopyrightOwner", _e("CorporateName", book.publisher))
        yield _e("CopyrightStatement", _e("CopyrightYear", year[1]), owner)


def _related(release: Release, item: Item, other: Item) -> _Part:
    """List 51: 06 the same in another form, 13 the printed book that a digital one is based on
    (and whose pages it quotes), 27 the inverse of that."""
    relations = ["06"]
    if other.kind is Medium.PRINT:
        relations.append("13")
    if item.kind is Medium.PRINT:
        relations.append("27")
    codes = (_e("ProductRelationCode", code) for code in relations)
    return _e("RelatedProduct", *codes, *_identifiers(release, other))


def _supply(release: Release, item: Item) -> _Part | None:
    """Where the file can be had free of charge, when its address is known."""
    if item.kind is Medium.PRINT or not release.dispatch.base_url:
        return None
    link = _e("WebsiteLink", release.address(item.path))
    supplier = _e(
        "Supplier",
        _e("SupplierRole", "09"),
        _e("SupplierName", release.document.publisher),
        _e("Website", _e("WebsiteRole", "29"), link),
    )
    availability = _e("ProductAvailability", "10" if release.draft else "20")
    free = _e("UnpricedItemType", "01")
    return _e("ProductSupply", _e("SupplyDetail", supplier, availability, free))
