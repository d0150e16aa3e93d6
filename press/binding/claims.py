"""Claims: what a finished PDF says of the standards that it meets.

In: a finished PDF. Out: the same with the claim in its metadata. A file with a claim must not
leave the house unless a judge passes it, claim and all.
"""

from __future__ import annotations

import io

from pikepdf import Pdf

from press.binding.saving import saved

_PDFUA = "http://www.aiim.org/pdfua/ns/id/"


def claiming_pdf_ua(data: bytes) -> bytes:
    """``data`` saying that it conforms to PDF/UA-1 (ISO 14289-1, clause 5)."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            meta.register_xml_namespace(_PDFUA, "pdfuaid")
            meta[f"{{{_PDFUA}}}part"] = "1"
        return saved(pdf)
