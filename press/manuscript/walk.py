"""Walking pandoc's tree: blocks or inlines in, their nodes or their text out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.model import Json

# Words that look like marks which pandoc did not understand.
_ODD = re.compile(
    r"^:::|^::$|\[\^|\^\[|\{[#.]\w|\[\[|\]\]|\]\(|!\[|^\(#\w"  # boxes, notes, labels, links
    r"|^#{2,}|(?<!\w)\*{1,3}\w|(?<!\w)_\w|^(?:```|~~~)|^<!"  # headings, emphasis, code, comments
)
_BLANK = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}


def nodes(tree: Json) -> Iterator[Json]:
    """Every node below ``tree`` in document order, a parent before its children."""
    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            kind = item.get("t")
            if kind:
                yield item
            if kind != "Str" and kind not in _BLANK:
                waiting.extend(reversed(list(item.values())))


def landmarks(tree: Json) -> tuple[Json, ...]:
    """The nodes that the checks look at: all but blanks and ordinary words."""
    return tuple(
        node
        for node in nodes(tree)
        if (node["t"] not in _BLANK if node["t"] != "Str" else _ODD.search(node["c"]))
    )


def plain(tree: Json) -> str:
    """The words of a tree, code included, notes left out."""
    return "".join(_words(tree))


def _words(tree: Json) -> Iterator[str]:
    if isinstance(tree, list):
        for item in tree:
            yield from _words(item)
    elif isinstance(tree, dict):
        kind = tree.get("t")
        if kind == "Str":
            yield tree["c"]
        elif kind in _BLANK:
            yield _BLANK[kind]
        elif kind == "Code":
            yield tree["c"][1]
        elif kind != "Note":
            yield from _words(tree.get("c"))
