"""How wide a spine is, and how type is fitted: numbers in, numbers out."""

from __future__ import annotations

import pytest

from press.jobbing.copyfitting import balanced, ems, largest, lines
from press.jobbing.cover import Spread, spine_width, spread
from tests.presswork import EDITION

SANS = ("Source Sans Pro", 600)


@pytest.mark.parametrize(
    ("pages", "leaf", "allowance", "expected"),
    [
        (212, 0.11, 0.0, 11.66),
        (212, 0.11, 0.5, 12.16),
        (96, 0.1, 0.0, 4.8),
        (500, 0.125, 0.0, 31.25),
        (2, 0.09, 0.0, 0.09),
    ],
)
def test_a_leaf_for_every_two_pages(
    pages: int, leaf: float, allowance: float, expected: float
) -> None:
    assert spine_width(pages, leaf, allowance) == pytest.approx(expected)


@pytest.mark.parametrize("wrong", [(0, 0.1, 0.0), (96, 0.0, 0.0), (96, -0.1, 0.0), (96, 0.1, -1.0)])
def test_a_book_without_pages_or_paper_is_refused(wrong: tuple[int, float, float]) -> None:
    with pytest.raises(ValueError, match="no spine"):
        spine_width(*wrong)


def test_the_spread_is_two_covers_and_a_spine() -> None:
    found = spread(EDITION, 212, 0.11, 0.34, 3)
    assert found == Spread(170.0, 240.0, 12.0, 3)
    assert found.points == pytest.approx((352 * 72 / 25.4, 240 * 72 / 25.4), abs=0.001)
    assert found.folds == pytest.approx((170 * 72 / 25.4, 182 * 72 / 25.4), abs=0.001)


def test_a_longer_word_is_wider() -> None:
    assert 0 < ems("kerne", *SANS) < ems("kerneopgave", *SANS)
    assert ems("", *SANS) == 0
    with pytest.raises(LookupError):
        ems("a", "Comic Sans", 400)


def test_words_are_counted_into_lines() -> None:
    one = ems("Teknologi og", *SANS)
    assert lines("Teknologi og", *SANS, one) == 1
    assert lines("Teknologi og", *SANS, one - 0.01) == 2
    assert lines("", *SANS, 1) == 1


def test_the_largest_size_that_fits_is_chosen() -> None:
    title = "Teknologi og kerneopgave"
    word = ems("kerneopgave", *SANS)
    assert largest(title, *SANS, 20 * word, 4, (20, 10, 5)) == 20
    assert largest(title, *SANS, 19 * word, 4, (20, 10, 5)) == 10
    assert largest(title, *SANS, word, 4, (20, 10, 5)) == 5


def test_balanced_lines_are_as_many_but_shorter() -> None:
    text = "En antologi om perspektiv og en metode til praksis"
    measure = ems("En antologi om perspektiv og en metode", *SANS)
    narrow = balanced(text, *SANS, measure)
    assert lines(text, *SANS, measure) == lines(text, *SANS, narrow) == 2
    assert narrow < 0.75 * measure
