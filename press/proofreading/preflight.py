"""Preflight: can the printer's file be printed, and is it what it says it is?

In: the finished bytes and what was asked for. Out: problems P201-P208 with the PDF page, or P104
for a file that cannot be read. Any of them keeps the printer's edition out of ``dist/``.

The file is read with another library than the one that wrote it, and held to ISO 15930-7:2010,
clause 6: page boxes, output intent, colour, fonts, metadata (XMP and document information must
agree, and XMP must claim PDF/X), no actions and no annotations. What the press never makes
(layers, attachments, halftones, JPEG 2000) is refused altogether.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pypdf
from pypdf.errors import PyPdfError

from press.codes import problem
from press.model import Artefact, PdfEdition, Printer, Problem, Source
from press.profiles import is_press_profile
from press.proofreading.drawn import Fault, Judge, entry

_MILLIMETRE = 72 / 25.4  # points
_NEAR = 0.02  # points; boxes are written with three decimals
_HINT = "byg igen; bliver fejlen ved, er det en fejl i pressen"
_FORBIDDEN = {
    "/AcroForm": "felter til udfyldning",
    "/AA": "handlinger",
    "/OpenAction": "handlinger",
    "/Outlines": "bogmærker",
    "/StructTreeRoot": "tags",
    "/MarkInfo": "tags",
    "/OCProperties": "lag",
}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_CREATED = "{http://ns.adobe.com/xap/1.0/}CreateDate"
_MODIFIED = "{http://ns.adobe.com/xap/1.0/}ModifyDate"
_TRAPPED = "{http://ns.adobe.com/pdf/1.3/}Trapped"
_PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_NEEDED = {
    _TITLE: "titlen",
    _CREATED: "datoen",
    _MODIFIED: "datoen for seneste ændring",
    "{http://ns.adobe.com/xap/1.0/}MetadataDate": "datoen for oplysningerne",
    "{http://ns.adobe.com/xap/1.0/mm/}DocumentID": "filens betegnelse",
    "{http://ns.adobe.com/xap/1.0/mm/}VersionID": "filens udgave",
    "{http://ns.adobe.com/xap/1.0/mm/}RenditionClass": "filens art",
}
# Left, bottom, right and top, in points.
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the file was asked to be: the size of its trimmed pages and the bleed in points, the
    number that its count of pages is a ``multiple`` of, the printing condition, and whether it
    is to claim PDF/X-4."""

    trim: tuple[float, float]
    bleed: float
    multiple: int
    condition: str
    claimed: bool


def preflight(data: bytes, path: str, wanted: Wanted) -> tuple[Problem, ...]:
    """Everything that is wrong with the printer's file ``data``, as problems of ``path``."""
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
    """What the preflight finds in a finished printer's edition and its cover. ``size`` is the
    trimmed size of a page in points."""
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
    root: Any = reader.trailer["/Root"]
    for key, what in _FORBIDDEN.items():
        if key in root:
            yield "P205", f"filen har {what}"
    names = entry(root, "/Names", {})
    if any(key in names for key in ("/JavaScript", "/EmbeddedFiles")):
        yield "P205", "filen har programmer eller vedhæftede filer"
    if reader.is_encrypted:
        yield "P205", "filen er låst"
    yield from (("P206", fault) for fault in _output_intent(root, wanted))
    # A version in the catalogue overrides the one in the header (ISO 32000-1, 7.5.2).
    if not data.startswith(b"%PDF-1.6") or root.get("/Version", "/1.6") != "/1.6":
        yield "P207", "filen er ikke PDF 1.6"
    if len(reader.trailer.get("/ID", ())) != 2:
        yield "P207", "filen mangler ID"
    said = _said(root)
    yield from (("P207", fault) for fault in _lacks(said, wanted.claimed))
    yield from (("P207", fault) for fault in _disagreements(reader, said))
    if len(reader.pages) % wanted.multiple:
        yield "P208", f"{len(reader.pages)} sider går ikke op i {wanted.multiple}"


def _output_intent(root: Any, wanted: Wanted) -> Iterator[str]:
    """There must be one for printing, which names its condition; in PDF/X-4 with a CMYK profile."""
    intents = [item.get_object() for item in root.get("/OutputIntents", [])]
    ours = [item for item in intents if item.get("/S") == "/GTS_PDFX"]
    if len(ours) != 1:
        yield f"filen har {len(ours)} trykbetingelser, ikke én"
        return
    (intent,) = ours
    named = str(intent.get("/OutputConditionIdentifier", "")).strip()
    if named != wanted.condition:
        yield f"trykbetingelsen er »{named}«, ikke »{wanted.condition}«"
    profile = entry(intent, "/DestOutputProfile")
    if profile is None:
        if wanted.claimed:
            yield "farveprofilen er ikke i filen"
    elif profile.get("/N") != 4 or not is_press_profile(profile.get_data()):
        yield "farveprofilen er ikke en profil til tryk i fire farver"


def _said(root: Any) -> dict[str, str]:
    """The XMP properties by name, of a list its first item; empty when XMP cannot be read."""
    stream = entry(root, "/Metadata")
    try:
        tree = ElementTree.fromstring(b"" if stream is None else stream.get_data())
    except ElementTree.ParseError:
        return {}
    said: dict[str, str] = {}
    for description in tree.iter(f"{_RDF}Description"):
        said |= dict(description.attrib)
        for element in description:
            item = element.find(f".//{_RDF}li")
            said[element.tag] = ((element if item is None else item).text or "").strip()
    return said


def _lacks(said: dict[str, str], claimed: bool) -> Iterator[str]:
    for key, what in _NEEDED.items():
        if not said.get(key):
            yield f"{what} mangler i filens oplysninger"
    conformance = said.get(_PDFX, "")
    if claimed and conformance != "PDF/X-4":
        yield "filen siger ikke, at den er PDF/X-4"
    if not claimed and conformance:
        yield f"filen siger, at den er {conformance}, uden at være det"


def _disagreements(reader: pypdf.PdfReader, said: dict[str, str]) -> Iterator[str]:
    """Where XMP and the document information contradict each other."""
    info = entry(reader.trailer, "/Info", {})
    if info.get("/Trapped") not in ("/False", "/True"):
        yield "filen siger ikke, om farverne er lagt til overlap (Trapped)"
    elif said.get(_TRAPPED) != str(info["/Trapped"]).lstrip("/"):
        yield "Trapped står på to måder"
    if str(info.get("/Title", "")) != said.get(_TITLE, ""):
        yield "titlen står på to måder"
    written = reader.metadata
    dates = {
        _CREATED: written.creation_date if written else None,
        _MODIFIED: written.modification_date if written else None,
    }
    for key, date in dates.items():
        if said.get(key) and (date is None or datetime.fromisoformat(said[key]) != date):
            yield f"{_NEEDED[key]} står på to måder"


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
        yield from judge.page(page, where)


def _boxes(page: Any, wanted: Wanted) -> Iterator[str]:
    """Each box must lie in the one before (media, crop, bleed, trim) and have the right size."""
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
        if min(_margins(outer, inner)) < -_NEAR:
            yield said
    size = trim[2] - trim[0], trim[3] - trim[1]
    if any(abs(a - b) > _NEAR for a, b in zip(size, wanted.trim, strict=True)):
        width, height = (edge / _MILLIMETRE for edge in size)
        yield f"den beskårne side er {width:.1f} × {height:.1f} mm".replace(".", ",")
    left, bottom, right, top = _margins(media, trim)
    if max(abs(left - right), abs(bottom - top)) > 2 * _NEAR:
        yield "den beskårne side står ikke midt på arket"
    if any(abs(edge - wanted.bleed) > _NEAR for edge in _margins(bleed, trim)):
        yield "beskæringen er ikke, som trykkeriet har bedt om"


def _box(values: Any) -> _Box:
    left, bottom, right, top = (float(value) for value in values)
    return left, bottom, right, top


def _margins(outer: _Box, inner: _Box) -> _Box:
    """How far ``inner`` is from each edge of ``outer``; negative where it reaches beyond it."""
    return (
        inner[0] - outer[0],
        inner[1] - outer[1],
        outer[2] - inner[2],
        outer[3] - inner[3],
    )
