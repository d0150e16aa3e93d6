"""The printer's copy: a volume as the file that plates are made from.

In: a volume, what the printer asks for, the inks and the profile of the printing condition.
Out: the bytes of a PDF without tags, links, actions or outline, every colour in the
printer's inks, with trim and bleed boxes on every page; and remarks on what cannot be printed.

The file says that it is PDF/X-4 (ISO 15930-7) only when it is asked to and the profile is in
it; :mod:`press.proofreading.preflight` then reads the finished bytes and holds them to that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid5

from pikepdf import Array, Dictionary, Name, Page, Pdf, String

from press.binding.bind import Volume, gather, metadata
from press.binding.embedding import dress_with_fonts
from press.binding.inks import Inks
from press.binding.paginating import padded, page_labels
from press.binding.plates import Plates, Remark
from press.binding.saving import saved
from press.binding.separating import IDENTITY
from press.binding.sheet import (
    MILLIMETRE,
    REGISTRATION,
    Boxes,
    boxes,
    crop_marks,
    slug_line,
    slug_words,
)
from press.model import Printer

_PDFX_ID = "http://www.npes.org/pdfx/ns/id/"
_MEDIA_MANAGEMENT = "http://ns.adobe.com/xap/1.0/mm/"
_REGISTRY = "http://www.color.org"


@dataclass(frozen=True, slots=True)
class Condition:
    """The printing condition: its registered name, its profile (may be empty) and whether the
    file is to say that it is PDF/X-4. ``srgb`` is the profile of the images."""

    name: str
    profile: bytes
    claim: bool
    srgb: bytes

    @property
    def claimed(self) -> bool:
        """Only a file with its profile inside can be PDF/X-4 (without: PDF/X-4p)."""
        return self.claim and bool(self.profile)


@dataclass(frozen=True, slots=True)
class PrintersCopy:
    """The printer's file, how many pages the book has in it, and what was remarked."""

    pdf: bytes
    pages: int
    remarks: tuple[Remark, ...]


def printers_copy(
    volume: Volume,
    printer: Printer,
    inks: Inks,
    condition: Condition,
    folds: tuple[float, ...] = (),
) -> PrintersCopy:
    """The printer's copy of ``volume``; the same volume gives the same bytes.

    ``folds`` says where a single sheet is folded, in points from the left of its trim.
    """
    pages = padded(volume.pages, printer.multiple)
    blanks = (None,) * (len(pages) - len(volume.pages))
    volume = replace(volume, pages=pages, worn=(*volume.worn, *blanks))
    pdf, fonts, *_ = gather(volume)
    plates = Plates(pdf, inks, condition.srgb, printer.ppi)
    bleed = printer.bleed * MILLIMETRE
    registration = _registration(pdf) if printer.marks else None
    if printer.pages == "spreads":
        dress_with_fonts(pdf, fonts)
        _lay_in_spreads(pdf, volume, bleed, plates, registration)
    else:
        sheet = boxes(volume.size, bleed, marks=printer.marks, folds=folds)
        words = [slug_words(volume.title, page.label) if printer.marks else "" for page in pages]
        slugs = [slug_line(fonts, said, sheet) if said else b"" for said in words]
        dress_with_fonts(pdf, fonts)
        _lay_singly(pdf, sheet, bleed, plates, slugs, registration)
        pdf.Root.PageLabels = page_labels(page.label for page in pages)
    pdf.Root.Lang = String(volume.language)
    pdf.Root.OutputIntents = Array([_output_intent(pdf, condition)])
    _describe(pdf, volume, condition)
    return PrintersCopy(saved(pdf, only="1.6"), len(pages), tuple(plates.remarks))


def _lay_singly(
    pdf: Pdf,
    sheet: Boxes,
    bleed: float,
    plates: Plates,
    slugs: Sequence[bytes],
    registration: Array | None,
) -> None:
    """Each page on a sheet of its own, cut at its bleed, with its slug (may be empty)."""
    left, bottom, right, top = sheet.trim
    kept = (-bleed, -bleed, right - left + 2 * bleed, top - bottom + 2 * bleed)
    start = b"q\n1 0 0 1 %.3f %.3f cm\n%.3f %.3f %.3f %.3f re\nW\nn\n" % (left, bottom, *kept)
    for place, (page, slug) in enumerate(zip(pdf.pages, slugs, strict=True)):
        fonts = page.obj.Resources.Font
        content, resources = plates.page(place, page, (1.0, 0.0, 0.0, 1.0, left, bottom))
        laid = [start + content + b"\nQ"] if content else []
        if slug:
            resources.Font = fonts
            laid.append(slug)
        _finish(pdf, page, sheet, laid, resources, registration)


def _lay_in_spreads(
    pdf: Pdf, volume: Volume, bleed: float, plates: Plates, registration: Array | None
) -> None:
    """Two pages side by side as the book lies open; the first and last have no neighbour."""
    width, height = volume.size
    sheet = boxes((2 * width, height), bleed, marks=registration is not None)
    forms = []
    for place, page in enumerate(pdf.pages):
        content, resources = plates.page(place, page, IDENTITY)
        # The bleed goes out on the three open edges, never into the fold.
        sides = (0, width + bleed) if volume.pages[place].recto else (-bleed, width)
        form = pdf.make_stream(
            content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([sides[0], -bleed, sides[1], height + bleed]),
            Resources=resources,
        )
        forms.append(form)
    del pdf.pages[:]
    for at in range(0, len(forms) + 1, 2):
        shown, laid = Dictionary(), []
        for place, name, across in ((at - 1, "Venstre", 0.0), (at, "Hoejre", width)):
            if 0 <= place < len(forms):
                shown[f"/{name}"] = forms[place]
                corner = sheet.trim[0] + across, sheet.trim[1]
                laid.append(b"q\n1 0 0 1 %.3f %.3f cm\n/%s Do\nQ\n" % (*corner, name.encode()))
        page = pdf.add_blank_page(page_size=(10, 10))
        _finish(pdf, page, sheet, [b"".join(laid)], Dictionary(XObject=shown), registration)


def _finish(
    pdf: Pdf,
    page: Page,
    sheet: Boxes,
    content: list[bytes],
    resources: Dictionary,
    registration: Array | None,
) -> None:
    """Leave nothing on the page but its content, its resources and its boxes; with a colour for
    ``registration``, crop marks too."""
    for key in page.obj.keys() - {"/Type", "/Parent"}:
        del page.obj[key]
    if registration is not None:
        resources.ColorSpace = Dictionary({f"/{REGISTRATION}": registration})
        content = [*content, crop_marks(sheet)]
    page.obj.MediaBox = Array(sheet.media)
    page.obj.BleedBox = Array(sheet.bleed)
    page.obj.TrimBox = Array(sheet.trim)
    page.obj.Resources = resources
    if content:
        page.obj.Contents = pdf.make_stream(b"\n".join(content))


def _registration(pdf: Pdf) -> Array:
    """The colorant All (ISO 32000-1, 8.6.6.4); seen on a screen as all four inks."""
    tint = Dictionary(
        FunctionType=2,
        Domain=Array([0, 1]),
        C0=Array([0, 0, 0, 0]),
        C1=Array([1, 1, 1, 1]),
        N=1,
    )
    space = Array([Name.Separation, Name.All, Name.DeviceCMYK, pdf.make_indirect(tint)])
    return pdf.make_indirect(space)


def _output_intent(pdf: Pdf, condition: Condition) -> Dictionary:
    """What the file is made to be printed as (ISO 32000-1, 14.11.5, table 365)."""
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(condition.name),
        RegistryName=String(_REGISTRY),
        Info=String(condition.name),
    )
    if condition.profile:
        profile = pdf.make_stream(condition.profile, N=4, Alternate=Name.DeviceCMYK)
        intent.DestOutputProfile = profile
    return pdf.make_indirect(intent)


def _describe(pdf: Pdf, volume: Volume, condition: Condition) -> None:
    """Metadata; every identifier in it comes from the content, every date from the book."""
    content = hashlib.sha256()
    for page in pdf.pages:
        if Name.Contents in page.obj:
            content.update(page.obj.Contents.read_bytes())
    identity = f"uuid:{uuid5(NAMESPACE_URL, volume.title + content.hexdigest())}"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as meta:
        meta.register_xml_namespace(_PDFX_ID, "pdfxid")
        meta.register_xml_namespace(_MEDIA_MANAGEMENT, "xmpMM")
        meta.update(metadata(volume, "xmp:MetadataDate"))
        meta["pdf:Trapped"] = "False"
        meta["xmpMM:DocumentID"] = identity
        meta["xmpMM:InstanceID"] = identity
        meta["xmpMM:VersionID"] = "1"
        meta["xmpMM:RenditionClass"] = "default"
        if condition.claimed:
            meta["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
    pdf.docinfo[Name.Trapped] = Name("/False")
