"""The download page and the deposit checklist: whole, closed in themselves, and true."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from lxml import html

from press.delivery.items import Item, Medium, Release, purpose_of, size_text, title_of
from press.delivery.pages import deposit_page, download_page
from press.model import Dispatch
from tests.delivery.sample import CHECKED, ISBN_EPUB, ISBN_PRINT, LOOKS, release

Made = Callable[[Release], bytes]


def download(made: Release) -> bytes:
    return download_page(made, LOOKS, checker="efterse.py", note=made.items[-1])


def deposit(made: Release) -> bytes:
    return deposit_page(made, LOOKS)


def parsed(page: bytes) -> Any:
    return html.document_fromstring(page.decode())


def plain(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def body(page: bytes) -> str:
    return plain(parsed(page).find("body"))


@pytest.mark.parametrize("make", [download, deposit])
@pytest.mark.parametrize(
    "made",
    [
        release(),
        release(draft=True, isbns=False, access=None, dispatch=Dispatch(), covers=()),
        replace(release(), items=release().items[2:3], description=""),
        replace(release(), items=release().items[:1], pages=0),
    ],
)
def test_a_page_stands_alone_and_is_the_same_twice(make: Made, made: Release) -> None:
    page = make(made)
    assert make(made) == page
    root = parsed(page)
    assert root.get("lang") == "da"
    assert not list(root.iter("script", "link", "iframe", "object", "form"))
    assert all(len(part) for part in root.iter("ul", "table", "dl"))
    assert not re.search(rb"url\(|@import|\son\w+=", page)
    assert all(not image.get("src").startswith(("http", "//")) for image in root.iter("img"))
    for landmark in ("header", "main", "footer", "h1"):
        assert len(list(root.iter(landmark))) == 1
    levels = [int(e.tag[1]) for e in root.iter("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert {e.get("href")[1:] for e in root.iter("a") if e.get("href")[0] == "#"} <= set(ids)
    labelled = {label.get("for") for label in root.iter("label")}
    assert {field.get("id") for field in root.iter("input")} == labelled


def test_every_file_is_told_with_its_purpose_its_size_and_its_sum() -> None:
    page = download(release())
    rows = {plain(row.find("th")): plain(row) for row in parsed(page).iter("tr")}
    links = {link.get("href") for link in parsed(page).iter("a")}
    for item in release().items:
        row = rows[title_of(item)]
        assert purpose_of(item) in row
        assert " ".join(size_text(item.size).split()) in row
        assert (item.sha256 or "ikke en enkelt fil") in row
    assert {"b%C3%B8gen%20%C3%A6.epub", "bogen.pdf", "web/index.html"} <= links


def test_cards_are_handed_out_and_the_printers_files_are_not_in_the_way() -> None:
    root = parsed(download(release()))
    told = [[plain(cell) for cell in table.iter("th")][4:] for table in root.iter("table")]
    assert told == [
        ["E-bogen (EPUB)", "Bogen til skærm (PDF)", "Bogen som hjemmeside"],
        ["Dialogkort (PDF)"],
        ["Bogen til tryk (PDF)", "Note om tilgængelighed"],
    ]


def test_what_the_book_says_of_itself_is_text_and_not_markup() -> None:
    made = release()
    odd = replace(made.document, title="<script>alert(1)</script>", rights='"><b>')
    root = parsed(download(replace(made, document=odd, description="<img src=x>")))
    assert not list(root.iter("script", "b"))
    assert plain(next(root.iter("h1"))) == "<script>alert(1)</script>"
    assert [image.get("src") for image in root.iter("img")] == ["omslag-lille.png"]


def test_a_draft_is_called_so_at_the_top_and_is_not_to_be_published() -> None:
    for make in (download, deposit):
        assert "Udkast." in body(make(release(draft=True)))
        assert "(udkast)" in plain(next(parsed(make(release(draft=True))).iter("title")))
        assert "udkast" not in body(make(release())).replace("Et udkast skal", "").casefold()
    assert "Vent, til bogen er udkommet" in body(download(release(draft=True)))


def test_the_page_says_how_a_file_is_checked_on_each_system() -> None:
    page = body(download(release()))
    for line in (
        'Get-FileHash "bøgen æ.epub"',
        'certutil -hashfile "bøgen æ.epub" SHA256',
        'shasum -a 256 "bøgen æ.epub"',
        'sha256sum "bøgen æ.epub"',
        "sha256sum -c SHA256SUMS",
        "python3 efterse.py",
    ):
        assert line in page
    assert "python3" not in body(download_page(release(), LOOKS))


def test_accessibility_is_told_as_it_was_found() -> None:
    standard = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
    assert standard in body(download(release(access=CHECKED)))
    assert standard not in body(download(release()))
    unknown = download_page(release(access=None), LOOKS)
    assert "Tilgængelighed" not in [plain(h) for h in parsed(unknown).iter("h2")]


def test_nothing_is_said_of_what_is_not_there() -> None:
    printed = body(download_page(replace(release(), items=release().items[:1]), LOOKS))
    assert "Sådan læser du e-bogen" not in printed
    assert "OPDS" not in printed
    bare = body(download_page(release(dispatch=Dispatch()), LOOKS))
    assert "Spørgsmål" not in bare
    assert "@" not in bare


def test_the_checklist_holds_the_facts_of_the_edition() -> None:
    page = body(deposit(release()))
    for fact in (
        ISBN_PRINT, ISBN_EPUB, "130 med sidetal, 136 i alt", "170 × 240 mm",
        "bøgen æ.epub, 812 kB", "Prøveforlaget", "lovens § 5", "to eksemplarer",
        "https://proeveforlaget.dk/filer/1.0.0/",
    ):  # fmt: skip
        assert fact in page
    assert "har ikke noget ISBN" not in page
    fields = [plain(label) for label in parsed(deposit(release())).iter("label")]
    assert {"Oplag", "Trykkeri", "Dato"} <= set(fields)


def test_the_checklist_marks_what_must_be_confirmed_and_what_is_missing() -> None:
    page = deposit(release(draft=True, isbns=False))
    marked = [e for e in parsed(page).iter("span") if e.get("class") == "confirm"]
    assert len(marked) >= 5
    assert body(page).count("har ikke noget ISBN endnu") == 3


def test_an_unexplained_file_is_refused() -> None:
    made = release()
    stray = Item(Medium.OTHER, "x.txt", "text/plain", 1, "ab" * 32)
    with pytest.raises(ValueError, match=r"x\.txt"):
        download_page(replace(made, items=(*made.items, stray)), LOOKS)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 byte"), (999, "999 byte"), (1_000, "1 kB"), (812_345, "812 kB"),
        (999_499, "999 kB"), (999_500, "1,0 MB"), (1_412_000, "1,4 MB"),
        (1_234_567_890, "1.234,6 MB"),
    ],
)  # fmt: skip
def test_sizes_are_written_the_danish_way(size: int, said: str) -> None:
    assert size_text(size) == said.replace(" ", "\u00a0")
