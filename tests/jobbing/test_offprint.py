"""Offprints: the pages are the book's, and so are the numbers; nothing leads out of them."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from press.jobbing.offprint import UnknownSectionError, offprints
from press.looks import Looks
from press.model import Document, Galley, Note, TermEntry
from press.paper.volume import Press, Printed, print_book
from press.paper.workshop import Workshop
from press.store import Store
from tests.presswork import EDITION, document, galley, no_breaks

# One worker prints the book that these tests take chapters out of.
pytestmark = pytest.mark.xdist_group("offprint")

MM = 72 / 25.4
TERMS = {
    "kerneopgave": "det, vi er her for",
    "kompas": "redskab, der viser retningen",
    "styring": "det, at nogen bestemmer retningen",
}


@dataclass(frozen=True)
class Made:
    """A book, two chapters of it by themselves, and what was typeset for those."""

    printed: Printed
    en: Printed
    to: Printed
    fresh: tuple[str, ...]


def _make(looks: Looks, store: Path, book: Document, *names: str) -> tuple[Printed, ...]:
    """The book, and an offprint of each of ``names``."""
    return _told(looks, store, book, *names)[0]


def _told(
    looks: Looks, store: Path, book: Document, *names: str
) -> tuple[tuple[Printed, ...], tuple[str, ...]]:
    told: list[tuple[str, bool]] = []
    with Workshop(Store(store), 1) as workshop:
        press = Press(
            book,
            EDITION,
            looks,
            no_breaks,
            workshop,
            lambda name, stored: told.append((name, stored)),
        )
        printed = print_book(press)
        told.clear()
        made = (printed, *offprints(press, printed, names))
    return made, tuple(name for name, stored in told if not stored)


def _book() -> Document:
    leading = (
        '<p data-b="60">Se <a class="xref" href="#to">kapitel 2</a> (s.\u00a0'
        '<a class="pageref" href="#to-a"></a>), <a class="xref" href="#en-a">afsnittet</a> og '
        '<a href="https://example.org/">verden</a>. Om '
        '<a class="term" id="t-en-1" href="#ord-kerneopgave" data-term="kerneopgave">opgaven</a>'
        '<a class="noteref" id="en-n1-kald" href="#en-n1">1</a> skriver '
        '<span class="cite"><a href="#ref-loven">loven</a></span>.</p>'
    )
    noted = '<p>Et <a class="term" href="#ord-kompas" data-term="kompas">kompas</a>.</p>'
    out = '<p data-b="80">Se <a class="xref" href="#forord">forordet</a>.</p>'
    words = "".join(f'<dt id="ord-{slug}">{slug}</dt><dd>{TERMS[slug]}</dd>' for slug in TERMS)
    works = '<li id="ref-loven" data-b="1">Loven. Lov nr. 1.</li><li id="ref-bog">En bog.</li>'
    chapters = (
        galley("forord", role="front", number=None, paragraphs=3),
        Galley("del-1", "part", "Første del", "", number=1, anchors=("del-1",)),
        galley(
            "en",
            part="del-1",
            paragraphs=18,
            extra=leading,
            notes=(Note("en-n1", 1, noted),),
        ),
        replace(galley("to", number=2, part="del-1", paragraphs=21, extra=out), status="godkendt"),
        Galley("ordliste", "back", "Ordliste", f"<dl>{words}</dl>", kind="ordliste"),
        Galley("litteratur", "back", "Litteratur", f"<ul>{works}</ul>", kind="litteratur"),
    )
    terms = tuple(TermEntry(slug, slug, meaning) for slug, meaning in TERMS.items())
    return replace(document(*chapters), terms=terms)


@pytest.fixture(name="made", scope="module")
def _made(looks: Looks, tmp_path_factory: pytest.TempPathFactory) -> Made:
    (printed, en, to), fresh = _told(looks, tmp_path_factory.mktemp("store"), _book(), "en", "to")
    return Made(printed, en, to, fresh)


@pytest.fixture(name="en")
def _en(made: Made) -> Iterator[pikepdf.Pdf]:
    assert made.printed.problems == made.en.problems == ()
    with pikepdf.open(io.BytesIO(made.en.pdf)) as pdf:
        yield pdf


def _text(printed: Printed, label: str) -> str:
    place = [page.label for page in printed.volume.pages].index(label)
    page = pypdfium2.PdfDocument(printed.pdf)[place]
    return " ".join(page.get_textpage().get_text_range().split())


def _added(offprint: Printed) -> list[str]:
    return [page.label for page in offprint.volume.pages if not page.label.isdecimal()]


def _picture(printed: Printed, label: str) -> bytes:
    place = [page.label for page in printed.volume.pages].index(label)
    picture = pypdfium2.PdfDocument(printed.pdf)[place].render(scale=1.5).to_pil()
    return bytes(picture.tobytes())


def test_every_page_of_the_chapter_looks_as_in_the_book(made: Made) -> None:
    inside = [page.label for page in made.en.volume.pages if page.label.isdecimal()]
    assert inside[0] == made.printed.page_map.labels["en"]
    assert len(inside) > 4
    for label in inside:
        assert _picture(made.en, label) == _picture(made.printed, label), label
        assert label in _text(made.en, label).split()


def test_the_chapter_begins_on_a_recto_and_no_page_changes_sides(made: Made) -> None:
    sides = {page.label: page.recto for page in made.printed.volume.pages}
    for offprint in (made.en, made.to):
        for place, page in enumerate(offprint.volume.pages):
            assert page.recto == (place % 2 == 0)
            assert page.recto == sides.get(page.label, page.recto)


def test_page_labels_are_the_books_with_a_series_of_their_own_around(
    made: Made, en: pikepdf.Pdf
) -> None:
    labels = [page.label for page in en.pages]
    assert labels == [page.label for page in made.en.volume.pages]
    first = int(made.printed.page_map.labels["en"])
    assert labels[:4] == ["særtryk-1", "særtryk-2", str(first), str(first + 1)]
    assert labels[-1] == "særtryk-3"


def test_numbers_quoted_are_the_books(made: Made) -> None:
    text = "".join(_text(made.en, page.label) for page in made.en.volume.pages)
    assert f"Se kapitel 2 (s. {made.printed.page_map.labels['to-a']})" in text


def test_words_of_text_and_notes_are_explained_and_works_listed(made: Made) -> None:
    back = _text(made.en, "særtryk-3")
    assert back.startswith("Ord i kapitlet kerneopgave det, vi er her for kompas redskab")
    assert back.endswith("Litteratur i kapitlet Loven. Lov nr. 1.")
    assert "styring" not in back


def test_links_lead_to_what_the_offprint_has_and_nowhere_else(made: Made, en: pikepdf.Pdf) -> None:
    called = {page.obj.objgen: page.label for page in en.pages}
    goals = []
    for page in en.pages:
        for link in page.obj.get("/Annots", []):
            if "/URI" in link.A:
                assert str(link.A.URI) == "https://example.org/"
            else:
                goals.append(called[link.A.D[0].objgen])
                assert str(link.Contents) == f"Gå til side {goals[-1]}"
    # The section of its own, two words and a work.
    assert sorted(goals) == sorted(["særtryk-3"] * 3 + [made.printed.page_map.labels["en-a"]])


def test_links_out_of_the_offprint_stay_as_words(made: Made, en: pikepdf.Pdf) -> None:
    with pikepdf.open(io.BytesIO(made.en.volume.quires[1].pdf)) as quire:
        before = _kinds(quire.Root.StructTreeRoot.K[0])
    after = _kinds(en.Root.StructTreeRoot.K[0].K[1])
    # Chapter 2 and its page.
    assert after["/Link"] == before["/Link"] - 2
    assert after["/Span"] == before["/Span"] + 2


def test_a_page_whose_links_all_lead_out_has_none_left(made: Made) -> None:
    with pikepdf.open(io.BytesIO(made.to.pdf)) as pdf:
        assert not any("/Annots" in page.obj for page in pdf.pages)
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        assert len(parents) == 2 * len(pdf.pages)
    assert "Se forordet." in _text(made.to, _last(made.to))


def _below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """A structure element and all that are below it."""
    if not isinstance(element, pikepdf.Dictionary) or element.get("/Type") == "/OBJR":
        return
    yield element
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else pikepdf.Array([kids]):
        yield from _below(kid)


def _kinds(element: pikepdf.Object) -> Counter[str]:
    return Counter(str(one.S) for one in _below(element))


def test_tags_links_and_parent_tree_agree(en: pikepdf.Pdf) -> None:
    numbers = list(en.Root.StructTreeRoot.ParentTree.Nums)
    keys = [int(key) for key in numbers[::2]]
    assert all(before < after for before, after in pairwise(keys))
    assert max(keys) < int(en.Root.StructTreeRoot.ParentTreeNextKey)
    tree = dict(zip(keys, numbers[1::2], strict=True))
    elements = list(_below(en.Root.StructTreeRoot.K[0]))
    pages = {page.obj.objgen for page in en.pages}
    annotations: dict[tuple[int, int], int] = {}
    seen = set()
    for page in en.pages:
        streams = page.obj.Contents
        drawn = streams if isinstance(streams, pikepdf.Array) else [streams]
        marked = {
            int(mcid)
            for stream in drawn
            for mcid in re.findall(rb"/MCID (\d+)", stream.read_bytes())
        }
        key = int(page.obj.StructParents)
        seen.add(key)
        assert marked == set(range(len(tree[key])))
        assert {parent.Pg.objgen for parent in tree[key]} == {page.obj.objgen}
        for link in page.obj.get("/Annots", []):
            annotations[link.objgen] = int(link.StructParent)
    referred = {
        kid.Obj.objgen: element
        for element in elements
        for kid in element.get("/K", [])
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
    }
    assert referred.keys() == annotations.keys()
    for number, key in annotations.items():
        assert tree[key].objgen == referred[number].objgen
        assert tree[key].S == "/Link"
    assert sorted(seen | set(annotations.values())) == keys
    for element in elements:
        assert "/Pg" not in element or element.Pg.objgen in pages
        if element.get("/S") == "/Link":
            assert any(isinstance(kid, pikepdf.Dictionary) for kid in element.K)


def test_the_title_leaf_says_what_it_is_and_how_far_it_has_come(made: Made) -> None:
    pages = f"s. {made.printed.page_map.labels['en']}–{_last(made.en)}"
    title, verso = _text(made.en, "særtryk-1"), _text(made.en, "særtryk-2")
    assert title.startswith("Særtryk 1 Titlen på en Udkast Særtryk af Den lille bog. Til prøve, s.")
    assert f"{pages} Forlaget 2026" in title
    assert "Sidetallene er bogens." in verso
    assert "Udkast, version 0.1, 23. november 2026. Ikke godkendt til udgivelse." in verso
    assert f"Den lille bog. Til prøve. Forlaget, 2026, {pages}." in verso
    assert "© Forlaget. CC BY 4.0" in verso


def _last(offprint: Printed) -> str:
    return [page.label for page in offprint.volume.pages if page.label.isdecimal()][-1]


def test_an_approved_chapter_is_not_called_a_draft(made: Made) -> None:
    assert "Udkast" not in _text(made.to, "særtryk-1")
    assert "Teksten er godkendt, men bogen er et udkast." in _text(made.to, "særtryk-2")


def test_a_chapter_that_waits_says_for_what(looks: Looks, tmp_path: Path) -> None:
    waiting = replace(galley("en", paragraphs=1), status="afventer kilder")
    _, offprint = _make(looks, tmp_path, document(waiting), "en")
    assert "Udkast – afventer kilder" in _text(offprint, "særtryk-1")
    assert "s. 1 Forlaget" in _text(offprint, "særtryk-1")


def test_a_chapter_that_leads_nowhere_has_no_lists(made: Made) -> None:
    assert _added(made.to) == ["særtryk-1", "særtryk-2"]


def test_outline_title_and_language(made: Made, en: pikepdf.Pdf) -> None:
    with en.open_outline() as outline:
        lines = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert lines == [
        ("Titelblad", []),
        ("Kolofon", []),
        ("1. Titlen på en", ["Et afsnit i en"]),
        ("Ord i kapitlet", []),
        ("Litteratur i kapitlet", []),
    ]
    assert str(en.docinfo["/Title"]) == "Titlen på en (særtryk af Den lille bog)"
    assert str(en.Root.Lang) == "da"


def test_a_part_comes_without_its_chapters(looks: Looks, tmp_path: Path) -> None:
    _, part = _make(looks, tmp_path, _book(), "del-1")
    with pikepdf.open(io.BytesIO(part.pdf)) as pdf, pdf.open_outline() as outline:
        lines = [(item.title, len(item.children)) for item in outline.root]
    assert lines[2:] == [("Del 1. Første del", 0)]


def test_only_what_is_new_is_typeset(made: Made) -> None:
    assert set(made.fresh) == {"saertryk-en", "saertryk-lister-en", "saertryk-to"}


def test_the_same_chapter_gives_the_same_bytes(made: Made, looks: Looks, tmp_path: Path) -> None:
    cold = _make(looks, tmp_path / "store", _book(), "en")[1]
    warm, fresh = _told(looks, tmp_path / "store", _book(), "en")
    assert fresh == ()
    assert made.en.pdf == cold.pdf == warm[1].pdf


def test_lists_have_the_margins_of_their_side(looks: Looks, tmp_path: Path) -> None:
    link = '<p data-b="90"><a class="term" href="#ord-kompas" data-term="kompas">K</a></p>'
    words = Galley("ordliste", "back", "Ordliste", '<dl><dt id="ord-kompas">kompas</dt></dl>')
    terms = (TermEntry("kompas", "kompas", TERMS["kompas"]),)
    sides = set()
    for paragraphs in range(6, 14, 3):
        chapter = galley("en", paragraphs=paragraphs, extra=link)
        _, offprint = _make(looks, tmp_path, replace(document(chapter, words), terms=terms), "en")
        lists = offprint.volume.pages[-1]
        sides.add(lists.recto)
        like = next(page for page in offprint.volume.pages[2:] if page.recto == lists.recto)
        assert like.label.isdecimal()
        assert _left(offprint, lists.label) == pytest.approx(_left(offprint, like.label), abs=0.4)
    assert sides == {True, False}


def _left(printed: Printed, label: str) -> float:
    """Where the leftmost letter of a page stands, in millimetres."""
    place = [page.label for page in printed.volume.pages].index(label)
    text = pypdfium2.PdfDocument(printed.pdf)[place].get_textpage()
    return float(min(text.get_charbox(at)[0] for at in range(text.count_chars()))) / MM


def test_a_chapter_that_is_not_there_is_told_with_those_that_are(
    looks: Looks, tmp_path: Path
) -> None:
    with pytest.raises(UnknownSectionError, match=r"ukendt kapitel »tre« \(bogen har: en\)"):
        _make(looks, tmp_path, document(galley("en", paragraphs=1)), "tre")
