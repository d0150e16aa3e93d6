"""What the print styles promise, read back from the printed pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pypdfium2
import pytest
import uharfbuzz as hb

from press.binding.faces import face_of
from press.binding.quire import Quire
from press.looks import Looks
from press.model import Galley
from press.paper.volume import Printed
from tests.presswork import EDITION, SENTENCE, PrintIt, document, galley, print_with

PETROL = (14, 74, 88)
ROWS = "".join(f"<tr><td data-b='{at}'>Række {at}</td><td>Ord</td></tr>" for at in range(40, 90))
TABLE = (
    "<table id='t'><caption data-b='38'>Tabellens titel</caption><thead><tr><th data-b='39'>Hovedet"
    f"</th><th>Andet</th></tr></thead><tbody>{ROWS}</tbody></table>"
)
FIGURE = (
    "<figure id='f'><img data-b='91' src='images/f.svg' alt='En firkant'/>"
    "<figcaption data-b='92'>Figurens titel</figcaption></figure>"
    f"<p class='longdesc' data-b='93'>Figuren viser: {SENTENCE}</p>"
)
SQUARE = b"""<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300">
<rect width="300" height="300" fill="#0e4a58"/></svg>"""


@lru_cache(maxsize=8)
def _font(family: str, italic: bool, weight: int) -> hb.Font:
    path = face_of(family, italic, weight).path
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))


def glyphs(quire: Quire) -> Mapping[str, str]:
    """The name of each glyph of a quire, and the text that it stands for."""
    return {
        _font(use.family, use.italic, use.weight).glyph_to_string(glyph): text
        for use in quire.fonts
        for glyph, text in use.unicode.items()
    }


def texts(printed: Printed) -> list[str]:
    pages = pypdfium2.PdfDocument(printed.pdf)
    return [page.get_textpage().get_text_bounded() for page in pages]


def quire_of(printed: Printed, name: str) -> Quire:
    return next(
        quire for quire in printed.volume.quires if quire.starts and quire.starts[0].galley == name
    )


def part() -> Galley:
    return Galley("del", "part", "Delens titel", f'<p data-b="1">{SENTENCE * 3}</p>', number=4)


def test_a_broken_table_repeats_its_head_and_leaves_no_row_alone(print_it: PrintIt) -> None:
    for before in range(3, 9):
        printed = print_it(document(galley("k", paragraphs=before, extra=TABLE)))
        holding = [text for text in texts(printed) if re.search(r"Række \d+", text)]
        assert len(holding) >= 2
        for text in holding:
            assert "Hovedet" in text
            assert len(re.findall(r"Række \d+", text)) >= 2
        assert "Tabellens titel" in holding[0]


def test_a_figure_its_caption_and_its_description_stand_together(print_it: PrintIt) -> None:
    images = {"images/f.svg": SQUARE}
    for before in range(3, 9):
        chapter = galley("k", paragraphs=before, extra=FIGURE)
        printed = print_it(document(chapter, images=images))
        document_ = pypdfium2.PdfDocument(printed.pdf)
        (number,) = (at for at, text in enumerate(texts(printed)) if "Figurens titel" in text)
        assert "Figuren viser" in texts(printed)[number]
        colours = document_[number].render(scale=0.3).to_pil().convert("RGB").getcolors(1 << 20)
        assert any(count > 2000 and colour == PETROL for count, colour in colours)


def test_full_lines_have_sixty_to_seventy_characters(print_it: PrintIt) -> None:
    measures = quire_of(print_it(document(galley("k", paragraphs=20))), "k").measures
    full = sum(measure.full for measure in measures)
    assert full > 50
    assert 60 <= sum(measure.characters for measure in measures) / full <= 72


def test_the_text_of_every_page_is_on_the_grid_and_no_line_is_alone(print_it: PrintIt) -> None:
    extra = "".join(
        f"<h2 id='h{at}' data-b='{at}'>Rubrik {at}</h2>"
        f"<p data-b='{at + 1}'>{SENTENCE * (at % 5 + 1)}</p>"
        f"<ul><li data-b='{at + 2}'>Et punkt</li><li data-b='{at + 3}'>To</li></ul>"
        f"<p data-b='{at + 4}'>{SENTENCE * 2}</p>"
        f"<blockquote><p data-b='{at + 5}'>Citat</p></blockquote>"
        for at in range(100, 300, 10)
    )
    quire = quire_of(print_it(document(galley("k", paragraphs=3, extra=extra))), "k")
    assert quire.pages > 6
    assert not {flaw.kind for flaw in quire.flaws} & {"widow", "orphan", "heading", "grid"}
    lines = sum(measure.lines for measure in quire.measures)
    assert lines == sum(measure.on_grid for measure in quire.measures) > 150


def test_a_heading_stands_as_far_above_its_text_wherever_it_is(print_it: PrintIt) -> None:
    box = "<aside class='callout' data-b='{0}'><p data-b='{1}'>En boks.</p></aside>"
    extra = "".join(
        (box.format(at, at + 1) if at % 20 else "")
        + f"<h2 id='h{at}' data-b='{at + 2}'>Rubrik {at}</h2><p data-b='{at + 3}'>Under {at}.</p>"
        for at in range(100, 400, 10)
    )
    printed = print_it(document(galley("k", paragraphs=3, extra=extra)))
    gaps = set()
    for page in pypdfium2.PdfDocument(printed.pdf):
        text = page.get_textpage()
        words = text.get_text_range()
        for found in re.finditer(r"Rubrik (\d+)\s+Under \1", words):
            below = words.index("Under", found.start())
            gaps.add(round(text.get_charbox(found.start())[1] - text.get_charbox(below)[1], 1))
    # Of one height everywhere: a line of the grid, and by how much a heading is raised.
    (gap,) = gaps
    assert gap == pytest.approx(14 + 3.5, abs=1)
    # Whatever a page begins with, it is measured by its body text.
    measures = [measure for measure in quire_of(printed, "k").measures if measure.lines]
    assert len(measures) > 3
    assert len({round(measure.first % 14, 1) for measure in measures}) == 1


def test_running_heads_are_in_true_small_capitals(print_it: PrintIt) -> None:
    printed = print_it(document(galley("k", paragraphs=30)))
    shown = glyphs(printed.volume.furniture)
    small = {name: text for name, text in shown.items() if name.endswith(".sc")}
    assert {"i", "t", "l", "e", "n"} <= set(small.values())
    assert "T" in {text for name, text in shown.items() if not name.endswith(".sc")}
    rectos = [
        text for page, text in zip(printed.volume.pages, texts(printed), strict=True) if page.recto
    ]
    assert sum("Titlen på k" in text for text in rectos) >= 2


def test_figures_are_old_style_in_text_and_lining_in_tables(print_it: PrintIt) -> None:
    for extra, old_style in (
        ("<p data-b='9'>Året er 1984.</p>", True),
        ("<table><tbody><tr><td data-b='9'>1984</td></tr></tbody></table>", False),
    ):
        chapter = replace(galley("x", number=None, paragraphs=0), html=extra)
        shown = glyphs(quire_of(print_it(document(chapter)), "x"))
        nines = {name for name, text in shown.items() if text == "9"}
        assert nines
        assert any(name.endswith((".osf", ".tosf")) for name in nines) is old_style


def test_the_first_paragraph_is_flush_and_the_next_indented(print_it: PrintIt) -> None:
    printed = print_it(document(galley("k", paragraphs=3)))
    pages = pypdfium2.PdfDocument(printed.pdf)
    lefts = []
    for page in pages:
        text = page.get_textpage()
        found = text.search("k 2:"), text.search("k 3:")
        if (first := found[0].get_next()) and (second := found[1].get_next()):
            lefts = [text.get_charbox(at[0])[0] for at in (first, second)]
    assert lefts[1] - lefts[0] == pytest.approx(1.2 * 10.5, abs=1.5)


def test_a_part_opens_on_a_page_of_colour_and_speaks_on_its_back(print_it: PrintIt) -> None:
    printed = print_it(document(part(), galley("k", part="del")))
    pages = pypdfium2.PdfDocument(printed.pdf)
    opening = next(at for at, page in enumerate(printed.volume.pages) if page.label == "1")
    picture = pages[opening].render(scale=0.5).to_pil().convert("RGB")
    corners = [(0, 0), (picture.width - 1, 0), (0, picture.height - 1)]
    assert [picture.getpixel(corner) for corner in corners] == [PETROL] * 3
    found = texts(printed)
    assert re.sub(r"\s+", " ", found[opening]).strip() == "Del 4 Delens titel"
    assert "Kerneopgaven er det" in found[opening + 1]
    assert "2" in found[opening + 1].split()
    assert "Titlen på k" in found[opening + 2]


def test_nothing_that_is_reversed_out_is_small(print_it: PrintIt) -> None:
    """The printer's copy sets text below 18 pt in black alone, which petrol would swallow."""
    printed = print_it(document(part(), galley("k", part="del")))
    opening = next(at for at, page in enumerate(printed.volume.pages) if page.label == "1")
    page = pypdfium2.PdfDocument(printed.pdf)[opening].get_textpage()
    heights = [page.get_charbox(at, loose=True) for at in range(page.count_chars())]
    assert min(top - bottom for _, bottom, _, top in heights if top > bottom) >= 18


def test_sections_at_the_back_that_are_short_follow_each_other(print_it: PrintIt) -> None:
    backs = [
        Galley(name, "back", name.title(), "<ul><li data-b='1'>Et</li></ul>")
        for name in ("litteratur", "figurer", "tabeller")
    ]
    printed = print_it(document(galley("k"), *backs))
    labels = {start.galley: start.label for start in printed.page_map.starts if start.block == 0}
    first = int(labels["litteratur"])
    assert [int(labels[name]) - first for name in ("figurer", "tabeller")] == [1, 2]


def test_what_the_trim_would_cut_is_a_problem_with_its_page(print_it: PrintIt) -> None:
    word = f"<p data-b='9'>Adressen er {'lang' * 40}.</p>"
    (found,) = print_it(document(galley("k", paragraphs=2, extra=word))).problems
    assert found.code == "P107"
    assert found.message.startswith("side 1: »langlang")


def test_another_size_and_another_grid_keep_to_whole_lines(looks: Looks, tmp_path: Path) -> None:
    large = "html { font-size: 15pt; line-height: 21pt; --grid: 21pt }"
    dressed = replace(looks, styles={**looks.styles, "stor": large})
    book = document(galley("k", paragraphs=30))
    edition = replace(EDITION, trim=(210.0, 297.0), styles=("tokens", "print", "stor"))
    printed = print_with(dressed, tmp_path, book, edition=edition)
    measures = quire_of(printed, "k").measures
    assert len(measures) > 3
    assert all(measure.lines == measure.on_grid for measure in measures)
    # 297 mm less 47 mm of margins hold 33 lines of 21 pt.
    assert max(measure.lines for measure in measures) == 33


@pytest.mark.parametrize(
    ("trim", "grid"),
    [
        ((148.0, 210.0), 14),
        ((120.0, 190.0), 14),
        ((240.0, 170.0), 14),
        ((210.0, 297.0), 14),
        ((210.0, 297.0), 21),
    ],
)
def test_a_page_of_any_size_is_filled_as_one_of_the_book_is(
    trim: tuple[float, float], grid: int, looks: Looks, tmp_path: Path
) -> None:
    """Title leaves to the foot of the page and on four pages, the part's title on its own, and
    no line longer than on a page of 170 mm."""
    wide = replace(looks, styles={**looks.styles, "net": f"html {{ --grid: {grid}pt }}"})
    edition = replace(EDITION, trim=trim, styles=("tokens", "book", "print", "net"))
    book = document(part(), galley("k", paragraphs=20))
    printed = print_with(wide, tmp_path, book, edition=edition)
    assert printed.problems == ()
    titles = printed.volume.quires[0]
    assert titles.pages == 4
    assert not {flaw.kind for flaw in titles.flaws} & {"cut", "outside"}
    assert quire_of(printed, "del").pages == 2
    measures = quire_of(printed, "k").measures
    width = sum(m.characters for m in measures) / sum(m.full for m in measures)
    assert 40 < width < 72
    foot = pypdfium2.PdfDocument(printed.pdf)[2].get_textpage()
    *_, (_, bottom, _, _) = (foot.get_rect(at) for at in range(foot.count_rects()))
    assert 26 * 72 / 25.4 <= bottom <= 26 * 72 / 25.4 + grid + 28
