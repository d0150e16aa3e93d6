"""What a book wears: its own styles and templates, or else the press's."""

from __future__ import annotations

from pathlib import Path

from press.looks import load_looks

ROOT = Path(__file__).parents[1]


def test_a_book_by_itself_wears_what_the_press_has(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    assert load_looks(tmp_path).digest == load_looks(ROOT).digest


def test_a_book_with_styles_of_its_own_wears_no_others(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "egen.css").write_text("p { margin: 0 }", encoding="utf-8")
    assert set(load_looks(tmp_path).styles) == {"egen"}
