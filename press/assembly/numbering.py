"""Numbers and names: the book and its surveys in, what each label stands for out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from press.assembly.survey import COUNTED, HEADING, Label, Survey, with_citations
from press.model import Book, Chapter, Generated, Source
from press.tree import Inlines, plain

# Before the citations of the book are set.
_NOT_SET: Mapping[str, Inlines] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Section:
    """A galley to be: where it stands in the book and how it is numbered.

    ``role`` is as in :class:`~press.model.Galley`; ``before`` counts the figures, tables, cards
    and sheets in earlier sections. A part without introduction has no chapter.
    """

    id: str
    role: str
    title: str
    source: Source
    number: int | None = None
    part: str = ""
    chapter: Chapter | None = None
    survey: Survey | None = None
    made: Generated | None = None
    before: Mapping[str, int] = field(default_factory=dict)

    @property
    def labels(self) -> tuple[Label, ...]:
        return self.survey.labels if self.survey else ()


class Target(NamedTuple):
    """What a label stands for: an anchor in the galleys, and the words that name it in running
    text (empty when it has no name of its own)."""

    anchor: str
    name: str


def sections(book: Book, surveys: Sequence[Survey]) -> tuple[Section, ...]:
    """Every section in reading order. ``surveys`` belong to ``book.chapters``, in order."""
    by_chapter = dict(zip(map(id, book.chapters), surveys, strict=True))
    found: list[Section] = []
    before: Counter[str] = Counter()
    for section in _plan(book):
        survey = by_chapter[id(section.chapter)] if section.chapter else None
        found.append(replace(section, survey=survey, before=dict(before)))
        before.update(label.kind for label in found[-1].labels if label.kind in COUNTED)
    return tuple(found)


def targets(
    found: Sequence[Section], cited: Mapping[str, Inlines] = _NOT_SET
) -> Mapping[str, Target]:
    """What each label in the book stands for; the first one, when a label occurs twice. ``cited``
    gives the words of the citations in headings, by cluster key."""
    named: dict[str, Target] = {}
    for section in found:
        for label, target in _named(section, cited):
            named.setdefault(label, target)
    return named


def _plan(book: Book) -> Iterator[Section]:
    yield from (_single(item, "front") for item in book.front)
    number = 0
    for part in book.parts:
        yield Section(part.id, "part", part.title, part.source, part.number, chapter=part.intro)
        for chapter in part.chapters:
            number += 1
            yield Section(
                chapter.id, "chapter", chapter.title, chapter.source, number, part.id, chapter
            )
    yield from (_single(item, "back") for item in book.back)


def _single(item: Chapter | Generated, role: str) -> Section:
    if isinstance(item, Generated):
        return Section(item.kind, role, item.title, item.source, made=item)
    return Section(item.id, role, item.title, item.source, chapter=item)


def _named(section: Section, cited: Mapping[str, Inlines]) -> Iterator[tuple[str, Target]]:
    """Each label in a section, its own id first, and what it stands for."""
    whole = Target(section.id, _section_name(section))
    yield section.id, whole
    if section.role == "part" and section.chapter:
        yield section.chapter.id, whole
    numbers = Counter(section.before)
    for label in section.labels:
        numbers[label.kind] += 1
        if label.id:
            yield label.id, Target(label.id, _label_name(label, numbers[label.kind], cited))


def _section_name(section: Section) -> str:
    if section.number is None:
        return f"afsnittet »{section.title}«"
    return f"{'del' if section.role == 'part' else 'kapitel'} {section.number}"


def _label_name(label: Label, number: int, cited: Mapping[str, Inlines]) -> str:
    if label.kind == HEADING:
        text = plain(with_citations(label.line, cited)) if label.line else label.text
        inner = text.replace("»", "›").replace("«", "‹")
        return f"afsnittet »{inner}«"
    return f"{label.kind} {number}" if label.kind in COUNTED else ""
