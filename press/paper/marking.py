"""Marking: all text that is drawn says which element of which galley it comes from.

In: a dressed galley, and the tree that a quire is set from. Out: WeasyPrint's ``Stream.marked``
with a private property ``B`` in the marks of text and images (ISO 32000-1, 14.6.2):
``galley#block``, where a block is the number in ``data-b`` or, for what has none (words that went,
in a redline), ``e`` and the place of the element in the galley. The title, the authors and the
abstract above a section go by these names. What WeasyPrint makes itself is told behind ``::``,
such as ``marker``; page numbers and the calls of notes are ``quoted``.

The proof reads off these marks what stands where, however pages are laid out and text repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from lxml import etree

from press.galley.markup import classes
from press.galley.names import BLOCK, INLINE, SILENT

OWNER = "data-owner"
# What follows it tells how the press made a text that no manuscript says.
MADE = "::"
_QUOTED = "quoted"
Marked = Callable[[Any, Any, str], Any]


def name_owners(root: etree._Element, name: str) -> None:
    """Name the owner of every text in ``root``, the text of the galley or note ``name``."""
    known: dict[etree._Element | None, str] = {root: ""}
    for number, element in enumerate(root.iterdescendants(etree.Element)):
        above = known[element.getparent()]
        own = above.partition(MADE)[0]
        if block := element.get(BLOCK):
            own = f"{name}#{block}"
        elif not own or element.tag not in INLINE:
            own = f"{name}#e{number}"
        if MADE in above or not SILENT.isdisjoint(classes(element)):
            own = f"{own}{MADE}{_QUOTED}"
        known[element] = own
        if own != above:
            element.set(OWNER, own)


def owners(root: Element) -> Mapping[Element, str]:
    """The owner of each element of a job, its own or that of the element around it."""
    found: dict[Element, str] = {}
    waiting = [(root, "")]
    while waiting:
        element, owner = waiting.pop()
        owner = found[element] = element.get(OWNER, owner)
        waiting += [(child, owner) for child in element]
    return found


def telling_owners(known: Mapping[Element, str]) -> Marked:
    """``weasyprint.pdf.stream.Stream.marked`` telling the ``known`` owners of elements."""

    @contextmanager
    def marked(stream: Any, box: Any, tag: str) -> Iterator[None]:
        if stream._tags is None:
            yield
            return
        number = len(stream._tags)
        stream._tags[box] = {"tag": tag, "mcid": number}
        properties = pydyf.Dictionary({"MCID": number})
        if owner := known.get(box.element):
            _, made, pseudo = str(box.element_tag).partition(MADE)
            properties["B"] = pydyf.String(f"{owner}{made}{pseudo}")
        stream.begin_marked_content(tag, properties)
        try:
            yield
        finally:
            stream.end_marked_content()

    return marked
