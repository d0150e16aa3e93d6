"""What a YAML value must look like and what it becomes: node and shape in, problems or value out.

Shapes are data: ``Record({"title": TEXT}, make=Part)`` says which fields a map may hold, what each
must look like, and what is made of them. :func:`misfits` checks and :func:`value` reads by the same
shape. Reading is lenient: a text that does not fit is read as it stands, any other value that does
not fit is left out, so that one bad value costs one problem and hides no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from press.codes import problem
from press.manuscript.nodes import Node
from press.model import Problem, Source
from press.nearest import did_you_mean


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value whose text matches ``pattern`` and is ``possible``; ``wanted`` says it in
    Danish. ``make`` turns the text into the value; without it the value is the text."""

    wanted: str = "en tekst"
    pattern: str = r"(?s)\s*\S.*"
    make: Callable[[str], Any] | None = None
    possible: Callable[[str], bool] = bool

    def fits(self, text: str) -> bool:
        """Whether ``text`` is of this shape."""
        text = text.strip()
        return re.fullmatch(self.pattern, text) is not None and self.possible(text)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of ``words``. A hint names all of them, or only the ``usual`` ones."""

    words: tuple[str, ...]
    usual: tuple[str, ...] = ()
    make: Callable[[str], Any] | None = None

    def fits(self, text: str) -> bool:
        """Whether ``text`` is one of the words."""
        return text.strip() in self.words


@dataclass(frozen=True, slots=True)
class Many:
    """A list of values of one shape; ``or_one`` also takes a single value without a list."""

    item: Shape
    or_one: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A map with known fields; those in ``needed`` must be there.

    ``make`` is given the values of the fields that are there, by name. A field that is left out
    is not given, so that its default stands once, in the type that is made.
    """

    fields: Mapping[str, Shape]
    needed: tuple[str, ...] = ()
    make: Callable[..., Any] = dict


@dataclass(frozen=True, slots=True)
class Placed:
    """A shape whose value must know where it was written: ``make`` is given the value and its
    place."""

    shape: Shape
    make: Callable[[Any, Source], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A map with free keys and values of one shape."""

    value: Shape


@dataclass(frozen=True, slots=True)
class Either:
    """A scalar or a map, whichever the node is."""

    scalar: Scalar | Placed
    record: Record | Placed


@dataclass(frozen=True, slots=True)
class Own:
    """A value with its own functions to check it (given node and name) and to read it."""

    check: Callable[[Node, str], Iterator[Problem]]
    read: Callable[[Node], Any]


Shape = Scalar | Choice | Many | Record | Placed | Table | Either | Own


def _is_day(text: str) -> bool:
    """Whether the calendar has the day."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, which empty lines separate, each on one line."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return tuple(part for part in parts if part)


def number(text: str) -> float:
    """The number in a text, with a comma or a point; a unit after it is ignored."""
    return float(re.sub(r"[^\d.,]", "", text).replace(",", "."))


TEXT = Scalar()
TEXTS = Many(TEXT, or_one=True)
PARAGRAPHS = Scalar(make=_paragraphs)
WHOLE = Scalar("et helt tal", r"\d{1,9}", int)
DAY = Scalar("en dato som 2026-11-23", r"\d{4}-\d{2}-\d{2}", possible=_is_day)
FLAG = Choice(("true", "false"), make="true".__eq__)


def value(node: Node | None, shape: Shape) -> Any:
    """What ``node`` says, as ``shape`` makes it; None when it is missing or cannot be read."""
    if node is None:
        return None
    match shape:
        case Scalar() | Choice():
            return _scalar(node, shape)
        case Many(inner):
            return _list(node, inner)
        case Record():
            return _record(node, shape) if node.kind == "map" else None
        case Placed(inner, make):
            found = value(node, inner)
            return None if found is None else make(found, node.source)
        case Table(inner):
            return {key.raw: value(node.get(key.raw), inner) for key, _ in node.entries}
        case Either(scalar, record):
            return value(node, scalar if node.is_scalar else record)
        case Own():
            return shape.read(node)


def _scalar(node: Node, shape: Scalar | Choice) -> Any:
    text = node.raw.strip() if node.is_scalar else ""
    if shape.make is None:
        return text or None
    return shape.make(text) if node.is_scalar and shape.fits(text) else None


def _list(node: Node, inner: Shape) -> tuple[Any, ...]:
    read = (value(item, inner) for item in ((node,) if node.is_scalar else node.items))
    return tuple(one for one in read if one is not None)


def _record(node: Node, shape: Record) -> Any:
    said = {key: value(node.get(key), inner) for key, inner in shape.fields.items()}
    return shape.make(**{key: one for key, one in said.items() if one is not None})


def misfits(node: Node, shape: Shape, name: str) -> Iterator[Problem]:
    """Every way in which ``node`` is not of ``shape``; ``name`` is what to call the value."""
    match shape:
        case Own():
            yield from shape.check(node, name)
        case Placed():
            yield from misfits(node, shape.shape, name)
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
            for key, inner in node.entries:
                yield from misfits(inner, shape.value, key.raw)


def _misfit_scalar(node: Node, shape: Scalar | Choice, name: str) -> Iterator[Problem]:
    if node.kind == "null" or (node.is_scalar and not node.raw.strip()):
        yield problem(node.source, "B104", f"»{name}« er tom", "skriv en værdi eller slet linjen")
    elif node.kind == "map":
        hint = "slet kolonet, eller sæt hele teksten i anførselstegn"
        message = f"»{name}« skal være én værdi, men er læst som et felt på grund af et kolon"
        yield problem(node.source, "B104", message, hint)
    elif not node.is_scalar:
        yield _wrong(node, name, "være én værdi, ikke en liste")
    elif shape.fits(node.raw):
        return
    elif isinstance(shape, Scalar):
        yield _wrong(node, name, f"være {shape.wanted}, ikke »{_short(node.raw)}«")
    else:
        known = f"{'de almindelige er' if shape.usual else 'vælg mellem'} "
        known += ", ".join(shape.usual or shape.words)
        hint = did_you_mean(node.raw, shape.words) or known
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
    for key, inner in node.entries:
        if key.raw in shape.fields:
            yield from misfits(inner, shape.fields[key.raw], key.raw)
        else:
            hint = did_you_mean(key.raw, tuple(shape.fields))
            yield problem(key.source, "B102", f"ukendt felt »{_short(key.raw)}«", hint)
            # A misspelt field is one fault, not a missing one as well.
            missing = [field for field in missing if f"»{field}«" not in hint]
    for field in missing:
        yield problem(node.source, "B105", f"feltet »{field}« mangler i {name}")


def _wrong(node: Node, name: str, wanted: str) -> Problem:
    return problem(node.source, "B104", f"»{name}« skal {wanted}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
