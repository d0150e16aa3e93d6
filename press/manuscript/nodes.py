"""YAML with places: text in, a tree of nodes that remember their line and column out.

The tree keeps what plain PyYAML throws away: where each key and value stands, keys that
occur twice, and scalars as they were written (``version: 0.10`` stays ``0.10``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import yaml

from press.codes import problem
from press.model import Problem, Source

_Place = Callable[[Any], Source]
_DEEPEST = 40
_PLAIN: Any = yaml.resolver.Resolver()
_KINDS = {"null": "null", "bool": "bool", "int": "number", "float": "number"}
# A part of libyaml's message -> what an editor can do.
_ADVICE = (
    ("tab", "brug mellemrum, ikke tabulator, til at rykke ind"),
    ("that cannot start any token", "brug mellemrum, ikke tabulator, og sæt tekst i anførselstegn"),
    ("mapping values are not allowed", "sæt værdien i anførselstegn, når den rummer et kolon"),
    ("could not find expected ':'", "der mangler et kolon efter feltets navn"),
    ("unexpected end of stream", "et anførselstegn bliver ikke lukket"),
    ("did not find expected", "se efter indrykning, kolon og anførselstegn på linjen og den over"),
    ("second document", "en linje med --- må kun stå øverst"),
    ("too deep", "der er for mange lag af lister i hinanden"),
    ("alias", "genbrug med & og * kan ikke bruges her; skriv værdien ud"),
)


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value. ``kind`` is ``text``, ``number``, ``bool``, ``null``, ``list`` or ``map``."""

    kind: str
    source: Source
    raw: str = ""
    items: tuple[Node, ...] = ()
    entries: tuple[tuple[Node, Node], ...] = ()

    def get(self, key: str) -> Node | None:
        """The value under ``key`` in a map; the first one, when the key occurs twice."""
        return next((value for name, value in self.entries if name.raw == key), None)

    def text(self, key: str, default: str = "") -> str:
        """The scalar under ``key`` as written; ``default`` when it is missing or no scalar."""
        node = self.get(key)
        return node.raw.strip() if node is not None and node.is_scalar else default

    @property
    def is_scalar(self) -> bool:
        return self.kind in ("text", "number", "bool")


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Node | None, tuple[Problem, ...]]:
    """Parse one YAML document whose first line is line ``first_line`` of the file ``path``.

    Gives None when the text is empty or cannot be read; then with a B101, unless empty.
    """

    def place(mark: Any) -> Source:
        """A mark counts from 0; there is none for the first sign of the text."""
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return Source(path, line + first_line, column + 1)

    try:
        root = _document(iter(yaml.parse(text, Loader=yaml.CSafeLoader)), place)
    except yaml.YAMLError as error:
        mark, hint = _diagnosis(error, text)
        message = "opsætningen kan ikke læses fra dette sted"
        return None, (problem(place(mark), "B101", message, hint),)
    return root, () if root is None else tuple(_twice(root))


def _document(events: Iterator[Any], place: _Place) -> Node | None:
    """The tree of the only document among the events; None when there is none."""
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            mark: Any = event.start_mark
            raise yaml.MarkedYAMLError(problem="second document", problem_mark=mark)
        if isinstance(event, yaml.NodeEvent):
            root = _tree(event, events, place, 0)
    return None if root is None or (root.kind == "null" and not root.raw) else root


def _tree(event: Any, events: Iterator[Any], place: _Place, depth: int) -> Node:
    """The node that starts with ``event``, taking the rest of it from ``events``."""
    source = place(event.start_mark)
    if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
        cause = "too deep" if depth > _DEEPEST else "alias"
        raise yaml.MarkedYAMLError(problem=cause, problem_mark=event.start_mark)
    if isinstance(event, yaml.ScalarEvent):
        tag = _PLAIN.resolve(yaml.ScalarNode, event.value, event.implicit)
        kind = _KINDS.get(tag.removeprefix("tag:yaml.org,2002:"), "text")
        return Node(kind, source, raw=event.value)
    inner: list[Node] = []
    while not isinstance(item := next(events), yaml.CollectionEndEvent):
        inner.append(_tree(item, events, place, depth + 1))
    if isinstance(event, yaml.SequenceStartEvent):
        return Node("list", source, items=tuple(inner))
    return Node("map", source, entries=tuple(zip(inner[::2], inner[1::2], strict=True)))


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for item in node.items:
        yield from _walk(item)
    for key, value in node.entries:
        yield from _walk(key)
        yield from _walk(value)


def _twice(tree: Node) -> Iterator[Problem]:
    for node in _walk(tree):
        first: dict[str, Source] = {}
        for key, _ in node.entries:
            if key.raw in first:
                hint = f"det står også i linje {first[key.raw].line}"
                yield problem(key.source, "B103", f"feltet »{key.raw}« står der to gange", hint)
            else:
                first[key.raw] = key.source


def _diagnosis(error: yaml.YAMLError, text: str) -> tuple[Any, str]:
    """The mark of the fault, or None, and what an editor can do about it."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return None, _advice(str(error))
    message = f"{error.problem} {error.context}"
    is_open = "quoted scalar" in message or "could not find expected ':'" in message
    mark: Any = (error.context_mark if is_open else error.problem_mark) or error.problem_mark
    if "did not find expected" in message and mark is not None:
        return _cause(text, mark) or (mark, _advice(message))
    if is_open and mark is not None and text[mark.index :].startswith("-"):
        return mark, "sæt et mellemrum efter bindestregen"
    return mark, _advice(message)


def _cause(text: str, mark: Any) -> tuple[Any, str] | None:
    """The real fault when YAML stops only at a later line: an open quotation mark that another one
    closes lines below, or brackets followed by words."""
    before = (text + "\n").split("\n")[mark.line][: mark.column]
    if re.search(r"(?:^|[-:] )\s*[\[{][^\]}]*[\]}]+\s*$", before):
        return mark, "sæt værdien i anførselstegn, når den begynder med en klamme"
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            start: Any = token.start_mark
            end: Any = token.end_mark
            is_quoted = isinstance(token, yaml.ScalarToken) and token.style in ('"', "'")
            if is_quoted and start.line < end.line == mark.line:
                return start, "et anførselstegn bliver ikke lukket"
    return None


def _advice(message: str) -> str:
    return next((advice for cause, advice in _ADVICE if cause in message), "")
