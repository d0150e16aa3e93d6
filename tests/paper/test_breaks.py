"""The break table works a word out once, and the store remembers it."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.language import compounds
from press.paper.breaks import BreakTable
from press.store import Store

WORDS = frozenset({"kerneopgaven", "medindflydelse", "løntilskud"})


def test_compounds_break_at_their_seams_and_as_the_book_says(tmp_path: Path) -> None:
    table = BreakTable(Store(tmp_path), {"medindflydelse": "med-indflydelse"})(WORDS)
    assert table["medindflydelse"] == (3,)
    assert 5 in table["kerneopgaven"]
    assert 3 in table["løntilskud"]
    assert 4 not in table["løntilskud"]


def test_a_later_build_learns_nothing_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = BreakTable(Store(tmp_path), {})
    known = first(WORDS)
    first.save()

    def never() -> compounds.Parts:
        raise AssertionError("the dictionary was loaded")

    monkeypatch.setattr(compounds, "learn", never)
    later = BreakTable(Store(tmp_path), {})
    assert later(WORDS) == known
    assert "arbejdsplads" in later(frozenset({"arbejdsplads"}))
