"""The order of the book: ``book.yaml`` as a node in, its sections and fields out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from press.codes import problem
from press.manuscript.board import BOARD
from press.manuscript.cover import COVER, cover_problems
from press.manuscript.editions import read_editions
from press.manuscript.nodes import Node
from press.manuscript.printer import PRINTER, printer_problems
from press.manuscript.release import RELEASE, THEMA, thema_problems
from press.manuscript.shapes import (
    DAY,
    TEXT,
    WHOLE,
    Anything,
    Choice,
    Either,
    Many,
    Record,
    Scalar,
    Table,
    misfits,
)
from press.model import Contributor, Edition, Generated, Problem, Source

# A blank, a hyphen and a blank are of two items that do not stand right below each other.
_FILE = Scalar(
    "én markdown-fil som chapters/01-navn.md med sin bindestreg lige under de andres",
    r"(?:(?! - | -\S+/).)+\.md",
)
_MADE = Record(
    {
        "generate": Choice(("ordliste", "litteratur", "figurer", "tabeller", "register")),
        "title": TEXT,
    },
    needed=("generate", "title"),
)
_SECTIONS = Many(Either(_FILE, _MADE))
_SEE = Table(Many(TEXT, or_one=True))
_PERSON = Record({"name": TEXT, "role": TEXT, "affiliation": TEXT}, needed=("name", "role"))
_PART = Record({"title": TEXT, "intro": _FILE, "chapters": Many(_FILE)}, ("title", "chapters"))
_PARTS = Many(_PART)
_BOOK = Record(
    {
        "title": TEXT,
        "subtitle": TEXT,
        "language": Scalar("en sprogkode som da", r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
        "publisher": TEXT,
        "year": WHOLE,
        "version": TEXT,
        "date": DAY,
        "licence": TEXT,
        "rights": TEXT,
        "contributors": Many(_PERSON),
        "front": _SECTIONS,
        "parts": _PARTS,
        "back": _SECTIONS,
        "board": BOARD,
        "cover": COVER,
        "register": Record({"see": _SEE, "see_also": _SEE}),
        "editions": Table(Anything()),
        "printer": PRINTER,
        "release": RELEASE,
        "thema": THEMA,
    },
    ("title", "language", "publisher", "year", "version", "date", "parts", "editions"),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A chapter file as the book names it, and where it does."""

    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part before its chapters are read."""

    title: str
    source: Source
    intro: Listed | None
    chapters: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What ``book.yaml`` says, with its sections in order; the other fields stay in ``node``."""

    node: Node
    contributors: tuple[Contributor, ...]
    front: tuple[Listed | Generated, ...]
    parts: tuple[PartPlan, ...]
    back: tuple[Listed | Generated, ...]
    editions: tuple[Edition, ...]
    see: Mapping[str, tuple[str, ...]]
    see_also: Mapping[str, tuple[str, ...]]
    see_sources: Mapping[tuple[str, str], Source]
    is_whole: bool

    @property
    def files(self) -> tuple[Listed, ...]:
        """Every chapter file in reading order."""
        body = [
            listed
            for part in self.parts
            for listed in ((part.intro,) if part.intro else ()) + part.chapters
        ]
        front = [item for item in self.front if isinstance(item, Listed)]
        return (*front, *body, *(item for item in self.back if isinstance(item, Listed)))


def read_plan(node: Node) -> tuple[Plan, tuple[Problem, ...]]:
    """The plan of the book and everything wrong with ``book.yaml``."""
    editions, wrong = read_editions(node.get("editions") or Node("map", node.source))
    register = node.get("register") or Node("map", node.source)
    plan = Plan(
        node=node,
        contributors=tuple(_contributor(item) for item in node.children("contributors")),
        front=tuple(_sections(node, "front")),
        parts=tuple(_part(item) for item in node.children("parts")),
        back=tuple(_sections(node, "back")),
        editions=editions,
        see=_see(register, "see"),
        see_also=_see(register, "see_also"),
        see_sources=dict(_see_sources(register)),
        is_whole=_is_whole(node),
    )
    return plan, (
        *misfits(node, _BOOK, "book.yaml"),
        *wrong,
        *_made_twice(plan),
        *thema_problems(node),
        *printer_problems(node),
        *cover_problems(node, editions),
    )


def _is_whole(node: Node) -> bool:
    """Whether the book names its sections in a way that can be read to the end."""
    known = all(key.raw in _BOOK.fields for key, _ in node.entries)
    listed = {"front": _SECTIONS, "parts": _PARTS, "back": _SECTIONS}
    sections = ((node.get(key), shape, key) for key, shape in listed.items())
    found = (problem for it, shape, key in sections if it for problem in misfits(it, shape, key))
    return known and node.get("parts") is not None and next(found, None) is None


def _contributor(node: Node) -> Contributor:
    return Contributor(node.text("name"), node.text("role"), node.text("affiliation"))


def _sections(node: Node, key: str) -> Iterator[Listed | Generated]:
    for item in node.children(key):
        if item.is_scalar and _FILE.fits(item.raw):
            yield _listed(item)
        elif item.text("generate"):
            yield Generated(item.text("generate"), item.text("title"), item.source)


def _part(node: Node) -> PartPlan:
    intro = node.get("intro")
    items = node.children("chapters")
    chapters = tuple(_listed(item) for item in items if item.is_scalar and _FILE.fits(item.raw))
    named = _listed(intro) if intro and intro.is_scalar and _FILE.fits(intro.raw) else None
    return PartPlan(node.text("title"), node.source, named, chapters)


def _listed(node: Node) -> Listed:
    return Listed(node.raw.strip(), node.source)


def _see(register: Node, key: str) -> Mapping[str, tuple[str, ...]]:
    table = register.get(key)
    names = [name.raw for name, _ in table.entries] if table else []
    return {name: table.texts(name) for name in names} if table else {}


def _see_sources(register: Node) -> Iterator[tuple[tuple[str, str], Source]]:
    for table in filter(None, (register.get("see"), register.get("see_also"))):
        for name, value in table.entries:
            for other in (value,) if value.is_scalar else value.items:
                yield (name.raw, other.raw.strip()), other.source


def _made_twice(plan: Plan) -> Iterator[Problem]:
    met: set[str] = set()
    for item in (*plan.front, *plan.back):
        if isinstance(item, Generated):
            if item.kind in met:
                yield problem(item.source, "B104", f"»{item.kind}« er bestilt to gange")
            met.add(item.kind)
