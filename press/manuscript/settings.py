"""``book.yaml``: its root node in, the book's settings and everything wrong with them out.

A field is one line of a table here: what it must look like, in words for the editor, and what it
becomes. Its default stands in the type it goes into (``press/model.py``). Below the tables are the
few rules that hold between fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from press.codes import problem
from press.galley.names import GENERATED
from press.isbn import as_isbn13, is_dummy, is_isbn, isbn13
from press.manuscript.files import locate, read_bytes
from press.manuscript.nodes import Node
from press.manuscript.shapes import (
    DAY,
    FLAG,
    PARAGRAPHS,
    TEXT,
    WHOLE,
    Choice,
    Either,
    Many,
    Own,
    Placed,
    Record,
    Scalar,
    Table,
    misfits,
    number,
    value,
)
from press.model import (
    FORMATS,
    Board,
    Book,
    Contributor,
    Cover,
    Dispatch,
    Edition,
    Generated,
    Printer,
    Problem,
    Source,
    on_paper,
    target,
)
from press.profiles import FOGRA39, NO_PROFILE, is_press_profile


@dataclass(frozen=True, slots=True)
class Listed:
    """A chapter file as the book names it, and where it does."""

    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part before its chapters are read."""

    source: Source
    title: str = ""
    intro: Listed | None = None
    chapters: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``book.yaml`` says: a book without chapters, and its sections in order.

    ``is_whole`` says that every section could be read.
    """

    book: Book
    front: tuple[Listed | Generated, ...] = ()
    parts: tuple[PartPlan, ...] = ()
    back: tuple[Listed | Generated, ...] = ()
    is_whole: bool = field(default=True, compare=False)

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


# --- sections ------------------------------------------------------------------------

# The pattern keeps out two items that do not stand right below each other: »a.md - b.md«.
_FILE = Placed(
    Scalar(
        "én markdown-fil som chapters/01-navn.md med sin bindestreg lige under de andres",
        r"(?:(?! - | -\S+/).)+\.md",
        str,
    ),
    lambda name, node: Listed(name, node.source),
)
_MADE = Placed(
    Record({"generate": Choice(tuple(GENERATED)), "title": TEXT}, ("generate", "title")),
    lambda said, node: _generated(said, node.source),
)
_SECTIONS = Many(Either(_FILE, _MADE))
_PART = Placed(
    Record({"title": TEXT, "intro": _FILE, "chapters": Many(_FILE)}, ("title", "chapters")),
    lambda said, node: PartPlan(node.source, **said),
)


def _generated(said: Mapping[str, str], source: Source) -> Generated | None:
    kind = said.get("generate")
    return Generated(kind, said.get("title", ""), source) if kind else None


# --- editions ------------------------------------------------------------------------

# Trim sizes by name: width and height in millimetres.
TRIMS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"A4": (210, 297), "A5": (148, 210), "A6": (105, 148), "B5": (176, 250)}
)
_LENGTH = Scalar("et mål som 170mm", r"\d{1,4}([.,]\d{1,3})?\s*(mm|cm|in|pt)")
_MM = {"mm": 1, "cm": 10, "in": 25.4, "pt": 25.4 / 72}
_LEAST, _MOST = 70, 450  # mm; what a page with margins needs, and more than an A3


def _misfit_trim(node: Node, name: str) -> Iterator[Problem]:
    if node.is_scalar and node.raw.strip().upper() in TRIMS:
        return
    if node.kind == "list" and len(node.items) == 2:
        wrong = tuple(misfits(node, Many(_LENGTH), name))
        yield from wrong
        if not wrong and not all(_LEAST <= round(side) <= _MOST for side in _trim(node) or ()):
            message = f"»{name}« skal være fra {_LEAST} til {_MOST} mm på hver led"
            yield problem(node.source, "B104", message)
        return
    hint = "eller vælg mellem " + ", ".join(TRIMS)
    yield problem(node.source, "B104", f"»{name}« skal være to mål som [170mm, 240mm]", hint)


def _trim(node: Node) -> tuple[float, float] | None:
    if node.is_scalar:
        return TRIMS.get(node.raw.strip().upper())
    sides = [item.raw.strip() for item in node.items if item.is_scalar and _LENGTH.fits(item.raw)]
    if len(sides) != 2:
        return None
    width, height = (number(side) * _MM[re.sub(r"[\d.,\s]", "", side)] for side in sides)
    return width, height


def _misfit_isbn(node: Node, name: str) -> Iterator[Problem]:
    yield from misfits(node, TEXT, name)
    if node.is_scalar and node.raw.strip() and not is_isbn(node.raw):
        hint = "kontrolcifferet passer ikke; se efter tastefejl"
        yield problem(node.source, "B106", f"»{node.raw}« er ikke et gyldigt ISBN", hint)


_STYLE = Scalar("navnet på en stilfil uden .css", r"[a-z0-9][a-z0-9-]*")
_TARGET = Scalar("et filnavn uden mapper, mellemrum og æøå", r"[A-Za-z0-9][A-Za-z0-9._-]*")
EDITION = Record(
    {
        "format": Choice(tuple(FORMATS)),
        "file": _TARGET,
        "folder": _TARGET,
        "trim": Own(_misfit_trim, _trim),
        "styles": Many(_STYLE),
        "isbn": Own(_misfit_isbn, lambda node: value(node, TEXT)),
        "identifier": TEXT,
        "standard": Choice(("PDF/X-4",)),
        "title": TEXT,
    },
    needed=("format", "styles"),
)


def _edition(name: Node, entry: Node) -> Edition | None:
    """The edition that an entry describes; None without a usable format."""
    said = value(entry, EDITION) or {}
    kind = FORMATS.get(said.get("format", ""))
    if kind is None:
        return None
    known = {one.name for one in fields(kind)}
    return kind(name.raw, name.source, **{key: one for key, one in said.items() if key in known})


def _editions(node: Node) -> tuple[Edition, ...]:
    found = (_edition(name, entry) for name, entry in node.entries)
    return tuple(edition for edition in found if edition)


def _misfit_editions(node: Node, name: str) -> Iterator[Problem]:
    if node.kind != "map":
        yield from misfits(node, Table(EDITION), name)
    for key, entry in node.entries:
        yield from misfits(entry, EDITION, f"udgaven {key.raw}")
        yield from _lacking(key, entry)
    yield from _alike(node)
    formats = {entry.text("format") for _, entry in node.entries}
    if formats and "pdf" not in formats and formats <= set(FORMATS):
        message = "der er ingen udgave med format: pdf"
        yield problem(node.source, "B105", message, "den trykte bog giver alle sidetal; tilføj den")


def _lacking(name: Node, entry: Node) -> Iterator[Problem]:
    """The fields that an edition of its format needs besides."""
    kind = FORMATS.get(entry.text("format"))
    known = {one.name for one in fields(kind)} if kind else set()
    for needed in ("file", "folder", "trim"):
        if needed in known and entry.get(needed) is None:
            message = f"feltet »{needed}« mangler i udgaven {name.raw}"
            yield problem(entry.source, "B105", message)


def _alike(node: Node) -> Iterator[Problem]:
    """Editions that would be written to one place, or have one number (ISO 2108: a number names
    one edition in one format, however it is written)."""
    places: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for edition in _editions(node):
        entry = node.get(edition.name) or node
        place, isbn = target(edition), edition.isbn
        if place in places:
            source = (entry.get("file") or entry.get("folder") or entry).source
            message = f"udgaverne {places[place]} og {edition.name} har samme fil »{place}«"
            yield problem(source, "B104", message, "giv hver udgave sin egen")
        if place:
            places.setdefault(place, edition.name)
        if not is_isbn(isbn):
            continue
        digits = isbn13(isbn)
        if digits in numbers:
            message = f"udgaverne {numbers[digits]} og {edition.name} har samme ISBN »{isbn}«"
            source = (entry.get("isbn") or entry).source
            yield problem(source, "B106", message, "hver udgave skal have sit eget nummer")
        numbers.setdefault(digits, edition.name)


# --- what is made of the book --------------------------------------------------------

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
# Danish spines are read downwards, as ISO 6357 has it: a book that lies with its front up then
# shows its title the right way round. German and French ones are read upwards. The barcode is
# 80 to 200 % of its nominal size (GS1 General Specifications, 5.2: an EAN-13 for the till).
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
        "decide": Many(TEXT, or_one=True),
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
_SEE = Table(Many(Placed(TEXT, lambda name, node: (name, node.source)), or_one=True))
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
        "editions": Own(_misfit_editions, _editions),
        "printer": Placed(PRINTER, lambda printer, node: replace(printer, source=node.source)),
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
    cover = said.pop("cover", None)
    book = Book(
        **{key: said[key] for key in said.keys() - {"front", "parts", "back", "thema"}},
        see=_names(index.get("see", {})),
        see_also=_names(index.get("see_also", {})),
        see_sources={
            (name, other): source
            for table in index.values()
            for name, others in table.items()
            for other, source in others or ()
        },
        dispatch=Dispatch(sender=release.pop("from", ""), thema=said.get("thema", ()), **release),
        cover=replace(cover, isbn=_real_isbn(editions)) if cover else None,
        printer=printer,
    )
    settings = Settings(
        book, said.get("front", ()), said.get("parts", ()), said.get("back", ()), _is_whole(node)
    )
    return settings, (
        *misfits(node, BOOK, "book.yaml"),
        *_made_twice(settings),
        *_misfit_thema(node),
        *_misfit_profile(node),
        *_misfit_cover(node, editions),
        *profile_problems,
    )


def _is_whole(node: Node) -> bool:
    """Whether the book names its sections in a way that can be read to the end."""
    known = all(key.raw in BOOK.fields for key, _ in node.entries)
    sections = ((node.get(key), BOOK.fields[key], key) for key in ("front", "parts", "back"))
    found = (one for it, shape, key in sections if it for one in misfits(it, shape, key))
    return known and node.get("parts") is not None and next(found, None) is None


def _names(table: Mapping[str, tuple[tuple[str, Source], ...] | None]) -> dict[str, Any]:
    """The cross-references of the index by entry, without their places."""
    return {name: tuple(other for other, _ in others or ()) for name, others in table.items()}


def _made_twice(settings: Settings) -> Iterator[Problem]:
    met: set[str] = set()
    for item in (*settings.front, *settings.back):
        if isinstance(item, Generated):
            if item.kind in met:
                yield problem(item.source, "B104", f"»{item.kind}« er bestilt to gange")
            met.add(item.kind)


def _misfit_thema(node: Node) -> Iterator[Problem]:
    """A first Thema code that is no subject: qualifiers only say more of a subject."""
    thema = node.get("thema")
    items = () if thema is None else (thema,) if thema.is_scalar else thema.items
    first = items[0] if items else None
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
        return Printer(source=node.source if node else book.source), ()
    if printer.icc in (FOGRA39, NO_PROFILE):
        return printer, ()
    place, source = locate(root, printer.icc), (node.get("icc") or node).source
    if place is None:
        message = f"filen »{printer.icc}« ligger uden for bogen"
        hint = "læg trykkeriets profil i mappen book"
        return printer, (problem(source, "C107", message, hint),)
    data = read_bytes(place, source)
    if isinstance(data, Problem):
        return printer, (data,)
    if not is_press_profile(data):
        message = f"»{printer.icc}« er ikke en farveprofil til tryk i fire farver (CMYK)"
        hint = "bed trykkeriet om en ICC-profil"
        return printer, (problem(source, "B104", message, hint),)
    return replace(printer, profile=data), ()


def _misfit_profile(book: Node) -> Iterator[Problem]:
    """A profile of the printer's own needs the name of what it describes."""
    node = book.get("printer")
    icc = node.get("icc") if node else None
    if node and icc and icc.is_scalar and "." in icc.raw and node.get("condition") is None:
        message = "feltet »condition« mangler i printer"
        hint = "skriv navnet på den trykbetingelse, profilen er lavet til, fx FOGRA47"
        yield problem(icc.source, "B105", message, hint)


# --- the ISBN on the cover -----------------------------------------------------------


def _real_isbn(editions: tuple[Edition, ...]) -> str:
    """The printed book's ISBN as thirteen digits; empty for none, a wrong one or a stand-in."""
    isbn = next((edition.isbn for edition in on_paper(editions)), "")
    return as_isbn13(isbn) if is_isbn(isbn) and not is_dummy(isbn) else ""


def _misfit_cover(node: Node, editions: tuple[Edition, ...]) -> Iterator[Problem]:
    """A B107 at the ISBN, or at the edition that lacks one, when a cover is asked for.

    A number that is no ISBN has its own problem (B106).
    """
    printed = next(iter(on_paper(editions)), None)
    if node.get("cover") is None or printed is None:
        return
    gap = "omslaget får et tomt felt til stregkoden"
    if not printed.isbn:
        message = f"udgaven {printed.name} har intet ISBN; {gap}"
        yield problem(printed.source, "B107", message, "skriv isbn, når forlaget har det")
    elif is_isbn(printed.isbn) and is_dummy(printed.isbn):
        entries = node.get("editions") or node
        isbn = (entries.get(printed.name) or entries).get("isbn") or entries
        message = f"»{printed.isbn}« ligner et prøvenummer; {gap}"
        yield problem(isbn.source, "B107", message, "skriv bogens eget ISBN, når forlaget har det")
