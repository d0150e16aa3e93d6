"""The EPUB edition.

In: a document whose page references are filled in, its edition, the page map of the
printed book, and looks. Out: the bytes of an EPUB 3, the same for the same input.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from press.galley.places import anchor
from press.looks import Looks
from press.model import Document, EpubEdition, PageMap
from press.screen import package
from press.screen.accessibility import Passed, judge
from press.screen.archive import pack
from press.screen.contents import Entry, contents_of
from press.screen.coverpage import cover_values
from press.screen.epubsection import page_mark, values
from press.screen.fonts import embed
from press.screen.images import give_sizes, used_images
from press.screen.package import DRAWING, THUMBNAIL
from press.screen.paths import Paths, paths_of
from press.screen.pictures import for_reader
from press.screen.section import Section, make_section, marked_pages

_OWN = ("cover", "titelblad", "indhold", "package")


def make_epub(
    document: Document,
    edition: EpubEdition,
    pages: PageMap,
    looks: Looks,
    passed: Passed | None = None,
    thumbnail: bytes | None = None,
) -> bytes:
    """Make the EPUB. The edition's ``styles`` name its sheets; ``identifier`` and
    ``isbn`` are used when given. ``passed`` tells which judges passed this same EPUB
    when it was made without claiming so. ``thumbnail`` is the front of the cover as a
    PNG; without one, a drawing of type alone is the cover.

    Raises ``KeyError`` when a sheet is missing, ``lxml.etree.XMLSyntaxError`` when a
    galley's markup is not well-formed.
    """
    paths = paths_of(document, "xhtml", _OWN)
    sections = [
        make_section(galley, [s for s in pages.starts if s.galley == galley.id], paths, page_mark)
        for galley in document.galleys
    ]
    places = _page_list(sections, paths)
    cover = DRAWING if thumbnail is None else THUMBNAIL
    entries = contents_of(document, paths.galleys)
    images = {
        paths.images[path]: for_reader(document.images[path]) for path in used_images(document)
    }
    for section in sections:
        give_sizes(section.body, images)
    texts = _texts(document, sections, places, entries, looks, cover)
    if thumbnail is not None:
        images[THUMBNAIL] = thumbnail
    sheet = looks.sheet(*edition.styles)
    fonts = embed(texts.values(), "../fonts/")
    files: dict[str, bytes] = {
        **{name: text.encode() for name, text in texts.items()},
        **images,
        **{f"fonts/{name}": data for name, data in fonts.files.items()},
        "styles/book.css": f"{fonts.css}\n{sheet}".encode(),
    }
    spine = ["cover.xhtml", "titelblad.xhtml", "indhold.xhtml", *paths.galleys.values()]
    access = judge(document, len(places), sheet, passed)
    facts = package.values(document, edition, access, files, spine, len(places))
    packed = {f"EPUB/{name}": data for name, data in files.items()}
    packed["EPUB/package.opf"] = looks.render("epub/package.opf.j2", **facts).encode()
    packed["META-INF/container.xml"] = looks.render("epub/container.xml.j2").encode()
    return pack(packed, document.date)


def _page_list(sections: Iterable[Section], paths: Paths) -> list[tuple[str, str]]:
    """The label of each printed page, and the address of its mark."""
    return [
        (label, f"{paths.galleys[section.galley.id]}#{anchor(label)}")
        for section in sections
        for label in marked_pages(section)
    ]


def _texts(
    document: Document,
    sections: list[Section],
    places: list[tuple[str, str]],
    entries: tuple[Entry, ...],
    looks: Looks,
    cover: str,
) -> Mapping[str, str]:
    """Every text file of the edition but the style sheet and the package file."""
    files = _files(entries)

    def page(name: str, **given: Any) -> str:
        return looks.render(f"epub/{name}.j2", language=document.language, **given)

    said = [document.title, document.subtitle, document.publisher]
    return {
        **({DRAWING: page("cover.svg", **cover_values(document))} if cover == DRAWING else {}),
        "cover.xhtml": page("cover.xhtml", picture=cover, alt=". ".join(filter(None, said))),
        "titelblad.xhtml": page("titelblad.xhtml", book=document),
        "indhold.xhtml": page(
            "indhold.xhtml", entries=entries, pages=places, landmarks=_landmarks(document, files)
        ),
        **{
            files[section.galley.id]: page("section.xhtml", **values(section))
            for section in sections
        },
    }


def _files(entries: tuple[Entry, ...]) -> Mapping[str, str]:
    return {entry.galley.id: entry.href for outer in entries for entry in (outer, *outer.chapters)}


def _landmarks(document: Document, files: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(type, address, Danish name) of the places that reading systems offer to go to."""
    found = [
        ("cover", "cover.xhtml", "Omslag"),
        ("titlepage", "titelblad.xhtml", "Titelblad"),
        ("toc", "indhold.xhtml#indhold", "Indhold"),
    ]
    first = next((g for g in document.galleys if g.role in ("part", "chapter")), None)
    if first:
        found.append(("bodymatter", files[first.id], "Bogens begyndelse"))
    kinds = (
        ("glossary", "ordliste", "Ordliste"),
        ("bibliography", "litteratur", "Litteratur"),
        ("loi", "figurer", "Figurer"),
        ("lot", "tabeller", "Tabeller"),
        ("index", "register", "Register"),
    )
    return found + [(kind, files[id], name) for kind, id, name in kinds if id in files]
