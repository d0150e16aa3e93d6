"""An EPUB or a website: its documents, links and page list, and what stands where in them.

In: an edition's files, and the manuscript's blocks. Out: a :class:`Screen`, its documents parsed
(an EPUB's in spine order, a website's by name), with faults as (code, Danish text) pairs; and the
blocks that are missing or out of order.

Texts must be equal except for white space and hyphens; a title or a note may stand in a longer
block (with its number). So must the numbers of list items, the setting of columns, and what the
element that holds a text says it is.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from press.proofreading.expected import Block, BlockKind, Lack, blocks_of, misplaced

_CONTAINER = "META-INF/container.xml"
_OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_REFERRING = ("href", "src", "poster", "data")
_SAME_PAGE = ("aria-describedby", "aria-labelledby", "aria-details", "headers", "for")
# libxml2's HTML parser is older than HTML 5: an element that it does not know is no fault.
_UNKNOWN_TAG = 801

Fault = tuple[str, str]


class UnreadableEpubError(ValueError):
    """An EPUB that cannot be opened; the message is Danish and says why."""


@dataclass(frozen=True, slots=True)
class Page:
    """One parsed document: its path within the edition, its root, and the place of each id."""

    path: str
    root: Any
    ids: Mapping[str, int]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the document, in order."""
        body = self.root.find(".//{*}body")
        return () if body is None else blocks_of(body)


@dataclass(frozen=True, slots=True)
class Screen:
    """An edition for screens: its documents, the names of all files, and its faults. ``ordered``:
    the documents are in reading order."""

    pages: tuple[Page, ...]
    names: frozenset[str]
    faults: tuple[Fault, ...]
    ordered: bool


# --- what an edition holds -----------------------------------------------------------


def read_web(files: Mapping[str, bytes]) -> Screen:
    """The HTML documents among ``files``, parsed; those of a website have no order."""
    faults: list[Fault] = []
    names = sorted(name for name in files if name.endswith((".html", ".xhtml")))
    return Screen(_parsed(names, files, faults), frozenset(files), tuple(faults), ordered=False)


def read_epub(data: bytes) -> Screen:
    """The documents of an EPUB in spine order, then those outside the spine.

    Raises :class:`UnreadableEpubError` when the file is no EPUB at all.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        root = etree.fromstring(files[_CONTAINER]).find(f".//{_OCF}rootfile")
        if root is None:
            raise KeyError("rootfile")
        package_path = str(root.get("full-path"))
        package = etree.fromstring(files[package_path])
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise UnreadableEpubError(f"filen kan ikke læses som EPUB: {error}") from error
    listed = {
        item.get("id") or "": _joined(package_path, unquote(item.get("href") or ""))
        for item in package.iterfind(f".//{_OPF}manifest/{_OPF}item")
    }
    faults = _manifest_faults(set(listed.values()), files.keys() - {"mimetype", package_path})
    called = [item.get("idref") for item in package.iterfind(f".//{_OPF}spine/{_OPF}itemref")]
    spine = [listed[name] for name in called if name in listed]
    others = sorted(n for n in listed.values() if n.endswith(".xhtml") and n not in spine)
    names = [name for name in (*spine, *others) if name in files]
    return Screen(_parsed(names, files, faults), frozenset(files), tuple(faults), ordered=True)


def _manifest_faults(listed: set[str], files: Set[str]) -> list[Fault]:
    """Files that the manifest names and the EPUB lacks, and the other way round."""
    lacking = (
        f"filen »{name}« er nævnt i EPUB'ens indhold, men findes ikke"
        for name in sorted(listed - files)
    )
    unnamed = (
        f"filen »{name}« er ikke nævnt i EPUB'ens indhold"
        for name in sorted(files - listed)
        if not name.startswith("META-INF/") and not name.endswith("/")
    )
    return [("P104", said) for said in (*lacking, *unnamed)]


def _joined(base: str, path: str) -> str:
    """The relative ``path`` as seen from the file ``base``."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path))


def _parsed(
    names: Iterable[str], files: Mapping[str, bytes], faults: list[Fault]
) -> tuple[Page, ...]:
    """The documents ``names`` that can be parsed; what is wrong is added to ``faults``."""
    pages = []
    for name in names:
        root = _parse(name, files[name], faults)
        if root is None:
            continue
        ids: dict[str, int] = {}
        for order, element in enumerate(root.iter(etree.Element)):
            anchor = element.get("id")
            if anchor in ids:
                faults.append(("P104", f"»{name}« bruger mærket »{anchor}« to gange"))
            elif anchor is not None:
                ids[anchor] = order
        pages.append(Page(name, root, ids))
    return tuple(pages)


def _parse(name: str, data: bytes, faults: list[Fault]) -> Any:
    try:
        return etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        if name.endswith(".xhtml"):
            faults.append(("P104", f"»{name}« er ikke velformet: {error}"))
            return None
    parser = html.HTMLParser(encoding="utf-8")
    try:
        root = html.document_fromstring(data, parser=parser)
    except etree.LxmlError as error:
        faults.append(("P104", f"»{name}« kan ikke læses: {error}"))
        return None
    wrong = [entry.message for entry in parser.error_log if entry.type != _UNKNOWN_TAG]
    faults += [("P104", f"»{name}« er ikke velformet: {said}") for said in wrong[:1]]
    return root


# --- where its links lead ------------------------------------------------------------


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


def page_list_faults(screen: Screen) -> Iterator[Fault]:
    """Page list entries that lead nowhere or are in another order than the page marks."""
    places = {
        (page.path, anchor): (number, order)
        for number, page in enumerate(screen.pages)
        for anchor, order in page.ids.items()
    }
    for page in screen.pages:
        before = (-1, -1)
        for link in _page_links(page.root):
            label = "".join(link.itertext()).strip()
            place = places.get(_target(link.get("href") or "", page))
            if place is None:
                yield "P103", f"sidelisten henviser til side {label}, som ikke er mærket"
                continue
            if screen.ordered and place <= before:
                yield "P102", f"sidelisten har side {label} uden for rækkefølge"
            before = place


def _page_links(root: Any) -> Sequence[Any]:
    for nav in root.iter("{*}nav"):
        roles = f"{nav.get(_EPUB_TYPE) or ''} {nav.get('role') or ''}".split()
        if {"page-list", "doc-pagelist"}.intersection(roles):
            return list(nav.iter("{*}a"))
    return ()


def _target(goal: str, page: Page) -> tuple[str, str]:
    """The path and anchor that a reference means, within the edition."""
    parts = urlsplit(goal)
    if not parts.path:
        return page.path, unquote(parts.fragment)
    path = _joined(page.path, unquote(parts.path))
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
    return path in names and (not anchor or path not in pages or anchor in pages[path].ids)


# --- which block stands where --------------------------------------------------------


def lacking(expected: Sequence[Block], shown: Sequence[Block]) -> list[Lack]:
    """The expected blocks that are not found as they are, in order, among those of a document, and
    those that are there twice."""
    wanted = [block for block in expected if block.kind is BlockKind.IMAGE or block.text]
    places = _in_order(wanted, shown) or _likeliest(wanted, shown)
    whole = [(number, block) for number, block in enumerate(wanted) if places[number] is not None]
    placed = {place for place in places if place is not None}
    return [*_unlike(wanted, shown, places), *_twice(whole, shown, placed)]


def _unlike(
    wanted: Sequence[Block], shown: Sequence[Block], places: Sequence[int | None]
) -> Iterator[Lack]:
    """The blocks that have no place, and those that are something else there."""
    spare = [block for place, block in enumerate(shown) if place not in set(places)]
    for index, (block, place) in enumerate(zip(wanted, places, strict=True)):
        if place is None:
            elsewhere = any(_shows(one, block) for one in spare)
            yield misplaced(block, index) if elsewhere else Lack(block, index=index)
        elif wrong := _wrong(block, shown[place]):
            yield Lack(block, wrong, index=index)


def _in_order(wanted: Sequence[Block], shown: Sequence[Block]) -> list[int | None]:
    """The place of each wanted block, each after the one before; nothing when one is not there."""
    places: list[int | None] = []
    rest = enumerate(shown)
    for block in wanted:
        place = next((place for place, one in rest if _shows(one, block)), None)
        if place is None:
            return []
        places.append(place)
    return places


def _likeliest(wanted: Sequence[Block], shown: Sequence[Block]) -> list[int | None]:
    """The place of each wanted block as far as it can be told where some are missing."""
    match = SequenceMatcher(None, [*map(_key, wanted)], [*map(_key, shown)], autojunk=False)
    places: list[int | None] = [None] * len(wanted)
    for start, other, size in match.get_matching_blocks():
        places[start : start + size] = range(other, other + size)
    _fill(wanted, shown, places)
    return places


def _twice(
    wanted: Sequence[tuple[int, Block]], shown: Sequence[Block], places: set[int]
) -> list[Lack]:
    """The blocks that stand once more among those of the section than they are written."""
    written = {_key(block): (index, block) for index, block in wanted}
    return [
        Lack(block, "står en gang for meget", index=index)
        for place in range(min(places, default=0), min(max(places, default=0) + 2, len(shown)))
        if place not in places and _key(shown[place]) in written
        for index, block in (written[_key(shown[place])],)
    ]


def _key(block: Block) -> tuple[str, bool]:
    return block.text, block.kind is BlockKind.IMAGE


def _wrong(block: Block, shown: Block) -> str:
    """What a block that is in its place has else than in the manuscript; empty for nothing."""
    if block.label != shown.label:
        return f"har nummeret »{shown.label}« og ikke »{block.label}«"
    if block.edge != shown.edge:
        return "er ikke rettet ind som sin kolonne"
    if block.inside[-1:] != shown.inside[-1:] and block.inside and block.kind is not BlockKind.NOTE:
        return "er mærket forkert for skærmlæsere"
    return ""


def _shows(shown: Block, block: Block) -> bool:
    if (shown.kind is BlockKind.IMAGE) != (block.kind is BlockKind.IMAGE):
        return False
    if block.kind in (BlockKind.TITLE, BlockKind.NOTE):
        return block.text in shown.text
    return shown.text == block.text


def _fill(wanted: Sequence[Block], shown: Sequence[Block], places: list[int | None]) -> None:
    """Place blocks that are shown a little differently, between their placed neighbours."""
    low = 0
    for index, block in enumerate(wanted):
        found = places[index]
        if found is None:
            after = (place for place in places[index + 1 :] if place is not None)
            high = next(after, len(shown))
            found = next((at for at in range(low, high) if _shows(shown[at], block)), None)
            places[index] = found
        if found is not None:
            low = found + 1
