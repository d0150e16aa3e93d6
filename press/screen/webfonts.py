"""The book's faces as web fonts, cut down to the glyphs that are shown.

In: texts, or the letters of one drawing. Out: WOFF2 files and the style rules that name them. A
character that a face lacks is left to the reader's own fonts.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterable
from functools import lru_cache

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from press.looks import Face, faces

# What a screen is set in: text, emphasis, strong; headings and labels.
_WANTED = (
    ("Source Serif Pro", "normal", 400),
    ("Source Serif Pro", "italic", 400),
    ("Source Serif Pro", "normal", 600),
    ("Source Sans Pro", "normal", 400),
    ("Source Sans Pro", "normal", 600),
)
_FEATURES = ("kern", "liga", "mark", "mkmk", "ccmp", "locl", "onum", "lnum", "pnum", "tnum")
# Copyright, names, licence and its address, which the licence requires in the file.
_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)
# Always there: what the press itself writes, and the figures.
_ALWAYS = frozenset("0123456789 \u00a0.,:;–-‹›»«()§")


def embed(texts: Iterable[str], sheet: str, path: str, folder: str) -> dict[str, bytes]:
    """The files of an edition's type: in ``folder`` the faces with the glyphs of ``texts``, and at
    ``path`` the style ``sheet`` with the faces' rules before it."""
    characters = _ALWAYS.union(*texts)
    way = posixpath.relpath(folder, posixpath.dirname(path))
    files, rules = {}, []
    for face in faces():
        if (face.family, face.style, face.weight) in _WANTED:
            name = f"{face.path.stem}.woff2"
            files[f"{folder}/{name}"] = cut(face, characters)
            rules.append(font_face(face, f"{way}/{name}", " font-display: swap;"))
    files[path] = "\n".join((*rules, sheet)).encode()
    return files


def font_face(face: Face, address: str, more: str = "") -> str:
    """The ``@font-face`` rule of ``face``, which lies at ``address``."""
    return (
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; '
        f'font-weight: {face.weight};{more} src: url("{address}") format("woff2"); }}'
    )


# Cached: every edition for screens cuts the same faces for the same drawings.
@lru_cache(maxsize=64)
def cut(face: Face, characters: frozenset[str]) -> bytes:
    """``face`` as WOFF2 with the glyphs of ``characters`` alone."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, characters))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(
        int.from_bytes(feature.encode(), "big") for feature in _FEATURES
    )
    wanted.name_id_set.clear()
    wanted.name_id_set.update(_NAMES)
    subset = hb.subset(hb.Face(hb.Blob(face.path.read_bytes())), wanted)
    font = TTFont(io.BytesIO(subset.blob.data), recalcTimestamp=False)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()
