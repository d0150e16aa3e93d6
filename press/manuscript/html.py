"""Judging and writing HTML: a fragment in, its tree and whether it is sound out.

The tree is the one a browser would build. It counts as sound as it stands when a strict
XML parser builds the same one; as mended when the browser's holds the same text, the same
kinds of elements and the same holes (``data-hole``) in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

import tinyhtml5  # type: ignore[import-untyped]

from press.manuscript.htmlrules import lacking, misplaced, misspoken, unheaded

HOLE = "data-hole"
_VOID = ("br", "hr", "wbr", "col")
_IMPLIED = ("tbody", "colgroup")
_ELEMENTS = frozenset([
    "a", "abbr", "b", "bdi", "blockquote", "br", "caption", "cite", "code", "col",
    "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "hr", "i", "ins", "kbd", "li",
    "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong",
    "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
    "var", "wbr",
])  # fmt: skip
# Attributes whose value is quoted in a problem.
_TOLD = (
    "href", "cite", "lang", "dir", "id", "datetime", "colspan", "rowspan", "scope", "type", "class",
)  # fmt: skip
# The hint for what is refused, by its name in the problem.
REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "<img>": 'skriv ![Billedtekst](images/navn.svg){alt="…"}',
        "<script>": "programmer hører ikke hjemme i en bog",
        "<style>": "udseendet bestemmes af mappen styles",
        "style=": "udseendet bestemmes af mappen styles",
        "<iframe>": "skriv et link i stedet",
    }
)


@dataclass(frozen=True, slots=True)
class Page:
    """A fragment's tree, whether nothing was lost in it, and whether it had to be mended."""

    root: Any
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


def refused(root: Any) -> str:
    """The first element or attribute in the tree that a book may not hold, or that HTML does not
    allow where it is; else nothing."""
    for element in list(root.iter())[1:]:
        if not isinstance(element.tag, str):
            return "<?…>"
        if element.tag not in _ELEMENTS:
            return f"<{element.tag}>"
        for name, value in element.attrib.items():
            if name != HOLE and misspoken(element, name, value):
                return f'{name}="{value[:40]}"' if name in _TOLD else f"{name}="
        if name := lacking(element):
            return f"<{element.tag}> uden {name}"
        if loose := unheaded(element):
            return f'headers="{loose[:40]}"'
    return _misplaced(root, frozenset())


def _misplaced(parent: Any, above: frozenset[str]) -> str:
    within = above | {parent.tag}
    for element in parent:
        if misplaced(parent, element, within):
            return f"<{element.tag}> her"
        if found := _misplaced(element, within):
            return found
    return ""


def write_pieces(root: Any) -> list[str]:
    """The inside of the tree as XHTML, cut at its holes: one piece more than there are holes."""
    written = escape(root.text or "", quote=False) + "".join(map(_write, root))
    return written.split("\0")


def _write(element: Any) -> str:
    tail = escape(element.tail or "", quote=False)
    if HOLE in element.attrib:
        return "\0" + tail
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items())
    if element.tag in _VOID:
        return f"<{element.tag}{attributes} />{tail}"
    inside = escape(element.text or "", quote=False) + "".join(map(_write, element))
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>{tail}"


def _browsed(text: str) -> Any:
    page = tinyhtml5.parse(f"<!doctype html><body>{text}", namespace_html_elements=False)
    return page.find("body")


def _strict(text: str) -> Any:
    """The fragment as XML, void elements closed for it; None when it is not well-formed."""
    closed = re.sub(rf"<({'|'.join(_VOID)})\b([^<>]*?)/?>", r"<\1\2/>", text)
    try:
        return ElementTree.fromstring(f"<body>{closed}</body>")
    except ElementTree.ParseError:
        return None


def _shape(element: Any) -> Any:
    return (sorted(_flat(element), key=lambda part: 0), (element.text or "").strip())


def _flat(element: Any) -> Iterator[Any]:
    """What an element holds, rows' implied bodies left out."""
    for child in element:
        if child.tag in _IMPLIED and not child.attrib:
            yield from _flat(child)
        else:
            attributes = tuple(sorted(child.attrib.items()))
            yield (child.tag, attributes, _shape(child), (child.tail or "").strip())


def _drop_empty(element: Any) -> None:
    """Take out empty elements that the browser's mending left behind."""
    for child in list(element):
        _drop_empty(child)
        holds = len(child) or (child.text or "").strip() or child.attrib
        if not holds and child.tag not in (*_VOID, "td", "th") and not (child.tail or "").strip():
            element.remove(child)


def _lossless(text: str, root: Any) -> bool:
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
