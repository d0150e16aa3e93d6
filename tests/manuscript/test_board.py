"""The field ``board`` of ``book.yaml``."""

from __future__ import annotations

import pytest

from press.model import Board
from tests.manuscript.reading import places, settings


def test_everything_is_read() -> None:
    text = (
        "board:\n"
        "  body: bestyrelsen\n"
        "  decide: [at godkende, at drøfte]\n"
        "  background: |\n    Først\n    det ene.\n\n    Så det andet.\n"
        "  contact: sekretariatet\n"
        "  sheets: 5\n"
        "  creep: 0,08 mm\n"
    )
    assert settings(text).book.board == Board(
        body="bestyrelsen",
        decide=("at godkende", "at drøfte"),
        background=("Først det ene.", "Så det andet."),
        contact="sekretariatet",
        sheets=5,
        creep=0.08,
    )


def test_a_book_that_says_nothing_has_empty_fields() -> None:
    assert settings("title: Bog").book.board == Board()


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("board: {beslut: a}", ["b.yaml:1:9: B102"]),
        ("board: {body: [a, b]}", ["b.yaml:1:15: B104"]),
        ("board: {decide: at godkende}", []),
        ("board: {decide: [at godkende, '']}", ["b.yaml:1:31: B104"]),
        ("board: {background: ''}", ["b.yaml:1:21: B104"]),
        ("board: {sheets: mange}", ["b.yaml:1:17: B104"]),
        ("board: {creep: 3 mm}", ["b.yaml:1:16: B104"]),
        ("board: godkend", ["b.yaml:1:8: B104"]),
    ],
)
def test_what_does_not_fit_is_said_with_its_place(text: str, problems: list[str]) -> None:
    assert places(text) == problems
