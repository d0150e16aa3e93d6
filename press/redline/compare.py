"""The room's door: the old book and the new in, the marked book out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from press.model import Book, Chapter, Json, Part
from press.questions import chapter_blocks
from press.redline.fields import chapter_fields, term_changes
from press.redline.loom import Loom
from press.redline.marking import all_new, marked_steps, number_steps
from press.redline.matching import Leaf, Match, match_chapters
from press.redline.model import Counts, Redline, SectionChanges
from press.redline.names import Names
from press.redline.plan import Marked, Step, find_moved, plan
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
    passes = [_planned(match, pictures) for match in match_chapters(old, new)]
    find_moved([one.steps for one in passes])
    taken = _ids(new)
    for one in passes:
        if one.match.new and one.steps:
            one.anchors = number_steps(one.steps, _stem(one.match.new), taken)
    names = Names(old)
    marked: dict[int, bytes] = {}
    changes = [_section(one, names, marked, taken) for one in passes]
    return Redline(_with(new, marked), (*changes, *_word_list(old, new)))


def _planned(match: Match, pictures: Sequence[str]) -> _Pass:
    if not match.old or not match.new:
        return _Pass(match)
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


def _stem(leaf: Leaf) -> str:
    number = leaf.chapter.number
    return leaf.id if number is None else f"{number:02}"


def _section(
    one: _Pass, names: Names, marked: dict[int, bytes], taken: frozenset[str]
) -> SectionChanges:
    old, new = one.match.old, one.match.new
    if new is None:
        assert old is not None
        return _whole(old, "slettet")
    if old is None:
        anchor = f"aendring-{_stem(new)}-1"
        while anchor in taken:
            anchor += "-1"
        blocks = all_new(chapter_blocks(new.chapter), anchor)
        marked[id(new.chapter)] = _packed(blocks)
        return replace(_whole(new, "ny"), anchors=(anchor,) if blocks else ())
    loom = Loom(names)
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


def _whole(leaf: Leaf, state: str) -> SectionChanges:
    words = word_count(chapter_blocks(leaf.chapter))
    counts = Counts(inserted=words) if state == "ny" else Counts(deleted=words)
    number = leaf.chapter.number
    return SectionChanges(
        leaf.id,
        leaf.chapter.title,
        number if state == "ny" else None,
        state,
        counts,
        old_number=None if state == "ny" else number,
        words=words,
    )


def _packed(blocks: list[Json]) -> bytes:
    return json.dumps(blocks, ensure_ascii=False, separators=(",", ":")).encode()


def _word_list(old: Book, new: Book) -> Iterator[SectionChanges]:
    terms = term_changes(old, new)
    if terms:
        anchors = tuple(term.anchor for term in terms if term.anchor)
        yield SectionChanges(WORD_LIST, "Ordliste", None, "ændret", anchors=anchors, terms=terms)


def _with(book: Book, marked: Mapping[int, bytes]) -> Book:
    """The book with the trees of its chapters replaced, their questions for dialogue in them."""
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
        back=tuple(dressed(one) if isinstance(one, Chapter) else one for one in book.back),
    )
