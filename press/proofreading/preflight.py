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
from dataclasses import dataclass, replace
from typing import Any

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from press.codes import problem
from press.model import Artefact, PdfEdition, Printer, Problem, Source
from press.profiles import is_press_profile
from press.proofreading.drawn import Fault, Judge
from press.proofreading.metadata import metadata_faults

_MILLIMETRE = 72 / 25.4  # points
# In points; boxes are written with three decimals.
_NEAR = 0.02

_HINT = "byg igen; bliver fejlen ved, er det en fejl i pressen"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the file was asked to be: the size of its sheets' trim and its bleed in points, the
    count its pages go up in, the printing condition, and whether it is to say that it is
    PDF/X-4."""

    trim: tuple[float, float]
    bleed: float
    multiple: int
    condition: str
    claimed: bool


def preflight(data: bytes, path: str, wanted: Wanted) -> tuple[Problem, ...]:
    """Everything in the printer's file ``data`` that is not as it should be."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
        faults = [*_document(reader, data, wanted), *_pages(reader, wanted)]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"filen til trykkeriet kan ikke læses: {error}"
        return (problem(Source(path), "P104", message, _HINT),)
    return tuple(problem(Source(path), code, said, _HINT) for code, said in dict.fromkeys(faults))


def preflight_edition(
    artefact: Artefact, edition: PdfEdition, printer: Printer, size: tuple[float, float]
) -> tuple[Problem, ...]:
    """What the preflight finds in the finished printer's edition and its cover. ``size`` is the
    trim of a page in points."""
    spreads = printer.pages == "spreads"
    width, height = size
    wanted = Wanted(
        trim=(width * 2 if spreads else width, height),
        bleed=printer.bleed * _MILLIMETRE,
        multiple=1 if spreads else printer.multiple,
        condition=printer.condition,
        claimed=bool(artefact.facts["claims"]),
    )
    file, cover = edition.file, edition.cover_file
    found = preflight(artefact.files[file], f"dist/{file}", wanted)
    if cover not in artefact.files:
        return found
    across, down = artefact.facts["cover"]
    covering = replace(wanted, trim=(across, down), multiple=1)
    return (*found, *preflight(artefact.files[cover], f"dist/{cover}", covering))


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
    named = str(intent.get("/OutputConditionIdentifier", "")).strip()
    if named != wanted.condition:
        yield "P206", f"trykbetingelsen er »{named}«, ikke »{wanted.condition}«"
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
    judge = Judge()
    for number, page in enumerate(reader.pages, 1):
        where = f"PDF-side {number}"
        yield from (("P201", f"{where}: {said}") for said in _boxes(page, wanted))
        if page.get("/Annots"):
            yield "P205", f"{where}: der er links eller noter"
        if "/AA" in page:
            yield "P205", f"{where}: der er handlinger"
        if page.get("/Rotate", 0) or page.get("/UserUnit", 1) != 1:
            yield "P201", f"{where}: siden er drejet eller regner i sit eget mål"
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
    apart = [abs(trim[at] - media[at] - media[at + 2] + trim[at + 2]) for at in (0, 1)]
    if max(apart) > 2 * _NEAR:
        yield "den beskårne side står ikke midt på arket"
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
