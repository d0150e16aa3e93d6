"""The book's images as screens show them; print keeps the originals.

In: the document's images and the galleys' markup, or the bytes of an image. Out: which images are
used, how large they are and whether they move; and the bytes for a screen.

A drawing gets the faces that it is set in embedded: a browser opens it as a document of its own,
without the book's faces, and in another face the words may not fit the shapes drawn for them. For
a reading system it also gets its size and a white ground, so that it can be read in night mode. A
bitmap is scaled down to the largest screen, and white where it was transparent.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree
from PIL import Image, ImageOps, UnidentifiedImageError

from press.galley.markup import parse
from press.looks import Face, faces
from press.model import Document
from press.screen.webfonts import cut, font_face

WIDEST, TALLEST = 1600, 2000  # pixels: the width of a tablet, and of a phone three times over
_QUALITY = 82
# In the drawing's units: if wider, words of the usual size are too small to read on a phone.
_WIDE = 480.0
_SVG = "{http://www.w3.org/2000/svg}"
# A drawing's name and description must stay first in it.
_FIRST = {f"{_SVG}title", f"{_SVG}desc", f"{_SVG}metadata"}
_WEIGHT = re.compile(r"font-weight\s*[:=]\s*[\"']?\s*(normal|bolder|bold|\d+)\b")
_NAMED = {"normal": 400, "bold": 700, "bolder": 700}
_SLANTED = re.compile(r"font-style\s*[:=]\s*[\"']?\s*(?:italic|oblique)")
_MOVING_SVG = re.compile(rb"<(?:\w+:)?(?:animate\w*|set)\b|@keyframes|\banimation\s*:")
# The chunk of an animated PNG, and that of the picture itself, which follows it.
_MOVING_PNG, _PICTURE = b"acTL", b"IDAT"
# What Pillow raises for a picture that is broken somewhere depends on where.
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError)


def image_elements(document: Document) -> Iterator[Any]:
    """Every ``img`` of the book, notes included."""
    for galley in document.galleys:
        for html in (galley.html, *(note.html for note in galley.notes)):
            yield from parse(html).iter("img")


def used_images(document: Document) -> tuple[str, ...]:
    """The images that the text shows, as the manuscript names them, sorted."""
    named = {image.get("src", "") for image in image_elements(document)}
    return tuple(sorted(named & document.images.keys()))


def moves(images: Iterable[bytes]) -> bool:
    """Whether any image moves, as far as its bytes tell."""
    return any(
        _MOVING_SVG.search(data) or _MOVING_PNG in data.partition(_PICTURE)[0] for data in images
    )


def is_wide(data: bytes) -> bool:
    """Whether a drawing is too wide for its words to be read at the width of a phone. Only an SVG
    says how large its words are; a bitmap never counts as wide."""
    width, height = _size(data) if _is_drawing(data) else (0.0, 0.0)
    return width >= _WIDE and width > height


def give_sizes(root: Any, images: Mapping[str, bytes]) -> None:
    """Give every image below ``root`` its width and height, so that the text does not jump while
    images load. ``images`` are by address."""
    for image in root.iter("img"):
        width, height = map(round, _size(images.get(image.get("src", ""), b"")))
        if width and height:
            image.set("width", f"{width}")
            image.set("height", f"{height}")


def for_reader(data: bytes) -> bytes:
    """An image for a reading system, whose background may have any colour."""
    return _drawing(data, grounded=True) if _is_drawing(data) else for_screen(data)


def for_screen(data: bytes) -> bytes:
    """An image for any screen; a bitmap that cannot be read is left as it is."""
    if _is_drawing(data):
        return _drawing(data, grounded=False)
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return _bitmap(picture, data)
    except _BROKEN:
        return data


def _is_drawing(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _size(data: bytes) -> tuple[float, float]:
    """Width and height, in the drawing's units or in pixels; zero when unknown."""
    if _is_drawing(data):
        box = _box(etree.fromstring(data))
        return (float(box[2]), float(box[3])) if box else (0.0, 0.0)
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.size
    except _BROKEN:
        return (0.0, 0.0)


def _box(root: Any) -> list[str]:
    """The four numbers of a drawing's ``viewBox`` as written; empty without a proper one."""
    box = (root.get("viewBox") or "").replace(",", " ").split()
    return box if len(box) == 4 else []


def _bitmap(picture: Image.Image, data: bytes) -> bytes:
    clear = picture.has_transparency_data
    if picture.width <= WIDEST and picture.height <= TALLEST and not clear:
        return data
    kind = picture.format
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
    """The drawing with its faces and without comments; when ``grounded``, and if it has a
    ``viewBox``, also with its size and a white ground."""
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, resolve_entities=False))
    place = sum(child.tag in _FIRST for child in root)
    _letter(root, place)
    box = _box(root)
    if grounded and box:
        left, top, width, height = box
        for name, size in (("width", width), ("height", height)):
            if not root.get(name):
                root.set(name, size)
        # As a style attribute, which the drawing's own style rules cannot override.
        path = {"d": f"M{left} {top}h{width}v{height}h-{width}z", "style": "fill:#fff;stroke:none"}
        root.insert(place, etree.Element(f"{_SVG}path", path))
    return bytes(etree.tostring(root, encoding="utf-8"))


def _letter(root: Any, place: int) -> None:
    """Put the faces of a drawing's words into it, cut down to the letters used."""
    words = "".join(part for text in root.iter(f"{_SVG}text") for part in text.itertext())
    rules = [_rule(face, frozenset(words)) for face in _wanted(root)] if words.strip() else []
    if rules:
        style = etree.Element(f"{_SVG}style")
        style.text = "\n".join(rules)
        root.insert(place, style)


def _wanted(root: Any) -> Iterator[Face]:
    """The faces that the drawing names, in the weights and slants that it names."""
    written = etree.tostring(root, encoding="unicode")
    weights = {_NAMED.get(said) or int(said) for said in _WEIGHT.findall(written)} | {400}
    styles = {"normal", "italic"} if _SLANTED.search(written) else {"normal"}
    for face in faces():
        if face.family in written and face.style in styles and face.weight in weights:
            yield face


def _rule(face: Face, letters: frozenset[str]) -> str:
    data = base64.b64encode(cut(face, letters)).decode()
    return font_face(face, f"data:font/woff2;base64,{data}")
