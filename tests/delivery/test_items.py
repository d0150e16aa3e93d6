"""A release as a value: what is known of each file."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.delivery.items import PRODUCTS, Medium, item_of, kind_of, urn
from press.isbn import isbn13
from press.language.slugs import slug
from press.model import FORMATS, Dispatch, Edition, PdfEdition, Source
from tests.delivery.sample import release


def edition(kind: str) -> Edition:
    return FORMATS[kind]("x", Source("book/book.yaml"))


def test_an_item_is_what_its_bytes_are() -> None:
    place = Source("book/book.yaml")
    made = PdfEdition("x", place, trim=(170.0, 241.3), isbn="978-87-7000-001-7")
    item = item_of(made, Medium.PRINT, "tryk/bogen.pdf", b"abc", pages=12)
    assert (item.size, item.sha256) == (3, hashlib.sha256(b"abc").hexdigest())
    assert (item.name, item.media_type) == ("bogen.pdf", "application/pdf")
    assert item.trim == (170.0, 241.3)
    assert item.isbn == "978-87-7000-001-7"
    with pytest.raises(KeyError):
        item_of(made, Medium.PRINT, "bogen.xyz", b"")


def test_the_pdf_that_sets_the_pages_is_the_printers() -> None:
    assert kind_of(edition("pdf"), first_on_paper=True) is Medium.PRINT
    assert kind_of(edition("pdf"), first_on_paper=False) is Medium.PDF
    assert kind_of(edition("epub"), first_on_paper=False) is Medium.EPUB
    assert kind_of(edition("web"), first_on_paper=False) is Medium.WEB


def test_an_address_is_relative_until_it_is_known_where_the_folder_lies() -> None:
    made = release(dispatch=Dispatch())
    assert made.address("bøgen.epub") == "b%C3%B8gen.epub"
    assert made.address("web/index.html", "katalog") == "../web/index.html"
    assert release().address("a b.pdf", "katalog") == (
        "https://proeveforlaget.dk/filer/1.0.0/a%20b.pdf"
    )


def test_names_are_the_same_in_every_version_and_differ_between_editions() -> None:
    made = release(draft=True, isbns=False)
    named = made.of(*PRODUCTS)
    names = [urn(made, item) for item in named] + [urn(made), urn(made, part="katalog")]
    assert len(set(names)) == len(names)
    later = replace(made, version="9", date="2030-01-01")
    assert names[:-2] == [urn(later, item) for item in named]
    given_name = replace(made.items[0], identifier="urn:eget:navn")
    assert urn(made, given_name) == "urn:eget:navn"


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("978-87-7000-001-7", "9788770000017"),
        ("0-306-40615-2", "9780306406157"),
        ("0-8044-2957-X", "9780804429573"),
    ],
)
def test_isbns_have_thirteen_digits(written: str, digits: str) -> None:
    assert isbn13(written) == digits


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ærø Kommune", "aeroe-kommune"),
        ("Århus", "aarhus"),
        ("A\u030arhus", "aarhus"),
        ("Høje-Taastrup / Ishøj", "hoeje-taastrup-ishoej"),
        ("Café №1", "cafe-no1"),
        ("—", ""),
    ],
)
def test_names_in_plain_letters(text: str, name: str) -> None:
    assert slug(text) == name


@given(st.text(max_size=20))
def test_a_name_is_always_safe_and_settled(text: str) -> None:
    name = slug(text)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(name) == name
