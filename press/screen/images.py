"""The images that an edition shows.

In: the document's images and the galleys' markup. Out: which are used, their media types,
and what is known of them: alternative texts, long descriptions, sizes, movement.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from lxml import etree
from PIL import Image, UnidentifiedImageError

from press.galley.markup import parse
from press.model import Document

_MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
# Drawn units; words of the usual size in it shrink below reading size on a phone.
_WIDE = 480.0
_MOVING_SVG = re.compile(rb"<(?:\w+:)?(?:animate\w*|set)\b|@keyframes|\banimation\s*:")
# A chunk that says so in a PNG, which stands before the picture itself.
_MOVING_PNG, _PICTURE = b"acTL", b"IDAT"


def media_type(path: str) -> str:
    """The media type of an image by its suffix. Raises ``KeyError`` for an unknown kind."""
    return _MEDIA_TYPES[PurePosixPath(path).suffix.lower()]


def image_elements(document: Document) -> Iterator[Any]:
    """Every ``img`` of the book, notes included."""
    for galley in document.galleys:
        for html in (galley.html, *(note.html for note in galley.notes)):
            yield from parse(html).iter("img")


def used_images(document: Document) -> tuple[str, ...]:
    """The images that the text shows, as the manuscript names them, sorted."""
    named = {image.get("src", "") for image in image_elements(document)}
    return tuple(sorted(named & document.images.keys()))


def is_wide(data: bytes) -> bool:
    """Whether a drawing is too wide for its words to be read at the width of a phone. Only
    SVG says how large its words are; a picture of any other kind is never wide."""
    width, height = _size(data) if data.lstrip().startswith(b"<") else (0.0, 0.0)
    return width >= _WIDE and width > height


def give_sizes(root: Any, images: Mapping[str, bytes]) -> None:
    """Say of every image below ``root`` how large it is, so that a place in the text stays where
    it is while images come. ``images`` are found by address."""
    for image in root.iter("img"):
        width, height = map(round, _size(images.get(image.get("src", ""), b"")))
        if width and height:
            image.set("width", f"{width}")
            image.set("height", f"{height}")


def _size(data: bytes) -> tuple[float, float]:
    """Width and height, in drawn units or in dots; nothing when the bytes do not tell."""
    if data.lstrip().startswith(b"<"):
        box = re.split(r"[\s,]+", (etree.fromstring(data).get("viewBox") or "").strip())
        return (float(box[2]), float(box[3])) if len(box) == 4 else (0.0, 0.0)
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return (0.0, 0.0)


def moves(images: Iterable[bytes]) -> bool:
    """Whether any image moves, as far as its bytes tell."""
    return any(
        _MOVING_SVG.search(data) or _MOVING_PNG in data.partition(_PICTURE)[0] for data in images
    )
