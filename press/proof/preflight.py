"""Preflight: can the printer's file be printed, and is it what it says it is?

In: the finished bytes and what was asked for. Out: problems P201-P208 with the PDF page. It
stands between the printer's edition and ``dist/``: whatever it finds stops the build.

Read with another library than the one that wrote the file. A file that says that it is PDF/X-4
is held to what ISO 15930-7:2010 asks of one like it – page boxes, output intent, colour, fonts,
metadata, and nothing that acts or is added to the page (its clause 6); rules on what the
press never makes (layers, attachments, halftones, JPEG 2000) are kept by refusing those things.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from press.codes import problem
from press.model import Problem, Source
from press.profiles import is_press_profile
from press.proof.metadata import metadata_faults
from press.proof.painting import Called, Colour, Painted, area, read_painting

# In points; boxes are written with three decimals.
_NEAR = 0.02
_DISPLAY = 18.0
# Ink in all; marks are outside the trim and set in the colorant All.
_MOST_INK = 2.405
_BLACK, _PAPER = (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0)
_SPACES = ("DeviceCMYK", "DeviceGray")
_BLENDING = ("/DeviceCMYK", "/DeviceGray")

_HINT = "byg igen; bliver fejlen ved, er det en fejl i pressen"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the file was asked to be: the size of its sheets' trim and its bleed in points, the
    count its pages go up in, and whether it is to say that it is PDF/X-4."""

    trim: tuple[float, float]
    bleed: float
    multiple: int
    claimed: bool


Fault = tuple[str, str]


def preflight(data: bytes, path: str, wanted: Wanted) -> tuple[Problem, ...]:
    """Everything in the printer's file ``data`` that is not as it should be."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
        faults = [*_document(reader, data, wanted), *_pages(reader, wanted)]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"filen til trykkeriet kan ikke læses: {error}"
        return (problem(Source(path), "P104", message, _HINT),)
    return tuple(problem(Source(path), code, said, _HINT) for code, said in dict.fromkeys(faults))


# --- the file as a whole -------------------------------------------------------------


def _document(reader: pypdf.PdfReader, data: bytes, wanted: Wanted) -> Iterator[Fault]:
    root: Any = reader.trailer["/Root"].get_object()
    names = root.get("/Names", DictionaryObject()).get_object()
    forbidden = {
        "/AcroForm": "felter til udfyldning",
        "/AA": "handlinger",
        "/OpenAction": "handlinger",
        "/Outlines": "bogmærker",
        "/StructTreeRoot": "tags",
        "/MarkInfo": "tags",
        "/OCProperties": "lag",
    }
    for key, what in forbidden.items():
        if key in root:
            yield "P205", f"filen har {what}"
    if any(key in names for key in ("/JavaScript", "/EmbeddedFiles")):
        yield "P205", "filen har programmer eller vedhæftede filer"
    if reader.is_encrypted:
        yield "P205", "filen er låst"
    yield from _output_intent(root, wanted)
    yield from (("P207", fault) for fault in metadata_faults(reader, data, wanted.claimed))
    if len(reader.pages) % wanted.multiple:
        yield "P208", f"{len(reader.pages)} sider går ikke op i {wanted.multiple}"


def _output_intent(root: Any, wanted: Wanted) -> Iterator[Fault]:
    """One for printing, with the name of its condition; in PDF/X-4 with a CMYK profile inside."""
    intents = [item.get_object() for item in root.get("/OutputIntents", [])]
    ours = [item for item in intents if item.get("/S") == "/GTS_PDFX"]
    if len(ours) != 1:
        yield "P206", f"filen har {len(ours)} trykbetingelser, ikke én"
        return
    (intent,) = ours
    if not str(intent.get("/OutputConditionIdentifier", "")).strip():
        yield "P206", "trykbetingelsen har intet navn"
    profile = intent.get("/DestOutputProfile")
    if profile is None:
        if wanted.claimed:
            yield "P206", "farveprofilen er ikke i filen"
        return
    stream = profile.get_object()
    if stream.get("/N") != 4 or not is_press_profile(stream.get_data()):
        yield "P206", "farveprofilen er ikke en profil til tryk i fire farver"


# --- its pages -----------------------------------------------------------------------


def _pages(reader: pypdf.PdfReader, wanted: Wanted) -> Iterator[Fault]:
    judge = _Judge()
    for number, page in enumerate(reader.pages, 1):
        where = f"PDF-side {number}"
        yield from (("P201", f"{where}: {said}") for said in _boxes(page, wanted))
        if page.get("/Annots"):
            yield "P205", f"{where}: der er links eller noter"
        if "/AA" in page:
            yield "P205", f"{where}: der er handlinger"
        contents = page.get_contents()
        content = contents.get_data() if contents is not None else b""
        resources = page.get("/Resources", DictionaryObject()).get_object()
        yield from judge.group(page, where)
        yield from judge.stream(content, resources, where)


def _boxes(page: Any, wanted: Wanted) -> Iterator[str]:
    """Media around crop, crop around bleed, bleed around trim, each of the size asked for."""
    if "/TrimBox" not in page or "/BleedBox" not in page:
        yield "TrimBox eller BleedBox mangler"
        return
    if "/ArtBox" in page:
        yield "ArtBox må ikke stå sammen med TrimBox"
    media, crop = _box(page["/MediaBox"]), _box(page.get("/CropBox", page["/MediaBox"]))
    bleed, trim = _box(page["/BleedBox"]), _box(page["/TrimBox"])
    for outer, inner, said in (
        (media, crop, "CropBox går ud over MediaBox"),
        (crop, bleed, "BleedBox går ud over siden"),
        (bleed, trim, "TrimBox går ud over BleedBox"),
    ):
        if not _holds(outer, inner):
            yield said
    size = trim[2] - trim[0], trim[3] - trim[1]
    if not all(abs(a - b) <= _NEAR for a, b in zip(size, wanted.trim, strict=True)):
        width, height = (edge * 25.4 / 72 for edge in size)
        yield f"den beskårne side er {width:.1f} × {height:.1f} mm".replace(".", ",")
    around = (trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    if not all(abs(edge - wanted.bleed) <= _NEAR for edge in around):
        yield "beskæringen er ikke, som trykkeriet har bedt om"


def _box(values: Iterable[Any]) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(value) for value in values)
    return left, bottom, right, top


def _holds(outer: tuple[float, ...], inner: tuple[float, ...]) -> bool:
    return (
        inner[0] >= outer[0] - _NEAR
        and inner[1] >= outer[1] - _NEAR
        and inner[2] <= outer[2] + _NEAR
        and inner[3] <= outer[3] + _NEAR
    )


@dataclass(slots=True)
class _Judge:
    """Goes through what pages draw. A form is judged once at each size, a font only once."""

    judged: set[tuple[Any, ...]] = field(default_factory=set)
    fonts: set[int] = field(default_factory=set)

    def stream(
        self,
        content: bytes,
        resources: Any,
        where: str,
        scale: float = 1.0,
        fill: Colour | None = None,
        stroke: Colour | None = None,
    ) -> Iterator[Fault]:
        painting = read_painting(content, scale, fill or Colour(), stroke or Colour())
        if painting.marked:
            yield "P205", f"{where}: siden har mærker fra den tilgængelige udgave"
        spaces = resources.get("/ColorSpace", DictionaryObject()).get_object()
        for item in painting.painted:
            yield from _painted(item, spaces, where)
        for name in resources.get("/Font", DictionaryObject()).get_object():
            yield from self.font(resources["/Font"][name], where)
        for called in painting.called:
            yield from self.called(called, resources, where)

    def called(self, called: Called, resources: Any, where: str) -> Iterator[Fault]:
        drawn = resources[f"/{called.kind}"][called.name].get_object()
        if called.kind == "ExtGState":
            if isinstance(drawn.get("/SMask"), DictionaryObject):
                yield "P203", f"{where}: der er en maske, som ikke er i trykkets farver"
            return
        if called.kind == "XObject" and drawn["/Subtype"] == "/Image":
            yield from _image(drawn, where)
            return
        if drawn.get("/PatternType") == 2:
            yield "P203", f"{where}: der er en farveovergang"
            return
        matrix = tuple(float(part) for part in drawn.get("/Matrix", (1, 0, 0, 1, 0, 0)))
        scale = called.scale * area(matrix)
        seen = (id(drawn), round(scale, 3), called.fill, called.stroke)
        if seen in self.judged:
            return
        self.judged.add(seen)
        yield from self.group(drawn, where)
        inner = drawn.get("/Resources", resources).get_object()
        yield from self.stream(drawn.get_data(), inner, where, scale, called.fill, called.stroke)

    def group(self, drawn: Any, where: str) -> Iterator[Fault]:
        group = drawn.get("/Group", DictionaryObject()).get_object()
        space = group.get("/CS")
        if space is not None and space not in _BLENDING:
            yield "P203", f"{where}: gennemsigtighed regnes i farverummet {_name(space)}"

    def font(self, reference: Any, where: str) -> Iterator[Fault]:
        font = reference.get_object()
        if id(font) in self.fonts:
            return
        self.fonts.add(id(font))
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = inner.get("/FontDescriptor", DictionaryObject()).get_object()
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            name = str(font.get("/BaseFont", "?")).lstrip("/")
            yield "P202", f"{where}: skriften »{name}« er ikke indlejret"


def _painted(item: Painted, spaces: Any, where: str) -> Iterator[Fault]:
    if item.kind in ("shading", "inline"):
        what = "en farveovergang" if item.kind == "shading" else "et billede midt i teksten"
        yield "P203", f"{where}: der er {what}"
        return
    colour = item.colour
    space = colour.space
    if space == "Pattern":
        return
    if space not in _SPACES and not _is_registration(spaces, space):
        yield "P203", f"{where}: farverummet {space} er ikke trykkets"
        return
    if space == "DeviceCMYK" and sum(colour.parts) > _MOST_INK:
        yield "P203", f"{where}: {sum(colour.parts) * 100:.0f} % farve i alt er for meget"
    if item.kind == "text" and item.size < _DISPLAY and not _is_lettering(colour):
        yield "P204", f"{where}: tekst på {item.size:g} punkt er ikke i ren sort".replace(".", ",")


def _is_lettering(colour: Colour) -> bool:
    return colour.space == "DeviceCMYK" and colour.parts in (_BLACK, _PAPER)


def _is_registration(spaces: Any, name: str) -> bool:
    """Whether a named space is a tint of one ink, or of all (ISO 32000-1, 8.6.6.4)."""
    space = spaces.get(f"/{name}")
    if space is None:
        return False
    array = space.get_object()
    return bool(array[0] == "/Separation" and array[2] == "/DeviceCMYK")


def _image(image: Any, where: str) -> Iterator[Fault]:
    space = image.get("/ColorSpace")
    space = space.get_object() if space is not None else None
    if isinstance(space, list) and space[0] == "/Indexed":
        space = space[1].get_object()
    based = isinstance(space, list) and space[0] == "/ICCBased"
    if not image.get("/ImageMask") and not based and space not in _BLENDING:
        yield "P203", f"{where}: et billedes farver ({_name(space)}) siger ikke, hvad de er"
    if "/JPXDecode" in str(image.get("/Filter", "")):
        yield "P203", f"{where}: et billede er gemt som JPEG 2000"
    for key in ("/Alternates", "/OPI"):
        if key in image:
            yield "P205", f"{where}: et billede henviser til et andet"


def _name(space: Any) -> str:
    return str(space[0] if isinstance(space, list) else space).lstrip("/")
