"""A sound printer's copy passes; one that is damaged in any way is told by its code."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from press.binding.printing import printers_copy
from press.codes import CODES
from press.looks import Looks
from press.model import Artefact, PdfEdition, Printer, Source
from press.paper.volume import Printed
from press.proofreading.gate import prove
from press.proofreading.pdf import read_pdf
from press.proofreading.preflight import preflight
from tests.presswork import document, galley
from tests.printwork import CONDITION, copy_of, inks, small_book, wanted

# One worker prints the volume that all of these read.
pytestmark = pytest.mark.xdist_group("preflight")

Damage = Callable[[Pdf], None]
PRINTER = Printer(multiple=4)


@pytest.fixture(name="printed", scope="module")
def _printed(looks: Looks, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return small_book(looks, tmp_path_factory.mktemp("store"))


@pytest.fixture(name="sound", scope="module")
def _sound(printed: Printed, looks: Looks) -> bytes:
    return copy_of(printed, looks, PRINTER).pdf


def codes(data: bytes, printed: Printed, printer: Printer = PRINTER) -> set[str]:
    found = preflight(data, "dist/bog.pdf", wanted(printed, printer))
    return {problem.code for problem in found}


def damaged(data: bytes, damage: Damage, version: str = "1.6") -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        damage(pdf)
        out = io.BytesIO()
        pdf.save(out, force_version=version, static_id=True)
    return out.getvalue()


@pytest.mark.parametrize("pages", ["single", "spreads"])
@pytest.mark.parametrize("bleed", [0.0, 3.0, 5.0])
@pytest.mark.parametrize("marks", [True, False])
def test_a_sound_copy_passes(
    pages: str, bleed: float, marks: bool, printed: Printed, looks: Looks
) -> None:
    printer = Printer(pages=pages, bleed=bleed, marks=marks, multiple=8)
    assert codes(copy_of(printed, looks, printer).pdf, printed, printer) == set()


def test_saving_again_is_no_damage(sound: bytes, printed: Printed) -> None:
    assert codes(damaged(sound, lambda pdf: None), printed) == set()


def _page(pdf: Pdf) -> pikepdf.Object:
    return next(page.obj for page in pdf.pages if "/Font" in page.obj.Resources)


def _add(pdf: Pdf, content: bytes) -> None:
    page = _page(pdf)
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n" + content)


def _embedded(pdf: Pdf, key: str) -> pikepdf.Object:
    return next(
        item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/Type") == key
    )


def _metadata(key: str, value: str | None) -> Damage:
    def damage(pdf: Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            if value is None:
                del meta[key]
            else:
                meta[key] = value

    return damage


def _without(*path: str) -> Damage:
    def damage(pdf: Pdf) -> None:
        holder = pdf.trailer if path[0] == "trailer" else pdf.Root
        *way, last = path[1:] if path[0] == "trailer" else path
        for step in way:
            holder = holder[step]
        del holder[last]

    return damage


def _image(pdf: Pdf) -> pikepdf.Object:
    return next(
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    )


def _grouped(pdf: Pdf) -> pikepdf.Object:
    return next(
        item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Group" in item
    )


def _set(holder: Callable[[Pdf], pikepdf.Object], key: str, value: object) -> Damage:
    def damage(pdf: Pdf) -> None:
        holder(pdf)[key] = value

    return damage


def _del(holder: Callable[[Pdf], pikepdf.Object], key: str) -> Damage:
    def damage(pdf: Pdf) -> None:
        del holder(pdf)[key]

    return damage


def _form_in_screen_colours(pdf: Pdf) -> None:
    form = _grouped(pdf)
    form.write(b"1 0 0 rg\n0 0 10 10 re\nf\n" + form.read_bytes())


def _outline(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Side", 0))


def _profile_for_a_screen(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(CONDITION.srgb, N=4)


def _two_intents(pdf: Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def _draw(kind: str, make: Callable[[Pdf], pikepdf.Object], content: bytes) -> Damage:
    """The page draws something of its own, named ``/Ny``."""

    def damage(pdf: Pdf) -> None:
        resources = _page(pdf).Resources
        resources[kind] = Dictionary(dict(resources.get(kind, Dictionary())) | {"/Ny": make(pdf)})
        _add(pdf, content)

    return damage


def _state(**keys: Any) -> Damage:
    return _draw("/ExtGState", lambda _: Dictionary(**keys), b"/Ny gs")


def _form(content: bytes, **keys: object) -> Callable[[Pdf], pikepdf.Object]:
    box = Array([0, 0, 9, 9])
    return lambda pdf: pdf.make_stream(
        content, {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": box} | keys
    )


def _stencil(pdf: Pdf) -> pikepdf.Object:
    return pdf.make_stream(
        b"\xff", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
        BitsPerComponent=1, ImageMask=True,
    )  # fmt: skip


def _postscript(pdf: Pdf) -> pikepdf.Object:
    return pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.PS)


def _masked(pdf: Pdf) -> pikepdf.Object:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
    form = _form(b"0 0 9 9 re\nf", **{"/Group": group})(pdf)
    mask = Dictionary(S=Name.Luminosity, G=form)
    return Dictionary(SMask=pdf.make_indirect(mask))


def _cell(content: bytes) -> Callable[[Pdf], pikepdf.Object]:
    return lambda pdf: pdf.make_stream(
        content, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 5, 5]),
        XStep=5, YStep=5, Resources=Dictionary(),
    )  # fmt: skip


def _ink(name: str) -> Callable[[Pdf], pikepdf.Object]:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    return lambda _: Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, tint])


def _default_space(pdf: Pdf) -> None:
    _page(pdf).Resources.ColorSpace.DefaultCMYK = Name.DeviceRGB


def _overprinted_form(pdf: Pdf) -> None:
    """The state is the page's, the white is the form's."""
    _draw("/XObject", _form(b"0 0 0 0 k\n0 0 9 9 re\nf"), b"")(pdf)
    _draw("/ExtGState", lambda _: Dictionary(OP=True, op=True, OPM=1), b"q\n/Ny gs\n/Ny Do\nQ")(pdf)


def _set_aside(pdf: Pdf) -> None:
    """Both boxes of one page eight points to the left, each as large as before."""
    page = _page(pdf)
    for key in ("/TrimBox", "/BleedBox"):
        left, bottom, right, top = (float(edge) for edge in page[key])
        page[key] = Array([left - 8, bottom, right - 8, top])


def _empty_font(pdf: Pdf) -> None:
    _embedded(pdf, "/FontDescriptor").FontFile2 = pdf.make_stream(b"")


RED = b"1 0 0 rg\n0 0 9 9 re\nf\n"
TEXT = b"BT\n/%s 9 Tf\n1 0 0 1 90 90 Tm\n<0001> Tj\nET"
DAMAGES: dict[str, tuple[str, Damage]] = {
    "no trim box": ("P201", _del(_page, "/TrimBox")),
    "no bleed box": ("P201", _del(_page, "/BleedBox")),
    "another size": ("P201", _set(_page, "/TrimBox", Array([28, 28, 400, 708]))),
    "bleed inside the trim": ("P201", _set(_page, "/BleedBox", Array([40, 40, 500, 700]))),
    "cropped into the bleed": ("P201", _set(_page, "/CropBox", Array([28, 28, 510, 708]))),
    "media too small": ("P201", _set(_page, "/MediaBox", Array([28, 28, 510, 708]))),
    "an art box too": ("P201", _set(_page, "/ArtBox", Array([28, 28, 510, 708]))),
    "boxes set aside": ("P201", _set_aside),
    "another sheet": ("P201", _set(_page, "/MediaBox", Array([0, 0, 600, 800]))),
    "a page turned": ("P201", _set(_page, "/Rotate", 90)),
    "a page with a unit of its own": ("P201", _set(_page, "/UserUnit", 2)),
    "a font without letters": ("P202", _empty_font),
    "a font left out": ("P202", lambda pdf: _without_font(pdf)),
    "screen colours": ("P203", lambda pdf: _add(pdf, b"1 0 0 rg\n0 0 9 9 re\nf")),
    "screen lines": ("P203", lambda pdf: _add(pdf, b"1 0 0 RG\n0 0 m\n9 9 l\nS")),
    "a screen space": ("P203", lambda pdf: _add(pdf, b"/DeviceRGB cs\n1 0 0 sc\n0 0 9 9 re\nf")),
    "screen colours in a form": ("P203", _form_in_screen_colours),
    "a shading": ("P203", lambda pdf: _add(pdf, b"/s0 sh")),
    "a blend of screen colours": (
        "P203",
        lambda pdf: _grouped(pdf).Group.update({"/CS": Name.DeviceRGB}),
    ),
    "an image in device colours": ("P203", _set(_image, "/ColorSpace", Name.DeviceRGB)),
    "screen colours behind a comment": ("P203", lambda pdf: _add(pdf, b"%(\n" + RED + b"%)")),
    "screen colours between two": ("P203", lambda pdf: _add(pdf, b"%[\n" + RED + b"%]\n")),
    "screen colours among remarks": ("P203", lambda pdf: _add(pdf, b"%<<\n" + RED + b"%>>")),
    "screen colours in a pattern": (
        "P203",
        _draw("/Pattern", _cell(RED), b"/Pattern cs\n/Ny scn\n0 0 9 9 re\nf"),
    ),
    "a stencil in screen colours": (
        "P203",
        _draw("/XObject", _stencil, b"q\n1 0 0 rg\n9 0 0 9 0 0 cm\n/Ny Do\nQ"),
    ),
    "a mask": ("P203", _draw("/ExtGState", _masked, b"/Ny gs")),
    "inks that stand for others": ("P203", _default_space),
    "a fifth ink": ("P203", _draw("/ColorSpace", _ink("Sol"), b"/Ny cs\n1 scn\n0 0 9 9 re\nf")),
    "white over black": (
        "P203",
        _draw("/ExtGState", lambda _: Dictionary(op=True), b"/Ny gs\n0 0 0 0 k\n0 0 9 9 re\nf"),
    ),
    "white over black in a form": ("P203", _overprinted_form),
    "too much ink": ("P203", lambda pdf: _add(pdf, b".9 .9 .9 .9 k\n0 0 9 9 re\nf")),
    "text in petrol": (
        "P204",
        lambda pdf: _add(pdf, b".9 .45 .4 .48 k\n" + TEXT % _font_name(pdf)),
    ),
    "text in a build of black": (
        "P204",
        lambda pdf: _add(pdf, b".5 0 0 1 k\n" + TEXT % _font_name(pdf)),
    ),
    "text in grey": ("P204", lambda pdf: _add(pdf, b".5 g\n" + TEXT % _font_name(pdf))),
    "a link": ("P205", _set(_page, "/Annots", Array([Dictionary(Subtype=Name.Link)]))),
    "an action of a page": ("P205", _set(_page, "/AA", Dictionary())),
    "an action at opening": (
        "P205",
        _set(lambda pdf: pdf.Root, "/OpenAction", Dictionary(S=Name.Named)),
    ),
    "bookmarks": ("P205", _outline),
    "tags": ("P205", _set(lambda pdf: pdf.Root, "/MarkInfo", Dictionary(Marked=True))),
    "marked content": ("P205", lambda pdf: _add(pdf, b"/Span <</MCID 0>> BDC\nEMC")),
    "layers": ("P205", _set(lambda pdf: pdf.Root, "/OCProperties", Dictionary())),
    "a form to fill in": ("P205", _set(lambda pdf: pdf.Root, "/AcroForm", Dictionary())),
    "a curve of its own": ("P205", _state(TR=Name.Identity)),
    "a screen of its own": ("P205", _state(HT=Name.Default)),
    "another language": ("P205", _draw("/XObject", _postscript, b"/Ny Do")),
    "a form in another file": (
        "P205",
        _draw("/XObject", _form(b"", **{"/Ref": Dictionary()}), b"/Ny Do"),
    ),
    "no output intent": ("P206", _without("/OutputIntents")),
    "two output intents": ("P206", _two_intents),
    "an intent without a name": (
        "P206",
        _set(lambda pdf: pdf.Root.OutputIntents[0], "/OutputConditionIdentifier", ""),
    ),
    "an intent of another press": (
        "P206",
        _set(lambda pdf: pdf.Root.OutputIntents[0], "/OutputConditionIdentifier", "FOGRA51"),
    ),
    "no profile": ("P206", _del(lambda pdf: pdf.Root.OutputIntents[0], "/DestOutputProfile")),
    "a screen's profile": ("P206", _profile_for_a_screen),
    "no metadata": ("P207", _without("/Metadata")),
    "no claim": ("P207", _metadata("pdfxid:GTS_PDFXVersion", None)),
    "another claim": ("P207", _metadata("pdfxid:GTS_PDFXVersion", "PDF/X-3")),
    "no identifier": ("P207", _metadata("xmpMM:DocumentID", None)),
    "no version of the document": ("P207", _metadata("xmpMM:VersionID", None)),
    "a version of its own": ("P207", _set(lambda pdf: pdf.Root, "/Version", Name("/1.7"))),
    "no date": ("P207", _metadata("xmp:CreateDate", None)),
    "another date": ("P207", _metadata("xmp:ModifyDate", "2020-01-01T00:00:00+00:00")),
    "another title": ("P207", _metadata("dc:title", "En anden bog")),
    "trapped or not": ("P207", _without("trailer", "/Info", "/Trapped")),
    "trapped said in two ways": ("P207", _metadata("pdf:Trapped", "True")),
    "a page too many": ("P208", lambda pdf: pdf.pages.append(pdf.pages[-1])),
}


def _without_font(pdf: Pdf) -> None:
    del _embedded(pdf, "/FontDescriptor")["/FontFile2"]


def _font_name(pdf: Pdf) -> bytes:
    return next(iter(_page(pdf).Resources.Font.keys())).encode()[1:]


@pytest.mark.parametrize("what", DAMAGES)
def test_each_damage_has_its_code(what: str, sound: bytes, printed: Printed) -> None:
    code, damage = DAMAGES[what]
    assert codes(damaged(sound, damage), printed) == {code}


@pytest.mark.parametrize("version", ["1.4", "1.7"])
def test_another_version_is_told(version: str, sound: bytes, printed: Printed) -> None:
    assert codes(damaged(sound, lambda pdf: None, version), printed) == {"P207"}


def test_letters_reversed_out_and_large_ones_may_be_as_they_are(
    sound: bytes, printed: Printed
) -> None:
    def add(pdf: Pdf) -> None:
        name = _font_name(pdf)
        _add(pdf, b"0 0 0 0 k\n" + TEXT % name + b"\n.9 .45 .4 .48 k\n2 0 0 2 0 0 cm\n")
        _add(pdf, TEXT % name)

    assert codes(damaged(sound, add), printed) == set()


def test_the_page_is_named(sound: bytes, printed: Printed) -> None:
    data = damaged(sound, DAMAGES["screen colours"][1])
    (found,) = preflight(data, "dist/bog.pdf", wanted(printed, PRINTER))
    assert found.source == Source("dist/bog.pdf")
    assert "PDF-side" in found.message
    assert "DeviceRGB" in found.message


@pytest.mark.parametrize("length", [0, 100, 5000])
def test_a_broken_file_is_told(length: int, sound: bytes, printed: Printed) -> None:
    assert codes(sound[:length], printed) == {"P104"}


def test_a_copy_without_a_profile_passes_when_it_claims_nothing(
    printed: Printed, looks: Looks
) -> None:
    condition = replace(CONDITION, profile=b"")
    data = printers_copy(printed.volume, PRINTER, inks(looks), condition).pdf
    assert preflight(data, "b", wanted(printed, PRINTER, claimed=False)) == ()
    assert codes(data, printed) == {"P206", "P207"}


def test_the_reading_copy_is_no_printers_copy(printed: Printed) -> None:
    assert codes(printed.pdf, printed) >= {"P201", "P203", "P205", "P206", "P207"}


@pytest.mark.parametrize("pages", ["single", "spreads"])
def test_the_whole_manuscript_is_in_the_printers_copy(
    pages: str, printed: Printed, looks: Looks
) -> None:
    """The marks do not disturb the completeness proof, and a lost chapter is still seen."""
    made = copy_of(printed, looks, Printer(pages=pages, multiple=16))
    edition = PdfEdition("print", Source("book/book.yaml"))
    artefact = Artefact(edition, {"bog.pdf": made.pdf}, {"spreads": pages == "spreads"})
    plain = document(galley("en", number=1, paragraphs=8), galley("to", number=2, paragraphs=5))
    assert prove(plain, artefact, like=printed.pdf) == ()
    more = document(*plain.galleys, galley("tre", number=3, paragraphs=5))
    assert {problem.code for problem in prove(more, artefact, like=printed.pdf)} == {"P101"}


def test_what_is_cut_off_is_no_text_of_the_page(sound: bytes) -> None:
    """The line beside the marks says the book's title, which an index may say too."""
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        for page in pdf.pages:
            page.obj.TrimBox = page.obj.MediaBox
        out = io.BytesIO()
        pdf.save(out)
    slug = "Den lille bog · side"
    assert all(slug in text for text in read_pdf(out.getvalue()).pages)
    assert not any(slug in text for text in read_pdf(sound).pages)


def test_damages_cover_every_code_of_the_preflight() -> None:
    told = {code for code, _ in DAMAGES.values()}
    assert told == {code for code in CODES if code.startswith("P20")}
