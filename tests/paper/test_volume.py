"""A volume settles, is the same whatever the store holds, and redoes only what changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium

from press.model import Galley
from tests.presswork import PrintIt, document, galley


def _chapters(count: int) -> tuple[Galley, ...]:
    see = '<p data-b="60">Se s. <a class="pageref" href="#k{0}-a"></a>.</p>'
    return tuple(
        galley(f"k{at}", number=at, paragraphs=9, extra=see.format(count + 1 - at))
        for at in range(1, count + 1)
    )


def test_two_cold_builds_and_a_warm_one_give_the_same_bytes(
    print_it: PrintIt, tmp_path: Path
) -> None:
    book = document(*_chapters(4))
    first = print_it(book)
    (tmp_path / "store").rename(tmp_path / "elsewhere")
    second = print_it(book)
    third = print_it(book)
    assert first.problems == ()
    assert first.pdf == second.pdf == third.pdf


def test_the_second_build_typesets_nothing(print_it: PrintIt) -> None:
    book = document(*_chapters(3))
    print_it(book)
    made: list[tuple[str, bool]] = []
    print_it(book, made)
    assert made
    assert all(stored for _, stored in made)


def test_a_changed_chapter_is_typeset_alone(print_it: PrintIt) -> None:
    one, two, three = _chapters(3)
    print_it(document(one, two, three))
    made: list[tuple[str, bool]] = []
    changed = replace(two, html=two.html.replace("Kerneopgaven", "Opgaven", 1))
    printed = print_it(document(one, changed, three), made)
    assert [name for name, stored in made if not stored] == ["k2"]
    assert printed.problems == ()


def test_numbers_that_grow_a_figure_are_typeset_again(print_it: PrintIt) -> None:
    made: list[tuple[str, bool]] = []
    # The guess counts lines and knows nothing of forced page breaks.
    turned = '<p data-b="70" style="break-after: page">Vend</p>' * 4
    chapters = [replace(item, html=turned + item.html) for item in _chapters(3)]
    printed = print_it(document(*chapters), made)
    assert printed.problems == ()
    assert int(printed.page_map.labels["k3-a"]) > 9
    fresh = [name for name, stored in made if not stored]
    assert fresh.count("k1") == 2
    assert fresh.count("k3") == 1


def test_text_that_quotes_pages_gets_the_settled_ones(print_it: PrintIt) -> None:
    listed = '<span class="pagerefs"><a class="pageref" href="#k2"></a></span>'
    extra = f"<p data-b='9'>Ordet {listed}</p>"
    register = galley("register", role="back", number=None, paragraphs=1, extra=extra)
    printed = print_it(document(*_chapters(2), replace(register, quotes_pages=True)))
    assert printed.problems == ()
    with pdfium.PdfDocument(printed.pdf) as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert f"Ordet {printed.page_map.labels['k2']}" in text


def test_a_damaged_store_is_typeset_again(print_it: PrintIt, tmp_path: Path) -> None:
    book = document(*_chapters(2))
    first = print_it(book)
    for entry in (tmp_path / "store" / "quires").rglob("*"):
        if entry.is_file():
            entry.write_bytes(entry.read_bytes()[:-100])
    made: list[tuple[str, bool]] = []
    second = print_it(book, made)
    assert first.pdf == second.pdf
    assert not made[0][1]


def test_two_processes_bind_the_same_book_as_one(print_it: PrintIt, tmp_path: Path) -> None:
    book = document(*_chapters(3))
    first = print_it(book)
    (tmp_path / "store").rename(tmp_path / "elsewhere")
    assert print_it(book, processes=2).pdf == first.pdf


def test_a_link_to_nowhere_is_an_error_with_the_chapter_named(print_it: PrintIt) -> None:
    lost = galley("k1", extra='<p data-b="50"><a href="#intet">se</a></p>')
    printed = print_it(document(lost))
    assert [problem.code for problem in printed.problems] == ["P103"]
    assert "k1" in printed.problems[0].message
    assert "intet" in printed.problems[0].message
    assert printed.pdf == b""


def test_a_missing_glyph_is_reported_not_hidden(print_it: PrintIt) -> None:
    printed = print_it(document(galley("k1", extra='<p data-b="50">漢</p>')))
    assert [problem.code for problem in printed.problems] == ["P105"]
    assert "tegnet 漢 (U+6F22)" in printed.problems[0].message
    assert printed.pdf


def test_what_weasyprint_warns_of_stops_the_build(print_it: PrintIt) -> None:
    lost = galley("k1", extra='<p data-b="50"><img data-b="51" src="images/x.svg" alt="Væk"/></p>')
    printed = print_it(document(lost, images={"images/x.svg": b"<svg"}))
    assert [problem.code for problem in printed.problems] == ["P106"]
    assert printed.pdf == b""


def test_title_leaves_name_only_what_the_book_has(print_it: PrintIt) -> None:
    bare = replace(document(*_chapters(1)), subtitle="", rights="", licence="")
    colophon = replace(galley("kolofon", role="back"), kind="kolofon")
    with_colophon = replace(bare, galleys=(*bare.galleys, colophon))
    assert "kolofonen" not in _leaves(print_it(bare).pdf)
    assert "kolofonen bagest" in _leaves(print_it(with_colophon).pdf)


def _leaves(pdf: bytes) -> str:
    pages = pdfium.PdfDocument(pdf)
    return " ".join(" ".join(pages[at].get_textpage().get_text_range().split()) for at in range(4))
