"""The last touch to a text: XHTML in, the same with its blocks numbered (``data-b``) out.

Every element that directly holds text, and every image, gets the next number in document
order. The anchors and words of the text are found on the way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins",
    "kbd", "mark", "math", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub",
    "sup", "time", "u", "var", "wbr",
})  # fmt: skip
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_WORD = re.compile(r"[^\W_]+(?:[-\u2011’.,][^\W_]+)*")
# Characters that XML cannot hold; they come with text copied from word processors.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Finished:
    """A text with numbered blocks, its anchors in order, and how many words it has."""

    html: str
    anchors: tuple[str, ...]
    words: int


def writable(html: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _UNWRITABLE.sub("", html)


def finish(html: str) -> Finished:
    """Number the blocks of ``html``. Raises ``lxml.etree.XMLSyntaxError`` when it is not
    well-formed, which checked chapters always are."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(f"<div>{writable(html)}</div>", parser)
    number = 0
    anchors = []
    for element in root.iterdescendants(etree.Element):
        tag = element.tag
        if anchor := element.get("id"):
            anchors.append(anchor)
        if tag == "img" or (tag not in _INLINE and _holds_text(element)):
            number += 1
            element.set("data-b", str(number))
        if tag not in _VOID and not len(element) and element.text is None:
            element.text = ""
    words = sum(len(_WORD.findall(text)) for text in root.itertext())
    written = etree.tostring(root, encoding="unicode")
    inside = written[len("<div>") : -len("</div>")] if html else ""
    return Finished(inside, tuple(anchors), words)


def _holds_text(element: Any) -> bool:
    if element.text and not element.text.isspace():
        return True
    return any(
        child.tag in _INLINE or (child.tail and not child.tail.isspace()) for child in element
    )
