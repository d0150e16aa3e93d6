from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree

from press.looks import Looks, load_looks
from press.model import PageMap
from press.screen import make_web
from press.screen.pictures import is_wide
from tests.screen.sample import DOCUMENT, PAGES, WEB

_ROOT = Path(__file__).parents[2]


@cache
def looks() -> Looks:
    return load_looks(_ROOT)


@cache
def _site() -> dict[str, bytes]:
    return dict(make_web(DOCUMENT, WEB, PAGES, looks()))


def _page(name: str) -> Any:
    return etree.fromstring(_site()[name])


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _with_class(root: Any, name: str) -> list[Any]:
    return [element for element in root.iter() if name in element.get("class", "").split()]


def test_a_page_for_each_section_and_a_start_page() -> None:
    pages = {name for name in _site() if name.endswith(".html")}
    assert pages == {"index.html", *(f"{galley.id}.html" for galley in DOCUMENT.galleys)}


def test_the_same_book_is_the_same_bytes() -> None:
    assert _site() == make_web(DOCUMENT, WEB, PAGES, load_looks(_ROOT))


def test_pages_are_well_formed_and_every_link_is_relative_and_leads_somewhere() -> None:
    ids: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for name, data in _site().items():
        if name.endswith(".html"):
            found = [e.get("id") for e in etree.fromstring(data).iter() if e.get("id")]
            assert len(found) == len(set(found)), name
            ids[name] = set(found)
            for element in etree.fromstring(data).iter():
                goal = element.get("href") or element.get("src")
                links += [(name, goal)] if goal else []
    assert len(links) > 80
    for name, goal in links:
        path, _, anchor = unquote(goal).partition("#")
        target = posixpath.normpath(path) if path else name
        assert target in _site(), goal
        assert not anchor or anchor in ids[target], goal


def test_no_element_is_written_in_a_way_that_html_reads_otherwise() -> None:
    for name, data in _site().items():
        if name.endswith(".html"):
            short = set(re.findall(r"<(\w+)[^<>]*/>", data.decode()))
            assert short <= {"meta", "link", "img", "br", "hr", "col"}, name


def test_nothing_is_fetched_and_nothing_runs() -> None:
    for name, data in _site().items():
        if name.endswith((".html", ".css")):
            assert b"http" not in data.replace(b"http://www.w3.org", b""), name
            assert b"<script" not in data
            assert b"@import" not in data


def test_a_term_opens_a_card_that_leads_back_and_on() -> None:
    page = _page("opgaven.html")
    term = next(a for a in _with_class(page, "term"))
    card = next(e for e in _with_class(page, "term-card") if f"#{e.get('id')}" == term.get("href"))
    assert "den opgave, en arbejdsplads er sat i verden for at løse" in _text(card)
    assert [a.get("href") for a in card.iter("a")] == [
        "#t-opgaven-1",
        "ordliste.html#ord-kerneopgave",
    ]


def test_the_printed_pages_are_marked() -> None:
    marks = _with_class(_page("opgaven.html"), "page-mark")
    assert [(mark.get("id"), _text(mark)) for mark in marks] == [
        ("side-3", "s. 3"),
        ("side-4", "s. 4"),
        ("side-5", "s. 5"),
    ]
    unmarked = make_web(DOCUMENT, WEB, PageMap(), looks())
    assert b"page-mark" not in unmarked["opgaven.html"]


def test_print_only_words_are_left_out() -> None:
    text = _text(_page("opgaven.html"))
    assert "I kapitel 2 vender vi tilbage" in text
    assert "(s." not in text


@pytest.mark.parametrize(
    ("data", "wide"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 300"/>', True),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0,0,640,900"/>', False),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 100"/>', False),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', False),
        (b"\x89PNG", False),
    ],
)
def test_a_wide_drawing_scrolls(data: bytes, wide: bool) -> None:
    assert is_wide(data) is wide
    site = make_web(replace(DOCUMENT, images={"images/Kompas æ.svg": data}), WEB, PAGES, looks())
    frames = _with_class(etree.fromstring(site["opgaven.html"]), "img-frame")
    assert [frame.get("aria-label") for frame in frames] == (
        ["Figur 1, kan rulles til siden"] if wide else []
    )


def test_readers_are_told_of_a_draft() -> None:
    assert "Udkast. Kapitlet er ikke godkendt endnu." in _text(_page("opgaven.html"))
    assert "ikke godkendt" not in _text(_with_class(_page("ordene.html"), "galley")[0])
    assert "Bogen er et udkast" in _text(_page("index.html"))


def test_previous_and_next() -> None:
    steps = _with_class(_page("ordene.html"), "steps")[0]
    assert [a.get("href") for a in steps.iter("a")] == ["opgaven.html", "ordliste.html"]
    assert len(list(_with_class(_page("forord.html"), "steps")[0].iter("a"))) == 1


def test_the_contents_show_where_the_reader_is() -> None:
    contents = _with_class(_page("ordene.html"), "contents")[0]
    here = [a for a in contents.iter("a") if a.get("aria-current") == "page"]
    assert [_text(a) for a in here] == ["2 Ordene imellem os"]


def test_tables_scroll_in_a_frame_that_the_keyboard_reaches() -> None:
    frame = _with_class(_page("ordene.html"), "table-frame")[0]
    assert (frame.get("role"), frame.get("tabindex"), frame[0].tag) == ("region", "0", "table")
    assert frame.get("aria-label") == "Tabel 1"
    assert frame.find(".//td").get("data-head")
