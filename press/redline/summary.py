"""The summary of a comparison: a redline in, a line for each changed section out.

Whoever sets it on paper finds the pages of the anchors in the page map.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from press.redline.model import Counts, FieldChange, Redline, SectionChanges, TermChange

_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A section's line. ``head`` names it (»8 Dataetik«), ``said`` tells what changed there;
    ``anchors`` are the marks whose pages are quoted, in reading order; ``details`` the fields
    and terms whose wording changed, which no page shows marked."""

    section: str
    head: str
    said: str
    anchors: tuple[str, ...] = ()
    details: tuple[FieldChange, ...] = ()

    @property
    def text(self) -> str:
        """The whole line: »8 Dataetik: 12 ord ind, 4 ord ud, 1 afsnit flyttet«."""
        return f"{self.head}: {self.said}"


@dataclass(frozen=True, slots=True)
class Summary:
    """The lines of the changed sections in order, the counts of all of them together, and how
    many sections are unchanged."""

    lines: tuple[SummaryLine, ...]
    total: Counts
    unchanged: int

    @property
    def unchanged_text(self) -> str:
        """»14 kapitler og andre stykker er uændrede«; empty when every section changed."""
        if not self.unchanged:
            return ""
        if self.unchanged == 1:
            return "Ét kapitel eller andet stykke er uændret."
        return f"{self.unchanged} kapitler og andre stykker er uændrede."


def summarize(redline: Redline) -> Summary:
    """The summary of a comparison. Text that is only quoted elsewhere is not counted twice."""
    changed = [one for one in redline.changes if one.state != "uændret"]
    return Summary(
        lines=tuple(map(_line, changed)),
        # What left one section has moved to another, and is counted there.
        total=replace(sum((one.counts for one in changed), Counts()), left=0),
        unchanged=len(redline.changes) - len(changed),
    )


def _line(section: SectionChanges) -> SummaryLine:
    number = section.number
    head = section.title if number is None else f"{number}{_NBSP}{section.title}"
    if section.old_number and section.number != section.old_number:
        head += f" (før kapitel{_NBSP}{section.old_number})"
    details = (*section.fields, *(field for term in section.terms for field in term.fields))
    return SummaryLine(section.id, head, ", ".join(_said(section)), section.anchors, details)


def _said(section: SectionChanges) -> Iterator[str]:
    if section.state in ("ny", "slettet"):
        yield f"{section.state} ({counted(section.words, 'ord', 'ord')})"
        return
    if section.moved:
        yield "flyttet i bogen"
    yield from counts_said(section.counts)
    if section.anchors and section.counts == Counts() and not section.terms:
        yield "kun tegn eller opsætning ændret"
    yield from _fields_said(section.fields)
    yield from _terms_said(section.terms)


def counts_said(counts: Counts) -> Iterator[str]:
    """What the counts say, each in a few words: »12 ord ind«, »2 celler ændret«."""
    for number, one, several, what in (
        (counts.inserted, "ord", "ord", "ind"),
        (counts.deleted, "ord", "ord", "ud"),
        (counts.moved, "afsnit", "afsnit", "flyttet"),
        (counts.left, "afsnit", "afsnit", "flyttet herfra"),
        (counts.cells, "celle", "celler", "ændret"),
        (counts.rows_inserted, "række", "rækker", "ind"),
        (counts.rows_deleted, "række", "rækker", "ud"),
        (counts.notes, "note", "noter", "ændret"),
        (counts.figures, "figur", "figurer", "ændret"),
    ):
        if number:
            yield f"{counted(number, one, several)} {what}"


def counted(number: int, one: str, several: str) -> str:
    """»1 celle«, »2 celler«, »1.200 ord«: the number stays with its word."""
    shown = f"{number:,}".replace(",", ".")
    return f"{shown}{_NBSP}{one if number == 1 else several}"


def _fields_said(fields: tuple[FieldChange, ...]) -> Iterator[str]:
    *names, last = ["", *(_KNOWN.get(field.name, field.name) for field in fields)]
    if last:
        yield f"{' og '.join(filter(None, (', '.join(names[1:]), last)))} ændret"


_KNOWN = {
    "titel": "titlen",
    "kort titel": "den korte titel",
    "forfattere": "forfatterne",
    "status": "status",
    "slags": "slags",
    "målgruppe": "målgruppen",
    "resumé": "resuméet",
}


def _terms_said(terms: tuple[TermChange, ...]) -> Iterator[str]:
    for state, one, several in (
        ("ny", "nyt begreb", "nye begreber"),
        ("ændret", "begreb ændret", "begreber ændret"),
        ("slettet", "begreb slettet", "begreber slettet"),
    ):
        number = sum(term.state == state for term in terms)
        if number:
            yield counted(number, one, several)
