"""The face that readers type in: one of the book's, embedded whole enough to write Danish.

In: the PDF that it is for. Out: a simple TrueType font with WinAnsiEncoding (ISO 32000-1, D.2),
which is what every program that fills in forms knows how to write with: æ, ø and å are in it,
and what the neighbours write with.
"""

from __future__ import annotations

from functools import lru_cache

import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from press.binding.faces import face_of

_FAMILY = "Source Sans Pro"
_FIRST, _LAST = 32, 255
# Nonsymbolic: its signs are the standard Latin ones (ISO 32000-1, table 123).
_NONSYMBOLIC = 32


def characters() -> tuple[str, ...]:
    """The character of each code from 32 to 255; empty where WinAnsi has none."""
    codes = (bytes([code]).decode("cp1252", "replace") for code in range(_FIRST, _LAST + 1))
    return tuple("" if sign in "\x7f\ufffd" else sign for sign in codes)


@lru_cache(maxsize=1)
def _program() -> tuple[bytes, tuple[int, ...], int, int]:
    """The font file with those characters; their widths, ascent and descent in thousandths."""
    path = face_of(_FAMILY, False, 400).path
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    request = hb.SubsetInput()
    request.sets(hb.SubsetInputSets.UNICODE).update({ord(sign) for sign in characters() if sign})
    request.flags = hb.SubsetFlags.NO_HINTING
    drop = request.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    drop.update({int.from_bytes(tag, "big") for tag in (b"GSUB", b"GPOS", b"BASE", b"DSIG")})
    data = bytes(hb.subset(face, request).blob.data)
    font = hb.Font(face)
    scale = 1000 / face.upem
    widths = tuple(
        round(font.get_glyph_h_advance(font.get_nominal_glyph(ord(sign)) or 0) * scale)
        if sign
        else 0
        for sign in characters()
    )
    extents = font.get_font_extents("ltr")
    return data, widths, round(extents.ascender * scale), round(extents.descender * scale)


def form_font(pdf: Pdf) -> Object:
    """The font as a resource of ``pdf``."""
    data, widths, ascent, descent = _program()
    stream = pdf.make_stream(data)
    stream.Length1 = len(data)
    name = Name(f"/{_FAMILY.replace(' ', '')}-Regular")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        FontFamily=String(_FAMILY),
        Flags=_NONSYMBOLIC,
        FontBBox=Array([0, descent, max(widths), ascent]),
        ItalicAngle=0,
        Ascent=ascent,
        Descent=descent,
        CapHeight=660,
        StemV=80,
        FontFile2=pdf.make_indirect(stream),
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
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )
