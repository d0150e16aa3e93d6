"""Page numbers filled into a text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.assembly.inlines import page_reference
from press.assembly.lists import page_references
from press.galley.settle import settle


def shown(anchors: list[str], labels: dict[str, str]) -> str:
    """What a reader sees of a list of page references."""
    return re.sub(r"<[^>]*>", "", settle(page_references(anchors), labels))


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("12", "12"),
        ("12 12 13", "12–13"),
        ("12 47 48 48 49 51", "12, 47–49, 51"),
        ("iii iv v 1 2", "iii–v, 1–2"),
        ("viii ix x xi", "viii–xi"),
        ("x 11", "x, 11"),
        ("B1 B2", "B1, B2"),
    ],
)
def test_repeats_go_and_neighbours_are_joined(pages: str, expected: str) -> None:
    labels = {f"a{number}": page for number, page in enumerate(pages.split())}
    assert shown(list(labels), labels) == expected


def test_a_run_links_to_its_first_page() -> None:
    found = settle(page_references(["a", "b"]), {"a": "4", "b": "5"})
    link = '<a class="pageref" href="#a">4–5</a>'
    assert found == f'<span class="pagerefs">{link}</span>'


def test_a_reference_in_running_text_is_filled_or_left_out_with_its_words() -> None:
    text = f'kapitel 4<span class="print-page"> (s. {page_reference("k")})</span>.'
    filled = settle(text, {"k": "47"})
    assert '<span class="print-page"> (s. <a class="pageref" href="#k">47</a>)</span>.' in filled
    assert settle(text, {}) == "kapitel 4."


def test_a_use_without_pages_leaves_no_empty_line() -> None:
    text = f'<p>x</p><p class="used" data-b="4">Bruges: {page_references(["a"])}</p><p>y</p>'
    assert settle(text, {}) == "<p>x</p><p>y</p>"
    assert settle(text, {"a": "3"}).count("</p>") == 3


def test_a_closed_or_an_already_filled_reference_is_filled_again() -> None:
    for written in ('<a class="pageref" href="#a"/>', '<a class="pageref" href="#a">12</a>'):
        assert settle(written, {"a": "13"}) == '<a class="pageref" href="#a">13</a>'


def test_missing_ones_are_dropped_from_a_list() -> None:
    assert shown(["a", "b", "c"], {"a": "1", "c": "9"}) == "1, 9"


ANCHORS = st.lists(st.sampled_from("abcdefgh"), max_size=8)
LABELS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 12).map(str))
TEXT = st.text(alphabet="ab <p>&;æ\n", max_size=12).filter(lambda text: "<a" not in text)


@given(TEXT, ANCHORS, TEXT, LABELS)
def test_text_outside_is_untouched_and_pages_are_all_there(
    before: str, anchors: list[str], after: str, labels: dict[str, str]
) -> None:
    found = settle(before + page_references(anchors) + after, labels)
    inside = settle(page_references(anchors), labels)
    assert found == before + inside + after
    said = re.sub(r"<[^>]*>", "", inside)
    covered: set[int] = set()
    for run in filter(None, said.split(", ")):
        first, _, last = run.partition("–")
        pages = set(range(int(first), int(last or first) + 1))
        assert not covered & pages
        covered |= pages
    assert covered == {int(labels[anchor]) for anchor in anchors if anchor in labels}
