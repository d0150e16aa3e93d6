"""The faces on paper: where Pango finds them, what they show of a text, and cutting them down.

In: the faces of :mod:`press.looks`. Out: a fontconfig file that names those faces and no
others (the same book on every machine), shaped text, and subset font files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from press.looks import Face, faces
from press.store import digest, written_whole

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""
# What a PDF has no use for when its text is shaped already.
_LAYOUT = (b"GSUB", b"GPOS", b"BASE", b"DSIG")
# The figures that page numbers are set in; print.css asks for the same.
_FIGURES = {"tnum": True, "onum": True}


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
        _lay(fonts / face.path.name, face.path.read_bytes())
    config = folder / "fonts.conf"
    _lay(config, _CONFIG.format(fonts=fonts, cache=folder / "fontconfig").encode())
    return config


def _lay(file: Path, data: bytes) -> None:
    """Make ``file`` hold ``data``; another build that reads it meanwhile reads all or the old."""
    if not file.exists() or file.read_bytes() != data:
        with written_whole(file) as draft:
            draft.write(data)


def face_of(family: str, italic: bool, weight: int) -> Face:
    """The face that Pango chose for ``family``; raises LookupError for any other font."""
    style = "italic" if italic else "normal"
    for face in faces():
        if (face.family, face.style, face.weight) == (family, style, weight):
            return face
    raise LookupError(f"{family} {style} {weight}")


@lru_cache(maxsize=32)
def opened(face: Face) -> hb.Font:
    """The font in the file of ``face``."""
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path))))


def shaped(face: Face, text: str, features: Mapping[str, bool]) -> tuple[tuple[int, int, int], ...]:
    """The glyphs of ``text`` with the OpenType ``features``: the id of each, its width in
    thousandths of an em, and where in ``text`` its character stands."""
    font, buffer = opened(face), hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, dict(features))
    scale = 1000 / font.face.upem
    return tuple(
        (info.codepoint, round(position.x_advance * scale), info.cluster)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )


@lru_cache(maxsize=32)
def figures(face: Face) -> tuple[tuple[int, int, int], ...]:
    """The figures 0-9 of ``face`` as :func:`shaped` gives them.

    Raises ValueError when they are not of one width: a page number could then not be set
    after its line was made.
    """
    glyphs = shaped(face, "0123456789", _FIGURES)
    if len({width for _, width, _ in glyphs}) != 1:
        raise ValueError(f"{face.path.name} has no tabular figures")
    return glyphs


def subset(face: Face, glyphs: Iterable[int] = (), characters: Iterable[str] = ()) -> bytes:
    """The file of ``face`` with nothing but ``glyphs``, their ids unchanged, or ``characters``."""
    glyphs = set(glyphs)
    request = hb.SubsetInput()
    request.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    request.sets(hb.SubsetInputSets.UNICODE).update(set(map(ord, characters)))
    request.flags = hb.SubsetFlags.NO_HINTING
    if glyphs:
        request.flags |= hb.SubsetFlags.RETAIN_GIDS
    dropped = request.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    dropped.update({int.from_bytes(tag, "big") for tag in _LAYOUT})
    return bytes(hb.subset(opened(face).face, request).blob.data)
