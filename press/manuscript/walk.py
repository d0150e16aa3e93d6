"""Walking pandoc's tree: blocks or inlines in, their nodes or their text out."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Json

_BLANK = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}


def nodes(tree: Json) -> Iterator[Json]:
    """Every node below ``tree`` in document order, a parent before its children."""
    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            if "t" in item:
                yield item
            waiting.extend(reversed(list(item.values())))


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
