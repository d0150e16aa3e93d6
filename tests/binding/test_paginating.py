"""Quires land on right-hand pages, and pages are called what a book calls them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from press.binding.paginating import impose


def test_front_is_roman_and_body_begins_at_one() -> None:
    leaves = impose([(True, 4), (True, 1), (False, 3), (False, 2)])
    labels = [leaf.label for leaf in leaves]
    assert labels == ["i", "ii", "iii", "iv", "v", "vi", "1", "2", "3", "4", "5", "6"]
    assert [leaf.quire for leaf in leaves] == [0, 0, 0, 0, 1, None, 2, 2, 2, None, 3, 3]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12), st.integers(0, 12))
def test_every_quire_begins_on_a_recto(lengths: list[int], front: int) -> None:
    leaves = impose([(at < front, length) for at, length in enumerate(lengths)])
    assert all(leaf.recto for leaf in leaves if leaf.quire is not None and leaf.page == 0)
    assert [leaf.recto for leaf in leaves] == [at % 2 == 0 for at in range(len(leaves))]
    assert sum(leaf.quire is not None for leaf in leaves) == sum(lengths)
    assert len(leaves) % 2 == 0
