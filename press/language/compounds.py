"""Danish compounds: the dictionary in, the elements that compounds are made of out, and with them
the seams of any word.

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
from math import log
from typing import TypeAlias

import msgspec
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

_SHORTEST = 3
# The elements of two letters.
_PREFIXES = frozenset(str.split("af an be om op på ud"))
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
# Simple words with these endings end a compound even when no dictionary compound shows it.
_DERIVED = ("ing", "else", "hed", "tion", "tet", "logi", "ment", "ent", "isme", "ør")
_DERIVED_LENGTH = 7
_SELDOM = 1  # an element of no more words than this is chance

_PRICE = 6.0  # what each element costs, less the logarithm of its count
# The lowest score per seam at which a chain is believed: for a new word, and for one that is itself
# known as an element and so may well be simple.
_WORST_NEW = -11.0
_WORST_KNOWN = -8.0
_LEAST = {3: 6, 4: 3}  # how common an element of so many letters must be; 2 for all others
# A linking s after these endings marks a seam even where the element is new.
_LINKED = ("heds", "ings", "ions", "tets", "skabs", "elses", "doms")
_LINKED_LENGTH = 7
_ENDINGS = frozenset(
    str.split(
        "s e n r t en et er ne es ns rs ts ens ets ers erne ernes ene enes nes re res ren rens "
        "rne rnes ere eres de des te tes ede edes ende st ste"
    )
)
_LONGEST_ENDING = max(map(len, _ENDINGS))


@dataclass(frozen=True, slots=True)
class Parts:
    """How many dictionary words each first and each final element takes part in."""

    first: Mapping[str, int]
    final: Mapping[str, int]


def dump(parts: Parts) -> bytes:
    """``parts`` as bytes for a store; :func:`load` reads them back."""
    return msgspec.json.encode(parts)


def load(data: bytes) -> Parts:
    """What :func:`dump` wrote. Raises ValueError for anything else."""
    return msgspec.json.decode(data, type=Parts)


# --- learning the elements -----------------------------------------------------------

_Division: TypeAlias = tuple[str, str]  # a first element and a final one


@lru_cache(maxsize=1)
def learn() -> Parts:
    """Count the elements of the whole dictionary: some three seconds, so keep the result."""
    known = dict(DefaultDictionaryFactory().get_dictionary("da").items())
    words = {
        form
        for form, lemma in known.items()
        if form == lemma and len(form) >= _SHORTEST and form.isalpha() and form.islower()
    }
    divided = [found for word in sorted(words) if (found := _divisions(word, words, known))]
    first, final = _counted(chain.from_iterable(divided))
    best = [max(found, key=lambda way: first[way[0]] * final[way[1]]) for found in divided]
    living_first, living_final = map(_living, _counted(best))
    simple = words.difference(left + right for left, right in best)
    derived = {
        word: _SELDOM + 1
        for word in simple
        if len(word) >= _DERIVED_LENGTH and word.endswith(_DERIVED)
    }
    return Parts(living_first, dict(sorted((derived | living_final).items())))


def _divisions(word: str, words: set[str], known: Mapping[str, str]) -> tuple[_Division, ...]:
    cuts = range(_SHORTEST - 1, len(word) - _SHORTEST + 1)
    return tuple(
        (word[:cut], word[cut:])
        for cut in cuts
        if word[cut:] in words and word[cut:] not in _NEVER_FINAL and _begins(word[:cut], known)
    )


def _begins(left: str, known: Mapping[str, str]) -> bool:
    """Whether a compound may begin with ``left``: a word, linked or not, or a bound element."""
    if len(left) < _SHORTEST:
        return left in _PREFIXES
    if left in _NEVER_FIRST:
        return False
    if left in known or left in _BOUND:
        return True
    return len(left) > _SHORTEST and (
        left + "e" in known or (left[-1] in "se" and left[:-1] in known)
    )


def _counted(divisions: Iterable[_Division]) -> tuple[Counter[str], Counter[str]]:
    """How often each first element occurs, and each final one."""
    first, final = zip(*divisions, strict=True)
    return Counter(first), Counter(final)


def _living(counted: Counter[str]) -> dict[str, int]:
    return {part: count for part, count in sorted(counted.items()) if count > _SELDOM}


# --- finding the seams ---------------------------------------------------------------


def seams(word: str, parts: Parts) -> tuple[int, ...]:
    """Offsets in ``word`` (small letters) at which one element ends and the next begins, none for
    a simple word.

    The likeliest chain of elements wins: rare ones cost more, and very short ones must be common.
    An element has three letters or more, or is a prefix of two; the last may carry an ending.
    """
    chains: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for end in range(_SHORTEST - 1, len(word) - _SHORTEST + 1):
        options = [
            (cost + gain, (*cuts, end))
            for start, (cost, cuts) in chains.items()
            if (gain := _first_score(word[start:end], parts)) is not None
        ]
        if options:
            chains[end] = max(options)
    whole = [
        (cost + gain, cuts)
        for start, (cost, cuts) in chains.items()
        if start and (gain := _final_score(word[start:], parts)) is not None
    ]
    cost, cuts = max(whole, default=(0.0, ()))
    worst = _WORST_NEW if _final_score(word, parts) is None else _WORST_KNOWN
    return cuts if cuts and cost / len(cuts) >= worst else ()


def _first_score(element: str, parts: Parts) -> float | None:
    """The score of an element before a seam; None when it is no element."""
    if len(element) < _SHORTEST and element not in _PREFIXES:
        return None
    is_linked = len(element) >= _LINKED_LENGTH and element.endswith(_LINKED)
    return _score(element, max(parts.first.get(element, 0), 2 if is_linked else 0))


def _final_score(element: str, parts: Parts) -> float | None:
    """The score of the last element, with or without an ending; None when it is no element."""
    count = parts.final.get(element, 0)
    for size in range(1, min(_LONGEST_ENDING, len(element) - 2) + 1):
        if element[-size:] in _ENDINGS:
            stem = element[:-size]
            forms = [stem, stem + "e"]
            if len(stem) > _SHORTEST and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
            count = max(count, *(parts.final.get(form, 0) for form in forms))
    return _score(element, count)


def _score(element: str, count: int) -> float | None:
    return log(count) - _PRICE if count >= _LEAST.get(len(element), 2) else None
