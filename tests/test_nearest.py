from __future__ import annotations

import pytest

from press.nearest import did_you_mean


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("dialogg", ("note", "dialog"), "mente du »dialog«?"),
        ("KOMPAS.SVG", ("kompas.svg",), "mente du »kompas.svg«?"),
        ("fig-vej", ("fig-vejr", "fig-vejl", "note"), "mente du »fig-vejr« eller »fig-vejl«?"),
        ("subtitel", ("title", "subtitle"), "mente du »subtitle«?"),
        ("kerneopgvaen", {"kerneopgaven": "kerneopgave"}, "mente du »kerneopgave«?"),
        ("helt andet", ("note",), ""),
        ("", (), ""),
    ],
)
def test_the_hint_names_what_is_close(
    word: str, known: tuple[str, ...] | dict[str, str], hint: str
) -> None:
    assert did_you_mean(word, known) == hint
