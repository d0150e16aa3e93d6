"""Small pictures of the pages of a PDF, for a person to look over the whole book.

In: a PDF's bytes and the width wanted. Out: one WebP picture a page, in order.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2

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
