"""What a board is asked: ``board:`` of ``book.yaml`` as a node in, a :class:`Board` out.

The shape is held against the file together with those of the other fields.
"""

from __future__ import annotations

import re

from press.manuscript.nodes import Node
from press.manuscript.shapes import TEXT, Many, Record, Scalar
from press.model import Board

BOARD = Record(
    {
        "body": TEXT,
        "decide": Many(TEXT, or_one=True),
        "background": TEXT,
        "contact": TEXT,
        "sheets": Scalar("et antal ark fra 0 til 99", r"\d{1,2}"),
        "creep": Scalar("et mål som 0,1 mm", r"[01]([.,]\d{1,3})?\s*mm"),
    }
)
_USUAL = Board()
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
        sheets=int(_fitting(board, "sheets") or _USUAL.sheets),
        creep=_measure(board, "creep"),
    )


def _fitting(board: Node, field: str) -> str:
    """The text of a field when it is of its shape; else empty: the shape's own problem says so."""
    shape, text = BOARD.fields[field], board.text(field)
    return text if isinstance(shape, Scalar) and shape.fits(text) else ""


def _measure(board: Node, field: str) -> float:
    text = _fitting(board, field).removesuffix("mm").strip().replace(",", ".")
    return float(text) if text else _USUAL.creep
