"""The sheets before a board copy: what is asked, which papers there are, how far each chapter is.

In: the document, the book's pages, the meeting, what ``book.yaml`` says of the matter and the
papers of the bundle. Out: the XHTML of the cover sheet and of the contents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.galley.names import APPROVED
from press.jobbing.meeting import Meeting
from press.language.numbers import decimal
from press.language.typography import line
from press.looks import Looks
from press.model import Board, Document, Galley, PageMap

COVER, CONTENTS = "sagsforside", "indhold"
_NBSP = "\u00a0"
_BODY = "bestyrelsen"
_DECIDE = "at drøfte manuskriptet og tage stilling til, om det kan godkendes"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the bundle: its number as »bilag«, what it is, and the name of its file."""

    number: int
    what: str
    file: str


@dataclass(frozen=True, slots=True)
class Row:
    """A section in the list of statuses; numbers and pages as shown."""

    number: str
    title: str
    status: str
    words: str
    pages: str
    part: bool


def bundle(chapters: Sequence[Galley], since: str) -> tuple[Paper, ...]:
    """The papers in the order of their numbers: A4 copy, booklet, an offprint of each of
    ``chapters`` and, when ``since`` names an earlier version, the changes."""
    found = [
        ("laeseeksemplar-a4", "Hele manuskriptet på A4 med plads til noter"),
        ("haefte-a5", "Bogen som hæfte til at folde og hæfte, A5"),
    ]
    for galley in chapters:
        if galley.role == "chapter":
            what = f"kapitel{_NBSP}{galley.number}, {galley.title}"
            found.append((f"saertryk-kapitel-{galley.number:02}", f"Særtryk af {what}"))
        else:
            found.append((f"saertryk-{galley.id}", f"Særtryk af {galley.title}"))
    if since:
        found.append(("aendringer", f"Hvad der er ændret siden {since}"))
    return tuple(
        Paper(number, what, f"bilag-{number}-{name}.pdf")
        for number, (name, what) in enumerate(found, 1)
    )


def cover_sheet(
    document: Document,
    pages: PageMap,
    meeting: Meeting,
    board: Board,
    papers: Sequence[Paper],
    looks: Looks,
) -> str:
    """The cover sheet: what is asked, the papers, and on its back the statuses."""
    body = line(board.body or _BODY)
    return looks.render(
        "board/cover.xhtml.j2",
        book=document,
        meeting=meeting,
        asked=f"{body[:1].upper()}{body[1:]} bedes om",
        decide=[line(point) for point in board.decide] or [_DECIDE],
        background=[line(paragraph) for paragraph in board.background],
        contact=line(board.contact),
        papers=papers,
        summary=_summary(document),
        rows=tuple(_rows(document, pages)),
    )


def contents(
    document: Document, pages: PageMap, looks: Looks, own: Mapping[str, str], attempt: int
) -> str:
    """The contents, with the book's page and the copy's ``own`` for each section. ``attempt``
    says how often they were too long for a page."""
    return looks.render(
        "board/contents.xhtml.j2",
        book=document,
        labels=pages.labels,
        own=own,
        attempt=attempt,
    )


def _summary(document: Document) -> str:
    """How many sections wait for what."""
    found = Counter(galley.status for galley in document.galleys if galley.status)
    waiting = {status: count for status, count in found.items() if status != APPROVED}
    total = found.total()
    if not waiting:
        return f"Alle {total} afsnit er godkendt."
    ranked = sorted(waiting.items(), key=lambda pair: (-pair[1], pair[0]))
    said = ", ".join(f"{count}{_NBSP}{status}" for status, count in ranked)
    if not found[APPROVED]:
        return f"Ingen af de {total} afsnit er godkendt: {said}."
    return f"{found[APPROVED]} af {total} afsnit er godkendt. Resten: {said}."


def _rows(document: Document, pages: PageMap) -> Iterator[Row]:
    spans = page_spans(pages)
    for galley in document.galleys:
        if not galley.status:
            continue
        part = galley.role == "part"
        number = "" if galley.number is None else str(galley.number)
        yield Row(
            number=f"Del{_NBSP}{number}" if part else number,
            title=galley.title,
            status=galley.status,
            words=decimal(galley.words),
            pages=spans.get(galley.id, ""),
            part=part,
        )


def page_spans(pages: PageMap) -> Mapping[str, str]:
    """Each section's pages in the book by its id: »47–58«."""
    last = {start.galley: start.label for start in pages.starts}
    first = {start.galley: start.label for start in reversed(pages.starts)}
    return {
        galley: label if label == last[galley] else f"{label}–{last[galley]}"
        for galley, label in first.items()
    }
