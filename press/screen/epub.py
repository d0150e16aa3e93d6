"""The EPUB edition.

In: a document whose page references are filled in, its edition, the page map of the printed
book, and looks. Out: the bytes of an EPUB 3, the same for the same input at any time and on any
machine; and P108 for one that is too large.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from press.codes import problem
from press.galley.markup import EPUB_TYPE, find
from press.galley.names import (
    ENTRY,
    FIGURES,
    GENERATED,
    GLOSSARY,
    INDEX,
    INDEX_LIST,
    PAGE,
    REFERENCES,
    TABLES,
    WORD_LIST,
    WORKS,
)
from press.galley.places import anchor
from press.looks import Looks
from press.model import Document, EpubEdition, PageMap, Problem
from press.screen import package
from press.screen.accessibility import Passed, judge
from press.screen.coverpage import cover_values
from press.screen.package import DRAWING, NAV, THUMBNAIL
from press.screen.paths import Paths, contents_of, paths_of
from press.screen.pictures import for_reader, give_sizes, used_images
from press.screen.section import Section, frame_tables, make_section, page_mark, values
from press.screen.webfonts import embed

LARGEST = 1_000_000  # bytes: what can be sent by mail and read on a train
_OWN = ("cover", "titelblad", "indhold", "package")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Roles of links that are also an ``epub:type``, without the ``doc-``.
_LINKS = ("doc-noteref", "doc-glossref", "doc-biblioref")
# Class of a list, tag inside it, and the ``epub:type`` of that.
_PARTS = (
    (GLOSSARY, "dt", "glossterm"),
    (GLOSSARY, "dd", "glossdef"),
    (REFERENCES, "li", "biblioentry"),
    (INDEX_LIST, "li", "index-entry"),
)
# Class inside the index, and its ``epub:type`` (EPUB Indexes 1.0).
_INDEX = ((ENTRY, "index-term"), (PAGE, "index-locator"))
_LANDMARKS = (
    (WORD_LIST, "Ordliste"),
    (WORKS, "Litteratur"),
    (FIGURES, "Figurer"),
    (TABLES, "Tabeller"),
    (INDEX, "Register"),
)
_READABLE_FILE = 0o100644 << 16


def make_epub(
    document: Document,
    edition: EpubEdition,
    pages: PageMap,
    looks: Looks,
    passed: Passed | None = None,
    thumbnail: bytes | None = None,
) -> bytes:
    """Make the EPUB. The edition's ``styles`` name its sheets; ``identifier`` and
    ``isbn`` are used when given. ``passed`` names the judges that passed the same EPUB
    made without the claim. ``thumbnail`` is the front of the cover as a PNG; without one,
    the cover is a drawing of type alone.

    Raises ``KeyError`` when a sheet is missing, ``lxml.etree.XMLSyntaxError`` when a
    galley's markup is not well-formed.
    """
    paths = paths_of(document, "xhtml", _OWN)
    mark = partial(page_mark, kind={EPUB_TYPE: "pagebreak"})
    sections = [make_section(galley, pages.starts, paths, mark) for galley in document.galleys]
    images = {
        paths.images[path]: for_reader(document.images[path]) for path in used_images(document)
    }
    for section in sections:
        give_sizes(section.body, images)
    if thumbnail is not None:
        images[THUMBNAIL] = thumbnail
    marked = [place for section in sections for place in _marked(section, paths)]
    texts = _texts(document, sections, marked, paths, looks, drawn=thumbnail is None)
    sheet = looks.sheet(*edition.styles)
    files = {
        **{name: text.encode() for name, text in texts.items()},
        **images,
        **embed(texts.values(), sheet, "styles/book.css", "fonts"),
    }
    spine = ["cover.xhtml", "titelblad.xhtml", NAV, *paths.galleys.values()]
    access = judge(document, len(marked), sheet, passed)
    facts = package.values(document, edition, access, files, spine, len(marked))
    packed = {f"EPUB/{name}": data for name, data in files.items()}
    packed[package.PATH] = looks.render("epub/package.opf.j2", **facts).encode()
    packed["META-INF/container.xml"] = looks.render("epub/container.xml.j2").encode()
    return pack(packed, document.date)


def pack(files: Mapping[str, bytes], date: str) -> bytes:
    """Zip ``files`` as an EPUB (EPUB 3.3, 4.3): ``mimetype`` first and stored, the rest sorted and
    compressed, every file dated ``date`` (ISO 8601)."""
    year, month, day = (int(part) for part in date.split("-"))
    contents = [("mimetype", b"application/epub+zip"), *sorted(files.items())]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in contents:
            entry = zipfile.ZipInfo(name, (max(year, 1980), month, day, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = _READABLE_FILE
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, method, compresslevel=9)
    return buffer.getvalue()


def judge_size(data: bytes, edition: EpubEdition) -> tuple[Problem, ...]:
    """P108 for a book that is larger than ``LARGEST``, with what weighs most in it."""
    if len(data) <= LARGEST:
        return ()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        heaviest = max(archive.infolist(), key=lambda entry: entry.compress_size)
    message = f"e-bogen fylder {_megabytes(len(data))} MB; den bør fylde højst 1 MB"
    size, name = _megabytes(heaviest.compress_size), heaviest.filename.removeprefix("EPUB/")
    hint = f"det største i den er {name} ({size} MB)"
    return (problem(edition.source, "P108", message, hint),)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".replace(".", ",")


def _marked(section: Section, paths: Paths) -> list[tuple[str, str]]:
    """The label of each printed page marked in a section, and the address of its mark."""
    return [
        (
            mark.get("id").removeprefix(anchor("")),
            f"{paths.galleys[section.galley.id]}#{mark.get('id')}",
        )
        for root in (section.opening, section.body)
        for mark in root.iterfind(".//*[@role='doc-pagebreak']")
    ]


def _texts(
    document: Document,
    sections: Iterable[Section],
    marked: list[tuple[str, str]],
    paths: Paths,
    looks: Looks,
    *,
    drawn: bool,
) -> dict[str, str]:
    """Every text file of the edition except the style sheet and the package file, with the
    cover's drawing when it is to be ``drawn``."""

    def page(name: str, **given: Any) -> str:
        return looks.render(f"epub/{name}.j2", language=document.language, **given)

    files = paths.galleys
    entries, landmarks = contents_of(document, files), _landmarks(document, files)
    said = filter(None, (document.title, document.subtitle, document.publisher))
    texts = {
        "cover.xhtml": page(
            "cover.xhtml", picture=DRAWING if drawn else THUMBNAIL, alt=". ".join(said)
        ),
        "titelblad.xhtml": page("titelblad.xhtml", book=document),
        NAV: page("indhold.xhtml", entries=entries, pages=marked, landmarks=landmarks),
    }
    if drawn:
        texts[DRAWING] = page(DRAWING, **cover_values(document))
    for section in sections:
        for root in section.texts:
            _say_what_it_is(root)
            frame_tables(root)
        texts[files[section.galley.id]] = page("section.xhtml", **values(section))
    return texts


def _landmarks(document: Document, files: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(type, address, Danish name) of the places that reading systems offer to go to."""
    first = next((g for g in document.galleys if g.role in ("part", "chapter")), None)
    return [
        ("cover", "cover.xhtml", "Omslag"),
        ("titlepage", "titelblad.xhtml", "Titelblad"),
        ("toc", f"{NAV}#indhold", "Indhold"),
        *([("bodymatter", files[first.id], "Bogens begyndelse")] if first else []),
        *((GENERATED[id].epub_type, files[id], name) for id, name in _LANDMARKS if id in files),
    ]


def _say_what_it_is(root: Any) -> None:
    """Add ``epub:type`` to links and entries of lists, and ``xml:lang`` beside ``lang``."""
    for link in root.iter("a"):
        if (role := link.get("role", "")) in _LINKS:
            link.set(EPUB_TYPE, role.removeprefix("doc-"))
        link.attrib.pop("data-term", None)
    for name, tag, kind in _PARTS:
        for group in find(root, name):
            for element in group.iter(tag):
                element.set(EPUB_TYPE, kind)
    for index in find(root, INDEX_LIST):
        index.set(EPUB_TYPE, "index-entry-list")
        for name, kind in _INDEX:
            for element in find(index, name):
                element.set(EPUB_TYPE, kind)
    for element in root.iterfind(".//*[@lang]"):
        element.set(_XML_LANG, element.get("lang"))
