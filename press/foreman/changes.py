"""What has changed since an earlier version: two books in, what the paper of changes is made of.

This is where the redline room's values become those of the jobbing room; neither knows the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from press.assembly.assemble import assemble
from press.jobbing.changes import Change, Changes, Field, Term
from press.model import Book, Document
from press.redline.compare import compare
from press.redline.model import FieldChange, Redline, SectionChanges
from press.redline.summary import counts_said, summarize
from press.store import Store


@dataclass(frozen=True, slots=True)
class Marked:
    """The document with its changes marked, and what they are."""

    document: Document
    changes: Changes


def mark_changes(old: Book, label: str, new: Book, store: Store) -> Marked:
    """The changes in ``new`` since ``old``; ``label`` says what the old version is called."""
    redline = compare(old, new)
    return Marked(assemble(redline.book, store), _changes(redline, label))


def _changes(redline: Redline, label: str) -> Changes:
    summary = summarize(redline)
    sections = {section.id: section for section in redline.changes}
    changed = tuple(
        Change(
            section=line.section,
            head=line.head,
            said=line.said,
            anchors=line.anchors,
            fields=_fields(sections[line.section].fields),
            terms=_terms(sections[line.section]),
            new=sections[line.section].state == "ny",
            moved=sections[line.section].moved,
            gone=sections[line.section].state == "slettet",
        )
        for line in summary.lines
    )
    still = tuple(one.id for one in redline.changes if one.state == "uændret")
    return Changes(label, changed, still, ", ".join(counts_said(summary.total)))


def _fields(fields: Sequence[FieldChange]) -> tuple[Field, ...]:
    return tuple(
        Field(field.name, tuple((piece.status.value, piece.text) for piece in field.pieces))
        for field in fields
    )


def _terms(section: SectionChanges) -> tuple[Term, ...]:
    return tuple(Term(term.term, term.state, _fields(term.fields)) for term in section.terms)
