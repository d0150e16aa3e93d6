"""A galley dressed for a screen, as far as EPUB and website agree.

In: a settled galley, the printed pages that begin in it, the paths of the edition. Out: a
:class:`Section`: trees of its text and notes with page marks set, links leading to the
right file, print-only words gone. The editions then add what is theirs alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from press.galley.markup import classes, drop, find, parse
from press.galley.places import anchor, mark_pages, unnumber
from press.model import Galley, Note, PageStart
from press.screen.paths import Paths

_ROLES = {"noteref": "doc-noteref", "term": "doc-glossref"}
_HEADINGS = ("h2", "h3", "h4", "h5")


@dataclass(frozen=True, slots=True)
class ScreenNote:
    """A note: its anchor, its number, its content and the anchor of its call."""

    id: str
    number: int
    content: Any
    call: str


@dataclass(frozen=True, slots=True)
class Section:
    """A galley as trees. ``opening`` holds the marks of pages that begin with its title."""

    galley: Galley
    opening: Any
    body: Any
    notes: tuple[ScreenNote, ...]


def spoken(label: str) -> str:
    """What is read aloud where the page ``label`` begins: a word, since a bare number in the
    middle of a sentence would be taken for a part of it, and a stop after it."""
    return f"side {label}."


def marked_pages(section: Section) -> tuple[str, ...]:
    """The labels of the printed pages marked in a section, in the order in which they stand."""
    return tuple(
        mark.get("id").removeprefix(anchor(""))
        for root in (section.opening, section.body)
        for mark in root.iterfind(".//*[@role='doc-pagebreak']")
    )


def make_section(
    galley: Galley, starts: Iterable[PageStart], paths: Paths, mark: Callable[[str], Any]
) -> Section:
    """Dress ``galley``; ``starts`` are its own pages in order, ``mark`` makes a page mark."""
    own = tuple(starts)
    opening, body = parse("", epub=True), parse(galley.html, epub=True)
    _head_cards(body)
    for start in own:
        if not start.block:
            opening.append(mark(start.label))
    mark_pages(body, own, mark)
    unnumber(body)
    _dress(body, galley.id, paths)
    calls = {call.get("href", "")[1:]: call.get("id", "") for call in find(body, "noteref")}
    notes = tuple(_note(note, galley.id, paths, calls) for note in galley.notes)
    return Section(galley, opening, body, notes)


def _head_cards(root: Any) -> None:
    """A card's title becomes a heading below the one it stands under: those who listen to the
    book leap from heading to heading."""
    level = 1
    for element in root.iter(etree.Element):
        if "card-title" in classes(element):
            element.tag = f"h{level + 1}"
        elif element.tag in _HEADINGS:
            level = int(element.tag[1])


def _note(note: Note, here: str, paths: Paths, calls: dict[str, str]) -> ScreenNote:
    content = parse(note.html, epub=True)
    _dress(content, here, paths)
    return ScreenNote(note.id, note.number, content, calls.get(note.id, ""))


def _dress(root: Any, here: str, paths: Paths) -> None:
    for printed in find(root, "print-page"):
        drop(printed)
    for reference in find(root, "pageref"):
        if not (reference.text or len(reference)):
            drop(reference)
        else:
            reference.set("title", f"side {reference.text} i den trykte bog")
    for name, role in _ROLES.items():
        for link in find(root, name):
            link.set("role", role)
    for cite in find(root, "cite"):
        for link in cite.iter("a"):
            link.set("role", "doc-biblioref")
    for link in root.iter("a"):
        target = link.get("href", "")
        if target.startswith("#"):
            link.set("href", paths.address(target[1:], here))
    for image in root.iter("img"):
        image.set("src", paths.images.get(image.get("src", ""), image.get("src", "")))


def note_with_way_back(note: ScreenNote, sign: str) -> Any:
    """The note's content, led by a link back to its call; ``sign`` is what the link shows."""
    content = note.content
    first = content[0] if len(content) and content[0].tag == "p" else None
    if first is None:
        first = etree.Element("p")
        content.insert(0, first)
    back = etree.Element("a", {"class": "back", "href": f"#{note.call}", "role": "doc-backlink"})
    back.set("aria-label", f"Tilbage til note {note.number} i teksten")
    back.text = sign
    back.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, back)
    return content
