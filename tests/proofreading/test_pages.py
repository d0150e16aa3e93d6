"""Does a complete book pass, however it is set, and is every kind of loss on paper found?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from press.looks import Looks
from press.model import Artefact, Document, EpubEdition, PdfEdition, Source, WebEdition
from press.proofreading.gate import prove
from tests.presswork import print_with
from tests.proofreading import faults
from tests.proofreading.conftest import Edit, chapter, sentence
from tests.proofreading.corpus import sample

pytestmark = pytest.mark.xdist_group("pages")

PLACE = Source("book/book.yaml", 9)


def proof(book: Document, pdf: bytes) -> list[str]:
    edition = PdfEdition("print", PLACE, file="bog.pdf")
    found = prove(book, Artefact(edition, {"bog.pdf": pdf}))
    return [f"{problem.code} {problem.message}" for problem in found]


def test_a_complete_book_passes(book: Document, pdf: bytes) -> None:
    assert proof(book, pdf) == []


@pytest.mark.parametrize(
    "style",
    [
        "p { orphans: 1; widows: 1 } td:first-child { width: 60% }",
        "html { font-size: 15pt }",
        "p { text-align: left; letter-spacing: 0.3pt } h1, h2 { font-variant: small-caps }",
        "h2, caption { text-transform: uppercase } td, th { font-size: 7pt }",
    ],
)
def test_a_complete_book_passes_however_it_is_set(
    style: str, book: Document, looks: Looks, tmp_path: Path
) -> None:
    dressed = replace(looks, styles={**looks.styles, "print": looks.styles["print"] + style})
    assert proof(book, print_with(dressed, tmp_path, book).pdf) == []


@pytest.mark.parametrize("seed", [0, 1, 2, 4, 5, 6, 7, 8])
def test_a_random_book_passes_in_every_edition(seed: int, looks: Looks, tmp_path: Path) -> None:
    made = sample(seed, looks, tmp_path)
    assert made.printed.problems == ()
    assert proof(made.document, made.printed.pdf) == []
    epub = EpubEdition("epub", PLACE, file="bog.epub")
    assert prove(made.document, Artefact(epub, {"bog.epub": made.epub})) == ()
    site = {f"web/{name}": data for name, data in made.web.items()}
    assert prove(made.document, Artefact(WebEdition("web", PLACE), site)) == ()


@pytest.mark.parametrize("kind", faults.PAPER)
def test_every_kind_of_fault_is_found(kind: str, book: Document, pdf: bytes) -> None:
    tried = 0
    for seed in range(8):
        fault = faults.on_paper(pdf, kind, Random(seed))
        if fault is not None:
            tried += 1
            assert proof(book, fault[0]), fault[1]
    assert tried > 2


LOSSES = {
    "paragraph": (f'<p data-b="72">{sentence(214)}</p>', "P101 tekst »Nummer 214"),
    "half a paragraph": (sentence(208)[30:], "P101 tekst »Nummer 20"),
    "a word": ("medarbejderne og ", "P101 tekst"),
    "a comma": ("Kerneopgaven er det,", "P101 tekst"),
    "list item": ('<li data-b="4">Kort</li>', "P101 tekst »Kort«"),
    "heading": ('<h2 id="b-et" data-b="2">Ét</h2>', "P101 mellemrubrik »Ét«"),
    "figure caption": (" Kompasset i b", "P101 billed- eller tabeltekst »Figur 1 Kompasset"),
    "table caption": ('<caption data-b="9">Tabel 1 Vægten i b</caption>', "P101 billed-"),
    "cell": ("4 kr.", "P101 tabelcelle »4 kr.«"),
    "figure": (
        '<img data-b="6" src="kompas.svg" alt="Et kompas, b"/>',
        "P101 figur »Et kompas, b«",
    ),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_what_was_lost_is_named(book: Document, edited: Edit, loss: str) -> None:
    markup, said = LOSSES[loss]

    def cut(html: str) -> str:
        first = "Kerneopgaven er det" if loss == "a comma" else ""
        return html.replace(markup, first, 1)

    found = proof(book, edited(cut))
    assert any(line.startswith(said) for line in found), found
    assert len(found) <= 2


CHANGES: dict[str, tuple[Callable[[str], str], str]] = {
    "number": (lambda html: html.replace('start="3"', 'start="4"'), "har nummeret »4« og ikke »3«"),
    "column": (
        lambda html: html.replace('class="right" data-b="45"', 'data-b="45"'),
        "er ikke rettet ind som sin kolonne",
    ),
    "heading": (
        lambda html: html.replace("<h2", "<h3").replace("</h2>", "</h3>"),
        "er mærket forkert for skærmlæsere",
    ),
    "description": (
        lambda html: html.replace('alt="Et kompas, b"', 'alt="Noget andet"'),
        "har ikke sin tekst for skærmlæsere",
    ),
    "words": (lambda html: html.replace("4 kr.", "7 kr."), "står ikke, som det er skrevet"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_is_said(book: Document, edited: Edit, change: str) -> None:
    made, said = CHANGES[change]
    found = proof(book, edited(made))
    assert any(said in line for line in found), found


def test_a_lost_table_row_is_named_once(book: Document, edited: Edit) -> None:
    def cut(html: str) -> str:
        return re.sub(r'<tr><td data-b="46">.*?</tr>', "", html, count=1)

    (line,) = proof(book, edited(cut))
    assert line.startswith("P101 tabelcelle »Nummer 207")
    assert "og 2 stykker efter" in line


def test_two_paragraphs_that_changed_places_are_out_of_order(book: Document, edited: Edit) -> None:
    def swapped(html: str) -> str:
        return re.sub(r'(<p data-b="72">.*?</p>)(<p data-b="73">.*?</p>)', r"\2\1", html)

    (line,) = proof(book, edited(swapped))
    assert line.startswith("P102 tekst »Nummer 21")


def test_a_lost_note_is_named(book: Document, pdf: bytes) -> None:
    first, second = book.galleys
    more = replace(chapter("b", 205), notes=(*second.notes, replace(second.notes[0], id="b-n3")))
    found = proof(replace(book, galleys=(first, more)), pdf)
    assert [line[:20] for line in found] == ["P101 note »Nummer 29"]


def test_lost_authors_and_a_lost_abstract_are_named(
    book: Document, looks: Looks, tmp_path: Path
) -> None:
    first, second = book.galleys
    bare = replace(book, galleys=(first, replace(second, authors=(), abstract="")))
    (line,) = proof(book, print_with(looks, tmp_path, bare).pdf)
    assert line.startswith("P101 forfatterlinje »Ophav 205, Medophav 205«")
    assert "og 1 stykker efter" in line


def test_a_problem_quotes_what_its_place_is_found_by(book: Document, edited: Edit) -> None:
    pdf = edited(lambda html: html.replace('<li data-b="4">Kort</li>', ""))
    found = prove(book, Artefact(PdfEdition("print", PLACE, file="bog.pdf"), {"bog.pdf": pdf}))
    quoted = [problem.about for problem in found if problem.about]
    assert ("Kort", "b", 1) in [(one.text, one.section, one.nth) for one in quoted]


def test_a_lost_chapter_is_one_problem(book: Document, looks: Looks, tmp_path: Path) -> None:
    half = replace(book, galleys=book.galleys[:1])
    found = proof(book, print_with(looks, tmp_path, half).pdf)
    assert [line[:24] for line in found[:1]] == ["P101 overskrift »Om numm"]
    assert len(found) <= 3


def test_a_damaged_file_is_said_to_be_so(book: Document, pdf: bytes) -> None:
    (line,) = proof(book, pdf[:1000])
    assert line.startswith("P104 PDF-filen kan ikke læses")
