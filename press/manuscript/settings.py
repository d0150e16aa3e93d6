"""``book.yaml``: its root node in, the book's settings and everything wrong with them out.

A field is one line of a table here: what it must look like, in words for the editor, and what it
becomes. Its default stands in the type it goes into (``press/model.py``). Below the tables are the
few rules that hold between fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from press.codes import problem
from press.finding import numbered
from press.galley.names import GENERATED
from press.manuscript.editions import EDITIONS, cover_isbn, misfit_cover_isbn
from press.manuscript.files import Named, locate, read_bytes
from press.manuscript.nodes import Node
from press.manuscript.shapes import (
    DAY,
    FLAG,
    PARAGRAPHS,
    TEXT,
    TEXTS,
    WHOLE,
    Choice,
    Either,
    Many,
    Placed,
    Record,
    Scalar,
    Table,
    misfits,
    number,
    value,
)
from press.model import (
    Board,
    Book,
    Contributor,
    Cover,
    Dispatch,
    Generated,
    Printer,
    Problem,
    Source,
)
from press.profiles import FOGRA39, NO_PROFILE, is_press_profile


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part before its chapters are read."""

    source: Source
    title: str = ""
    intro: Named | None = None
    chapters: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``book.yaml`` says: a book without chapters, and its sections in order.

    ``is_whole`` says that every section could be read.
    """

    book: Book
    front: tuple[Named | Generated, ...] = ()
    parts: tuple[PartPlan, ...] = ()
    back: tuple[Named | Generated, ...] = ()
    is_whole: bool = True

    @property
    def files(self) -> tuple[Named, ...]:
        """Every chapter file in reading order."""
        body = (item for part in self.parts for item in (part.intro, *part.chapters))
        return tuple(one for one in (*self.front, *body, *self.back) if isinstance(one, Named))


# --- sections ------------------------------------------------------------------------


def _generated(said: Mapping[str, str], source: Source) -> Generated | None:
    kind = said.get("generate")
    return Generated(kind, said.get("title", ""), source) if kind else None


# The pattern keeps out two items that do not stand right below each other: »a.md - b.md«.
_FILE = Placed(
    Scalar(
        "én markdown-fil som chapters/01-navn.md med sin bindestreg lige under de andres",
        r"(?:(?! - | -\S+/).)+\.md",
        str,
    ),
    Named,
)
_MADE = Placed(
    Record({"generate": Choice(tuple(GENERATED)), "title": TEXT}, ("generate", "title")),
    _generated,
)
_SECTIONS = Many(Either(_FILE, _MADE))
_PART = Placed(
    Record({"title": TEXT, "intro": _FILE, "chapters": Many(_FILE)}, ("title", "chapters")),
    lambda said, source: PartPlan(source, **said),
)

# --- the printer, the cover, the board, the release ----------------------------------

PRINTER = Record(
    {
        "bleed": Scalar(
            "fra 0 til 5 mm, som 3 mm", r"([0-4]([.,]\d{1,2})?|5([.,]0{1,2})?)\s*mm", number
        ),
        "marks": FLAG,
        "icc": Scalar(
            f"{FOGRA39}, {NO_PROFILE} eller en fil i book/ som trykkeri.icc",
            rf"{FOGRA39}|{NO_PROFILE}|\S.*\.\w+",
            str,
        ),
        "condition": Scalar(
            "trykbetingelsens navn, som FOGRA39", r"[A-Za-z0-9][\w .:-]{1,60}", str
        ),
        "pages": Choice(("single", "spreads"), make=str),
        "multiple": Choice(("1", "4", "8", "16"), make=int),
        "paper": Scalar("tykkelsen af ét blad, som 0,11 mm", r"[01][.,]\d{1,3}\s*mm", number),
        "ppi": Scalar("et antal punkter på en tomme, som 300", r"[1-9]\d{1,3}", int),
    },
    make=Printer,
)
# Danish spines read downwards (ISO 6357), so that a book lying face up shows its title the right
# way round; German and French ones read upwards. The barcode is 80 to 200 % of its nominal size
# (GS1 General Specifications, 5.2: an EAN-13 at a point of sale).
COVER = Record(
    {
        "blurb": PARAGRAPHS,
        "spine": Choice(("down", "up"), make=str),
        "barcode": Scalar(
            "en størrelse fra 0.8 til 2", r"0[.,][89]\d*|1([.,]\d+)?|2([.,]0+)?", number
        ),
    },
    make=Cover,
)
BOARD = Record(
    {
        "body": TEXT,
        "decide": TEXTS,
        "background": PARAGRAPHS,
        "contact": TEXT,
        "sheets": Scalar("et antal ark fra 0 til 99", r"\d{1,2}", int),
        "creep": Scalar("et mål som 0,1 mm", r"[01]([.,]\d{1,3})?\s*mm", number),
    },
    make=Board,
)
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_ADDRESS = _LOCAL + r"@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_WEB = Scalar("en webadresse som https://forlaget.dk/bogen", r"https?://[^\s\"<>]+")
RELEASE = Record(
    {
        "from": Scalar(
            "en afsender som Forlaget <bog@forlaget.dk>",
            rf"{_ADDRESS}|[^<>@\"\\\r\n]*[^<>@\"\\\r\n\s]\s*<{_ADDRESS}>",
        ),
        "contact": Scalar("en mailadresse som bog@forlaget.dk", _ADDRESS),
        "link": _WEB,
        "base_url": replace(_WEB, make=lambda url: f"{url.removesuffix('/')}/"),
    }
)
# Subjects are letters, qualifiers begin with 1 to 6; "-" leads into a national extension.
THEMA = Many(
    Scalar("en Thema-kode som KNV", r"([A-Z]{1,8}|[1-6][A-Z][A-Z0-9]{0,8})(-[A-Z0-9]+)*"),
    or_one=True,
)
_SEE = Table(Many(Placed(TEXT, lambda name, source: (name, source)), or_one=True))
INDEX = Record({"see": _SEE, "see_also": _SEE})
_PERSON = Record(
    {"name": TEXT, "role": TEXT, "affiliation": TEXT},
    ("name", "role"),
    lambda name="", role="", affiliation="": Contributor(name, role, affiliation),
)

BOOK = Record(
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
        "parts": Many(_PART),
        "back": _SECTIONS,
        "board": BOARD,
        "cover": COVER,
        "register": INDEX,
        "editions": EDITIONS,
        "printer": Placed(PRINTER, lambda printer, source: replace(printer, source=source)),
        "release": RELEASE,
        "thema": THEMA,
    },
    ("title", "language", "publisher", "year", "version", "date", "parts", "editions"),
)


# --- the whole of it -----------------------------------------------------------------


def read_settings(node: Node, root: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings in ``book.yaml`` and everything wrong with them. ``root`` holds ``book/``,
    where the printer's colour profile lies if one is named."""
    said: dict[str, Any] = value(node, BOOK)
    editions = said.get("editions", ())
    index, release = said.pop("register", {}), said.pop("release", {})
    printer, profile_problems = _with_profile(said.pop("printer", None), node, root)
    cover, thema = said.pop("cover", None), said.pop("thema", ())
    sections = {key: said.pop(key, ()) for key in ("front", "parts", "back")}
    for key, table in index.items():
        said[key] = {
            name: tuple(other for other, _ in found or ()) for name, found in table.items()
        }
    book = Book(
        **said,
        see_sources={
            (name, other): source
            for table in index.values()
            for name, others in table.items()
            for other, source in others or ()
        },
        dispatch=Dispatch(sender=release.pop("from", ""), thema=thema, **release),
        cover=replace(cover, isbn=cover_isbn(editions)) if cover else None,
        printer=printer,
    )
    settings = Settings(book, **sections, is_whole=_is_whole(node))
    return settings, (
        *misfits(node, BOOK, "book.yaml"),
        *_made_twice(settings),
        *_misfit_thema(node),
        *misfit_cover_isbn(node, editions),
        *profile_problems,
    )


def _is_whole(node: Node) -> bool:
    """Whether the book names its sections in a way that can be read to the end."""
    known = all(key.raw in BOOK.fields for key, _ in node.entries)
    sections = ((node.get(key), BOOK.fields[key], key) for key in ("front", "parts", "back"))
    found = (one for it, shape, key in sections if it for one in misfits(it, shape, key))
    return known and node.get("parts") is not None and next(found, None) is None


def _made_twice(settings: Settings) -> Iterator[Problem]:
    made = (item for item in (*settings.front, *settings.back) if isinstance(item, Generated))
    for item, nth in numbered(made, lambda item: item.kind):
        if nth > 1:
            yield problem(item.source, "B104", f"»{item.kind}« er bestilt to gange")


def _misfit_thema(node: Node) -> Iterator[Problem]:
    """B104 for a first Thema code that is a qualifier, which only adds to a subject."""
    thema = node.get("thema")
    first = thema if thema is None or thema.is_scalar else next(iter(thema.items), None)
    if first is not None and first.is_scalar and first.raw.strip()[:1].isdigit():
        message = f"»thema« skal begynde med et emne, ikke »{first.raw.strip()}«"
        hint = "en kode, der begynder med et tal, er en tilføjelse; skriv emnet først, fx KNV"
        yield problem(first.source, "B104", message, hint)


# --- the printer's colour profile ----------------------------------------------------


def _with_profile(
    printer: Printer | None, book: Node, root: Path
) -> tuple[Printer, tuple[Problem, ...]]:
    """What is asked of the printer, with the bytes of a profile in the book's folder."""
    node = book.get("printer")
    if printer is None or node is None:
        return Printer(source=(node or book).source), ()
    icc = node.get("icc") or node
    found: tuple[Problem, ...] = ()
    # The printer's own profile needs the name of the printing condition that it describes.
    if icc.is_scalar and "." in icc.raw and node.get("condition") is None:
        message = "feltet »condition« mangler i printer"
        hint = "skriv navnet på den trykbetingelse, profilen er lavet til, fx FOGRA47"
        found = (problem(icc.source, "B105", message, hint),)
    if printer.icc in (FOGRA39, NO_PROFILE):
        return printer, found
    profile = _profile(root, printer.icc, icc.source)
    if isinstance(profile, Problem):
        return printer, (*found, profile)
    return replace(printer, profile=profile), found


def _profile(root: Path, name: str, source: Source) -> bytes | Problem:
    """The bytes of the profile ``name``; a problem at ``source`` when they cannot be used."""
    place = locate(root, name)
    if place is None:
        message = f"filen »{name}« ligger uden for bogen"
        return problem(source, "C107", message, "læg trykkeriets profil i mappen book")
    data = read_bytes(place, source)
    if isinstance(data, bytes) and not is_press_profile(data):
        message = f"»{name}« er ikke en farveprofil til tryk i fire farver (CMYK)"
        return problem(source, "B104", message, "bed trykkeriet om en ICC-profil")
    return data
