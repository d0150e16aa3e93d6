"""The editions: what each is made by.

In: the bench, which holds all that editions are made of, and one edition. Out: its files, and
what was wrong with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from press.binding.bind import bind
from press.binding.marks import MILLIMETRE
from press.foreman.desk import Problems
from press.foreman.printer import Job, make_printers, printers_cover
from press.galley.settle import settle
from press.jobbing.cover import cover, cover_volume
from press.jobbing.handouts import make_cards
from press.jobbing.spread import spread
from press.model import (
    Artefact,
    Book,
    CardsEdition,
    Document,
    Edition,
    EpubEdition,
    PageMap,
    PdfEdition,
    WebEdition,
)
from press.paper.volume import Press, Printed
from press.proofreading.thumbnails import front
from press.screen.archive import judge_size
from press.screen.epub import make_epub
from press.screen.web import make_web

# Pixels: as wide as a tablet; shops and libraries ask for a thousand on the longer side.
_FRONT_WIDTH = 1600


@dataclass(frozen=True)
class Bench:
    """What editions are made of. ``volumes`` are the printed ones by edition; the first of them
    numbers the pages of all. The workshop of ``press`` is open."""

    manuscript: Book
    volumes: Mapping[str, Printed]
    press: Press

    @property
    def printed(self) -> Printed:
        return next(iter(self.volumes.values()))

    @property
    def filled(self) -> Document:
        """The document with every page reference filled in from the printed book's pages."""
        return settled(self.press.document, self.printed.pages)

    @cached_property
    def front(self) -> bytes:
        """The front of the cover as a PNG for shelves and catalogues; empty without a cover."""
        document = self.press.document
        if document.cover is None:
            return b""
        edition = self.manuscript.printed
        measures = spread(edition, len(self.printed.leaves), self.manuscript.printer.paper)
        job = cover(document, measures, self.press.looks)
        (quire,) = self.press.workshop.typeset([job], self.press.tell)
        pdf = bind(cover_volume(document, measures, quire, 0))
        return front(pdf, (measures.width + measures.spine) * MILLIMETRE, _FRONT_WIDTH)


def make_edition(edition: Edition, bench: Bench) -> tuple[Artefact, Problems]:
    """The files of ``edition``; with an error among the problems they must not go out."""
    match edition:
        case PdfEdition() if edition.standard:
            return _printers(edition, bench)
        case PdfEdition():
            return _reading(edition, bench.volumes[edition.name]), ()
        case EpubEdition():
            pages = bench.printed.pages
            epub = make_epub(
                bench.filled, edition, pages, bench.press.looks, thumbnail=bench.front or None
            )
            artefact = Artefact(edition, {edition.file: epub})
            return artefact, judge_size(epub, edition)
        case CardsEdition():
            return _cards(edition, bench)
        case WebEdition():
            site = make_web(bench.filled, edition, bench.printed.pages, bench.press.looks)
            return Artefact(edition, dict(_below(edition, site))), ()


def settled(document: Document, pages: PageMap) -> Document:
    """The document with every page reference filled in."""
    galleys = [replace(item, html=settle(item.html, pages.labels)) for item in document.galleys]
    return replace(document, galleys=tuple(galleys))


def _reading(edition: PdfEdition, printed: Printed) -> Artefact:
    name = edition.file
    listing = "\n".join(sorted(set(printed.hyphenated))) + "\n"
    words = f"{name.removesuffix('.pdf')}-orddelinger.txt"
    files = {name: printed.pdf, words: listing.encode()}
    return Artefact(edition, files, {"pages": len(printed.leaves)})


def _printers(edition: PdfEdition, bench: Bench) -> tuple[Artefact, Problems]:
    volume = bench.volumes[edition.name]
    job = Job(edition, bench.manuscript, bench.press.document, bench.press.looks, volume)
    artefact, problems = make_printers(job)
    if bench.press.document.cover is None:
        return artefact, problems
    pages = int(artefact.facts["pages"])
    around, told = printers_cover(job, pages, bench.press.workshop, bench.press.tell)
    facts = {**artefact.facts, **around.facts}
    whole = replace(artefact, files={**artefact.files, **around.files}, facts=facts)
    return whole, tuple(dict.fromkeys((*problems, *told)))


def _cards(edition: CardsEdition, bench: Bench) -> tuple[Artefact, Problems]:
    """Cards and sheets, of which a book may have either, both or none."""
    dressed = PdfEdition(edition.name, edition.source, edition.styles)
    made = make_cards(replace(bench.press, document=bench.filled, edition=dressed))
    return Artefact(edition, dict(_below(edition, made.files))), made.problems


def _below(
    edition: WebEdition | CardsEdition, files: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    folder = edition.folder
    for name, data in files.items():
        yield f"{folder}/{name}", data
