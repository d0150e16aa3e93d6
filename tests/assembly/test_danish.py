"""Every text of a book is set as Danish wants it, wherever it stands."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from press.assembly.assemble import assemble
from press.model import Document
from press.store import Store
from tests.assembly.making import book, chapter, term

TYPED = "Et \"MED-udvalg\" sagde 'ja' til § 22"
SET = "Et »MED\u2011udvalg« sagde ›ja‹ til §\u00a022"
BODY = f"""## {TYPED}

![{TYPED}](images/a.svg){{#fig-a alt="a"}}

|Hvad|
|----|
|{TYPED}|

: {TYPED} {{#tab-a}}

::: {{.metode title='{TYPED.replace("'", "&#39;")}'}}
{TYPED}^[{TYPED}]
:::
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    one = chapter("a", BODY, short=TYPED, abstract=TYPED, questions=(TYPED.replace("'", '"'),))
    made = book(replace(one, title=TYPED), terms=(term("ord", definition=TYPED),))
    (part,) = made.parts
    intro = replace(part, title=TYPED, intro=chapter("del", TYPED))
    return assemble(
        replace(made, parts=(intro,), licence=TYPED), Store(tmp_path_factory.mktemp("store"))
    )


def test_running_text_captions_cells_boxes_and_notes(document: Document) -> None:
    part, one = document.galleys[:2]
    texts = re.split(r"<[^>]+>", one.html)
    shown = [text.strip() for text in texts if "udvalg" in text]
    assert [text for text in shown if text != SET] == [
        "Et »MED\u2011udvalg« sagde »ja« til §\u00a022"
    ]
    assert len(shown) == 7
    assert SET in part.html
    assert SET in one.notes[0].html


def test_what_stands_in_heads_and_files(document: Document) -> None:
    part, one = document.galleys[:2]
    assert (part.title, one.title, one.short, one.abstract) == (SET, SET, SET, SET)
    assert one.headings[0].text == SET
    assert document.licence == SET
    assert document.terms[0].definition == SET


def test_lists_and_word_list(document: Document) -> None:
    made = {galley.id: galley.html for galley in document.galleys}
    for name in ("ordliste", "figurer", "tabeller"):
        assert SET in made[name]
