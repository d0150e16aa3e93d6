"""The text, links, fonts and figures of a PDF.

In: a PDF's bytes. Out: the text of each page, the alternative texts of its figures, the labels
of its form fields, and what is wrong with its links, outline and fonts. Pages are opened
once, one at a time.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from press.model import Problem, Source
from press.proofreading.letters import folded

_OPEN_SCHEMES = ("http:", "https:", "mailto:", "tel:", "doi:")


class UnreadablePdfError(ValueError):
    """The bytes cannot be opened as a PDF."""


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What was read from a PDF.

    ``pages``: the text of each page in order. ``tagged``: whether figures can be asked for.
    ``dead_links``: the 0-based page and what the link shows as its goal. ``dead_outline``:
    titles that lead nowhere. ``loose_fonts``: fonts that are not embedded.
    """

    pages: tuple[str, ...]
    tagged: bool
    dead_links: tuple[tuple[int, str], ...]
    dead_outline: tuple[str, ...]
    loose_fonts: tuple[str, ...]


def read_pdf(data: bytes, *, spreads: bool = False) -> PdfFacts:
    """Read a PDF; of ``spreads`` each half is a page of text by itself.

    Raises :class:`UnreadablePdfError` when it, or one of its pages, cannot be opened.
    """
    with _opened(data) as document:
        return _facts(document, spreads)


def page_texts(data: bytes) -> tuple[str, ...]:
    """The text of each page, for proofing one quire at a time.

    Raises :class:`UnreadablePdfError` when it, or one of its pages, cannot be opened.
    """
    with _opened(data) as document:
        return tuple(_text(document[number]) for number in range(len(document)))


def figure_texts(data: bytes, pages: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The alternative texts of the figures on some pages (0-based) of a tagged PDF.

    Raises :class:`UnreadablePdfError` when it, or one of the pages, cannot be opened.
    """
    with _opened(data) as document:
        return {number: tuple(_alternatives(document[number])) for number in sorted(set(pages))}


def field_labels(data: bytes) -> tuple[tuple[str, ...], ...]:
    """For each page, the labels of its form fields in order (ISO 32000-1, table 220, ``TU``).

    Raises :class:`UnreadablePdfError` when it, or one of its pages, cannot be opened.
    """
    with _opened(data) as document:
        document.init_forms()
        if document.formenv is None:
            return ((),) * len(document)
        return tuple(
            tuple(_labels(document.formenv, document[number])) for number in range(len(document))
        )


def pdf_problems(facts: PdfFacts, path: str) -> Iterator[Problem]:
    """What is wrong with links, outline and fonts of the file at ``path``: P103 and P104."""
    source = Source(path)
    for page, goal in facts.dead_links:
        yield Problem(source, "P103", f"et link på PDF-side {page + 1} fører til {goal}")
    for title in facts.dead_outline:
        yield Problem(source, "P103", f"bogmærket »{title}« fører ingen steder hen")
    for font in facts.loose_fonts:
        yield Problem(source, "P104", f"skriften »{font}« er ikke indlejret i filen")


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    document = None
    try:
        document = pypdfium2.PdfDocument(data)
        yield document
    except pypdfium2.PdfiumError as error:
        raise UnreadablePdfError(str(error)) from error
    finally:
        if document is not None:
            document.close()


def _facts(document: Any, spreads: bool) -> PdfFacts:
    pages: list[str] = []
    links: list[tuple[int, str]] = []
    fonts: dict[str, bool] = {}
    for number in range(len(document)):
        page = document[number]
        pages += _halves(page) if spreads else [_text(page)]
        links += [(number, goal) for goal in _dead_links(document, page)]
        _note_fonts(page, fonts)
        page.close()
    return PdfFacts(
        tuple(pages),
        bool(pdfium.FPDFCatalog_IsTagged(document)),
        tuple(links),
        tuple(_dead_outline(document)),
        tuple(sorted(name for name, embedded in fonts.items() if not embedded)),
    )


def _text(page: Any) -> str:
    """The text of a page; of a printer's sheet, what is left when it has been cut: the line
    beside the marks says words that the page may say too."""
    text_page = page.get_textpage()
    trim = page.get_trimbox(fallback_ok=False)
    try:
        if trim and trim != page.get_mediabox():
            return str(text_page.get_text_bounded(*trim))
        return str(text_page.get_text_range())
    finally:
        text_page.close()


def _labels(form: Any, page: Any) -> Iterator[str]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        size = pdfium.FPDFAnnot_GetFormFieldAlternateName(form, annotation, None, 0)
        if size > 2:
            buffer = (ctypes.c_ushort * (size // 2))()
            pdfium.FPDFAnnot_GetFormFieldAlternateName(form, annotation, buffer, size)
            yield folded(bytes(buffer).decode("utf-16-le").rstrip("\0"))
        pdfium.FPDFPage_CloseAnnot(annotation)


def _halves(page: Any) -> list[str]:
    """The text left and right of the fold."""
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        return [
            str(text_page.get_text_bounded(left, 0, left + width / 2, height))
            for left in (0, width / 2)
        ]
    finally:
        text_page.close()


def _goes_nowhere(document: Any, goal: Any) -> bool:
    return not goal or pdfium.FPDFDest_GetDestPageIndex(document, goal) < 0


def _dead_links(document: Any, page: Any) -> Iterator[str]:
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
        goal = pdfium.FPDFLink_GetDest(document, link)
        if goal:
            if _goes_nowhere(document, goal):
                yield "et sted, der ikke findes"
            continue
        action = pdfium.FPDFLink_GetAction(link)
        kind = pdfium.FPDFAction_GetType(action) if action else pdfium.PDFACTION_UNSUPPORTED
        if kind == pdfium.PDFACTION_URI:
            address = _address(document, action)
            if not address.startswith(_OPEN_SCHEMES):
                yield address
        elif kind != pdfium.PDFACTION_GOTO or _goes_nowhere(
            document, pdfium.FPDFAction_GetDest(document, action)
        ):
            yield "et sted, der ikke findes"


def _address(document: Any, action: Any) -> str:
    size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def _note_fonts(page: Any, fonts: dict[str, bool]) -> None:
    """Add the page's fonts to ``fonts``: name -> embedded."""
    seen = set()
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFPage_GetObject(page, index))
        if not font:
            continue
        handle = ctypes.addressof(font.contents)
        if handle not in seen:
            seen.add(handle)
            fonts[_font_name(font)] = bool(pdfium.FPDFFont_GetIsEmbedded(font))


def _font_name(font: Any) -> str:
    size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def _alternatives(page: Any) -> Iterator[str]:
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        stack = [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
            for index in reversed(range(pdfium.FPDF_StructTree_CountChildren(tree)))
        ]
        while stack:
            element = stack.pop()
            if not element:
                continue
            size = pdfium.FPDF_StructElement_GetAltText(element, None, 0)
            if size:
                buffer = ctypes.create_string_buffer(size)
                pdfium.FPDF_StructElement_GetAltText(element, buffer, size)
                yield folded(buffer.raw[:size].decode("utf-16-le").rstrip("\0"))
            stack += [
                pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
                for index in reversed(range(pdfium.FPDF_StructElement_CountChildren(element)))
            ]
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _dead_outline(document: Any) -> Iterator[str]:
    for bookmark in document.get_toc():
        goal = bookmark.get_dest()
        if goal is None or goal.get_index() is None:
            yield folded(bookmark.get_title())
