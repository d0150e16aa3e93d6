"""Booklets: the sheets are folded here, and what is read in the fold is read back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import accumulate, pairwise

import pikepdf
import pypdfium2
import pytest

from press.binding.imposing import Folding, booklet, gatherings, saddle
from press.binding.paginating import page_labels
from press.looks import Looks
from press.paper.volume import Printed
from tests.presswork import document, galley, print_with

# One worker prints the volume that these tests fold.
pytestmark = pytest.mark.xdist_group("saddle")

MM = 72 / 25.4


def folded(pages: int, signature: int) -> list[int | None]:
    """Fold every gathering, lay them on each other, and turn the leaves from first to last.

    A sheet that is turned on its short edge has its back's left half behind its front's right.
    """
    faces = saddle(pages, signature)
    sheets = list(zip(faces[::2], faces[1::2], strict=True))
    read: list[int | None] = []
    for first, last in pairwise((0, *accumulate(gatherings(pages, signature)))):
        nested = sheets[first:last]
        for front, back in nested:
            read += [front[1], back[0]]
        for front, back in reversed(nested):
            read += [back[1], front[0]]
    return read


@pytest.mark.parametrize("signature", [0, 1, 2, 3, 4, 5, 8])
def test_folded_sheets_read_in_order_and_blanks_come_last(signature: int) -> None:
    for pages in [*range(1, 70), 212, 301]:
        padded = -(-pages // 4) * 4
        assert folded(pages, signature) == [*range(1, pages + 1), *[None] * (padded - pages)]


def test_every_page_stands_once_and_four_to_a_sheet() -> None:
    for pages in range(1, 90):
        faces = saddle(pages, 3)
        shown = [number for face in faces for number in face if number]
        assert sorted(shown) == list(range(1, pages + 1))
        assert 2 * len(faces) == -(-pages // 4) * 4


def test_gatherings_are_nearly_of_one_thickness_and_never_too_thick() -> None:
    for pages in range(1, 400):
        for signature in range(1, 9):
            counts = gatherings(pages, signature)
            assert sum(counts) == -(-pages // 4)
            assert max(counts) <= signature
            assert max(counts) - min(counts) <= 1
    assert gatherings(212) == (53,)
    assert gatherings(212, 5) == (5, 5, 5, 5, 5, 5, 5, 5, 5, 4, 4)


@pytest.mark.parametrize(("pages", "signature"), [(0, 0), (8, -1)])
def test_nothing_cannot_be_folded(pages: int, signature: int) -> None:
    with pytest.raises(ValueError, match="no booklet"):
        saddle(pages, signature)


@pytest.fixture(name="printed", scope="module")
def _printed(looks: Looks, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    see = (
        '<p data-b="40">Se <a href="#to">det</a> og <a href="https://example.org/">verden</a>.</p>'
    )
    return print_with(
        looks,
        tmp_path_factory.mktemp("store"),
        document(
            galley("forord", role="front", number=None, paragraphs=3),
            galley("en", paragraphs=22, extra=see),
            galley("to", number=2, paragraphs=30),
        ),
    )


@pytest.fixture(name="folding", params=[Folding(), Folding(signature=2, marks=False)])
def _folding(request: pytest.FixtureRequest) -> Folding:
    assert isinstance(request.param, Folding)
    return request.param


@pytest.fixture(name="flat")
def _flat(printed: Printed) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(booklet(printed.pdf))) as pdf:
        yield pdf


def _words(data: bytes) -> list[str]:
    pages = pypdfium2.PdfDocument(data)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pages]


def _half(page: pypdfium2.PdfPage, half: int) -> str:
    width, height = page.get_size()
    text = page.get_textpage().get_text_bounded(
        left=half * width / 2, right=(half + 1) * width / 2, bottom=0, top=height
    )
    return " ".join(text.split())


def test_each_half_shows_its_page_with_the_books_own_folio(
    printed: Printed, folding: Folding
) -> None:
    pages = _words(printed.pdf)
    folios = 0
    flat = pypdfium2.PdfDocument(booklet(printed.pdf, folding))
    for page, face in zip(flat, saddle(len(pages), folding.signature), strict=True):
        for half, number in enumerate(face):
            assert _half(page, half) == (pages[number - 1] if number else "")
            label = printed.volume.pages[number - 1].label if number else ""
            folios += label in _half(page, half).split()
    assert folios > 10


def _placed(page: pikepdf.Page) -> dict[str, tuple[float, float, float]]:
    """Scale, x and y of the form on each half, from the page description."""
    found, matrix = {}, (0.0, 0.0, 0.0)
    for item in pikepdf.parse_content_stream(page):
        if str(item.operator) == "cm":
            a, b, c, d, x, y = (float(str(number)) for number in item.operands)
            assert (b, c) == (0, 0)
            assert a == d
            matrix = (a, x, y)
        if str(item.operator) == "Do":
            found[str(item.operands[0])] = matrix
    return found


def test_pages_fill_half_a_sheet_and_stand_in_its_middle(printed: Printed) -> None:
    with pikepdf.open(io.BytesIO(booklet(printed.pdf, Folding(creep=0)))) as flat:
        scale, x, y = _placed(flat.pages[2])["/Left"]
        assert [float(edge) / MM for edge in flat.pages[0].MediaBox] == pytest.approx(
            [0, 0, 297, 210], abs=0.01
        )
    assert scale == pytest.approx(148.5 / 170, rel=1e-4)
    assert (x / MM, y / MM) == pytest.approx((0, (210 - 240 * scale) / 2), abs=0.01)


def test_a_wide_sheet_leaves_the_same_room_on_both_sides(printed: Printed) -> None:
    folding = Folding(sheet=(1000, 400), creep=0)
    with pikepdf.open(io.BytesIO(booklet(printed.pdf, folding))) as flat:
        placed = _placed(flat.pages[2])
    scale = 400 / (240 * MM)
    room = (500 - 170 * MM * scale) / 2
    assert placed["/Left"] == pytest.approx((scale, room, 0), abs=0.01)
    assert placed["/Right"] == pytest.approx((scale, 500 + room, 0), abs=0.01)


def test_inner_sheets_creep_towards_the_fold(printed: Printed) -> None:
    still = pikepdf.open(io.BytesIO(booklet(printed.pdf, Folding(creep=0))))
    moved = pikepdf.open(io.BytesIO(booklet(printed.pdf, Folding(creep=0.2))))
    assert len(still.pages) >= 8
    for place, (before, after) in enumerate(zip(still.pages, moved.pages, strict=True)):
        stood, stands = _placed(before), _placed(after)
        for name, sign in (("/Left", 1), ("/Right", -1)):
            if name in stood:
                towards = (stands[name][1] - stood[name][1]) / MM
                assert towards == pytest.approx(sign * 0.2 * (place // 2), abs=1e-3)


def test_creep_begins_again_with_each_gathering(printed: Printed) -> None:
    still = pikepdf.open(io.BytesIO(booklet(printed.pdf, Folding(signature=2, creep=0))))
    moved = pikepdf.open(io.BytesIO(booklet(printed.pdf, Folding(signature=2, creep=1))))
    depths = [sheet for count in gatherings(len(printed.volume.pages), 2) for sheet in range(count)]
    found = []
    for before, after in list(zip(still.pages, moved.pages, strict=True))[::2]:
        name = next(iter(_placed(before)))
        found.append(round(abs(_placed(after)[name][1] - _placed(before)[name][1]) / MM))
    assert found == depths


def test_sheets_are_called_by_gathering_number_and_side(
    printed: Printed, flat: pikepdf.Pdf
) -> None:
    labels = [page.label for page in flat.pages]
    assert labels[:3] == ["Ark 1 forside", "Ark 1 bagside", "Ark 2 forside"]
    with pikepdf.open(io.BytesIO(booklet(printed.pdf, Folding(signature=2)))) as many:
        labels = [page.label for page in many.pages]
    assert labels[3:5] == ["Læg 1, ark 2 bagside", "Læg 2, ark 1 forside"]


def test_the_file_asks_for_the_short_edge_and_full_size(flat: pikepdf.Pdf) -> None:
    asked = flat.Root.ViewerPreferences
    assert asked.Duplex == "/DuplexFlipShortEdge"
    assert asked.PrintScaling == "/None"
    assert asked.DisplayDocTitle
    assert str(flat.Root.Lang) == "da"
    assert str(flat.docinfo["/Title"]) == "Den lille bog – hæfte"
    with flat.open_metadata() as told:
        assert told["xmp:CreateDate"] == "2026-11-23T00:00:00+00:00"


def test_tags_and_links_stay_behind(printed: Printed, flat: pikepdf.Pdf) -> None:
    left = {"/Annots", "/StructParent", "/StructParents", "/StructTreeRoot", "/MarkInfo", "/A"}
    with pikepdf.open(io.BytesIO(printed.pdf)) as volume:
        assert left <= {key for item in volume.objects for key in _keys(item)}
    assert not left & {key for item in flat.objects for key in _keys(item)}
    streams = [item for item in flat.objects if isinstance(item, pikepdf.Stream)]
    forms = [item for item in streams if item.get("/Subtype") == "/Form"]
    assert len(forms) == len(printed.volume.pages)
    assert not any(
        word in form.read_bytes() for form in forms for word in (b"BDC", b"EMC", b"MCID")
    )


def _keys(item: pikepdf.Object) -> set[str]:
    return set(item.keys()) if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)) else set()


def test_each_face_is_embedded_once(printed: Printed, flat: pikepdf.Pdf) -> None:
    def faces(pdf: pikepdf.Pdf) -> list[str]:
        return sorted(str(item.FontName) for item in pdf.objects if "/FontFile2" in _keys(item))

    with pikepdf.open(io.BytesIO(printed.pdf)) as volume:
        assert faces(flat) == faces(volume)
    assert len(set(faces(flat))) == len(faces(flat)) > 2


def _inked(page: pypdfium2.PdfPage) -> bool:
    """Whether anything is drawn within a millimetre of the fold."""
    picture = page.render(scale=2).to_pil().convert("L")
    middle = picture.width // 2
    low, _ = picture.crop((middle - 5, 0, middle + 5, picture.height)).getextrema()
    return bool(low < 200)


def test_marks_stand_on_the_outside_of_each_gathering_alone(printed: Printed) -> None:
    marked = pypdfium2.PdfDocument(booklet(printed.pdf, Folding(signature=2)))
    bare = pypdfium2.PdfDocument(booklet(printed.pdf, Folding(signature=2, marks=False)))
    outside = {2 * first for first in accumulate((0, *gatherings(len(printed.volume.pages), 2)))}
    assert [place for place, page in enumerate(marked) if _inked(page)] == sorted(outside)[:-1]
    assert not any(_inked(page) for page in bare)


def test_the_same_volume_folds_to_the_same_bytes(printed: Printed, folding: Folding) -> None:
    assert booklet(printed.pdf, folding) == booklet(printed.pdf, folding)


@pytest.mark.parametrize(
    "labels",
    [
        ["i", "ii", "iii", "iv", "1", "2", "3"],
        ["særtryk-i", "særtryk-ii", "87", "88", "særtryk-iii", "særtryk-iv"],
        ["Ark 1 forside", "Ark 1 bagside"],
        ["3", "3", "ix", "x", "xi", "9", "del-i", "del-1", "il", "mild", "7-", "08"],
    ],
)
def test_labels_are_read_back_as_they_were_said(labels: list[str]) -> None:
    pdf = pikepdf.Pdf.new()
    for _ in labels:
        pdf.add_blank_page()
    pdf.Root.PageLabels = page_labels(labels)
    assert [page.label for page in pdf.pages] == labels


def test_a_run_of_labels_takes_one_entry() -> None:
    numbers = page_labels(["i", "ii", "1", "2", "3", "s-5", "s-6"]).Nums
    assert [int(str(place)) for place in list(numbers)[::2]] == [0, 2, 5]
