"""Saving: an open PDF in, its bytes out, and what they say of the standards that they meet."""

from __future__ import annotations

import io

from pikepdf import ObjectStreamMode, Pdf

_PDFUA = "http://www.aiim.org/pdfua/ns/id/"


def saved(pdf: Pdf, *, oldest: str = "", only: str = "") -> bytes:
    """The bytes of ``pdf``, with an identifier made of its content: the same for the same PDF.

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


def claiming_pdf_ua(data: bytes) -> bytes:
    """``data`` saying that it conforms to PDF/UA-1 (ISO 14289-1, clause 5).

    The file must not leave the house unless a judge passes it, claim and all.
    """
    with Pdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            meta.register_xml_namespace(_PDFUA, "pdfuaid")
            meta[f"{{{_PDFUA}}}part"] = "1"
        return saved(pdf)
