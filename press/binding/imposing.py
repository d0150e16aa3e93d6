"""A booklet: the pages of a bound volume, two up on sheets that are folded and stapled.

In: the bytes of a bound volume and how it is folded. Out: the bytes of a PDF with two pages
for each sheet of paper, its front and its back.

Print it on both sides, *turned on the short edge*, at full size; the file asks for both. Each
gathering is folded once down the middle and stapled through the fold (saddle stitched). The
volume is padded with blanks at its end, so that its first page stays outermost. A volume
too thick for one staple is divided into gatherings of nearly equal thickness, since a last
one of a single sheet would not hold.

An imposed sheet is for the printer and the stapler, not for reading on a screen: tags and
links stay behind in the volume.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

import pikepdf
from pikepdf import Dictionary, Name, Object, Page, Pdf, String

from press.binding.paginating import page_labels
from press.binding.saving import saved
from press.binding.sheet import MILLIMETRE, trim_points

# One side of a sheet: the pages on its left and right half, counted from 1; None is a blank.
Face = tuple[int | None, int | None]
# Where a face belongs: its gathering and its sheet there, both from 0, and whether it is a front.
Position = tuple[int, int, bool]

# What the volume says of itself that holds for the booklet too.
_TOLD = ("dc:language", "dc:publisher", "xmp:CreateDate", "xmp:ModifyDate", "xmp:CreatorTool")

# What belongs to reading and not to drawing: marked content (ISO 32000-1, 14.6).
_MARKING = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})


@dataclass(frozen=True, slots=True)
class Folding:
    """How a volume is folded.

    ``sheet`` is width and height of the flat sheet in points. ``signature`` is the greatest
    number of sheets in a gathering; 0 makes one gathering of them all. ``creep`` is how far,
    in millimetres, each sheet's pages are moved towards the fold, compared with the sheet
    around it: about the thickness of the paper, since inner sheets are pushed out by
    the outer ones. ``marks`` draws where to fold and staple, and steps down the spines that
    show whether the gatherings lie in order.
    """

    sheet: tuple[float, float] = trim_points((297.0, 210.0))
    signature: int = 0
    creep: float = 0.1
    marks: bool = True


def gatherings(pages: int, signature: int = 0) -> tuple[int, ...]:
    """How many sheets each gathering of ``pages`` pages has; at most ``signature``, if not 0."""
    if pages < 1 or signature < 0:
        raise ValueError(f"no booklet of {pages} pages, {signature} sheets a gathering")
    sheets = -(-pages // 4)
    count = -(-sheets // signature) if signature else 1
    thin, thicker = divmod(sheets, count)
    return tuple(thin + (number < thicker) for number in range(count))


def saddle(pages: int, signature: int = 0) -> tuple[Face, ...]:
    """The faces of every sheet in turn, front before back, outermost sheet first."""
    sheets = gatherings(pages, signature)
    faces: list[tuple[int, int]] = []
    for before, after in pairwise((0, *accumulate(4 * count for count in sheets))):
        for step in range((after - before) // 4):
            low, high = before + 2 * step + 1, after - 2 * step
            faces += [(high, low), (low + 1, high - 1)]
    return tuple(
        (left if left <= pages else None, right if right <= pages else None)
        for left, right in faces
    )


def booklet(volume: bytes, folding: Folding = Folding()) -> bytes:
    """``volume`` imposed for folding. The same volume and folding give the same bytes.

    Every page is scaled alike, until the largest fills half a sheet, and centred there.
    """
    source, pdf = Pdf.open(io.BytesIO(volume)), Pdf.new()
    forms = [_form(pdf, source, page) for page in source.pages]
    widths, heights = zip(*map(_size, forms), strict=True)
    scale = min(folding.sheet[0] / 2 / max(widths), folding.sheet[1] / max(heights))
    counts = gatherings(len(forms), folding.signature)
    positions = [
        (gathering, sheet, front)
        for gathering, sheets in enumerate(counts)
        for sheet in range(sheets)
        for front in (True, False)
    ]
    for position, face in zip(positions, saddle(len(forms), folding.signature), strict=True):
        halves = [forms[number - 1] if number else None for number in face]
        _lay(pdf, halves, scale, folding, position, len(counts))
    _describe(pdf, source, [_label(position, len(counts)) for position in positions])
    return saved(pdf, oldest="1.7")


def _label(position: Position, count: int) -> str:
    gathering, sheet, front = position
    where = f"Læg {gathering + 1}, ark" if count > 1 else "Ark"
    return f"{where} {sheet + 1} {'forside' if front else 'bagside'}"


def _form(pdf: Pdf, source: Pdf, page: Page) -> Object:
    """A page as a form of ``pdf`` (ISO 32000-1, 8.10), cut at its trim, without its tags."""
    drawn = [
        item for item in pikepdf.parse_content_stream(page) if str(item.operator) not in _MARKING
    ]
    page.obj.Contents = source.make_stream(pikepdf.unparse_content_stream(drawn))
    return pdf.copy_foreign(page.as_form_xobject())


def _size(form: Object) -> tuple[float, float]:
    left, foot, right, head = (float(edge) for edge in form.BBox)
    return right - left, head - foot


def _lay(
    pdf: Pdf,
    halves: list[Object | None],
    scale: float,
    folding: Folding,
    position: Position,
    count: int,
) -> None:
    """Append a face: each form centred in its half, then moved towards the fold."""
    gathering, sheet, front = position
    width, height = folding.sheet
    half = width / 2
    page = pdf.add_blank_page(page_size=folding.sheet)
    content, shown = [], Dictionary()
    for at, (name, form) in enumerate(zip(("Left", "Right"), halves, strict=True)):
        if form is None:
            continue
        wide, high = _size(form)
        towards = folding.creep * MILLIMETRE * sheet * (-1 if at else 1)
        x = at * half + (half - scale * wide) / 2 + towards - scale * float(form.BBox[0])
        y = (height - scale * high) / 2 - scale * float(form.BBox[1])
        shown[f"/{name}"] = form
        content.append(
            f"q {at * half:.4f} 0 {half:.4f} {height:.4f} re W n "
            f"{scale:.6f} 0 0 {scale:.6f} {x:.4f} {y:.4f} cm /{name} Do Q"
        )
    if folding.marks and front and not sheet:
        content += _marks(folding.sheet, gathering, count)
    page.obj.Resources = Dictionary(XObject=shown)
    page.obj.Contents = pdf.make_stream("\n".join(content).encode())


def _marks(size: tuple[float, float], gathering: int, count: int) -> Iterator[str]:
    """On the outside of a gathering: where to fold, where to staple, and its step."""
    width, height = size
    fold, tick, staple = width / 2, 6 * MILLIMETRE, 12 * MILLIMETRE
    lines = [(0.0, tick), (height - tick, height)]
    lines += [(at * height - staple / 2, at * height + staple / 2) for at in (0.25, 0.75)]
    for foot, head in lines:
        yield f"q 0.4 w 0.5 G {fold:.4f} {foot:.4f} m {fold:.4f} {head:.4f} l S Q"
    if count > 1:
        step = min(8 * MILLIMETRE, height * 0.4 / count)
        foot = height * 0.7 - step * (gathering + 1)
        yield f"q 0 g {fold - MILLIMETRE:.4f} {foot:.4f} {2 * MILLIMETRE:.4f} {step:.4f} re f Q"


def _describe(pdf: Pdf, source: Pdf, labels: list[str]) -> None:
    """What the printer is asked for (ISO 32000-1, 12.2), labels, language and metadata."""
    pdf.Root.PageLabels = page_labels(labels)
    pdf.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True,
        Duplex=Name.DuplexFlipShortEdge,
        PrintScaling=Name("/None"),
        PickTrayByPDFSize=True,
    )
    if Name.Lang in source.Root:
        pdf.Root.Lang = String(str(source.Root.Lang))
    told = source.open_metadata()
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as meta:
        for name in _TOLD:
            if name in told:
                meta[name] = told[name]
        meta["dc:title"] = f"{told.get('dc:title', '')} – hæfte".removeprefix(" – ")
