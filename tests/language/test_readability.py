from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.language.readability import lix, lix_of, sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vi går. De kommer! Hvem er med?", 3),
        ("Loven gælder bl.a. for kommuner, fx ca. 30 steder, jf. nr. 571, stk. 2.", 1),
        ("Mødet er den 6. februar 2020 kl. 10.30. Det varer to timer.", 2),
        ("Se kapitel 4. Derefter går vi.", 2),
        ("Det koster 3,5 mio. kr. Det er dyrt.", 2),
        ("Det er art. 22. Efter § 15 a gælder andet.", 2),
        ("Hun hedder B. Holst. Han er her.", 2),
        ("»Hvem er det?« spurgte hun. »Mig.« Så gik de.", 3),
        ("En overskrift\n\nSå teksten. Slut", 3),
        ("Efter denne lov. Det er klart.", 2),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_lix_by_hand() -> None:
    # Ten words, two sentences, two words of more than six letters: 10/2 + 100·2/10.
    text = "Kerneopgaven er vores. Den samler os om velfærd hver dag."
    assert lix(text) == pytest.approx(25.0)
    assert lix_of(["Kerneopgaven er vores.", "Den samler os om velfærd hver dag."]) == lix(text)


def test_letters_make_a_word_long_not_figures() -> None:
    assert lix("Den 27.4.2016") == pytest.approx(2.0)


def test_nothing_to_read() -> None:
    assert lix(" … \n\n ") == 0.0


@given(st.text())
def test_sentences_keep_every_letter(text: str) -> None:
    together = "".join("".join(sentences(text)).split())
    assert together == "".join(text.split())


@given(st.text(max_size=80))
def test_lix_is_never_negative(text: str) -> None:
    assert lix(text) >= 0.0
