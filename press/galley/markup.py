"""Galleys as trees, and back.

In: markup without namespace prefixes, as galleys hold it. Out: lxml trees to work on, and
markup that an XML reader and an HTML reader take for the same document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from markupsafe import Markup

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_EPUB = '<div xmlns:epub="http://www.idpf.org/2007/ops">{}</div>'
# fmt: off
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
    "track", "wbr",
})
# fmt: on


def parse(html: str, *, epub: bool = False) -> Any:
    """The blocks of ``html`` as the children of one element; with ``epub``, of one that knows
    the prefix ``epub:``.

    Raises ``lxml.etree.XMLSyntaxError`` for what is not well-formed, which galleys always are.
    """
    return etree.fromstring((_EPUB if epub else "<div>{}</div>").format(html))


def inside(element: Any) -> str:
    """What is in an element, as it would be written again."""
    text = str(etree.tostring(element, encoding="unicode", with_tail=False))
    start, end = text.index(">") + 1, text.rindex("<")
    # An element without anything in it is one tag.
    return text[start:end] if end >= start else ""


def serialise(root: Any) -> Markup:
    """The children of ``root`` (as :func:`parse` made it). No element but a void one is
    written as an empty tag, which HTML readers would take for an open one."""
    for element in root.iter(etree.Element):
        if not len(element) and element.text is None and element.tag not in _VOID:
            element.text = ""
    text = etree.tostring(root, encoding="unicode")
    return Markup(text[text.index(">") + 1 : text.rindex("</")])


def classes(element: Any) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((element.get("class") or "").split())


def find(root: Any, name: str) -> Iterator[Any]:
    """Every element below ``root`` of the class ``name``, in order; safe to change them."""
    return iter([element for element in root.iter(etree.Element) if name in classes(element)])


def drop(element: Any) -> None:
    """Take ``element`` out and leave the text after it."""
    parent, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)
