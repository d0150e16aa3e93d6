"""WeasyPrint's early line break, and that the press does not print it."""

from __future__ import annotations

from pathlib import Path

import pytest
import weasyprint
from weasyprint.layout import inline

from press.paper import faces
from press.paper.mending import letting_spaces_hang

WORDS = "Mellem de to ligger et stort område som vi møder hver dag og "


@pytest.fixture(autouse=True)
def _faces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(faces.configure(tmp_path)))


def _first_lines() -> list[str]:
    """The first line of the same paragraph at widths from narrow to wide."""
    firsts = []
    for width in range(268, 284):
        html = f"<p>{WORDS}<em>foreslår</em> noget.</p>"
        css = f"@page {{ size: 600px }} p {{ width: {width}px; font: 10px Source Serif Pro }}"
        pages = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=css)])
        lines = [
            box for box in pages.pages[0]._page_box.descendants() if type(box).__name__ == "LineBox"
        ]
        texts = [box.text for box in lines[0].descendants() if hasattr(box, "text")]
        firsts.append("".join(texts))
    return firsts


def test_weasyprint_still_needs_the_mend() -> None:
    """When this fails, WeasyPrint was mended: remove ``press/paper/mending.py``."""
    assert any(len(line.split()) == 1 for line in _first_lines())


def test_no_line_ends_after_its_first_word(monkeypatch: pytest.MonkeyPatch) -> None:
    mended = letting_spaces_hang(inline.split_first_line)
    monkeypatch.setattr(inline, "split_first_line", mended)
    assert all(len(line.split()) > 8 for line in _first_lines())
