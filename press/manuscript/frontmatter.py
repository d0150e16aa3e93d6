"""The head of a chapter: a file's text in, its fields and the line its body starts at out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from press.codes import problem
from press.galley.names import APPROVED, DRAFT, KINDS, STATUSES
from press.language.slugs import slug
from press.manuscript.nodes import Node, read_yaml
from press.manuscript.shapes import FLAG, TEXT, Choice, Many, Record, Scalar, misfits, value
from press.model import Problem, Source

_ID = Scalar("små bogstaver, tal og bindestreger", r"[^\W\d_][^\WA-Z]*(-[^\WA-Z]+)*", str)
_AUDIENCES = (
    "ledere",
    "medarbejdere",
    "med-udvalg",
    "faglige organisationer",
    "politikere",
    "konsulenter",
)
_FIELD = re.compile(r"\s|#|-|[\w-]+:|$")
# The fields of a chapter's head, for :class:`~press.model.Chapter`, where their defaults are.
HEAD = Record(
    {
        "title": TEXT,
        "short": TEXT,
        "id": _ID,
        "authors": Many(TEXT, or_one=True),
        "kind": Choice(tuple(KINDS)),
        "status": Choice(STATUSES),
        "abstract": TEXT,
        "questions": Many(TEXT),
        "audience": Many(Choice(_AUDIENCES), or_one=True),
        "autolink": FLAG,
    }
)


@dataclass(frozen=True, slots=True)
class Head:
    """A chapter's front matter: its node and the 1-based line at which the body starts."""

    node: Node
    body_line: int


def read_head(text: str, path: str, needs_title: bool = True) -> tuple[Head, tuple[Problem, ...]]:
    """Split the front matter off a chapter and check its fields.

    A missing or unreadable front matter gives an empty one. ``needs_title`` is False for
    the introduction to a part, which has the part's title.
    """
    lines = text.split("\n")
    nothing = Node("map", Source(path))
    if not text.strip():
        return Head(nothing, 1), (problem(Source(path), "C105", "filen er tom"),)
    first = next(n for n, line in enumerate(lines) if line.strip())
    end = _end(lines, first)
    if lines[first].rstrip() != "---":
        hint = "begynd filen med ---, title: … og ---"
        missing = (problem(Source(path), "C105", "kapitlet mangler sit hoved", hint),)
        # Fields without their first line are no text of the chapter's.
        is_headed = end is not None and all(map(_FIELD.match, lines[first + 1 : end]))
        body = end + 2 if end is not None and is_headed else 1
        return Head(nothing, body), missing if needs_title or is_headed else ()
    if end is None:
        hint = "sæt en linje med --- under det sidste felt"
        wrong = problem(Source(path), "C105", "kapitlets hoved bliver ikke lukket", hint)
        return Head(nothing, len(lines) + 1), (wrong,)
    node, unreadable = read_yaml("\n".join(lines[first + 1 : end]), path, first + 2)
    head = Head(node or nothing, end + 2)
    if unreadable and node is None:
        return head, unreadable
    return head, (*unreadable, *_problems(head.node, needs_title))


def _end(lines: list[str], first: int) -> int | None:
    """The line, from 0, that closes the front matter begun at line ``first``."""
    closing = (n for n, line in enumerate(lines) if n > first and line.rstrip() in ("---", "..."))
    return next(closing, None)


def chapter_id(head: Head, path: str) -> str:
    """The chapter's id: its own ``id:``, or else the file's name without number and suffix."""
    if own := value(head.node.get("id"), _ID):
        return str(own)
    stem = PurePosixPath(path).stem
    return slug(re.sub(r"^\d+[-_. ]*", "", stem)) or f"kapitel-{slug(stem)}"


def _problems(node: Node, needs_title: bool) -> Iterator[Problem]:
    yield from misfits(node, HEAD, "kapitlets hoved")
    if node.kind == "map" and needs_title and node.get("title") is None:
        yield problem(Source(node.source.path), "C105", "kapitlet mangler feltet »title«")
    status = node.get("status")
    place = status.source if status else Source(node.source.path)
    written = node.text("status", DRAFT)
    # A word that is no status at all has a problem of its own.
    if written != APPROVED and written in STATUSES:
        yield problem(place, "C104", f"kapitlet er ikke godkendt: »{written}«")
