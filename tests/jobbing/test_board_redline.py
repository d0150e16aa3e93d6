"""The paper of changes before it is typeset: same numbers as the clean copy, true pages."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from press.assembly.assemble import assemble
from press.changes import (
    Changes,
    Counts,
    FieldChange,
    Piece,
    SectionChanges,
    State,
    Status,
    TermChange,
)  # fmt: skip
from press.galley.settle import settle
from press.jobbing.boardcopy import Copy, board_edition, print_copy
from press.jobbing.meeting import Meeting
from press.jobbing.paragraphs import numbered, prefixes
from press.jobbing.redlinecopy import Comparison, redline_copy, signposted
from press.jobbing.redlinesummary import described, heading, runs
from press.looks import Looks
from press.manuscript.load import load_book
from press.model import Book, Document, Galley, PageMap, PageStart, Source
from press.paper.volume import Press
from press.paper.workshop import Workshop
from press.redline.compare import compare
from press.store import Store

from ..presswork import no_breaks

LITTLE = Path(__file__).parents[1] / "books" / "lille" / "book"
# Chapter 3 is given room to move about in.
BODY = "\n\n".join(
    f"Stykke {number} siger noget om {what}, som de andre stykker slet ikke nævner."
    for number, what in enumerate(("hånden", "maskinen", "vejret", "arbejdet", "hverdagen"), 1)
)


def read(folder: Path, store: Store, chapter: str) -> Book:
    shutil.copytree(LITTLE, folder / "book")
    path = folder / "book" / "chapters" / "03-proeven.md"
    path.write_text(path.read_text("utf-8") + "\n" + chapter + "\n", "utf-8")
    loaded = load_book(folder, store)
    assert loaded.book is not None
    return loaded.book


def changed(chapter: str) -> str:
    """The chapter with a piece moved, one changed, one gone and one that came."""
    one, two, three, four, _ = chapter.split("\n\n")
    came = "Et helt nyt stykke, som ingen har læst før i dag."
    return "\n\n".join([one, three, came, four.replace("arbejdet", "opgaven"), two])


@pytest.fixture(name="made")
def _made(tmp_path: Path, looks: Looks) -> tuple[Document, Changes, Copy]:
    store = Store(tmp_path / "store")
    old = read(tmp_path / "før", store, BODY)
    new = read(tmp_path / "nu", store, changed(BODY))
    document = assemble(new, store)
    chapter = next(galley for galley in document.galleys if galley.number == 3)
    came = next(
        int(block.get("data-b", "0"))
        for block in etree.fromstring(f"<div>{chapter.html}</div>").iterfind(".//p[@data-b]")
        if (block.text or "").startswith("Et helt nyt")
    )
    starts = (
        PageStart("9", chapter.id, 0),
        PageStart("10", chapter.id, came),
        PageStart("11", chapter.id, came + 1, 20),
    )
    pages = PageMap({galley.id: "7" for galley in document.galleys}, starts)
    found = compare(old, new)
    changes = Changes("version 0.1", found.changes)
    copy = made_copy(document, assemble(found.book, store), changes, pages, looks)
    return document, changes, copy


def made_copy(
    document: Document, marked: Document, changes: Changes, pages: PageMap, looks: Looks
) -> Copy:
    compared = Comparison(document, marked, changes, pages)
    meeting = Meeting("2026-12-10", "5")
    return redline_copy(compared, meeting, 3, "Version 0.1", looks)


def words(html: str, anchor: str) -> str:
    root = etree.fromstring(f"<div>{html}</div>")
    (found,) = root.xpath(f"//*[@id='{anchor}']")
    return "".join(found.xpath(".//text()[not(ancestor::del)]"))


def test_paragraphs_have_the_numbers_of_the_clean_copy(
    made: tuple[Document, Changes, Copy],
) -> None:
    document, _, copy = made
    (galley,) = copy.galleys
    clean = next(one for one in document.galleys if one.id == galley.id)
    html, marks = numbered(clean, prefixes(document.galleys)[galley.id])
    expected = {mark.text: words(html, mark.anchor) for mark in marks}
    assert {mark.text: words(galley.html, mark.anchor) for mark in copy.numbers} == expected


def test_signposts_name_the_paragraph(made: tuple[Document, Changes, Copy]) -> None:
    _, _, copy = made
    (galley,) = copy.galleys
    numbers = {words(galley.html, mark.anchor)[:9]: mark.text for mark in copy.numbers}
    said = [
        "".join(note.itertext())
        for note in etree.fromstring(f"<div>{settle(galley.html, {})}</div>").iterfind(
            ".//span[@class='change-note']"
        )
    ]
    assert said == [
        *[f"Flyttet. Stod før efter {numbers['Stykke 2 ']}"] * 2,
        f"Flyttet. Står nu som {numbers['Stykke 3 ']}",
        f"Flyttet. Står nu som {numbers['Stykke 4 ']}",
    ]


def test_a_heading_that_moved_is_before_what_stands_below_it() -> None:
    html = (
        '<p id="to">To.</p>'
        '<div class="changed moved-away" id="gl"><p class="change-note"><span class="change-note">'
        '<a class="xref" href="#ny">Står nu her</a></span></p></div>'
        '<div class="changed moved-here" id="ny"><p><span class="change-note">'
        '<a class="xref" href="#gl">Stod før her</a></span></p><h2>Flyttet</h2></div>'
    )
    below = '<p id="tre">Tre.</p>'
    for rest, said in ((below, "Står nu før 3.2"), ("", "Står nu sidst i »Prøven«")):
        galley = Galley("proeven", "chapter", "Prøven", html + rest)
        (told,) = signposted([galley], {"to": "3.1", "tre": "3.2"})
        links = etree.fromstring(f"<div>{told.html}</div>").iter("a")
        assert [link.text for link in links] == [said, "Stod før efter 3.1"]


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        ((("same", "Arbejdsmiljø"), ("ins", ", tempo og råderum")),
         "Arbejdsmiljø<ins>, tempo og råderum</ins>"),
        ((("same", "Ordene"), ("del", " imellem"), ("ins", " mellem"), ("same", " os")),
         "Ordene <del>imellem</del> <ins>mellem</ins> os"),
        ((("del", "fremgangsmåde"), ("ins", "opskrift"), ("same", " i trin"), ("del", ".")),
         "<del>fremgangsmåde</del> <ins>opskrift</ins> i trin<del>.</del>"),
        ((("del", "Om"), ("same", "data & tillid")), "<del>Om</del> data &amp; tillid"),
    ],
)  # fmt: skip
def test_a_field_is_shown_with_the_blanks_of_its_words(
    made: tuple[Document, Changes, Copy], looks: Looks,
    pieces: tuple[tuple[str, str], ...], shown: str,
) -> None:  # fmt: skip
    document, changes, copy = made
    (change,) = changes.changed
    field = FieldChange("titel", tuple(Piece(Status(status), text) for status, text in pieces))
    told = replace(changes, sections=(replace(change, fields=(field,)),))
    marked = replace(document, galleys=copy.galleys)
    again = made_copy(document, marked, told, copy.pages, looks)
    assert f">Ændret titel: {shown}</p>" in again.galleys[0].html


def test_pages_of_the_book_begin_where_they_do_in_the_clean_copy(
    made: tuple[Document, Changes, Copy],
) -> None:
    _, _, copy = made
    (galley,) = copy.galleys
    marks = {mark.text.replace("\u00a0", " "): mark.anchor for mark in copy.turns}
    assert list(marks) == ["s. 9", "s. 10", "s. 11"]
    assert words(galley.html, marks["s. 10"]).startswith("Et helt nyt")
    before, _, after = galley.html.partition(f'<span id="{marks["s. 11"]}"/>')
    block = etree.fromstring("<p>" + before.rsplit("<p", 1)[1].split(">", 1)[1] + "</p>")
    assert "".join(block.xpath(".//text()[not(ancestor::del)]")) == "Stykke 4 siger noget om "
    assert after.startswith("<ins>opgaven</ins>")


def test_the_summary_quotes_the_page_on_which_a_changed_paragraph_begins(
    made: tuple[Document, Changes, Copy],
) -> None:
    _, changes, copy = made
    own = {anchor: "3" for change in changes.changed for anchor in change.anchors}
    summary = etree.fromstring(copy.fronts[0].render(own, 0))
    (row,) = summary.xpath("//tbody/tr")
    cells = [" ".join("".join(cell.itertext()).split()) for cell in row]
    assert cells[0].replace("\u00a0", " ") == "3 Prøven"
    assert cells[2:] == ["9–11", "3"]


def test_a_section_that_only_moved_is_in_the_summary_alone(
    made: tuple[Document, Changes, Copy], looks: Looks
) -> None:
    document, changes, copy = made
    (change,) = changes.changed
    marked = replace(document, galleys=copy.galleys)
    field = FieldChange("begreb", (Piece(Status.WENT, "borger"),))
    gone = TermChange("borger", State.GONE, "", (field,))
    words = SectionChanges("ordliste", "Ordliste", None, State.CHANGED, terms=(gone,))

    def told(one: SectionChanges) -> Copy:
        return made_copy(
            document, marked, replace(changes, sections=(one, words)), copy.pages, looks
        )

    both = told(replace(change, moved=True))
    assert both.galleys[0].html.startswith(
        '<p class="change-note">Hele afsnittet er flyttet i bogen.</p>'
    )
    only = told(replace(change, moved=True, anchors=()))
    assert [galley.title for galley in only.galleys] == ["Ændringer i ordlisten"]
    assert "3 Prøven" in only.fronts[0].render({}, 0).replace("\u00a0", " ")


def test_a_section_whose_blocks_do_not_agree_has_no_pages(
    made: tuple[Document, Changes, Copy], looks: Looks
) -> None:
    document, changes, copy = made
    (galley,) = copy.galleys
    other = replace(document, galleys=tuple(
        replace(one, html=one.html + '<p data-b="99">mere</p>') for one in document.galleys
    ))  # fmt: skip
    marked = replace(document, galleys=(replace(galley, html=galley.html),))
    again = made_copy(other, marked, changes, copy.pages, looks)
    assert again.turns == ()


def test_the_summary_stands_on_one_page_though_all_of_a_book_has_changed(
    made: tuple[Document, Changes, Copy], looks: Looks, tmp_path: Path
) -> None:
    document, changes, copy = made
    names = ("titel", "status", "målgruppe", "resumé")
    many = tuple(
        SectionChanges(
            f"k{number}", "Et kapitel med en titel som så mange", number, State.CHANGED,
            Counts(185, 167, 3, 2, 2, 2, 2), fields=tuple(FieldChange(name, ()) for name in names),
        )
        for number in range(1, 31)
    )  # fmt: skip
    assert described(many[0]).replace("\u00a0", " ") == (
        "185 ord ind, 167 ord ud, 3 afsnit flyttet, 2 celler ændret, 2 rækker ind, 2 rækker ud, "
        "2 noter ændret, titlen, status, målgruppen og resuméet ændret"
    )
    marked = replace(document, galleys=copy.galleys)
    told = replace(changes, sections=(*changes.changed, *many))
    whole = made_copy(document, marked, told, copy.pages, looks)
    with Workshop(Store(tmp_path / "store"), 1) as workshop:
        edition = board_edition(Source("book/book.yaml", 1))
        press = Press(document, edition, looks, no_breaks, workshop, lambda *told: None)
        pdf = pypdfium2.PdfDocument(print_copy(replace(copy, fronts=whole.fronts), press).pdf)
    first, second = (pdf[at].get_textpage().get_text_bounded() for at in (0, 1))
    assert "30 Et kapitel med en titel" in first.replace("\u00a0", " ")
    assert "Sådan læser du resten" in first
    assert not second


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        ([], ""),
        (["3"], "3"),
        (["7", "3", "6", "5", "3"], "3, 5–7"),
        (["vii", "viii", "1", "2"], "vii, viii, 1–2"),
    ],
)
def test_pages_are_joined_in_runs(labels: list[str], shown: str) -> None:
    assert runs(labels) == shown


def test_a_row_says_what_changed() -> None:
    counts = Counts(1200, 4, 1, 2, 1, 3, 1, 2)
    section = SectionChanges("a", "Dataetik", 8, State.CHANGED, counts, ("x", "y"), old_number=8)
    assert f"{heading(section)}: {described(section)}" == (
        "8\u00a0Dataetik: 1.200\u00a0ord ind, 4\u00a0ord ud, 1\u00a0afsnit flyttet, "
        "2\u00a0celler ændret, 1\u00a0række ind, 3\u00a0rækker ud, 1\u00a0note ændret, "
        "2\u00a0figurer ændret"
    )
