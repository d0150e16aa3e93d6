"""Numbers for people to point with: a section's text in, the same with numbered units out.

A unit is what someone would point at: a paragraph, an item of a list, a table, a figure, a
card, a prompt of a sheet, an entry of the word list. Chapter 8 has 8.1, 8.2 …; other sections
go by a few letters of their title (F.1 in the foreword), part introductions by their number
(D1.1). What a redline strikes has no number, so that a redline and a clean copy agree.

Nothing is written into the text: each unit has an id, and the number is set beside it later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from press.galley.markup import classes, inside, parse
from press.galley.names import (
    ABSENT,
    BOX_TITLE,
    CARD,
    CHANGE_NOTE,
    FIGURES,
    INDEX,
    LONG_DESCRIPTION,
    PROMPT,
    TABLES,
)
from press.model import Galley

# Sections that are lists of places elsewhere: nobody points at a line of them.
_LISTS = frozenset({FIGURES, TABLES, INDEX})
_WHOLE = frozenset({"li", "table", "figure", "pre"})
_WHOLE_CLASSES = frozenset({CARD, PROMPT, "entry"})
_UNNUMBERED = frozenset({BOX_TITLE, LONG_DESCRIPTION, CHANGE_NOTE}) | ABSENT
_UNREAD = ABSENT | {CHANGE_NOTE}
_HOLDERS = frozenset({"div", "aside", "blockquote", "section", "ul", "ol", "dl", "details"})


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to set in the margin beside an anchor: a unit's number or a page of the book."""

    anchor: str
    text: str


def prefixes(galleys: Sequence[Galley]) -> Mapping[str, str]:
    """What the numbers of each section begin with, by its id; lists of places have none."""
    found: dict[str, str] = {}
    taken = {"D"}
    for galley in galleys:
        if galley.id in _LISTS or galley.kind in _LISTS:
            continue
        if galley.role == "part":
            found[galley.id] = f"D{galley.number}"
        elif galley.number is not None:
            found[galley.id] = str(galley.number)
        else:
            found[galley.id] = _letters(galley.title, taken)
            taken.add(found[galley.id])
    return found


def _letters(title: str, taken: set[str]) -> str:
    """The shortest beginning of a title that no other section has."""
    letters = "".join(sign for sign in title if sign.isalpha()).capitalize() or "X"
    tries = (letters[:length] for length in range(1, len(letters) + 1))
    return next((one for one in tries if one not in taken), f"{letters}{len(taken)}")


def numbered(galley: Galley, prefix: str) -> tuple[str, tuple[Mark, ...]]:
    """The text of ``galley`` with an id on every unit, and their numbers in order."""
    root = parse(galley.html)
    marks = []
    for number, unit in enumerate(units(root) if prefix else (), 1):
        anchor = name(_top(unit), f"nr-{galley.id}-{number}")
        marks.append(Mark(anchor, f"{prefix}.{number}"))
    return inside(root), tuple(marks)


def _top(unit: Any) -> Any:
    """What stands uppermost of a unit: the caption of a table is laid outside its box."""
    caption = unit.find("caption") if unit.tag == "table" else None
    return unit if caption is None else caption


def name(element: Any, wanted: str) -> str:
    """The id of an element; it gets ``wanted`` when it has none."""
    if not element.get("id"):
        element.set("id", wanted)
    return str(element.get("id"))


def units(root: Any) -> Iterator[Any]:
    """The units below ``root`` in reading order."""
    for element in root:
        if not isinstance(element.tag, str):
            continue
        own = classes(element)
        if own & _UNNUMBERED or not _stands(element):
            continue
        if element.tag == "p":
            if not _told(element):
                yield element
        elif element.tag in _WHOLE or own & _WHOLE_CLASSES or element.tag == "dt":
            yield element
        elif element.tag in _HOLDERS:
            yield from units(element)


def is_gone(block: Any) -> bool:
    """Whether a block (something that directly holds text) is not in the text as it now is."""
    around = (block, *block.iterancestors())
    if any(_UNREAD & set((one.get("class") or "").split()) for one in around):
        return True
    return (block.tag == "p" and _told(block)) or not _stands(block)


def _stands(element: Any) -> bool:
    """Whether anything of an element is in the text as it now is."""
    if element.tag in ("figure", "img") or element.find(".//img") is not None:
        return True
    return bool("".join(_kept(element)).strip())


def _kept(element: Any) -> Iterator[str]:
    if element.tag == "del":
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _kept(child)
        yield child.tail or ""


def _told(paragraph: Any) -> bool:
    """Whether a paragraph is the press speaking of a change."""
    first = paragraph[0] if len(paragraph) else None
    return (
        first is not None and not (paragraph.text or "").strip() and CHANGE_NOTE in classes(first)
    )
