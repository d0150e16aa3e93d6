"""The completeness gate: is everything in the manuscript in the edition, in order?

In: the assembled document and a finished edition.
Out: problems P101 (text missing), P102 (out of order), P103 (link without target) and
P104 (file damaged). An edition with any of them is not published.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from press.model import (
    Artefact,
    CardsEdition,
    Document,
    EpubEdition,
    Galley,
    PdfEdition,
    Problem,
    Quote,
    Source,
    WebEdition,
)
from press.proofreading.cardgate import INCOMPLETE, prove_cards
from press.proofreading.expected import Block, BlockKind, Lack, note_blocks, text_blocks
from press.proofreading.letters import quoted
from press.proofreading.onpaper import lacks, lost
from press.proofreading.pdf import UnreadablePdfError, read_pdf
from press.proofreading.screens import (
    Page,
    Screen,
    UnreadableEpubError,
    dead_links,
    lacking,
    page_list_faults,
    read_epub,
    read_web,
)


def prove(document: Document, artefact: Artefact, like: bytes = b"") -> tuple[Problem, ...]:
    """Compare an edition with the manuscript.

    Of a PDF or EPUB edition the file that it names is proofed (every ``.pdf`` or ``.epub`` when
    it names none); a website is all the artefact's files together. Problems name the file below
    ``dist/``. The fact ``spreads`` says that each page of a PDF shows two pages of the book;
    ``like`` is the same book as a marked PDF, for a file that has no marks of its own.
    """
    galleys, files = document.galleys, artefact.files
    match artefact.edition:
        case WebEdition():
            folder = posixpath.commonpath(files) if files else artefact.edition.name
            return tuple(_prove_screen(galleys, read_web(files), f"dist/{folder}"))
        case EpubEdition():
            return tuple(_prove_files(galleys, artefact, ".epub", _prove_epub))
        case CardsEdition():
            return prove_cards(galleys, files)
        case _:
            judge = partial(_prove_pdf, spreads=bool(artefact.facts.get("spreads")), like=like)
            return tuple(_prove_files(galleys, artefact, ".pdf", judge))


def _prove_files(
    galleys: Sequence[Galley],
    artefact: Artefact,
    suffix: str,
    judge: Callable[[Sequence[Galley], bytes, str], Iterator[Problem]],
) -> Iterator[Problem]:
    edition, files = artefact.edition, artefact.files
    named = edition.file if isinstance(edition, PdfEdition | EpubEdition) else ""
    names = [named] if named else sorted(name for name in files if name.endswith(suffix))
    names = [name for name in names if name in files]
    if not names:
        message = f"udgaven »{edition.name}« har ingen {suffix}-fil"
        yield Problem(Source(f"dist/{edition.name}"), "P104", message)
    for name in names:
        path = f"dist/{name}"
        try:
            yield from judge(galleys, files[name], path)
        except (UnreadablePdfError, UnreadableEpubError) as error:
            yield Problem(Source(path), "P104", str(error))


# --- paper ---------------------------------------------------------------------------


def _prove_pdf(
    galleys: Sequence[Galley], data: bytes, path: str, *, spreads: bool, like: bytes
) -> Iterator[Problem]:
    """A file without marks, as a printer wants it, is held against the one ``like`` it."""
    facts = read_pdf(data, spreads=spreads)
    marked = facts if facts.runs or not like else read_pdf(like)
    found = lacks(galleys, marked.runs)
    if marked is not facts:
        # The first page of a book stands on the right of the first spread.
        pages = facts.pages[spreads:]
        found = (*found, *lost(galleys, (marked.runs, marked.pages), pages))
    for lack, more in _runs(found):
        yield _problem(path, lack, f"nær PDF-side {lack.page + 1}", more)
    yield from (Problem(Source(path), code, message) for code, message in facts.faults)


# --- screens -------------------------------------------------------------------------


def _prove_epub(galleys: Sequence[Galley], data: bytes, path: str) -> Iterator[Problem]:
    return _prove_screen(galleys, read_epub(data), path)


def _prove_screen(galleys: Sequence[Galley], screen: Screen, path: str) -> Iterator[Problem]:
    faults = (*screen.faults, *dead_links(screen), *page_list_faults(screen))
    for code, message in dict.fromkeys(faults):
        yield Problem(Source(path), code, message)
    shown = [page.blocks for page in screen.pages]
    last = -1
    for galley in galleys:
        body = text_blocks(galley)
        number = _home(galley, body, screen.pages, shown)
        if number is None:
            yield _problem(path, Lack(body[0]), "", len(body) - 1)
            continue
        name = screen.pages[number].path
        for lack, more in _runs(lacking((*body, *note_blocks(galley)), shown[number])):
            yield _problem(path, lack, f"i »{name}«", more)
        if screen.ordered and number < last:
            message = f"afsnittet »{galley.title}« står uden for rækkefølge, i »{name}«"
            about = Quote(galley.title, galley.id)
            yield Problem(Source(path), "P102", message, about=about)
        last = max(last, number)


def _home(
    galley: Galley, body: Sequence[Block], pages: Sequence[Page], shown: Sequence[Sequence[Block]]
) -> int | None:
    """Which document shows a galley: the one with its anchor, else with most of its text."""
    for number, page in enumerate(pages):
        if galley.id in page.ids:
            return number
    wanted = {block.text for block in body}
    shared = [len(wanted.intersection(block.text for block in blocks)) for blocks in shown]
    best = max(shared, default=0)
    return shared.index(best) if best else None


# --- both ----------------------------------------------------------------------------


def _runs(found: Iterable[Lack]) -> Iterator[tuple[Lack, int]]:
    """The first of each run of neighbours that lack the same, and how many follow it in the run."""

    def way(numbered: tuple[int, Lack]) -> tuple[int, str, str, bool]:
        number, lack = numbered
        is_note = lack.block.kind is BlockKind.NOTE
        return lack.index - number, lack.wrong, lack.block.galley, is_note

    for _, run in groupby(enumerate(found), way):
        (_, first), *others = run
        yield first, len(others)


def _problem(path: str, lack: Lack, where: str, more: int = 0) -> Problem:
    block = lack.block
    following = f" – og {more} stykker efter" if more else ""
    place = ", ".join(part for part in (f"i {posixpath.basename(path)}", where) if part)
    # An item of a list may hold only a number of its own.
    what = f"{block.kind} {quoted(block.words)}" if block.text else "et punkt eller billede"
    said = f"{what} i afsnittet »{block.title}« {lack.wrong}"
    code = "P102" if lack.misplaced else "P101"
    about = Quote(block.words, block.galley, lack.nth)
    return Problem(Source(path), code, f"{said}{following}, {place}", INCOMPLETE, about=about)
