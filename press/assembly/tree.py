"""Walking pandoc's tree: blocks or inlines in, their nodes or their words out.

Also the few nodes that the press makes itself. Nothing here changes a node.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.assembly.revisions import WENT, is_span
from press.language.typography import QUOTES
from press.model import Json

BLANK = frozenset({"Space", "SoftBreak"})
_LEAVES = frozenset({"Str", "Space", "SoftBreak", "LineBreak"})
_UNSAID = frozenset({"Note", "RawInline", "RawBlock", "Math", "Image"})


def nodes(tree: Json) -> Iterator[Json]:
    """Every node below ``tree`` in document order, parents first; words and blanks left out."""
    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            kind = item.get("t")
            if kind in _LEAVES:
                continue
            if kind is not None:
                yield item
            waiting.extend(reversed(item.values()))


def plain(tree: Json) -> str:
    """The words of a tree on one line, code and quotation marks included, notes left out, and
    words that went since the version compared with."""
    return " ".join("".join(_words(tree)).split())


def _words(tree: Json) -> Iterator[str]:
    if isinstance(tree, list):
        for item in tree:
            yield from _words(item)
    elif isinstance(tree, dict):
        kind = tree.get("t")
        inside: Json = tree.get("c")
        if kind == "Str":
            yield inside
        elif kind in _LEAVES:
            yield " "
        elif kind == "Code":
            yield inside[1]
        elif kind == "Quoted":
            opening, closing = QUOTES[inside[0]["t"] == "SingleQuote"]
            yield opening
            yield from _words(inside[1])
            yield closing
        elif kind == "Link":
            yield from _words(inside[1])
        elif kind not in _UNSAID and not is_span(tree, WENT):
            yield from _words(inside)
            yield " " if kind in ("Para", "Plain") else ""


def string(text: str) -> Json:
    """A word."""
    return {"t": "Str", "c": text}


def words(text: str) -> list[Json]:
    """A plain text as inlines: words with spaces between them."""
    found: list[Json] = []
    for word in text.split():
        found += [{"t": "Space"}] if found else []
        found.append(string(word))
    return found


def folded(name: str) -> str:
    """What makes two written forms one name: the first letter counts as small."""
    return name[:1].lower() + name[1:]
