"""What is wrong with the word list and its use: terms and surveys in, problems out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.assembly.lexicon import Form, Lexicon, folded, written_forms
from press.assembly.survey import Survey, occurrences
from press.assembly.terms import Mention
from press.codes import problem
from press.finding import find, find_pattern
from press.model import Book, Chapter, Problem, Source, Term
from press.nearest import did_you_mean


def check_terms(book: Book, lexicon: Lexicon) -> Iterator[Problem]:
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


def check_mentions(book: Book, surveys: Sequence[Survey]) -> Iterator[Problem]:
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
                yield problem(_place(chapter, mention, nth), "T101", message, hint)
            elif mention.discouraged:
                hint = f"skriv »{by_slug[mention.slug].term}«"
                message = f"»{mention.words}« er et frarådet ord"
                yield problem(_place(chapter, mention, nth), "T105", message, hint)
    for term in book.terms:
        if term.slug not in used:
            hint = "brug det i teksten, eller slet det i glossary.yaml"
            yield problem(term.source, "T102", f"begrebet »{term.term}« bruges ikke i bogen", hint)


def _place(chapter: Chapter, mention: Mention, nth: int) -> Source:
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
