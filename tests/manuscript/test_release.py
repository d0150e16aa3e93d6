"""The fields ``release`` and ``thema`` of ``book.yaml``."""

from __future__ import annotations

import pytest

from press.manuscript.nodes import Node, read_yaml
from press.manuscript.release import RELEASE, THEMA, read_dispatch, thema_problems
from press.manuscript.shapes import Shape, misfits
from press.model import Dispatch


def node(text: str) -> Node:
    read, problems = read_yaml(text, "b.yaml")
    assert read is not None
    assert problems == ()
    return read


def found(text: str) -> list[str]:
    root = node(text)
    shapes: dict[str, Shape] = {"release": RELEASE, "thema": THEMA}
    wrong = [p for key, value in root.entries for p in misfits(value, shapes[key.raw], key.raw)]
    return [f"{p.source}: {p.code}" for p in (*wrong, *thema_problems(root))]


def test_everything_is_read() -> None:
    text = (
        "release:\n"
        "  from: Forlaget Ågård <bog@forlaget.dk>\n"
        "  contact: spoerg@forlaget.dk\n"
        "  link: https://forlaget.dk/bogen\n"
        "  base_url: https://forlaget.dk/filer/1.0.0\n"
        "thema: [KNV, 1DND]\n"
    )
    assert found(text) == []
    assert read_dispatch(node(text)) == Dispatch(
        sender="Forlaget Ågård <bog@forlaget.dk>",
        contact="spoerg@forlaget.dk",
        link="https://forlaget.dk/bogen",
        base_url="https://forlaget.dk/filer/1.0.0/",
        thema=("KNV", "1DND"),
    )


def test_a_book_that_says_nothing_has_empty_fields() -> None:
    assert read_dispatch(node("title: Bog")) == Dispatch()


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
    assert found(text) == problems
