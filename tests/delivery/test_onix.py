"""The ONIX record, read back and held against EDItEUR's schemas."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from press.delivery.items import Access, Release
from press.delivery.onix import NAMESPACE, OnixError, onix
from press.delivery.onixcodes import (
    accessibility_codes,
    language_code,
    licence_address,
    role_code,
    thema_scheme,
)
from press.delivery.validation import validate_onix
from press.model import Dispatch
from tests.delivery.sample import CHECKED, FACTS, ISBN_EPUB, ISBN_PRINT, release

NS = {"o": NAMESPACE}


def products(made: Release) -> dict[str, Any]:
    """The records by what follows the last point of their reference: the edition's name."""
    message = etree.fromstring(onix(made))
    return {
        product.findtext("o:RecordReference", namespaces=NS).rpartition(".")[2]: product
        for product in message.iterfind("o:Product", NS)
    }


def texts(element: Any, path: str) -> list[str]:
    return [found.text for found in element.iterfind(path, NS)]


def features(product: Any, kind: str) -> list[str]:
    found = product.iterfind("o:DescriptiveDetail/o:ProductFormFeature", NS)
    return [
        feature.findtext("o:ProductFormFeatureValue", namespaces=NS)
        for feature in found
        if feature.findtext("o:ProductFormFeatureType", namespaces=NS) == kind
    ]


def extents(product: Any) -> dict[str, str]:
    return {
        extent.findtext("o:ExtentType", namespaces=NS): extent.findtext(
            "o:ExtentValue", namespaces=NS
        )
        for extent in product.iterfind("o:DescriptiveDetail/o:Extent", NS)
    }


@pytest.mark.parametrize(
    "made",
    [
        release(),
        release(draft=True),
        release(draft=True, isbns=False, access=None),
        release(access=CHECKED),
        release(dispatch=Dispatch(), covers=()),
        replace(release(), description="", pages=0, items=release().items[:1]),
    ],
)
def test_the_record_holds_against_the_published_schemas(made: Release) -> None:
    data = onix(made)
    found = validate_onix(data, "onix.xml")
    assert "onixcheck" in found.done_with
    assert [str(problem) for problem in found.problems] == []
    assert onix(made) == data


def test_each_isbn_has_a_product_and_the_website_none() -> None:
    found = products(release())
    assert sorted(found) == ["epub", "print", "skaerm"]
    isbns = texts(found["epub"], "o:ProductIdentifier[o:ProductIDType='15']/o:IDValue")
    assert isbns == [ISBN_EPUB.replace("-", "")]
    assert texts(found["epub"], "o:DescriptiveDetail/o:ProductForm") == ["ED"]
    details = texts(found["epub"], "o:DescriptiveDetail/o:ProductFormDetail")
    assert details == ["E101", "E200"]
    assert texts(found["print"], "o:DescriptiveDetail/o:ProductForm") == ["BC"]
    assert texts(found["print"], "o:DescriptiveDetail/o:Measure/o:Measurement") == ["170", "240"]
    assert texts(found["skaerm"], "o:DescriptiveDetail/o:ProductFormDetail") == ["E107", "E201"]


def test_a_draft_is_forthcoming_and_a_book_is_active() -> None:
    draft, book = products(release(draft=True))["epub"], products(release())["epub"]
    assert texts(draft, "o:NotificationType") == ["02"]
    assert texts(draft, "o:PublishingDetail/o:PublishingStatus") == ["02"]
    assert texts(draft, "o:DescriptiveDetail/o:EditionStatement") == ["Udkast, version 1.0.0"]
    assert texts(book, "o:NotificationType") == ["03"]
    assert texts(book, "o:PublishingDetail/o:PublishingStatus") == ["04"]
    assert texts(book, "o:PublishingDetail/o:PublishingDate/o:Date") == ["20261124"]
    assert texts(book, "o:DescriptiveDetail/o:EditionStatement") == []


def test_only_a_draft_may_go_without_an_isbn() -> None:
    early = products(release(draft=True, isbns=False))
    assert texts(early["epub"], "o:NotificationType") == ["01"]
    assert texts(early["epub"], "o:ProductIdentifier/o:ProductIDType") == ["01"]
    assert texts(early["epub"], "o:ProductIdentifier/o:IDValue") == ["den-lille-bog-epub"]
    with pytest.raises(OnixError, match="ISBN"):
        onix(release(isbns=False))


def test_an_edition_keeps_its_reference_when_it_gets_its_isbn() -> None:
    assert products(release(draft=True, isbns=False)).keys() == products(release()).keys()


def test_accessibility_is_what_was_found_and_no_more() -> None:
    plain = features(products(release())["epub"], "09")
    assert plain == ["12", "13", "14", "15", "19", "29", "30", "36", "41", "52", "00", "99"]
    checked = set(features(products(release(access=CHECKED))["epub"], "09")) - set(plain)
    assert checked == {"04", "38", "81", "85"}
    assert features(products(release())["epub"], "12") == ["00"]
    assert features(products(release())["print"], "09") == []
    assert "05" in features(products(release())["skaerm"], "09")


@pytest.mark.parametrize(
    ("access", "codes"),
    [
        (None, ("08",)),
        (Access(), ("08",)),
        (Access(features=("tableOfContents",)), ("08",)),
        (Access(sufficient=("textual,visual",), features=("readingOrder",)), ("13",)),
        (Access(sufficient=("textual",)), ("52",)),
        (Access(conforms=("EPUB Accessibility 1.1 - WCAG 2.2 Level A",)), ("04", "82", "84")),
        (Access(conforms=("noget andet",)), ("08",)),
    ],
)
def test_facts_become_codes_of_list_196(access: Access | None, codes: tuple[str, ...]) -> None:
    assert accessibility_codes(access) == codes


def test_an_unknown_hazard_is_not_called_a_hazard() -> None:
    made = release(access=replace(FACTS, hazards=("unknown",)))
    assert features(products(made)["epub"], "12") == []


def test_people_have_their_roles_and_unknown_roles_their_words() -> None:
    detail = products(release())["print"].find("o:DescriptiveDetail", NS)
    people = [
        (
            person.findtext("o:PersonName", namespaces=NS)
            or person.findtext("o:CorporateName", namespaces=NS),
            person.findtext("o:ContributorRole", namespaces=NS),
            person.findtext("o:ContributorDescription", namespaces=NS),
        )
        for person in detail.iterfind("o:Contributor", NS)
    ]
    assert people == [
        ("Ida Ø.", "A01", None),
        ("Bo Bær", "A01", None),
        ("Redaktionen", "B01", None),
        ("Åse Æble", "A12", None),
        ("Bo Bær", "Z99", "Projektledelse"),
    ]


def test_the_words_of_the_book_come_through_whole() -> None:
    title = "o:DescriptiveDetail/o:TitleDetail/o:TitleElement"
    product = products(release())["epub"]
    assert texts(product, f"{title}/o:TitleText") == ["Den lille bog"]
    assert texts(product, f"{title}/o:Subtitle") == ["Om blåbær & æbler <i alle størrelser>"]
    text = texts(product, "o:CollateralDetail/o:TextContent/o:Text")
    assert text == ["En bog om bær – og om »små« ting."]
    subjects = texts(product, "o:DescriptiveDetail/o:Subject/o:SubjectSchemeIdentifier")
    assert subjects == ["93", "94"]


def test_extents_are_those_of_the_file_and_of_the_printed_book() -> None:
    found = products(release())
    assert extents(found["print"]) == {"05": "130", "06": "136", "02": "2000"}
    assert extents(found["skaerm"]) == {"07": "132", "02": "2000", "22": "6"}
    assert extents(found["epub"]) == {"08": "130", "02": "2000", "22": "812345"}


def test_editions_name_one_another() -> None:
    found = products(release())
    related = found["epub"].findall("o:RelatedMaterial/o:RelatedProduct", NS)
    printed = next(r for r in related if ISBN_PRINT.replace("-", "") in texts(r, ".//o:IDValue"))
    assert texts(printed, "o:ProductRelationCode") == ["06", "13"]
    assert len(related) == 2
    on_screen = found["skaerm"].findall("o:RelatedMaterial/o:RelatedProduct", NS)
    assert texts(on_screen[0], "o:ProductRelationCode") == ["06", "13"]
    electronic = found["print"].find("o:RelatedMaterial/o:RelatedProduct", NS)
    assert texts(electronic, "o:ProductRelationCode") == ["06", "27"]


def test_no_address_is_given_that_nobody_gave() -> None:
    assert b"http" not in onix(release(dispatch=Dispatch())).replace(
        NAMESPACE.encode(), b""
    ).replace(b"https://creativecommons.org/licenses/by/4.0/", b"")
    with_address = products(release())["epub"]
    link = texts(with_address, "o:ProductSupply/o:SupplyDetail/o:Supplier/o:Website/o:WebsiteLink")
    assert link == ["https://proeveforlaget.dk/filer/1.0.0/b%C3%B8gen%20%C3%A6.epub"]


def test_rights_name_an_owner_only_when_they_do_so_themselves() -> None:
    owner = "o:PublishingDetail/o:CopyrightStatement/o:CopyrightOwner/o:CorporateName"
    made = release()
    assert texts(products(made)["print"], owner) == ["Prøveforlaget"]
    silent = replace(made, document=replace(made.document, rights="Alle rettigheder forbeholdt"))
    assert texts(products(silent)["print"], owner) == []


def test_a_record_that_is_wrong_is_told_so_with_its_line() -> None:
    broken = onix(release()).replace(b"<ProductForm>ED<", b"<ProductForm>QQ<")
    found = validate_onix(broken, "katalog/onix.xml")
    assert found.problems
    assert all(problem.code == "U103" for problem in found.problems)
    line = broken[: broken.index(b"QQ")].count(b"\n") + 1
    assert line in {problem.source.line for problem in found.problems}


def test_what_is_no_record_is_told_so() -> None:
    assert validate_onix(b"<a", "o.xml").problems
    assert validate_onix(b"<a/>", "o.xml").problems


def test_without_the_package_the_required_elements_are_looked_for_and_this_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("press.delivery.validation.find_spec", lambda name: None)
    whole = validate_onix(onix(release()), "o.xml")
    assert "onixcheck" not in whole.done_with
    assert "intet offentligt skema" in whole.done_with
    assert whole.problems == ()
    poor = (
        onix(release())
        .replace(b"<RecordReference>", b"<X>")
        .replace(b"</RecordReference>", b"</X>")
    )
    assert len(validate_onix(poor, "o.xml").problems) == 3


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("Forfatter", "A01"), ("Redaktør", "B01"), ("Redaktion", "B01"), ("Oversættelse", "B06"),
        ("Tegninger", "A35"), ("Omslag", "A36"), ("Layout", "A11"), ("Projektledelse", "Z99"),
        ("Fotos", "A13"), ("", "Z99"),
    ],
)  # fmt: skip
def test_danish_roles(role: str, code: str) -> None:
    assert role_code(role) == code


def test_languages_have_their_bibliographic_codes() -> None:
    tags = ("da", "de", "is", "en-GB", "kl", "fo")
    assert [language_code(tag) for tag in tags] == ["dan", "ger", "ice", "eng", "kal", "fao"]
    with pytest.raises(ValueError, match="xq"):
        language_code("xq")


def test_thema_codes_say_their_own_scheme() -> None:
    assert [thema_scheme(code) for code in ("KNV", "1DND", "6AA")] == ["93", "94", "99"]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("Creative Commons Navngivelse 4.0 International", "licenses/by/4.0/"),
        ("CC BY-SA 4.0", "licenses/by-sa/4.0/"),
        ("CC BY-NC-ND 4.0", "licenses/by-nc-nd/4.0/"),
        ("Creative Commons Navngivelse-IkkeKommerciel-IngenBearbejdelse 4.0",
         "licenses/by-nc-nd/4.0/"),
        ("Creative Commons Navngivelse-Del på samme vilkår 3.0", "licenses/by-sa/3.0/"),
        ("CC0 1.0", "publicdomain/zero/1.0/"),
        ("CC BY", ""),
        ("Alle rettigheder forbeholdt. Version 4.0 by forlaget", ""),
        ("CC SA-ND 4.0", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_licences_known_by_their_words(words: str, address: str) -> None:
    assert licence_address(words) == (f"https://creativecommons.org/{address}" if address else "")
