"""What stands beside the running text: two chapters or two word lists in, their changes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from press.changes import FieldChange, State, TermChange
from press.model import Book, Chapter, Term
from press.redline.worddiff import field_change

_CHAPTER_FIELDS = ("titel", "kort titel", "forfattere", "status", "slags", "målgruppe", "resumé")
_TERM_FIELDS = ("begreb", "definition", "forkortelse", "også", "undgå", "se også", "status")


def chapter_fields(old: Chapter, new: Chapter) -> tuple[FieldChange, ...]:
    """The fields of the front matter that differ; the questions for dialogue are in the text."""
    return _changes(_CHAPTER_FIELDS, _chapter_values(old), _chapter_values(new))


def term_changes(old: Book, new: Book) -> Iterator[TermChange]:
    """The entries of the word list that differ, in the new book's order; what went comes last.

    Entries are paired by their terms, or else by their definitions.
    """
    by_term = {term.term: term for term in old.terms}
    kept = {term.term for term in new.terms} & by_term.keys()
    by_meaning = {term.definition: term for term in old.terms if term.term not in kept}
    gone = dict(by_term)
    for term in new.terms:
        before = by_term.get(term.term) or by_meaning.pop(term.definition, None)
        if before:
            gone.pop(before.term, None)
        changes = _changes(_TERM_FIELDS, _term_values(before), _term_values(term))
        if changes:
            state = State.CHANGED if before else State.NEW
            yield TermChange(term.term, state, f"ord-{term.slug}", changes)
    for term in gone.values():
        changes = _changes(_TERM_FIELDS, _term_values(term), _term_values(None))
        yield TermChange(term.term, State.GONE, "", changes)


def _changes(
    names: Iterable[str], old: Iterable[str], new: Iterable[str]
) -> tuple[FieldChange, ...]:
    found = (field_change(*field) for field in zip(names, old, new, strict=True))
    return tuple(change for change in found if change)


def _chapter_values(chapter: Chapter) -> tuple[str, ...]:
    authors, audience = ", ".join(chapter.authors), ", ".join(chapter.audience)
    about = (chapter.status, chapter.kind, audience, chapter.abstract)
    return (chapter.title, chapter.short, authors, *about)


def _term_values(term: Term | None) -> tuple[str, ...]:
    """An entry's fields in the order of their names; empty ones without an entry."""
    if term is None:
        return ("",) * len(_TERM_FIELDS)
    several = (term.accepted, term.discouraged, term.related)
    lists = (", ".join(sorted(one)) for one in several)
    return (term.term, term.definition, term.abbreviation, *lists, term.status)
