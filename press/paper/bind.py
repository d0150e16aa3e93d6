"""Binding: quires, furniture and fonts become one PDF. The one module that knows pikepdf.

In: the leaves of the volume, the quires and what each leaf wears. Out: the bytes of a tagged
PDF with outline, page labels, language and metadata, in which every link under the
reserved schemes leads to its page and every quoted page number is the true one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf, String

from press.paper.faces import digit_glyphs, face_of, subset
from press.paper.imposing import Leaf
from press.paper.quire import FontUse, Quire
from press.paper.schemes import LINK, PAGE
from press.paper.stamp import stamp, unmarked


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: its title, the anchor it leads to and what stands below it."""

    title: str
    anchor: str
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Volume:
    """All that is bound. ``worn`` gives, per leaf, its page in ``furniture`` or None.

    ``size`` is the trim in points; ``date`` is ISO (YYYY-MM-DD).
    """

    title: str
    publisher: str
    language: str
    date: str
    leaves: Sequence[Leaf]
    quires: Sequence[Quire]
    furniture: Quire
    worn: Sequence[int | None]
    outline: Sequence[Entry]
    size: tuple[float, float]


def bind(volume: Volume) -> bytes:
    """The volume as a PDF. The same volume gives the same bytes."""
    pdf = Pdf.new()
    pages = _gather(pdf, volume)
    fonts = _Fonts((*volume.quires, volume.furniture))
    _set_numbers_and_furniture(pdf, volume, pages, fonts)
    _settle_links(pdf, volume, pages)
    _dress_with_fonts(pdf, fonts)
    _describe(pdf, volume, pages)
    result = io.BytesIO()
    pdf.save(
        result,
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return result.getvalue()


def _gather(pdf: Pdf, volume: Volume) -> Mapping[tuple[int, int], int]:
    """Append every leaf's page and join the tag trees; (quire, page) -> place in the volume."""
    sources = [Pdf.open(io.BytesIO(quire.pdf)) for quire in volume.quires]
    places: dict[tuple[int, int], int] = {}
    for place, leaf in enumerate(volume.leaves):
        if leaf.quire is None:
            pdf.add_blank_page(page_size=volume.size)
        else:
            pdf.pages.append(sources[leaf.quire].pages[leaf.page])
            places[leaf.quire, leaf.page] = place
    _join_tags(pdf, sources)
    return places


def _join_tags(pdf: Pdf, sources: Sequence[Pdf]) -> None:
    """One structure tree for the volume; parent-tree keys renumbered (ISO 32000-1, 14.7.4.4)."""
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    numbers = Array()
    shift = 0
    page = iter([page for page in pdf.pages if Name.StructParents in page.obj])
    for source in sources:
        tree = pdf.copy_foreign(source.Root.StructTreeRoot)
        count = _renumber(page, len(source.pages), shift)
        entries = tree.ParentTree.Nums
        for index in range(0, len(entries), 2):
            numbers.append(int(entries[index]) + shift)
            numbers.append(entries[index + 1])
        shift += max(count, len(entries) // 2)
        part = tree.K[0]
        part.S = Name.Part
        part.P = document
        document.K.append(part)
    root = pdf.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            K=Array([document]),
            ParentTree=pdf.make_indirect(Dictionary(Nums=numbers)),
            ParentTreeNextKey=shift,
        )
    )
    document.P = root
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _renumber(pages: Iterator[Page], count: int, shift: int) -> int:
    """Shift the parent-tree keys of the next ``count`` pages and of their annotations."""
    highest = 0
    for _ in range(count):
        page = next(pages)
        keyed: list[tuple[Object, Name]] = [(page.obj, Name.StructParents)]
        keyed += [(annotation, Name.StructParent) for annotation in page.obj.get(Name.Annots, [])]
        for holder, key in keyed:
            if key in holder:
                number = int(holder[key])
                highest = max(highest, number + 1)
                holder[key] = number + shift
    return highest


class _Fonts:
    """Every face that the volume shows, with all the glyphs that any quire shows of it."""

    def __init__(self, quires: Sequence[Quire]) -> None:
        self.uses: dict[str, FontUse] = {}
        self.widths: dict[str, dict[int, int]] = {}
        self.unicode: dict[str, dict[int, str]] = {}
        self._digits: dict[str, tuple[int, ...]] = {}
        for quire in quires:
            for use in quire.fonts:
                self.uses.setdefault(use.key, use)
                self.widths.setdefault(use.key, {}).update(use.widths)
                self.unicode.setdefault(use.key, {}).update(use.unicode)

    def digits(self, key: str) -> tuple[int, ...]:
        """The glyphs of 0-9 in a font, counted among those shown from now on."""
        if key not in self._digits:
            use = self.uses[key]
            glyphs = digit_glyphs(face_of(use.family, use.italic, use.weight))
            for figure, (glyph, width) in enumerate(glyphs):
                self.widths[key].setdefault(glyph, width)
                self.unicode[key].setdefault(glyph, str(figure))
            self._digits[key] = tuple(glyph for glyph, _ in glyphs)
        return self._digits[key]


def _set_numbers_and_furniture(
    pdf: Pdf, volume: Volume, pages: Mapping[tuple[int, int], int], fonts: _Fonts
) -> None:
    label = _labels(volume, pages)
    wanted: dict[int, dict[int, str]] = {}
    for number, quire in enumerate(volume.quires):
        for mark in quire.stamps:
            if mark.anchor in label and label[mark.anchor].isdecimal():
                place = pages[number, mark.page]
                wanted.setdefault(place, {})[mark.mcid] = label[mark.anchor]
    folios = {mark.page: mark.mcid for mark in volume.furniture.stamps}
    drawn = Pdf.open(io.BytesIO(volume.furniture.pdf))
    content = [page.obj.Contents.read_bytes() for page in drawn.pages]
    for place, (page, leaf) in enumerate(zip(pdf.pages, volume.leaves, strict=True)):
        if numbers := wanted.get(place):
            stamped = stamp(page.obj.Contents.read_bytes(), numbers, fonts.digits)
            page.obj.Contents = pdf.make_stream(stamped)
        piece = volume.worn[place]
        if piece is not None:
            below = content[piece]
            if leaf.label.isdecimal() and piece in folios:
                below = stamp(below, {folios[piece]: leaf.label}, fonts.digits)
            layer = b"/Artifact <</Type /Pagination>> BDC\nq\n%s\nQ\nEMC" % unmarked(below)
            page.obj.Contents = Array([pdf.make_stream(layer), page.obj.Contents])


def _labels(volume: Volume, pages: Mapping[tuple[int, int], int]) -> Mapping[str, str]:
    return {
        anchor: volume.leaves[pages[number, page]].label
        for number, quire in enumerate(volume.quires)
        for anchor, (page, _) in quire.anchors.items()
    }


def _settle_links(pdf: Pdf, volume: Volume, pages: Mapping[tuple[int, int], int]) -> None:
    """Turn links under the reserved schemes into GoTo actions (ISO 32000-1, 12.6.4.2)."""
    targets = {
        anchor: (pages[number, page], height)
        for number, quire in enumerate(volume.quires)
        for anchor, (page, height) in quire.anchors.items()
    }
    objects = [page.obj for page in pdf.pages]
    for page in objects:
        for annotation in page.get(Name.Annots, []):
            address = str(annotation.get(Name.A, Dictionary()).get(Name.URI, ""))
            scheme = next((name for name in (LINK, PAGE) if address.startswith(name)), None)
            if scheme is None:
                continue
            target = targets.get(unquote(address.removeprefix(scheme)))
            if target is None:
                raise LookupError(address)
            place, height = target
            goal = Array([objects[place], Name.XYZ, 0, height, 0])
            annotation.A = Dictionary(Type=Name.Action, S=Name.GoTo, D=goal)
            annotation.Contents = String(f"Gå til side {volume.leaves[place].label}")


def _dress_with_fonts(pdf: Pdf, fonts: _Fonts) -> None:
    """Give every page the same font resources; each face is embedded once."""
    shared = pdf.make_indirect(
        Dictionary({f"/{key}": _font(pdf, fonts, key) for key in sorted(fonts.uses)})
    )
    for item in pdf.objects:
        if isinstance(item, Dictionary) and Name.Font in item and Name.ExtGState in item:
            item.Font = shared
    for page in pdf.pages:
        if Name.Resources not in page.obj:
            page.obj.Resources = Dictionary()
        page.obj.Resources.Font = shared


def _font(pdf: Pdf, fonts: _Fonts, key: str) -> Object:
    use, widths = fonts.uses[key], fonts.widths[key]
    program = pdf.make_stream(subset(face_of(use.family, use.italic, use.weight), widths))
    program.Length1 = len(program.read_bytes())
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{use.name}"),
        FontFamily=String(use.family),
        Flags=use.flags,
        FontBBox=Array([0, use.descent, max(widths.values()), use.ascent]),
        ItalicAngle=-12 if use.italic else 0,
        Ascent=use.ascent,
        Descent=use.descent,
        CapHeight=use.ascent,
        StemV=80,
        FontFile2=pdf.make_indirect(program),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{use.name}"),
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        CIDToGIDMap=Name.Identity,
        W=Array([item for glyph in sorted(widths) for item in (glyph, Array([widths[glyph]]))]),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{use.name}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_to_unicode(fonts.unicode[key])),
        )
    )


def _to_unicode(characters: Mapping[int, str]) -> bytes:
    """A CMap from glyph ids to text (ISO 32000-1, 9.10.3), a hundred lines a section."""
    pairs = [
        f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>"
        for glyph, text in sorted(characters.items())
        if text
    ]
    sections = [
        f"{len(pairs[at : at + 100])} beginbfchar\n"
        + "\n".join(pairs[at : at + 100])
        + "\nendbfchar"
        for at in range(0, len(pairs), 100)
    ]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *sections,
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        )
    ).encode()


def _describe(pdf: Pdf, volume: Volume, pages: Mapping[tuple[int, int], int]) -> None:
    """Outline, page labels, language and metadata."""
    targets = {
        anchor: pages[number, page]
        for number, quire in enumerate(volume.quires)
        for anchor, (page, _) in quire.anchors.items()
    }
    with pdf.open_outline() as outline:
        outline.root.extend(_outline(entry, targets) for entry in volume.outline)
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLabels = _page_labels(volume.leaves)
    pdf.Root.Lang = String(volume.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for page, leaf in zip(pdf.pages, volume.leaves, strict=True):
        page.obj.TrimBox = page.obj.MediaBox
        if Name.BleedBox in page.obj:
            del page.obj[Name.BleedBox]
        if leaf.quire is not None:
            page.obj.Tabs = Name.S
    stamp_date = f"{volume.date}T00:00:00+00:00"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as meta:
        meta["dc:title"] = volume.title
        meta["dc:language"] = {volume.language}
        meta["dc:publisher"] = {volume.publisher}
        meta["xmp:CreateDate"] = stamp_date
        meta["xmp:ModifyDate"] = stamp_date
        meta["xmp:CreatorTool"] = "Pressen"


def _outline(entry: Entry, targets: Mapping[str, int]) -> OutlineItem:
    item = OutlineItem(entry.title, targets[entry.anchor])
    item.children.extend(_outline(child, targets) for child in entry.children)
    return item


def _page_labels(leaves: Sequence[Leaf]) -> Dictionary:
    """Roman numbers, then arabic from 1 (ISO 32000-1, 12.4.2)."""
    body = next((at for at, leaf in enumerate(leaves) if leaf.label.isdecimal()), len(leaves))
    ranges: list[int | Dictionary] = []
    if body:
        ranges += [0, Dictionary(S=Name.r)]
    if body < len(leaves):
        ranges += [body, Dictionary(S=Name.D)]
    return Dictionary(Nums=Array(ranges))
