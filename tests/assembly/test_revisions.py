"""The marks of a compared book as they are set, and what the press sees through them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from lxml import etree

from press.assembly.assemble import assemble
from press.assembly.tree import plain, string, words
from press.model import Galley, Json
from press.store import Store
from tests.assembly.making import book, chapter, para, term
from tests.conftest import Golden


def span(name: str, text: str) -> Json:
    return {"t": "Span", "c": [["", [name], []], words(text)]}


def div(blocks: list[Json], *classes: str, name: str = "") -> Json:
    return {"t": "Div", "c": [[name, list(classes), []], blocks]}


def line(*items: Json) -> Json:
    found: list[Json] = []
    for item in items:
        found += [{"t": "Space"}, item] if found else [item]
    return {"t": "Para", "c": found}


def galley(tmp_path: Path, *blocks: Json) -> Galley:
    """The blocks set as chapter 1 of two."""
    marked = replace(chapter("a", "-"), ast=json.dumps(blocks).encode())
    terms = (term("data"), term("åbne data"))
    return assemble(book(marked, chapter("b", "x"), terms=terms), Store(tmp_path)).galleys[1]


def test_a_marked_text_as_it_is_set(tmp_path: Path, golden: Golden) -> None:
    item = div([{"t": "Plain", "c": [span("del", "to")]}], "item", "deleted")
    lists = {"t": "BulletList", "c": [[{"t": "Plain", "c": words("et")}], [item]]}
    attributes: Json = ["", [], []]
    cell: Json = [
        attributes,
        {"t": "AlignDefault"},
        1,
        1,
        [{"t": "Plain", "c": [span("ins", "x")]}],
    ]
    columns: Json = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]]
    rows = [[["", ["inserted"], []], [cell]]]
    empty = [attributes, []]
    table = [attributes, [None, []], columns, empty, [[attributes, 0, [], rows]], empty]
    blocks = [
        div([line(string("En"), span("del", "hund"), span("ins", "kat"))], "changed", name="m-1"),
        div([para("Nyt.")], "changed", "inserted", name="m-2"),
        div([line(span("change-note", "Flyttet."), span("del", "x"))], "changed", "moved-away"),
        div([lists, {"t": "Table", "c": table}], "changed", name="m-3"),
    ]
    made = galley(tmp_path, *blocks)
    golden("rettelser.html", made.html)
    assert made.anchors[1:] == ("m-1", "m-2", "m-3")
    numbers = [int(number) for number in re.findall(r'data-b="(\d+)"', made.html)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_what_went_is_not_in_headings_captions_and_numbers(tmp_path: Path) -> None:
    heading = {"t": "Header", "c": [2, ["", [], []], line(string("Om"), span("del", "x"))["c"]]}
    made = galley(tmp_path, div([heading], "changed", name="m-1"))
    assert [(one.id, one.text) for one in made.headings] == [("a-om", "Om")]
    assert "<del>x</del></h2>" in made.html
    assert plain([span("del", "gammel"), span("ins", "ny")]) == "ny"


def linked(made: Galley) -> list[str]:
    tree = etree.fromstring(f"<div>{made.html}</div>")
    links = (one for one in tree.iter("a") if one.get("class") == "term")
    return ["".join(map(str, one.itertext())) for one in links]


def test_terms_are_found_in_the_new_text_alone(tmp_path: Path) -> None:
    first = line(string("Se"), span("del", "data"), string("her"))
    second = line(string("Alle"), span("ins", "åbne"), string("data"), string("her"))
    third = line(span("ins", "nogle data her"), string("nu"))
    made = galley(tmp_path, first, second, third)
    assert linked(made) == ["åbne data", "data"]
    assert "<ins>nogle </ins><a" in made.html
    assert (
        '<a class="term" id="t-a-1" href="#ord-aabne-data" data-term="aabne-data"><ins>'
        in made.html
    )


def test_a_term_is_found_across_words_that_went(tmp_path: Path) -> None:
    went = span("del", "gode")
    made = galley(tmp_path, line(string("Alle"), string("åbne"), went, string("data")))
    assert [" ".join(text.split()) for text in linked(made)] == ["åbne gode data"]


def test_words_that_went_do_not_begin_a_sentence(tmp_path: Path) -> None:
    link = {"t": "Link", "c": [["", [], []], [], ["#b", ""]]}
    made = galley(tmp_path, line(string("Se"), span("del", "slut."), link))
    assert '<del>slut.</del> <a class="xref" href="#b">kapitel\u00a02</a>' in made.html


def marked_card(*blocks: Json) -> Json:
    return {"t": "Div", "c": [["", ["kort"], [["title", "Et kort"]]], list(blocks)]}


def test_a_card_is_turned_at_its_points_even_when_they_are_marked(tmp_path: Path) -> None:
    points = {"t": "BulletList", "c": [[{"t": "Plain", "c": words("Hvem?")}]]}
    gone = div([points], "changed", "deleted", name="m-1")
    back = div([points], "changed", name="m-2")
    made = galley(tmp_path, marked_card(para("Forside."), gone, back))
    front, rest = made.html.split('<div class="card-back">')
    assert 'id="m-1"' in front
    assert rest.startswith('<div id="m-2"')


def test_a_sheet_gives_room_below_a_marked_question_and_none_below_one_that_went(
    tmp_path: Path,
) -> None:
    asked = [
        {"t": "Para", "c": [{"t": "Strong", "c": [span(name, "Hvem?")]}]} for name in ("ins", "del")
    ]
    sheet = [
        div([asked[0]], "changed", "inserted", name="m-1"),
        div([asked[1]], "changed", "deleted", name="m-2"),
    ]
    made = galley(tmp_path, {"t": "Div", "c": [["", ["ark"], [["title", "Et ark"]]], sheet]})
    assert made.html.count('class="prompt"') == made.html.count('class="room"') == 1
