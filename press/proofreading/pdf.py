"""A PDF as PDFium sees it: its text, links, fonts, figures and fields, and pictures of its pages.

In: a PDF's bytes. Out: the text of each page, the runs that are marked on it, and what is wrong
with its links, outline and fonts; the labels of its form fields; small pictures of all pages,
to look over the whole book at once; and a large one of part of the first page, for the cover.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image
from pypdf.errors import PyPdfError

from press.proofreading.glyphs import Glyphs
from press.proofreading.letters import folded
from press.proofreading.marked import Run, page_runs

_OPEN_SCHEMES = ("http:", "https:", "mailto:", "tel:", "doi:")
_NOWHERE = "et sted, der ikke findes"
# Good enough to recognise text on a contact sheet.
_QUALITY = 42


class UnreadablePdfError(ValueError):
    """A PDF that cannot be opened; the message is Danish and says why."""


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What was read from a PDF.

    ``pages``: the text of each page in order. ``runs``: what is marked on them, of a tagged PDF
    only. ``faults``: P103 and P104 of its links, outline and fonts, as (code, Danish text).
    """

    pages: tuple[str, ...]
    runs: tuple[Run, ...]
    faults: tuple[tuple[str, str], ...]


def read_pdf(data: bytes, *, spreads: bool = False) -> PdfFacts:
    """Read a PDF; with ``spreads`` each half of a page counts as a page of text.

    Raises :class:`UnreadablePdfError` when it, or one of its pages, cannot be opened.
    """
    texts: list[str] = []
    faults: list[tuple[str, str]] = []
    fonts: dict[str, bool] = {}
    runs: list[Run] = []
    with _opened(data) as document:
        glyphs = Glyphs(data)
        tagged = bool(pdfium.FPDFCatalog_IsTagged(document))
        for number, page in enumerate(document, 1):
            with closing(page.get_textpage()) as text_page:
                texts += _halves(page, text_page) if spreads else [_text(page, text_page)]
            if tagged:
                runs += page_runs(page, glyphs.page(number - 1), number - 1)
            faults += [
                ("P103", f"et link på PDF-side {number} fører til {goal}")
                for goal in _dead_links(document, page)
            ]
            fonts |= _fonts(page)
            page.close()
        for bookmark in document.get_toc():
            goal = bookmark.get_dest()
            if goal is None or goal.get_index() is None:
                title = folded(bookmark.get_title())
                faults.append(("P103", f"bogmærket »{title}« fører ingen steder hen"))
    loose = sorted(name for name, embedded in fonts.items() if not embedded)
    faults += [("P104", f"skriften »{name}« er ikke indlejret i filen") for name in loose]
    return PdfFacts(tuple(texts), tuple(runs), tuple(faults))


def field_labels(data: bytes) -> tuple[tuple[str, ...], ...]:
    """For each page, the labels of its form fields in order (ISO 32000-1, table 220, ``TU``).

    Raises :class:`UnreadablePdfError` when it, or one of its pages, cannot be opened.
    """
    with _opened(data) as document:
        document.init_forms()
        if document.formenv is None:
            return ((),) * len(document)
        return tuple(tuple(_labels(document.formenv, page)) for page in document)


def thumbnails(pdf: bytes, width: int) -> Iterator[bytes]:
    """Each page of ``pdf`` as a WebP picture ``width`` pixels wide.

    Raises :class:`UnreadablePdfError` when it, or one of its pages, cannot be opened.
    """
    with _opened(pdf) as document:
        for page in document:
            bitmap = page.render(scale=width / page.get_width(), may_draw_forms=False)
            file = io.BytesIO()
            bitmap.to_pil().convert("RGB").save(file, "WEBP", quality=_QUALITY, method=4)
            yield file.getvalue()
            bitmap.close()
            page.close()


def front(pdf: bytes, left: float, width: int) -> bytes:
    """The first page of ``pdf`` from ``left`` (points) to its right edge as a PNG ``width``
    pixels wide.

    Raises :class:`UnreadablePdfError` when the bytes cannot be opened as a PDF.
    """
    with _opened(pdf) as document:
        page = document[0]
        scale = width / (page.get_width() - left)
        bitmap = page.render(scale=scale, crop=(left, 0, 0, 0))
        file = io.BytesIO()
        # For flat colours and smooth edges a palette is enough, in a third of the bytes.
        picture = bitmap.to_pil().convert("RGB").quantize(128, dither=Image.Dither.NONE)
        picture.save(file, "PNG", optimize=True)
        return file.getvalue()


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            yield document
    except (pypdfium2.PdfiumError, PyPdfError) as error:
        raise UnreadablePdfError(f"PDF-filen kan ikke læses: {error}") from error


def _string(ask: Callable[..., int], *about: Any, wide: bool = False) -> str:
    """The string that ``ask``, a function of PDFium, gives for ``about``; UTF-16 when ``wide``.

    It is called twice: for the size in bytes, then for the string.
    """
    size = ask(*about, None, 0)
    unit = ctypes.c_ushort if wide else ctypes.c_char
    buffer = (unit * (size // ctypes.sizeof(unit)))()
    ask(*about, buffer, size)
    return bytes(buffer).decode("utf-16-le" if wide else "utf-8", "replace").rstrip("\0")


def _text(page: Any, text_page: Any) -> str:
    """The text of a page; of a printer's sheet only what is inside the trim, since the slug
    repeats words that may stand on the page too."""
    trim = page.get_trimbox(fallback_ok=False)
    if trim and trim != page.get_mediabox():
        return str(text_page.get_text_bounded(*trim))
    return str(text_page.get_text_range())


def _halves(page: Any, text_page: Any) -> list[str]:
    """The text left and right of the fold."""
    width, height = page.get_size()
    return [
        str(text_page.get_text_bounded(left, 0, left + width / 2, height))
        for left in (0, width / 2)
    ]


def _dead_links(document: Any, page: Any) -> Iterator[str]:
    """What each broken link leads to, for messages."""

    def is_lost(goal: Any) -> bool:
        return not goal or pdfium.FPDFDest_GetDestPageIndex(document, goal) < 0

    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
        goal = pdfium.FPDFLink_GetDest(document, link)
        action = None if goal else pdfium.FPDFLink_GetAction(link)
        kind = pdfium.FPDFAction_GetType(action) if action else pdfium.PDFACTION_UNSUPPORTED
        if kind == pdfium.PDFACTION_URI:
            address = _string(pdfium.FPDFAction_GetURIPath, document, action)
            if not address.startswith(_OPEN_SCHEMES):
                yield address
            continue
        if kind == pdfium.PDFACTION_GOTO:
            goal = pdfium.FPDFAction_GetDest(document, action)
        if is_lost(goal):
            yield _NOWHERE


def _fonts(page: Any) -> dict[str, bool]:
    """The fonts of a page by name, and whether they are embedded."""
    fonts: dict[str, bool] = {}
    seen = set()
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFPage_GetObject(page, index))
        if font and (handle := ctypes.addressof(font.contents)) not in seen:
            seen.add(handle)
            name = _string(pdfium.FPDFFont_GetBaseFontName, font)
            fonts[name] = bool(pdfium.FPDFFont_GetIsEmbedded(font))
    return fonts


def _labels(form: Any, page: Any) -> Iterator[str]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        label = _string(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, annotation, wide=True)
        if label:
            yield folded(label)
        pdfium.FPDFPage_CloseAnnot(annotation)
