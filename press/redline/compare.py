"""The way into the room: the old book and the new in, the marked book and its changes out.

A section that has gone is in the marked book too, behind all others: struck, without a number.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from press.changes import FieldChange, SectionChanges, State, TermChange
from press.galley.names import WORD_LIST
from press.model import Book, Chapter, Generated, Part, Term
from press.questions import chapter_blocks
from press.redline.lines import Ledger, inlines
from press.redline.marking import all_new, marked_steps, number_steps
from press.redline.matching import Match, Section, match_chapters, sections
from press.redline.naming import Names
from press.redline.steps import Step, find_moved, plan
from press.redline.tokens import word_count
from press.redline.worddiff import field_change
from press.tree import Blocks, Para, write

_CHAPTER_FIELDS = ("titel", "kort titel", "forfattere", "status", "slags", "målgruppe", "resumé")
_TERM_FIELDS = ("begreb", "definition", "forkortelse", "også", "undgå", "se også", "status")


@dataclass(frozen=True, slots=True)
class Redline:
    """The new book with the changes marked in its trees, and the changes of every section as
    :class:`~press.changes.Changes` orders them."""

    book: Book
    changes: tuple[SectionChanges, ...]


@dataclass(slots=True)
class _Pass:
    """A section on its way: its match, its steps, the anchors given to them, and its tree with the
    changes marked, None when there are none."""

    match: Match
    steps: list[Step] = field(default_factory=list)
    anchors: tuple[str, ...] = ()
    marked: Blocks | None = None


def compare(old: Book, new: Book) -> Redline:
    """Mark in ``new`` what changed since ``old``. Neither book is changed; equal books give
    ``new`` back with every section unchanged. See the room's docstring for the marks."""
    redrawn = _redrawn(old, new)
    kept = frozenset(section.id for section in sections(new))
    passes = [_planned(_renamed(match, kept), redrawn) for match in match_chapters(old, new)]
    find_moved([one.steps for one in passes])
    taken = _taken(new)
    for one in passes:
        one.anchors = number_steps(one.steps, _stem(one.match), taken)
    names = Names(old)
    changes = [_compared(one, names, taken) for one in passes]
    return Redline(_with(new, passes), (*changes, *_word_list(old, new)))


def _renamed(match: Match, kept: Container[str]) -> Match:
    """The match, with a section that has gone under its galley's id, or under another where a new
    section has that one."""
    if match.old is None or match.new is not None:
        return match
    name = match.old.id if match.old.id not in kept else f"slettet-{match.old.id}"
    return replace(match, old=Section(name, replace(match.old.chapter, id=name)))


def _planned(match: Match, redrawn: Sequence[str]) -> _Pass:
    if match.old is None:
        return _Pass(match)
    before = match.old.chapter
    if match.new is None:
        abstract = (Para(inlines(before.abstract)),) if before.abstract else ()
        return _Pass(match, plan((*abstract, *chapter_blocks(before)), ()))
    after = match.new.chapter
    named = any(f'"{name}"'.encode() in after.ast for name in redrawn)
    if before.ast == after.ast and before.questions == after.questions and not named:
        return _Pass(match)
    return _Pass(match, plan(chapter_blocks(before), chapter_blocks(after), redrawn))


def _redrawn(old: Book, new: Book) -> tuple[str, ...]:
    """The picture files that are in both books and look different."""
    both = sorted(old.images.keys() & new.images.keys())
    return tuple(name for name in both if old.images[name] != new.images[name])


def _taken(book: Book) -> frozenset[str]:
    """The ids in the new book that look like those of marks."""
    found: set[str] = set()
    for chapter in book.chapters:
        if b'"aendring-' in chapter.ast:
            pieces = chapter.ast.decode().split('"')
            found.update(piece for piece in pieces if piece.startswith("aendring-"))
    return frozenset(found)


def _stem(match: Match) -> str:
    """What names the section in its anchors."""
    if match.new is None:
        return f"slettet-{match.section.id}"
    number = match.new.chapter.number
    return match.new.id if number is None else f"{number:02}"


def _compared(one: _Pass, names: Names, taken: Container[str]) -> SectionChanges:
    """The changes of a section, whose tree is marked on the way."""
    old, new, section = one.match.old, one.match.new, one.match.section
    fields = _chapter_fields(old.chapter, new.chapter) if old and new else ()
    ledger = Ledger(names)
    if old is None:
        _mark_new(one, ledger, taken)
    elif new is None or one.anchors:
        one.marked = marked_steps(one.steps, ledger)
    changed = one.anchors or fields or one.match.moved
    stayed = State.CHANGED if changed else State.UNCHANGED
    return SectionChanges(
        id=section.id,
        title=section.chapter.title,
        number=new.chapter.number if new else None,
        state=State.NEW if old is None else State.GONE if new is None else stayed,
        counts=ledger.counts,
        anchors=one.anchors,
        fields=fields,
        old_number=old.chapter.number if old else None,
        moved=one.match.moved,
        words=0 if old and new else word_count(chapter_blocks(section.chapter)),
    )


def _mark_new(one: _Pass, ledger: Ledger, taken: Container[str]) -> None:
    """Put one mark around all of a section that came."""
    blocks = chapter_blocks(one.match.section.chapter)
    anchor = f"aendring-{_stem(one.match)}-1"
    while anchor in taken:
        anchor += "-1"
    one.anchors = (anchor,) if blocks else ()
    one.marked = all_new(blocks, anchor)
    ledger.add(inserted=word_count(blocks))


def _word_list(old: Book, new: Book) -> Iterator[SectionChanges]:
    terms = tuple(_term_changes(old, new))
    if terms:
        anchors = tuple(term.anchor for term in terms if term.anchor)
        state = State.CHANGED
        yield SectionChanges(WORD_LIST, "Ordliste", None, state, anchors=anchors, terms=terms)


def _chapter_fields(old: Chapter, new: Chapter) -> tuple[FieldChange, ...]:
    """The fields of the front matter that differ; the questions for dialogue are in the text."""
    return _changes(_CHAPTER_FIELDS, _chapter_values(old), _chapter_values(new))


def _term_changes(old: Book, new: Book) -> Iterator[TermChange]:
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


def _with(book: Book, passes: Sequence[_Pass]) -> Book:
    """The book with the marked trees of its chapters, their questions for dialogue in them, and
    behind them the sections that have gone."""
    marked = {id(one.match.section.chapter): one.marked for one in passes if one.marked is not None}
    if not marked:
        return book

    def dressed(chapter: Chapter) -> Chapter:
        blocks = marked.get(id(chapter))
        return chapter if blocks is None else replace(chapter, ast=write(blocks), questions=())

    def parted(part: Part) -> Part:
        intro = dressed(part.intro) if part.intro else None
        return replace(part, intro=intro, chapters=tuple(map(dressed, part.chapters)))

    def listed(items: Iterable[Chapter | Generated]) -> Iterator[Chapter | Generated]:
        return (dressed(one) if isinstance(one, Chapter) else one for one in items)

    gone = (_struck(dressed(one.match.section.chapter)) for one in passes if not one.match.new)
    return replace(
        book,
        front=tuple(listed(book.front)),
        parts=tuple(map(parted, book.parts)),
        back=(*listed(book.back), *gone),
    )


def _struck(chapter: Chapter) -> Chapter:
    """A section whose blocks have all gone: nothing else of it may look as if it stood."""
    bare = replace(chapter, number=None, authors=(), abstract="", status="", audience=())
    return replace(bare, autolink=False)
