"""The edition of cards in ``book.yaml``."""

from __future__ import annotations

from press.manuscript.editions import read_editions
from press.manuscript.nodes import Node, read_yaml


def node(text: str) -> Node:
    read, problems = read_yaml(
        f"pdf: {{format: pdf, file: b.pdf, trim: A5, styles: [a]}}\n{text}", "b.yaml"
    )
    assert read is not None
    assert problems == ()
    return read


def test_cards_lie_in_a_folder() -> None:
    editions, problems = read_editions(
        node("kort: {format: cards, folder: kort, styles: [tokens, cards]}")
    )
    assert problems == ()
    cards = editions[1]
    assert (cards.name, cards.format) == ("kort", "cards")
    assert dict(cards.options) == {"folder": "kort", "styles": ("tokens", "cards")}


def test_cards_without_a_folder_are_told_of() -> None:
    _, problems = read_editions(node("kort: {format: cards, styles: [tokens, cards]}"))
    assert [(one.code, one.message) for one in problems] == [
        ("B105", "feltet »folder« mangler i udgaven kort")
    ]


def test_two_editions_with_one_isbn_are_told_of() -> None:
    number = "978-87-93060-34-0"
    kinds = [("e", f"{number}"), ("f", number.replace("-", "")), ("g", "978-87-93060-35-7")]
    lines = [f"{n}: {{format: epub, file: {n}.epub, styles: [a], isbn: '{i}'}}" for n, i in kinds]
    _, problems = read_editions(node("\n".join(lines)))
    assert [(one.code, one.message, one.source.line) for one in problems] == [
        ("B106", "udgaverne e og f har samme ISBN »9788793060340«", 3)
    ]
