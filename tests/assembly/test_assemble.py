"""A whole small book assembled."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from press.assembly.assemble import assemble
from press.galley import names
from press.model import FORMATS, Book, Document, Galley, Source
from press.store import Store
from tests.assembly.making import book, chapter, law, term, work
from tests.conftest import Golden

SHOWN = ("forord", "et", "to", "ordliste", "litteratur", "register")
OPENING = """## Hvad vi "vil" {#maal}

Vi siger [[kerneopgaven]] og 'den' om MED-udvalget.^[Se *dog* [](#to) og [@nielsen, s. 4].]
[](#fig-kompas) viser det (se [](#to)), jf. [](#tab-vaegt) og [](#maal). Læs [her](#to).

![Et kompas for [[kerneopgave]]](images/kompas.svg){#fig-kompas alt="Nål" longdesc="Peger."}

| Hvem | Hvad |
|:-----|-----:|
| os | 2 |

: Vægten {#tab-vaegt .rækkehoved}

::: {.metode title="Prøv det"}
### Trin

1. [robotsæl]{.register}
2. b

   c
:::

::: tænkt-eksempel
[Robotsælen]{.register opslag="velfærdsteknologi > robotsæl"} siger "ja".
:::
"""
SECOND = """## Trin

Kerneopgaven [@forvaltningsloven, § 22], og @forvaltningsloven siger det. @nielsen er med.

## Trin

> citat

linje\\
[machine learning]{lang=en}[]{.register opslag="x"}

Ord
: betydning
"""


def small() -> Book:
    questions = ('Hvad er [[kerneopgave|den]] "her"?', "Og så?")
    return book(
        chapter("et", OPENING, questions=questions, short="Et"),
        chapter("to", SECOND, status="godkendt"),
        front=(chapter("forord", "Begynd med [](#et).", kind="forord"),),
        terms=(
            term("kerneopgave", "kerneopgaven", reference="forvaltningsloven", related=("apv",)),
            term("apv", abbreviation="APV", accepted=("tjek",), status="afventer bestyrelsen"),
        ),
        references=(law(), work("nielsen", "Nielsen", "Åkær"), work("ukendt", "B")),
        see={"AI": ("x",)},
        see_also={"robotsæl": ("velfærdsteknologi",)},
    )


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return assemble(small(), Store(tmp_path_factory.mktemp("store")))


def galley(document: Document, name: str) -> Galley:
    return next(one for one in document.galleys if one.id == name)


@pytest.mark.parametrize("name", SHOWN)
def test_the_text_of_each_galley(document: Document, golden: Golden, name: str) -> None:
    found = galley(document, name)
    notes = "".join(f"<!-- note {note.number} -->\n{note.html}\n" for note in found.notes)
    golden(f"{name}.html", found.html + "\n" + notes)


def test_every_golden_file_is_compared() -> None:
    folder = Path(__file__).parent / "golden"
    elsewhere = {"rettelser"}  # in test_revisions
    assert sorted(file.stem for file in folder.iterdir()) == sorted({*SHOWN, *elsewhere})


def test_sections_stand_in_order_and_are_numbered(document: Document) -> None:
    assert [(one.id, one.role, one.number) for one in document.galleys] == [
        ("forord", "front", None),
        ("del-1", "part", 1),
        ("et", "chapter", 1),
        ("to", "chapter", 2),
        *((kind, "back", None) for kind in ("ordliste", "litteratur", "figurer", "tabeller")),
        ("register", "back", None),
    ]
    assert galley(document, "et").part == "del-1"
    assert [one.id for one in document.galleys if one.quotes_pages] == [
        "ordliste", "figurer", "tabeller", "register",
    ]  # fmt: skip
    assert document.draft


def test_every_id_is_unique_well_formed_and_at_home(document: Document) -> None:
    ids: Counter[str] = Counter()
    for one in document.galleys:
        texts = [one.html, *(note.html for note in one.notes)]
        inside = {one.id, *(note.id for note in one.notes)}
        for text in texts:
            inside |= {str(i) for i in etree.fromstring(f"<div>{text}</div>").xpath("//@id")}
        ids.update(inside)
        assert inside == set(one.anchors)
        assert {document.homes[anchor] for anchor in inside} == {one.id}
    assert max(ids.values()) == 1
    assert set(document.homes) == set(ids)


def test_every_link_inside_the_book_has_a_target(document: Document) -> None:
    for one in document.galleys:
        for text in (one.html, *(note.html for note in one.notes)):
            assert set(re.findall(r'href="#([^"]*)"', text)) <= set(document.homes)


def test_blocks_are_numbered_in_document_order(document: Document) -> None:
    for one in document.galleys:
        numbers = [int(number) for number in re.findall(r'data-b="(\d+)"', one.html)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert not any("data-b" in note.html for note in one.notes)


def test_terms_and_the_word_list_point_at_each_other(document: Document) -> None:
    entry = galley(document, "ordliste").html.split('id="ord-kerneopgave"')[1]
    uses = re.findall(r'class="pageref" href="#(t-[^"]+)"', entry)
    assert uses == ["t-et-1", "t-et-2", "t-et-3", "t-to-1"]
    assert all(document.homes[anchor] in ("et", "to") for anchor in uses)


def test_figures_and_tables_are_numbered_through_the_book(tmp_path: Path) -> None:
    figure = '![B](images/b.svg){#fig-%s alt="b"}\n\n![C](images/c.svg){alt="c"}'
    chapters = [chapter(name, figure % name) for name in ("et", "to")]
    found = assemble(book(*chapters), Store(tmp_path))
    assert re.findall(r"Figur (\d)", "".join(one.html for one in found.galleys[:3])) == list("1234")
    listed = galley(found, "figurer").html
    assert re.findall(r'href="#([^"]+)">[BC]', listed) == [
        "fig-et", "et-figur-2", "fig-to", "to-figur-4",
    ]  # fmt: skip


def test_one_changed_word_sets_one_galley_again(tmp_path: Path) -> None:
    before = small()
    first = assemble(before, Store(tmp_path))
    part = before.parts[0]
    changed = chapter("to", SECOND.replace("linje", "vers"), status="godkendt")
    after = replace(before, parts=(replace(part, chapters=(part.chapters[0], changed)),))
    kept = set(tmp_path.rglob("galleys/*/*"))
    second = assemble(after, Store(tmp_path))
    assert len(set(tmp_path.rglob("galleys/*/*")) - kept) == 1
    different = [
        new.id for old, new in zip(first.galleys, second.galleys, strict=True) if old != new
    ]
    assert different == ["to"]
    assert assemble(before, Store(tmp_path)) == first


def test_the_first_edition_on_paper_lends_its_isbn(tmp_path: Path) -> None:
    editions = tuple(
        FORMATS[name.strip("12")](name, Source("book/book.yaml"), isbn=isbn)
        for name, isbn in (("epub", "1"), ("pdf1", "2"), ("pdf2", "3"))
    )
    made = book(chapter("a", "x"))
    assert assemble(replace(made, editions=editions), Store(tmp_path)).print_isbn == "2"
    assert assemble(replace(made, editions=editions[:1]), Store(tmp_path)).print_isbn == ""


def test_a_damaged_store_changes_nothing(tmp_path: Path) -> None:
    first = assemble(small(), Store(tmp_path))
    for file in tmp_path.rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-3])
    assert assemble(small(), Store(tmp_path)) == first


def test_without_lists_nothing_links_to_them(tmp_path: Path) -> None:
    found = assemble(replace(small(), back=()), Store(tmp_path))
    text = "".join(one.html for one in found.galleys)
    assert "#ord-" not in text
    assert "#ref-" not in text
    assert "forvaltningsloven, §\u00a022" in text


def test_a_new_kind_of_box_is_one_row_of_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"citat": names.Box("callout-quote", "Citat", "doc-pullquote")}
    monkeypatch.setattr(names, "BOXES", {**names.BOXES, **row})
    made = assemble(book(chapter("et", "::: citat\nJa.\n:::")), Store(tmp_path))
    assert galley(made, "et").html.startswith(
        '<aside class="callout callout-quote" role="doc-pullquote" aria-labelledby="et-boks">'
        '<p id="et-boks" class="callout-title" data-b="1">Citat</p>'
    )


def test_anchors_never_meet_labels_of_other_chapters(tmp_path: Path) -> None:
    chapters = (
        chapter("et", "## To\n\n## N1\n\n## Dialog\n\nx^[y]", questions=("Hvad?",)),
        chapter("et-to", "[](#et-to)\n\n## A {#et-n1b}"),
    )
    found = assemble(book(*chapters), Store(tmp_path))
    total = Counter(anchor for one in found.galleys for anchor in one.anchors)
    assert max(total.values()) == 1
    assert [head.id for head in galley(found, "et").headings] == [
        "et-to-2", "et-n1-2", "et-dialog-2", "et-dialog",
    ]  # fmt: skip


def test_every_label_becomes_an_anchor(tmp_path: Path) -> None:
    text = """[a](http://a.dk){#l1} [b](#et){#l2} `c`{#l3} [d]{#l4} ![e](images/e.svg){#l5 alt="e"}
x

::: {#l6}
y
:::

```{#l7}
z
```

<p id="l8">w</p>

> ## h {#l9}
"""
    found = assemble(book(chapter("et", text)), Store(tmp_path))
    assert {f"l{number}" for number in range(1, 10)} <= set(found.homes)
    assert '<p id="l8" data-b=' in galley(found, "et").html


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    found = assemble(book(chapter("et", "a\vb \x01 c^[d\x02e]")), Store(tmp_path))
    one = galley(found, "et")
    assert etree.fromstring(one.html.strip()).text == "ab  c"
    assert one.notes[0].html == "<p>de</p>"
