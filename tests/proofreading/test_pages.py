"""Is each kind of loss seen on real pages, and is a complete book never accused?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from press.model import Artefact, Document, Galley, Note, PdfEdition, Source
from press.proofreading.gate import prove, prove_pages
from press.proofreading.pdf import read_pdf
from tests.proofreading.conftest import bound, chapter, paragraph, sentence

Galleys = tuple[Galley, ...]
Edit = Callable[[Callable[[str], str]], bytes]
# One worker sets the book that most of these read.
pytestmark = pytest.mark.xdist_group("pages")


def document(galleys: Galleys) -> Document:
    return Document(
        title="Bog", subtitle="", language="da", publisher="", year=2026, version="", date="",
        licence="", rights="", contributors=(), galleys=galleys, homes={}, terms=(), images={},
    )  # fmt: skip


def proof(galleys: Galleys, pdf: bytes) -> list[str]:
    edition = PdfEdition("print", Source("book/book.yaml"))
    found = prove(document(galleys), Artefact(edition, {"bog.pdf": pdf}))
    return [f"{problem.code} {problem.message}" for problem in found]


def test_a_complete_book_passes(galleys: Galleys, pdf: bytes) -> None:
    assert proof(galleys, pdf) == []


@pytest.mark.parametrize(
    "style",
    [
        "@page { size: 90mm 80mm } p { orphans: 1; widows: 1 }",
        "@page { size: 150mm 210mm } ul, aside { columns: 2 }",
        # Narrower, and WeasyPrint loses the end of a callout that is cut by the last page end.
        "aside { float: right; width: 60%; font-size: 7pt } figure { float: left; width: 40% }",
        "p { text-align: left; letter-spacing: 0.3pt } h1, h2 { font-variant: small-caps }",
        "td, th { width: auto !important; font-size: 7pt } tr { break-inside: avoid }",
    ],
)
def test_a_complete_book_passes_however_it_is_set(style: str) -> None:
    galleys = (chapter("a", 31), chapter("b", 431))
    assert proof(galleys, bound(galleys, style)) == []


def test_a_callout_beside_the_text_may_run_on_for_many_pages() -> None:
    """Each part of it is looked for from where the part before it ends."""
    aside = "".join(f"<p>{paragraph(seed)}</p>" for seed in range(301, 307))
    text = "".join(f"<p>{paragraph(seed)}</p>" for seed in range(310, 314))
    galley = Galley("a", "chapter", "Ved siden af", f"<aside>{aside}</aside>{text}")
    parts = [paragraph(seed) for seed in range(301, 307)]
    beside = [paragraph(seed) for seed in range(310, 314)]
    pages = ["Ved siden af " + parts[0][:200] + " " + " ".join(beside)]
    pages += [f"{before[200:]} {part[:200]}" for before, part in pairwise(parts)]
    pages.append(parts[-1][200:])
    assert prove_pages([galley], pages, "b") == ()
    assert prove_pages([galley], pages[:-1], "b")


@pytest.mark.parametrize("more", ["", " Der kom flere ord til på vejen."])
def test_a_paragraph_struck_where_it_stood_and_set_in_a_box_is_found_in_both_places(
    more: str,
) -> None:
    """In a redline; the box is not of the running text, which is placed first."""
    moved, boxed, before, after = (paragraph(seed) for seed in range(321, 325))
    here = f"{moved}<ins>{more}</ins>"
    box = f"<aside><div class='changed moved-here'><p>{here}</p></div><p>{boxed}</p></aside>"
    struck = f"<div class='changed moved-away'><p><del>{moved}</del></p></div>"
    html = f"<p>{before}</p>{box}<h2>Når det skal frem</h2>{struck}<p>{after}</p>"
    galley = Galley("a", "chapter", "Flyttet", html)
    parts = ["Flyttet", before, moved + more, boxed, "Når det skal frem", moved, after]
    assert prove_pages([galley], [" ".join(parts)], "b") == ()
    for lost in range(1, len(parts)):
        assert prove_pages([galley], [" ".join(parts[:lost] + parts[lost + 1 :])], "b")


LOSSES = {
    "paragraph": (f"<p>{paragraph(214)}</p>", paragraph(214)),
    "words before a page number": (' Se <a class="xref" href="#b">kapitel 2</a>', paragraph(207)),
    "half a paragraph": (paragraph(208)[90:], paragraph(207)),
    "list item": ("<li>Kort</li>", "Kort"),
    "heading": ("<h2 id='b-et'>Ét</h2>", "Ét"),
    "figure caption": ("<span class='label'>Figur 1</span> Kompasset i b", "Figur 1 Kompasset"),
    "table caption": ("<caption>Tabel 1 Vægten i b</caption>", "Tabel 1 Vægten i b"),
    "callout title": ("<p class='callout-title'>Tænkt eksempel</p>", "Tænkt eksempel"),
    "cells": ("<td>Ja</td><td>4 kr.</td>", "Ja"),
    "figure": ("<img src='kompas.svg' alt='Et kompas, b'/>", "Et kompas, b"),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_what_was_lost_is_named(galleys: Galleys, edited: Edit, loss: str) -> None:
    markup, words = LOSSES[loss]
    found = proof(galleys[1:], edited(lambda html: html.replace(markup, "")))
    assert len(found) == 1
    assert found[0].startswith("P101")
    assert f"»{words[:30]}" in found[0]


def test_a_lost_table_row_is_named(galleys: Galleys, edited: Edit) -> None:
    def cut(html: str) -> str:
        return re.sub(rf"<tr><td>{sentence(207, 14)}.*?</tr>", "", html, count=1)

    (line,) = proof(galleys[1:], edited(cut))
    assert "P101 tabelcelle" in line
    assert sentence(207, 14)[:40] in line
    assert "og 2 stykker efter" in line


def test_two_paragraphs_that_changed_places_are_out_of_order(
    galleys: Galleys, edited: Edit
) -> None:
    first, second = f"<p>{paragraph(214)}</p>", f"<p>{paragraph(215)}</p>"

    def swapped(html: str) -> str:
        return html.replace(first + second, second + first)

    (line,) = proof(galleys[1:], edited(swapped))
    assert line.startswith("P102 tekst")


def test_a_lost_note_is_named(galleys: Galleys, pdf: bytes) -> None:
    first, second = galleys
    extra = Note("b-n3", 3, f"<p>{sentence(777)}</p>")
    html = second.html.replace("Kort", 'Kort<a class="noteref" href="#b-n3">3</a>')
    more = replace(second, html=html, notes=(*second.notes, extra))
    (line,) = proof((first, more), pdf)
    assert line.startswith("P101 note")
    assert sentence(777)[:40] in line


def test_a_lost_chapter_title_is_not_made_good_by_contents_or_running_head(
    galleys: Galleys, pages: tuple[str, ...]
) -> None:
    lines = [" ".join(page.split()) for page in pages]
    title = galleys[1].title
    opening = next(number for number, page in enumerate(lines) if page.startswith(title))
    lines[opening] = lines[opening].replace(title, "")
    (found,) = prove_pages(galleys, lines, "dist/bog.pdf")
    assert found.message.startswith(f"overskrift »{title}«")


def test_lost_authors_and_a_lost_abstract_are_named(galleys: Galleys) -> None:
    whole = galleys[1]
    (line,) = proof((whole,), bound([replace(whole, authors=())]))
    assert line.startswith(f"P101 forfatterlinje »{whole.authors[0]}, {whole.authors[1]}«")
    (line,) = proof((whole,), bound([replace(whole, abstract="")]))
    assert line.startswith(f"P101 resumé »{whole.abstract[:30]}")


def test_a_book_that_stops_half_way_is_one_problem_for_each_chapter(
    galleys: Galleys, pages: tuple[str, ...]
) -> None:
    found = prove_pages(galleys, pages[: len(pages) // 2], "dist/bog.pdf")
    assert 1 <= len(found) < 12
    assert all(problem.code == "P101" for problem in found)
    assert found[-1].source == Source("dist/bog.pdf")


def test_a_quire_is_proofed_by_itself_with_the_books_page_numbers(galleys: Galleys) -> None:
    pages = read_pdf(bound(galleys[1:])).pages
    assert prove_pages(galleys[1:], pages, "b") == ()
    lost = pages[:5] + pages[6:]
    (found, *_) = prove_pages(galleys[1:], lost, "b", first=40)
    assert re.search(r"nær PDF-side 4[345]", found.message)


def test_a_damaged_file_is_said_to_be_so(galleys: Galleys, pdf: bytes) -> None:
    (line,) = proof(galleys, pdf[:1000])
    assert line.startswith("P104 PDF-filen kan ikke læses")


def test_the_colophon_may_stand_on_the_back_of_the_title_page(
    galleys: Galleys, pages: tuple[str, ...]
) -> None:
    colophon = Galley("k", "back", "Kolofon", f"<p>{paragraph(900)}</p>", kind="kolofon")
    assert prove_pages((*galleys, colophon), [paragraph(900), *pages], "b") == ()
    (found,) = prove_pages((*galleys, colophon), pages, "b")
    assert "Kolofon" in found.message


def test_no_pages_at_all_is_everything_missing(galleys: Galleys) -> None:
    found = prove_pages(galleys, [], "b")
    assert {problem.code for problem in found} == {"P101"}
