"""The sources: ``references.yaml`` as a node in, :class:`Reference` values out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from press.codes import problem
from press.manuscript.htmlrules import LANGUAGE
from press.manuscript.nodes import Node
from press.manuscript.shapes import TEXT, Choice, Many, Own, Record, Scalar, misfits, value
from press.model import Problem, Reference

_NAME_PARTS = ("family", "given", "literal", "non-dropping-particle", "dropping-particle", "suffix")
NAME = Record(dict.fromkeys(_NAME_PARTS, TEXT))
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
_DAY = re.compile(r"(\d{4})(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12]\d|3[01]))?)?")
# Works that need no author.
_AUTHORLESS = ("legislation", "bill", "regulation", "legal_case", "treaty", "entry-dictionary")
_HOSTED = {"article-journal": "container-title", "chapter": "container-title", "webpage": "URL"}


def read_references(node: Node) -> tuple[tuple[Reference, ...], tuple[Problem, ...]]:
    """The works in the order they are written, and everything wrong with the file.

    The values become CSL-JSON: dates as ``date-parts``, people as lists of names.
    An entry without a key is left out.
    """
    found = list(misfits(node, Many(ENTRY), "references.yaml"))
    met: dict[str, Node] = {}
    for item in node.items:
        key = item.text("id")
        found += _incomplete(item)
        if key in met:
            hint = f"den står også i linje {met[key].source.line}"
            found.append(problem(item.source, "B103", f"kilden »{key}« står der to gange", hint))
        elif key:
            met[key] = item
    return tuple(
        Reference(key, value(item, ENTRY), item.source) for key, item in met.items()
    ), tuple(found)


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


def _misfit_people(node: Node, name: str) -> Iterator[Problem]:
    if not node.is_scalar:
        yield from misfits(node, Many(NAME), name)


def _people(node: Node) -> Sequence[Mapping[str, str]]:
    """The names of people or bodies as CSL has them; a plain text is a whole name."""
    items = (node,) if node.is_scalar else node.items
    if names := [item.raw.strip() for item in items if item.is_scalar]:
        return [{"literal": name} for name in names]
    return [value(item, NAME) for item in items]


def _misfit_date(node: Node, name: str) -> Iterator[Problem]:
    if not _date(node):
        wanted = f"»{name}« skal være en dato som 2018-05-23 eller et årstal"
        yield problem(node.source, "B104", wanted)


def _date(node: Node) -> Mapping[str, object] | None:
    """A CSL date from ``2018-05-23``, ``2018`` or a map with date-parts; None for anything else."""
    if literal := node.text("literal"):
        return {"literal": literal}
    parts = node.get("date-parts")
    written = ["-".join(part.raw for part in date.items) for date in parts.items] if parts else []
    read = [_DAY.fullmatch(text) for text in ([node.raw.strip()] if node.is_scalar else written)]
    dates = [[int(part) for part in found.groups() if part] for found in read if found]
    return {"date-parts": dates} if dates and all(read) else None


ENTRY = Record(
    {
        "id": Scalar("en nøgle af bogstaver, tal og bindestreger", r"[^\W_][\w.:-]*"),
        "type": Choice(_TYPES, _USUAL),
        **dict.fromkeys(_TEXTS, TEXT),
        "language": Scalar("en sprogkode som en eller de", LANGUAGE.pattern),
        **dict.fromkeys(_PEOPLE, Own(_misfit_people, _people)),
        **dict.fromkeys(_DATES, Own(_misfit_date, _date)),
    },
    needed=("id", "type"),
)
