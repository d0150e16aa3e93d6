"""What the printer's file says of itself: version, identifiers, dates, title, trapping.

In: the file. Out: Danish sentences about what is missing, or said in two ways (ISO 15930-7 asks
that XMP and document information agree and that PDF/X is claimed in XMP).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pypdf

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_MM = "{http://ns.adobe.com/xap/1.0/mm/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_NEEDED = {
    f"{_DC}title": "titlen",
    f"{_XMP}CreateDate": "datoen",
    f"{_XMP}ModifyDate": "datoen for seneste ændring",
    f"{_XMP}MetadataDate": "datoen for oplysningerne",
    f"{_MM}DocumentID": "filens betegnelse",
    f"{_MM}VersionID": "filens udgave",
    f"{_MM}RenditionClass": "filens art",
}


def metadata_faults(reader: pypdf.PdfReader, data: bytes, claimed: bool) -> Iterator[str]:
    """Everything amiss in what the file says of itself; ``claimed``: it is to say PDF/X-4."""
    root: Any = reader.trailer["/Root"].get_object()
    # A version in the catalogue goes before the one at the head of the file.
    if not data.startswith(b"%PDF-1.6") or root.get("/Version", "/1.6") != "/1.6":
        yield "filen er ikke PDF 1.6"
    if len(reader.trailer.get("/ID", ())) != 2:
        yield "filen mangler ID"
    said = _said(reader)
    for key, what in _NEEDED.items():
        if not said.get(key):
            yield f"{what} mangler i filens oplysninger"
    conformance = said.get(_PDFX, "")
    if claimed and conformance != "PDF/X-4":
        yield "filen siger ikke, at den er PDF/X-4"
    if not claimed and conformance:
        yield f"filen siger, at den er {conformance}, uden at være det"
    yield from _disagreements(reader, said)


def _disagreements(reader: pypdf.PdfReader, said: dict[str, str]) -> Iterator[str]:
    info: Any = reader.trailer.get("/Info", {})
    info = info.get_object() if hasattr(info, "get_object") else info
    if info.get("/Trapped") not in ("/False", "/True"):
        yield "filen siger ikke, om farverne er lagt til overlap (Trapped)"
    elif said.get(f"{_PDF}Trapped") != str(info["/Trapped"]).lstrip("/"):
        yield "Trapped står på to måder"
    if str(info.get("/Title", "")) != said.get(f"{_DC}title", ""):
        yield "titlen står på to måder"
    written = reader.metadata
    dates = {
        f"{_XMP}CreateDate": written.creation_date if written else None,
        f"{_XMP}ModifyDate": written.modification_date if written else None,
    }
    for key, date in dates.items():
        if said.get(key) and (date is None or datetime.fromisoformat(said[key]) != date):
            yield f"{_NEEDED[key]} står på to måder"


def _said(reader: pypdf.PdfReader) -> dict[str, str]:
    """The XMP properties by name; of a list its first item."""
    root: Any = reader.trailer["/Root"].get_object()
    stream = root.get("/Metadata")
    if stream is None:
        return {}
    try:
        tree = ElementTree.fromstring(stream.get_object().get_data())
    except ElementTree.ParseError:
        return {}
    said: dict[str, str] = {}
    for description in tree.iter(f"{_RDF}Description"):
        said |= dict(description.attrib)
        for element in description:
            item = element.find(f".//{_RDF}li")
            said[element.tag] = ((element if item is None else item).text or "").strip()
    return said
