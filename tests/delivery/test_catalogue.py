"""OPDS catalogues and Dublin Core records, read back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from press.delivery.catalogue import OPDS1, OPDS2, PUBLICATION, catalogue, examine
from press.delivery.items import Medium, Release, urn
from press.delivery.opds import accessibility
from press.delivery.validation import (
    ATOM,
    DC,
    validate_dublin_core,
    validate_opds1,
    validate_opds2,
)
from press.model import Dispatch
from tests.delivery.sample import CHECKED, FACTS, ISBN_EPUB, release

NS = {"a": ATOM, "d": "http://purl.org/dc/terms/", "dc": DC}
OFFLINE = replace(release(), document=replace(release().document, dispatch=Dispatch()))


def entry(made: Release) -> Any:
    return etree.fromstring(catalogue(made)[OPDS1]).find("a:entry", NS)


def links(element: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for link in element.iterfind("a:link", NS):
        found.setdefault(link.get("rel"), []).append(link.get("href"))
    return found


@pytest.mark.parametrize(
    "made", [release(), OFFLINE, release(draft=True, isbns=False, access=None)]
)
def test_every_file_is_held_against_its_standard_and_holds(made: Release) -> None:
    files = catalogue(made)
    found = examine(files)
    assert sorted(files) == [validation.path for validation in found]
    assert [str(problem) for validation in found for problem in validation.problems] == []
    assert all(validation.done_with for validation in found)
    assert catalogue(made) == files


def test_only_the_record_with_a_published_schema_is_said_to_be_held_against_it() -> None:
    said = {validation.path: validation.done_with for validation in examine(catalogue(release()))}
    with_schema = [path for path, words in said.items() if "intet offentligt skema" not in words]
    assert with_schema == ["katalog/onix.xml"]


def test_the_feed_leads_to_every_file_that_is_read_on_screens() -> None:
    found = links(entry(OFFLINE))
    assert found["http://opds-spec.org/acquisition/open-access"] == [
        "../b%C3%B8gen%20%C3%A6.epub",
        "../bogen.pdf",
    ]
    assert found["http://opds-spec.org/image"] == ["../omslag.jpg"]
    assert found["http://opds-spec.org/image/thumbnail"] == ["../omslag-lille.png"]
    assert found["alternate"] == ["../web/index.html"]


def test_addresses_are_whole_when_it_is_known_where_the_folder_lies() -> None:
    found = links(etree.fromstring(catalogue(release())[OPDS1]))
    assert found["self"] == ["https://proeveforlaget.dk/filer/1.0.0/katalog/opds.xml"]
    relative = links(etree.fromstring(catalogue(OFFLINE)[OPDS1]))
    assert relative["self"] == relative["start"] == ["opds.xml"]


def test_the_feed_says_what_the_book_is() -> None:
    found = entry(release())
    assert found.findtext("a:title", namespaces=NS) == "Den lille bog"
    assert found.findtext("d:language", namespaces=NS) == "da"
    assert found.findtext("d:issued", namespaces=NS) == "2026-11-24"
    names = [name.text for name in found.iterfind("a:author/a:name", NS)]
    assert names == ["Ida Ø.", "Bo Bær"]
    identifiers = [found.text for found in found.iterfind("d:identifier", NS)]
    assert f"urn:isbn:{ISBN_EPUB.replace('-', '')}" in identifiers
    draft = entry(release(draft=True))
    assert draft.findtext("a:title", namespaces=NS) == "Den lille bog (udkast)"
    # What is not published has no day of publication.
    assert draft.findtext("d:issued", namespaces=NS) is None
    told = json.loads(catalogue(release(draft=True))[PUBLICATION])["metadata"]
    assert "published" not in told


def test_the_book_keeps_its_name_through_versions_and_gives_its_feed_another() -> None:
    feed = etree.fromstring(catalogue(release())[OPDS1])
    later = replace(release(draft=True), version="2.0.0", date="2027-01-01")
    assert urn(release()) == urn(later)
    assert feed.findtext("a:id", namespaces=NS) != entry(release()).findtext("a:id", namespaces=NS)


def test_the_second_catalogue_holds_the_publication_that_stands_by_itself() -> None:
    files = catalogue(OFFLINE)
    feed, alone = json.loads(files[OPDS2]), json.loads(files[PUBLICATION])
    assert feed["publications"] == [alone]
    assert alone["links"][0] == {
        "rel": "self",
        "href": "bogen.json",
        "type": "application/opds-publication+json",
    }
    assert [link["href"] for link in alone["links"][1:]] == [
        "../b%C3%B8gen%20%C3%A6.epub",
        "../bogen.pdf",
    ]
    metadata = alone["metadata"]
    assert metadata["author"] == ["Ida Ø.", "Bo Bær"]
    assert metadata["editor"] == ["Redaktionen"]
    assert metadata["illustrator"] == ["Åse Æble"]
    assert metadata["contributor"] == [{"name": "Bo Bær", "role": "Projektledelse"}]
    assert metadata["numberOfPages"] == 130
    assert metadata["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_accessibility_is_what_was_found_and_no_more() -> None:
    assert accessibility(FACTS)["accessModeSufficient"] == [["textual"]]
    assert "conformsTo" not in accessibility(FACTS)
    conforms = accessibility(CHECKED)["conformsTo"]
    assert conforms == ["https://www.w3.org/TR/epub-a11y-11#wcag-2.1-aa"]
    nothing = json.loads(catalogue(release(access=None))[PUBLICATION])
    assert "accessibility" not in nothing["metadata"]


def test_a_catalogue_without_a_cover_is_told_so() -> None:
    found = {v.path: v.problems for v in examine(catalogue(release(covers=())))}
    assert [problem.code for problem in found[OPDS2]] == ["U103"]
    assert "omslaget" in found[OPDS2][0].message
    assert found[OPDS1] == ()


def test_each_edition_has_a_record_that_names_the_others() -> None:
    files = catalogue(release())
    record = etree.fromstring(files["katalog/dublin-core-epub.xml"])
    assert [e.text for e in record.iterfind("dc:title", NS)] == [
        "Den lille bog: Om blåbær & æbler <i alle størrelser>"
    ]
    assert record.findtext("dc:format", namespaces=NS) == "application/epub+zip"
    assert record.findtext("dc:identifier", namespaces=NS).startswith("urn:isbn:")
    printed = release().of(Medium.PRINT)[0]
    assert record.findtext("dc:source", namespaces=NS) == urn(release(), printed)
    book = etree.fromstring(files["katalog/dublin-core.xml"])
    assert len(book.findall("dc:relation", NS)) == 4
    assert [e.text for e in book.iterfind("dc:creator", NS)] == ["Ida Ø.", "Bo Bær"]
    assert [e.text for e in book.iterfind("dc:contributor", NS)] == [
        "Redaktionen (Redaktion)",
        "Åse Æble (Illustrationer)",
        "Bo Bær (Projektledelse)",
    ]


@pytest.mark.parametrize("lost", ["id", "title", "updated"])
def test_a_feed_that_lacks_an_element_is_told_so(lost: str) -> None:
    feed = etree.fromstring(catalogue(release())[OPDS1])
    element = feed.find(f"a:entry/a:{lost}", NS)
    element.getparent().remove(element)
    found = validate_opds1(etree.tostring(feed), "opds.xml").problems
    assert [problem.message for problem in found] == [f"»entry« mangler »{lost}«"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "JSON"),
        (b"[]", "objekt"),
        (b'{"publications": []}', "titel"),
        (b'{"metadata": {"title": "T"}, "links": [{"rel": "self"}]}', "hentes"),
        (b'{"metadata": {"title": "T"}, "links": [{"rel": ["self"]}]}', "adresse eller type"),
    ],
)
def test_a_catalogue_that_is_wrong_is_told_so(data: bytes, said: str) -> None:
    assert said in " ".join(p.message for p in validate_opds2(data, "opds.json").problems)


def test_a_record_that_is_wrong_is_told_so() -> None:
    assert validate_dublin_core(b"<dc", "dc.xml").problems
    messages = [p.message for p in validate_dublin_core(b"<dc/>", "dc.xml").problems]
    assert "»dc« mangler »title«" in messages
    assert "roden er ikke oai_dc:dc" in messages
