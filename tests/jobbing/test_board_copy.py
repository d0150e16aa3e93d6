"""A copy on A4: sheets that must stand on one page, and pages that are counted and quoted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from press.jobbing.boardcopy import Copy, Front, board_edition, print_copy
from press.jobbing.boardcover import contents, cover_sheet
from press.jobbing.meeting import Meeting
from press.jobbing.paragraphs import Mark
from press.looks import Looks
from press.model import Board, PageMap, Source
from press.paper.volume import Press, Printed
from press.paper.workshop import Workshop
from press.store import Store

from ..presswork import SENTENCE, document, galley, no_breaks

pytestmark = pytest.mark.xdist_group("board-copy")


def sheet(paragraphs: int, first: str = "") -> str:
    body = f'<p>{first}</p><section id="forrest">{f"<p>{SENTENCE}</p>" * paragraphs}</section>'
    return f'<html lang="da"><head><title>Ark</title></head><body>{body}</body></html>'


@pytest.fixture(name="copied")
def _copied(looks: Looks, tmp_path: Path) -> Printed:
    """A front that fits on a page at its third attempt, and a chapter."""
    tried: list[int] = []

    def render(own: Mapping[str, str], attempt: int) -> str:
        tried.append(attempt)
        return sheet((90, 60, 6, 2)[attempt], f"Forsøg {attempt}, kapitlet på {own.get('k')}")

    chapter = galley("k", paragraphs=30)
    book = document(chapter)
    copy = Copy(
        title="En kopi",
        header="Bilag 1",
        foot="Version 0.1",
        fronts=(Front("forrest", "Forrest", render, attempts=4),),
        galleys=(chapter,),
        pages=PageMap({"k": "7"}),
        numbers=(Mark("k-a", "1.1"), Mark("findes-ikke", "9.9")),
        turns=(Mark("k", "s. 7"),),
    )
    with Workshop(Store(tmp_path / "store"), 1) as workshop:
        edition = board_edition(Source("book/book.yaml", 1))
        press = Press(book, edition, looks, no_breaks, workshop, lambda *told: None)
        printed = print_copy(copy, press)
    assert set(tried) == {0, 1, 2}
    return printed


def test_a_sheet_is_made_tighter_until_it_stands_on_one_page(copied: Printed) -> None:
    pdf = pypdfium2.PdfDocument(copied.pdf)
    texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    assert "Forsøg 2, kapitlet på 3" in texts[0]
    assert texts[1] == ""
    assert "Titlen på k" in texts[2]
    assert f"Side 3 af {len(pdf)}" in texts[2]


def test_marks_stand_on_the_page_of_their_anchor_and_nowhere_else(copied: Printed) -> None:
    texts = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(copied.pdf)]
    assert [at for at, text in enumerate(texts) if "1.1" in text] == [2]
    assert [at for at, text in enumerate(texts) if "s. 7" in text] == [2]
    assert not any("9.9" in text for text in texts)


def test_an_approved_copy_has_no_word_across_it(copied: Printed) -> None:
    assert "UDKAST" not in "".join(
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(copied.pdf)
    )


def test_contents_that_nearly_fit_stand_on_one_page_with_how_to_read_them(
    looks: Looks, tmp_path: Path
) -> None:
    sections = [galley("k", paragraphs=1)]
    for part in range(1, 7):
        sections.append(galley(f"del-{part}", "part", 1, part))
        sections += [galley(f"k-{part}-{at}", "chapter", 1, 5 * part + at) for at in range(5)]
    whole = document(*sections)
    pages = PageMap({one.id: "7" for one in sections})

    def render(own: Mapping[str, str], attempt: int) -> str:
        return contents(whole, pages, looks, own, attempt)

    copy = Copy(
        title="En kopi",
        header="Bilag 1",
        foot="Version 0.1",
        fronts=(Front("indhold", "Indhold", render, attempts=2),),
        galleys=whole.galleys,
        pages=pages,
    )
    with Workshop(Store(tmp_path / "store"), 1) as workshop:
        edition = board_edition(Source("book/book.yaml", 1))
        press = Press(whole, edition, looks, no_breaks, workshop, lambda *told: None)
        texts = [
            " ".join(page.get_textpage().get_text_bounded().split())
            for page in pypdfium2.PdfDocument(print_copy(copy, press).pdf)
        ]
    assert "Titlen på k-6-4" in texts[0]
    assert "Sig fx »8.12«" in texts[0]
    assert "Titlen på k" in texts[2]


def test_the_cover_sheet_counts_what_the_sections_wait_for(looks: Looks) -> None:
    def counted(*statuses: str) -> str:
        sections = [replace(galley(f"k{at}"), status=said) for at, said in enumerate(statuses)]
        meeting = Meeting("2026-12-10", "5")
        xhtml = cover_sheet(document(*sections), PageMap({}), meeting, Board(), (), looks)
        said = etree.fromstring(xhtml).findtext(".//section[@id='status']/p")
        return str(said).replace("\u00a0", " ")

    assert counted("godkendt", "godkendt") == "Alle 2 afsnit er godkendt."
    assert counted("afventer kilder", "udkast", "udkast") == (
        "Ingen af de 3 afsnit er godkendt: 2 udkast, 1 afventer kilder."
    )
    assert counted("godkendt", "udkast") == "1 af 2 afsnit er godkendt. Resten: 1 udkast."
