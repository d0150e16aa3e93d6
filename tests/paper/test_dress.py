"""What the style sheet is given to hold on to: headings to raise, last words to keep whole."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

from press.paper.dress import dress
from tests.presswork import galley


def dressed(html: str) -> str:
    return str(dress(replace(galley("en", number=1), html=html, notes=()), {}))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Det handler om personen.", 'om <span class="last">personen.</span>'),
        ("Det er <em>ikke</em> til at spå om.", 'til at <span class="last">spå om.</span>'),
        ("Det sker <em>nu</em> om.", "<em>nu</em> om."),
        ("Se kapitel\u00a010.", "Se kapitel\u00a010."),
        ("Kom til <em>sagen</em>.", "<em>sagen</em>."),
        ("Loven hedder databeskyttelsesforordningen.", "databeskyttelsesforordningen."),
        ("Spørg i jeres MED-udvalg.", "MED-udvalg."),
        ("Ord.", "Ord."),
    ],
)
def test_the_last_word_of_a_paragraph_is_marked_when_it_is_short_enough(
    text: str, marked: str
) -> None:
    assert dressed(f'<p data-b="1">{text}</p>').endswith(f"{marked}</p>")
    assert ("last" in marked) is ("last" in dressed(f'<p data-b="1">{text}</p>'))


def test_all_of_a_heading_is_raised() -> None:
    made = dressed('<h2 data-b="1">Når <em>vi</em> tror</h2>')
    assert (
        made
        == '<h2 data-b="1" data-owner="en#1"><span class="raised">Når <em>vi</em> tror</span></h2>'
    )
    assert "raised" not in dressed('<h3 data-b="1">Når</h3>')


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        (
            'Arbejdet for <span class="ix" id="x"/><a class="term" href="#o">ord</a>, nu går',
            'for <span class="ix" id="x"><a class="term" href="',
        ),
        (
            '<span class="ix" id="x"/>Ordet, som vi bruger',
            '<span class="ix" id="x">Ordet,</span> som',
        ),
        (
            '<span class="ix" id="x"/><span class="ix" id="y"/>Ordet her endnu',
            '<span class="ix" id="x"><span class="ix" id="y">Ordet</span></span> her',
        ),
        ('Ord<span class="ix" id="x"/> her endnu', 'Ord<span class="ix" id="x"/> her'),
        (
            '<span class="ix" id="x">Ordet</span>, her endnu',
            '<span class="ix" id="x">Ordet</span>, her',
        ),
        (
            '<span class="ix" id="x"><em>Ordet</em></span>, her endnu',
            '<span class="ix" id="x"><em>Ordet</em></span>, her',
        ),
    ],
)
def test_an_empty_index_mark_holds_the_word_after_it(written: str, set_as: str) -> None:
    made = dressed(f'<p data-b="1">{written}</p>')
    assert set_as in made
    text = "".join(etree.fromstring(made).itertext())
    assert text == "".join(etree.fromstring(f"<p>{written}</p>").itertext())


def test_a_list_is_numbered_as_the_manuscript_numbers_it() -> None:
    made = dressed('<ol start="3"><li data-b="1">a</li><li data-b="2">b</li></ol>')
    assert re.findall('list-style-type: "(.*?)"', made.replace("&quot;", '"')) == ["3. ", "4. "]
    made = dressed('<ol class="paren" type="i" start="9"><li data-b="1">a</li></ol>')
    assert 'list-style-type: "ix) "' in made.replace("&quot;", '"')
    made = dressed('<ol class="parens" type="A"><li data-b="1">a</li></ol>')
    assert 'list-style-type: "(A) "' in made.replace("&quot;", '"')
    made = dressed('<ol reversed=""><li data-b="1">a</li><li data-b="2" value="7">b</li></ol>')
    assert re.findall('list-style-type: "(.*?)"', made.replace("&quot;", '"')) == ["2. ", "7. "]
    assert "style" not in dressed('<ol><li data-b="1">a</li><li data-b="2">b</li></ol>')


def test_a_table_with_a_long_cell_may_be_divided_within_a_row() -> None:
    row = '<table><tr><td data-b="1">{}</td><td data-b="2">kort</td></tr></table>'
    assert 'class="tall"' in dressed(row.format("ord " * 400))
    assert "tall" not in dressed(row.format("ord " * 40))
