"""The editions in ``book.yaml``: their nodes in, checked :class:`Edition` values out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from press.codes import problem
from press.manuscript.isbn import as_isbn13, is_isbn
from press.manuscript.nodes import Node
from press.manuscript.shapes import TEXT, Anything, Choice, Many, Record, Scalar, misfits
from press.model import Edition, Json, Problem

# Trim sizes by name: width and height.
TRIMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "A4": ("210mm", "297mm"),
        "A5": ("148mm", "210mm"),
        "A6": ("105mm", "148mm"),
        "B5": ("176mm", "250mm"),
    }
)
_LENGTH = Scalar("et mål som 170mm", r"\d{1,4}([.,]\d{1,3})?\s*(mm|cm|in|pt)")
_MM = {"mm": 1, "cm": 10, "in": 25.4, "pt": 25.4 / 72}
_LEAST, _MOST = 70, 450  # mm; what a page with margins needs, and more than an A3
_STYLE = Scalar("navnet på en stilfil uden .css", r"[a-z0-9][a-z0-9-]*")
_FILE = Scalar("et filnavn uden mapper, mellemrum og æøå", r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SHAPE = Record(
    {
        "format": Choice(("pdf", "epub", "web", "cards")),
        "file": _FILE,
        "folder": _FILE,
        "trim": Anything(),
        "styles": Many(_STYLE),
        "isbn": TEXT,
        "identifier": TEXT,
        "standard": Choice(("PDF/X-4",)),
        "title": TEXT,
    },
    needed=("format", "styles"),
)
_TARGET = {"pdf": "file", "epub": "file", "web": "folder", "cards": "folder"}


def read_editions(node: Node) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    """The editions that ``editions:`` holds, and what is wrong with them.

    In the options ``trim`` is a pair of CSS lengths, ``styles`` a tuple of names, the
    rest text. An edition without a usable format is left out.
    """
    found = [problem for name, entry in node.entries for problem in _problems(name.raw, entry)]
    found += _same_target(node)
    found += _same_isbn(node)
    found += _no_paper(node)
    editions = tuple(
        Edition(name.raw, entry.text("format"), _options(entry), name.source)
        for name, entry in node.entries
        if entry.text("format") in _TARGET
    )
    return editions, tuple(found)


def _no_paper(node: Node) -> Iterator[Problem]:
    formats = {entry.text("format") for _, entry in node.entries}
    if formats and "pdf" not in formats and formats <= set(_TARGET):
        message = "der er ingen udgave med format: pdf"
        yield problem(node.source, "B105", message, "den trykte bog giver alle sidetal; tilføj den")


def _problems(name: str, entry: Node) -> Iterator[Problem]:
    yield from misfits(entry, _SHAPE, f"udgaven {name}")
    if entry.kind != "map":
        return
    kind = entry.text("format")
    target = _TARGET.get(kind)
    if target and entry.get(target) is None:
        yield problem(entry.source, "B105", f"feltet »{target}« mangler i udgaven {name}")
    if kind == "pdf" and entry.get("trim") is None:
        yield problem(entry.source, "B105", f"feltet »trim« mangler i udgaven {name}")
    trim = entry.get("trim")
    if trim is not None:
        yield from _misfit_trim(trim)
    isbn = entry.get("isbn")
    if isbn is not None and isbn.is_scalar and isbn.raw.strip() and not is_isbn(isbn.raw):
        message = f"»{isbn.raw}« er ikke et gyldigt ISBN"
        yield problem(
            isbn.source, "B106", message, "kontrolcifferet passer ikke; se efter tastefejl"
        )


def _misfit_trim(node: Node) -> Iterator[Problem]:
    if node.is_scalar and node.raw.strip().upper() in TRIMS:
        return
    if node.kind == "list" and len(node.items) == 2:
        wrong = tuple(misfits(node, Many(_LENGTH), "trim"))
        yield from wrong
        if not wrong and not all(_is_sensible(item.raw) for item in node.items):
            message = f"»trim« skal være fra {_LEAST} til {_MOST} mm på hver led"
            yield problem(node.source, "B104", message)
        return
    hint = "eller vælg mellem " + ", ".join(TRIMS)
    yield problem(node.source, "B104", "»trim« skal være to mål som [170mm, 240mm]", hint)


def _is_sensible(length: str) -> bool:
    number = re.match(r"[\d.,]+", length.strip())
    unit = re.sub(r"[\d.,\s]", "", length)
    size = float(number[0].replace(",", ".")) * _MM[unit] if number else 0
    return _LEAST <= round(size) <= _MOST


def _same_target(node: Node) -> Iterator[Problem]:
    met: dict[str, str] = {}
    for name, entry in node.entries:
        target = entry.get(_TARGET.get(entry.text("format"), "file"))
        if target is None or not target.is_scalar:
            continue
        if target.raw in met:
            message = f"udgaverne {met[target.raw]} og {name.raw} har samme fil »{target.raw}«"
            yield problem(target.source, "B104", message, "giv hver udgave sin egen")
        met.setdefault(target.raw, name.raw)


def _same_isbn(node: Node) -> Iterator[Problem]:
    """A number names one edition in one format (ISO 2108), however it is written."""
    met: dict[str, str] = {}
    for name, entry in node.entries:
        isbn = entry.text("isbn")
        if not is_isbn(isbn):
            continue
        number = re.sub(r"\D", "", as_isbn13(isbn))
        if number in met:
            source = (entry.get("isbn") or entry).source
            message = f"udgaverne {met[number]} og {name.raw} har samme ISBN »{isbn}«"
            yield problem(source, "B106", message, "hver udgave skal have sit eget nummer")
        met.setdefault(number, name.raw)


def _options(entry: Node) -> Mapping[str, Json]:
    options: dict[str, Json] = {
        key.raw: value.raw.strip()
        for key, value in entry.entries
        if key.raw != "format" and value.is_scalar
    }
    options["styles"] = entry.texts("styles")
    trim = entry.texts("trim")
    if len(trim) == 1:
        options["trim"] = TRIMS.get(trim[0].upper(), ())
    elif trim:
        options["trim"] = tuple(re.sub(r"\s+", "", length).replace(",", ".") for length in trim)
    return options
