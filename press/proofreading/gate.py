"""The completeness gate: is everything in the manuscript in the edition, in order?

In: the assembled document and a finished edition, or galleys and the text of pages.
Out: problems P101 (text missing), P102 (out of order), P103 (link without target) and
P104 (file damaged). No edition is published that has any.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

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
from press.proofreading.cardgate import prove_cards
from press.proofreading.expected import (
    Block,
    BlockKind,
    blocks_of,
    body_blocks,
    note_blocks,
    note_paragraphs,
    text_blocks,
)
from press.proofreading.letters import letters
from press.proofreading.pdf import UnreadablePdfError, figure_texts, pdf_problems, read_pdf
from press.proofreading.placing import Fate, Placing
from press.proofreading.screen import (
    Page,
    Screen,
    UnreadableEditionError,
    dead_links,
    page_list_faults,
    read_epub,
    read_web,
)
from press.proofreading.screening import Lack, key, lacking

_QUOTE = 60
_MISSING_HINT = "udgaven er ikke fuldstændig og må ikke sendes ud"
# The press may print the colophon on the back of the title page, without its opening.
_COLOPHON = "kolofon"

Finding = TypeVar("Finding", Fate, Lack)


def prove(document: Document, artefact: Artefact) -> tuple[Problem, ...]:
    """Compare an edition with the manuscript.

    Of a PDF edition the file it is named for is proofed (every ``.pdf`` when it names none),
    of an EPUB every ``.epub``; a website is all the artefact's files together. Problems name
    the file below ``dist/``. The fact ``spreads`` says that each page of a PDF shows two pages
    of the book.
    """
    galleys, files = document.galleys, artefact.files
    match artefact.edition:
        case WebEdition():
            folder = posixpath.commonpath(files) if files else artefact.edition.name
            return _prove_screen(galleys, read_web(files), f"dist/{folder}")
        case EpubEdition():
            return _prove_files(galleys, artefact, ".epub", _prove_epub)
        case CardsEdition():
            return prove_cards(galleys, files)
        case _:
            judge = partial(_prove_pdf, spreads=bool(artefact.facts.get("spreads")))
            return _prove_files(galleys, artefact, ".pdf", judge)


def prove_pages(
    galleys: Sequence[Galley], pages: Sequence[str], path: str, first: int = 1
) -> tuple[Problem, ...]:
    """Compare galleys with the text of pages that should hold them (a quire, a volume).

    ``pages`` is one text per page in order; ``first`` the number to call the first one.
    ``path`` is named as the problems' place.
    """
    fates = [fate for placing in _placings(galleys, pages) for fate in placing.fates()]
    return tuple(_page_problems(fates, path, first))


def _prove_files(
    galleys: Sequence[Galley],
    artefact: Artefact,
    suffix: str,
    judge: Callable[[Sequence[Galley], bytes, str], tuple[Problem, ...]],
) -> tuple[Problem, ...]:
    edition = artefact.edition
    named = edition.file if isinstance(edition, PdfEdition | EpubEdition) else ""
    names = [named] if named else sorted(name for name in artefact.files if name.endswith(suffix))
    names = [name for name in names if name in artefact.files]
    if not names:
        message = f"udgaven »{artefact.edition.name}« har ingen {suffix}-fil"
        return (Problem(Source(f"dist/{artefact.edition.name}"), "P104", message),)
    return tuple(
        problem
        for name in names
        for problem in judge(galleys, artefact.files[name], f"dist/{name}")
    )


# --- paper ---------------------------------------------------------------------------


def _prove_pdf(
    galleys: Sequence[Galley], data: bytes, path: str, *, spreads: bool
) -> tuple[Problem, ...]:
    try:
        facts = read_pdf(data, spreads=spreads)
        placings = _placings(galleys, facts.pages)
        lost = _lost_figures(placings, data) if facts.tagged else []
    except UnreadablePdfError as error:
        return (Problem(Source(path), "P104", f"PDF-filen kan ikke læses: {error}"),)
    fates = [fate for placing in placings for fate in placing.fates()]
    return (
        *_page_problems(fates, path, 1),
        *(_problem(path, block, False, f"nær PDF-side {page + 1}", 0) for block, page in lost),
        *pdf_problems(facts, path),
    )


def _placings(galleys: Sequence[Galley], pages: Sequence[str]) -> list[Placing]:
    """The galleys placed in order, and each colophon placed by itself."""
    ordered = [galley for galley in galleys if galley.kind != _COLOPHON]
    placings = [_placing(ordered, pages, opened=True)]
    apart = [galley for galley in galleys if galley.kind == _COLOPHON]
    return placings + [_placing([galley], pages, opened=False) for galley in apart]


def _placing(galleys: Sequence[Galley], pages: Sequence[str], *, opened: bool) -> Placing:
    blocks = body_blocks if opened else text_blocks
    body = [block for galley in galleys for block in blocks(galley)]
    notes = [note for galley in galleys for note in note_blocks(galley)]
    return Placing(body, notes, pages)


def _page_problems(fates: Iterable[Fate], path: str, first: int) -> Iterator[Problem]:
    for fate, more in _runs(fates):
        near = f"nær PDF-side {fate.page + first}"
        yield _problem(path, fate.block, fate.elsewhere, near, more)


def _lost_figures(placings: Iterable[Placing], data: bytes) -> list[tuple[Block, int]]:
    """The figures whose alternative text is on none of their pages in a tagged PDF, each
    with the 0-based page near which it belongs."""
    wanted = [item for placing in placings for item in placing.image_pages()]
    shown = figure_texts(data, {page for _, pages in wanted for page in pages})
    return [
        (block, pages.start)
        for block, pages in wanted
        if letters(block.words) not in {letters(text) for page in pages for text in shown[page]}
    ]


# --- screens -------------------------------------------------------------------------


def _prove_epub(galleys: Sequence[Galley], data: bytes, path: str) -> tuple[Problem, ...]:
    try:
        screen = read_epub(data)
    except UnreadableEditionError as error:
        return (Problem(Source(path), "P104", str(error)),)
    return _prove_screen(galleys, screen, path)


def _prove_screen(galleys: Sequence[Galley], screen: Screen, path: str) -> tuple[Problem, ...]:
    faults = (*screen.faults, *dead_links(screen), *page_list_faults(screen))
    found = [Problem(Source(path), code, text) for code, text in dict.fromkeys(faults)]
    texts = [_keys(page) for page in screen.pages]
    last = -1
    for galley in galleys:
        body = body_blocks(galley)
        number = _home(galley, body, screen.pages, texts)
        if number is None:
            found.append(_problem(path, body[0], False, "", len(body) - 1))
            continue
        name = screen.pages[number].path
        lacks = lacking(body, texts[number]) + lacking(note_paragraphs(galley), texts[number])
        for lack, more in _runs(lacks):
            found.append(_problem(path, lack.block, lack.elsewhere, f"i »{name}«", more))
        if screen.ordered and number < last:
            message = f"afsnittet »{galley.title}« står uden for rækkefølge, i »{name}«"
            found.append(Problem(Source(path), "P102", message))
        last = max(last, number)
    return tuple(found)


def _keys(page: Page) -> list[str]:
    body = page.root.find(".//{*}body")
    return [] if body is None else [key(block) for block in blocks_of(body)]


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


def _runs(findings: Iterable[Finding]) -> Iterator[tuple[Finding, int]]:
    """The first of each run of neighbours with the same fate, and how many follow it."""
    first: Finding | None = None
    more = 0
    for finding in findings:
        if first and _follows(first, more, finding):
            more += 1
            continue
        if first:
            yield first, more
        first, more = finding, 0
    if first:
        yield first, more


def _follows(first: Finding, more: int, finding: Finding) -> bool:
    return (
        finding.index == first.index + more + 1
        and finding.elsewhere == first.elsewhere
        and finding.block.galley == first.block.galley
        and (finding.block.kind is BlockKind.NOTE) == (first.block.kind is BlockKind.NOTE)
    )


def _problem(path: str, block: Block, elsewhere: bool, where: str, more: int) -> Problem:
    quote = block.words if len(block.words) <= _QUOTE else block.words[:_QUOTE].rstrip() + " …"
    code, what = ("P102", "står uden for rækkefølge") if elsewhere else ("P101", "mangler")
    following = f" – og {more} stykker efter" if more else ""
    place = f", {where}" if where else ""
    message = f"{block.kind} »{quote}« i afsnittet »{block.galley}« {what}{following}{place}"
    return Problem(Source(path), code, message, _MISSING_HINT)
