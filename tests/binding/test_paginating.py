"""Quires land on right-hand pages, and pages are called what a book calls them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from press.binding.paginating import paginated


def test_front_is_roman_and_body_begins_at_one() -> None:
    pages = paginated([(True, 4), (True, 1), (False, 3), (False, 2)])
    labels = [page.label for page in pages]
    assert labels == ["i", "ii", "iii", "iv", "v", "vi", "1", "2", "3", "4", "5", "6"]
    assert [page.quire for page in pages] == [0, 0, 0, 0, 1, None, 2, 2, 2, None, 3, 3]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12), st.integers(0, 12))
def test_every_quire_begins_on_a_recto(lengths: list[int], front: int) -> None:
    pages = paginated([(at < front, length) for at, length in enumerate(lengths)])
    assert all(page.recto for page in pages if page.quire is not None and page.at == 0)
    assert [page.recto for page in pages] == [at % 2 == 0 for at in range(len(pages))]
    assert sum(page.quire is not None for page in pages) == sum(lengths)
    assert len(pages) % 2 == 0
