from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.language.inflect import inflections


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("kerneopgave", "kerneopgave kerneopgaven kerneopgaver kerneopgaverne"),
        ("arbejdsmiljøorganisation", "+ +en +er +erne"),
        ("robotprocesautomatisering", "+ +en +er +erne"),
        ("databehandler", "+ +en +e databehandlerne"),
        ("dataetik", "+ +ken"),
        ("dialogkort", "+ +et +ene"),
        ("MED-udvalg", "+ +et +ene"),
        ("it-system", "+ +et +er +erne"),
        ("databeskyttelsesforordningen", "+"),
        ("dataansvarlig", "+ +e"),
        ("bog", "bog bogen bøger bøgerne"),
        ("barn", "barn barnet børn børnene"),
        ("museum", "museum museet museer museerne"),
        ("artikel", "artikel artiklen artikler artiklerne"),
        ("borger", "borger borgeren borgere borgerne"),
        ("AI", "AI"),
    ],
)
def test_forms_of_a_noun_with_genitives(term: str, expected: str) -> None:
    plain = [form.replace("+", term) for form in expected.split()]
    assert sorted(inflections(term)) == sorted(plain + [form + "s" for form in plain])


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("automatisk afgørelse", ["automatiske afgørelse", "automatiske afgørelser"]),
        ("tredobbelt bundlinje", ["tredobbelte bundlinje", "tredobbelte bundlinjer"]),
        ("samskabt styring", ["samskabte styring", "samskabte styringer"]),
        ("digitalt værktøj", ["digitale værktøj", "digitale værktøjer"]),
        ("åbent møde", ["åbne møde", "åbne møder"]),
        ("fælles sprog", []),
        ("tingenes internet", []),
        ("åbne data", []),
    ],
)
def test_adjectives_follow_their_noun(term: str, expected: list[str]) -> None:
    plain = [term, *expected]
    assert sorted(inflections(term)) == sorted(plain + [form + "s" for form in plain])


def test_only_the_noun_before_a_preposition_changes() -> None:
    assert inflections("ret til indsigt") == (
        "ret til indsigt",
        "retten til indsigt",
        "retterne til indsigt",
    )


def test_no_genitive_s_after_an_s() -> None:
    assert "arbejdspladss" not in inflections("arbejdsplads")
    assert "arbejdspladsens" in inflections("arbejdsplads")


@given(st.text(max_size=40))
def test_any_text_gives_itself_first_and_nothing_twice(term: str) -> None:
    forms = inflections(term)
    assert len(forms) == len(set(forms))
    assert forms[:1] == ((" ".join(term.split()),) if term.split() else ())
