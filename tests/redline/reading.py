"""Reading a marked text as one who takes all changes, or none."""

from __future__ import annotations

from typing import Any, cast

from press.galley.names import (
    CAME,
    CHANGE_NOTE,
    DELETED,
    INSERTED,
    MOVED_AWAY,
    MOVED_HERE,
    WENT,
)
from press.tree import Blocks, Div, Node, Row, Span, children, plain


def accepted(tree: Blocks) -> str:
    """The new text: without what went."""
    return read(_without(tree, {WENT, DELETED, MOVED_AWAY, CHANGE_NOTE}))


def rejected(tree: Blocks) -> str:
    """The old text: without what came."""
    return read(_without(tree, {CAME, INSERTED, MOVED_HERE, CHANGE_NOTE}))


def read(tree: Blocks) -> str:
    """Every letter and sign of a text, notes in their place: blanks do not count."""
    return "".join(plain(tree, notes=True).split())


def _without(tree: Any, falls: set[str]) -> Any:
    """A tree without the nodes and the rows of tables that have one of these classes; marks that
    stay are taken off the words in them."""
    match tree:
        case Span((attr, _)) | Div((attr, _)) | Row(attr, _) if attr.has(*falls):
            return ()
        case Span((_, line)):
            return _without(line, falls)
        case Node() if children(tree):
            return cast(Any, type(tree))(_without(children(tree), falls))
        case tuple():
            return tuple(_without(item, falls) for item in tree)
        case _:
            return tree
