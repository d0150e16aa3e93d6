"""The documents, links and page list of an EPUB or a website.

In: an edition's files. Out: a :class:`Screen`: its documents parsed (an EPUB's in spine
order, a website's by name), and the faults met on the way, as (code, Danish text) pairs.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

_CONTAINER = "META-INF/container.xml"
_NS = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
}
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_REFERRING = ("href", "src", "poster", "data")
_SAME_PAGE = ("aria-describedby", "aria-labelledby", "aria-details", "headers", "for")
# libxml2's HTML parser predates HTML 5: an element it has not heard of is no fault.
_UNKNOWN_TAG = 801

Fault = tuple[str, str]


class UnreadableEditionError(ValueError):
    """An EPUB that cannot be opened; the message is Danish and says why."""


@dataclass(frozen=True, slots=True)
class Page:
    """One parsed document: its path within the edition, its root, its ids in order."""

    path: str
    root: Any
    ids: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Screen:
    """An edition for screens: its documents in reading order and every file's name."""

    pages: tuple[Page, ...]
    names: frozenset[str]
    faults: tuple[Fault, ...]
    ordered: bool


def read_web(files: Mapping[str, bytes]) -> Screen:
    """The HTML documents among ``files``, parsed; a website has no order of its own."""
    faults: list[Fault] = []
    pages = [
        page
        for name in sorted(files)
        if name.endswith((".html", ".xhtml")) and (page := _parse(name, files[name], faults))
    ]
    return Screen(tuple(pages), frozenset(files), tuple(faults), ordered=False)


def read_epub(data: bytes) -> Screen:
    """The documents of an EPUB in spine order, then those outside the spine.

    Raises :class:`UnreadableEditionError` when the file is no EPUB at all.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        package_path = _package_path(files)
        package = etree.fromstring(files[package_path])
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise UnreadableEditionError(f"filen kan ikke læses som EPUB: {error}") from error
    faults: list[Fault] = []
    listed = dict(_manifest(package, package_path))
    spine = [
        listed[item.get("idref")]
        for item in package.iterfind(".//o:spine/o:itemref", _NS)
        if item.get("idref") in listed
    ]
    for name in sorted(set(listed.values()) - files.keys()):
        faults.append(("P104", f"filen »{name}« er nævnt i EPUB'ens indhold, men findes ikke"))
    kept = {"mimetype", package_path}
    for name in sorted(files.keys() - set(listed.values()) - kept):
        if not name.startswith("META-INF/") and not name.endswith("/"):
            faults.append(("P104", f"filen »{name}« er ikke nævnt i EPUB'ens indhold"))
    others = sorted(n for n in listed.values() if n.endswith(".xhtml") and n not in spine)
    pages = [
        page
        for name in (*spine, *others)
        if name in files and (page := _parse(name, files[name], faults))
    ]
    return Screen(tuple(pages), frozenset(files), tuple(faults), ordered=True)


def _package_path(files: Mapping[str, bytes]) -> str:
    root = etree.fromstring(files[_CONTAINER]).find(".//c:rootfile", _NS)
    if root is None:
        raise KeyError("rootfile")
    return str(root.get("full-path"))


def _manifest(package: Any, path: str) -> Iterator[tuple[str, str]]:
    folder = posixpath.dirname(path)
    for item in package.iterfind(".//o:manifest/o:item", _NS):
        href = unquote(item.get("href") or "")
        yield item.get("id") or "", posixpath.normpath(posixpath.join(folder, href))


def _parse(name: str, data: bytes, faults: list[Fault]) -> Page | None:
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        if name.endswith(".xhtml"):
            faults.append(("P104", f"»{name}« er ikke velformet: {error}"))
            return None
        root = _parse_html(name, data, faults)
        if root is None:
            return None
    anchors: dict[str, int] = {}
    for order, element in enumerate(root.iter(etree.Element)):
        anchor = element.get("id")
        if anchor is None:
            continue
        if anchor in anchors:
            faults.append(("P104", f"»{name}« bruger mærket »{anchor}« to gange"))
        anchors.setdefault(anchor, order)
    return Page(name, root, anchors)


def _parse_html(name: str, data: bytes, faults: list[Fault]) -> Any:
    parser = html.HTMLParser(encoding="utf-8")
    try:
        root = html.document_fromstring(data, parser=parser)
    except etree.LxmlError as error:
        faults.append(("P104", f"»{name}« kan ikke læses: {error}"))
        return None
    for entry in parser.error_log:
        if entry.type != _UNKNOWN_TAG:
            faults.append(("P104", f"»{name}« er ikke velformet: {entry.message}"))
            break
    return root


def dead_links(screen: Screen) -> Iterator[Fault]:
    """Every internal reference that leads nowhere."""
    pages = {page.path: page for page in screen.pages}
    for page in screen.pages:
        for element in page.root.iter(etree.Element):
            for name in _REFERRING:
                goal = element.get(name)
                if goal is not None and not _resolves(goal, page, pages, screen.names):
                    yield "P103", f"»{page.path}« henviser til »{goal}«, som ikke findes"
            for name in _SAME_PAGE:
                for anchor in (element.get(name) or "").split():
                    if anchor not in page.ids:
                        yield "P103", f"»{page.path}« henviser til »#{anchor}«, som ikke findes"


def _target(goal: str, page: Page) -> tuple[str, str]:
    """The path and anchor that a reference means, within the edition."""
    parts = urlsplit(goal)
    if not parts.path:
        return page.path, unquote(parts.fragment)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(parts.path)))
    if parts.path.endswith("/") or path == ".":
        path = posixpath.normpath(posixpath.join(path, "index.html"))
    return path, unquote(parts.fragment)


def _resolves(goal: str, page: Page, pages: Mapping[str, Page], names: frozenset[str]) -> bool:
    try:
        parts = urlsplit(goal)
    except ValueError:
        return False
    if parts.scheme:
        return parts.scheme != "file"
    if parts.netloc or parts.path.startswith("/"):
        return False
    path, anchor = _target(goal, page)
    if path not in names:
        return False
    return not anchor or path not in pages or anchor in pages[path].ids


def page_list_faults(screen: Screen) -> Iterator[Fault]:
    """Page list entries that lead nowhere or stand in another order than the pages."""
    order = {page.path: number for number, page in enumerate(screen.pages)}
    ids = {page.path: page.ids for page in screen.pages}
    for page in screen.pages:
        before = (-1, -1)
        for link in _page_links(page.root):
            label = "".join(link.itertext()).strip()
            path, anchor = _target(link.get("href") or "", page)
            if anchor not in ids.get(path, {}):
                yield "P103", f"sidelisten henviser til side {label}, som ikke er mærket"
                continue
            place = (order[path], ids[path][anchor])
            if screen.ordered and place <= before:
                yield "P102", f"sidelisten har side {label} uden for rækkefølge"
            before = place


def _page_links(root: Any) -> Sequence[Any]:
    for nav in root.iter("{*}nav"):
        roles = f"{nav.get(_EPUB_TYPE) or ''} {nav.get('role') or ''}".split()
        if {"page-list", "doc-pagelist"}.intersection(roles):
            return list(nav.iter("{*}a"))
    return ()
