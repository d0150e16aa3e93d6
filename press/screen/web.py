"""The website.

In: a document whose page references are filled in, its edition, the page map of the
printed book, and looks. Out: every file of the site, path -> bytes: a start page, a page
for each section, style sheet, fonts and images. All links are relative: the site works
from any folder, from a disk and without a network.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from press.looks import Looks
from press.model import Document, PageMap, WebEdition
from press.screen.contents import Entry, contents_of
from press.screen.fonts import embed
from press.screen.images import give_sizes, is_wide, used_images
from press.screen.paths import paths_of
from press.screen.pictures import for_screen
from press.screen.section import make_section
from press.screen.websection import page_mark, values

_OWN = ("index",)


def make_web(
    document: Document, edition: WebEdition, pages: PageMap, looks: Looks
) -> Mapping[str, bytes]:
    """Make the website; paths are below the site's own folder. The edition's ``styles``
    name its sheets.

    Raises ``KeyError`` when a sheet is missing, ``lxml.etree.XMLSyntaxError`` when a
    galley's markup is not well-formed.
    """
    paths = paths_of(document, "html", _OWN)
    entries = contents_of(document, paths.galleys)
    terms = {term.slug: term for term in document.terms}
    images = {path: for_screen(document.images[path]) for path in used_images(document)}
    used = {paths.images[path]: data for path, data in images.items()}
    wide = frozenset(path for path, data in used.items() if is_wide(data))
    texts = {"index.html": looks.render("web/index.html.j2", book=document, entries=entries)}
    line = _line(entries)
    for position, (galley, entry) in enumerate(zip(document.galleys, line, strict=True)):
        starts = [start for start in pages.starts if start.galley == galley.id]
        section = make_section(galley, starts, paths, page_mark)
        give_sizes(section.body, used)
        texts[entry.href] = looks.render(
            "web/section.html.j2",
            book=document,
            entries=entries,
            here=entry,
            part=_part_of(entry, entries),
            before=line[position - 1] if position else None,
            after=line[position + 1] if position + 1 < len(line) else None,
            **values(section, terms, wide),
        )
    sheet = looks.sheet(*edition.styles)
    fonts = embed(texts.values(), "fonts/")
    files: dict[str, Any] = {
        **{name: text.encode() for name, text in texts.items()},
        **used,
        **{f"assets/fonts/{name}": data for name, data in fonts.files.items()},
        "assets/book.css": f"{fonts.css}\n{sheet}".encode(),
    }
    return {name: files[name] for name in sorted(files)}


def _line(entries: tuple[Entry, ...]) -> list[Entry]:
    """The entries in reading order, parts before their chapters."""
    return [entry for outer in entries for entry in (outer, *outer.chapters)]


def _part_of(entry: Entry, entries: tuple[Entry, ...]) -> Entry | None:
    return next((part for part in entries if entry in part.chapters), None)
