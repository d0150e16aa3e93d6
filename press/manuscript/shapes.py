"""What a YAML value must look like: a node and a shape in, problems with places out.

Shapes are data: ``Record({"title": Required(TEXT)})`` says which fields a map may hold.
Reading the values afterwards is lenient (see :class:`press.manuscript.nodes.Node`), so
one bad value costs one problem and never hides the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from press.codes import problem
from press.manuscript.nodes import Node
from press.model import Problem
from press.nearest import did_you_mean


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value whose text matches ``pattern`` and is ``possible``; ``wanted`` says it in
    Danish."""

    wanted: str = "en tekst"
    pattern: str = r"(?s)\s*\S.*"
    possible: Callable[[str], bool] = bool

    def fits(self, text: str) -> bool:
        text = text.strip()
        return re.fullmatch(self.pattern, text) is not None and self.possible(text)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words; the ``usual`` ones are named when there are many."""

    words: tuple[str, ...]
    usual: tuple[str, ...] = ()

    @property
    def advice(self) -> str:
        if self.usual:
            return "de almindelige er " + ", ".join(self.usual)
        return "vælg mellem " + ", ".join(self.words)


@dataclass(frozen=True, slots=True)
class Many:
    """A list of values of one shape; ``or_one`` also takes a single value without a list."""

    item: Shape
    or_one: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A map with known fields; those in ``needed`` must be there."""

    fields: Mapping[str, Shape]
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A map with free keys and values of one shape."""

    value: Shape


@dataclass(frozen=True, slots=True)
class Either:
    """A scalar or a map: which one, the value itself shows."""

    scalar: Scalar
    record: Record


@dataclass(frozen=True, slots=True)
class Anything:
    """A value that is checked elsewhere."""


Shape = Scalar | Choice | Many | Record | Table | Either | Anything


def _is_day(text: str) -> bool:
    """Whether the calendar has the day."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


TEXT = Scalar()
WHOLE = Scalar("et helt tal", r"\d{1,9}")
DAY = Scalar("en dato som 2026-11-23", r"\d{4}-\d{2}-\d{2}", _is_day)
FLAG = Choice(("true", "false"))


def misfits(node: Node, shape: Shape, name: str) -> Iterator[Problem]:
    """Every way in which ``node`` is not of ``shape``; ``name`` is what to call the value."""
    match shape:
        case Anything():
            return
        case Scalar() | Choice():
            yield from _misfit_scalar(node, shape, name)
        case Many():
            yield from _misfit_list(node, shape, name)
        case Record():
            yield from _misfit_record(node, shape, name)
        case Either():
            fitting = shape.scalar if node.is_scalar or node.kind == "null" else shape.record
            yield from misfits(node, fitting, name)
        case Table():
            if node.kind != "map":
                yield _wrong(node, name, "være en liste af navne med hver sin værdi")
            for key, value in node.entries:
                yield from misfits(value, shape.value, key.raw)


def _misfit_scalar(node: Node, shape: Scalar | Choice, name: str) -> Iterator[Problem]:
    if node.kind == "null" or (node.is_scalar and not node.raw.strip()):
        yield problem(node.source, "B104", f"»{name}« er tom", "skriv en værdi eller slet linjen")
    elif node.kind == "map":
        hint = "slet kolonet, eller sæt hele teksten i anførselstegn"
        message = f"»{name}« skal være én værdi, men er læst som et felt på grund af et kolon"
        yield problem(node.source, "B104", message, hint)
    elif not node.is_scalar:
        yield _wrong(node, name, "være én værdi, ikke en liste")
    elif isinstance(shape, Scalar):
        if not shape.fits(node.raw):
            yield _wrong(node, name, f"være {shape.wanted}, ikke »{_short(node.raw)}«")
    elif node.raw.strip() not in shape.words:
        hint = did_you_mean(node.raw, shape.words) or shape.advice
        yield problem(node.source, "B104", f"»{name}« kan ikke være »{_short(node.raw)}«", hint)


def _misfit_list(node: Node, shape: Many, name: str) -> Iterator[Problem]:
    if shape.or_one and node.kind != "list":
        yield from misfits(node, shape.item, name)
    elif node.kind != "list":
        glued = node.is_scalar and node.raw.startswith("-")
        hint = "sæt et mellemrum efter hver bindestreg" if glued else ""
        yield problem(node.source, "B104", f"»{name}« skal være en liste", hint)
    for item in node.items:
        yield from misfits(item, shape.item, name)


def _misfit_record(node: Node, shape: Record, name: str) -> Iterator[Problem]:
    if node.kind != "map":
        yield _wrong(node, name, "bestå af felter som " + ", ".join(list(shape.fields)[:3]))
        return
    missing = [field for field in shape.needed if node.get(field) is None]
    for key, value in node.entries:
        if key.raw in shape.fields:
            yield from misfits(value, shape.fields[key.raw], key.raw)
        else:
            hint = did_you_mean(key.raw, tuple(shape.fields))
            yield problem(key.source, "B102", f"ukendt felt »{_short(key.raw)}«", hint)
            # A misspelt field is one fault, not two.
            missing = [field for field in missing if f"»{field}«" not in hint]
    for field in missing:
        yield problem(node.source, "B105", f"feltet »{field}« mangler i {name}")


def _wrong(node: Node, name: str, wanted: str) -> Problem:
    return problem(node.source, "B104", f"»{name}« skal {wanted}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
