"""Reading a marked text as one who takes all changes, or none."""

from __future__ import annotations

from press.model import Json
from press.redline.words import plain

_FALLS = {
    "accepted": {"del", "deleted", "moved-away", "change-note"},
    "rejected": {"ins", "inserted", "moved-here", "change-note"},
}


def accepted(tree: Json) -> str:
    """The new text: without what went."""
    return squeezed(plain(_without(tree, _FALLS["accepted"])))


def rejected(tree: Json) -> str:
    """The old text: without what came."""
    return squeezed(plain(_without(tree, _FALLS["rejected"])))


def read(tree: Json) -> str:
    """The text of an unmarked version."""
    return squeezed(plain(tree))


def squeezed(text: str) -> str:
    """Every letter and sign: blanks do not count."""
    return "".join(text.split())


def _without(tree: Json, falls: set[str]) -> Json:
    if isinstance(tree, dict):
        return {key: _without(value, falls) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    return [_without(item, falls) for item in tree if not _falls(item, falls)]


def _falls(item: Json, falls: set[str]) -> bool:
    """Whether a marked node, or a marked row of a table, is not in this reading."""
    if isinstance(item, dict) and item.get("t") in ("Span", "Div"):
        return not falls.isdisjoint(item["c"][0][1])
    match item:
        case [[str(), [*classes], [*_]], [*_]]:
            return any(isinstance(name, str) and name in falls for name in classes)
    return False
