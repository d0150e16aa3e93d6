"""The fields ``release`` and ``thema`` of ``book.yaml``."""

from __future__ import annotations

import pytest

from press.model import Dispatch
from tests.manuscript.reading import places, settings


def test_everything_is_read() -> None:
    text = (
        "release:\n"
        "  from: Forlaget Ågård <bog@forlaget.dk>\n"
        "  contact: spoerg@forlaget.dk\n"
        "  link: https://forlaget.dk/bogen\n"
        "  base_url: https://forlaget.dk/filer/1.0.0\n"
        "thema: [KNV, 1DND]\n"
    )
    assert places(text) == []
    assert settings(text).book.dispatch == Dispatch(
        sender="Forlaget Ågård <bog@forlaget.dk>",
        contact="spoerg@forlaget.dk",
        link="https://forlaget.dk/bogen",
        base_url="https://forlaget.dk/filer/1.0.0/",
        thema=("KNV", "1DND"),
    )


def test_a_book_that_says_nothing_has_empty_fields() -> None:
    assert settings("title: Bog").book.dispatch == Dispatch()


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("release: {fra: a}", ["b.yaml:1:11: B102"]),
        ("release: {from: Forlaget}", ["b.yaml:1:17: B104"]),
        ("release: {from: 'Forlaget <bog@forlaget>'}", ["b.yaml:1:17: B104"]),
        ('release: {from: "A <a@b.dk>\\nBcc: c@d.dk"}', ["b.yaml:1:17: B104"]),
        ("release: {from: bog@forlaget.dk}", []),
        ("release: {contact: 'Forlaget <bog@forlaget.dk>'}", ["b.yaml:1:20: B104"]),
        ("release: {link: forlaget.dk}", ["b.yaml:1:17: B104"]),
        ("release: {base_url: 'https://forlaget.dk/min bog'}", ["b.yaml:1:21: B104"]),
        ("thema: KNV", []),
        ("thema: [knv]", ["b.yaml:1:9: B104"]),
        ("thema: [1DND, KNV]", ["b.yaml:1:9: B104"]),
    ],
)
def test_what_does_not_fit_is_said_with_its_place(text: str, problems: list[str]) -> None:
    assert places(text) == problems
