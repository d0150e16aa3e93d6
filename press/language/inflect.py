"""Inflected forms: a term in, every written form of it out.

Forms are made by the rules of Danish and kept only when the dictionary knows them as
forms of the same word, so that a wrong form is rare. Genitives follow their rule and
need no dictionary. A compound that the dictionary lacks takes the forms of the longest
final element that it knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory

_DEFINITE = ("en", "et", "n", "t")
_PLURAL = ("er", "r", "e")
_DEFINITE_PLURAL = ("erne", "rne", "ene", "ne")
_VOWELS = "aeiouyæøå"
_CHANGES = {"a": "æø", "o": "ø", "å": "æ"}
_ADJECTIVE_ENDINGS = ("ig", "isk", "bar", "løs", "som")
_PREPOSITIONS = frozenset(
    str.split(
        "af blandt efter for fra gennem i imellem inden med mellem mod om omkring over på til "
        "trods under uden ved"
    )
)
_SHORTEST_ELEMENT = 4
_LONGEST_ABBREVIATION = 5


@dataclass(frozen=True, slots=True)
class _Noun:
    """Forms of a noun without genitives; ``base`` is as written in the term."""

    base: str
    definite: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    definite_plural: tuple[str, ...] = ()


def inflections(term: str) -> tuple[str, ...]:
    """Every written form of ``term``, the term itself first, none twice.

    Of a noun: indefinite, definite and plural, each with its genitive. Of a noun after
    adjectives: the noun as it stands after *en* and *den*, the adjectives to match
    (``automatisk afgørelse``, ``automatiske afgørelser``). Of a noun before a
    preposition: the noun alone changes (``retten til indsigt``). A term that stands in
    an inflected form already gets its genitive only. Case stays as written.
    """
    words = term.split()
    if not words:
        return ()
    known = _lemmas()
    head = next((n for n, word in enumerate(words) if n and word in _PREPOSITIONS), None)
    if head is not None:
        tail = " " + " ".join(words[head:])
        forms = [front + tail for front in _phrase(words[:head], known)]
    else:
        plain = _phrase(words, known)
        forms = [*plain, *(form + "s" for form in plain if form[-1] not in "sxz'’")]
    return tuple(dict.fromkeys([" ".join(words), *forms]))


@lru_cache(maxsize=1)
def _lemmas() -> Mapping[str, str]:
    """Form -> lemma. Opened when first asked for, which takes more than a second; each look-up is
    slow, but little of it is kept in memory."""
    return StreamDictionaryFactory().get_dictionary("da")


def _phrase(words: list[str], known: Mapping[str, str]) -> list[str]:
    """Adjectives and a noun, without genitives."""
    *adjectives, last = words
    if not adjectives:
        return list(_single(last, known))
    noun = _noun(last, known)
    bare, bent = " ".join(adjectives), " ".join(_bend(word, known) for word in adjectives)
    return [f"{bare} {noun.base}", *(f"{bent} {form}" for form in (noun.base, *noun.plural))]


def _single(word: str, known: Mapping[str, str]) -> tuple[str, ...]:
    start = _final_element(word, known)
    element = word[start:]
    if _is_adjective(element.lower(), known):
        return (word, word[:start] + _bend(element, known))
    noun = _noun(word, known)
    return (noun.base, *noun.definite, *noun.plural, *noun.definite_plural)


def _noun(word: str, known: Mapping[str, str]) -> _Noun:
    if word.isupper() and len(word) <= _LONGEST_ABBREVIATION:
        return _Noun(word)
    start = _final_element(word, known)
    return _forms(word[start:], known, word[:start])


def _forms(word: str, known: Mapping[str, str], prefix: str = "") -> _Noun:
    """The noun's forms that the dictionary knows, with ``prefix`` in front of each."""
    lower = word.lower()
    lemma = known.get(lower)
    if lemma is None:
        return _Noun(prefix + word)
    # The dictionary takes many a noun in -er for its verb, but knows the noun's own forms.
    same = (lemma, lower)

    def kept(endings: tuple[str, ...], stems: Iterable[str]) -> tuple[str, ...]:
        made = (stem + ending for stem in stems for ending in endings)
        found = (form for form in made if form != lower and known.get(form) in same)
        return tuple(prefix + word[:1] + form[1:] for form in dict.fromkeys(found))

    own = lemma == lower
    stems = tuple(_stems(lower, own))
    definite = kept(_DEFINITE, stems)
    if not definite:
        # No definite form: a word without forms, or one that is inflected already.
        return _Noun(prefix + word, plural=kept(_PLURAL, stems) if own else ())
    changed = kept((*_PLURAL, ""), _changed(lower)) if own else ()
    plural = changed or kept(_PLURAL, stems)
    ends = tuple(_definite_plural(form) for form in plural)
    if not changed and not any(form.endswith("ere") for form in plural):
        ends = tuple(dict.fromkeys([*ends, *kept(_DEFINITE_PLURAL, stems)]))
    return _Noun(prefix + word, definite, plural, ends)


def _definite_plural(plural: str) -> str:
    if plural.endswith("ere"):
        return plural[:-1] + "ne"
    return plural + ("ne" if plural.endswith(("e", "er")) else "ene")


def _stems(word: str, own: bool) -> Iterator[str]:
    """The stems that take endings: the word, its last consonant doubled (``etikk-en``), and
    for a dictionary word (``own``) without its weak vowel (``artikl-er``, ``muse-et``)."""
    yield word
    if word[-1] not in _VOWELS:
        yield word + word[-1]
    if own and len(word) > 3 and word[-2:] in ("el", "en", "er"):
        shorter = word[:-2] + word[-1]
        yield shorter
        if shorter[-2] == shorter[-3]:
            yield shorter[:-2] + shorter[-1]
    if own and len(word) > 4 and word.endswith("um"):
        yield word[:-2]


def _changed(word: str) -> tuple[str, ...]:
    """The word with its last vowel changed as in some plurals: ``bog`` -> ``bøg``."""
    place = max((n for n, letter in enumerate(word) if letter in _CHANGES), default=-1)
    if place < 0 or any(letter in _VOWELS for letter in word[place + 1 :]):
        return ()
    made = [word[:place] + vowel + word[place + 1 :] for vowel in _CHANGES[word[place]]]
    return (*made, *(form + form[-1] for form in made))


def _final_element(word: str, known: Mapping[str, str]) -> int:
    """The offset of the part that is inflected: 0 when it is the whole word."""
    hyphen = word.rfind("-") + 1
    lower = word.lower()
    if hyphen:
        return hyphen + _final_element(word[hyphen:], known)
    if word[:1].isupper() and lower not in known:
        return 0  # a name
    if _forms(lower, known).definite or _is_adjective(lower, known):
        return 0
    if lower in known and known[lower] != lower:
        return 0
    for start in range(3, len(word) - _SHORTEST_ELEMENT + 1):
        element = lower[start:]
        if element in known and _stands_alone(lower[:start], known):
            return start
    return 0


def _stands_alone(first: str, known: Mapping[str, str]) -> bool:
    """Whether a compound may begin with ``first``: a known word, linked or not."""
    if first in known or first + "e" in known:
        return True
    if len(first) > 3 and first[-1] in "se" and first[:-1] in known:
        return True
    cuts = range(_SHORTEST_ELEMENT, len(first) - _SHORTEST_ELEMENT + 1)
    return any(first[:cut] in known and first[cut:] in known for cut in cuts)


def _is_adjective(word: str, known: Mapping[str, str]) -> bool:
    if known.get(word) != word:
        return False
    bent = known.get(word + "e") == word
    return bent and (known.get(word + "t") == word or word.endswith(_ADJECTIVE_ENDINGS))


def _bend(adjective: str, known: Mapping[str, str]) -> str:
    """The adjective as after *den* or before a plural; unchanged when none is known."""
    lower = adjective.lower()
    lemma = known.get(lower)
    if lemma is None:
        return adjective + "e" if lower.endswith(_ADJECTIVE_ENDINGS) else adjective
    if lower.endswith("t") and lemma == lower[:-1]:
        return _bend(adjective[:-1], known)
    for form in (adjective + "e", adjective + adjective[-1] + "e"):
        if known.get(form.lower()) == lemma:
            return form
    if lower.endswith(("el", "en", "er")) and len(lower) > 3:
        short = adjective[:-2] + adjective[-1] + "e"
        for form in (short, short[:-3] + short[-2:]):
            if form.lower() in known:
                return form
    return adjective
