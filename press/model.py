"""The nouns of the press, all frozen: what the stages hand to one another.

In: nothing (standard library only). Out: the value types that every room of
the press shares. Nothing here reads a file, starts a process or asks the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar

# Decoded JSON without a shape of its own: facts of an edition, records for other programs.
Json = Any


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A place in the manuscript: path relative to the project root, 1-based line and column."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Severity(StrEnum):
    """How a problem ends: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Quote:
    """Letters of the manuscript that a problem is about, the section they stand in (empty: any),
    and for which time there. Rooms that know pages and not files leave them;
    :mod:`press.finding` finds the place."""

    text: str
    section: str = ""
    nth: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding, said so that an editor can act on it. Message and hint are Danish."""

    source: Source
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    about: Quote | None = None

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.source}: {self.code} {self.message}{hint}"


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person named in the colophon."""

    name: str
    role: str
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the word list.

    ``forms`` holds every written form that means this term, inflections included
    (what the dictionary knows plus what the entry says), longest first; ``sort``
    is the collation key text (the term itself unless the entry overrides it).
    """

    term: str
    slug: str
    definition: str
    source: Source
    forms: tuple[str, ...] = ()
    abbreviation: str = ""
    accepted: tuple[str, ...] = ()
    discouraged: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    reference: str = ""
    status: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A work in ``references.yaml``: its key and its CSL-JSON fields."""

    key: str
    csl: Mapping[str, Json]
    source: Source


@dataclass(frozen=True, slots=True)
class Chapter:
    """One manuscript file: its front matter and its body as parsed by pandoc.

    ``ast`` is the JSON of pandoc's block list (bytes, decoded by whoever walks
    it, so that a long book does not sit in memory as objects). ``text`` is the
    whole file as written, for finding the place of a token; ``body_line`` is
    the 1-based line at which the body starts in it.
    """

    id: str
    path: str
    title: str
    text: str
    body_line: int
    ast: bytes
    short: str = ""
    number: int | None = None
    authors: tuple[str, ...] = ()
    kind: str = "artikel"
    status: str = "udkast"
    abstract: str = ""
    questions: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    autolink: bool = True

    @property
    def source(self) -> Source:
        return Source(self.path)

    @property
    def running_title(self) -> str:
        return self.short or self.title


@dataclass(frozen=True, slots=True)
class Generated:
    """A section that the press writes itself: ``ordliste``, ``litteratur``, ``register``,
    ``figurer`` or ``tabeller``."""

    kind: str
    title: str
    source: Source


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part with its chapters and, if any, an introduction."""

    id: str
    number: int
    title: str
    chapters: tuple[Chapter, ...]
    source: Source
    intro: Chapter | None = None


@dataclass(frozen=True, slots=True)
class PdfEdition:
    """A book on paper: to be read or, with a ``standard``, for the printer.

    ``file`` is its name below ``dist/``; ``trim`` width and height of the page in millimetres;
    ``styles`` the style sheets that dress it, of which a later one overrides an earlier one;
    ``standard`` is ``PDF/X-4`` or empty. ``isbn`` and ``identifier`` are empty where the entry has
    none.
    """

    format: ClassVar[str] = "pdf"
    name: str
    source: Source
    styles: tuple[str, ...] = ()
    file: str = ""
    trim: tuple[float, float] = (0.0, 0.0)
    standard: str = ""
    isbn: str = ""
    identifier: str = ""

    @property
    def cover_file(self) -> str:
        """The name of the cover's file beside this one."""
        return f"{self.file.removesuffix('.pdf').removesuffix('-tryk')}-omslag.pdf"


@dataclass(frozen=True, slots=True)
class EpubEdition:
    """An e-book; its fields are those of :class:`PdfEdition`."""

    format: ClassVar[str] = "epub"
    name: str
    source: Source
    styles: tuple[str, ...] = ()
    file: str = ""
    isbn: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class WebEdition:
    """A website in ``folder`` below ``dist/``; its other fields are those of
    :class:`PdfEdition`."""

    format: ClassVar[str] = "web"
    name: str
    source: Source
    styles: tuple[str, ...] = ()
    folder: str = ""
    isbn: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class CardsEdition:
    """Dialogue cards and method sheets in ``folder`` below ``dist/``; its other fields are those
    of :class:`PdfEdition`."""

    format: ClassVar[str] = "cards"
    name: str
    source: Source
    styles: tuple[str, ...] = ()
    folder: str = ""
    isbn: str = ""
    identifier: str = ""


# One way to publish the book, as its entry in ``book.yaml`` says.
Edition = PdfEdition | EpubEdition | WebEdition | CardsEdition
FORMATS: Mapping[str, type[Edition]] = MappingProxyType(
    {kind.format: kind for kind in (PdfEdition, EpubEdition, WebEdition, CardsEdition)}
)


def target(edition: Edition | Extra) -> str:
    """The file or folder of an edition below ``dist/``."""
    match edition:
        case PdfEdition() | EpubEdition():
            return edition.file
        case WebEdition() | CardsEdition():
            return edition.folder
        case Extra():
            return edition.name


def on_paper(editions: Iterable[Edition]) -> tuple[PdfEdition, ...]:
    """The editions on paper; the first of them numbers the pages of all."""
    return tuple(edition for edition in editions if isinstance(edition, PdfEdition))


@dataclass(frozen=True, slots=True)
class Extra:
    """What is made of the book beside its editions: a contact sheet, the folder of a release."""

    name: str


@dataclass(frozen=True, slots=True)
class Dispatch:
    """How the book is sent out, as ``release:`` and ``thema:`` of ``book.yaml`` say.

    ``sender`` is a mailbox (``Forlaget <bog@forlaget.dk>``), ``contact`` a bare address,
    ``link`` where readers are sent, ``base_url`` where the release folder lies (ends with
    ``/``), ``thema`` Thema codes with the main subject first. Empty where nothing is said.
    """

    sender: str = ""
    contact: str = ""
    link: str = ""
    base_url: str = ""
    thema: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """What the printed book's cover says beside its title.

    ``blurb`` is the paragraphs on the back. ``spine`` says which way the title runs on the spine:
    ``down`` from the head or ``up`` from the foot. ``barcode`` is the magnification of the
    barcode (1.0 is nominal size). ``isbn`` is empty as long as there is no real one.
    """

    blurb: tuple[str, ...] = ()
    spine: str = "down"
    barcode: float = 1.0
    isbn: str = ""


@dataclass(frozen=True, slots=True)
class Printer:
    """What the printer asks for.

    ``bleed`` and ``paper`` (one leaf) are millimetres; ``pages`` is ``single`` or ``spreads``; the
    count of pages is filled up to a ``multiple``. ``icc`` is ``FOGRA39``, ``none`` or the path
    from ``book/`` of a file, whose bytes are then the ``profile``; ``condition`` is the
    registered name of the printing condition. Images below ``ppi`` are warned about.
    """

    bleed: float = 3.0
    marks: bool = True
    icc: str = "FOGRA39"
    profile: bytes = b""
    condition: str = "FOGRA39"
    pages: str = "single"
    multiple: int = 1
    paper: float = 0.11
    ppi: int = 300
    source: Source = Source("book/book.yaml")


@dataclass(frozen=True, slots=True)
class Board:
    """What the cover sheet of the board papers says, as ``board:`` of ``book.yaml`` does.

    ``body`` is who meets (»bestyrelsen«), ``decide`` the points it is asked to decide,
    ``background`` paragraphs. Empty where nothing is said. The booklet is folded in gatherings of
    at most ``sheets`` sheets (0: one of them all), each sheet's pages ``creep`` millimetres
    nearer the fold than those of the sheet around it.
    """

    body: str = ""
    decide: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    contact: str = ""
    sheets: int = 10
    creep: float = 0.1


@dataclass(frozen=True, slots=True)
class Book:
    """The whole manuscript, loaded and parsed.

    ``images`` maps the path as written from ``book/`` (``images/kompas.svg``) to the
    file's bytes. ``see`` and ``see_also`` map an index entry to others; ``see_sources`` says
    where ``book.yaml`` names each pair of (entry, other). ``unread`` names the files, from
    ``book/``, that could not be read whole, so that what they say is not known.
    """

    title: str = ""
    subtitle: str = ""
    language: str = "da"
    publisher: str = ""
    year: int = 0
    version: str = ""
    date: str = ""
    licence: str = ""
    rights: str = ""
    contributors: tuple[Contributor, ...] = ()
    front: tuple[Chapter | Generated, ...] = ()
    parts: tuple[Part, ...] = ()
    back: tuple[Chapter | Generated, ...] = ()
    terms: tuple[Term, ...] = ()
    references: tuple[Reference, ...] = ()
    editions: tuple[Edition, ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)
    hyphenation: Mapping[str, str] = field(default_factory=dict)
    see: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    see_also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    see_sources: Mapping[tuple[str, str], Source] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    dispatch: Dispatch = field(default_factory=Dispatch)
    cover: Cover | None = None
    printer: Printer = field(default_factory=Printer)
    board: Board = field(default_factory=Board)

    @property
    def printed(self) -> PdfEdition:
        """The edition whose pages every other edition quotes: the first on paper.

        Raises LookupError for a book without one, which the checks refuse (B105).
        """
        if found := on_paper(self.editions):
            return found[0]
        raise LookupError("the book has no edition on paper")

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Every written section in reading order: front, part introductions, chapters, back."""
        front = [item for item in self.front if isinstance(item, Chapter)]
        body = [
            chapter
            for part in self.parts
            for chapter in ((part.intro,) if part.intro else ()) + part.chapters
        ]
        back = [item for item in self.back if isinstance(item, Chapter)]
        return tuple(front + body + back)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a galley: its anchor, level (2 is the first below the title), text."""

    id: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its anchor, its number within the galley and its content as XHTML blocks."""

    id: str
    number: int
    html: str


@dataclass(frozen=True, slots=True)
class Galley:
    """One section as neutral XHTML, not yet dressed for paper or screen.

    ``role`` is ``front``, ``part``, ``chapter`` or ``back``. ``html`` is a sequence of
    well-formed XHTML blocks, title excluded. ``quotes_pages`` says that the text itself
    (not only a number in it) depends on the page map: word list, index, lists.
    Its markup is described in :mod:`press.galley`.
    """

    id: str
    role: str
    title: str
    html: str
    short: str = ""
    number: int | None = None
    part: str = ""
    kind: str = "artikel"
    status: str = ""
    authors: tuple[str, ...] = ()
    abstract: str = ""
    headings: tuple[Heading, ...] = ()
    notes: tuple[Note, ...] = ()
    anchors: tuple[str, ...] = ()
    words: int = 0
    quotes_pages: bool = False

    @property
    def running_title(self) -> str:
        return self.short or self.title


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A word-list entry as a screen shows it beside the text."""

    slug: str
    term: str
    definition: str


@dataclass(frozen=True, slots=True)
class Document:
    """A book assembled for its editions: galleys in reading order and what they share.

    ``homes`` maps every anchor to the id of the galley that holds it; ``print_isbn`` is the
    ISBN of the printed book, whose pages every edition quotes.
    """

    title: str
    subtitle: str
    language: str
    publisher: str
    year: int
    version: str
    date: str
    licence: str
    rights: str
    contributors: tuple[Contributor, ...]
    galleys: tuple[Galley, ...]
    homes: Mapping[str, str]
    terms: tuple[TermEntry, ...]
    images: Mapping[str, bytes]
    draft: bool = True
    print_isbn: str = ""
    dispatch: Dispatch = field(default_factory=Dispatch)
    cover: Cover | None = None


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a printed page begins: before the ``offset``-th countable character of block
    ``block`` (its ``data-b``) in galley ``galley``."""

    label: str
    galley: str
    block: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class PageMap:
    """The one numbering of pages: anchor -> page label, and where each page begins."""

    labels: Mapping[str, str] = field(default_factory=dict)
    starts: tuple[PageStart, ...] = ()


@dataclass(frozen=True, slots=True)
class Artefact:
    """A finished file set of one edition: paths below ``dist/`` -> bytes, and its facts."""

    edition: Edition | Extra
    files: Mapping[str, bytes]
    facts: Mapping[str, Json] = field(default_factory=dict)
