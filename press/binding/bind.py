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

from press.binding.embedding import Fonts, dress_with_fonts
from press.binding.joining import join_tags, settle_links
from press.binding.paginating import Page, page_labels
from press.binding.quire import Quire
from press.binding.saving import saved
from press.binding.stamp import stamp, unmarked

# (quire, page in it) -> place in the volume, all from 0.
Places = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: its title, the anchor it leads to and what stands below it."""

    title: str
    anchor: str
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Volume:
    """What is bound. ``worn`` gives, for each page, the page of ``furniture`` laid under it, or
    None.

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
    pdf, fonts, places, sources = gather(volume)
    join_tags(pdf, sources)
    targets = {
        anchor: (places[number, page], height)
        for number, quire in enumerate(volume.quires)
        for anchor, (page, height) in quire.anchors.items()
    }
    labels = [page.label for page in volume.pages]
    settle_links(pdf, targets, labels, partial=volume.partial)
    dress_with_fonts(pdf, fonts)
    _cut(pdf, volume)
    with pdf.open_outline() as outline:
        outline.root.extend(_outline(entry, targets) for entry in volume.outline)
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLabels = page_labels(labels)
    pdf.Root.Lang = String(volume.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as meta:
        meta.update(metadata(volume))
    return saved(pdf)


def gather(volume: Volume) -> tuple[Pdf, Fonts, Places, list[Pdf]]:
    """A PDF with every page, its numbers and furniture; the fonts that it shows, yet to be
    embedded; where each page of a quire landed; and the quires' own PDFs."""
    pdf = Pdf.new()
    sources = [Pdf.open(io.BytesIO(quire.pdf)) for quire in volume.quires]
    places: dict[tuple[int, int], int] = {}
    for place, page in enumerate(volume.pages):
        if page.quire is None:
            pdf.add_blank_page(page_size=volume.size)
        else:
            pdf.pages.append(sources[page.quire].pages[page.at])
            places[page.quire, page.at] = place
    fonts = Fonts((*volume.quires, volume.furniture))
    _stamp_numbers(pdf, volume, places, fonts)
    _lay_furniture(pdf, volume, fonts)
    return pdf, fonts, places, sources


def metadata(volume: Volume, *dates: str) -> dict[str, str | set[str]]:
    """What a PDF of ``volume`` says of itself (XMP); ``dates`` are dates to give beside the
    usual ones."""
    dated = ("xmp:CreateDate", "xmp:ModifyDate", *dates)
    return {
        "dc:title": volume.title,
        "dc:language": {volume.language},
        "dc:publisher": {volume.publisher},
        **dict.fromkeys(dated, f"{volume.date}T00:00:00+00:00"),
        "xmp:CreatorTool": "Pressen",
    }


def _stamp_numbers(pdf: Pdf, volume: Volume, places: Places, fonts: Fonts) -> None:
    """Set the true page numbers where the quires quote them."""
    wanted: dict[int, dict[int, str]] = {}
    for number, quire in enumerate(volume.quires):
        for mark in quire.stamps:
            label = volume.labels.get(mark.anchor, "")
            if label.isdecimal():
                wanted.setdefault(places[number, mark.page], {})[mark.mcid] = label
    for place, numbers in wanted.items():
        page = pdf.pages[place].obj
        page.Contents = pdf.make_stream(stamp(page.Contents.read_bytes(), numbers, fonts.digits))


def _lay_furniture(pdf: Pdf, volume: Volume, fonts: Fonts) -> None:
    """Lay the furniture, with the true folios, under the pages that wear any."""
    folios = {mark.page: mark.mcid for mark in volume.furniture.stamps}
    drawn = Pdf.open(io.BytesIO(volume.furniture.pdf))
    content = [page.obj.Contents.read_bytes() for page in drawn.pages]
    for bound, page, piece in zip(pdf.pages, volume.pages, volume.worn, strict=True):
        if piece is None:
            continue
        below = content[piece]
        if page.label.isdecimal() and piece in folios:
            below = stamp(below, {folios[piece]: page.label}, fonts.digits)
        layer = b"/Artifact <</Type /Pagination>> BDC\nq\n%s\nQ\nEMC" % unmarked(below)
        bound.obj.Contents = Array([pdf.make_stream(layer), bound.obj.Contents])


def _cut(pdf: Pdf, volume: Volume) -> None:
    """Set the boxes of every page (ISO 32000-1, 14.11.2): trim, and the bleed that is kept; and
    the tab order of its links."""
    (width, height), bleed = volume.size, volume.bleed
    kept = Array([-bleed, -bleed, width + bleed, height + bleed])
    for bound, page in zip(pdf.pages, volume.pages, strict=True):
        bound.obj.MediaBox = kept
        bound.obj.TrimBox = Array([0, 0, width, height])
        if bleed:
            bound.obj.BleedBox = kept
        elif Name.BleedBox in bound.obj:
            del bound.obj[Name.BleedBox]
        if page.quire is not None:
            bound.obj.Tabs = Name.S


def _outline(entry: Entry, targets: Mapping[str, tuple[int, float]]) -> OutlineItem:
    item = OutlineItem(entry.title, targets[entry.anchor][0])
    item.children.extend(_outline(child, targets) for child in entry.children)
    return item
