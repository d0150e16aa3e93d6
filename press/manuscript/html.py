"""Reading and writing HTML: a fragment in, its tree and whether it is sound out.

The tree is the one that a browser would build. It is sound as it stands when a strict XML parser
builds the same one; it is mended when the browser's has the same text, the same kinds of elements
and the same holes (``data-hole``) in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import tinyhtml5  # type: ignore[import-untyped]

from press.manuscript.htmlrules import HOLE, VOID

_IMPLIED = ("tbody", "colgroup")


@dataclass(frozen=True, slots=True)
class Page:
    """A fragment's tree, whether nothing was lost in it, and whether it had to be mended."""

    root: Element
    whole: bool
    mended: bool


def read_html(text: str, inline: bool) -> Page:
    """Read a fragment as a browser does; ``inline`` when it stands inside a paragraph."""
    body = _browsed(f"<p>{text}</p>" if inline else text)
    root = body[0] if inline and len(body) == 1 and not body.tail else body
    contained = not inline or (len(body) == 1 and not (body.text or "").strip())
    strict = _strict(text)
    if strict is not None and contained and _shape(strict) == _shape(root):
        return Page(root, True, False)
    _drop_empty(root)
    return Page(root, contained and _lossless(text, root), True)


def write_pieces(root: Element) -> list[str]:
    """The inside of the tree as XHTML, cut at its holes: one piece more than there are holes."""
    written = escape(root.text or "", quote=False) + "".join(map(_write, root))
    return written.split("\0")


def _write(element: Element) -> str:
    tail = escape(element.tail or "", quote=False)
    if HOLE in element.attrib:
        return "\0" + tail
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items())
    if element.tag in VOID:
        return f"<{element.tag}{attributes} />{tail}"
    inside = escape(element.text or "", quote=False) + "".join(map(_write, element))
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>{tail}"


def _browsed(text: str) -> Element:
    page = tinyhtml5.parse(f"<!doctype html><body>{text}", namespace_html_elements=False)
    body: Element = page.find("body")
    return body


def _strict(text: str) -> Element | None:
    """The fragment as XML, void elements closed for it; None when it is not well-formed."""
    closed = re.sub(rf"<({'|'.join(VOID)})\b([^<>]*?)/?>", r"<\1\2/>", text)
    try:
        return ElementTree.fromstring(f"<body>{closed}</body>")
    except ElementTree.ParseError:
        return None


def _shape(element: Element) -> tuple[Any, ...]:
    """An element's inside as a value: equal for two trees that mean the same."""
    return ((element.text or "").strip(), *_flat(element))


def _flat(element: Element) -> Iterator[Any]:
    """The elements in an element, those that HTML implies replaced by what is in them."""
    for child in element:
        if child.tag in _IMPLIED and not child.attrib:
            yield from _flat(child)
        else:
            attributes = tuple(sorted(child.attrib.items()))
            yield (child.tag, attributes, _shape(child), (child.tail or "").strip())


def _drop_empty(element: Element) -> None:
    """Take out empty elements that the browser's mending left behind."""
    for child in list(element):
        _drop_empty(child)
        holds = len(child) or (child.text or "").strip() or child.attrib
        if not holds and child.tag not in (*VOID, "td", "th") and not (child.tail or "").strip():
            element.remove(child)


def _lossless(text: str, root: Element) -> bool:
    """Whether the tree of ``text`` has all of its holes, kinds of elements and letters."""
    holes = [element.get(HOLE) for element in root.iter() if element.get(HOLE) is not None]
    tags = {tag.lower() for tag in re.findall(r"<([A-Za-z][\w-]*)", text)}
    kept = {element.tag for element in root.iter()} - {root.tag, *_IMPLIED}
    words = "".join(_browsed(re.sub(r"<[^<>]*>", "", text)).itertext())
    return (
        holes == [str(number) for number in range(len(holes))]
        and len(holes) == text.count(f"{HOLE}=")
        and tags - {root.tag, *_IMPLIED} == kept
        and "".join(words.split()) == "".join("".join(root.itertext()).split())
    )
