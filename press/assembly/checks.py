"""Everything wrong across chapters: the book in, problems with places out.

Terms in ``termchecks``; here labels, citations and the index.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from press.assembly.lexicon import make_lexicon
from press.assembly.numbering import Section, Target, sections, targets
from press.assembly.survey import Survey, survey_chapter
from press.assembly.termchecks import check_mentions, check_terms
from press.assembly.tree import folded
from press.codes import problem
from press.finding import find_pattern
from press.model import Book, Chapter, Problem, Source
from press.nearest import did_you_mean
from press.store import Store

_RESERVED = re.compile(
    r"(?:ord|ref|opslag)-.*|(?:t|ix)-.+-\d+|register-.{1,2}|.+-n\d+(?:-kald)?|.+-beskrivelse"
)

# What seems unknown or unused when the word list, the works or a chapter were not read.
_SHADOWS = {
    "glossary.yaml": {"T101", "T102", "R103"},
    "references.yaml": {"R101", "R103"},
}
# How the anchors begin that a file of its own brings.
_ANCHORS = {"glossary.yaml": "ord-", "references.yaml": "ref-"}
_CHAPTER_SHADOWS = {"X101", "X104", "T102", "R103"}


def check_book(book: Book, store: Store | None = None) -> tuple[Problem, ...]:
    """Labels, references, terms, citations and index of the whole book, by place.

    What an unread file of the book may hold is not missed. With a store, chapters that were
    surveyed before are not walked again.
    """
    lexicon = make_lexicon(book.terms)
    surveys = [survey_chapter(chapter, lexicon, store) for chapter in book.chapters]
    found = sections(book, surveys)
    problems = {
        *_same_labels(found),
        *_references(book, surveys, targets(found)),
        *check_terms(book, lexicon),
        *check_mentions(book, surveys),
        *_citations(book, surveys),
        *_register(book, surveys),
    }
    known = [problem for problem in problems if not _follows(problem, book)]
    return tuple(sorted(known, key=lambda one: (one.source, one.code, one.message)))


def _follows(problem: Problem, book: Book) -> bool:
    """Whether a problem may be nothing but the shadow of a file that could not be read."""
    return any(problem.code in _SHADOWS.get(name, _CHAPTER_SHADOWS) for name in book.unread)


def _same_labels(found: Sequence[Section]) -> Iterator[Problem]:
    met: dict[str, Source] = {}
    for section in found:
        if section.id in met:
            yield _twice(section.id, section.source, met[section.id])
        met.setdefault(section.id, section.source)
    for section in found:
        if section.chapter is None or section.survey is None:
            continue
        seen: Counter[str] = Counter()
        for label in section.survey.labels:
            if not label.id:
                continue
            seen[label.id] += 1
            place = _label_place(section.chapter, label.id, seen[label.id])
            if _RESERVED.fullmatch(label.id):
                hint = "vælg et andet mærke; det her laver pressen selv"
                yield problem(place, "X102", f"mærket »{label.id}« er optaget", hint)
            elif label.id in met:
                yield _twice(label.id, place, met[label.id])
            met.setdefault(label.id, place)


def _twice(label: str, place: Source, first: Source) -> Problem:
    hint = f"det står også i {first.path} i linje {first.line}; giv det ene et andet navn"
    return problem(place, "X102", f"mærket »{label}« findes to gange", hint)


def _label_place(chapter: Chapter, label: str, nth: int) -> Source:
    written = rf"(?:\{{[^}}\n]*?(?P<here>#{re.escape(label)})(?![\w:.-]))"
    return find_pattern(chapter, re.compile(written), nth)


def _references(
    book: Book, surveys: Sequence[Survey], named: Mapping[str, Target]
) -> Iterator[Problem]:
    entries = {f"ord-{term.slug}" for term in book.terms}
    works = {f"ref-{reference.key}" for reference in book.references}
    unread = tuple(start for name, start in _ANCHORS.items() if name in book.unread)
    for chapter, survey in zip(book.chapters, surveys, strict=True):
        met: Counter[str] = Counter()
        for label, has_words in survey.refs:
            met[label] += 1
            if label in named and (named[label].name or has_words):
                continue
            place = _reference_place(chapter, label, met[label])
            if label in named or (label in entries | works and not has_words):
                hint = f"skriv selv teksten: [se her](#{label})"
                message = f"henvisningen til »{label}« kan ikke skrive sig selv"
                yield problem(place, "X103", message, hint)
            elif label not in entries | works and not label.startswith(unread):
                hint = did_you_mean(label, list(named)) or "sæt {#…} efter det, der henvises til"
                yield problem(place, "X101", f"ukendt mærke »{label[:60]}«", hint)


def _reference_place(chapter: Chapter, label: str, nth: int) -> Source:
    name = re.escape(label)
    link, raw = rf"\[[^\[\]]*\]\(#{name}(?=[\s)])", rf"\bhref=[\"']?\s*#{name}(?=[\s\"'>])"
    return find_pattern(chapter, re.compile(rf"(?P<here>{link}|{raw})"), nth)


def _citations(book: Book, surveys: Sequence[Survey]) -> Iterator[Problem]:
    known = {reference.key for reference in book.references}
    cited: set[str] = set()
    for chapter, survey in zip(book.chapters, surveys, strict=True):
        met: Counter[str] = Counter()
        for key in (one["citationId"] for cluster in survey.clusters for one in cluster):
            met[key] += 1
            cited.add(key)
            if key not in known:
                written = re.compile(rf"(?P<here>@\{{?{re.escape(key)})(?![\w-])")
                place = find_pattern(chapter, written, met[key])
                hint = did_you_mean(key, known) or "sæt kilden ind i references.yaml"
                yield problem(place, "R101", f"ukendt kilde »{key}«", hint)
    for term in book.terms:
        cited.add(term.reference)
        if term.reference and term.reference not in known:
            hint = did_you_mean(term.reference, known) or "sæt kilden ind i references.yaml"
            message = f"begrebet »{term.term}« henviser til en ukendt kilde »{term.reference}«"
            yield problem(term.source, "R101", message, hint)
    for reference in book.references:
        if reference.key not in cited:
            hint = f"henvis til den med [@{reference.key}], eller slet den"
            message = f"kilden »{reference.key}« bruges ikke i bogen"
            yield problem(reference.source, "R103", message, hint)


def _register(book: Book, surveys: Sequence[Survey]) -> Iterator[Problem]:
    """Cross-references of the index that lead nowhere. The index leaves them out."""
    marked = {folded(mark[0]): mark[0] for survey in surveys for mark in survey.marks if mark}
    named = marked | {folded(name): name for name in book.see}
    for table, known in ((book.see, marked), (book.see_also, named)):
        for name, others in table.items():
            for other in others:
                if folded(other) not in known:
                    hint = did_you_mean(other, known.values()) or "sæt et mærke i teksten"
                    message = f"registret henviser fra »{name}« til et ukendt opslag »{other}«"
                    place = book.see_sources.get((name, other), Source("book/book.yaml"))
                    yield problem(place, "X104", message, hint)
