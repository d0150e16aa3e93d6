"""Every flaw is seen where there is one, and not where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.binding import faces
from press.binding.quire import Job, Quire, from_bytes, to_bytes
from press.paper.weasy import typeset

STYLE = """
    @page { size: 300pt 160pt; margin: 10pt }
    html { --grid: 14pt; font: 10pt/14pt Source Serif Pro; text-align: justify }
    body, p, h2, figure { margin: 0; orphans: 1; widows: 1 }
    h2 { font-size: 10pt; break-after: auto }
    table, figure { --grid: none }
"""
LINES = "<p>En linje.</p>"
SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="9"/></svg>'


@pytest.fixture(autouse=True)
def _faces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(faces.configure(tmp_path)))


def lay(body: str, css: str = "") -> Quire:
    """Ten lines to a page, and what the press says of them."""
    xhtml = f"<html lang='da'><body>{body}</body></html>"
    return typeset(Job("prøve", xhtml, STYLE + css, {"f.svg": SQUARE}, {}))


def found(body: str, css: str = "") -> list[tuple[int, str, str]]:
    return [(flaw.page, flaw.kind, flaw.detail) for flaw in lay(body, css).flaws]


def paragraph(lines: int) -> str:
    return f"<p>{'<br/>'.join(f'linje {at}' for at in range(lines))}</p>"


def test_a_good_page_has_no_flaw() -> None:
    assert found(LINES * 10 + LINES * 5) == []


def test_the_last_line_of_a_paragraph_alone_on_a_page_is_a_widow() -> None:
    assert (1, "widow", "linje 2") in found(LINES * 8 + paragraph(3) + LINES * 5)


def test_the_first_line_of_a_paragraph_alone_at_the_foot_is_an_orphan() -> None:
    assert (0, "orphan", "linje 0") in found(LINES * 9 + paragraph(3) + LINES * 5)


def test_a_paragraph_of_one_line_is_neither() -> None:
    assert found(LINES * 9 + LINES + LINES * 5) == []


def test_two_lines_on_either_page_are_neither() -> None:
    assert found(LINES * 8 + paragraph(4) + LINES * 5) == []


def test_a_heading_at_the_foot_is_told() -> None:
    assert found(LINES * 9 + "<h2>Rubrik</h2>" + LINES * 5) == [(0, "heading", "Rubrik")]


def test_a_heading_before_a_break_that_was_asked_for_is_none() -> None:
    body = "<h2>Rubrik</h2><div class='ny'>" + LINES * 5 + "</div>"
    assert found(LINES * 4 + body, ".ny { break-before: page }") == []


@pytest.mark.parametrize(("lines", "short"), [(1, True), (3, True), (4, False)])
def test_a_last_page_of_less_than_four_lines_is_short(lines: int, short: bool) -> None:
    assert found(LINES * 10 + LINES * lines) == ([(1, "short", str(lines))] if short else [])


def box(lines: int) -> str:
    return f"<aside>{LINES * lines}</aside>"


@pytest.mark.parametrize(
    ("before", "inside", "told"),
    [
        (4, 9, [(1, "box", "3")]),
        (7, 9, [(0, "box", "3")]),
        (8, 5, [(0, "box", "2"), (1, "box", "3")]),
        (6, 8, []),
        (4, 6, []),
        (10, 3, []),
    ],
)
def test_a_box_broken_with_few_lines_on_a_page_is_told(
    before: int, inside: int, told: list[tuple[int, str, str]]
) -> None:
    assert found(LINES * before + box(inside) + LINES * 4) == told


def test_two_boxes_that_meet_at_a_break_are_not_one() -> None:
    assert found(LINES * 8 + box(2) + box(2) + LINES * 4) == []


def test_a_quire_of_one_page_is_never_short() -> None:
    assert found(LINES) == []


def test_white_before_what_found_no_room_is_told_in_millimetres() -> None:
    box = f"<div style='break-inside: avoid'>{LINES * 9}</div>"
    assert found(LINES * 2 + box) == [(0, "white", "40")]  # eight lines of 14 pt


def test_a_figure_too_high_for_the_white_is_told_by_how_much() -> None:
    figure = (
        "<figure style='break-inside: avoid'><img src='press-image:f.svg' alt='Ruder'/></figure>"
    )
    css = "img { display: block; height: 112pt } figure { margin-top: 14pt }"
    # Room: 112 pt less 14 pt of margin.
    flaws = found(LINES * 2 + figure + LINES * 2, css)
    assert (0, "white", "40") in flaws
    assert (0, "figure", "13") in flaws


def test_a_line_of_stretched_spaces_is_loose() -> None:
    long = "x" * 50
    assert found(f"<p>og så {long} {long}</p>") == [(0, "loose", "og så")]


def test_what_sticks_out_of_the_type_area_is_told() -> None:
    line = "<p style='white-space: nowrap; font-size: {}pt'>" + "meget lang " * 5 + "</p>"
    assert found(line.format(11.25)) == [(0, "outside", "meget lang meget lang meget lang")]
    assert found(line.format(14)) == [(0, "cut", "meget lang meget lang meget lang")]
    assert found(line.format(9)) == []


def test_a_line_made_higher_by_what_stands_in_it_is_off_the_grid() -> None:
    tall = "<p>En <span style='font-size: 14pt; line-height: 20pt'>høj</span> linje<br/>og en</p>"
    assert (0, "grid", "1") in found(tall)


def test_notes_are_no_part_of_the_page_they_stand_under() -> None:
    note = "<span style='float: footnote'>" + "<br/>".join("note" for _ in range(5)) + "</span>"
    assert "outside" not in {kind for _, kind, _ in found(f"<p>Kald{note}</p>" + LINES * 4)}


def test_lines_and_their_letters_are_measured() -> None:
    measure = lay(f"<p>{'Ordene her. ' * 30}</p>").measures[0]
    assert measure.lines == measure.on_grid == measure.full + 1
    assert 50 < measure.characters / measure.full < 75
    assert measure.last == pytest.approx(measure.first + 14 * (measure.lines - 1), abs=0.05)


def test_flaws_and_measures_are_kept_with_the_quire() -> None:
    quire = lay(LINES * 10 + LINES)
    assert quire.flaws
    assert from_bytes(to_bytes(quire)) == quire
