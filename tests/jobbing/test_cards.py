"""Cards and sheets: backs lie behind their fronts, nothing is cut off, fields can be written in."""

from __future__ import annotations

import ctypes
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from press.galley.settle import settle
from press.jobbing.deck import cards, sheets, sign
from press.jobbing.handouts import Handouts, make_cards
from press.looks import Looks
from press.model import Artefact, CardsEdition, Document, Source
from press.paper.volume import Press
from press.paper.workshop import Workshop
from press.proofreading.cardgate import prove_cards
from press.proofreading.gate import prove
from press.store import Store
from tests.presswork import EDITION, document, galley, no_breaks

# One worker makes the handouts that these tests look at.
pytestmark = pytest.mark.xdist_group("cards")

MM = 72 / 25.4
CARDS = CardsEdition("cards", Source("book/book.yaml", 7), ("tokens", "cards"), "kort")
TOPICS = ("kerneopgave", "tid og krop")


def _card(number: int, question: str = "Hvem siger hvad?") -> str:
    """A card whose every word tells which card it is on."""
    topic, block = TOPICS[number % 2], 100 * number
    return (
        f'<section id="k{number}" class="card" data-topic="x" data-topic-name="{topic}">'
        f'<p class="card-title" data-b="{block}"><span class="label">Kort\u00a0{number}</span> '
        f"Titel{number}</p>"
        f'<div class="card-front"><p data-b="{block + 1}">Forside{number} på øen.</p></div>'
        f'<div class="card-back"><ul><li data-b="{block + 2}">Bagside{number}: {question}</li></ul>'
        f'<p data-b="{block + 3}">Læs mere: <a class="xref" href="#en">kapitel 1</a>'
        '<span class="print-page"> (s.\u00a0<a class="pageref" href="#en"></a>)</span></p></div>'
        "</section>\n"
    )


SHEET = (
    '<section class="sheet" data-step="1"><h2 id="ark" data-b="901"><span class="label">Ark\u00a01'
    '</span> Trin 1. Opgaven</h2><p data-b="902">Brug arket tidligt.</p>'
    '<div class="prompt"><p data-b="903"><strong>Hvad er vi her for?</strong></p>'
    '<div class="room" aria-hidden="true"></div></div>\n'
    '<div class="prompt"><p data-b="904"><strong>Hvem så vi ikke?</strong></p>'
    '<div class="room" aria-hidden="true"></div></div>\n</section>\n'
)


def _book(count: int = 5, question: str = "Hvem siger hvad?", sheet: str = SHEET) -> Document:
    html = "".join(_card(number, question) for number in range(1, count + 1))
    book = document(
        galley("en"),
        replace(galley("kort", "back", 0, None), html=html, kind="vejledning"),
        replace(galley("ark", "back", 0, None), html=sheet, kind="metode"),
    )
    settled = (replace(one, html=settle(one.html, {"en": "47"})) for one in book.galleys)
    return replace(book, galleys=tuple(settled))


def _make(looks: Looks, store: Path, book: Document) -> Handouts:
    with Workshop(Store(store), 1) as workshop:
        press = Press(book, EDITION, looks, no_breaks, workshop, lambda name, stored: None)
        return make_cards(press, CARDS)


@pytest.fixture(scope="module")
def made(looks: Looks, tmp_path_factory: pytest.TempPathFactory) -> Handouts:
    handouts = _make(looks, tmp_path_factory.mktemp("kort"), _book())
    assert handouts.problems == ()
    return handouts


def _box(page: Any, words: str) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of ``words`` on a page, in points."""
    text = page.get_textpage()
    found = text.search(words, match_case=True).get_next()
    assert found, words
    boxes = [text.get_charbox(found[0] + at) for at in range(found[1])]
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return left, bottom, max(box[2] for box in boxes), max(box[3] for box in boxes)


def _quarter(x: float, y: float) -> tuple[bool, bool]:
    """Whether a point is in the right half of an A4, and whether in the upper half."""
    return x > 105 * MM, y > 148.5 * MM


def test_a_back_lies_behind_its_front_when_the_paper_turns_on_the_long_edge(made: Handouts) -> None:
    pdf = pypdfium2.PdfDocument(made.files["dialogkort.pdf"])
    assert len(pdf) == 4
    for number in range(1, 6):
        front, back = (pdf[2 * ((number - 1) // 4) + side] for side in (0, 1))
        left, bottom, right, _ = _box(front, f"Forside{number}")
        b_left, b_bottom, b_right, _ = _box(back, f"Bagside{number}")
        seen_through = 210 * MM - b_right, 210 * MM - b_left
        assert _quarter(left, bottom) == _quarter(seen_through[0], b_bottom)
        assert _quarter(right, bottom) == _quarter(seen_through[1], b_bottom)


def test_nothing_stands_within_eight_millimetres_of_a_cut(made: Handouts) -> None:
    pdf = pypdfium2.PdfDocument(made.files["dialogkort.pdf"])
    for page in pdf:
        assert page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.01)
        text = page.get_textpage()
        for at in range(text.count_chars()):
            if not text.get_text_range(at, 1).strip():
                continue
            left, bottom, right, top = text.get_charbox(at)
            for x in (left, right):
                assert min(abs(x - cut * MM) for cut in (0, 105, 210)) >= 8 * MM
            for y in (bottom, top):
                assert min(abs(y - cut * MM) for cut in (0.5, 148.5, 296.5)) >= 8 * MM


def test_only_fronts_have_cut_marks_and_they_are_no_content(made: Handouts) -> None:
    pdf = pikepdf.open(io.BytesIO(made.files["dialogkort.pdf"]))
    layers = [isinstance(page.obj.Contents, pikepdf.Array) for page in pdf.pages]
    assert layers == [True, False, True, False]
    first = pdf.pages[0].obj.Contents[0].read_bytes()
    assert first.startswith(b"/Artifact <</Type /Pagination>> BDC")
    assert b" re" in first


def test_a_sheet_that_is_not_full_has_cards_to_write_oneself(made: Handouts) -> None:
    pdf = pypdfium2.PdfDocument(made.files["dialogkort.pdf"])
    own = [page.get_textpage().get_text_range().count("Jeres eget kort") for page in pdf]
    assert own == [0, 0, 3, 3]


def test_cards_quote_the_pages_of_the_book(made: Handouts) -> None:
    back = pypdfium2.PdfDocument(made.files["dialogkort.pdf"])[1].get_textpage().get_text_range()
    assert back.count("Læs mere: kapitel 1 (s.\u00a047)") == 4 or back.count("(s. 47)") == 4
    pdf = pikepdf.open(io.BytesIO(made.files["dialogkort.pdf"]))
    assert all("/Annots" not in page.obj for page in pdf.pages)


@pytest.mark.parametrize(("row", "much"), [("upper", " mm for lang"), ("lower", " alt for lang")])
def test_a_card_without_room_is_named_and_nothing_is_made(
    looks: Looks, tmp_path: Path, row: str, much: str
) -> None:
    book = _book(2)
    before, after = (0, 2) if row == "upper" else (2, 0)
    long = _card(9, "Og hvad så med alle dem, der ikke var her i dag? " * 16)
    others = [_card(number) for number in range(1, 3)]
    html = "".join([*others[:before], long, *others[:after]])
    crowded = replace(book.galleys[1], html=html)
    found = _make(looks, tmp_path, replace(book, galleys=(crowded, book.galleys[2])))
    (problem,) = found.problems
    assert problem.code == "P106"
    assert problem.message.startswith(f"Kort {before + 1}, »Titel9«: teksten på bagsiden ")
    assert much in problem.message
    assert list(found.files) == ["metodeark.pdf"]


def test_text_is_made_smaller_for_all_before_a_card_is_refused(
    looks: Looks, tmp_path: Path
) -> None:
    question = "Og hvad så med alle dem, der ikke var her i dag? " * 9
    found = _make(looks, tmp_path, _book(2, question))
    assert found.problems == ()
    sizes = set()
    for page in pypdfium2.PdfDocument(found.files["dialogkort.pdf"]):
        text = page.get_textpage()
        for words in ("Bagside1", "Bagside2"):
            if at := text.search(words).get_next():
                sizes.add(round(pdfium.FPDFText_GetFontSize(text, at[0]), 2))
    assert len(sizes) == 1
    # The typesetter writes in CSS pixels, of which three quarters are a point.
    assert 11 <= 0.75 * sizes.pop() < 16


def test_a_sheet_with_too_many_prompts_is_refused(looks: Looks, tmp_path: Path) -> None:
    prompt = '<div class="prompt"><p data-b="7">Hvad?</p><div class="room"></div></div>'
    crowded = SHEET.replace("</section>", prompt * 14 + "</section>")
    found = _make(looks, tmp_path, _book(1, sheet=crowded))
    assert [problem.code for problem in found.problems] == ["P106"]
    assert found.problems[0].message.startswith("Ark 1. Trin 1. Opgaven: ")


# --- fields --------------------------------------------------------------------------


def test_every_room_is_a_field_with_a_label(made: Handouts) -> None:
    pdf = pikepdf.open(io.BytesIO(made.files["metodeark.pdf"]))
    (page,) = pdf.pages
    fields = list(page.obj.Annots)
    assert [str(field.TU) for field in fields] == [
        "Dato",
        "Hvem var med?",
        "Hvad er vi her for?",
        "Hvem så vi ikke?",
    ]
    assert [int(field.Ff) for field in fields] == [0, 4096, 4096, 4096]
    assert {str(field.FT) for field in fields} == {"/Tx"}
    assert {int(field.F) for field in fields} == {4}
    assert page.obj.Tabs == pikepdf.Name.S
    assert list(pdf.Root.AcroForm.Fields) == fields
    assert len({str(field.T) for field in fields}) == len(fields)
    assert "/NeedAppearances" not in pdf.Root.AcroForm
    descriptor = pdf.Root.AcroForm.DR.Font["/Skrift"].FontDescriptor
    assert len(descriptor.FontFile2.read_bytes()) > 10_000


def test_fields_are_tagged_in_reading_order(made: Handouts) -> None:
    pdf = pikepdf.open(io.BytesIO(made.files["metodeark.pdf"]))
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(k): element for k, element in zip(numbers[::2], numbers[1::2], strict=True)}
    for field in pdf.pages[0].obj.Annots:
        element = parents[int(field.StructParent)]
        assert str(element.S) == "/Form"
        assert [kid.Obj.objgen for kid in element.K] == [field.objgen]
    order = [str(field.T) for field in _fields_below(pdf.Root.StructTreeRoot.K[0])]
    assert order == [str(field.T) for field in pdf.pages[0].obj.Annots]


def _fields_below(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    found: list[Any] = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += [kid.Obj] if "/Obj" in kid else _fields_below(kid)
    return found


def test_what_is_typed_is_shown_danish_letters_too(made: Handouts) -> None:
    pdf = pypdfium2.PdfDocument(made.files["metodeark.pdf"])
    pdf.init_forms()
    page = pdf[0]
    left, bottom, right, top = _rect(page, 2)
    words = "Så gør vi ærlig talt øerne rige på »håb« – Ærø, Åse og Øst."
    ruled = _drawn(page, (left, bottom, right, top))
    typed = ctypes.create_string_buffer((words + "\0").encode("utf-16-le"))
    where = (pdf.formenv, page, 0, (left + right) / 2, (bottom + top) / 2)
    pdfium.FORM_OnMouseMove(*where)
    pdfium.FORM_OnLButtonDown(*where)
    pdfium.FORM_OnLButtonUp(*where)
    text = ctypes.cast(typed, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FORM_ReplaceSelection(pdf.formenv, page, text)
    pdfium.FORM_ForceToKillFocus(pdf.formenv)
    saved = io.BytesIO()
    pdf.save(saved)
    filled = pikepdf.open(saved)
    field = filled.pages[0].obj.Annots[2]
    assert str(field.V) == words
    shown = field.AP.N.read_bytes()
    # In WinAnsi, the encoding of the field's own face.
    assert b"Tf" in shown
    for word in ("ærlig", "øerne", "»håb«", "Ærø"):
        assert word.encode("cp1252") in shown
    assert _drawn(page, (left, bottom, right, top)) != ruled


def _rect(page: Any, index: int) -> tuple[float, float, float, float]:
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(pdfium.FPDFPage_GetAnnot(page, index), rect)
    return rect.left, rect.bottom, rect.right, rect.top


def _drawn(page: Any, rect: tuple[float, float, float, float]) -> bytes:
    """The pixels of a rectangle, fields drawn."""
    _, height = page.get_size()
    image = page.render(scale=1, may_draw_forms=True).to_pil()
    left, bottom, right, top = rect
    part: bytes = image.crop((left, height - top, right, height - bottom)).tobytes()
    return part


def test_an_empty_field_has_lines_to_write_on_by_hand(made: Handouts) -> None:
    pdf = pikepdf.open(io.BytesIO(made.files["metodeark.pdf"]))
    field = pdf.pages[0].obj.Annots[2]
    lines = field.AP.N.read_bytes().count(b" l S")
    height = float(field.Rect[3] - field.Rect[1])
    assert lines >= 2
    assert 7 * MM <= (height + 4) / (lines + 1) <= 12 * MM


def test_a_sheet_is_one_full_page(made: Handouts) -> None:
    pdf = pypdfium2.PdfDocument(made.files["metodeark.pdf"])
    assert len(pdf) == 1
    _, bottom, _, _ = _rect(pdf[0], 3)
    assert 18 * MM <= bottom <= 20 * MM


# --- both ----------------------------------------------------------------------------


def test_same_bytes_twice(looks: Looks, tmp_path: Path, made: Handouts) -> None:
    again = _make(looks, tmp_path / "b", _book())
    assert again.files == made.files


def test_language_title_and_outline(made: Handouts) -> None:
    for name, title in (("dialogkort.pdf", "Dialogkort"), ("metodeark.pdf", "Metodeark")):
        pdf = pikepdf.open(io.BytesIO(made.files[name]))
        assert str(pdf.Root.Lang) == "da"
        assert str(pdf.docinfo["/Title"]) == f"{title}. Den lille bog"
        assert bool(pdf.Root.MarkInfo.Marked)
    toc = pypdfium2.PdfDocument(made.files["metodeark.pdf"]).get_toc()
    assert [mark.get_title() for mark in toc] == ["Ark 1. Trin 1. Opgaven"]


def test_the_gate_passes_what_is_whole(made: Handouts) -> None:
    files = {f"kort/{name}": data for name, data in made.files.items()}
    assert prove(_book(), Artefact(CARDS, files)) == ()


def test_the_gate_passes_when_pages_are_not_settled(made: Handouts) -> None:
    html = "".join(_card(number) for number in range(1, 6))
    unsettled = replace(_book().galleys[1], html=html)
    assert prove_cards([unsettled], {"dialogkort.pdf": made.files["dialogkort.pdf"]}) == ()


@pytest.mark.parametrize(
    ("before", "after", "file"),
    [
        ("Forside3 på øen", "Forside3 på land", "dialogkort.pdf"),
        ("Bagside5: Hvem", "Bagside5: Hvor", "dialogkort.pdf"),
        (">47<", ">48<", "dialogkort.pdf"),
        ("Hvem så vi ikke?", "Hvem så vi?", "metodeark.pdf"),
        ("Brug arket tidligt", "Brug arket sent", "metodeark.pdf"),
    ],
)
def test_the_gate_misses_what_is_not_there(
    made: Handouts, before: str, after: str, file: str
) -> None:
    book = _book()
    galleys = [replace(one, html=one.html.replace(before, after)) for one in book.galleys]
    found = prove_cards(galleys, made.files)
    assert found
    assert {problem.code for problem in found} == {"P101"}
    assert {str(problem.source.path) for problem in found} == {f"dist/{file}"}


def test_the_gate_wants_both_files(made: Handouts) -> None:
    (problem,) = prove_cards(_book().galleys, {"kort/metodeark.pdf": made.files["metodeark.pdf"]})
    assert (problem.code, problem.source.path) == ("P104", "dist/dialogkort.pdf")


def test_a_deck_knows_its_topics_and_leaves_the_book_behind() -> None:
    deck = cards(_book())
    assert [card.topic for card in deck[:3]] == ["Tid og krop", "Kerneopgave", "Tid og krop"]
    assert [card.sign for card in deck[:3]] == [0, 1, 0]
    assert deck[0].title == "Titel1"
    assert "href" not in deck[0].back
    assert "47" in deck[0].back
    (sheet,) = sheets(_book())
    assert [prompt.text for prompt in sheet.prompts] == ["Hvad er vi her for?", "Hvem så vi ikke?"]


def test_signs_are_all_different() -> None:
    assert len({sign(number) for number in range(24)}) == 24


def test_a_card_may_show_a_figure(looks: Looks, tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40">'
    drawing = f'{svg}<path d="M0 0h60v40z"/></svg>'.encode()
    figure = '<p data-b="5"><img src="images/a.svg" alt="En trekant" data-b="6"/></p>'
    book = _book(1)
    html = book.galleys[1].html.replace(
        '<div class="card-back">', f'<div class="card-back">{figure}'
    )
    shown = replace(book.galleys[1], html=html)
    found = _make(
        looks, tmp_path, replace(book, galleys=(shown,), images={"images/a.svg": drawing})
    )
    assert found.problems == ()
    pdf = pikepdf.open(io.BytesIO(found.files["dialogkort.pdf"]))
    assert "/XObject" in pdf.pages[1].obj.Resources
    assert prove_cards([shown], found.files) == ()
