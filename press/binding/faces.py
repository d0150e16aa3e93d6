"""Fonts for paper: where Pango finds them, their digits, and the subset that is embedded.

In: the faces of :mod:`press.looks`. Out: a fontconfig file that names those faces and no
others (the same book on every machine), glyph ids and subset font files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from press.looks import Face, faces
from press.store import digest

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""

# The figures that page numbers are set in; print.css asks for the same.
FIGURES: Mapping[str, bool] = {"tnum": True, "onum": True}


@lru_cache(maxsize=1)
def faces_digest() -> str:
    """One hash for all the faces: a new font release typesets every quire again."""
    return digest(*(face.path.read_bytes() for face in faces()))


def configure(folder: Path) -> Path:
    """Lay the faces out in ``folder`` with a fontconfig file that knows only them.

    Returns the path of that file, for the environment variable FONTCONFIG_FILE.
    """
    fonts = folder / "faces"
    fonts.mkdir(parents=True, exist_ok=True)
    for face in faces():
        copy = fonts / face.path.name
        if not copy.exists() or copy.stat().st_size != face.path.stat().st_size:
            draft = copy.with_suffix(".draft")
            draft.write_bytes(face.path.read_bytes())
            draft.replace(copy)
    config = folder / "fonts.conf"
    config.write_text(_CONFIG.format(fonts=fonts, cache=folder / "fontconfig"), encoding="utf-8")
    return config


def face_of(family: str, italic: bool, weight: int) -> Face:
    """The face that Pango chose for ``family``; raises LookupError for any other font."""
    style = "italic" if italic else "normal"
    for face in faces():
        if (face.family, face.style, face.weight) == (family, style, weight):
            return face
    raise LookupError(f"{family} {style} {weight}")


@lru_cache(maxsize=32)
def digit_glyphs(face: Face) -> tuple[tuple[int, int], ...]:
    """Glyph id and width (thousandths of an em) of the figures 0-9 of ``face``.

    Raises ValueError when they are not of one width: a page number could then not be set
    after its line was made.
    """
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path))))
    buffer = hb.Buffer()
    buffer.add_str("0123456789")
    buffer.guess_segment_properties()
    hb.shape(font, buffer, dict(FIGURES))
    scale = 1000 / font.face.upem
    glyphs = tuple(
        (info.codepoint, round(position.x_advance * scale))
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )
    if len({width for _, width in glyphs}) != 1:
        raise ValueError(f"{face.path.name} has no tabular figures")
    return glyphs


def subset(face: Face, glyphs: Iterable[int]) -> bytes:
    """The face's file with only ``glyphs`` in it, their ids unchanged."""
    request = hb.SubsetInput()
    request.sets(hb.SubsetInputSets.GLYPH_INDEX).update(set(glyphs))
    request.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
    drop = request.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    drop.update({int.from_bytes(tag, "big") for tag in (b"GSUB", b"GPOS", b"BASE", b"DSIG")})
    source = hb.Face(hb.Blob.from_file_path(str(face.path)))
    return bytes(hb.subset(source, request).blob.data)
