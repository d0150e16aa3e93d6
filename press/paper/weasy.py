"""The one module that knows WeasyPrint: a Job becomes a Quire.

In: well-formed XHTML, style sheet text, images and the breaks allowed in each word. Out:
laid-out pages as an uncompressed, tagged PDF without fonts, and the facts of the quire.

Links arrive and leave under the reserved addresses of :mod:`press.binding.schemes`, to be
settled at binding. Nothing but the book's own images can be fetched.
"""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import weasyprint
from cssselect2 import ElementWrapper
from weasyprint.layout import block, inline, table
from weasyprint.logger import LOGGER
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream
from weasyprint.text import line_break
from weasyprint.urls import URLFetcher, URLFetcherResponse

from press.binding.quire import Flaw, FontUse, Job, Quire, Stamp
from press.binding.schemes import IMAGE, PAGE
from press.language.hyphenate import Breaks
from press.paper.fitting import AS_SET, fit
from press.paper.flaws import flaws, measures
from press.paper.grid import on_the_grid
from press.paper.marking import owners, telling_owners
from press.paper.mending import (
    breaking_words,
    keeping_heads,
    keeping_items,
    keeping_notes,
    letting_spaces_hang,
    telling_languages,
)
from press.paper.pagestarts import hyphenated, starts

_PIXEL = 0.75  # points in a CSS pixel


class _BookFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
    """Serves the book's own images and refuses everything else."""

    def __init__(self, images: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._images = images

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        path = unquote(url.removeprefix(IMAGE))
        if not url.startswith(IMAGE) or path not in self._images:
            raise ValueError(f"not an image of the book: {url}")
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, self._images[path], {"Content-Type": kind})


class _Warnings(logging.Handler):
    """Collects what WeasyPrint only logs: lost images, unknown CSS, missing glyphs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _heard() -> Iterator[_Warnings]:
    handler, level = _Warnings(), LOGGER.level
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.WARNING)
    try:
        yield handler
    finally:
        LOGGER.removeHandler(handler)
        LOGGER.setLevel(level)


class _Hyphenator:
    """Stands in for the ``pyphen`` module: WeasyPrint asks it for a dictionary by language."""

    def __init__(self, breaks: Mapping[str, tuple[int, ...]]) -> None:
        self._breaks = breaks

    @staticmethod
    def language_fallback(language: str) -> str:
        return language

    def Pyphen(self, lang: str, left: int, right: int) -> Breaks:  # noqa: N802  # pyphen's name
        return Breaks(self._breaks)


@contextmanager
def _mended(tree: ElementTree.Element, breaks: Mapping[str, tuple[int, ...]]) -> Iterator[None]:
    """WeasyPrint with our hyphenation, hanging spaces, notes on the page that calls them, a
    baseline grid, tags that tell languages, and marks that tell owners."""
    pyphen, split, lay = line_break.pyphen, inline.split_first_line, block._linebox_layout
    can_break, build, marked = inline.can_break_inside, tags._build_box_tree, Stream.marked
    line_break.pyphen = _Hyphenator(breaks)
    inline.split_first_line = letting_spaces_hang(split)
    inline.can_break_inside = breaking_words(can_break, Breaks(breaks).positions)
    block._linebox_layout = on_the_grid(keeping_notes(block))
    block.table_layout = keeping_heads(table)
    tags._build_box_tree = telling_languages(keeping_items(tags))
    Stream.marked = telling_owners(owners(tree))
    try:
        yield
    finally:
        line_break.pyphen, inline.split_first_line, block._linebox_layout = pyphen, split, lay
        inline.can_break_inside, tags._build_box_tree = can_break, build
        Stream.marked, block.table_layout = marked, table.table_layout


def typeset(job: Job) -> Quire:
    """Lay out ``job`` and write its pages. Raises ValueError when its XHTML is malformed."""
    try:
        tree = ElementTree.fromstring(job.xhtml)
    except ElementTree.ParseError as error:
        raise ValueError(f"{job.name}: {error}") from error
    stamps: list[Stamp] = []

    def finish(_: Any, pdf: Any) -> None:
        stamps.extend(_stamps(pdf))
        _leave_fonts_out(pdf)
        _name_table_headers(pdf, job.name)

    with _heard() as heard, _mended(tree, job.breaks):
        source = _source(tree, job.images)

        def lay(added: str) -> tuple[tuple[Any, list[str]], tuple[Flaw, ...]]:
            heard.messages = []
            sheets = [_sheet(job.css), weasyprint.CSS(string=added)]
            laid = source.render(stylesheets=sheets)
            return (laid, heard.messages), flaws(laid.pages)

        fitted = tree.find("body[@data-fit]") is not None
        made, found, variation = fit(lay) if fitted else (*lay(AS_SET.css), AS_SET)
        document, heard.messages = made
        pdf = document.write_pdf(pdf_tags=True, uncompressed_pdf=True, finisher=finish)
    return Quire(
        pdf=pdf,
        pages=len(document.pages),
        anchors={
            name: (number, round((page.height - corner[1]) * _PIXEL, 3))
            for number, page in reversed(tuple(enumerate(document.pages)))
            for name, corner in page.anchors.items()
        },
        starts=starts(document.pages),
        stamps=tuple(stamps),
        fonts=_fonts(document),
        hyphenated=hyphenated(document.pages),
        warnings=tuple(dict.fromkeys(heard.messages)),
        flaws=found,
        measures=measures(document.pages),
        fitting=variation.name,
    )


@lru_cache(maxsize=4)
def _sheet(css: str) -> Any:
    """The parsed style sheet; a worker meets the same one with every quire."""
    return weasyprint.CSS(string=css)


def _source(tree: ElementTree.Element, images: Mapping[str, bytes]) -> Any:
    """WeasyPrint's HTML value for a tree that is parsed already.

    Its own parser reads HTML, where a note may not stand inside a paragraph and an empty
    element swallows what follows; ours is XML, and several times faster.
    """
    source = weasyprint.HTML(string="<html/>", base_url=IMAGE, url_fetcher=_BookFetcher(images))
    source.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
    source.etree_element = source.wrapper_element.etree_element
    return source


def _fonts(document: Any) -> tuple[FontUse, ...]:
    """What the document shows of each face, by the fonts' resource names."""
    used: dict[str, FontUse] = {}
    for font in document.fonts.values():
        known = used.get(font.hash)
        used[font.hash] = FontUse(
            key=font.hash,
            name=font.name.decode().lstrip("/"),
            family=font.family,
            italic=bool(font.style),
            weight=int(font.weight),
            ascent=font.ascent,
            descent=font.descent,
            flags=font.flags,
            widths={**(known.widths if known else {}), **font.widths},
            unicode={**(known.unicode if known else {}), **font.to_unicode},
        )
    return tuple(used[key] for key in sorted(used))


def _of_type(pdf: Any, key: str, *values: str) -> Iterator[Any]:
    """The dictionaries of a PDF that have one of ``values`` under ``key``."""
    return (item for item in pdf.objects if isinstance(item, dict) and item.get(key) in values)


def _referred(pdf: Any, reference: bytes) -> Any:
    """The object that a reference (``12 0 R``) names."""
    return pdf.objects[int(reference.split()[0])]


def _stamps(pdf: Any) -> Iterator[Stamp]:
    """The marked content behind every link under the page scheme, from the tag tree.

    ISO 32000-1, 14.7.4: a Link element holds an object reference to its annotation and the
    ids of the marked content that the annotation covers.
    """
    pages = {reference: number for number, reference in enumerate(pdf.page_references)}
    for element in _of_type(pdf, "S", "/Link"):
        marks = [kid for kid in element["K"] if isinstance(kid, int)]
        kids = [_referred(pdf, kid) for kid in element["K"] if not isinstance(kid, int)]
        targets = [target for kid in kids if (target := _page_target(pdf, kid))]
        if targets and marks:
            yield Stamp(pages[element["Pg"]], marks[0], targets[0])


def _page_target(pdf: Any, kid: Any) -> str:
    """The anchor that an object reference leads to under the page scheme; empty for none."""
    if not isinstance(kid, dict) or kid.get("Type") != "/OBJR":
        return ""
    uri = _referred(pdf, kid["Obj"]).get("A", {}).get("URI")
    address = uri.string if uri else ""
    return unquote(address.removeprefix(PAGE)) if address.startswith(PAGE) else ""


def _leave_fonts_out(pdf: Any) -> None:
    """Free the font programs: the volume embeds each face once, for all quires."""
    for item in _of_type(pdf, "Type", "/FontDescriptor"):
        for key in ("FontFile2", "FontFile3"):
            if reference := item.pop(key, None):
                _referred(pdf, reference).stream = []


def _name_table_headers(pdf: Any, prefix: str) -> None:
    """Make the ids of table headers unique in the volume, not only in the quire."""
    for item in _of_type(pdf, "S", "/TH", "/TD"):
        if "ID" in item:
            item["ID"].string = f"{prefix}-{item['ID'].string}"
        for header in item.get("A", {}).get("Headers", ()):
            if not str(header.string).startswith(f"{prefix}-"):
                header.string = f"{prefix}-{header.string}"
