"""The images that an edition shows.

In: the document's images and the galleys' markup. Out: which are used, their media types,
and what is known of them: alternative texts, long descriptions, movement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from press.model import Document
from press.screen.markup import parse

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
    if not data.lstrip().startswith(b"<"):
        return False
    box = re.split(r"[\s,]+", (etree.fromstring(data).get("viewBox") or "").strip())
    if len(box) != 4:
        return False
    width, height = float(box[2]), float(box[3])
    return width >= _WIDE and width > height


def moves(images: Iterable[bytes]) -> bool:
    """Whether any image moves, as far as its bytes tell."""
    return any(
        _MOVING_SVG.search(data) or _MOVING_PNG in data.partition(_PICTURE)[0] for data in images
    )
