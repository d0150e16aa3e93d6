"""The cover as a finished PDF: its boxes, its words, its spine, and a barcode that scans."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from press.binding.bind import bind
from press.binding.inks import read_inks
from press.binding.printing import Condition, printers_copy
from press.binding.quire import Quire
from press.jobbing.cover import Spread, cover, cover_problems, cover_volume, spread, tokens
from press.looks import Looks
from press.model import Cover, Document, PdfEdition, Printer
from press.paper.workshop import Workshop
from press.store import Store
from tests.presswork import EDITION, document

ISBN = "978-87-93060-34-0"
BLURB = ("Hvad vil vi med teknologien?", "En bog til MED\u2011udvalg og andre gode folk.")
COVER = Cover(BLURB, "down", 0.8, ISBN)
BOOK = replace(document(), title="Teknologi og kerneopgave", publisher="Fremfærd", cover=COVER)

Make = Callable[..., tuple[Quire, bytes]]


def edition(width: float, height: float) -> PdfEdition:
    return replace(EDITION, trim=(width, height))


@pytest.fixture(name="make", scope="module")
def _make(looks: Looks, tmp_path_factory: pytest.TempPathFactory) -> Make:
    store = Store(tmp_path_factory.mktemp("store"))

    def make(book: Document = BOOK, measures: Spread | None = None) -> tuple[Quire, bytes]:
        measures = measures or spread(EDITION, 212, 0.11, bleed=3)
        with Workshop(store, 1) as workshop:
            (quire,) = workshop.typeset([cover(book, measures, looks)], lambda name, stored: None)
        return quire, bind(cover_volume(book, measures, quire, measures.bleed))

    return make


def text(pdf: bytes) -> str:
    found = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    return " ".join(str(found).split()).replace("\u2060", "")


def pixel(pdf: bytes, x: float, y: float) -> tuple[int, ...]:
    """The colour at ``x``, ``y`` millimetres from the top left corner of the sheet."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil()
    found = picture.getpixel((round(x * 72 / 25.4), round(y * 72 / 25.4)))
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize(
    ("trim", "pages", "spine", "bleed"),
    [
        ((148, 210), 96, 5.28, 0),
        ((148, 210), 500, 27.5, 3),
        ((170, 240), 212, 11.66, 3),
        ((210, 297), 96, 5.28, 5),
        ((210, 297), 500, 27.5, 0),
    ],
)
def test_one_page_as_large_as_back_spine_and_front(
    make: Make, trim: tuple[int, int], pages: int, spine: float, bleed: int
) -> None:
    measures = spread(edition(*trim), pages, 0.11, bleed=bleed)
    quire, pdf = make(measures=measures)
    assert (quire.pages, quire.warnings) == (1, ())
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (page,) = opened.pages
        media = [float(side) * 25.4 / 72 for side in page.mediabox]
        kept = [float(side) * 25.4 / 72 for side in page.trimbox]
    width = 2 * trim[0] + spine
    assert kept == pytest.approx([0, 0, width, trim[1]], abs=0.01)
    assert media == pytest.approx([-bleed, -bleed, width + bleed, trim[1] + bleed], abs=0.01)


def test_the_ground_runs_on_into_the_bleed(make: Make) -> None:
    _, pdf = make()
    petrol = (0x0E, 0x4A, 0x58)
    wide, high = 2 * 170 + 11.66 + 6, 246
    for x, y in ((1, 1), (wide - 1, 1), (wide / 2, 1), (wide / 2, high - 1)):
        assert pixel(pdf, x, y) == pytest.approx(petrol, abs=1)


def test_the_words_are_there(make: Make) -> None:
    _, pdf = make()
    found = text(pdf)
    assert found.count("Teknologi og kerneopgave") == 2
    assert found.count("Fremfærd") == 3
    for words in ("Til prøve", "Udkast", BLURB[0], "En bog til MED-udvalg", f"ISBN {ISBN}"):
        assert words in found
    # Front, spine and back are read in that order.
    assert found.index("Til prøve") < found.index(BLURB[0]) < found.index("ISBN")


def test_an_approved_book_is_no_draft(make: Make) -> None:
    _, pdf = make(replace(BOOK, draft=False))
    assert "Udkast" not in text(pdf)


def spine_words(pdf: bytes) -> list[tuple[float, float, float]]:
    """Angle of writing and place (x, y in millimetres) of what is turned on the page."""
    found = []
    for item in pypdfium2.PdfDocument(pdf)[0].get_objects(max_depth=4):
        matrix = item.get_matrix()
        if abs(matrix.b) > 0.1 and abs(matrix.a) < 0.001:
            found.append((matrix.b, matrix.e * 25.4 / 72, matrix.f * 25.4 / 72))
    return found


@pytest.mark.parametrize(("way", "sign"), [("down", -1), ("up", 1)])
def test_the_spine_is_read_the_way_that_is_asked_for(make: Make, way: str, sign: int) -> None:
    _, pdf = make(replace(BOOK, cover=replace(COVER, spine=way)))
    turned = spine_words(pdf)
    assert turned
    assert all(rise * sign > 0 for rise, _, _ in turned)
    assert all(170 < x < 170 + 11.66 for _, x, _ in turned)
    starts = sorted(y for _, _, y in turned)
    # Whichever way it runs, the title is at the head and the publisher at the foot.
    assert starts[0] < 60
    assert starts[-1] > 140


@pytest.mark.parametrize(("pages", "has_text"), [(108, False), (110, True)])
def test_a_spine_under_six_millimetres_stays_empty(make: Make, pages: int, has_text: bool) -> None:
    measures = spread(EDITION, pages, 0.11, bleed=3)
    assert measures.spine == pytest.approx(pages * 0.055)
    _, pdf = make(measures=measures)
    assert bool(spine_words(pdf)) is has_text


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("dpi", [300, 600])
def test_the_barcode_scans(make: Make, scale: float, dpi: int) -> None:
    _, pdf = make(replace(BOOK, cover=replace(COVER, barcode=scale)))
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.format == zxingcpp.BarcodeFormat.EAN13
    assert found.text == ISBN.replace("-", "")


def _words(content: bytes) -> list[bytes]:
    return re.findall(rb"BT\n.*?ET\n", content, re.DOTALL)


def test_the_printers_copy_is_in_inks_and_its_barcode_in_black_alone(
    make: Make, looks: Looks
) -> None:
    measures = spread(EDITION, 212, 0.11)
    quire, _ = make(measures=measures)
    inks = read_inks(looks.styles["tokens"])
    condition = Condition("FOGRA39", b"", claim=False, srgb=b"")
    copy = printers_copy(cover_volume(BOOK, measures, quire, 3), Printer(), inks, condition)
    assert (copy.pages, copy.remarks) == (1, ())
    page = pypdfium2.PdfDocument(copy.pdf)[0]
    trim = [side * 25.4 / 72 for side in page.get_trimbox()]
    assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((351.66, 240), abs=0.01)
    (found,) = zxingcpp.read_barcodes(page.render(scale=300 / 72, grayscale=True).to_pil())
    assert found.text == ISBN.replace("-", "")
    with pikepdf.open(io.BytesIO(copy.pdf)) as opened:
        streams = [item.read_bytes() for item in opened.objects if isinstance(item, pikepdf.Stream)]
    drawn = b"".join(streams)
    assert re.search(rb"0 0 0 1 k\n(?:[\d. ]+ [ml]\n|h\n){151}f\n", drawn)
    # Of all the words only the ISBN, its digits and the line beside the marks are black; the
    # others are left out of the inks.
    inked = [set(re.findall(rb"[\d. ]+(?= k\n)", word)) for word in _words(drawn)]
    assert inked.count({b"0 0 0 1"}) == 1 + 13 + 1
    assert {b"0 0 0 0"} in inked
    assert set().union(*inked) == {b"0 0 0 0", b"0 0 0 1"}
    assert not [stream for stream in streams if re.search(rb"\d (rg|RG)\b", stream)]


def test_without_an_isbn_there_is_an_empty_field(make: Make) -> None:
    _, pdf = make(replace(BOOK, cover=replace(COVER, isbn="")))
    assert "ISBN følger" in text(pdf)
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=300 / 72, grayscale=True).to_pil()
    assert zxingcpp.read_barcodes(picture) == []


def test_a_book_that_asks_for_nothing_still_has_a_cover(make: Make) -> None:
    _, pdf = make(replace(BOOK, cover=None, subtitle=""))
    assert "ISBN følger" in text(pdf)


def test_nothing_but_type_and_lines_in_the_colours_of_the_book(make: Make, looks: Looks) -> None:
    quire, pdf = make()
    known = {
        tuple(round(int(colour[n : n + 2], 16) / 255, 2) for n in (1, 3, 5))
        for colour in tokens(looks).values()
    }
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        kinds = {str(item.get("/Subtype")) for item in opened.objects if hasattr(item, "get")}
        stream = b"".join(
            item.read_bytes()
            for item in opened.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") in (None, "/Form")
            if item.get("/Type") not in ("/Metadata", "/ObjStm", "/XRef")
        )
    assert "/Image" not in kinds
    assert not re.search(rb"\s(sh|/Pattern)\s", stream)
    used = {
        tuple(round(float(value), 2) for value in match.split())
        for match in re.findall(rb"([\d.]+ [\d.]+ [\d.]+) (?:rg|RG)\b", stream)
    }
    assert used
    assert used <= known
    assert {font.family for font in quire.fonts} == {"Source Serif Pro", "Source Sans Pro"}


def test_a_long_title_is_set_smaller(make: Make) -> None:
    title = "Medindflydelse og medbestemmelse i den digitale kommune"
    _, pdf = make(replace(BOOK, title=title), spread(edition(148, 210), 212, 0.11))
    assert text(pdf).count(title) == 2


def test_a_blurb_that_runs_into_the_barcode_is_told(make: Make) -> None:
    fits, _ = make()
    assert cover_problems(fits, EDITION) == ()
    long = replace(COVER, blurb=(" ".join(["Ord"] * 900),))
    quire, _ = make(replace(BOOK, cover=long))
    (found,) = cover_problems(quire, EDITION)
    assert str(found).startswith("book/book.yaml:9:1: B108 ")


def test_the_same_cover_gives_the_same_job(looks: Looks) -> None:
    measures = spread(EDITION, 212, 0.11)
    assert cover(BOOK, measures, looks) == cover(BOOK, measures, looks)


def test_only_tokens_are_colours_in_the_style_sheet() -> None:
    sheet = (Path(__file__).parents[2] / "styles" / "cover.css").read_text("utf-8")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl|gradient|opacity", sheet)
