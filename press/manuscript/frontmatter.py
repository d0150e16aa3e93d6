"""The head of a chapter: a file's text in, its fields and the line at which its body starts out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from press.codes import problem
from press.galley.names import APPROVED, DRAFT, KINDS, STATUSES
from press.language.slugs import slug
from press.manuscript.nodes import Node, read_yaml
from press.manuscript.shapes import FLAG, TEXT, TEXTS, Choice, Many, Record, Scalar, misfits, value
from press.model import Problem, Source

_ID = Scalar("små bogstaver, tal og bindestreger", r"[^\W\d_][^\WA-Z]*(-[^\WA-Z]+)*", str)
_AUDIENCES = (
    "ledere", "medarbejdere", "med-udvalg", "faglige organisationer", "politikere", "konsulenter",
)  # fmt: skip
_FIELD = re.compile(r"\s|#|-|[\w-]+:|$")
# The fields of a chapter's head, for :class:`~press.model.Chapter`, where their defaults are.
HEAD = Record(
    {
        "title": TEXT,
        "short": TEXT,
        "id": _ID,
        "authors": TEXTS,
        "kind": Choice(tuple(KINDS)),
        "status": Choice(STATUSES),
        "abstract": TEXT,
        "questions": Many(TEXT),
        "audience": Many(Choice(_AUDIENCES), or_one=True),
        "autolink": FLAG,
    }
)


@dataclass(frozen=True, slots=True)
class Script:
    """A chapter file before its body is parsed. ``head`` is its front matter, empty when that is
    missing or cannot be read; ``body_line`` is the 1-based line at which the body starts."""

    path: str
    text: str
    head: Node
    body_line: int
    problems: tuple[Problem, ...] = ()


def read_script(text: str, path: str, needs_title: bool = True) -> Script:
    """Split a chapter file and check the fields of its front matter.

    ``needs_title`` is False for the introduction to a part, which has the part's title.
    """
    lines = text.split("\n")
    place = Source(path)
    nothing = Node("map", place)
    if not text.strip():
        return Script(path, text, nothing, 1, (problem(place, "C105", "filen er tom"),))
    first = next(n for n, line in enumerate(lines) if line.strip())
    # The line, from 0, that closes the front matter.
    closing = (n for n, line in enumerate(lines) if n > first and line.rstrip() in ("---", "..."))
    end = next(closing, None)
    if lines[first].rstrip() != "---":
        # Fields that lack only the opening line are not body text.
        headed = end if end and all(map(_FIELD.match, lines[first + 1 : end])) else None
        return _headless(Script(path, text, nothing, 1), headed, needs_title)
    if end is None:
        hint = "sæt en linje med --- under det sidste felt"
        wrong = problem(place, "C105", "kapitlets hoved bliver ikke lukket", hint)
        return Script(path, text, nothing, len(lines) + 1, (wrong,))
    node, found = read_yaml("\n".join(lines[first + 1 : end]), path, first + 2)
    if node or not found:
        found = (*found, *_problems(node or nothing, needs_title))
    return Script(path, text, node or nothing, end + 2, found)


def _headless(script: Script, end: int | None, needs_title: bool) -> Script:
    """A chapter without the line that opens its head; ``end`` is the line, from 0, that closes
    one all the same."""
    hint = "begynd filen med ---, title: … og ---"
    missing = problem(Source(script.path), "C105", "kapitlet mangler sit hoved", hint)
    if end is None:
        return replace(script, problems=(missing,) if needs_title else ())
    return replace(script, body_line=end + 2, problems=(missing,))


def chapter_id(script: Script) -> str:
    """The chapter's id: its own ``id:``, or else the file's name without number and suffix."""
    if own := value(script.head.get("id"), _ID):
        return str(own)
    stem = PurePosixPath(script.path).stem
    return slug(re.sub(r"^\d+[-_. ]*", "", stem)) or f"kapitel-{slug(stem)}"


def _problems(node: Node, needs_title: bool) -> Iterator[Problem]:
    yield from misfits(node, HEAD, "kapitlets hoved")
    if node.kind == "map" and needs_title and node.get("title") is None:
        yield problem(Source(node.source.path), "C105", "kapitlet mangler feltet »title«")
    status = node.get("status")
    place = status.source if status else Source(node.source.path)
    written = node.text("status", DRAFT)
    # An unknown status has a problem of its own.
    if written != APPROVED and written in STATUSES:
        yield problem(place, "C104", f"kapitlet er ikke godkendt: »{written}«")
