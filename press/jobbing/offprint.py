"""Offprints: one section of the book by itself, with the book's page numbers.

In: what the book was printed with, the printed book and the ids of the sections asked for. Out: a
volume for each: a title page with a small colophon, the section's pages exactly as they stand in
the book (the same quire, folios and running heads), and then the words and works that it links to.
Links to those work; other links out of the section become plain text, and every page number quoted
is still the book's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from markupsafe import Markup

from press.binding.bind import Entry
from press.binding.paginating import Page
from press.binding.quire import Job, Quire
from press.galley.markup import parse
from press.galley.names import APPROVED, DRAFT, REFERENCES, WORKS
from press.language.numbers import long_date
from press.model import Document, Galley, Source, TermEntry
from press.paper import gathering
from press.paper.dress import dress
from press.paper.volume import Press, Printed, said

# What the pages around the section are called, since the numbers are the book's.
_PREFIX = "særtryk-"
_TITLE, _COLOPHON = "saertryk", "saertryk-kolofon"
_LISTS, _WORDS, _WORKS = "saertryk-lister", "saertryk-ord", "saertryk-litteratur"


class UnknownSectionError(LookupError):
    """An offprint was asked for of a section that the book does not have; Danish message."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """An offprint to be: its section, where that stands in the book, and what follows it."""

    galley: Galley
    number: int
    places: tuple[int, ...]
    pages: str
    terms: tuple[TermEntry, ...]
    works: tuple[str, ...]

    @property
    def here(self) -> str:
        return "kapitlet" if self.galley.role == "chapter" else "afsnittet"

    @property
    def after(self) -> str:
        """The side of the page after the section, which begins on a recto."""
        return "verso" if len(self.places) % 2 else "recto"

    @property
    def draft(self) -> str:
        """How far the section has come; empty when it is approved."""
        status = self.galley.status
        if status in ("", APPROVED):
            return ""
        return "Udkast" if status == DRAFT else f"Udkast – {status}"


def offprints(press: Press, printed: Printed, names: Sequence[str]) -> tuple[Printed, ...]:
    """An offprint of each section in ``names`` (galley ids), ready to bind.

    ``press`` is what ``printed`` was printed with, and its workshop is open. Only title
    pages and what follows a section are typeset. Raises :class:`UnknownSectionError`.
    """
    plans = [_plan(press.document, printed, name) for name in names]
    jobs = [job for each in plans for job in _jobs(press, each)]
    made = dict(
        zip((job.name for job in jobs), press.workshop.typeset(jobs, press.tell), strict=True)
    )
    return tuple(_bound(press, printed, each, made) for each in plans)


def _found_quire(document: Document, name: str) -> tuple[int, Galley]:
    """The section ``name`` and the number of its quire in the volume."""
    for number, sheet in enumerate(gathering.plan(document)):
        for galley in sheet.galleys:
            if galley.id == name:
                return number, galley
    known = ", ".join(galley.id for galley in document.galleys)
    raise UnknownSectionError(f"ukendt kapitel »{name}« (bogen har: {known})")


def _plan(document: Document, printed: Printed, name: str) -> _Plan:
    number, galley = _found_quire(document, name)
    places = tuple(place for place, page in enumerate(printed.volume.pages) if page.quire == number)
    first, last = (printed.volume.pages[place].label for place in (places[0], places[-1]))
    links = tuple(_links(galley))
    used = {link.get("data-term") for link in links}
    cited = {link.get("href", "").removeprefix("#") for link in links}
    return _Plan(
        galley=galley,
        number=number,
        places=places,
        pages=first if first == last else f"{first}–{last}",
        terms=tuple(term for term in document.terms if term.slug in used),
        works=tuple(
            etree.tostring(work, encoding="unicode", with_tail=False)
            for work in _works(document)
            if work.get("id") in cited
        ),
    )


def _links(galley: Galley) -> Iterator[etree._Element]:
    """Every link in the text of ``galley`` and in its notes."""
    for html in (galley.html, *(note.html for note in galley.notes)):
        yield from parse(html).iter("a")


def _works(document: Document) -> Iterator[etree._Element]:
    """The entries of the book's list of works, in its order."""
    for galley in document.galleys:
        if galley.kind == WORKS:
            yield from parse(galley.html).iter("li")


def _jobs(press: Press, offprint: _Plan) -> Iterator[Job]:
    """The title page and, if anything is, what follows the section."""
    css = f"{press.css}{press.looks.sheet('offprint')}"
    common = {
        "book": press.document,
        "offprint": offprint,
        "date": long_date(press.document.date),
    }
    title = press.looks.render("jobbing/offprint-title.xhtml.j2", **common)
    yield Job(_name(offprint, _TITLE), gathering.hold_hyphens(title), css, {}, {})
    if offprint.terms or offprint.works:
        works = f'<ul class="{REFERENCES}">{"".join(offprint.works)}</ul>'
        listed = dress(Galley(_WORKS, "back", "", works), {}) if offprint.works else Markup()
        back = press.looks.render("jobbing/offprint-back.xhtml.j2", works=listed, **common)
        yield Job(_name(offprint, _LISTS), gathering.hold_hyphens(back), css, {}, {})


def _name(offprint: _Plan, what: str) -> str:
    return f"{what}-{offprint.galley.id}"


def _bound(press: Press, printed: Printed, offprint: _Plan, made: dict[str, Quire]) -> Printed:
    book = printed.volume
    names = (_name(offprint, what) for what in (_TITLE, _LISTS))
    title, *back = (made[name] for name in names if name in made)
    quires = (title, book.quires[offprint.number], *back)
    pages = _pages(printed, offprint, quires)
    worn: list[int | None] = [None] * len(pages)
    opening = next(place for place, page in enumerate(pages) if page.quire == 1)
    worn[opening : opening + len(offprint.places)] = [book.worn[at] for at in offprint.places]
    volume = replace(
        book,
        title=f"{offprint.galley.title} (særtryk af {press.document.title})",
        pages=pages,
        quires=quires,
        worn=worn,
        outline=_outline(press.document, offprint),
        partial=True,
    )
    place = Source(press.edition.source.path, press.edition.source.line)
    problems = tuple(
        said(place, f"særtryk af {offprint.galley.id}", message)
        for quire in (title, *back)
        for message in quire.warnings
    )
    return replace(printed, volume=volume, problems=problems)


def _pages(printed: Printed, offprint: _Plan, quires: Sequence[Quire]) -> tuple[Page, ...]:
    """Title page; the section, on a recto as in the book; what follows it, on the next page."""
    pages = [Page(0, at, "", recto=at % 2 == 0) for at in range(quires[0].pages)]
    if len(pages) % 2:
        pages.append(Page(None, 0, "", recto=False))
    pages += [replace(printed.volume.pages[place], quire=1) for place in offprint.places]
    for at in range(sum(quire.pages for quire in quires[2:])):
        pages.append(Page(2, at, "", recto=len(pages) % 2 == 0))
    added = iter(range(1, len(pages) + 1))
    return tuple(
        page if page.label else replace(page, label=f"{_PREFIX}{next(added)}") for page in pages
    )


def _outline(document: Document, offprint: _Plan) -> tuple[Entry, ...]:
    entries = [Entry("Titelblad", _TITLE), Entry("Kolofon", _COLOPHON)]
    entries += _found(gathering.outline(document), offprint.galley.id)
    if offprint.terms:
        entries.append(Entry(f"Ord i {offprint.here}", _WORDS))
    if offprint.works:
        entries.append(Entry(f"Litteratur i {offprint.here}", _WORKS))
    return tuple(entries)


def _found(entries: Sequence[Entry], anchor: str) -> Iterator[Entry]:
    """The entry of ``anchor`` in the book's outline; a part comes without its chapters."""
    for entry in entries:
        if entry.anchor == anchor:
            inside = tuple(one for one in entry.children if one.anchor.startswith(f"{anchor}-"))
            yield Entry(entry.title, entry.anchor, inside)
        else:
            yield from _found(entry.children, anchor)
