"""The letters of a drawing, carried in the drawing itself.

In: the tree of an SVG. Out: the same tree with the book's faces that its words name, cut down to
the letters that it shows. A browser opens a drawing as a world of its own, which knows none of
the book's faces; in another face the words are wider and leave the shapes drawn for them.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from press.looks import Face, faces
from press.screen.fonts import cut

_SVG = "{http://www.w3.org/2000/svg}"
_WEIGHT = re.compile(r"font-weight\s*[:=]\s*[\"']?\s*(\w+)")
_SLANTED = re.compile(r"font-style\s*[:=]\s*[\"']?\s*(?:italic|oblique)")
_NAMED = {"normal": 400, "bold": 700, "bolder": 700}
# Before these no face of ours can stand: a drawing's name and description come first.
FIRST = {f"{_SVG}title", f"{_SVG}desc", f"{_SVG}metadata"}


def letter(root: Any) -> None:
    """Put a style with the faces into the drawing ``root``; one without words is left alone."""
    words = "".join(part for text in root.iter(f"{_SVG}text") for part in text.itertext())
    rules = [_rule(face, frozenset(words)) for face in _wanted(root)] if words.strip() else []
    if rules:
        style = etree.Element(f"{_SVG}style")
        style.text = "\n".join(rules)
        root.insert(place(root), style)


def place(root: Any) -> int:
    """Behind the drawing's name and description."""
    return sum(1 for child in root if child.tag in FIRST)


def _wanted(root: Any) -> Iterator[Face]:
    """The faces that the drawing asks for by name, in the weights and slants that it asks for."""
    written = etree.tostring(root, encoding="unicode")
    named = {_NAMED.get(said) or int(said) for said in _weights(written)} | {400}
    styles = {"normal", "italic"} if _SLANTED.search(written) else {"normal"}
    for face in faces():
        if face.family in written and face.style in styles and face.weight in named:
            yield face


def _weights(written: str) -> Iterator[str]:
    for found in _WEIGHT.finditer(written):
        if found[1] in _NAMED or found[1].isdecimal():
            yield found[1]


def _rule(face: Face, characters: frozenset[str]) -> str:
    data = base64.b64encode(cut(face, characters)).decode()
    return (
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; '
        f'font-weight: {face.weight}; src: url("data:font/woff2;base64,{data}") format("woff2"); }}'
    )
