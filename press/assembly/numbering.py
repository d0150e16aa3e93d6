"""Numbers and names: the book and its surveys in, what every label is called out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from press.assembly.survey import Label, Survey
from press.model import Book, Chapter, Generated, Source

_COUNTED = {"figure": "figur", "table": "tabel", "card": "kort", "sheet": "ark"}


@dataclass(frozen=True, slots=True)
class Section:
    """A galley to be: where it stands in the book and how it is numbered.

    ``role`` is as in :class:`~press.model.Galley`; ``figures``, ``tables``, ``cards``
    and ``sheets`` count those in the sections before. A part without introduction has no chapter.
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
    figures: int = 0
    tables: int = 0
    cards: int = 0
    sheets: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """What a label stands for: its anchor in the galleys, the words that name it in running
    text (empty when it has no name of its own), and where it was set."""

    anchor: str
    name: str
    section: Section


def sections(book: Book, surveys: Sequence[Survey]) -> tuple[Section, ...]:
    """Every section in reading order. ``surveys`` belong to ``book.chapters``, in order."""
    by_chapter = dict(zip(map(id, book.chapters), surveys, strict=True))
    found: list[Section] = []
    met: Counter[str] = Counter()
    for section in _plan(book):
        survey = by_chapter[id(section.chapter)] if section.chapter else None
        found.append(
            replace(
                section,
                survey=survey,
                figures=met["figure"],
                tables=met["table"],
                cards=met["card"],
                sheets=met["sheet"],
            )
        )
        met.update(label.kind for label in (survey.labels if survey else ()))
    return tuple(found)


def targets(found: Sequence[Section]) -> Mapping[str, Target]:
    """What each label in the book stands for; the first one, when a label occurs twice."""
    named: dict[str, Target] = {}
    for section in found:
        for label, target in _named(section):
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


def _named(section: Section) -> Iterator[tuple[str, Target]]:
    yield section.id, Target(section.id, _section_name(section), section)
    if section.role == "part" and section.chapter and section.chapter.id != section.id:
        yield section.chapter.id, Target(section.id, _section_name(section), section)
    counts = {
        "figure": section.figures,
        "table": section.tables,
        "card": section.cards,
        "sheet": section.sheets,
    }
    for label in section.survey.labels if section.survey else ():
        if label.kind in counts:
            counts[label.kind] += 1
        if label.id:
            yield label.id, Target(label.id, _label_name(label, counts), section)


def _section_name(section: Section) -> str:
    if section.number is None:
        return f"afsnittet »{section.title}«"
    return f"{'del' if section.role == 'part' else 'kapitel'} {section.number}"


def _label_name(label: Label, counts: Mapping[str, int]) -> str:
    if label.kind == "heading":
        inner = label.text.replace("»", "›").replace("«", "‹")
        return f"afsnittet »{inner}«"
    return f"{_COUNTED[label.kind]} {counts[label.kind]}" if label.kind in _COUNTED else ""
