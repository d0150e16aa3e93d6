"""The lexicon: the terms of the word list in, each place where a text mentions one out.

A form is found as written, except that its first letter may be large or small; an abbreviation
must be written exactly so, and may carry an ending after an apostrophe (``APV’en``). Words
joined by a hyphen, an apostrophe or a point are one word, so no compound is ever split.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from press.model import Term
from press.store import digest

_WORD = re.compile(r"[-\u2010\u2011]?[^\W_]+(?:[-\u2010\u2011’'.][^\W_]+)*[-\u2010\u2011]?")
_SPACE = re.compile(r"\s+")
_ENDING = re.compile(r"(?<=.)[’'](?:en|et|er|erne|s|ens|ets|ernes)$")


class Form(StrEnum):
    """How a written form is related to its term."""

    OWN = "form"
    ABBREVIATION = "forkortelse"
    ACCEPTED = "synonym"
    DISCOURAGED = "frarådet"


@dataclass(frozen=True, slots=True)
class Sense:
    """What a written form means: the term's slug, and how the form is related to it."""

    slug: str
    form: Form


@dataclass(frozen=True, slots=True)
class Hit:
    """A mention of a term: from ``start`` to before ``end`` in a text."""

    start: int
    end: int
    sense: Sense


@dataclass(frozen=True, slots=True)
class _Entry:
    """A written form: its words, what stands before, between and after them, and what it means."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    sense: Sense


# The forms that begin with a word, longest first.
_Entries: TypeAlias = Mapping[str, tuple[_Entry, ...]]
_Spelling: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every written form of every term, found by its first word, longest first."""

    forms: _Entries
    abbreviations: _Entries
    digest: str

    def find(self, text: str) -> Iterator[Hit]:
        """The mentions in ``text`` in order. Where several begin, the longest counts; none
        overlap."""
        found = list(_WORD.finditer(text))
        past = 0
        for number, match in enumerate(found):
            word = match.group()
            entries = self.forms.get(folded(word), ())
            entries += self.abbreviations.get(_bare(word), ())
            if entries and number >= past:
                for entry in entries:
                    span = _span(text, found[number : number + len(entry.words)], entry)
                    if span:
                        past = number + len(entry.words)
                        yield Hit(*span, entry.sense)
                        break

    def sense(self, name: str) -> Sense | None:
        """What ``name`` means when it is written as a term by itself, or None."""
        text = " ".join(name.split())
        for spelt in (text, text[:1] + text[1:].lower()):
            for hit in self.find(spelt):
                if (hit.start, hit.end) == (0, len(spelt)):
                    return hit.sense
        return None


def make_lexicon(terms: tuple[Term, ...]) -> Lexicon:
    """The lexicon of ``terms``. Where two share a form, the one written first has it."""
    forms: dict[str, dict[_Spelling, Sense]] = defaultdict(dict)
    short: dict[str, dict[_Spelling, Sense]] = defaultdict(dict)
    for term in terms:
        for text, form in written_forms(term):
            text = " ".join(text.split())
            words, gaps = tuple(_WORD.findall(text)), tuple(_WORD.split(text))
            if not words:
                continue
            if form is Form.ABBREVIATION:
                short[words[0]].setdefault((words, gaps), Sense(term.slug, form))
            else:
                first = folded(words[0])
                forms[first].setdefault(((first, *words[1:]), gaps), Sense(term.slug, form))
    spelt = [(term.slug, *written_forms(term)) for term in terms]
    return Lexicon(_sorted(forms), _sorted(short), digest(msgspec.json.encode(spelt)))


def written_forms(term: Term) -> Iterator[tuple[str, Form]]:
    """Every way to write the term, the term itself first."""
    yield from ((form, Form.OWN) for form in (term.term, *term.forms))
    yield from ((form, Form.ACCEPTED) for form in term.accepted)
    yield from ((form, Form.DISCOURAGED) for form in term.discouraged)
    if term.abbreviation:
        yield term.abbreviation, Form.ABBREVIATION


def folded(name: str) -> str:
    """The name with a small first letter: names that differ only there are the same."""
    return name[:1].lower() + name[1:]


def _sorted(found: Mapping[str, Mapping[_Spelling, Sense]]) -> _Entries:
    made = {
        first: [_Entry(*spelling, sense) for spelling, sense in entries.items()]
        for first, entries in found.items()
    }
    return MappingProxyType(
        {
            first: tuple(
                sorted(entries, key=lambda one: (-len(one.words), -len("".join(one.gaps))))
            )
            for first, entries in made.items()
        }
    )


def _bare(word: str) -> str:
    """An abbreviation without the ending that follows its apostrophe."""
    return _ENDING.sub("", word) if "’" in word or "'" in word else word


def _span(text: str, found: list[re.Match[str]], entry: _Entry) -> tuple[int, int] | None:
    """From where to where the words found are the entry, signs and all; None when they are not."""
    if len(found) < len(entry.words):
        return None
    before, *between, after = entry.gaps
    start, end = found[0].start() - len(before), found[-1].end() + len(after)
    if (
        start < 0
        or text[start : found[0].start()] != before
        or text[found[-1].end() : end] != after
    ):
        return None
    for (one, two), gap, word in zip(pairwise(found), between, entry.words[1:], strict=True):
        if two.group() != word or _SPACE.sub(" ", text[one.end() : two.start()]) != gap:
            return None
    return start, end
