"""The room's door: the old book and the new in, the marked book out.

A section that has gone is in the marked book too, behind all others: struck, without a number.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from press.model import Book, Chapter, Json, Part
from press.questions import json_blocks as chapter_blocks
from press.redline.fields import chapter_fields, term_changes
from press.redline.loom import Loom, spaced
from press.redline.marking import all_new, marked_steps, number_steps
from press.redline.matching import Leaf, Match, leaves, match_chapters
from press.redline.model import Counts, Redline, SectionChanges
from press.redline.names import Names
from press.redline.steps import Marked, Step, find_moved, plan
from press.redline.words import word_count

WORD_LIST = "ordliste"


@dataclass(slots=True)
class _Pass:
    """A section on its way: its match, its steps, and the anchors given to them."""

    match: Match
    steps: list[Step] = field(default_factory=list)
    anchors: tuple[str, ...] = ()


def compare(old: Book, new: Book) -> Redline:
    """Mark in ``new`` what changed since ``old``. Neither book is changed; equal books give
    ``new`` back with every section unchanged. See the room's docstring for the marks."""
    pictures = _changed_pictures(old, new)
    kept = frozenset(leaf.id for leaf in leaves(new))
    passes = [_planned(_apart(match, kept), pictures) for match in match_chapters(old, new)]
    find_moved([one.steps for one in passes])
    taken = _ids(new)
    for one in passes:
        if one.steps:
            one.anchors = number_steps(one.steps, _stem(one.match), taken)
    names = Names(old)
    marked: dict[int, bytes] = {}
    changes = [_section(one, names, marked, taken) for one in passes]
    gone = [one.match.old.chapter for one in passes if one.match.old and not one.match.new]
    return Redline(_with(new, marked, gone), (*changes, *_word_list(old, new)))


def _apart(match: Match, kept: Container[str]) -> Match:
    """A section that has gone, under its galley's id or, where a new one has that, its own."""
    if match.old is None or match.new is not None:
        return match
    name = match.old.id if match.old.id not in kept else f"slettet-{match.old.id}"
    return replace(match, old=Leaf(name, replace(match.old.chapter, id=name)))


def _planned(match: Match, pictures: Sequence[str]) -> _Pass:
    if match.old is None:
        return _Pass(match)
    if match.new is None:
        return _Pass(match, plan(_said_by(match.old.chapter), []))
    before, after = match.old.chapter, match.new.chapter
    named = any(json.dumps(name, ensure_ascii=False).encode() in after.ast for name in pictures)
    if before.ast == after.ast and before.questions == after.questions and not named:
        return _Pass(match)
    marked: Marked = ((), tuple(pictures))
    return _Pass(match, plan(chapter_blocks(before), chapter_blocks(after), marked))


def _changed_pictures(old: Book, new: Book) -> tuple[str, ...]:
    """The picture files that are in both books and look different."""
    both = sorted(old.images.keys() & new.images.keys())
    return tuple(name for name in both if old.images[name] != new.images[name])


def _ids(book: Book) -> frozenset[str]:
    """Every text in the new book's trees that could be an id of ours."""
    found: set[str] = set()
    for chapter in book.chapters:
        if b'"aendring-' in chapter.ast:
            pieces = chapter.ast.decode().split('"')
            found.update(piece for piece in pieces if piece.startswith("aendring-"))
    return frozenset(found)


def _stem(match: Match) -> str:
    leaf = match.new
    if leaf is None:
        assert match.old is not None
        return f"slettet-{match.old.id}"
    number = leaf.chapter.number
    return leaf.id if number is None else f"{number:02}"


def _said_by(chapter: Chapter) -> list[Json]:
    """All that a section says below its title, as blocks."""
    abstract = {"t": "Para", "c": spaced(chapter.abstract)}
    return [*([abstract] if chapter.abstract else []), *chapter_blocks(chapter)]


def _section(
    one: _Pass, names: Names, marked: dict[int, bytes], taken: frozenset[str]
) -> SectionChanges:
    old, new = one.match.old, one.match.new
    loom = Loom(names)
    if new is None:
        assert old is not None
        marked[id(old.chapter)] = _packed(marked_steps(one.steps, loom))
        return replace(_whole(old, "slettet", loom.counts), anchors=one.anchors)
    if old is None:
        anchor = f"aendring-{_stem(one.match)}-1"
        while anchor in taken:
            anchor += "-1"
        blocks = all_new(chapter_blocks(new.chapter), anchor)
        marked[id(new.chapter)] = _packed(blocks)
        counts = Counts(inserted=word_count(chapter_blocks(new.chapter)))
        return replace(_whole(new, "ny", counts), anchors=(anchor,) if blocks else ())
    if one.anchors:
        marked[id(new.chapter)] = _packed(marked_steps(one.steps, loom))
    fields = chapter_fields(old.chapter, new.chapter)
    changed = bool(one.anchors or fields or one.match.moved)
    return SectionChanges(
        id=new.id,
        title=new.chapter.title,
        number=new.chapter.number,
        state="ændret" if changed else "uændret",
        counts=loom.counts,
        anchors=one.anchors,
        fields=fields,
        old_number=old.chapter.number,
        moved=one.match.moved,
    )


def _whole(leaf: Leaf, state: str, counts: Counts) -> SectionChanges:
    number = leaf.chapter.number
    return SectionChanges(
        leaf.id,
        leaf.chapter.title,
        number if state == "ny" else None,
        state,
        counts,
        old_number=None if state == "ny" else number,
        words=word_count(chapter_blocks(leaf.chapter)),
    )


def _packed(blocks: list[Json]) -> bytes:
    return json.dumps(blocks, ensure_ascii=False, separators=(",", ":")).encode()


def _word_list(old: Book, new: Book) -> Iterator[SectionChanges]:
    terms = term_changes(old, new)
    if terms:
        anchors = tuple(term.anchor for term in terms if term.anchor)
        yield SectionChanges(WORD_LIST, "Ordliste", None, "ændret", anchors=anchors, terms=terms)


def _with(book: Book, marked: Mapping[int, bytes], gone: Iterable[Chapter]) -> Book:
    """The book with the trees of its chapters replaced, their questions for dialogue in them, and
    behind them those that have ``gone``."""
    if not marked:
        return book

    def dressed(chapter: Chapter) -> Chapter:
        tree = marked.get(id(chapter))
        return chapter if tree is None else replace(chapter, ast=tree, questions=())

    def parted(part: Part) -> Part:
        intro = dressed(part.intro) if part.intro else None
        return replace(part, intro=intro, chapters=tuple(map(dressed, part.chapters)))

    return replace(
        book,
        front=tuple(dressed(one) if isinstance(one, Chapter) else one for one in book.front),
        parts=tuple(map(parted, book.parts)),
        back=(
            *(dressed(one) if isinstance(one, Chapter) else one for one in book.back),
            *(_struck(dressed(chapter)) for chapter in gone),
        ),
    )


def _struck(chapter: Chapter) -> Chapter:
    """A section whose blocks have all gone: nothing else of it may look as if it stood."""
    bare = replace(chapter, number=None, authors=(), abstract="", status="", audience=())
    return replace(bare, autolink=False)
