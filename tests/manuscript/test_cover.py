"""What ``cover:`` in ``book.yaml`` becomes, and when the missing ISBN is spoken of."""

from __future__ import annotations

import pytest

from press.isbn import as_isbn13, is_dummy, is_isbn
from press.model import Cover
from tests.manuscript.reading import problems, settings

EPUB = '  epub: {format: epub, file: b.epub, styles: [epub], isbn: "978-87-93060-35-7"}\n'
PRINT = "  print: {{format: pdf, file: b.pdf, styles: [print], trim: A5{}}}\n"


def book(cover: str, isbn: str = "") -> str:
    number = f', isbn: "{isbn}"' if isbn else ""
    return f"{cover}\neditions:\n{EPUB}{PRINT.format(number)}"


def test_every_field_is_read() -> None:
    text = 'cover: {blurb: "Første\\nlinje.\\n\\nAndet afsnit.", spine: up, barcode: "0,9"}'
    cover = settings(book(text, "978-87-93060-34-0")).book.cover
    assert cover == Cover(("Første linje.", "Andet afsnit."), "up", 0.9, "978-87-93060-34-0")


def test_a_book_that_asks_for_no_cover_has_none() -> None:
    assert settings(book("title: Bog")).book.cover is None
    assert problems(book("title: Bog")) == ()


def test_an_empty_cover_has_what_is_usual() -> None:
    assert settings(book("cover: {}")).book.cover == Cover((), "down", 1.0, "")


@pytest.mark.parametrize(
    ("isbn", "printed", "notes"),
    [
        ("978-87-93060-34-0", "978-87-93060-34-0", []),
        ("0-306-40615-2", "9780306406157", []),
        ("", "", ["b.yaml:4:3: B107"]),
        ("978-0-00-000000-2", "", ["b.yaml:4:70: B107"]),
        ("978-87-93060-34-5", "", []),
    ],
)
def test_only_a_real_isbn_is_printed(isbn: str, printed: str, notes: list[str]) -> None:
    cover = settings(book("cover: {}", isbn)).book.cover
    assert cover is not None
    assert cover.isbn == printed
    found = (p for p in problems(book("cover: {}", isbn)) if p.code == "B107")
    assert [" ".join(str(p).split()[:2]) for p in found] == notes


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("barcode: 0.79", "b.yaml:1:18: B104"),
        ("barcode: 2.1", "b.yaml:1:18: B104"),
        ("barcode: 0.8", ""),
        ("barcode: 2.0", ""),
        ("spine: left", "b.yaml:1:16: B104"),
        ("blurp: Tekst", "b.yaml:1:9: B102"),
        ("blurb: ''", "b.yaml:1:16: B104"),
    ],
)
def test_what_does_not_fit_is_said_with_its_place(field: str, place: str) -> None:
    text = book(f"cover: {{{field}}}", "978-87-93060-34-0")
    found = [" ".join(str(p).split()[:2]) for p in problems(text)]
    assert found == ([place] if place else [])
    assert settings(text).book.cover is not None


@pytest.mark.parametrize(
    ("isbn", "made_up"),
    [
        ("978-0-00-000000-2", True),
        ("979-0-00-000000-1", True),
        ("978-87-00-00000-0", True),
        ("978-1-23-456789-7", True),
        ("978-1-11-111111-1", True),
        ("0-00-000000-0", True),
        ("978-3-16-148410-0", False),
        ("978-87-93060-34-0", False),
        ("978-87-02-00000-8", False),
        ("978-87-7300-000-6", False),
        ("0-306-40615-2", False),
    ],
)
def test_a_made_up_number_is_told_from_a_real_one(isbn: str, made_up: bool) -> None:
    assert is_dummy(isbn) is made_up


def test_an_old_isbn_becomes_a_new_one() -> None:
    assert as_isbn13("0-306-40615-2") == "9780306406157"
    assert is_isbn(as_isbn13("0-8044-2957-X"))
    assert as_isbn13(" 978-87-93060-34-0 ") == "978-87-93060-34-0"
