"""The edition of cards in ``book.yaml``."""

from __future__ import annotations

from press.model import CardsEdition, Edition, Problem, Source
from tests.manuscript import reading


def read_editions(text: str) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    pdf = "pdf: {format: pdf, file: b.pdf, trim: A5, styles: [a]}"
    text = "editions:\n" + "".join(f"  {line}\n" for line in (pdf, *text.splitlines()))
    return reading.settings(text).book.editions, reading.problems(text)


def test_cards_lie_in_a_folder() -> None:
    editions, problems = read_editions(
        "kort: {format: cards, folder: kort, styles: [tokens, cards]}"
    )
    assert problems == ()
    place = Source("b.yaml", 3, 3)
    assert editions[1] == CardsEdition("kort", place, ("tokens", "cards"), "kort")


def test_cards_without_a_folder_are_told_of() -> None:
    _, problems = read_editions("kort: {format: cards, styles: [tokens, cards]}")
    assert [(one.code, one.message) for one in problems] == [
        ("B105", "feltet »folder« mangler i udgaven kort")
    ]


def test_two_editions_with_one_isbn_are_told_of() -> None:
    number = "978-87-93060-34-0"
    kinds = [("e", f"{number}"), ("f", number.replace("-", "")), ("g", "978-87-93060-35-7")]
    lines = [f"{n}: {{format: epub, file: {n}.epub, styles: [a], isbn: '{i}'}}" for n, i in kinds]
    _, problems = read_editions("\n".join(lines))
    assert [(one.code, one.message, one.source.line) for one in problems] == [
        ("B106", "udgaverne e og f har samme ISBN »9788793060340«", 4)
    ]
