"""Whatever the edits, the old text and the new are both in the marked one, whole and in order."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from press import tree
from press.assembly.assemble import assemble
from press.galley.names import CHANGED, MOVED_HERE
from press.model import Book, Chapter
from press.redline.compare import compare
from press.store import Store
from press.tree import Blocks, Div, nodes
from tests.assembly.making import book, chapter, term

from .reading import accepted, read, rejected
from .texts import blocks, edited, with_other_rows


def with_tree(name: str, blocks: Blocks) -> Chapter:
    return replace(chapter(name, "-"), ast=tree.write(blocks))


def tree_of(made: Book) -> Blocks:
    return tree.read(made.chapters[0].ast)


@pytest.mark.parametrize("rate", [0.02, 0.15, 0.6])
@given(seed=st.integers(0, 10**9))
@settings(deadline=None, max_examples=80)
def test_both_versions_can_be_read_in_the_marked_text(rate: float, seed: int) -> None:
    random = Random(seed)
    old = blocks(random)
    new = (
        with_other_rows(edited(old, random, rate), random)
        if seed % 3
        else edited(old, random, rate)
    )
    for one, two in ((old, new), (new, old)):
        marked = tree_of(compare(book(with_tree("a", one)), book(with_tree("a", two))).book)
        assert accepted(marked) == read(two)
        assert rejected(marked) == read(one)


@given(seed=st.integers(0, 10**9))
@settings(deadline=None, max_examples=60)
def test_a_book_against_itself_has_no_changes(seed: int) -> None:
    made = book(with_tree("a", blocks(Random(seed))))
    again = book(with_tree("a", tree_of(made)))
    found = compare(made, again)
    assert found.book is again
    assert [one.state for one in found.changes] == ["uændret"]
    assert not any(one.anchors or one.fields or one.terms for one in found.changes)


@given(seed=st.integers(0, 10**9))
@settings(deadline=None, max_examples=60)
def test_counts_and_anchors_tell_what_is_marked(seed: int) -> None:
    random = Random(seed)
    old = blocks(random)
    found = compare(book(with_tree("a", old)), book(with_tree("a", edited(old, random, 0.1))))
    (section,) = found.changes
    divs = [node.c[0] for node in nodes(tree_of(found.book)) if isinstance(node, Div)]
    marks = [attr for attr in divs if attr.has(CHANGED)]
    assert tuple(mark.id for mark in marks) == section.anchors
    assert len(set(section.anchors)) == len(section.anchors)
    moved = [mark for mark in marks if mark.has(MOVED_HERE)]
    assert section.counts.moved == len(moved)
    assert (section.state == "ændret") == bool(marks)


@given(seed=st.integers(0, 10**9))
@settings(deadline=None, max_examples=25)
def test_what_the_book_counts_and_links_is_the_new_texts(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    random = Random(seed)
    old = blocks(random)
    new = edited(old, random, 0.2)
    terms = (term("borgeren"), term("data opgave"), term("robotsæl"))
    before, after = (book(with_tree("a", text), terms=terms) for text in (old, new))
    store = Store(tmp_path_factory.mktemp("store"))
    marked = assemble(compare(before, after).book, store)
    clean = assemble(after, store)
    mine, other = marked.galleys[1], clean.galleys[1]
    assert [(one.level, one.text) for one in mine.headings] == [
        (one.level, one.text) for one in other.headings
    ]
    assert _linked(mine.html) == _linked(other.html)
    assert _labels(mine.html) == _labels(other.html)
    assert len(set(mine.anchors)) == len(mine.anchors)
    numbers = [int(one.get("data-b")) for one in _tree(mine.html).iter() if one.get("data-b")]
    assert numbers == list(range(1, len(numbers) + 1))


def _tree(html: str) -> etree._Element:
    return etree.fromstring(f"<div>{html}</div>")


def _linked(html: str) -> list[str | None]:
    return [one.get("data-term") for one in _tree(html).iter("a") if one.get("class") == "term"]


def _labels(html: str) -> list[str]:
    """Numbers of figures and tables, and what is marked for the index."""
    tree = _tree(html)
    for gone in list(tree.iter("del")):
        gone[:], gone.text = [], None
    marks = (one for one in tree.iter("span") if one.get("class") in ("label", "ix"))
    return ["".join("".join(map(str, one.itertext())).split()) for one in marks]
