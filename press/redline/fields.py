"""What stands beside the running text: two chapters or two word lists in, their changes out."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Book, Chapter, Term
from press.redline.model import FieldChange, TermChange
from press.redline.tokens import text_tokens
from press.redline.worddiff import pieces


def chapter_fields(old: Chapter, new: Chapter) -> tuple[FieldChange, ...]:
    """The fields of the front matter that differ; the questions for dialogue are in the text."""
    return tuple(_fields(old, new))


def _fields(old: Chapter, new: Chapter) -> Iterator[FieldChange]:
    for name, before, after in (
        ("titel", old.title, new.title),
        ("kort titel", old.short, new.short),
        ("forfattere", ", ".join(old.authors), ", ".join(new.authors)),
        ("status", old.status, new.status),
        ("slags", old.kind, new.kind),
        ("målgruppe", ", ".join(old.audience), ", ".join(new.audience)),
        ("resumé", old.abstract, new.abstract),
    ):
        yield from _field(name, before, after)


def _field(name: str, old: str, new: str) -> Iterator[FieldChange]:
    if [token.key for token in text_tokens(old)] != [token.key for token in text_tokens(new)]:
        yield FieldChange(name, pieces(old, new))


def term_changes(old: Book, new: Book) -> tuple[TermChange, ...]:
    """The entries of the word list that differ, in the new book's order; what went comes last.

    An entry is itself when its term is, or else its definition.
    """
    by_term = {term.term: term for term in old.terms}
    kept = {term.term for term in new.terms} & by_term.keys()
    by_meaning = {term.definition: term for term in old.terms if term.term not in kept}
    found: list[TermChange] = []
    met = set()
    for term in new.terms:
        before = by_term.get(term.term) or by_meaning.pop(term.definition, None)
        met.add(before.term if before else "")
        changes = tuple(_term_fields(before, term))
        if changes:
            state = "ændret" if before else "ny"
            found.append(TermChange(term.term, state, f"ord-{term.slug}", changes))
    found += [
        TermChange(term.term, "slettet", "", tuple(_term_fields(term, None)))
        for term in old.terms
        if term.term not in met
    ]
    return tuple(found)


def _term_fields(old: Term | None, new: Term | None) -> Iterator[FieldChange]:
    for name, before, after in zip(_TERM_FIELDS, _values(old), _values(new), strict=True):
        yield from _field(name, before, after)


_TERM_FIELDS = ("begreb", "definition", "forkortelse", "også", "undgå", "se også", "status")


def _values(term: Term | None) -> tuple[str, ...]:
    """An entry's fields as texts, in the order of their names; empty ones without an entry."""
    if term is None:
        return ("",) * len(_TERM_FIELDS)
    several = (term.accepted, term.discouraged, term.related)
    lists = (", ".join(sorted(one)) for one in several)
    return (term.term, term.definition, term.abbreviation, *lists, term.status)
