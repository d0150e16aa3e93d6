"""Chapters, fields and terms that came, went, moved and changed; and their summary."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from press.assembly.assemble import assemble
from press.changes import Changes, Counts
from press.jobbing.redlinesummary import described, heading
from press.model import Book, Chapter
from press.redline.compare import Redline, compare
from press.store import Store
from tests.assembly.making import book, chapter, term

FIRST = "Her står der noget om borgeren, kommunen, skærmen og journalen til hverdag."
SECOND = "Et stykke om arbejdsmiljø, trivsel, pauser, nattevagter og sygefravær i ældreplejen."
THIRD = "Vi skriver om algoritmer, afgørelser, klager, høring, hjemmel og begrundelser."


def numbered(*chapters: Chapter) -> Book:
    return book(*(replace(one, number=place) for place, one in enumerate(chapters, 1)))


def states(found: Redline) -> list[tuple[str, str]]:
    return [(one.id, one.state) for one in found.changes]


def lines(found: Redline) -> list[str]:
    changed = Changes("", found.changes).changed
    return [f"{heading(section)}: {described(section)}" for section in changed]


def test_a_new_chapter_is_marked_whole_and_one_that_has_gone_is_told() -> None:
    old = numbered(chapter("a", FIRST), chapter("b", SECOND))
    new = numbered(chapter("a", FIRST), chapter("c", THIRD))
    found = compare(old, new)
    assert states(found) == [("a", "uændret"), ("b", "slettet"), ("c", "ny")]
    assert lines(found) == [
        "B (før kapitel\u00a02): slettet (11\u00a0ord)", "2\u00a0C: ny (10\u00a0ord)"
    ]  # fmt: skip
    assert Changes("", found.changes).total == Counts(inserted=10, deleted=11)
    galley = assemble(found.book, Store(Path("/nowhere/at/all"))).galleys[2]
    assert galley.html.startswith('<div id="aendring-02-1" class="changed inserted">')
    assert found.changes[2].anchors == ("aendring-02-1",)


def test_a_section_that_has_gone_stands_struck_behind_the_others() -> None:
    gone = replace(
        chapter("b", f"## Natten {{#natten}}\n\n{SECOND}[^1]\n\n[^1]: En note."),
        abstract="Kort sagt.", authors=("En Redaktør",), questions=("Hvem sover?",),
        status="afventer bidrag",
    )  # fmt: skip
    found = compare(numbered(chapter("a", FIRST), gone), numbered(chapter("a", FIRST)))
    assert found.changes[1].anchors == tuple(f"aendring-slettet-b-{n}" for n in range(1, 5))
    galleys = assemble(found.book, Store(Path("/nowhere/at/all"))).galleys
    struck = next(galley for galley in galleys if galley.id == "b")
    assert (struck.number, struck.authors, struck.abstract, struck.notes) == (None, (), "", ())
    assert struck.status == ""
    assert struck.html.count('class="changed deleted"') == 4
    assert 'id="natten"' not in struck.html
    text = struck.html.replace("\u00a0", " ")
    for words in ("Kort sagt.", "Natten", f"{SECOND} [note: En note.]", "Hvem sover?"):
        assert f"<del>{words}</del>" in text


def test_what_moved_out_of_a_section_that_has_gone_is_followed() -> None:
    old = numbered(chapter("a", FIRST), chapter("b", f"{SECOND}\n\n{THIRD}"))
    found = compare(old, numbered(chapter("a", f"{FIRST}\n\n{THIRD}")))
    stayed, gone = found.changes
    assert (stayed.counts, gone.counts) == (Counts(moved=1), Counts(deleted=11, left=1))
    galleys = assemble(found.book, Store(Path("/nowhere/at/all"))).galleys
    html = {galley.id: galley.html for galley in galleys}
    assert "moved-here" in html["a"]
    assert f'href="#{stayed.anchors[0]}"' in html["b"]


def test_a_new_section_may_take_the_name_of_one_that_has_gone() -> None:
    old = numbered(chapter("a", FIRST), chapter("b", SECOND))
    taken = replace(chapter("b", FIRST), path=chapter("a", FIRST).path)
    found = compare(old, numbered(taken))
    assert states(found) == [("b", "ændret"), ("slettet-b", "slettet")]
    assert [one.id for one in found.book.chapters] == ["b", "slettet-b"]


def test_what_has_gone_is_told_of_where_it_stood() -> None:
    one, two, three = chapter("a", FIRST), chapter("b", SECOND), chapter("c", THIRD)
    four = chapter("d", f"{FIRST} Men til sidst kom der helt andre tider for alle parter.")
    found = compare(numbered(one, two, three, four), numbered(four, chapter("x", "Kort.")))
    assert [one.id for one in found.changes] == ["a", "b", "c", "d", "x"]
    found = compare(numbered(one, two, three, four), numbered(two, one))
    assert [one.id for one in found.changes] == ["b", "c", "d", "a"]


def test_a_chapter_is_known_by_its_text_when_its_file_has_another_name() -> None:
    renamed = replace(chapter("z", SECOND + " Og mere."), title="En ny titel")
    found = compare(numbered(chapter("b", SECOND)), numbered(renamed))
    (section,) = found.changes
    assert (section.state, section.counts.inserted) == ("ændret", 2)
    assert [field.name for field in section.fields] == ["titel"]
    assert lines(found) == ["1\u00a0En ny titel: 2\u00a0ord ind, titlen ændret"]


def test_a_chapter_that_moved_is_told_and_the_others_are_not() -> None:
    one, two, three = chapter("a", FIRST), chapter("b", SECOND), chapter("c", THIRD)
    found = compare(numbered(one, two, three), numbered(three, one, two))
    assert [section.moved for section in found.changes] == [True, False, False]
    assert lines(found) == ["1\u00a0C (før kapitel\u00a03): flyttet i bogen"]
    assert Changes("", found.changes).unchanged == {"a", "b"}


def test_fields_of_the_front_matter_are_compared_word_by_word() -> None:
    old = chapter("a", FIRST, abstract="Om data og tillid.", status="udkast")
    new = replace(
        old, abstract="Om data og ansvar.", status="til godkendelse", authors=("En Redaktør",)
    )
    (section,) = compare(book(old), book(new)).changes
    pieces = {field.name: field.pieces for field in section.fields}
    assert [(piece.status, piece.text) for piece in pieces["resumé"]] == [
        ("same", "Om data og"),
        ("del", " tillid"),
        ("ins", " ansvar"),
        ("same", "."),
    ]
    assert [piece.text for piece in pieces["forfattere"]] == ["En Redaktør"]
    assert lines(compare(book(old), book(new))) == ["A: forfatterne, status og resuméet ændret"]


def test_questions_for_dialogue_are_marked_where_they_stand() -> None:
    old = chapter("a", FIRST, questions=("Hvem er med?", "Hvad ville vi savne?"))
    new = replace(old, questions=("Hvem er med?", "Hvad ville I savne?", "Og så?"))
    found = compare(book(old), book(new))
    (section,) = found.changes
    assert (section.counts.inserted, section.counts.deleted) == (3, 1)
    html = assemble(found.book, Store(Path("/nowhere/at/all"))).galleys[1].html
    _, questions = html.split('<section class="questions">')
    assert f'id="{section.anchors[0]}"' in questions
    assert '<li class="inserted"' in questions
    clean = assemble(book(new), Store(Path("/nowhere/at/all"))).galleys[1].html
    assert html.count("data-b") == clean.count("data-b")


def test_a_section_in_which_only_signs_changed_says_so() -> None:
    found = compare(book(chapter("a", FIRST)), book(chapter("a", FIRST.replace(".", "!"))))
    assert lines(found) == ["A: kun tegn eller opsætning ændret"]


def test_blanks_in_a_field_are_no_change() -> None:
    old = chapter("a", FIRST, abstract="Om data\nog tillid.")
    found = compare(book(old), book(replace(old, abstract="Om  data og tillid.")))
    assert states(found) == [("a", "uændret")]


def test_terms_come_go_and_change() -> None:
    old = (
        term("borger", definition="en, der bor her"),
        term("skærm", definition="flade"),
        term("sæl", definition="x y"),
    )
    new = (
        term("borger", definition="en, der bor i byen"),
        term("ny"),
        term("robotsæl", definition="x y"),
    )
    found = compare(book(chapter("a", FIRST), terms=old), book(chapter("a", FIRST), terms=new))
    section = found.changes[-1]
    assert (section.id, section.anchors) == ("ordliste", ("ord-borger", "ord-ny", "ord-robotsael"))
    told = [(one.term, one.state) for one in section.terms]
    assert told == [
        ("borger", "ændret"), ("ny", "ny"), ("robotsæl", "ændret"), ("skærm", "slettet")
    ]  # fmt: skip
    definition = section.terms[0].fields[0]
    assert [piece.text for piece in definition.pieces] == ["en, der bor", " her", " i byen"]
    assert lines(found) == [
        "Ordliste: 1\u00a0nyt begreb, 2\u00a0begreber ændret, 1\u00a0begreb slettet"
    ]


def test_a_part_is_known_by_the_galley_of_its_introduction() -> None:
    made = book(chapter("a", FIRST))
    old, new = (
        replace(made, parts=(replace(made.parts[0], intro=chapter("intro", text)),))
        for text in ("Delen handler om data.", "Delen handler om tillid.")
    )
    found = compare(old, new)
    assert found.changes[0].id == "del-1"
    document = assemble(found.book, Store(Path("/nowhere/at/all")))
    assert document.homes[found.changes[0].anchors[0]] == "del-1"
