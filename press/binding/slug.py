"""The slug: a small line outside the trim that says which book and page a sheet is.

In: the fonts of the volume and the words. Out: the line as a content stream; its glyphs are
counted among those that the volume shows, so it must be made before the fonts are embedded.
"""

from __future__ import annotations

import uharfbuzz as hb

from press.binding.faces import face_of
from press.binding.fonts import Fonts
from press.binding.marks import Boxes, slug_place

_FAMILY, _SIZE = "Source Sans Pro", 6


def slug_line(fonts: Fonts, words: str, sheet: Boxes) -> bytes:
    """``words`` in the white between the crop marks at the foot; empty without a face for it."""
    key = next(
        (
            key
            for key, use in sorted(fonts.uses.items())
            if (use.family, use.italic, use.weight) == (_FAMILY, False, 400)
        ),
        None,
    )
    if key is None:
        return b""
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(face_of(_FAMILY, False, 400).path))))
    buffer = hb.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    # One glyph for each letter, so that the line can be read back.
    hb.shape(font, buffer, {"liga": False, "kern": False})
    scale = 1000 / font.face.upem
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        fonts.widths[key].setdefault(info.codepoint, round(position.x_advance * scale))
        fonts.unicode[key].setdefault(info.codepoint, words[info.cluster])
    glyphs = "".join(f"{info.codepoint:04x}" for info in buffer.glyph_infos)
    x, y = slug_place(sheet)
    placed = f"/{key} {_SIZE} Tf\n1 0 0 1 {x:.3f} {y:.3f} Tm"
    return f"BT\n0 0 0 1 k\n{placed}\n<{glyphs}> Tj\nET".encode()


def slug_words(title: str, label: str) -> str:
    """What the slug says: the book, and the page or what the sheet is."""
    if label.lower() in title.lower().split():
        return title
    numbered = label.isdecimal() or set(label) <= set("ivxlcdm")
    return f"{title} · side {label}" if numbered else f"{title} · {label.lower()}"
