"""Text returns to the baseline grid, whatever stood before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.binding import faces
from press.binding.quire import Job, PageMeasure
from press.paper.grid import to_grid
from press.paper.weasy import typeset

STYLE = """
    @page { size: 300pt 200pt; margin: 10pt }
    html { --grid: 14pt; font: 10pt/14pt Source Serif Pro }
    body, p, div { margin: 0 }
    .free { --grid: none }
"""


@pytest.fixture(autouse=True)
def _faces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(faces.configure(tmp_path)))


def measured(body: str, css: str = "") -> PageMeasure:
    xhtml = f"<html lang='da'><body>{body}</body></html>"
    return typeset(Job("prøve", xhtml, STYLE + css, {}, {})).measures[0]


def box(height: float) -> str:
    return f"<p>Før.</p><div style='height: {height}pt'></div><p>Efter.<br/>Mere.</p>"


@pytest.mark.parametrize("height", [4.5, 13.9, 14, 14.1, 23, 27.99, 40])
def test_text_after_anything_stands_on_the_grid(height: float) -> None:
    found = measured(box(height))
    assert found.lines == found.on_grid == 3
    lines = (found.last - found.first) / 14
    assert lines == pytest.approx(round(lines), abs=0.005)


def test_a_line_moves_up_by_a_hair_at_most() -> None:
    assert to_grid(18, 18.667) == pytest.approx(0.667)
    assert to_grid(20, 18.667) == pytest.approx(-1.333)
    assert to_grid(25, 18.667) == pytest.approx(12.334)
    assert to_grid(37.334, 18.667) == 0


def test_text_without_a_grid_is_left_where_it_is() -> None:
    free = measured(f"<div class='free'>{box(5)}</div>")
    assert free.lines == 0
    ends = measured(f"<div class='free'>{box(5)}</div><p>Sidst.</p>")
    assert ends.lines == ends.on_grid == 1


def test_margins_that_meet_are_counted_once() -> None:
    body = "<p style='margin-bottom: 9pt'>Før.</p><p style='margin-top: 6pt'>Efter.</p>"
    found = measured(body)
    assert found.on_grid == 2
    assert found.last - found.first == pytest.approx(28, abs=0.05)


def test_what_stands_in_a_list_keeps_its_marker() -> None:
    found = measured("<ul class='free'><li>Punkt</li></ul><p>Efter.</p>", "ul { margin: 7pt 0 }")
    assert found.on_grid == found.lines == 1
