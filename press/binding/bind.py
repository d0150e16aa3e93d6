"""Binding: quires, furniture and fonts become one PDF.

In: the pages of the volume, the quires and what each page wears. Out: the bytes of a tagged
PDF with outline, page labels, language and metadata, in which every link under the
reserved schemes leads to its page and every quoted page number is the true one.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from press.binding.fonts import Fonts, dress_with_fonts
from press.binding.links import settle_links
from press.binding.pagelabels import page_labels
from press.binding.paginating import Page
from press.binding.quire import Quire
from press.binding.saving import saved
from press.binding.stamp import stamp, unmarked
from press.binding.tags import join_tags


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: its title, the anchor it leads to and what stands below it."""

    title: str
    anchor: str
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Volume:
    """All that is bound. ``worn`` gives, for each page, its page in ``furniture`` or None.

    ``size`` is the trim in points and ``bleed`` how much is kept around it; ``date`` is ISO
    (YYYY-MM-DD). ``labels`` gives the number to quote for each anchor: those of the volume
    itself, or of the whole book when this is ``partial`` and holds some of its pages.
    """

    title: str
    publisher: str
    language: str
    date: str
    pages: Sequence[Page]
    quires: Sequence[Quire]
    furniture: Quire
    worn: Sequence[int | None]
    outline: Sequence[Entry]
    size: tuple[float, float]
    labels: Mapping[str, str] = field(default_factory=dict)
    bleed: float = 0.0
    partial: bool = False


def bind(volume: Volume) -> bytes:
    """The volume as a PDF. The same volume gives the same bytes."""
    pdf = Pdf.new()
    pages, sources = gather(pdf, volume)
    join_tags(pdf, sources)
    targets = {
        anchor: (pages[number, page], height)
        for number, quire in enumerate(volume.quires)
        for anchor, (page, height) in quire.anchors.items()
    }
    fonts = Fonts((*volume.quires, volume.furniture))
    set_numbers_and_furniture(pdf, volume, pages, fonts)
    settle_links(pdf, targets, lambda place: volume.pages[place].label, partial=volume.partial)
    dress_with_fonts(pdf, fonts)
    _cut(pdf, volume)
    _describe(pdf, volume, targets)
    return saved(pdf)


def gather(pdf: Pdf, volume: Volume) -> tuple[Mapping[tuple[int, int], int], list[Pdf]]:
    """Append every page; (quire, page in it) -> place in the volume, and the quires' own PDFs."""
    sources = [Pdf.open(io.BytesIO(quire.pdf)) for quire in volume.quires]
    places: dict[tuple[int, int], int] = {}
    for place, page in enumerate(volume.pages):
        if page.quire is None:
            pdf.add_blank_page(page_size=volume.size)
        else:
            pdf.pages.append(sources[page.quire].pages[page.at])
            places[page.quire, page.at] = place
    return places, sources


def set_numbers_and_furniture(
    pdf: Pdf, volume: Volume, pages: Mapping[tuple[int, int], int], fonts: Fonts
) -> None:
    """Stamp the true page numbers, and lay the furniture under the pages that wear any."""
    wanted: dict[int, dict[int, str]] = {}
    for number, quire in enumerate(volume.quires):
        for mark in quire.stamps:
            label = volume.labels.get(mark.anchor, "")
            if label.isdecimal():
                wanted.setdefault(pages[number, mark.page], {})[mark.mcid] = label
    folios = {mark.page: mark.mcid for mark in volume.furniture.stamps}
    drawn = Pdf.open(io.BytesIO(volume.furniture.pdf))
    content = [page.obj.Contents.read_bytes() for page in drawn.pages]
    for place, (sheet, page) in enumerate(zip(pdf.pages, volume.pages, strict=True)):
        if numbers := wanted.get(place):
            stamped = stamp(sheet.obj.Contents.read_bytes(), numbers, fonts.digits)
            sheet.obj.Contents = pdf.make_stream(stamped)
        piece = volume.worn[place]
        if piece is not None:
            below = content[piece]
            if page.label.isdecimal() and piece in folios:
                below = stamp(below, {folios[piece]: page.label}, fonts.digits)
            layer = b"/Artifact <</Type /Pagination>> BDC\nq\n%s\nQ\nEMC" % unmarked(below)
            sheet.obj.Contents = Array([pdf.make_stream(layer), sheet.obj.Contents])


def _cut(pdf: Pdf, volume: Volume) -> None:
    """Set the boxes of every page (ISO 32000-1, 14.11.2): trim, and the bleed that is kept."""
    (width, height), bleed = volume.size, volume.bleed
    kept = Array([-bleed, -bleed, width + bleed, height + bleed])
    for page in pdf.pages:
        page.obj.MediaBox = kept
        page.obj.TrimBox = Array([0, 0, width, height])
        if bleed:
            page.obj.BleedBox = kept
        elif Name.BleedBox in page.obj:
            del page.obj[Name.BleedBox]


def _describe(pdf: Pdf, volume: Volume, targets: Mapping[str, tuple[int, float]]) -> None:
    """Outline, page labels, language and metadata."""
    with pdf.open_outline() as outline:
        outline.root.extend(_outline(entry, targets) for entry in volume.outline)
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLabels = page_labels([page.label for page in volume.pages])
    pdf.Root.Lang = String(volume.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for sheet, page in zip(pdf.pages, volume.pages, strict=True):
        if page.quire is not None:
            sheet.obj.Tabs = Name.S
    stamp_date = f"{volume.date}T00:00:00+00:00"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as meta:
        meta["dc:title"] = volume.title
        meta["dc:language"] = {volume.language}
        meta["dc:publisher"] = {volume.publisher}
        meta["xmp:CreateDate"] = stamp_date
        meta["xmp:ModifyDate"] = stamp_date
        meta["xmp:CreatorTool"] = "Pressen"


def _outline(entry: Entry, targets: Mapping[str, tuple[int, float]]) -> OutlineItem:
    item = OutlineItem(entry.title, targets[entry.anchor][0])
    item.children.extend(_outline(child, targets) for child in entry.children)
    return item
