"""The first page of the paper of changes: the changes in, a row for each changed section out.

A row says in a few words what changed, and on which pages of the book and of the paper it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from press.changes import Changes, Counts, FieldChange, SectionChanges, State, TermChange
from press.galley.markup import classes, parse
from press.galley.names import BLOCK, CHANGED, WORD_LIST
from press.jobbing.boardcover import page_spans
from press.language.numbers import decimal
from press.model import Document, Galley, PageMap, PageStart

# The section of the paper that holds the changed entries of the word list.
CHANGED_TERMS = "aendringer-i-ordlisten"
_NBSP = "\u00a0"
# From this attempt to fit the summary on one page, it names fewer pages.
_SHORTENED = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the summary: the section it links to (empty where it is not in the paper), its
    heading, what changed, its pages in the book and in the paper."""

    section: str
    head: str
    changes: str
    book: str
    own: str


def rows(
    changes: Changes, book: Mapping[str, str], own: Mapping[str, str], attempt: int
) -> list[Row]:
    """The rows of the changed sections. ``book`` and ``own`` map anchors to pages of the book and
    of the paper; ``attempt`` counts how often the rows were too long for a page."""
    return [_row(section, book, own, attempt >= _SHORTENED) for section in changes.changed]


def _row(
    section: SectionChanges, book: Mapping[str, str], own: Mapping[str, str], shortened: bool
) -> Row:
    anchors = [fields_anchor(section.id)] if section.fields else []
    anchors += section.anchors
    target = CHANGED_TERMS if section.id == WORD_LIST else section.id
    there = runs([book[anchor] for anchor in anchors if anchor in book])
    here = runs([own[anchor] for anchor in anchors if anchor in own] or [own.get(target, "")])
    there = there or book.get(section.id, "")
    if shortened:
        there, here = _ends(there), _ends(here)
    linked = target if target in own else ""
    return Row(linked, heading(section), described(section), there, here)


def fields_anchor(section: str) -> str:
    """The id of the mark around the changed fields of a section."""
    return f"aendring-felter-{section}"


# --- where the changes are -----------------------------------------------------------


def section_pages(changes: Changes, pages: PageMap) -> dict[str, str]:
    """The pages of the book on which each changed section stands, by its id: »47–58«."""
    spans = page_spans(pages)
    return {section.id: spans.get(section.id, "") for section in changes.changed}


def mark_pages(galleys: Sequence[Galley], pages: PageMap) -> Iterator[tuple[str, str]]:
    """The id of each mark in ``galleys``, and the page of the book on which the text there
    begins."""
    for galley in galleys:
        starts = [start for start in pages.starts if start.galley == galley.id]
        marks = _marks(parse(galley.html)) if starts else ()
        yield from ((anchor, _page(starts, block)) for anchor, block in marks)


def _marks(root: Any) -> Iterator[tuple[str, int | None]]:
    """Each mark's id, and the number of the block that it holds or stands before, if any."""
    waiting: list[str] = []
    for element in root.iter("*"):
        if CHANGED in classes(element) and element.get("id"):
            waiting.append(element.get("id"))
        if number := element.get(BLOCK):
            yield from ((anchor, int(number)) for anchor in waiting)
            waiting.clear()
    yield from ((anchor, None) for anchor in waiting)


def _page(starts: Sequence[PageStart], block: int | None) -> str:
    """The page on which the text of a block begins; of None, the last."""
    begun = [one for one in starts if block is None or (one.block, one.offset) <= (block, 0)]
    return (begun or starts[:1])[-1].label


def _ends(pages: str) -> str:
    """The first and the last of several runs of pages: »3 … 31«."""
    several = pages.split(", ")
    return pages if len(several) < 3 else f"{several[0]} … {several[-1]}"


def runs(labels: Sequence[str]) -> str:
    """Pages in a row, repeats left out and neighbours joined: »3, 5–7«."""
    numbers = sorted({int(label) for label in labels if label.isdecimal()})
    other = [label for label in dict.fromkeys(labels) if label and not label.isdecimal()]
    joined = []
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        joined.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return ", ".join([*other, *joined])


# --- in words ------------------------------------------------------------------------


def heading(section: SectionChanges) -> str:
    """What a section is called: »8 Dataetik (før kapitel 7)«."""
    number = section.number
    head = section.title if number is None else f"{number}{_NBSP}{section.title}"
    if section.old_number and number != section.old_number:
        head += f" (før kapitel{_NBSP}{section.old_number})"
    return head


def described(section: SectionChanges) -> str:
    """What changed in a section: »12 ord ind, 4 ord ud, 1 afsnit flyttet«."""
    if section.state in (State.NEW, State.GONE):
        return f"{section.state} ({_counted(section.words, 'ord', 'ord')})"
    moved = ["flyttet i bogen"] if section.moved else []
    counts = described_counts(section.counts)
    if section.anchors and not counts and not section.terms:
        counts = "kun tegn eller opsætning ændret"
    phrases = (*moved, counts, _fields(section.fields), *_terms(section.terms))
    return ", ".join(filter(None, phrases))


def described_counts(counts: Counts) -> str:
    """The counts in words: »12 ord ind, 2 celler ændret«."""
    phrases = (
        (counts.inserted, "ord", "ord", "ind"),
        (counts.deleted, "ord", "ord", "ud"),
        (counts.moved, "afsnit", "afsnit", "flyttet"),
        (counts.left, "afsnit", "afsnit", "flyttet herfra"),
        (counts.cells, "celle", "celler", "ændret"),
        (counts.rows_inserted, "række", "rækker", "ind"),
        (counts.rows_deleted, "række", "rækker", "ud"),
        (counts.notes, "note", "noter", "ændret"),
        (counts.figures, "figur", "figurer", "ændret"),
    )
    return ", ".join(
        f"{_counted(number, one, several)} {change}"
        for number, one, several, change in phrases
        if number
    )


def _counted(number: int, one: str, several: str) -> str:
    """»1 celle«, »2 celler«, »1.200 ord«: the number stays with its word."""
    return f"{decimal(number)}{_NBSP}{one if number == 1 else several}"


_DEFINITE = {
    "titel": "titlen",
    "kort titel": "den korte titel",
    "forfattere": "forfatterne",
    "status": "status",
    "slags": "slags",
    "målgruppe": "målgruppen",
    "resumé": "resuméet",
}


def _fields(fields: Sequence[FieldChange]) -> str:
    """»titlen, status og resuméet ændret«."""
    names = [_DEFINITE.get(field.name, field.name) for field in fields]
    listed = " og ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return f"{listed} ændret" if listed else ""


def _terms(terms: Sequence[TermChange]) -> Iterator[str]:
    for state, one, several in (
        (State.NEW, "nyt begreb", "nye begreber"),
        (State.CHANGED, "begreb ændret", "begreber ændret"),
        (State.GONE, "begreb slettet", "begreber slettet"),
    ):
        if number := sum(term.state is state for term in terms):
            yield _counted(number, one, several)


def unchanged(document: Document, changes: Changes) -> str:
    """The sections without changes, chapters and part introductions in runs."""
    by_role: dict[str, list[Galley]] = defaultdict(list)
    for galley in document.galleys:
        if galley.id in changes.unchanged:
            by_role[galley.role].append(galley)
    front, back = ([galley.title for galley in by_role[role]] for role in ("front", "back"))
    parts, chapters = (
        runs([str(galley.number) for galley in by_role[role]]) for role in ("part", "chapter")
    )
    one_part = "indledningen" if parts.isdecimal() else "indledningerne"
    numbered = [f"{one_part} til del{_NBSP}{parts}"] if parts else []
    numbered += [f"kapitel{_NBSP}{chapters}"] if chapters else []
    return "; ".join([*front, *numbered, *back])
