"""The marks of a compared book as they are set, and what the press sees through them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from lxml import etree

from press.assembly.assemble import assemble
from press.model import Galley
from press.store import Store
from press.tree import (
    Attr,
    Block,
    Blocks,
    Body,
    BulletList,
    Caption,
    Cell,
    Div,
    Grid,
    Header,
    Inline,
    Inlines,
    Link,
    Option,
    Para,
    Plain,
    Row,
    Rows,
    Space,
    Span,
    Str,
    Strong,
    Table,
    Target,
    Width,
    plain,
    spaced,
    write,
)  # fmt: skip
from press.tree import span as spanned
from tests.assembly.making import book, chapter, para, term
from tests.conftest import Golden


def span(name: str, text: str) -> Span:
    return spanned([name], spaced(text))


def div(blocks: Blocks, *classes: str, name: str = "") -> Div:
    return Div((Attr(name, classes), blocks))


def inlines(*items: Inline) -> Inlines:
    return tuple(part for item in items for part in (Space(), item))[1:]


def line(*items: Inline) -> Para:
    return Para(inlines(*items))


def galley(tmp_path: Path, *blocks: Block) -> Galley:
    """The blocks set as chapter 1 of two."""
    marked = replace(chapter("a", "-"), ast=write(blocks))
    terms = (term("data"), term("åbne data"))
    return assemble(book(marked, chapter("b", "x"), terms=terms), Store(tmp_path)).galleys[1]


def test_a_marked_text_as_it_is_set(tmp_path: Path, golden: Golden) -> None:
    item = div((Plain((span("del", "to"),)),), "item", "deleted")
    lists = BulletList(((Plain(spaced("et")),), (item,)))
    usual = Option("AlignDefault")
    cell = Cell(Attr(), usual, 1, 1, (Plain((span("ins", "x"),)),))
    body = Body(Attr(), 0, (), (Row(Attr(classes=("inserted",)), (cell,)),))
    empty = Rows(Attr(), ())
    columns = ((usual, Width("ColWidthDefault")),)
    table = Table(Grid(Attr(), Caption(None, ()), columns, empty, (body,), empty))
    blocks = [
        div((line(Str("En"), span("del", "hund"), span("ins", "kat")),), "changed", name="m-1"),
        div((para("Nyt."),), "changed", "inserted", name="m-2"),
        div((line(span("change-note", "Flyttet."), span("del", "x")),), "changed", "moved-away"),
        div((lists, table), "changed", name="m-3"),
    ]
    made = galley(tmp_path, *blocks)
    golden("rettelser.html", made.html)
    assert made.anchors[1:] == ("m-1", "m-2", "m-3")
    numbers = [int(number) for number in re.findall(r'data-b="(\d+)"', made.html)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_what_went_is_not_in_headings_captions_and_numbers(tmp_path: Path) -> None:
    heading = Header((2, Attr(), inlines(Str("Om"), span("del", "x"))))
    made = galley(tmp_path, div((heading,), "changed", name="m-1"))
    assert [(one.id, one.text) for one in made.headings] == [("a-om", "Om")]
    assert "<del>x</del></h2>" in made.html
    assert plain((span("del", "gammel"), span("ins", "ny"))) == "ny"


def linked(made: Galley) -> list[str]:
    tree = etree.fromstring(f"<div>{made.html}</div>")
    links = (one for one in tree.iter("a") if one.get("class") == "term")
    return ["".join(map(str, one.itertext())) for one in links]


def test_terms_are_found_in_the_new_text_alone(tmp_path: Path) -> None:
    first = line(Str("Se"), span("del", "data"), Str("her"))
    second = line(Str("Alle"), span("ins", "åbne"), Str("data"), Str("her"))
    third = line(span("ins", "nogle data her"), Str("nu"))
    made = galley(tmp_path, first, second, third)
    assert linked(made) == ["åbne data", "data"]
    assert "<ins>nogle </ins><a" in made.html
    assert (
        '<a class="term" id="t-a-1" href="#ord-aabne-data" data-term="aabne-data"><ins>'
        in made.html
    )


def test_a_term_is_found_across_words_that_went(tmp_path: Path) -> None:
    went = span("del", "gode")
    made = galley(tmp_path, line(Str("Alle"), Str("åbne"), went, Str("data")))
    assert [" ".join(text.split()) for text in linked(made)] == ["åbne gode data"]


def test_words_that_went_do_not_begin_a_sentence(tmp_path: Path) -> None:
    link = Link((Attr(), (), Target("#b")))
    made = galley(tmp_path, line(Str("Se"), span("del", "slut."), link))
    assert '<del>slut.</del> <a class="xref" href="#b">kapitel\u00a02</a>' in made.html


def marked_card(*blocks: Block) -> Div:
    return Div((Attr("", ("kort",), (("title", "Et kort"),)), blocks))


def test_a_card_is_turned_at_its_points_even_when_they_are_marked(tmp_path: Path) -> None:
    points = BulletList(((Plain(spaced("Hvem?")),),))
    gone = div((points,), "changed", "deleted", name="m-1")
    back = div((points,), "changed", name="m-2")
    made = galley(tmp_path, marked_card(para("Forside."), gone, back))
    front, rest = made.html.split('<div class="card-back">')
    assert 'id="m-1"' in front
    assert rest.startswith('<div id="m-2"')


def test_a_sheet_gives_room_below_a_marked_question_and_none_below_one_that_went(
    tmp_path: Path,
) -> None:
    asked = [Para((Strong((span(name, "Hvem?"),)),)) for name in ("ins", "del")]
    sheet = (
        div((asked[0],), "changed", "inserted", name="m-1"),
        div((asked[1],), "changed", "deleted", name="m-2"),
    )
    made = galley(tmp_path, Div((Attr("", ("ark",), (("title", "Et ark"),)), sheet)))
    assert made.html.count('class="prompt"') == made.html.count('class="room"') == 1
