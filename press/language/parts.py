"""What Danish compounds are made of: the dictionary in, first and final elements out.

A string that begins many dictionary words, each followed by another dictionary word, is
a living first element (``arbejds`` 240 times); a string that ends many is a living final
one. Counting goes twice: the second time each word is counted only where it is divided
best, which drops chance divisions such as *lønt-ilskud*.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache

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


@lru_cache(maxsize=1)
def learn() -> Parts:
    """Count the elements of the whole dictionary: some three seconds, so keep the result."""
    known = all_lemmas()
    plain = {
        form
        for form, lemma in known.items()
        if form == lemma and len(form) >= SHORTEST and form.isalpha() and form.islower()
    }
    ways = {word: found for word in sorted(plain) if (found := _divisions(word, plain, known))}
    first = Counter(left for found in ways.values() for left, _ in found)
    final = Counter(right for found in ways.values() for _, right in found)
    best = [max(found, key=lambda way: first[way[0]] * final[way[1]]) for found in ways.values()]
    ready = {
        word: _SELDOM + 1
        for word in plain - ways.keys()
        if len(word) >= _DERIVED_LENGTH and word.endswith(_DERIVED)
    }
    return Parts(
        _living(Counter(left for left, _ in best)),
        dict(sorted((ready | _living(Counter(right for _, right in best))).items())),
    )


def _divisions(word: str, plain: set[str], known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    cuts = range(SHORTEST - 1, len(word) - SHORTEST + 1)
    return tuple(
        (word[:cut], word[cut:])
        for cut in cuts
        if word[cut:] in plain and word[cut:] not in _NEVER_FINAL and _begins(word[:cut], known)
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


def _living(counted: Counter[str]) -> dict[str, int]:
    return {part: count for part, count in sorted(counted.items()) if count > _SELDOM}


def dump(parts: Parts) -> bytes:
    """``parts`` as bytes for a store; :func:`load` reads them back."""
    return json.dumps(asdict(parts), ensure_ascii=False, separators=(",", ":")).encode()


def load(data: bytes) -> Parts:
    """What :func:`dump` wrote. Raises ValueError or KeyError for anything else."""
    read = json.loads(data)
    return Parts(read["first"], read["final"])
