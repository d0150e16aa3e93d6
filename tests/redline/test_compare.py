"""What a comparison of two small books marks, and how."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from press.assembly.assemble import assemble
from press.changes import Changes, Counts
from press.jobbing.redlinesummary import described
from press.model import Book, Document
from press.redline.compare import Redline, compare
from press.store import Store
from press.tree import Blocks
from press.tree import read as read_tree
from tests.assembly.making import book, chapter, law, term

from .reading import accepted, read, rejected


def redline(old: str, new: str) -> Redline:
    return compare(one(old), one(new))


def one(text: str) -> Book:
    return book(chapter("a", text), references=(law(),))


def tree_of(made: Book) -> Blocks:
    return read_tree(made.chapters[0].ast)


def inside(found: Redline) -> str:
    """The marked chapter, set."""
    return setting(found.book).galleys[1].html


def setting(made: Book) -> Document:
    return assemble(made, Store(Path("/nowhere/at/all")))


def bare(html: str) -> str:
    """The marked-up text on one line, without numbers of blocks and ids."""
    shown = re.sub(r' (?:data-b|id)="[^"]*"', "", html)
    return shown.replace(' class="gap"', "").replace("\n", "").strip()


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "En hund løb ud.",
            "En kat løb ud.",
            "<p>En<del> </del><del>hund</del><ins> </ins><ins>kat</ins> løb ud.</p>",
        ),
        # Blanks and line breaks never count, and punctuation is no part of a word.
        ("Vi  ses\nher.", "Vi ses her!", "<p>Vi ses her<del>.</del><ins>!</ins></p>"),
        ("Den er ny.", "Den er helt ny.", "<p>Den er<ins> </ins><ins>helt</ins> ny.</p>"),
        ("Den gamle er her.", "gamle er her.", "<p><del>Den</del><del> </del>gamle er her.</p>"),
        ("Tag den.", "Den.", "<p><del>Tag den</del><ins> </ins><ins>Den</ins>.</p>"),
        # Numbers are words; formatting is kept, and shown when it alone changed.
        ("Det er 2,5 m.", "Det er 2,7 m.", "<del>2,5</del><ins> </ins><ins>2,7</ins>"),
        (
            "Se *her* nu.",
            "Se *der* nu.",
            "<em><del>her</del></em><ins> </ins><em><ins>der</ins></em> nu.",
        ),
        (
            "Et vigtigt ord.",
            "Et *vigtigt* ord.",
            "<del>vigtigt</del><ins> </ins><em><ins>vigtigt</ins></em>",
        ),
        ('Han sagde "ja tak".', 'Han sagde "nej tak".', "tak«."),
        # A lone shared »og« between two changes goes with them.
        (
            "Borgeren har mor og barn med hjemmefra.",
            "Borgeren har far og hund med hjemmefra.",
            "<del>mor og barn</del><ins> </ins><ins>far og hund</ins> med",
        ),
    ],
)
def test_words_that_changed_in_a_line(old: str, new: str, shown: str) -> None:
    text = bare(inside(redline(old, new)))
    assert text.startswith('<div class="changed"><p>')
    assert shown in text


def test_the_marks_of_blocks_have_ids_in_order() -> None:
    found = redline("Et.\n\nTo og to.\n\nTre.", "Nyt for alle.\n\nEt.\n\nTo og tre.\n\nTre.")
    (section,) = found.changes
    assert section.anchors == ("aendring-a-1", "aendring-a-2")
    document = setting(found.book)
    assert [document.homes[anchor] for anchor in section.anchors] == ["a", "a"]
    tree = etree.fromstring(f"<div>{document.galleys[1].html}</div>")
    marks = [(mark.get("id"), mark.get("class")) for mark in tree.findall("div")]
    assert marks == [("aendring-a-1", "changed inserted"), ("aendring-a-2", "changed")]


def test_a_numbered_chapter_gives_its_number_and_steps_round_a_taken_id() -> None:
    old = book(chapter("a", "Et ord.", number=8))
    new = book(chapter("a", "Et helt ord.\n\n[x]{#aendring-08-1}", number=8))
    assert compare(old, new).changes[0].anchors == ("aendring-08-2", "aendring-08-3")


LONG = "Medarbejderen bliver ofte glemt, når der bliver talt om skærme og journaler i kommunen."


def test_a_paragraph_that_moved_and_changed_is_shown_at_both_ends() -> None:
    other = "Noget andet står også her i dag.\n\nEndnu et stykke om borgere og hjælpemidler."
    found = redline(f"{LONG}\n\n{other}", f"{other}\n\n{LONG.replace('ofte', 'tit')}")
    text = bare(inside(found))
    away, here = re.findall(r'<div class="changed moved-[a-z]+">.*?</div>', text)
    assert "Står nu her" in away
    assert "<del>Medarbejderen bliver ofte glemt" in away
    assert "Stod før her" in here
    assert "<del>ofte</del><ins> </ins><ins>tit</ins> glemt" in here
    assert 'href="#aendring-a-2"' in inside(found)
    counts = found.changes[0].counts
    assert (counts.moved, counts.inserted, counts.deleted) == (1, 1, 1)
    tree = tree_of(found.book)
    assert accepted(tree) == read(tree_of(one(f"{other}\n\n{LONG.replace('ofte', 'tit')}")))


def test_paragraphs_that_moved_together_are_told_of_once() -> None:
    second = "Ledelsen skal derfor sætte tid af til den slags samtaler mindst hver måned."
    rest = "\n\n".join(
        f"Stykke {n} om emnet {w} og mere."
        for n, w in enumerate(["skov", "strand", "bakke", "mose"])
    )
    found = redline(f"{LONG}\n\n{second}\n\n{rest}", f"{rest}\n\n{LONG}\n\n{second}")
    assert found.changes[0].counts.moved == 2
    assert inside(found).count("Stod før her") == inside(found).count("Står nu her") == 1


def test_a_paragraph_can_move_to_another_chapter() -> None:
    old = book(chapter("a", f"Fast.\n\n{LONG}"), chapter("b", "Andet."))
    new = book(chapter("a", "Fast."), chapter("b", f"Andet.\n\n{LONG}"))
    found = compare(old, new)
    assert [one.counts.moved for one in found.changes] == [0, 1]
    assert [one.counts.left for one in found.changes] == [1, 0]
    assert [one.counts.deleted for one in found.changes] == [0, 0]
    assert [described(section) for section in found.changes] == [
        "1\u00a0afsnit flyttet herfra",
        "1\u00a0afsnit flyttet",
    ]
    assert Changes("", found.changes).total == Counts(moved=1)
    galleys = setting(found.book).galleys
    assert 'class="changed moved-away"' in galleys[1].html
    assert 'href="#aendring-a-1"' in galleys[2].html


TABLE = """| Når | Hvad | Hvem |
|:--|:--|:--|
| før | tal sammen | alle |
| under | skriv ned | lederen |
| efter | se tilbage | gruppen |

: Tre tider {#tab-tider}
"""


def test_tables_are_compared_cell_by_cell() -> None:
    new = TABLE.replace("skriv ned", "skriv alt ned").replace("| før | tal sammen | alle |\n", "")
    new = new.replace("| efter", "| siden | hvil jer | ingen |\n| efter")
    found = redline(TABLE, new)
    counts = found.changes[0].counts
    assert (counts.cells, counts.rows_inserted, counts.rows_deleted) == (1, 1, 1)
    text = bare(inside(found))
    assert '<tr class="deleted"><td><del>før</del></td>' in text
    assert '<tr class="inserted"><td><ins>siden</ins></td>' in text
    assert "skriv<ins> </ins><ins>alt</ins> ned" in text
    assert 'id="tab-tider"' in inside(found)


def test_a_table_with_other_columns_is_struck_and_set_anew() -> None:
    new = "\n".join(
        line.rsplit("|", 2)[0] + "|" if "|" in line else line for line in TABLE.split("\n")
    )
    text = inside(redline(TABLE, new))
    assert text.count("<table") == 2
    assert len(re.findall(r"Tabel\s1", text)) == 1
    assert text.count('id="tab-tider"') == 1


def test_items_of_lists_come_and_go_without_upsetting_the_numbers() -> None:
    found = redline("1. en ting\n2. to ting mere\n3. tre", "1. en ting\n2. tre\n3. fire nye")
    text = bare(inside(found))
    assert '<li class="deleted"><del>to ting mere</del></li>' in text
    assert '<li class="inserted"><ins>fire nye</ins></li>' in text
    assert text.count("<div") == 1


def test_a_figure_tells_of_its_picture() -> None:
    figure = '![En {}](images/a.svg){{#fig alt="Et {}"}}'
    old, new = one(figure.format("tegning", "kort")), one(figure.format("tegning", "kompas"))
    text = bare(inside(compare(old, new)))
    assert "ikke kan se det: Et<del> </del><del>kort</del><ins> </ins><ins>kompas</ins>" in text
    assert "skiftet ud" not in text
    redrawn = [
        book(chapter("a", figure.format("x", "y")), images={"images/a.svg": drawing})
        for drawing in (b"<svg/>", b"<svg> </svg>")
    ]
    found = compare(*redrawn)
    assert found.changes[0].counts.figures == 1
    assert "Billedet er skiftet ud eller tegnet om." in inside(found)


def test_boxes_are_entered_and_their_titles_told() -> None:
    old = '::: {.dialog title="Tal om det"}\nHvad siger I?\n\nHvem er med?\n:::'
    found = redline(old, old.replace("Tal om", "Snak om").replace("er med", "skal med"))
    text = bare(inside(found))
    assert text.startswith("<aside")
    assert "Ny titel: <del>Tal</del><ins> </ins><ins>Snak</ins> om det" in text
    assert found.changes[0].anchors == ("aendring-a-1", "aendring-a-2")


def test_a_note_is_compared_in_its_place() -> None:
    old = "Et ord.[^1] Mere.\n\n[^1]: Spørg en jurist."
    found = redline(old, old.replace("en jurist", "altid en jurist"))
    (note,) = setting(found.book).galleys[1].notes
    assert bare(note.html) == "<p>Spørg<ins> </ins><ins>altid</ins> en jurist.</p>"
    assert found.changes[0].counts.notes == 1
    assert 'class="changed"' in inside(found)


def test_what_no_reader_sees_is_no_change() -> None:
    old = one("Vi taler om kerneopgaven og om data hver dag.")
    new = one("Vi taler om\n[kerneopgaven]{.register} og om []{.register opslag=x}data hver dag.")
    found = compare(old, new)
    assert found.book == new
    assert found.changes[0].state == "uændret"


GONE = """## Overskrift {#h}

Se [](#fig) og [](#tab) i [loven](https://example.org)[^1] [@forvaltningsloven, § 7],
[data]{.register}.

![Tegning](images/a.svg){#fig alt="En ting"}

| A | B |
|:--|:--|
| x | y |

: Tabel {#tab}

::: {.kort #k title="Et kort"}
Forside.

- Bagside?
:::

::: {.note title="Husk"}
Indhold [x]{#id}.
:::

[^1]: Lov om *noget*.
"""


def test_what_has_gone_is_plain_and_takes_no_number() -> None:
    old = book(chapter("a", f"Før.\n\n{GONE}\n\nEfter."), references=(law(),))
    new = book(chapter("a", "Før.\n\nEfter."), references=(law(),))
    document = setting(compare(old, new).book)
    galley = document.galleys[1]
    words = " ".join("".join(etree.fromstring(f"<div>{galley.html}</div>").itertext()).split())
    assert "Se figur 1 og tabel 1 i loven [note: Lov om noget.]" in words
    assert "(forvaltningsloven, § 7), data." in words
    assert "Figur: Tegning" in words
    assert "Tabel: Tabel" in words
    assert "Et kort" in words
    assert not galley.headings
    assert not galley.notes
    assert "href" not in galley.html
    assert "<h2" not in galley.html
    assert all(anchor.startswith("aendring-") for anchor in galley.anchors[1:])
    made = {one.id: one.html for one in document.galleys}
    assert not made["figurer"]
    assert not made["tabeller"]
    assert not made["register"]


def test_a_reference_that_has_gone_had_a_capital_where_a_sentence_began() -> None:
    table = "| A | B |\n|:--|:--|\n| x | y |\n\n: Tabel {#tab}"
    old = "[](#tab) er ny. [](#tab) er god, og [](#tab) er lang; jf. [](#tab)."
    made = inside(redline(f"Før.\n\n{old}\n\n{table}", f"Før.\n\n{table}")).replace("\u00a0", " ")
    assert "Tabel 1 er ny. Tabel 1 er god, og tabel 1 er lang; jf. tabel 1." in made
    changed = "Det er nyt. [](#tab) er god, og [](#tab) er lang."
    made = inside(redline(f"{changed}\n\n{table}", f"Det er nyt. Den er god.\n\n{table}"))
    assert "<del>Tabel\u00a01 er god, og tabel\u00a01 er lang</del>" in made


def test_gone_words_take_no_first_mention() -> None:
    texts = ("Borgeren kom.\n\nSå gik borgeren.", "Alle kom.\n\nSå gik borgeren hjem.")
    old, new = (book(chapter("a", text), terms=(term("borgeren"),)) for text in texts)
    html = setting(compare(old, new).book).galleys[1].html
    before, after = html.split("Så gik", 1)
    assert "data-term" not in before
    assert 'data-term="borgeren">borgeren</a>' in after


def test_a_mark_for_the_index_keeps_to_the_new_words() -> None:
    old, new = "[data og mennesker]{.register}", "[data om mennesker]{.register}"
    document = setting(redline(f"Vi har {old} her.", f"Vi har {new} her.").book)
    index = next(one.html for one in document.galleys if one.id == "register")
    assert "data om mennesker" in index
    assert " og " not in index


def test_raw_html_is_changed_whole() -> None:
    old = "Her er <kbd>A</kbd> og mere.\n\n<table><tr><td>x</td></tr></table>\n\nSlut."
    found = redline(old, old.replace(">A<", ">B<").replace(">x<", ">y<"))
    text = bare(inside(found))
    assert "<del>Her er A og mere.</del>" in text
    assert "<kbd>B</kbd>" in text
    assert "<td><ins>y</ins></td>" in text


def test_old_and_new_can_be_read_in_a_text_of_all_kinds() -> None:
    new = GONE.replace("Tegning", "Tegningen").replace("Forside", "Ny forside").replace("x", "z")
    tree = tree_of(redline(GONE, new).book)
    assert accepted(tree) == read(tree_of(one(new)))
    assert rejected(tree) == read(tree_of(one(GONE)))


def test_a_paragraph_that_was_split_or_joined_has_no_words_struck() -> None:
    first = "Vi begynder med at spørge borgeren, hvad der er vigtigt i hverdagen."
    second = "Derefter taler lederen og medarbejderne om tid, penge og arbejdsmiljø."
    split = redline(f"{first} {second}", f"{first}\n\n{second.replace('tid', 'ro')}")
    counts = split.changes[0].counts
    assert (counts.inserted, counts.deleted) == (1, 1)
    text = bare(inside(split))
    assert text.count("<p>") == 2
    assert '<span class="change-note"> [Herefter nyt afsnit.]</span></p><p>Derefter' in text
    joined = redline(f"{first}\n\n{second}", f"{first} {second}")
    assert joined.changes[0].counts.deleted == joined.changes[0].counts.inserted == 0
    text = bare(inside(joined))
    assert text.count("<p>") == 1
    assert text.endswith('<span class="change-note"> [Før to afsnit.]</span></p></div>')


def test_code_is_struck_and_set_anew_whole() -> None:
    old, new = "Før.\n\n    x = 1\n    y = 2", "Før.\n\n    x = 1\n    z = 2"
    tree = tree_of(redline(old, new).book)
    assert rejected(tree) == read(tree_of(one(old)))
    assert accepted(tree) == read(tree_of(one(new)))


def test_a_new_paragraph_beside_a_changed_one_is_not_part_of_it() -> None:
    found = redline(
        LONG, f"{LONG.replace('ofte', 'tit')}\n\nHelt andre ord om skove, strande, søer."
    )
    assert 'class="changed inserted"' in inside(found)
    assert "nyt afsnit" not in inside(found)
