"""Pictures of the pages of a PDF: small ones of all, for a person to look over the whole book,
and a good one of a part of the first, for the cover.

In: a PDF's bytes and the width wanted. Out: one WebP picture a page, in order, or a PNG.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
from PIL import Image

# Text is still told from text at this quality; beauty is not asked of a contact sheet.
_QUALITY = 42


def thumbnails(pdf: bytes, width: int) -> Iterator[bytes]:
    """Each page of ``pdf``, ``width`` pixels wide. Raises ``pypdfium2.PdfiumError`` when the
    bytes are no PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            bitmap = page.render(scale=width / page.get_width(), may_draw_forms=False)
            file = io.BytesIO()
            bitmap.to_pil().convert("RGB").save(file, "WEBP", quality=_QUALITY, method=4)
            yield file.getvalue()
            bitmap.close()
            page.close()
    finally:
        document.close()


def front(pdf: bytes, left: float, width: int) -> bytes:
    """The first page of ``pdf`` from ``left`` (points) to its right edge as a PNG ``width``
    pixels wide. Raises ``pypdfium2.PdfiumError`` when the bytes are no PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        scale = width / (page.get_width() - left)
        bitmap = page.render(scale=scale, crop=(left, 0, 0, 0))
        file = io.BytesIO()
        # Flat colours and smooth edges: a palette holds them in a third of the bytes.
        picture = bitmap.to_pil().convert("RGB").quantize(128, dither=Image.Dither.NONE)
        picture.save(file, "PNG", optimize=True)
        return file.getvalue()
    finally:
        document.close()
