"""What Danish compounds are made of: the dictionary in, first and final elements out.

A string that begins many dictionary words, each followed by another dictionary word, is
a living first element (``arbejds`` 240 times); a string that ends many is a living final
one. They are counted twice: the second time each word counts only where it is divided
best, which drops chance divisions such as *lønt-ilskud*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

import msgspec

from press.language.dictionary import all_lemmas

SHORTEST = 3
_SELDOM = 1
# The elements of two letters.
PREFIXES = frozenset(str.split("af an be om op på ud"))
# Elements that are no words by themselves.
_BOUND = frozenset(
    str.split("anti bio fler gen inter mega mel mikro mini mis sam super sær tele tvær van ærke")
)
# Words that are far more often the head or the tail of a longer word than an element.
_NEVER_FIRST = frozenset(str.split("beg bes bet"))
_NEVER_FINAL = frozenset(
    str.split(
        "ale ation dom ent ente esse ende ene ens ere erne gere ing inge inger ion ire irer ise "
        "isere isme ling linge ning ske tion"
    )
)
# Simple words so formed end a compound even when no dictionary compound shows it.
_DERIVED = ("ing", "else", "hed", "tion", "tet", "logi", "ment", "ent", "isme", "ør")
_DERIVED_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Parts:
    """How many dictionary words each first and each final element takes part in."""

    first: Mapping[str, int]
    final: Mapping[str, int]


_Division: TypeAlias = tuple[str, str]  # a first element and a final one


@lru_cache(maxsize=1)
def learn() -> Parts:
    """Count the elements of the whole dictionary: some three seconds, so keep the result."""
    known = all_lemmas()
    words = {form for form, lemma in known.items() if form == lemma and _is_plain(form)}
    divided = [found for word in sorted(words) if (found := _divisions(word, words, known))]
    first, final = _counted(chain.from_iterable(divided))
    best = [max(found, key=lambda way: first[way[0]] * final[way[1]]) for found in divided]
    living_first, living_final = map(_living, _counted(best))
    simple = words.difference(left + right for left, right in best)
    derived = dict.fromkeys(filter(_is_derived, simple), _SELDOM + 1)
    return Parts(living_first, dict(sorted((derived | living_final).items())))


def _is_plain(form: str) -> bool:
    return len(form) >= SHORTEST and form.isalpha() and form.islower()


def _is_derived(word: str) -> bool:
    return len(word) >= _DERIVED_LENGTH and word.endswith(_DERIVED)


def _divisions(word: str, words: set[str], known: Mapping[str, str]) -> tuple[_Division, ...]:
    cuts = range(SHORTEST - 1, len(word) - SHORTEST + 1)
    return tuple(
        (word[:cut], word[cut:])
        for cut in cuts
        if word[cut:] in words and word[cut:] not in _NEVER_FINAL and _begins(word[:cut], known)
    )


def _begins(left: str, known: Mapping[str, str]) -> bool:
    if len(left) < SHORTEST:
        return left in PREFIXES
    if left in _NEVER_FIRST:
        return False
    if left in known or left in _BOUND:
        return True
    return len(left) > SHORTEST and (
        left + "e" in known or (left[-1] in "se" and left[:-1] in known)
    )


def _counted(divisions: Iterable[_Division]) -> tuple[Counter[str], Counter[str]]:
    """How often each first element occurs, and each final one."""
    first, final = zip(*divisions, strict=True)
    return Counter(first), Counter(final)


def _living(counted: Counter[str]) -> dict[str, int]:
    return {part: count for part, count in sorted(counted.items()) if count > _SELDOM}


def dump(parts: Parts) -> bytes:
    """``parts`` as bytes for a store; :func:`load` reads them back."""
    return msgspec.json.encode(parts)


def load(data: bytes) -> Parts:
    """What :func:`dump` wrote. Raises ValueError for anything else."""
    return msgspec.json.decode(data, type=Parts)
