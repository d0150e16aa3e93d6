"""What a board is asked: ``board:`` of ``book.yaml`` as a node in, a :class:`Board` out.

The shape is held against the file together with those of the other fields.
"""

from __future__ import annotations

import re

from press.manuscript.nodes import Node
from press.manuscript.shapes import TEXT, Many, Record
from press.model import Board

BOARD = Record(
    {"body": TEXT, "decide": Many(TEXT, or_one=True), "background": TEXT, "contact": TEXT}
)
_PARAGRAPHS = re.compile(r"\n\s*\n")


def read_board(node: Node) -> Board:
    """What ``board:`` says; empty texts where it says nothing."""
    board = node.get("board") or Node("map", node.source)
    paragraphs = (" ".join(part.split()) for part in _PARAGRAPHS.split(board.text("background")))
    return Board(
        body=board.text("body"),
        decide=board.texts("decide"),
        background=tuple(part for part in paragraphs if part),
        contact=board.text("contact"),
    )
