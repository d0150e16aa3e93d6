"""Pairs in order, found without quadratic cost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from press.redline import align
from press.redline.align import equal_pairs, matched, rising, similar_pairs

letters = st.text("abcde", max_size=40)


@given(letters, letters)
def test_equal_pairs_are_equal_and_rise_in_both(old: str, new: str) -> None:
    pairs = equal_pairs(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))
    if old == new:
        assert len(pairs) == len(old)


def test_long_stretches_hang_on_what_occurs_once() -> None:
    old = [*range(3000), *["og"] * 3000]
    new = [*range(500, 3000), "x", *range(500), *["og"] * 2999, "y"]
    pairs = equal_pairs(old, new)
    assert len(pairs) >= 2500
    assert all(old[i] == new[j] for i, j in pairs)
    assert align._SMALL < 3000 * 3000


@given(st.lists(st.integers(0, 30), max_size=30))
def test_rising_gives_a_longest_rising_row(numbers: list[int]) -> None:
    places = rising(numbers)
    row = [numbers[place] for place in places]
    assert places == sorted(places)
    assert all(one < two for one, two in pairwise(row))
    best: list[int] = []
    for number in numbers:
        best.append(
            1 + max((best[k] for k, n in enumerate(numbers[: len(best)]) if n < number), default=0)
        )
    assert len(row) == max(best, default=0)


def _near(one: int, two: int) -> float:
    return max(0.0, 1 - abs(one - two) / 10)


@given(st.lists(st.integers(0, 99), max_size=12), st.lists(st.integers(0, 99), max_size=12))
def test_similar_pairs_have_the_greatest_likeness(old: list[int], new: list[int]) -> None:
    pairs = similar_pairs(old, new, _near, 0.5)
    assert all(_near(old[i], new[j]) >= 0.5 for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))
    total = sum(_near(old[i], new[j]) for i, j in pairs)
    assert abs(total - _best(tuple(old), tuple(new))) < 1e-9


def _best(old: tuple[int, ...], new: tuple[int, ...]) -> float:
    """The greatest sum, by trying: row by row."""
    row = [0.0] * (len(new) + 1)
    for one in old:
        before, row = row, [0.0]
        for place, two in enumerate(new):
            score = _near(one, two)
            pair = before[place] + score if score >= 0.5 else 0.0
            row.append(max(pair, before[place + 1], row[place]))
    return row[-1]


@given(letters, letters)
def test_matched_holds_every_item_of_both_in_order(old: str, new: str) -> None:
    sides = matched(old, new, lambda one: one, lambda one, two: 0.0, 0.5)
    assert "".join(one for one, _ in sides if one) == old
    assert "".join(two for _, two in sides if two) == new
