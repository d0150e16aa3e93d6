"""The sources: ``references.yaml`` as a node in, :class:`Reference` values out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from press.codes import problem
from press.manuscript.htmlrules import LANGUAGE
from press.manuscript.nodes import Node
from press.manuscript.shapes import (
    TEXT,
    Anything,
    Choice,
    Many,
    Record,
    Scalar,
    misfits,
)
from press.model import Json, Problem, Reference

_NAME_PARTS = ("family", "given", "literal", "non-dropping-particle", "dropping-particle", "suffix")
_NAME = Record(dict.fromkeys(_NAME_PARTS, TEXT))
_PEOPLE = ("author", "editor", "translator", "collection-editor", "container-author")
_DATES = ("issued", "accessed", "original-date", "event-date")
_TEXTS = (
    "title", "title-short", "container-title", "collection-title", "collection-number",
    "publisher", "publisher-place", "authority", "number", "volume", "issue", "page",
    "chapter-number", "edition", "version", "section", "genre", "medium", "note", "abstract",
    "language", "status", "event-title", "archive", "URL", "DOI", "ISBN", "ISSN",
)  # fmt: skip
_TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "collection", "dataset", "document", "entry-dictionary",
    "entry-encyclopedia", "hearing", "interview", "legal_case", "legislation", "manuscript",
    "motion_picture", "pamphlet", "paper-conference", "personal_communication", "post",
    "post-weblog", "regulation", "report", "review", "software", "speech", "standard", "thesis",
    "treaty", "webpage",
)  # fmt: skip
_USUAL = ("book", "chapter", "article-journal", "report", "webpage", "legislation", "regulation")
_ENTRY = Record(
    {
        "id": Scalar("en nøgle af bogstaver, tal og bindestreger", r"[^\W_][\w.:-]*"),
        "type": Choice(_TYPES, _USUAL),
        **dict.fromkeys(_TEXTS, TEXT),
        "language": Scalar("en sprogkode som en eller de", LANGUAGE.pattern),
        **dict.fromkeys(_PEOPLE, Anything()),
        **dict.fromkeys(_DATES, Anything()),
    },
    needed=("id", "type"),
)
_DAY = re.compile(r"(\d{4})(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12]\d|3[01]))?)?")
# Works that speak for themselves: nobody need be named as their author.
_AUTHORLESS = ("legislation", "bill", "regulation", "legal_case", "treaty", "entry-dictionary")
_HOSTED = {"article-journal": "container-title", "chapter": "container-title", "webpage": "URL"}


def read_references(node: Node) -> tuple[tuple[Reference, ...], tuple[Problem, ...]]:
    """The works in the order they are written, and everything wrong with the file.

    The values become CSL-JSON: dates as ``date-parts``, people as lists of names.
    An entry without a key is left out.
    """
    found = list(misfits(node, Many(_ENTRY), "references.yaml"))
    met: dict[str, Node] = {}
    for item in node.items:
        key = item.text("id")
        found += _misfit_values(item)
        found += _incomplete(item)
        if key in met:
            hint = f"den står også i linje {met[key].source.line}"
            found.append(problem(item.source, "B103", f"kilden »{key}« står der to gange", hint))
        elif key:
            met[key] = item
    return tuple(Reference(key, _csl(item), item.source) for key, item in met.items()), tuple(found)


def _misfit_values(item: Node) -> Iterator[Problem]:
    for name, value in item.entries:
        if name.raw in _DATES and not _date(value):
            wanted = f"»{name.raw}« skal være en dato som 2018-05-23 eller et årstal"
            yield problem(value.source, "B104", wanted)
        if name.raw in _PEOPLE and not value.is_scalar:
            yield from misfits(value, Many(_NAME), name.raw)


def _incomplete(item: Node) -> Iterator[Problem]:
    kind, key = item.text("type"), item.text("id") or "uden nøgle"
    if kind not in _TYPES:
        return  # what a work needs depends on what it is
    missing = [name for name in ("title", "issued") if item.get(name) is None]
    if kind not in _AUTHORLESS and not any(map(item.get, (*_PEOPLE, "publisher", "authority"))):
        missing.append("author eller publisher")
    if kind in _HOSTED and item.get(_HOSTED[kind]) is None:
        missing.append(_HOSTED[kind])
    if missing:
        message = f"kilden »{key}« mangler {', '.join(missing)}"
        yield problem(item.source, "R102", message)


def _csl(item: Node) -> Mapping[str, Json]:
    plain = {name.raw: item.text(name.raw) for name, value in item.entries if value.is_scalar}
    plain |= {name: _people(item, name) for name in _PEOPLE if item.get(name)}
    dates = {name: value for name in _DATES if (value := item.get(name))}
    plain |= {name: _date(value) for name, value in dates.items() if _date(value)}
    return plain


def _people(item: Node, key: str) -> Json:
    if names := item.texts(key):
        return [{"literal": name} for name in names]
    return [
        {part: name.text(part) for part in _NAME_PARTS if name.get(part)}
        for name in item.children(key)
    ]


def _date(node: Node) -> Json:
    """A CSL date from ``2018-05-23``, ``2018`` or a map with date-parts; None when it is none."""
    if node.is_scalar:
        found = _DAY.fullmatch(node.raw.strip())
        return {"date-parts": [[int(part) for part in found.groups() if part]]} if found else None
    if literal := node.text("literal"):
        return {"literal": literal}
    dates = node.children("date-parts")
    written = ["-".join(part.raw for part in date.items) for date in dates]
    read = [_DAY.fullmatch(text) for text in written]
    if not read or not all(read):
        return None
    return {
        "date-parts": [[int(part) for part in found.groups() if part] for found in read if found]
    }
