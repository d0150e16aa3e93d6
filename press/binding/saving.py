"""Saving: an open PDF in, its bytes out – the same bytes for the same PDF."""

from __future__ import annotations

import io

from pikepdf import ObjectStreamMode, Pdf


def saved(pdf: Pdf, *, oldest: str = "", only: str = "") -> bytes:
    """The bytes of ``pdf``, with an identifier made of its content.

    ``oldest`` is the least version it must say it is; ``only`` the version it must say, in
    which objects lie one by one, as old readers expect.
    """
    result = io.BytesIO()
    pdf.save(
        result,
        min_version=oldest,
        force_version=only,
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=ObjectStreamMode.disable if only else ObjectStreamMode.generate,
    )
    return result.getvalue()
