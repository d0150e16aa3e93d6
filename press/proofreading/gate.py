"""The completeness gate: is everything in the manuscript in the edition, in order?

In: the assembled document and a finished edition, or galleys and the text of pages.
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
    Source,
    WebEdition,
)
from press.proofreading.cardgate import INCOMPLETE, prove_cards
from press.proofreading.expected import (
    Block,
    BlockKind,
    Lack,
    body_blocks,
    note_blocks,
    note_paragraphs,
    text_blocks,
)
from press.proofreading.letters import letters, quoted
from press.proofreading.pdf import UnreadablePdfError, figure_texts, read_pdf
from press.proofreading.placing import Placing
from press.proofreading.screens import (
    Page,
    Screen,
    UnreadableEpubError,
    dead_links,
    key,
    lacking,
    page_list_faults,
    read_epub,
    read_web,
)

# The colophon may be printed on the back of the title page, without its opening.
_COLOPHON = "kolofon"


def prove(document: Document, artefact: Artefact) -> tuple[Problem, ...]:
    """Compare an edition with the manuscript.

    Of a PDF or EPUB edition the file that it names is proofed (every ``.pdf`` or ``.epub`` when
    it names none); a website is all the artefact's files together. Problems name the file below
    ``dist/``. The fact ``spreads`` says that each page of a PDF shows two pages of the book.
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
            judge = partial(_prove_pdf, spreads=bool(artefact.facts.get("spreads")))
            return tuple(_prove_files(galleys, artefact, ".pdf", judge))


def prove_pages(
    galleys: Sequence[Galley], pages: Sequence[str], path: str, first: int = 1
) -> tuple[Problem, ...]:
    """Compare galleys with the text of pages that should hold them (a quire, a volume).

    ``pages`` is one text per page in order; ``first`` the number of the first one in messages;
    ``path`` the file that problems name.
    """
    return tuple(_page_problems(_placings(galleys, pages), path, first))


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
    galleys: Sequence[Galley], data: bytes, path: str, *, spreads: bool
) -> Iterator[Problem]:
    facts = read_pdf(data, spreads=spreads)
    placings = _placings(galleys, facts.pages)
    lost = _lost_figures(placings, data) if facts.tagged else []
    yield from _page_problems(placings, path, 1)
    yield from (_problem(path, lack, f"nær PDF-side {lack.page + 1}") for lack in lost)
    yield from (Problem(Source(path), code, message) for code, message in facts.faults)


def _placings(galleys: Sequence[Galley], pages: Sequence[str]) -> list[Placing]:
    """The galleys placed in order, and each colophon placed by itself."""
    ordered = [galley for galley in galleys if galley.kind != _COLOPHON]
    placings = [_placing(ordered, pages, body_blocks)]
    apart = [galley for galley in galleys if galley.kind == _COLOPHON]
    return placings + [_placing([galley], pages, text_blocks) for galley in apart]


def _placing(
    galleys: Sequence[Galley], pages: Sequence[str], blocks: Callable[[Galley], Sequence[Block]]
) -> Placing:
    body = [block for galley in galleys for block in blocks(galley)]
    notes = [note for galley in galleys for note in note_blocks(galley)]
    return Placing(body, notes, pages)


def _page_problems(placings: Iterable[Placing], path: str, first: int) -> Iterator[Problem]:
    lacks = (lack for placing in placings for lack in placing.lacks())
    for lack, more in _runs(lacks):
        yield _problem(path, lack, f"nær PDF-side {lack.page + first}", more)


def _lost_figures(placings: Iterable[Placing], data: bytes) -> list[Lack]:
    """The figures of a tagged PDF whose alternative text is on none of the pages it may be on."""
    wanted = [item for placing in placings for item in placing.image_pages()]
    shown = figure_texts(data, {page for _, pages in wanted for page in pages})
    return [
        Lack(block, page=pages.start)
        for block, pages in wanted
        if letters(block.words) not in {letters(text) for page in pages for text in shown[page]}
    ]


# --- screens -------------------------------------------------------------------------


def _prove_epub(galleys: Sequence[Galley], data: bytes, path: str) -> Iterator[Problem]:
    return _prove_screen(galleys, read_epub(data), path)


def _prove_screen(galleys: Sequence[Galley], screen: Screen, path: str) -> Iterator[Problem]:
    faults = (*screen.faults, *dead_links(screen), *page_list_faults(screen))
    for code, message in dict.fromkeys(faults):
        yield Problem(Source(path), code, message)
    texts = [page.keys for page in screen.pages]
    last = -1
    for galley in galleys:
        body = body_blocks(galley)
        number = _home(galley, body, screen.pages, texts)
        if number is None:
            yield _problem(path, Lack(body[0]), "", len(body) - 1)
            continue
        name = screen.pages[number].path
        lacks = lacking(body, texts[number]) + lacking(note_paragraphs(galley), texts[number])
        for lack, more in _runs(lacks):
            yield _problem(path, lack, f"i »{name}«", more)
        if screen.ordered and number < last:
            message = f"afsnittet »{galley.title}« står uden for rækkefølge, i »{name}«"
            yield Problem(Source(path), "P102", message)
        last = max(last, number)


def _home(
    galley: Galley, body: Sequence[Block], pages: Sequence[Page], texts: Sequence[Sequence[str]]
) -> int | None:
    """Which document shows a galley: the one with its anchor, else with most of its text."""
    for number, page in enumerate(pages):
        if galley.id in page.ids:
            return number
    wanted = {key(block) for block in body}
    shared = [len(wanted.intersection(keys)) for keys in texts]
    best = max(shared, default=0)
    return shared.index(best) if best else None


# --- both ----------------------------------------------------------------------------


def _runs(lacks: Iterable[Lack]) -> Iterator[tuple[Lack, int]]:
    """The first of each run of neighbours that are lacking in the same way, and how many follow
    it in the run."""

    def way(numbered: tuple[int, Lack]) -> tuple[int, bool, str, bool]:
        number, lack = numbered
        is_note = lack.block.kind is BlockKind.NOTE
        return lack.index - number, lack.elsewhere, lack.block.galley, is_note

    for _, run in groupby(enumerate(lacks), way):
        (_, first), *others = run
        yield first, len(others)


def _problem(path: str, lack: Lack, where: str, more: int = 0) -> Problem:
    block = lack.block
    code, what = ("P102", "står uden for rækkefølge") if lack.elsewhere else ("P101", "mangler")
    following = f" – og {more} stykker efter" if more else ""
    place = f", {where}" if where else ""
    said = f"{block.kind} {quoted(block.words)} i afsnittet »{block.galley}« {what}"
    return Problem(Source(path), code, f"{said}{following}{place}", INCOMPLETE)
