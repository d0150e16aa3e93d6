"""Checks across chapters that the problem books do not show."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.assembly import check_book
from press.model import Source
from press.store import Store
from tests.assembly.making import book, chapter, law, term


def codes(*args: object) -> list[str]:
    return [problem.code for problem in check_book(*args)]  # type: ignore[arg-type]


def test_a_second_look_finds_the_same(tmp_path: Path) -> None:
    text = "[[nej]] og [](#intet) og [[ja]] fx [@ingen] [x]{#ord-x}\n\n[[nej]]"
    made = book(chapter("a", text), terms=(term("ja"), term("tom")), references=(law(),))
    first = check_book(made, Store(tmp_path))
    assert [str(one) for one in check_book(made, Store(tmp_path))] == [str(one) for one in first]
    assert check_book(made) == first
    assert [(one.code, one.source.line, one.source.column) for one in first] == [
        ("T101", 1, 3), ("X101", 1, 12), ("R101", 1, 37), ("X102", 1, 49), ("T101", 3, 3),
        ("T102", 1, 1), ("R103", 1, 1),
    ]  # fmt: skip


def test_chapters_with_one_id_and_labels_that_repeat_a_chapter() -> None:
    made = book(chapter("a", "x"), chapter("a", "## B {#a}"), made=())
    assert codes(made) == ["X102", "X102"]


def test_the_index_must_lead_somewhere() -> None:
    made = book(
        chapter("a", "[robotsæl]{.register}"),
        see={"AI": ("Robotsæl", "algoritme")},
        see_sources={("AI", "algoritme"): Source("book/book.yaml", 7, 9)},
    )
    (only,) = check_book(made)
    assert only.code == "X104"
    assert "»algoritme«" in only.message
    assert only.source == Source("book/book.yaml", 7, 9)


def test_definitions_and_relations() -> None:
    terms = (
        term("styring", definition="Styring er styring."),
        term("MED", definition="EU-krav", related=("MED",)),
        term("led", "ledet", definition="ét stykke. To sætninger. Tre"),
    )
    made = book(chapter("a", "styring MED led"), terms=terms)
    assert sorted(codes(made)) == ["T104", "T106", "T106", "T106", "T106"]


def test_a_term_cited_only_by_the_word_list_keeps_its_reference() -> None:
    made = book(chapter("a", "ja"), terms=(term("ja", reference="forvaltningsloven"),))
    assert codes(made) == ["R101"]
    assert check_book(book(chapter("a", "ja"), terms=made.terms, references=(law(),))) == ()


LOST = "[[tabt]] [@tabt] [her](#ord-tabt) [her](#ref-tabt) [](#tabt) [x]{.register}"


@pytest.mark.parametrize(
    ("unread", "expected"),
    [
        ((), ["T101", "R101", "X101", "X101", "X101", "T102", "R103", "X104"]),
        (("glossary.yaml",), ["R101", "X101", "X101", "X104"]),
        (("references.yaml",), ["T101", "X101", "X101", "T102", "X104"]),
        (("chapters/b.md",), ["T101", "R101"]),
    ],
)
def test_what_follows_from_an_unread_file_is_not_told(
    unread: tuple[str, ...], expected: list[str]
) -> None:
    made = book(
        chapter("a", LOST),
        terms=(term("ja"),),
        references=(law(),),
        see={"y": ("z",)},
        unread=unread,
    )
    assert sorted(codes(made)) == sorted(expected)
