"""Danish hyphenation: words in, the offsets at which each may be broken out.

Compounds are broken where they are joined, and inside an element where Pyphen's patterns
say so; what the book itself prescribes overrules both. At least three letters stand on
each side of a break. :func:`breaks` does the work once, for many words; :class:`Breaks`
carries the result to a typesetter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate, pairwise

import pyphen

from press.language.compounds import Parts, seams

LEAST = 3
_VOWELS = frozenset("aeiouyæøåéAEIOUYÆØÅÉ")
# What may follow a word of the book's own division.
_INFLECTED = frozenset(
    str.split("s n r t e en et er ne es ns rs ens ets ers erne ernes ene enes nes rne rnes ere de")
)


def breaks(
    words: Iterable[str], overrides: Mapping[str, str], parts: Parts
) -> dict[str, tuple[int, ...]]:
    """Where each of ``words`` may be broken: offsets from its start, rising.

    ``overrides`` maps an undivided word in small letters to the same word with hyphens
    (``{"medindflydelse": "med-indflydelse"}``); it holds for the word's inflected forms
    too, and a word without a hyphen is never broken. ``parts`` are the elements of
    compounds, as :func:`press.language.compounds.learn` gives them.
    """
    return {word: _places(word, overrides, parts) for word in words}


class Breaks:
    """A stand-in for ``pyphen.Pyphen`` in WeasyPrint that answers from a table of breaks.

    A word that the table lacks is broken by Pyphen's patterns alone. Holds plain data
    only, so it can be sent to another process.
    """

    def __init__(self, table: Mapping[str, tuple[int, ...]]) -> None:
        self._table = dict(table)

    def positions(self, word: str) -> tuple[int, ...]:
        """The offsets at which ``word`` may be broken, rising."""
        for form in (word, word.lower()):
            if form in self._table:
                return _kept(self._table[form], word)
        return _kept(_patterns(word.lower()), word) if _divisible(word) else ()

    def iterate(self, word: str) -> Iterator[tuple[str, str]]:
        """The two halves of ``word`` at each break, the longest first half first."""
        for at in reversed(self.positions(word)):
            yield word[:at], word[at:]


def _places(word: str, overrides: Mapping[str, str], parts: Parts) -> tuple[int, ...]:
    if not _divisible(word):
        return ()
    lower = word.lower()
    if (prescribed := _prescribed(lower, overrides)) is not None:
        return _kept(prescribed, word)
    edges = (0, *seams(lower, parts), len(word))
    found = set(edges)
    for start, end in pairwise(edges):
        found.update(start + at for at in _patterns(lower[start:end]))
    return _kept(found, word)


def _prescribed(word: str, overrides: Mapping[str, str]) -> tuple[int, ...] | None:
    """The book's own division of ``word``, or of the word that it is a form of, if any."""
    for end in range(len(word), LEAST, -1):
        divided = overrides.get(word[:end])
        if divided is not None and (end == len(word) or word[end:] in _INFLECTED):
            *elements, _ = divided.split("-")
            return tuple(accumulate(map(len, elements)))
    return None


def _divisible(word: str) -> bool:
    """Words of letters: neither abbreviations in capitals nor words of mixed case."""
    return word.isalpha() and len(word) >= 2 * LEAST and word[1:].islower()


def _kept(places: Iterable[int], word: str) -> tuple[int, ...]:
    """The places that leave three letters and a vowel on either side, rising."""
    inner = (at for at in sorted(places) if LEAST <= at <= len(word) - LEAST)
    return tuple(at for at in inner if _has_vowel(word[:at]) and _has_vowel(word[at:]))


def _has_vowel(letters: str) -> bool:
    return not _VOWELS.isdisjoint(letters)


def _patterns(element: str) -> tuple[int, ...]:
    """Pyphen's breaks inside ``element``, without those that leave a piece without a vowel: its
    consonants belong to the piece before (not *rå-d-giver*, but *råd-giver*)."""
    kept: list[int] = []
    end = len(element)
    for at in sorted(map(int, _pyphen().positions(element)), reverse=True):
        if _has_vowel(element[at:end]) and _has_vowel(element[:at]):
            kept.append(at)
            end = at
    return tuple(kept[::-1])


@lru_cache(maxsize=1)
def _pyphen() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="da_DK", left=2, right=2)
