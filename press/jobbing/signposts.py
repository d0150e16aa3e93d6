"""Signposts of moved paragraphs: marked sections in, the same with the paragraphs named out.

A redline says »Står nu her« and links there; on paper nothing can be clicked, and the page that a
link would show is not in the book. So it says »Står nu som 8.12«, or after which one it stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from press.galley.markup import classes, inside, parse
from press.galley.names import CHANGE_NOTE, MOVED_AWAY, MOVED_HERE, XREF
from press.model import Galley


def signposted(galleys: Sequence[Galley], numbers: Mapping[str, str]) -> tuple[Galley, ...]:
    """The sections with the words of each signpost exchanged. ``numbers`` maps the ids of
    paragraphs to the numbers beside them."""
    roots = [parse(galley.html) for galley in galleys]
    named: dict[str, str] = {}
    for galley, root in zip(galleys, roots, strict=True):
        named |= _places(galley, root, numbers)
    for root in roots:
        for link in root.iterfind(f".//a[@class='{XREF}']"):
            words = named.get(link.get("href", "").removeprefix("#"))
            if words and any(CHANGE_NOTE in classes(one) for one in link.iterancestors()):
                link.text = words
    return tuple(
        replace(galley, html=inside(root)) for galley, root in zip(galleys, roots, strict=True)
    )


def _places(galley: Galley, root: Any, numbers: Mapping[str, str]) -> dict[str, str]:
    """What a signpost says of each moved block, by its id: where it stands now, or where it
    stood."""
    found: dict[str, str] = {}
    last = ""
    for element in root.iter("*"):
        anchor = element.get("id") or ""
        if MOVED_HERE in classes(element):
            found[anchor] = _now(galley, element, numbers)
        elif MOVED_AWAY in classes(element):
            place = f"efter {last}" if last else f"først i »{galley.title}«"
            found[anchor] = f"Stod før {place}"
        last = numbers.get(anchor, last)
    return found


def _now(galley: Galley, block: Any, numbers: Mapping[str, str]) -> str:
    """Where a moved block stands; a heading has no number, so it is before the one below it."""
    if own := _first(block.iter("*"), numbers):
        return f"Står nu som {own}"
    below = _first(block.xpath("following::*[@id]"), numbers)
    return f"Står nu før {below}" if below else f"Står nu sidst i »{galley.title}«"


def _first(elements: Iterable[Any], numbers: Mapping[str, str]) -> str:
    """The number of the first of ``elements`` that has one."""
    found = (numbers.get(element.get("id") or "") for element in elements)
    return next(filter(None, found), "")
