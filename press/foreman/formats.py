"""The formats: what the press can do with each kind of edition, in one table.

In: the bench, which holds all that editions are made of, and finished editions. Out: files,
problems, and the outside judges' answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from press.binding.bind import bind
from press.binding.printers import (
    PrintersOrder,
    broken_words,
    make_printers,
    make_printers_cover,
)
from press.binding.quire import Quire
from press.binding.sheet import MILLIMETRE
from press.foreman.desk import Problems
from press.foreman.judging import Judged, Judgement, judge_epub, judge_pdfs, judge_web
from press.galley.settle import settled
from press.jobbing.cover import Spread, cover, cover_problems, cover_volume, spread
from press.jobbing.handouts import make_cards
from press.looks import Looks
from press.model import (
    Artefact,
    Book,
    CardsEdition,
    Document,
    Edition,
    EpubEdition,
    PdfEdition,
    WebEdition,
)
from press.paper.volume import Press, Printed
from press.proofreading.gate import prove
from press.proofreading.pdf import front
from press.proofreading.preflight import preflight_edition
from press.screen.accessibility import Passed
from press.screen.epub import judge_size, make_epub
from press.screen.package import thumbnail_of
from press.screen.web import make_web

# Pixels: as wide as a tablet; shops and libraries ask for a thousand on the longer side.
_FRONT_WIDTH = 1600
_Made = tuple[Artefact, Problems]


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
        return settled(self.press.document, self.printed.page_map)

    def typeset_cover(self, measures: Spread) -> Quire:
        """The cover of the printed book on one page."""
        job = cover(self.press.document, measures, self.press.looks)
        return self.press.workshop.typeset([job], self.press.tell)[0]

    @cached_property
    def front(self) -> bytes:
        """The front of the cover as a PNG for shelves and catalogues; empty without a cover."""
        if self.press.document.cover is None:
            return b""
        paper, pages = self.manuscript.printer.paper, len(self.printed.volume.pages)
        measures = spread(self.manuscript.printed, pages, paper)
        volume = cover_volume(self.press.document, measures, self.typeset_cover(measures), 0)
        return front(bind(volume), (measures.width + measures.spine) * MILLIMETRE, _FRONT_WIDTH)


@dataclass(frozen=True, slots=True)
class Made:
    """What a build made: the finished editions, proofread but not yet delivered, the bench that
    they were made on, and every warning."""

    bench: Bench
    artefacts: tuple[Artefact, ...]
    problems: Problems

    @property
    def manuscript(self) -> Book:
        return self.bench.manuscript

    @property
    def document(self) -> Document:
        return self.bench.press.document

    @property
    def looks(self) -> Looks:
        return self.bench.press.looks

    @property
    def printed(self) -> Printed:
        return self.bench.printed


def make(edition: Edition, bench: Bench) -> _Made:
    """The files of ``edition``; with an error among the problems they must not go out."""
    return FORMATS[type(edition)].make(edition, bench)


def proofread(artefact: Artefact, bench: Bench) -> Problems:
    """What a finished edition lacks of the manuscript, and what a printer would send back."""
    edition = artefact.edition
    return FORMATS[type(edition)].proofread(edition, artefact, bench)


def judge_all(made: Made, tell: Callable[[str], None]) -> Judged:
    """Ask the judges about every edition that has any; ``tell`` is given each edition's name."""

    def judge(artefact: Artefact) -> Judgement:
        edition = artefact.edition
        judgement = FORMATS[type(edition)].judge(edition, artefact, made.bench)
        tell(edition.name)
        return judgement

    # The judges are processes of their own; waiting for them takes no time from one another.
    with ThreadPoolExecutor() as pool:
        judged = list(pool.map(judge, made.artefacts))
    answers = tuple(answer for _, found in judged for answer in found)
    return Judged(tuple(artefact for artefact, _ in judged), answers)


# --- on paper ------------------------------------------------------------------------


def _make_pdf(edition: PdfEdition, bench: Bench) -> _Made:
    printed = bench.volumes[edition.name]
    if edition.standard:
        return _make_printers(edition, bench, printed)
    files = {edition.file: printed.pdf, **broken_words(edition, printed.volume.quires)}
    return Artefact(edition, files, {"pages": len(printed.volume.pages)}), ()


def _make_printers(edition: PdfEdition, bench: Bench, printed: Printed) -> _Made:
    """The printer's copy, with the cover around as many pages as it has."""
    document, looks = bench.press.document, bench.press.looks
    order = PrintersOrder(edition, bench.manuscript, document, looks, printed.volume)
    artefact, problems = make_printers(order)
    if document.cover is None:
        return artefact, problems
    printer = bench.manuscript.printer
    measures = spread(edition, int(artefact.facts["pages"]), printer.paper)
    quire = bench.typeset_cover(measures)
    volume = cover_volume(document, measures, quire, printer.bleed)
    data, found = make_printers_cover(replace(order, volume=volume), measures.folds)
    problems = (*problems, *found, *cover_problems(quire, edition))
    whole = replace(
        artefact,
        files={**artefact.files, edition.cover_file: data},
        facts={**artefact.facts, "spine": measures.spine, "cover": list(measures.points)},
    )
    return whole, tuple(dict.fromkeys(problems))


def _proofread_pdf(edition: PdfEdition, artefact: Artefact, bench: Bench) -> Problems:
    if not edition.standard:
        return prove(bench.press.document, artefact)
    found = prove(bench.press.document, artefact, like=bench.volumes[edition.name].pdf)
    size = bench.volumes[edition.name].volume.size
    return (*found, *preflight_edition(artefact, edition, bench.manuscript.printer, size))


def _judge_pdf(edition: PdfEdition, artefact: Artefact, bench: Bench) -> Judgement:
    """The printer's file has no tags to judge: only people who print read it."""
    return (artefact, ()) if edition.standard else judge_pdfs(artefact)


def _make_cards(edition: CardsEdition, bench: Bench) -> _Made:
    """Cards and sheets, of which a book may have either, both or none."""
    made = make_cards(replace(bench.press, document=bench.filled), edition)
    return Artefact(edition, _in_folder(edition.folder, made.files)), made.problems


def _judge_cards(edition: CardsEdition, artefact: Artefact, bench: Bench) -> Judgement:
    return judge_pdfs(artefact)


# --- on screens ----------------------------------------------------------------------


def _make_epub(edition: EpubEdition, bench: Bench) -> _Made:
    pages, looks = bench.printed.page_map, bench.press.looks
    data = make_epub(bench.filled, edition, pages, looks, thumbnail=bench.front or None)
    return Artefact(edition, {edition.file: data}), judge_size(data, edition)


def _judge_epub(edition: EpubEdition, artefact: Artefact, bench: Bench) -> Judgement:
    pages, looks = bench.printed.page_map, bench.press.looks
    thumbnail = thumbnail_of(artefact.files[edition.file])

    def claiming(judges: tuple[str, ...]) -> bytes:
        passed = Passed(judges, bench.press.document.publisher)
        return make_epub(bench.filled, edition, pages, looks, passed, thumbnail)

    return judge_epub(edition, artefact, claiming)


def _make_web(edition: WebEdition, bench: Bench) -> _Made:
    site = make_web(bench.filled, edition, bench.printed.page_map, bench.press.looks)
    return Artefact(edition, _in_folder(edition.folder, site)), ()


def _judge_web(edition: WebEdition, artefact: Artefact, bench: Bench) -> Judgement:
    return judge_web(edition, artefact)


# --- the table -----------------------------------------------------------------------


def _proofread(edition: Edition, artefact: Artefact, bench: Bench) -> Problems:
    return prove(bench.press.document, artefact)


def _in_folder(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": data for name, data in files.items()}


@dataclass(frozen=True, slots=True)
class Format:
    """What can be done with the editions of one format."""

    make: Callable[[Any, Bench], _Made]
    proofread: Callable[[Any, Artefact, Bench], Problems]
    judge: Callable[[Any, Artefact, Bench], Judgement]


FORMATS: Mapping[type, Format] = MappingProxyType(
    {
        PdfEdition: Format(_make_pdf, _proofread_pdf, _judge_pdf),
        EpubEdition: Format(_make_epub, _proofread, _judge_epub),
        WebEdition: Format(_make_web, _proofread, _judge_web),
        CardsEdition: Format(_make_cards, _proofread, _judge_cards),
    }
)
