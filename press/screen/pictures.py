"""Images as screens want them; print keeps the originals.

In: an image's bytes. Out: the bytes for a screen. A drawing carries the letters it is set in, and
for a reading system its own size and a white ground, so that its ink can be read on a reader's
black; a picture of dots is made no larger than any screen shows it, and what was transparent in
it is white.
"""

from __future__ import annotations

import io
from typing import Any

from lxml import etree
from PIL import Image, ImageOps, UnidentifiedImageError

from press.screen.lettering import letter, place

WIDEST, TALLEST = 1600, 2000  # pixels: the width of a tablet, and of a phone three times over
_QUALITY = 82
_SVG = "{http://www.w3.org/2000/svg}"


def for_reader(data: bytes) -> bytes:
    """An image for a reading system, whose ground may have any colour."""
    return _drawing(data, grounded=True) if _is_drawing(data) else for_screen(data)


def for_screen(data: bytes) -> bytes:
    """An image for any screen; a picture of dots that cannot be read is left as it is."""
    if _is_drawing(data):
        return _drawing(data, grounded=False)
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return _picture(picture, data)
    # What Pillow raises for a picture that is broken somewhere depends on where.
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return data


def _is_drawing(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _picture(picture: Image.Image, data: bytes) -> bytes:
    clear = picture.has_transparency_data
    if picture.width <= WIDEST and picture.height <= TALLEST and not clear:
        return data
    kind = picture.format or "PNG"
    upright = ImageOps.exif_transpose(picture)
    if clear:
        whole = upright.convert("RGBA")
        upright = Image.new("RGB", whole.size, "white")
        upright.paste(whole, mask=whole.getchannel("A"))
    elif upright.mode not in ("L", "RGB"):
        upright = upright.convert("RGB")
    upright.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if kind == "JPEG":
        upright.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    else:
        upright.save(out, "PNG", optimize=True)
    return out.getvalue()


def _drawing(data: bytes, grounded: bool) -> bytes:
    """The drawing with its letters and without its editors' comments; when ``grounded`` also with
    its size and a ground of white, if it has a box to be the ground of."""
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, resolve_entities=False))
    letter(root)
    box = (root.get("viewBox") or "").replace(",", " ").split()
    if grounded and len(box) == 4:
        _ground(root, box)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _ground(root: Any, box: list[str]) -> None:
    left, top, width, height = box
    for name, size in (("width", width), ("height", height)):
        if not root.get(name):
            root.set(name, size)
    # As a style, so that no rule of the drawing's own can reach it.
    ground = {"d": f"M{left} {top}h{width}v{height}h-{width}z", "style": "fill:#fff;stroke:none"}
    root.insert(place(root), etree.Element(f"{_SVG}path", ground))
