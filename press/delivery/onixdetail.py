"""The ``DescriptiveDetail`` of an ONIX record, and what names a product.

In: a release and one of its items. Out: lxml elements in the order that the schema asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from lxml import etree

from press.delivery.items import Item, Medium, Release, isbn13
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
from press.language.slugs import slug
from press.model import Contributor

NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"
# List 150 and list 175: form, and what it is more closely.
_FORMS: Mapping[Medium, tuple[str, ...]] = MappingProxyType(
    {
        Medium.PRINT: ("BC",),
        Medium.PDF: ("ED", "E107", "E201"),
        Medium.EPUB: ("ED", "E101", "E200"),
        Medium.WEB: ("EC", "E105", "E200"),
    }
)
Part = Any  # an lxml element; lxml ships no types


def e(tag: str, *content: Part | str) -> Part:
    """An element that holds text, or elements."""
    element = etree.Element(f"{{{NAMESPACE}}}{tag}")
    for part in content:
        if isinstance(part, str):
            element.text = part
        else:
            element.append(part)
    return element


def identifiers(release: Release, item: Item) -> Iterator[Part]:
    """Lists 5: 15 is ISBN-13, 03 the same number as a GTIN, 01 the publisher's own."""
    if not item.isbn:
        yield e(
            "ProductIdentifier",
            e("ProductIDType", "01"),
            e("IDTypeName", f"Udgaver hos {release.document.publisher}"),
            e("IDValue", f"{slug(release.document.title)}-{slug(item.edition)}"),
        )
        return
    for kind in ("03", "15"):
        number = isbn13(item.isbn)
        yield e("ProductIdentifier", e("ProductIDType", kind), e("IDValue", number))


def described(release: Release, item: Item) -> Iterator[Part]:
    form, *details = _FORMS[item.kind]
    digital = item.kind is not Medium.PRINT
    yield e("ProductComposition", "00")
    yield e("ProductForm", form)
    yield from (e("ProductFormDetail", detail) for detail in details)
    if digital:
        yield from _features(release, item)
    yield e("PrimaryContentType", "10")
    if item.access is not None and "visual" in item.access.modes:
        yield e("ProductContentType", "07")
    yield from _measures(item)
    if digital:
        yield e("EpubTechnicalProtection", "00")
        yield from _licence(release.document.licence)
    yield from _titles(release)
    yield from _contributors(release)
    if release.draft:
        yield e("EditionStatement", f"Udkast, version {release.version}")
    language = language_code(release.document.language)
    yield e("Language", e("LanguageRole", "01"), e("LanguageCode", language))
    yield from _extents(release, item)
    yield from _subjects(release)


def _features(release: Release, item: Item) -> Iterator[Part]:
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


def _feature(kind: str, code: str, words: str = "") -> Part:
    return e(
        "ProductFormFeature",
        e("ProductFormFeatureType", kind),
        e("ProductFormFeatureValue", code),
        *([e("ProductFormFeatureDescription", words)] if words else []),
    )


def _measures(item: Item) -> Iterator[Part]:
    """Height and width of a printed book; a paperback's cover ends with its pages."""
    if item.kind is not Medium.PRINT or item.trim is None:
        return
    for kind, length in zip(("02", "01"), item.trim, strict=True):
        unit = e("MeasureUnitCode", "mm")
        number = f"{length:.1f}".removesuffix(".0")
        yield e("Measure", e("MeasureType", kind), e("Measurement", number), unit)


def _licence(licence: str) -> Iterator[Part]:
    address = licence_address(licence)
    if address:
        yield e(
            "EpubLicense",
            e("EpubLicenseName", licence),
            e(
                "EpubLicenseExpression",
                e("EpubLicenseExpressionType", "01"),
                e("EpubLicenseExpressionLink", address),
            ),
        )


def _titles(release: Release) -> Iterator[Part]:
    book = release.document
    yield e(
        "TitleDetail",
        e("TitleType", "01"),
        e(
            "TitleElement",
            e("TitleElementLevel", "01"),
            e("TitleText", book.title),
            *([e("Subtitle", book.subtitle)] if book.subtitle else []),
        ),
    )


def _contributors(release: Release) -> Iterator[Part]:
    """The chapters' authors, then those whom the book names with a role."""
    people = [Contributor(name, "forfatter") for name in release.authors]
    people += release.helpers
    for number, person in enumerate(people, 1):
        role = role_code(person.role)
        # A name of one word is a group: Redaktionen, Fremfærd.
        kind = "PersonName" if " " in person.name.strip() else "CorporateName"
        place = e("ProfessionalAffiliation", e("Affiliation", person.affiliation))
        yield e(
            "Contributor",
            e("SequenceNumber", str(number)),
            e("ContributorRole", role),
            e(kind, person.name),
            *([place] if person.affiliation else []),
            *([e("ContributorDescription", person.role)] if role == OTHER_ROLE else []),
        )
    if not people:
        yield e("NoContributor")


def _extents(release: Release, item: Item) -> Iterator[Part]:
    """List 23: 05 numbered pages, 06 all pages of a printed book, 07 all pages of a PDF, 08 the
    printed book's pages, 02 words, 22 bytes."""
    if item.kind is Medium.PRINT:
        yield from _extent("05", release.pages, "03")
        yield from _extent("06", item.pages, "03")
    elif item.kind is Medium.PDF:
        yield from _extent("07", item.pages, "03")
    elif release.of(Medium.PRINT):
        yield from _extent("08", release.pages, "03")
    yield from _extent("02", release.words, "02")
    if item.kind in (Medium.PDF, Medium.EPUB):
        yield from _extent("22", item.size, "17")


def _extent(kind: str, value: int, unit: str) -> Iterator[Part]:
    if value:
        number = e("ExtentValue", str(value))
        yield e("Extent", e("ExtentType", kind), number, e("ExtentUnit", unit))


def _subjects(release: Release) -> Iterator[Part]:
    for place, code in enumerate(release.dispatch.thema):
        scheme = e("SubjectSchemeIdentifier", thema_scheme(code))
        main = [e("MainSubject")] if place == 0 else []
        yield e("Subject", *main, scheme, e("SubjectCode", code))
