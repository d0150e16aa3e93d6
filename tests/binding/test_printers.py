"""The printer's edition as an editor meets it: files, facts, and problems with their places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from press.binding import printers
from press.binding.printers import PrintersOrder, make_printers
from press.looks import Looks
from press.model import Book, Chapter, Edition, Part, Printer, Problem, Source
from press.proofreading.preflight import preflight_edition
from tests.presswork import EDITION, document, galley, print_with
from tests.printwork import photo, press_profile

# One worker prints the volume that all of these read.
pytestmark = pytest.mark.xdist_group("printers-edition")

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="200" height="90">
<defs><linearGradient id="g"><stop offset="0" stop-color="#0e4a58"/>
<stop offset="1" stop-color="#ffffff"/></linearGradient></defs>
<rect width="90" height="90" fill="#F00"/><rect x="99" width="90" height="90" fill="url(#g)"/>
</svg>"""
TEXT = "---\ntitle: En\n---\n\n![Tegning](images/d.svg)\n\nOg ![Foto](images/f.png)\n"
PRINTS = replace(EDITION, standard="PDF/X-4", file="bog-tryk.pdf")


def _book(printer: Printer, *editions: Edition) -> Book:
    chapter = Chapter("en", "book/chapters/en.md", "En", TEXT, 4, b"[]")
    part = Part("del-1", 1, "Del", (chapter,), Source("book/book.yaml", 3))
    return Book(
        title="Den lille bog", subtitle="", language="da", publisher="Forlaget", year=2026,
        version="0.1", date="2026-11-23", licence="", rights="", contributors=(), front=(),
        parts=(part,), back=(), terms=(), references=(), editions=editions or (PRINTS,),
        printer=printer,
    )  # fmt: skip


@pytest.fixture(name="job", scope="module")
def _job(looks: Looks, tmp_path_factory: pytest.TempPathFactory) -> PrintersOrder:
    figures = (
        '<figure><img data-b="60" src="images/d.svg" alt="Tegning"/></figure>'
        '<figure><img data-b="61" src="images/f.png" alt="Foto"/></figure>'
    )
    made = document(
        galley("en", paragraphs=3, extra=figures),
        images={"images/d.svg": DRAWING, "images/f.png": photo(60, 40)},
    )
    printed = print_with(looks, tmp_path_factory.mktemp("store"), made, edition=PRINTS)
    return PrintersOrder(PRINTS, _book(Printer()), made, looks, printed.volume)


@pytest.fixture(autouse=True)
def _profile(monkeypatch: pytest.MonkeyPatch) -> None:
    def known(root: Path) -> bytes:
        return press_profile()

    monkeypatch.setattr(printers, "find_profile", known)


def _problems(job: PrintersOrder) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for one in make_printers(job)[1]:
        found.setdefault(one.code, []).append(one)
    return found


def test_a_stray_colour_is_told_where_the_drawing_names_it(job: PrintersOrder) -> None:
    (found,) = _problems(job)["P211"]
    assert found.source == Source("book/images/d.svg", 4, 36)
    assert "#ff0000" in found.message
    assert "--rust" in found.hint


def test_a_gradient_is_told_where_the_drawing_makes_it(job: PrintersOrder) -> None:
    (found,) = _problems(job)["P212"]
    assert (found.source.path, found.source.line) == ("book/images/d.svg", 2)


def test_a_coarse_image_is_told_where_the_chapter_shows_it(job: PrintersOrder) -> None:
    (found,) = _problems(job)["P213"]
    assert found.source == Source("book/chapters/en.md", 7, 12)
    assert "96 billedpunkter" in found.message
    assert "der skal være 300" in found.message


def test_the_file_claims_what_it_is(job: PrintersOrder) -> None:
    artefact, problems = make_printers(job)
    assert set(artefact.files) == {"bog-tryk.pdf", "bog-tryk-orddelinger.txt"}
    assert artefact.facts["claims"] == "PDF/X-4"
    assert "P214" not in {found.code for found in problems}


def test_the_list_of_broken_words_is_left_to_the_reading_copy(job: PrintersOrder) -> None:
    both = replace(job, book=_book(Printer(), PRINTS, EDITION))
    assert set(make_printers(both)[0].files) == {"bog-tryk.pdf"}


@pytest.mark.parametrize(("icc", "advice"), [("FOGRA39", "texlive"), ("none", "spørg")])
def test_without_a_profile_the_file_is_made_and_claims_nothing(
    icc: str, advice: str, job: PrintersOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printers, "find_profile", lambda root: None)
    place = Source("book/book.yaml", 20, 3)
    artefact, problems = make_printers(replace(job, book=_book(Printer(icc=icc, source=place))))
    (found,) = (one for one in problems if one.code == "P214")
    assert found.source == place
    assert advice in found.hint
    assert b"GTS_PDFXVersion" not in artefact.files["bog-tryk.pdf"]
    assert artefact.facts["claims"] == ""


def test_a_token_without_inks_is_told_in_its_sheet(job: PrintersOrder) -> None:
    sheet = job.looks.styles["tokens"].replace("--rust-cmyk: 22 82 100 18;", "")
    looks = replace(job.looks, styles={**job.looks.styles, "tokens": sheet})
    (found,) = _problems(replace(job, looks=looks))["P215"]
    assert found.source.path == "styles/tokens.css"
    assert sheet.split("\n")[found.source.line - 1].strip().startswith("--rust:")


def test_the_preflight_passes_a_book_without_flaws(looks: Looks, tmp_path: Path) -> None:
    made = document(galley("en", paragraphs=3))
    printed = print_with(looks, tmp_path / "store", made, edition=PRINTS)
    for pages in ("single", "spreads"):
        book = _book(Printer(pages=pages, multiple=8))
        artefact, problems = make_printers(PrintersOrder(PRINTS, book, made, looks, printed.volume))
        assert problems == ()
        assert artefact.facts["pages"] % 8 == 0
        assert preflight_edition(artefact, PRINTS, book.printer, printed.volume.size) == ()


def test_the_preflight_stops_what_is_not_as_it_was_asked_for(job: PrintersOrder) -> None:
    """The same file, judged by other wishes than it was made by."""
    artefact, _ = make_printers(job)
    other = _book(Printer(bleed=5, multiple=16))
    codes = {
        found.code for found in preflight_edition(artefact, PRINTS, other.printer, job.volume.size)
    }
    assert codes >= {"P201"}
