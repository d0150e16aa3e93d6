from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from press.manuscript.nodes import Node, read_yaml
from press.manuscript.shapes import FLAG, TEXT, WHOLE, Many, Record, Table, misfits
from press.model import Source


def read(text: str) -> Node:
    node, problems = read_yaml(text, "b.yaml")
    assert node is not None
    assert problems == ()
    return node


def first_problem(text: str) -> str:
    node, problems = read_yaml(text, "b.yaml")
    assert node is None
    return str(problems[0])


def test_values_keep_their_spelling_and_place() -> None:
    node = read('version: 0.10\ndate: 2026-11-23\nnavne:\n  - "Åse: Ø"\n')
    assert node.text("version") == "0.10"
    assert node.text("date") == "2026-11-23"
    names = node.get("navne")
    assert names is not None
    assert [(one.raw, one.source) for one in names.items] == [("Åse: Ø", Source("b.yaml", 4, 5))]


def test_lines_count_from_the_first_line_given() -> None:
    node, _ = read_yaml("a: 1", "b.md", first_line=2)
    assert node is not None
    assert node.source == Source("b.md", 2, 1)


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ("a: b: c", "b.yaml:1:5", "anførselstegn"),
        ("a:\n\t- b", "b.yaml:2:1", "tabulator"),
        ("x: 1\na: 'b\n\nc: 2\n", "b.yaml:2:4", "lukket"),
        ("a: [1, 2", "b.yaml:2:1", "indrykning"),
        ("a: &x [1]\nb: *x", "b.yaml:2:4", "skriv værdien ud"),
        ("a: 1\n---\nb: 2", "b.yaml:2:1", "øverst"),
        ("[" * 100_000, "b.yaml:1:42", "lag"),
        ("- " * 100_000 + "a", "b.yaml:1:83", "lag"),
    ],
)
def test_what_cannot_be_read_is_placed_and_explained(text: str, place: str, advice: str) -> None:
    line = first_problem(text)
    assert line.startswith(f"{place}: B101 ")
    assert advice in line


@pytest.mark.parametrize("text", ["", "\n\n", "# kun en kommentar\n"])
def test_an_empty_text_gives_nothing_and_no_problem(text: str) -> None:
    assert read_yaml(text, "b.yaml") == (None, ())


def test_a_key_that_occurs_twice_is_found_at_any_depth() -> None:
    _, problems = read_yaml("a:\n  - b: 1\n    c: 2\n    b: 3\n", "b.yaml")
    assert [(p.code, p.source.line, p.hint) for p in problems] == [
        ("B103", 4, "det står også i linje 2")
    ]


NAMES = st.text("abcæøå ", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(st.dictionaries(NAMES, st.one_of(NAMES, st.lists(NAMES, max_size=3)), min_size=1))
def test_every_value_stands_where_it_says(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=False)
    node, problems = read_yaml(text, "b.yaml")
    assert node is not None
    assert problems == ()
    lines = text.split("\n")
    for key, value in node.entries:
        for part in (key, *([value] if value.is_scalar else value.items)):
            written = lines[part.source.line - 1][part.source.column - 1 :].lstrip("'\"? ")
            assert written.startswith(part.raw[:1])
    assert {key.raw for key, _ in node.entries} == set(data)


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    node, problems = read_yaml(text, "b.yaml")
    assert node is None or node.source.path == "b.yaml"
    assert all(p.code in ("B101", "B103") for p in problems)


SHAPE = Record(
    {"title": TEXT, "year": WHOLE, "draft": FLAG, "names": Many(TEXT), "see": Table(TEXT)},
    needed=("title",),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: x\nyear: 2026\ndraft: true\nnames: [a]\nsee: {a: b}", []),
        ("titel: x\ntitle: y", [("B102", 1, "mente du »title«?")]),
        ("year: 1", [("B105", 1, "")]),
        ("title: [x]", [("B104", 1, "")]),
        ("title:\nyear: i år", [("B104", 1, "skriv en værdi eller slet linjen"), ("B104", 2, "")]),
        ("title: x\ndraft: nej", [("B104", 2, "vælg mellem true, false")]),
        ("title: x\nnames: a", [("B104", 2, "")]),
        ("title: x\nsee: [a]", [("B104", 2, "")]),
        ("- a", [("B104", 1, "")]),
    ],
)
def test_misfits_are_placed(text: str, expected: list[tuple[str, int, str]]) -> None:
    found = misfits(read(text), SHAPE, "prøven")
    assert [(p.code, p.source.line, p.hint) for p in found] == expected
