from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.language.collate import first_letter, sort_key


def test_danish_order() -> None:
    expected = [
        "AI", "algoritme", "data\u034fansvarlig", "databehandler", "dataetik", "MED-udvalg",
        "retssikkerhed", "zebra", "æble", "økonomi", "åbne data", "Aalborg", "aarhus",
    ]  # fmt: skip
    assert sorted(set(expected), key=sort_key) == expected


def test_capitals_and_punctuation_matter_last() -> None:
    expected = ["MED-udvalg", "med udvalg", "medudvalgene"]
    assert sorted(["medudvalgene", "MED-udvalg", "med udvalg"], key=sort_key) == expected


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("algoritme", "A"), ("Zebra", "Z"), ("ærlig", "Æ"), ("Økonomi", "Ø"), ("åbne", "Å"),
        ("aarhus", "Å"), ("data\u034fansvarlig", "D"), ("»citat«", "C"), ("élan", "E"),
        ("22 timer", "#"), ("", "#"), ("§", "#"), ("αβγ", "#"), ("Wien", "W"), ("Österreich", "Ø"),
        ("a\u034fa", "A"),
    ],
)  # fmt: skip
def test_first_letter(text: str, letter: str) -> None:
    assert first_letter(text) == letter


@given(st.text(max_size=12), st.text(max_size=12))
def test_keys_are_equal_only_for_equal_texts(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)


@given(st.lists(st.text("abcåæøz-A ", max_size=6)))
def test_headings_follow_the_order(texts: list[str]) -> None:
    order = "#ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"
    places = [order.index(first_letter(text)) for text in sorted(texts, key=sort_key)]
    assert places == sorted(places)
