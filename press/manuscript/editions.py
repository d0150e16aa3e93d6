"""The editions in ``book.yaml``: their node in, editions and everything wrong with them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType

from press.codes import problem
from press.isbn import as_isbn13, is_dummy, is_isbn, isbn13
from press.manuscript.nodes import Node
from press.manuscript.shapes import (
    TEXT,
    Choice,
    Many,
    Own,
    Record,
    Scalar,
    Table,
    misfits,
    number,
    value,
)
from press.model import FORMATS, Edition, Problem, on_paper, target

# --- fields --------------------------------------------------------------------------

# Trim sizes by name: width and height in millimetres.
TRIMS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"A4": (210, 297), "A5": (148, 210), "A6": (105, 148), "B5": (176, 250)}
)
_LENGTH = Scalar("et mål som 170mm", r"\d{1,4}([.,]\d{1,3})?\s*(mm|cm|in|pt)")
_MM = {"mm": 1, "cm": 10, "in": 25.4, "pt": 25.4 / 72}
_LEAST, _MOST = 70, 450  # mm; what a page with margins needs, and more than an A3


def _misfit_trim(node: Node, name: str) -> Iterator[Problem]:
    if node.is_scalar and node.raw.strip().upper() in TRIMS:
        return
    if node.kind == "list" and len(node.items) == 2:
        wrong = tuple(misfits(node, Many(_LENGTH), name))
        yield from wrong
        if not wrong and not all(_LEAST <= round(side) <= _MOST for side in _trim(node) or ()):
            message = f"»{name}« skal være fra {_LEAST} til {_MOST} mm på hver led"
            yield problem(node.source, "B104", message)
        return
    hint = "eller vælg mellem " + ", ".join(TRIMS)
    yield problem(node.source, "B104", f"»{name}« skal være to mål som [170mm, 240mm]", hint)


def _trim(node: Node) -> tuple[float, float] | None:
    if node.is_scalar:
        return TRIMS.get(node.raw.strip().upper())
    sides = [item.raw.strip() for item in node.items if item.is_scalar and _LENGTH.fits(item.raw)]
    if len(sides) != 2:
        return None
    width, height = (number(side) * _MM[re.sub(r"[\d.,\s]", "", side)] for side in sides)
    return width, height


def _misfit_isbn(node: Node, name: str) -> Iterator[Problem]:
    yield from misfits(node, TEXT, name)
    if node.is_scalar and node.raw.strip() and not is_isbn(node.raw):
        hint = "kontrolcifferet passer ikke; se efter tastefejl"
        yield problem(node.source, "B106", f"»{node.raw}« er ikke et gyldigt ISBN", hint)


_STYLE = Scalar("navnet på en stilfil uden .css", r"[a-z0-9][a-z0-9-]*")
_TARGET = Scalar("et filnavn uden mapper, mellemrum og æøå", r"[A-Za-z0-9][A-Za-z0-9._-]*")
EDITION = Record(
    {
        "format": Choice(tuple(FORMATS)),
        "file": _TARGET,
        "folder": _TARGET,
        "trim": Own(_misfit_trim, _trim),
        "styles": Many(_STYLE),
        "isbn": Own(_misfit_isbn, lambda node: value(node, TEXT)),
        "identifier": TEXT,
        "standard": Choice(("PDF/X-4",)),
        "title": TEXT,
    },
    needed=("format", "styles"),
)

# --- the editions together -----------------------------------------------------------


def _editions(node: Node) -> tuple[Edition, ...]:
    """The editions that the entries describe, without those that have no usable format."""
    made: list[Edition] = []
    for name, entry in node.entries:
        said = value(entry, EDITION) or {}
        if kind := FORMATS.get(said.get("format", "")):
            known = said.keys() & {one.name for one in fields(kind)}
            made.append(kind(name.raw, name.source, **{key: said[key] for key in known}))
    return tuple(made)


def _misfit_editions(node: Node, name: str) -> Iterator[Problem]:
    if node.kind != "map":
        yield from misfits(node, Table(EDITION), name)
    for key, entry in node.entries:
        yield from misfits(entry, EDITION, f"udgaven {key.raw}")
        kind = FORMATS.get(entry.text("format"))
        # What an edition of this format needs besides.
        for needed in (one.name for one in fields(kind)) if kind else ():
            if needed in ("file", "folder", "trim") and entry.get(needed) is None:
                message = f"feltet »{needed}« mangler i udgaven {key.raw}"
                yield problem(entry.source, "B105", message)
    yield from _alike(node)
    formats = {entry.text("format") for _, entry in node.entries}
    if formats and "pdf" not in formats and formats <= set(FORMATS):
        message = "der er ingen udgave med format: pdf"
        yield problem(node.source, "B105", message, "den trykte bog giver alle sidetal; tilføj den")


def _alike(node: Node) -> Iterator[Problem]:
    """Editions that would be written to one place, or have one number (ISO 2108: a number names
    one edition in one format, however it is written)."""
    met: dict[tuple[str, str], str] = {}
    for edition in _editions(node):
        entry = node.get(edition.name) or node
        place, isbn = target(edition), edition.isbn
        digits = isbn13(isbn) if is_isbn(isbn) else ""
        for code, mark, said, written, hint in (
            ("B104", place, f"fil »{place}«", ("file", "folder"), "giv hver udgave sin egen"),
            ("B106", digits, f"ISBN »{isbn}«", ("isbn",), "hver udgave skal have sit eget nummer"),
        ):
            if (code, mark) in met:
                source = next(filter(None, map(entry.get, written)), entry).source
                message = f"udgaverne {met[code, mark]} og {edition.name} har samme {said}"
                yield problem(source, code, message, hint)
            elif mark:
                met[code, mark] = edition.name


EDITIONS = Own(_misfit_editions, _editions)


# --- the ISBN on the cover -----------------------------------------------------------


def cover_isbn(editions: tuple[Edition, ...]) -> str:
    """The printed book's ISBN as thirteen digits; empty for none, a wrong one or a stand-in."""
    isbn = next((edition.isbn for edition in on_paper(editions)), "")
    return as_isbn13(isbn) if is_isbn(isbn) and not is_dummy(isbn) else ""


def misfit_cover_isbn(book: Node, editions: tuple[Edition, ...]) -> Iterator[Problem]:
    """A B107 at the ISBN, or at the edition that lacks one, when a cover is asked for.

    ``book`` is the root of ``book.yaml``. A number that is no ISBN has its own problem (B106).
    """
    printed = next(iter(on_paper(editions)), None)
    if book.get("cover") is None or printed is None:
        return
    gap = "omslaget får et tomt felt til stregkoden"
    if not printed.isbn:
        message = f"udgaven {printed.name} har intet ISBN; {gap}"
        yield problem(printed.source, "B107", message, "skriv isbn, når forlaget har det")
    elif is_isbn(printed.isbn) and is_dummy(printed.isbn):
        entries = book.get("editions") or book
        isbn = (entries.get(printed.name) or entries).get("isbn") or entries
        message = f"»{printed.isbn}« ligner et prøvenummer; {gap}"
        yield problem(isbn.source, "B107", message, "skriv bogens eget ISBN, når forlaget har det")
