"""The nodes of a chapter that the checks look at: a tree in, its landmarks out."""

from __future__ import annotations

import re

from press.tree import LineBreak, Node, SoftBreak, Space, Str, Tree, nodes

# Words that look like marks which pandoc did not understand.
_ODD = re.compile(
    r"^:::|^::$|\[\^|\^\[|\{[#.]\w|\[\[|\]\]|\]\(|!\[|^\(#\w"  # boxes, notes, labels, links
    r"|^#{2,}|(?<!\w)\*{1,3}\w|(?<!\w)_\w|^(?:```|~~~)|^<!"  # headings, emphasis, code, comments
)


def landmarks(tree: Tree) -> tuple[Node, ...]:
    """Every node but blanks and ordinary words, in document order."""
    return tuple(
        node
        for node in nodes(tree)
        if not isinstance(node, Space | SoftBreak | LineBreak)
        and (not isinstance(node, Str) or _ODD.search(node.c))
    )
