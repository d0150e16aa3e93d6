"""Fonts in a PDF: each face that a volume shows, and the one that readers type in.

In: quires, which say what they show of each face. Out: font resources. A volume embeds each
face once, with the glyphs that any of its pages shows. A form has a simple TrueType font with
WinAnsiEncoding (ISO 32000-1, D.2), which is what every program that fills in forms knows how
to write with: æ, ø and å are in it, and what the neighbours write with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from press.binding.faces import face_of, figures, opened, shaped, subset
from press.binding.quire import FontUse, Quire
from press.looks import Face

# The face of the slug and of what is typed in forms.
SANS = ("Source Sans Pro", False, 400)
_FIRST, _LAST = 32, 255  # character codes of a form's font
# Its signs are the standard Latin ones (ISO 32000-1, table 123).
_NONSYMBOLIC = 32


class Fonts:
    """Every face that the volume shows, with all the glyphs that any quire shows of it."""

    def __init__(self, quires: Sequence[Quire]) -> None:
        self.uses: dict[str, FontUse] = {}
        self.widths: dict[str, dict[int, int]] = {}
        self.unicode: dict[str, dict[int, str]] = {}
        for quire in quires:
            for use in quire.fonts:
                self.uses.setdefault(use.key, use)
                self.widths.setdefault(use.key, {}).update(use.widths)
                self.unicode.setdefault(use.key, {}).update(use.unicode)

    def face(self, key: str) -> Face:
        """The face behind a font's resource name."""
        use = self.uses[key]
        return face_of(use.family, use.italic, use.weight)

    def digits(self, key: str) -> tuple[int, ...]:
        """The glyphs of 0-9 in a font, counted among those shown from now on."""
        return self._count(key, "0123456789", figures(self.face(key)))

    def letters(self, key: str, text: str) -> tuple[int, ...]:
        """The glyphs of ``text``, one for each letter, counted among those shown from now on."""
        glyphs = shaped(self.face(key), text, {"liga": False, "kern": False})
        return self._count(key, text, glyphs)

    def _count(
        self, key: str, text: str, glyphs: Sequence[tuple[int, int, int]]
    ) -> tuple[int, ...]:
        for glyph, width, at in glyphs:
            self.widths[key].setdefault(glyph, width)
            self.unicode[key].setdefault(glyph, text[at])
        return tuple(glyph for glyph, _, _ in glyphs)


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
    name = Name(f"/{use.name}")
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        CIDToGIDMap=Name.Identity,
        W=Array([item for glyph in sorted(widths) for item in (glyph, Array([widths[glyph]]))]),
        FontDescriptor=_descriptor(
            pdf,
            subset(fonts.face(key), widths),
            FontName=name,
            FontFamily=String(use.family),
            Flags=use.flags,
            FontBBox=Array([0, use.descent, max(widths.values()), use.ascent]),
            ItalicAngle=-12 if use.italic else 0,
            Ascent=use.ascent,
            Descent=use.descent,
            CapHeight=use.ascent,
        ),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_to_unicode(fonts.unicode[key])),
        )
    )


def _descriptor(pdf: Pdf, program: bytes, **facts: Any) -> Object:
    """A font descriptor (ISO 32000-1, 9.8) with the font file in it."""
    file = pdf.make_stream(program, Length1=len(program))
    return pdf.make_indirect(
        Dictionary(Type=Name.FontDescriptor, StemV=80, FontFile2=file, **facts)
    )


def _to_unicode(characters: Mapping[int, str]) -> bytes:
    """A CMap from glyph ids to text (ISO 32000-1, 9.10.3), a hundred lines a section."""
    pairs = [
        f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>"
        for glyph, text in sorted(characters.items())
        if text
    ]
    sections = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    for section in sections:
        lines += [f"{len(section)} beginbfchar", *section, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode()


def characters() -> tuple[str, ...]:
    """The character of each code from 32 to 255; empty where WinAnsi has none."""
    signs = bytes(range(_FIRST, _LAST + 1)).decode("cp1252", "replace")
    return tuple("" if sign in "\x7f\ufffd" else sign for sign in signs)


def form_font(pdf: Pdf) -> Object:
    """The font of forms as a resource of ``pdf``."""
    face = face_of(*SANS)
    font = opened(face)
    extents, scale = font.get_font_extents("ltr"), 1000 / font.face.upem
    ascent, descent = round(extents.ascender * scale), round(extents.descender * scale)
    widths = [
        round(font.get_glyph_h_advance(font.get_nominal_glyph(ord(sign)) or 0) * scale)
        if sign
        else 0
        for sign in characters()
    ]
    name = Name(f"/{face.family.replace(' ', '')}-Regular")
    descriptor = _descriptor(
        pdf,
        subset(face, characters="".join(characters())),
        FontName=name,
        FontFamily=String(face.family),
        Flags=_NONSYMBOLIC,
        FontBBox=Array([0, descent, max(widths), ascent]),
        ItalicAngle=0,
        Ascent=ascent,
        Descent=descent,
        CapHeight=660,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=name,
            FirstChar=_FIRST,
            LastChar=_LAST,
            Widths=Array(widths),
            Encoding=Name.WinAnsiEncoding,
            FontDescriptor=descriptor,
        )
    )
