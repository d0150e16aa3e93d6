"""The book's faces, cut down to the glyphs that an edition shows.

In: the text of the edition. Out: WOFF2 files and the style rules that name them. A face
that lacks a character leaves it to the reader's own fonts.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
# Copyright, names, licence and its address: the licence asks that they stay in the file.
_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)
# Always there: what the press itself writes, and the figures.
_ALWAYS = "0123456789 \u00a0.,:;–-‹›»«()§"


@dataclass(frozen=True, slots=True)
class Fonts:
    """File name -> bytes, and the ``@font-face`` rules that refer to them."""

    files: Mapping[str, bytes]
    css: str


def embed(texts: Iterable[str], folder: str) -> Fonts:
    """The faces with the glyphs of ``texts``; ``folder`` is the way to them from the sheet."""
    characters = frozenset("".join(texts)) | frozenset(_ALWAYS)
    chosen = [face for face in faces() if (face.family, face.style, face.weight) in _WANTED]
    files = {f"{face.path.stem}.woff2": cut(face, characters) for face in chosen}
    return Fonts(files, "\n".join(_rule(face, folder) for face in chosen))


def _rule(face: Face, folder: str) -> str:
    return (
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; '
        f"font-weight: {face.weight}; font-display: swap; "
        f'src: url("{folder}{face.path.stem}.woff2") format("woff2"); }}'
    )


# Every edition for screens cuts the same faces for the same drawings.
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
    whole = hb.Face(hb.Blob(face.path.read_bytes()))
    cut = hb.subset(whole, wanted)
    font = TTFont(io.BytesIO(cut.blob.data), recalcTimestamp=False)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()
