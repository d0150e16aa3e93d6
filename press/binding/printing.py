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

from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream, String

from press.binding.bind import Volume, gather, set_numbers_and_furniture
from press.binding.fonts import Fonts, dress_with_fonts
from press.binding.inks import Inks
from press.binding.marks import MILLIMETRE, REGISTRATION, Boxes, boxes, crop_marks
from press.binding.pagelabels import page_labels
from press.binding.paginating import padded
from press.binding.plates import Plates, Remark
from press.binding.saving import saved
from press.binding.slug import slug_line, slug_words
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
    """The printer's copy of ``volume``. The same volume gives the same bytes. ``folds``: how many
    points from the left of its trim a single sheet is folded."""
    pages = padded(volume.pages, printer.multiple)
    blanks = (None,) * (len(pages) - len(volume.pages))
    volume = replace(volume, pages=pages, worn=(*volume.worn, *blanks))
    pdf = Pdf.new()
    placed, _ = gather(pdf, volume)
    fonts = Fonts((*volume.quires, volume.furniture))
    set_numbers_and_furniture(pdf, volume, placed, fonts)
    sheet = boxes(volume.size, printer.bleed * MILLIMETRE, marks=printer.marks, folds=folds)
    slugs = [
        slug_line(fonts, slug_words(volume.title, page.label), sheet)
        for page in pages
        if printer.marks and printer.pages == "single"
    ]
    dress_with_fonts(pdf, fonts)
    plates = Plates(pdf, inks, condition.srgb, printer.ppi)
    if printer.pages == "spreads":
        _lay_in_spreads(pdf, volume, printer, plates)
    else:
        _lay_singly(pdf, sheet, printer, plates, slugs)
        pdf.Root.PageLabels = page_labels([page.label for page in pages])
    pdf.Root.Lang = String(volume.language)
    pdf.Root.OutputIntents = Array([_output_intent(pdf, condition)])
    _describe(pdf, volume, condition)
    return PrintersCopy(saved(pdf, only="1.6"), len(pages), tuple(plates.remarks))


def _lay_singly(
    pdf: Pdf, sheet: Boxes, printer: Printer, plates: Plates, slugs: Sequence[bytes]
) -> None:
    left, bottom, right, top = sheet.trim
    bleed = printer.bleed * MILLIMETRE
    kept = _clip((-bleed, -bleed, right - left + bleed, top - bottom + bleed))
    registration = _registration(pdf) if printer.marks else None
    for place, page in enumerate(pdf.pages):
        moved = (1.0, 0.0, 0.0, 1.0, left, bottom)
        fonts = page.obj.Resources.Font
        content, resources = plates.page(place, page, moved)
        laid = b""
        if content:
            laid = b"q\n1 0 0 1 %.3f %.3f cm\n%s\n%s\nQ" % (left, bottom, kept, content)
        if slugs and slugs[place]:
            resources.Font = fonts
            laid = b"\n".join(filter(None, (laid, slugs[place])))
        _finish(pdf, page, sheet, laid, resources, registration)


def _lay_in_spreads(pdf: Pdf, volume: Volume, printer: Printer, plates: Plates) -> None:
    """Two pages side by side as the book lies open; the first and last have no neighbour."""
    (width, height), bleed = volume.size, printer.bleed * MILLIMETRE
    sheet = boxes((2 * width, height), bleed, marks=printer.marks)
    registration = _registration(pdf) if printer.marks else None
    made = []
    for place, page in enumerate(pdf.pages):
        content, resources = plates.page(place, page, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
        recto = volume.pages[place].recto
        form = Stream(pdf, content)
        form.Type, form.Subtype = Name.XObject, Name.Form
        # The bleed goes out on the three open edges, never into the fold.
        sides = (0, width + bleed) if recto else (-bleed, width)
        form.BBox = Array([sides[0], -bleed, sides[1], height + bleed])
        form.Resources = resources
        made.append(pdf.make_indirect(form))
    del pdf.pages[:]
    for at in range(0, len(made) + 1, 2):
        spread = Dictionary()
        laid = b""
        pairs = ((at - 1, "Venstre", 0.0), (at, "Hoejre", width))
        for place, name, across in pairs:
            if 0 <= place < len(made):
                spread[f"/{name}"] = made[place]
                corner = sheet.trim[0] + across, sheet.trim[1]
                laid += b"q\n1 0 0 1 %.3f %.3f cm\n/%s Do\nQ\n" % (*corner, name.encode())
        page = pdf.add_blank_page(page_size=(10, 10))
        _finish(pdf, page, sheet, laid, Dictionary(XObject=spread), registration)


def _finish(
    pdf: Pdf,
    page: Page,
    sheet: Boxes,
    content: bytes,
    resources: Dictionary,
    registration: Array | None,
) -> None:
    """Leave nothing on the page but its content, its resources and its boxes; with a colour for
    ``registration``, crop marks too."""
    for key in page.obj.keys() - {"/Type", "/Parent"}:
        del page.obj[key]
    if registration is not None:
        resources.ColorSpace = Dictionary({f"/{REGISTRATION}": registration})
        content = b"\n".join(filter(None, (content, crop_marks(sheet))))
    page.obj.MediaBox = Array(sheet.media)
    page.obj.BleedBox = Array(sheet.bleed)
    page.obj.TrimBox = Array(sheet.trim)
    page.obj.Resources = resources
    if content:
        page.obj.Contents = pdf.make_stream(content)


def _clip(box: tuple[float, float, float, float]) -> bytes:
    left, bottom, right, top = box
    return b"%.3f %.3f %.3f %.3f re\nW\nn" % (left, bottom, right - left, top - bottom)


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
        stream = Stream(pdf, condition.profile)
        stream.N = 4
        stream.Alternate = Name.DeviceCMYK
        intent.DestOutputProfile = pdf.make_indirect(stream)
    return pdf.make_indirect(intent)


def _describe(pdf: Pdf, volume: Volume, condition: Condition) -> None:
    """Metadata; every identifier in it comes of the content, every date of the book."""
    date = f"{volume.date}T00:00:00+00:00"
    content = hashlib.sha256()
    for page in pdf.pages:
        if Name.Contents in page.obj:
            content.update(page.obj.Contents.read_bytes())
    identity = f"uuid:{uuid5(NAMESPACE_URL, volume.title + content.hexdigest())}"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as meta:
        meta.register_xml_namespace(_PDFX_ID, "pdfxid")
        meta.register_xml_namespace(_MEDIA_MANAGEMENT, "xmpMM")
        meta["dc:title"] = volume.title
        meta["dc:language"] = {volume.language}
        meta["dc:publisher"] = {volume.publisher}
        meta["xmp:CreateDate"] = date
        meta["xmp:ModifyDate"] = date
        meta["xmp:MetadataDate"] = date
        meta["xmp:CreatorTool"] = "Pressen"
        meta["pdf:Trapped"] = "False"
        meta["xmpMM:DocumentID"] = identity
        meta["xmpMM:InstanceID"] = identity
        meta["xmpMM:VersionID"] = "1"
        meta["xmpMM:RenditionClass"] = "default"
        if condition.claimed:
            meta["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
    pdf.docinfo[Name.Trapped] = Name("/False")
