"""Fonts: each face that a volume shows is embedded once, with the glyphs that any page shows.

In: quires, which say what they show of each face. Out: font resources in the volume's PDF.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from press.binding.faces import digit_glyphs, face_of, subset
from press.binding.quire import FontUse, Quire


class Fonts:
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


def dress_with_fonts(pdf: Pdf, fonts: Fonts) -> None:
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


def _font(pdf: Pdf, fonts: Fonts, key: str) -> Object:
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
