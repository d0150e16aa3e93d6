"""A galley dressed for a screen: what EPUB and website have in common.

In: a settled galley, the printed pages that begin in it, the paths of the edition. Out: a
:class:`Section`, trees of its text and notes with page marks set, links leading to the right file
and print-only words gone; and, once the edition has added its own, the values of its template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree
from markupsafe import Markup

from press.galley.markup import classes, drop, find, parse, serialise
from press.galley.names import (
    APPROVED,
    CARD_TITLE,
    CITE,
    GENERATED,
    IN_REVIEW,
    KINDS,
    NOTE_CALL,
    PAGE,
    PRINT_PAGE,
    TERM,
    Kind,
)
from press.galley.places import anchor, mark_pages, unnumber
from press.model import Galley, PageStart
from press.screen.paths import Paths, number_of

_LINK_ROLES = {NOTE_CALL: "doc-noteref", TERM: "doc-glossref"}
_HEADINGS = ("h2", "h3", "h4", "h5")
_MATTER = {"front": "frontmatter", "back": "backmatter"}
_ROLES = {"part": ("part", "doc-part"), "chapter": ("chapter", "doc-chapter")}
_FIRST = ("preface", "introduction")
_CALLED = {"part": "Delen", "chapter": "Kapitlet"}
# From this many columns a table is too wide for a phone.
_MANY = 3


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

    @property
    def texts(self) -> tuple[Any, ...]:
        """The trees of the text and of each note."""
        return (self.body, *(note.content for note in self.notes))


def page_mark(label: str, kind: Mapping[str, str]) -> Any:
    """An empty mark of the printed page ``label``, with the attributes ``kind`` before its own.

    A screen reader reads a word and a full stop there, since a bare number in mid-sentence would
    be taken for part of it.
    """
    own = {"role": "doc-pagebreak", "id": anchor(label), "aria-label": f"side {label}."}
    return etree.Element("span", {**kind, **own})


def make_section(
    galley: Galley, starts: Iterable[PageStart], paths: Paths, mark: Callable[[str], Any]
) -> Section:
    """Dress ``galley``. ``starts`` are where the printed pages of the whole book begin, in order;
    ``mark`` makes the mark of a page from its label."""
    own = [start for start in starts if start.galley == galley.id]
    opening, body = parse("", epub=True), parse(galley.html, epub=True)
    opening.extend(mark(start.label) for start in own if not start.block)
    _head_cards(body)
    mark_pages(body, own, mark)
    unnumber(body)
    _dress(body, galley.id, paths)
    calls = {call.get("href", "")[1:]: call.get("id", "") for call in find(body, NOTE_CALL)}
    notes = []
    for note in galley.notes:
        content = parse(note.html, epub=True)
        _dress(content, galley.id, paths)
        notes.append(ScreenNote(note.id, note.number, content, calls.get(note.id, "")))
    return Section(galley, opening, body, tuple(notes))


def values(section: Section) -> dict[str, Any]:
    """The values that both editions' templates need; notes as (anchor, anchor of the call,
    markup)."""
    galley = section.galley
    kind, role = meaning(galley)
    return {
        "galley": galley,
        "matter": _MATTER.get(galley.role, "bodymatter"),
        "type": kind,
        "role": role,
        "number": number_of(galley),
        "notice": notice(galley),
        "opening": serialise(section.opening),
        "body": serialise(section.body),
        "notes": [(note.id, note.call, _with_way_back(note)) for note in section.notes],
    }


# --- what a section is ---------------------------------------------------------------


def meaning(galley: Galley) -> tuple[str, str]:
    """The ``epub:type`` and ``role`` of a galley's section; empty where there is none."""
    if galley.role in _ROLES:
        return _ROLES[galley.role]
    kinds = {**KINDS, **GENERATED}
    found = kinds.get(galley.id) or kinds.get(galley.kind) or Kind()
    # A guide at the back introduces nothing.
    if galley.role == "back" and found.epub_type in _FIRST:
        return "", ""
    return found.epub_type, found.role


def notice(galley: Galley) -> str:
    """The notice above a section that is not approved; empty for one that is."""
    called = _CALLED.get(galley.role, "Afsnittet")
    if galley.status in ("", APPROVED):
        return ""
    if galley.status.startswith("afventer"):
        said = "er ikke skrevet færdigt"
    elif galley.status == IN_REVIEW:
        said = "kan stadig blive ændret"
    else:
        said = "er ikke godkendt endnu"
    return f"{galley.status.capitalize()}. {called} {said}."


# --- its text ------------------------------------------------------------------------


def _head_cards(root: Any) -> None:
    """Make each card's title a heading below the one it stands under, since people who use
    screen readers go from heading to heading."""
    level = 1
    for element in root.iter(etree.Element):
        if CARD_TITLE in classes(element):
            element.tag = f"h{level + 1}"
        elif element.tag in _HEADINGS:
            level = int(element.tag[1])


def _dress(root: Any, here: str, paths: Paths) -> None:
    for printed in find(root, PRINT_PAGE):
        drop(printed)
    for reference in find(root, PAGE):
        if reference.text or len(reference):
            reference.set("title", f"side {reference.text} i den trykte bog")
        else:
            drop(reference)
    for name, role in _LINK_ROLES.items():
        for link in find(root, name):
            link.set("role", role)
    for cite in find(root, CITE):
        for link in cite.iter("a"):
            link.set("role", "doc-biblioref")
    for link in root.iter("a"):
        target = link.get("href", "")
        if target.startswith("#"):
            link.set("href", paths.address(target[1:], here))
    for image in root.iter("img"):
        image.set("src", paths.images.get(image.get("src", ""), image.get("src", "")))


def _with_way_back(note: ScreenNote) -> Markup:
    """The note's markup, beginning with its number as a link back to its call."""
    content = note.content
    first = content[0] if len(content) and content[0].tag == "p" else None
    if first is None:
        first = etree.Element("p")
        content.insert(0, first)
    back = etree.Element("a", {"class": "back", "href": f"#{note.call}", "role": "doc-backlink"})
    back.set("aria-label", f"Tilbage til note {note.number} i teksten")
    back.text = str(note.number)
    back.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, back)
    return serialise(content)


# --- what a narrow screen can show ---------------------------------------------------


def framed(element: Any, name: str) -> Any:
    """Put a frame of the class ``name`` around ``element``, and return the frame."""
    frame = etree.Element("div", {"class": name})
    frame.tail, element.tail = element.tail, None
    element.getparent().replace(element, frame)
    frame.append(element)
    return frame


def frame_tables(root: Any) -> None:
    """Put every table below ``root`` in a frame, with the class ``many`` if it has many columns,
    and give every cell the words of its column. When the frame is too narrow the style sheet
    stacks the cells of a row, each after those words."""
    for table in list(root.iter("table")):
        heads = _heads(table)
        for row in table.iterfind("tbody/tr"):
            if len(row) == len(heads) and not any(cell.get("rowspan") for cell in row):
                for cell, head in zip(row, heads, strict=True):
                    if cell.tag == "td" and head:
                        cell.set("data-head", head if head[-1] in "?!:." else f"{head}:")
        framed(table, "table-frame many" if len(heads) >= _MANY else "table-frame")


def _heads(table: Any) -> list[str]:
    """The words of the columns, if one row of cells names each; else nothing."""
    rows = table.findall("thead/tr")
    if len(rows) != 1 or any(cell.get("colspan") for cell in rows[0]):
        return []
    return [" ".join("".join(cell.itertext()).split()) for cell in rows[0]]
