"""Facts read back from a bound volume: tags, fonts, labels, links, outline, furniture."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from press.binding.saving import claiming_pdf_ua
from press.looks import Looks
from press.model import Galley, Note
from press.paper.volume import Printed
from tests.presswork import PrintIt, document, galley, print_with

# One worker prints the volume that all of these read.
pytestmark = pytest.mark.xdist_group("bind")


def _book() -> tuple[Galley, ...]:
    part = Galley("del-1", "part", "Første del", "", number=1, anchors=("del-1",))
    see = (
        '<p data-b="70">Se <a class="xref" href="#to">kapitel 2</a><span class="print-page"> '
        '(s.\u00a0<a class="pageref" href="#to-a"></a>)</span>'
        '<a class="noteref" id="en-n1-kald" href="#en-n1">1</a> og '
        '<a href="https://example.org/">et sted ude i verden</a>.</p>'
        '<table id="tab"><caption data-b="71">Tal</caption><thead><tr><th data-b="72">A</th></tr>'
        '</thead><tbody><tr><td data-b="73">1</td></tr></tbody></table>'
    )
    note = Note("en-n1", 1, "<p>En note.</p>")
    return (
        galley("forord", role="front", number=None, paragraphs=3),
        part,
        galley("en", number=1, part="del-1", paragraphs=20, extra=see, notes=(note,)),
        galley(
            "to",
            number=2,
            part="del-1",
            paragraphs=14,
            extra=see.replace("en-n1", "to-n1").replace('id="tab"', 'id="tab2"'),
            notes=(Note("to-n1", 1, "<p>Nok en.</p>"),),
        ),
    )


@pytest.fixture(name="printed", scope="module")
def _printed(looks: Looks, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return print_with(looks, tmp_path_factory.mktemp("store"), document(*_book()))


@pytest.fixture(name="pdf")
def _pdf(printed: Printed) -> Iterator[pikepdf.Pdf]:
    assert printed.problems == ()
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        yield pdf


def _text(printed: Printed, label: str) -> str:
    place = [page.label for page in printed.volume.pages].index(label)
    page = pypdfium2.PdfDocument(printed.pdf)[place]
    return str(page.get_textpage().get_text_bounded())


def test_quoted_numbers_are_the_true_ones(printed: Printed) -> None:
    label = printed.page_map.labels["to-a"]
    first = int(printed.page_map.labels["en"])
    text = "".join(_text(printed, str(page)) for page in range(first, int(label)))
    assert f"Se kapitel 2 (s. {label})" in text.replace("\r\n", " ")


def test_every_page_has_its_folio_unless_it_is_blank_or_a_title(printed: Printed) -> None:
    blank = {page.label for page in printed.volume.pages if page.quire is None}
    part = printed.page_map.labels["del-1"]
    for page in printed.volume.pages:
        words = _text(printed, page.label).split()
        if page.label in blank:
            assert words == []
        elif page.label not in {"i", "ii", "iii", "iv", part}:
            assert words.count(page.label) == 1, (page.label, words)


def test_running_heads_part_left_chapter_right_none_on_openings(printed: Printed) -> None:
    opening = {printed.page_map.labels[name] for name in ("en", "to")}
    inside = [
        str(page)
        for page in range(int(min(opening, key=int)), int(printed.page_map.labels["to"]) + 3)
        if str(page) not in opening and _text(printed, str(page)).strip()
    ]
    assert len(inside) > 4
    for label in inside:
        head = "Første del" if int(label) % 2 == 0 else "Titlen på"
        assert _text(printed, label).startswith(head), label
    for label in opening:
        assert "Første del" not in _text(printed, label)


def test_page_labels_outline_language_and_title(pdf: pikepdf.Pdf, printed: Printed) -> None:
    assert [page.label for page in pdf.pages] == [leaf.label for leaf in printed.volume.pages]
    assert str(pdf.Root.Lang) == "da"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo["/Title"]) == "Den lille bog"
    with pdf.open_outline() as outline:
        titles = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert titles == [
        ("Indhold", []),
        ("Titlen på forord", ["Et afsnit i forord"]),
        ("Del 1. Første del", ["1. Titlen på en", "2. Titlen på to"]),
    ]


def test_links_lead_to_pages_of_the_volume(pdf: pikepdf.Pdf, printed: Printed) -> None:
    pages = {
        page.obj.objgen: leaf for page, leaf in zip(pdf.pages, printed.volume.pages, strict=True)
    }
    inner: list[pikepdf.Object] = []
    outer: list[pikepdf.Object] = []
    for page in pdf.pages:
        for link in page.obj.get("/Annots", []):
            (outer if "/URI" in link.A else inner).append(link)
    assert {str(link.A.URI) for link in outer} == {"https://example.org/"}
    goals = {pages[link.A.D[0].objgen].label for link in inner}
    assert printed.page_map.labels["to"] in goals
    assert printed.page_map.labels["to-a"] in goals
    assert all("press-" not in str(link.Contents) for link in inner)


def test_each_face_is_embedded_once(pdf: pikepdf.Pdf) -> None:
    descriptors = [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    names = [str(item.FontName) for item in descriptors]
    assert len(names) == len(set(names)) >= 3
    assert all("/FontFile2" in item for item in descriptors)
    assert all(len(item.FontFile2.read_bytes()) > 1000 for item in descriptors)


def test_tags_and_marked_content_agree_on_every_page(pdf: pikepdf.Pdf) -> None:
    nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    keys = [int(key) for key in nums[::2]]
    assert all(before < after for before, after in pairwise(keys))
    tree = dict(zip(keys, nums[1::2], strict=True))
    for page in pdf.pages:
        if "/StructParents" not in page.obj:
            continue
        content = b"".join(
            stream.read_bytes()
            for stream in (
                page.obj.Contents
                if isinstance(page.obj.Contents, pikepdf.Array)
                else [page.obj.Contents]
            )
        )
        marked = {int(mcid) for mcid in re.findall(rb"/MCID (\d+)", content)}
        parents = tree[int(page.obj.StructParents)]
        assert marked == set(range(len(parents)))
        assert all(parent.Pg.objgen == page.obj.objgen for parent in parents)
        for link in page.obj.get("/Annots", []):
            assert tree[int(link.StructParent)].S == "/Link"


def test_running_heads_are_artifacts(pdf: pikepdf.Pdf, printed: Printed) -> None:
    place = [page.label for page in printed.volume.pages].index("4")
    first = pdf.pages[place].obj.Contents[0].read_bytes()
    assert first.startswith(b"/Artifact <</Type /Pagination>> BDC")
    assert b"MCID" not in first


def test_table_header_ids_are_unique(pdf: pikepdf.Pdf) -> None:
    ids = [
        bytes(item.ID)
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH" and "/ID" in item
    ]
    assert len(ids) == len(set(ids)) == 2


def test_words_in_another_language_are_tagged_as_such(print_it: PrintIt) -> None:
    english = '<p data-b="60">Mange siger <span lang="en">design thinking</span> om det.</p>'
    printed = print_it(document(galley("k1", paragraphs=1, extra=english)))
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        told = [
            (str(item.S), str(item.Lang))
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/Lang" in item
        ]
    assert told == [("/Span", "en")]


def test_pdf_ua_is_claimed_only_when_asked_for(printed: Printed) -> None:
    def said(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return pdf.Root.Metadata.read_bytes()

    claiming = claiming_pdf_ua(printed.pdf)
    assert b"pdfuaid:part" not in said(printed.pdf)
    assert b"pdfuaid:part" in said(claiming)
    assert claiming == claiming_pdf_ua(printed.pdf)
