from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.language.typography import QUOTES, begins_sentence, doubts, joint, line, word

NBSP = "\u00a0"


@pytest.mark.parametrize(
    "pair",
    [
        "§ 22", "(§ 22,", "§§ 6–9", "s. 47", "kap. IV", "nr. 571", "stk. 2.", "art. 22", "kr. 500",
        "15 %", "15 %.", "12 pct.", "500 kr.", "3,5 mio.", "20 km", "6. februar", "(27. april",
        "lov nr.", "H. C.", "C. Andersen", "15 a", "10 000", "kapitel 3", "ord –", "ca. 30",
        "(EU) 2016/679", "kl. 9",
    ],
)  # fmt: skip
def test_stay_on_one_line(pair: str) -> None:
    assert joint(*pair.split(" ")) == NBSP


@pytest.mark.parametrize(
    "pair",
    ["en opgave", "– ord", "2020 i", "kapitel om", "2. del", "ca. i", "maj 2018", "lov om",
     "loven. Nr.", "3 maj", "22 er", "kr. og", " 5", "Vi g"],
)  # fmt: skip
def test_may_part(pair: str) -> None:
    left, right = pair.split(" ")
    assert joint(left, right) == " "


@given(st.text(max_size=8), st.text(max_size=8))
def test_joint_is_one_space(left: str, right: str) -> None:
    assert joint(left, right) in (" ", NBSP)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("MED-udvalg", "MED\u2011udvalg"),
        ("(it-systemerne,", "(it\u2011systemerne,"),
        ("»e-mail«", "»e\u2011mail«"),
        ("EU-forordning", "EU\u2011forordning"),
        ("AI-forordningens", "AI\u2011forordningens"),
        ("2016-2018", "2016–2018"),
        ("6-9,", "6–9,"),
        ("50-50", "50-50"),
        ("2020-02-06", "2020-02-06"),
        ("07-09", "07-09"),
        ("978-87-123456-7", "978-87-123456-7"),
        ("Hoved-MED", "Hoved-MED"),
        ("arbejds-", "arbejds-"),
        ("a-b@example.dk", "a-b@example.dk"),
        ("https://www.e-boks.dk", "https://www.e-boks.dk"),
    ],
)
def test_words(typed: str, expected: str) -> None:
    assert word(typed) == expected


@given(st.text("aEit-5 09.(»«", max_size=12))
def test_word_changes_hyphens_only_and_once(text: str) -> None:
    done = word(text)
    assert word(done) == done
    assert done.replace("\u2011", "-").replace("–", "-") == text


def test_quotes_stand_outside_and_inside() -> None:
    assert QUOTES == (("»", "«"), ("›", "‹"))


@pytest.mark.parametrize(
    ("text", "found", "hint"),
    [
        ("Det er f.eks. sådan", "f.eks.", "skriv »fx«"),
        ("Se fx. loven", "fx.", "skriv »fx«"),
        ("Den steg 3.5 procent", "3.5", "skriv »3,5«, hvis det er et decimaltal"),
        ('Et "ord', '"', "skriv »…«"),
        ("To  mellemrum", "  ", "skriv ét mellemrum"),
        ("en ting - en anden", " - ", "skriv » – «"),
        ("Hele 15% af dem", "15%", "skriv »15 %«"),
        ("Efter §22 gælder", "§22", "skriv »§ 22«"),
        ("Prøv 4 x 5 gange", "4 x ", "skriv »×«"),
        ("Hvad nu ?", " ?", "fjern mellemrummet"),
    ],
)
def test_doubts_have_a_place_and_a_hint(text: str, found: str, hint: str) -> None:
    (doubt,) = doubts(text)
    assert text[doubt.offset :].startswith(found)
    assert doubt.hint == hint


@pytest.mark.parametrize(
    "text",
    [
        "Vi sætter fx et møde kl. 10.30 den 6. februar 2020.",
        "I 2016–2018 kostede det 1.500 kr. og 3,5 mio. kr., altså 15 % mere (§ 22).",
        "Dato: 27.4.2016. Det er fx.",
        "»Vi kan godt,« sagde hun – og gik.",
        "",
    ],
)
def test_no_doubts_about_good_danish(text: str) -> None:
    assert doubts(text) == ()


@given(st.text(max_size=60))
def test_doubts_come_in_order(text: str) -> None:
    offsets = [doubt.offset for doubt in doubts(text)]
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('Et "smart" redskab', "Et »smart« redskab"),
        ("Hvad er 'en prøve'?", "Hvad er ›en prøve‹?"),
        ("MED-udvalget efter § 22 ", "MED\u2011udvalget efter §\u00a022"),
        ("APV'en -- og så ...", "APV’en\u00a0– og så …"),
        ('5" rør', '5" rør'),
        ("", ""),
    ],
)
def test_a_line_is_set_as_running_text_is(typed: str, expected: str) -> None:
    assert line(typed) == expected


@given(st.text("ab1§-.’ »«,", max_size=30))
def test_a_line_is_set_once(text: str) -> None:
    assert line(line(text)) == line(text)


@pytest.mark.parametrize(
    ("before", "begins"),
    [
        ("", True), ("slut.", True), ("sagt.«", True), ("Hvad?", True), ("videre…", True),
        ("og", False), ("jf.", False), ("(jf.", False), ("f.eks.", False), ("således:", False),
    ],
)  # fmt: skip
def test_what_begins_a_sentence(before: str, begins: bool) -> None:
    assert begins_sentence(before) == begins
