"""The last step of a text: XHTML in, the same with its blocks numbered (``data-b``) out.

Every element that directly holds text, and every image, gets the next number in document
order. The anchors and words of the text are found on the way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from press.galley.markup import parse, serialise
from press.galley.names import BLOCK

_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins",
    "kbd", "mark", "math", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub",
    "sup", "time", "u", "var", "wbr",
})  # fmt: skip
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
    root = parse(writable(html))
    elements = list(root.iterdescendants(etree.Element))
    blocks = (element for element in elements if _is_block(element))
    for number, block in enumerate(blocks, 1):
        block.set(BLOCK, str(number))
    words = sum(len(_WORD.findall(text)) for text in root.itertext())
    anchors = tuple(anchor for element in elements if (anchor := element.get("id")))
    return Finished(str(serialise(root)), anchors, words)


def _is_block(element: Any) -> bool:
    if element.tag == "img":
        return True
    if element.tag in _INLINE:
        return False
    if element.text and not element.text.isspace():
        return True
    return any(
        child.tag in _INLINE or (child.tail and not child.tail.isspace()) for child in element
    )
