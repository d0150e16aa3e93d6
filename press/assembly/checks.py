"""Everything wrong across chapters: the book in, problems with places out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from press.assembly.lexicon import Form, Lexicon, folded, make_lexicon, written_forms
from press.assembly.numbering import Section, Target, sections, targets
from press.assembly.survey import Survey, occurrences, survey_chapter
from press.assembly.terms import Mention
from press.codes import problem
from press.finding import find, find_pattern
from press.galley.names import PARTS_OF_SECTION
from press.model import Book, Chapter, Problem, Source, Term
from press.nearest import did_you_mean
from press.store import Store

_RESERVED = re.compile(
    r"(?:ord|ref|opslag)-.*|side-[0-9ivxlcdm]+|(?:t|ix)-.+-\d+|register-.{1,2}|.+-n\d+(?:-kald)?|.+-beskrivelse"
)

# The problems that may be there only because the word list, the works or a chapter was not read.
_SHADOWS = {
    "glossary.yaml": {"T101", "T102", "R103"},
    "references.yaml": {"R101", "R103"},
}
# How the anchors of what these files list begin.
_ANCHORS = {"glossary.yaml": "ord-", "references.yaml": "ref-"}
_CHAPTER_SHADOWS = {"X101", "X104", "T102", "R103"}


def check_book(book: Book, store: Store | None = None) -> tuple[Problem, ...]:
    """Labels, references, terms, citations and index of the whole book, by place.

    Nothing is reported missing that may be in a file which could not be read. With a store,
    chapters that were surveyed before are not walked again.
    """
    lexicon = make_lexicon(book.terms)
    surveys = [survey_chapter(chapter, lexicon, store) for chapter in book.chapters]
    found = sections(book, surveys)
    problems = {
        *_same_labels(found),
        *_references(book, surveys, targets(found)),
        *_word_list(book, lexicon),
        *_mentions(book, surveys),
        *_citations(book, surveys),
        *_unused_works(book, surveys),
        *_index(book, surveys),
    }
    certain = [problem for problem in problems if not _is_shadow(problem, book)]
    return tuple(sorted(certain, key=lambda one: (one.source, one.code, one.message)))


def _is_shadow(problem: Problem, book: Book) -> bool:
    """Whether a problem may be there only because a file could not be read."""
    return any(problem.code in _SHADOWS.get(name, _CHAPTER_SHADOWS) for name in book.unread)


def _same_labels(found: Sequence[Section]) -> Iterator[Problem]:
    met: dict[str, Source] = {}
    for section in found:
        if section.id in met:
            yield _twice(section.id, section.source, met[section.id])
        met.setdefault(section.id, section.source)
    own = {f"{section.id}-{part}" for section in found for part in PARTS_OF_SECTION}
    for section in found:
        labels = (label.id for label in section.labels if label.id)
        for label, nth in occurrences(labels, str):
            place = _label_place(section.chapter, label, nth) if section.chapter else section.source
            if label in own or _RESERVED.fullmatch(label):
                hint = "vælg et andet mærke; det her laver pressen selv"
                yield problem(place, "X102", f"mærket »{label}« er optaget", hint)
            elif label in met:
                yield _twice(label, place, met[label])
            met.setdefault(label, place)


def _twice(label: str, place: Source, first: Source) -> Problem:
    hint = f"det står også i {first.path} i linje {first.line}; giv det ene et andet navn"
    return problem(place, "X102", f"mærket »{label}« findes to gange", hint)


def _label_place(chapter: Chapter, label: str, nth: int) -> Source:
    written = rf"(?:\{{[^}}\n]*?(?P<here>#{re.escape(label)})(?![\w:.-]))"
    return find_pattern(chapter, re.compile(written), nth)


def _references(
    book: Book, surveys: Sequence[Survey], named: Mapping[str, Target]
) -> Iterator[Problem]:
    # Terms and works can be referred to, but have no name in running text.
    nameless = [f"ord-{term.slug}" for term in book.terms]
    nameless += [f"ref-{reference.key}" for reference in book.references]
    known = dict.fromkeys(nameless, Target("", "")) | dict(named)
    unread = tuple(start for name, start in _ANCHORS.items() if name in book.unread)
    for chapter, survey in zip(book.chapters, surveys, strict=True):
        for (label, has_words), nth in occurrences(survey.refs, lambda ref: ref.label):
            target = known.get(label)
            if target and not (target.name or has_words):
                hint = f"skriv selv teksten: [se her](#{label})"
                message = f"henvisningen til »{label}« kan ikke skrive sig selv"
                yield problem(_reference_place(chapter, label, nth), "X103", message, hint)
            elif not target and not label.startswith(unread):
                hint = did_you_mean(label, named.keys()) or "sæt {#…} efter det, der henvises til"
                message = f"ukendt mærke »{label[:60]}«"
                yield problem(_reference_place(chapter, label, nth), "X101", message, hint)


def _reference_place(chapter: Chapter, label: str, nth: int) -> Source:
    name = re.escape(label)
    link, raw = rf"\[[^\[\]]*\]\(#{name}(?=[\s)])", rf"\bhref=[\"']?\s*#{name}(?=[\s\"'>])"
    return find_pattern(chapter, re.compile(rf"(?P<here>{link}|{raw})"), nth)


def _citations(book: Book, surveys: Sequence[Survey]) -> Iterator[Problem]:
    """Citations of works that the book does not list."""
    known = {reference.key for reference in book.references}
    for chapter, survey in zip(book.chapters, surveys, strict=True):
        for key, nth in occurrences(survey.cited, str):
            if key not in known:
                written = re.compile(rf"(?P<here>@\{{?{re.escape(key)})(?![\w-])")
                place = find_pattern(chapter, written, nth)
                yield problem(place, "R101", f"ukendt kilde »{key}«", _work_hint(key, known))
    for term in book.terms:
        if term.reference and term.reference not in known:
            message = f"begrebet »{term.term}« henviser til en ukendt kilde »{term.reference}«"
            yield problem(term.source, "R101", message, _work_hint(term.reference, known))


def _work_hint(key: str, known: Collection[str]) -> str:
    return did_you_mean(key, known) or "sæt kilden ind i references.yaml"


def _unused_works(book: Book, surveys: Sequence[Survey]) -> Iterator[Problem]:
    cited = {key for survey in surveys for key in survey.cited}
    cited |= {term.reference for term in book.terms}
    for reference in book.references:
        if reference.key not in cited:
            hint = f"henvis til den med [@{reference.key}], eller slet den"
            message = f"kilden »{reference.key}« bruges ikke i bogen"
            yield problem(reference.source, "R103", message, hint)


def _index(book: Book, surveys: Sequence[Survey]) -> Iterator[Problem]:
    """Cross-references of the index that lead nowhere; the index leaves them out."""
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


def _word_list(book: Book, lexicon: Lexicon) -> Iterator[Problem]:
    """The word list by itself: shared forms, unknown relations, definitions."""
    names = [term.term for term in book.terms]
    owners: dict[str, Term] = {}
    for term in book.terms:
        yield from _shared(term, owners)
        for name in term.related:
            if name not in names:
                hint = did_you_mean(name, names)
                message = f"»{term.term}« er beslægtet med et ukendt begreb »{name}«"
                yield problem(term.source, "T104", message, hint)
            elif name == term.term:
                message = f"»{term.term}« er beslægtet med sig selv"
                yield problem(term.source, "T104", message, "slet det under related")
        for wrong, hint in _definition_faults(term, lexicon):
            yield problem(term.source, "T106", f"definitionen af »{term.term}« {wrong}", hint)


def _mentions(book: Book, surveys: Sequence[Survey]) -> Iterator[Problem]:
    """The use of the terms: unknown ones, discouraged words, terms that are never used."""
    by_slug = {term.slug: term for term in book.terms}
    forms = {text: term.term for term in book.terms for text, _ in written_forms(term)}
    used: set[str] = set()
    for chapter, survey in zip(book.chapters, surveys, strict=True):
        used |= {mention.slug for mention in survey.mentions}
        for mention, nth in occurrences(survey.mentions, lambda one: (one.words, one.marked)):
            if not mention.slug:
                hint = did_you_mean(mention.words, forms) or "sæt begrebet ind i glossary.yaml"
                message = f"ukendt begreb »{mention.words[:60]}«"
                yield problem(_mention_place(chapter, mention, nth), "T101", message, hint)
            elif mention.discouraged:
                hint = f"skriv »{by_slug[mention.slug].term}«"
                message = f"»{mention.words}« er et frarådet ord"
                yield problem(_mention_place(chapter, mention, nth), "T105", message, hint)
    for term in book.terms:
        if term.slug not in used:
            hint = "brug det i teksten, eller slet det i glossary.yaml"
            yield problem(term.source, "T102", f"begrebet »{term.term}« bruges ikke i bogen", hint)


def _mention_place(chapter: Chapter, mention: Mention, nth: int) -> Source:
    if not mention.marked:
        return find(chapter, mention.words, nth)
    words = r"\s+".join(map(re.escape, mention.words.split()))
    return find_pattern(chapter, re.compile(rf"\[\[\s*(?P<here>{words})\s*(?:\||\]\])"), nth)


def _shared(term: Term, owners: dict[str, Term]) -> Iterator[Problem]:
    """Forms of the term that an earlier term has as well."""
    reported: set[str] = set()
    for text, form in written_forms(term):
        key = text if form is Form.ABBREVIATION else folded(text)
        other = owners.setdefault(key, term)
        if other is not term and other.term not in reported:
            reported.add(other.term)
            hint = f"det første står i linje {other.source.line}"
            message = f"»{term.term}« og »{other.term}« deler formen »{text}«"
            if term.term == other.term:
                message = f"begrebet »{term.term}« står der to gange"
            yield problem(term.source, "T103", message, hint)


def _definition_faults(term: Term, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """What is wrong with a definition, each with a hint."""
    text = term.definition.strip()
    if text.endswith((".", "!", "?")):
        yield "slutter med et punktum", "slet det: definitionen er et led, ikke en sætning"
    elif re.search(r"\w{3,}\. [A-ZÆØÅ]", text):
        yield "består af flere sætninger", "skriv den som ét led, der kan stå i begrebets sted"
    if re.match(r"[A-ZÆØÅ][a-zæøå]", text):
        yield "begynder med stort", "begynd med lille bogstav, medmindre det er et navn"
    if any(hit.sense.slug == term.slug for hit in lexicon.find(text)):
        yield "går i ring", "forklar begrebet uden at bruge det selv"
