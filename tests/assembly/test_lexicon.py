"""Finding terms in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.assembly.lexicon import Form, Lexicon, make_lexicon
from tests.assembly.making import term

LEXICON = make_lexicon(
    (
        term("kerneopgave", "kerneopgaven", "kerneopgavens"),
        term("opgave", "opgaven"),
        term("tredobbelt bundlinje", "tredobbelte bundlinje"),
        term("bundlinje", "bundlinjen"),
        term("medindflydelse", abbreviation="MED"),
        term("MED-udvalg", "MED-udvalget"),
        term("arbejdspladsvurdering", abbreviation="APV", accepted=("trivselstjek",)),
        term("velfærdsteknologi", discouraged=("omsorgsteknik",)),
    )
)


def said(text: str, lexicon: Lexicon = LEXICON) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.sense.slug) for hit in lexicon.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kerneopgaven er (kerneopgavens) kerne.", ["Kerneopgaven", "kerneopgavens"]),
        ("den tredobbelte bundlinje", ["tredobbelte bundlinje"]),
        ("en bundlinje, tredobbelt  bundlinje", ["bundlinje", "tredobbelt  bundlinje"]),
        ("tredobbelt, bundlinje", ["bundlinje"]),
        ("MED, med og MED-udvalget", ["MED", "MED-udvalget"]),
        ("APV’en, APV'er og APV-arbejde", ["APV’en", "APV'er"]),
        ("kerneopgavefokus, kerneopgave-fokus og opgave- eller sagsstyring", []),
        ("delopgaven og del-opgaven og opgaven/kerneopgaven", ["opgaven", "kerneopgaven"]),
        ("opgave.dk, opgave’n og KERNEOPGAVE", []),
        ("trivselstjek", ["trivselstjek"]),
    ],
)
def test_forms_are_found_whole_and_longest_first(text: str, expected: list[str]) -> None:
    assert [words for words, _ in said(text)] == expected


def test_a_discouraged_word_is_known_as_such() -> None:
    (hit,) = LEXICON.find("Omsorgsteknik")
    assert (hit.sense.slug, hit.sense.form) == ("velfaerdsteknologi", Form.DISCOURAGED)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kerneopgaven", "kerneopgave"),
        ("Tredobbelte  Bundlinje", "tredobbelt-bundlinje"),
        ("MED", "medindflydelse"),
        ("med", None),
        ("kerneopgaven og opgaven", None),
        ("", None),
    ],
)
def test_a_marked_term_must_be_one_whole_form(name: str, slug: str | None) -> None:
    sense = LEXICON.sense(name)
    assert (sense.slug if sense else None) == slug


def test_the_digest_follows_forms_but_not_definitions() -> None:
    one, other = term("et", definition="a"), term("et", definition="b")
    assert make_lexicon((one,)).digest == make_lexicon((other,)).digest
    assert make_lexicon((one,)).digest != make_lexicon((term("et", "ettet"),)).digest


# fmt: off
PIECES = st.sampled_from(
    [
        "kerneopgaven",
        "Opgaven",
        "opgave",
        "tredobbelt",
        "bundlinje",
        "MED",
        "MED-udvalg",
        "APV",
        "s",
        "-",
        "’",
        " ",
        " ",
        ", ",
        ".",
        "»",
        "og",
        "ø",
        "\u00a0",
        "\ufffc",
    ]
)
# fmt: on


@given(st.lists(PIECES, max_size=12).map("".join))
def test_hits_are_in_order_apart_and_never_inside_a_word(text: str) -> None:
    end = 0
    for hit in LEXICON.find(text):
        assert end <= hit.start < hit.end
        end = hit.end
        around = text[hit.start - 1 : hit.start] + text[hit.end : hit.end + 1]
        assert not any(letter.isalnum() or letter == "-" for letter in around)
        assert LEXICON.sense(text[hit.start : hit.end]) == hit.sense


SIGNS = make_lexicon(
    (term("ja/nej-felt", "ja/nej-felter"), term("C++"), term("drift og/eller pleje"))
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Et ja/nej-felt og ja/nej-felter.", ["ja/nej-felt", "ja/nej-felter"]),
        ("ja nej-felt, ja-nej-felt", []),
        ("Skriv C++ og ikke C.", ["C++"]),
        ("Drift  og/eller pleje, drift og pleje", ["Drift  og/eller pleje"]),
    ],
)
def test_a_term_is_found_with_its_signs(text: str, expected: list[str]) -> None:
    assert [found for found, _ in said(text, SIGNS)] == expected


def test_a_term_with_signs_is_known_by_its_name() -> None:
    assert SIGNS.sense("ja/nej-felt")
    assert SIGNS.sense("c++")
    assert not SIGNS.sense("C")
