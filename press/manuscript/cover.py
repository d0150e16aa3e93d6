"""The cover as ``book.yaml`` asks for it: its nodes in, a :class:`Cover` and problems out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.codes import problem
from press.manuscript.isbn import as_isbn13, is_dummy, is_isbn
from press.manuscript.nodes import Node
from press.manuscript.shapes import TEXT, Choice, Record, Scalar
from press.model import Cover, Edition, Problem

# GS1 General Specifications, 5.2: an EAN-13 for the till is 80 to 200 % of its nominal size.
_SCALE = Scalar("en størrelse fra 0.8 til 2", r"0[.,][89]\d*|1([.,]\d+)?|2([.,]0+)?")
# Danish spines are read downwards, as ISO 6357 has it: a book that lies with its front up then
# shows its title the right way round. German and French ones are read upwards.
COVER = Record({"blurb": TEXT, "spine": Choice(("down", "up")), "barcode": _SCALE})
_PARAGRAPHS = re.compile(r"\n\s*\n")


def read_cover(node: Node, editions: Sequence[Edition]) -> Cover | None:
    """The cover of the book whose ``book.yaml`` is ``node``; None when it asks for none."""
    asked = node.get("cover")
    if asked is None or asked.kind != "map":
        return None
    plain = Cover()
    scale, spine = asked.text("barcode"), asked.text("spine")
    blurb = (" ".join(part.split()) for part in _PARAGRAPHS.split(asked.text("blurb")))
    isbn = _written(node, editions)
    real = isbn is not None and is_isbn(isbn.raw) and not is_dummy(isbn.raw)
    return Cover(
        blurb=tuple(part for part in blurb if part),
        spine=spine if spine in ("down", "up") else plain.spine,
        barcode=float(scale.replace(",", "."))
        if re.fullmatch(_SCALE.pattern, scale)
        else plain.barcode,
        isbn=as_isbn13(isbn.raw) if isbn is not None and real else "",
    )


def cover_problems(node: Node, editions: Sequence[Edition]) -> Iterator[Problem]:
    """A B107 where the ISBN is, or should be, when a cover is asked for that has no real one.

    That an ISBN is no ISBN at all is told elsewhere (B106).
    """
    printed = _printed(editions)
    if node.get("cover") is None or printed is None:
        return
    isbn = _written(node, editions)
    gap = "omslaget får et tomt felt til stregkoden"
    if isbn is None:
        message = f"udgaven {printed.name} har intet ISBN; {gap}"
        yield problem(printed.source, "B107", message, "skriv isbn, når forlaget har det")
    elif is_isbn(isbn.raw) and is_dummy(isbn.raw):
        message = f"»{isbn.raw.strip()}« ligner et prøvenummer; {gap}"
        yield problem(isbn.source, "B107", message, "skriv bogens eget ISBN, når forlaget har det")


def _printed(editions: Sequence[Edition]) -> Edition | None:
    """The printed book: the first edition on paper."""
    return next((edition for edition in editions if edition.format == "pdf"), None)


def _written(node: Node, editions: Sequence[Edition]) -> Node | None:
    """The ISBN of the printed book as written, if it is."""
    entries, printed = node.get("editions"), _printed(editions)
    entry = entries.get(printed.name) if entries and printed else None
    isbn = entry.get("isbn") if entry else None
    return isbn if isbn is not None and isbn.is_scalar and isbn.raw.strip() else None
