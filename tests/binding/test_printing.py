"""Facts read back from the printer's copy: boxes, inks, fonts, metadata, pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from press.binding.inks import Inks
from press.binding.paginating import padded, paginated
from press.binding.printing import printers_copy
from press.binding.sheet import MILLIMETRE, boxes, crop_marks, slug_words
from press.looks import Looks
from press.model import Printer
from press.paper.volume import Printed
from tests.printwork import CONDITION, copy_of, inks, press_profile, small_book

# One worker prints the volumes that all of these read.
pytestmark = pytest.mark.xdist_group("printing")

TRIMS = {"A5": (148.0, 210.0), "bog": (170.0, 240.0), "A4": (210.0, 297.0)}


@pytest.fixture(name="store", scope="module")
def _store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.fixture(name="printed", scope="module")
def _printed(looks: Looks, store: Path) -> Printed:
    return small_book(looks, store)


@pytest.fixture(name="pdf", scope="module")
def _pdf(printed: Printed, looks: Looks) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(copy_of(printed, looks, Printer()).pdf)) as pdf:
        yield pdf


def _streams(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The content of every page and form, one operator a line."""
    for page in pdf.pages:
        yield page.obj.Contents.read_bytes().decode("latin-1")
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
            yield item.read_bytes().decode("latin-1")


def _size(box: object) -> tuple[float, ...]:
    left, bottom, right, top = (float(edge) for edge in box)  # type: ignore[attr-defined]  # pikepdf array
    return round(right - left, 2), round(top - bottom, 2)


@pytest.mark.parametrize("trim", TRIMS)
def test_boxes_on_every_page(trim: str, looks: Looks, store: Path) -> None:
    printed = small_book(looks, store, TRIMS[trim])
    width, height = (round(edge * MILLIMETRE, 2) for edge in TRIMS[trim])
    for bleed in (0.0, 3.0, 5.0):
        for marks in (True, False):
            copy = copy_of(printed, looks, Printer(bleed=bleed, marks=marks))
            with pikepdf.open(io.BytesIO(copy.pdf)) as pdf:
                assert len(pdf.pages) == len(printed.volume.pages) == copy.pages
                for page in pdf.pages:
                    assert _size(page.obj.TrimBox) == pytest.approx((width, height), abs=0.02)
                    around = 2 * bleed * MILLIMETRE
                    assert _size(page.obj.BleedBox) == pytest.approx(
                        (width + around, height + around), abs=0.02
                    )
                    content = page.obj.Contents.read_bytes() if "/Contents" in page.obj else b""
                    assert (b"/Passer CS" in content) == marks
                    media = [float(edge) for edge in page.obj.MediaBox]
                    assert media[:2] == [0, 0]
                    if not marks:
                        assert media == [float(edge) for edge in page.obj.BleedBox]
                    assert {"/CropBox", "/ArtBox", "/Annots", "/StructParents"}.isdisjoint(
                        page.obj.keys()
                    )


@pytest.mark.parametrize("bleed", [0.0, 3.0, 5.0])
def test_no_mark_is_drawn_inside_the_bleed_or_outside_the_sheet(bleed: float) -> None:
    sheet = boxes((400, 600), bleed * MILLIMETRE, marks=True)
    left, bottom, right, top = sheet.bleed
    drawn = re.findall(r"([\d.]+) ([\d.]+) [ml]", crop_marks(sheet).decode())
    assert len(drawn) == 16
    for x, y in ((float(x), float(y)) for x, y in drawn):
        assert not (left < x - 0.01 and x + 0.01 < right and bottom < y - 0.01 and y + 0.01 < top)
        assert sheet.media[0] < x < sheet.media[2]
        assert sheet.media[1] < y < sheet.media[3]
        assert x in (sheet.trim[0], sheet.trim[2]) or y in (sheet.trim[1], sheet.trim[3])


@pytest.mark.parametrize("bleed", [0.0, 5.0])
def test_a_fold_has_a_dashed_mark_at_either_end_outside_the_bleed(bleed: float) -> None:
    sheet = boxes((400, 600), bleed * MILLIMETRE, marks=True, folds=(190.0, 210.0))
    plain, dashed = crop_marks(sheet).decode().split("[2 1.5] 0 d")
    assert plain == crop_marks(replace(sheet, folds=())).decode().removesuffix("Q")
    drawn = re.findall(r"([\d.]+) ([\d.]+) [ml]", dashed)
    left, bottom, _, top = sheet.trim
    assert {round(float(x) - left, 2) for x, _ in drawn} == {190.0, 210.0}
    ends = [float(y) for _, y in drawn]
    assert len(ends) == 8
    assert all(y <= sheet.bleed[1] + 0.01 or y >= sheet.bleed[3] - 0.01 for y in ends)
    assert sum(y < bottom for y in ends) == sum(y > top for y in ends) == 4


def test_each_sheet_says_which_page_it_is_outside_the_bleed(printed: Printed, looks: Looks) -> None:
    copy = copy_of(printed, looks, Printer(multiple=8))
    document = pypdfium2.PdfDocument(copy.pdf)
    assert len(document) == copy.pages
    for number in range(len(document)):
        page = document[number]
        width, _ = page.get_size()
        bottom = page.get_bleedbox()[1]
        label = document.get_page_label(number)
        text = page.get_textpage()
        assert text.get_text_bounded(0, 0, width, bottom) == f"Den lille bog · side {label}"
    plain = pypdfium2.PdfDocument(copy_of(printed, looks, Printer(marks=False)).pdf)
    assert "· side" not in plain[6].get_textpage().get_text_bounded()


@pytest.mark.parametrize(
    ("label", "words"),
    [("47", "Bog · side 47"), ("xiv", "Bog · side xiv"), ("Omslag", "Bog · omslag")],
)
def test_the_slug_says_what_the_sheet_is(label: str, words: str) -> None:
    assert slug_words("Bog", label) == words
    assert slug_words("Bog – omslag", "Omslag") == "Bog – omslag"


def test_nothing_is_left_in_screen_colours(pdf: pikepdf.Pdf) -> None:
    operators = [line.rsplit(" ", 1)[-1] for text in _streams(pdf) for line in text.split("\n")]
    assert {"rg", "RG", "sc", "scn", "g", "G", "BDC", "EMC"}.isdisjoint(operators)
    assert {"k", "TJ"} <= set(operators)
    groups = [item.Group for item in pdf.objects if isinstance(item, pikepdf.Stream)
              and "/Group" in item]  # fmt: skip
    assert groups
    assert all(group.CS == "/DeviceCMYK" for group in groups)


def test_an_image_keeps_its_colours_and_says_what_they_are(pdf: pikepdf.Pdf) -> None:
    images = [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    ]
    assert [(int(image.Width), int(image.Height)) for image in images] == [(60, 40)]
    (image,) = images
    assert image.ColorSpace[0] == "/ICCBased"
    assert image.ColorSpace[1].read_bytes()[16:20] == b"RGB "


def test_a_coarse_image_is_remarked_with_its_page(printed: Printed, looks: Looks) -> None:
    found = copy_of(printed, looks, Printer()).remarks
    (coarse,) = (remark for remark in found if remark.kind == "coarse")
    assert coarse.pixels == (60, 40)
    assert coarse.ppi == 96
    assert printed.volume.pages[coarse.place].quire is not None
    assert not copy_of(printed, looks, Printer(ppi=20)).remarks


def test_colours_without_inks_are_remarked_once_a_page(printed: Printed, looks: Looks) -> None:
    own = inks(looks)
    without = {rgb: build for rgb, build in own.builds.items() if rgb != (0xA8, 0x43, 0x1F)}
    found = printers_copy(printed.volume, Printer(), Inks(own.names, without), CONDITION).remarks
    places = [remark.place for remark in found if remark.kind == "colour"]
    assert places
    assert len(places) == len(set(places))
    assert {remark.colour for remark in found if remark.kind == "colour"} == {(0xA8, 0x43, 0x1F)}


def test_letters_of_the_drawing_follow_the_rule_at_their_printed_size(pdf: pikepdf.Pdf) -> None:
    """16 units are 12 points: black, or white on a colour; 60 are 45 points: in their colour."""
    shown = [
        (float(size), colour)
        for text in _streams(pdf)
        for size, colour in re.findall(
            r"/[A-Z]{6} ([\d.]+) Tf\n(?:[^\n]* Tr\n)?(\S+ \S+ \S+ \S+) k\n(?:/\w+ gs\n)?\[", text
        )
    ]
    assert (16.0, "0 0 0 0") in shown
    assert (16.0, "0 0 0 1") in shown
    assert (60.0, "0.22 0.82 1 0.18") in shown
    assert (16.0, "0.22 0.82 1 0.18") not in shown


def test_every_font_is_embedded(pdf: pikepdf.Pdf) -> None:
    found = [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    assert len(found) >= 3
    assert all("/FontFile2" in item for item in found)


def test_nothing_that_acts_or_tells_the_structure_is_left(pdf: pikepdf.Pdf) -> None:
    gone = {"/StructTreeRoot", "/MarkInfo", "/Outlines", "/OpenAction", "/AcroForm", "/PageMode"}
    assert gone.isdisjoint(pdf.Root.keys())
    kinds = {str(item.get("/Type", "")) for item in pdf.objects
             if isinstance(item, pikepdf.Dictionary)}  # fmt: skip
    assert {"/Annot", "/StructElem", "/Action"}.isdisjoint(kinds)


def test_what_the_file_says_of_itself(pdf: pikepdf.Pdf) -> None:
    assert pdf.pdf_version == "1.6"
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFX"
    assert str(intent.OutputConditionIdentifier) == "FOGRA39"
    assert intent.DestOutputProfile.read_bytes() == press_profile()
    assert intent.DestOutputProfile.N == 4
    with pdf.open_metadata() as meta:
        assert meta["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
        assert meta["pdf:Trapped"] == "False"
        assert meta["xmpMM:RenditionClass"] == "default"
        assert meta["xmp:CreateDate"].startswith("2026-11-23")
        assert re.fullmatch(r"uuid:[0-9a-f-]{36}", meta["xmpMM:DocumentID"])
    assert pdf.docinfo["/Trapped"] == "/False"
    assert str(pdf.docinfo["/Title"]) == "Den lille bog"


@pytest.mark.parametrize("change", [{"profile": b""}, {"claim": False}])
def test_no_claim_without_a_profile_or_a_wish(
    change: dict[str, bytes], printed: Printed, looks: Looks
) -> None:
    condition = replace(CONDITION, **change)  # type: ignore[arg-type]  # one field at a time
    made = printers_copy(printed.volume, Printer(), inks(looks), condition).pdf
    assert b"GTS_PDFXVersion" not in made
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert ("/DestOutputProfile" in pdf.Root.OutputIntents[0]) == bool(condition.profile)


def test_the_same_volume_gives_the_same_bytes(printed: Printed, looks: Looks) -> None:
    for printer in (Printer(), Printer(pages="spreads", multiple=16)):
        assert copy_of(printed, looks, printer).pdf == copy_of(printed, looks, printer).pdf


@pytest.mark.parametrize("multiple", [1, 4, 8, 16])
def test_pages_go_up_and_keep_their_numbers(multiple: int) -> None:
    pages = paginated([(True, 4), (False, 7)])
    filled = padded(pages, multiple)
    assert len(filled) % multiple == 0
    assert len(filled) - len(pages) < multiple
    assert filled[: len(pages)] == pages
    assert [page.quire for page in filled[len(pages) :]] == [None] * (len(filled) - len(pages))
    assert [page.label for page in filled[4:]] == [str(at + 1) for at in range(len(filled) - 4)]


def test_a_padded_copy_ends_in_blank_pages(printed: Printed, looks: Looks) -> None:
    copy = copy_of(printed, looks, Printer(multiple=16, marks=False))
    with pikepdf.open(io.BytesIO(copy.pdf)) as pdf:
        assert len(pdf.pages) == copy.pages
        assert copy.pages % 16 == 0
        extra = list(pdf.pages)[len(printed.volume.pages) :]
        assert extra
        assert all("/Contents" not in page.obj for page in extra)


def test_spreads_are_two_pages_wide_with_bleed_on_the_outside(
    printed: Printed, looks: Looks
) -> None:
    copy = copy_of(printed, looks, Printer(pages="spreads"))
    with pikepdf.open(io.BytesIO(copy.pdf)) as pdf:
        assert len(pdf.pages) == len(printed.volume.pages) // 2 + 1
        width, height = printed.volume.size
        for page in pdf.pages:
            assert _size(page.obj.TrimBox) == pytest.approx((2 * width, height), abs=0.02)
        first, second, *_ = pdf.pages
        assert [str(name) for name in first.obj.Resources.XObject] == ["/Hoejre"]
        both = second.obj.Resources.XObject
        assert float(both.Venstre.BBox[0]) == pytest.approx(-3 * MILLIMETRE, abs=0.01)
        assert float(both.Venstre.BBox[2]) == pytest.approx(width)
        assert float(both.Hoejre.BBox[0]) == 0
