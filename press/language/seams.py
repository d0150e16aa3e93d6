"""Compound seams: a word and the elements of compounds in, the offsets of its joints out.

The likeliest chain of elements wins: rare elements cost more, and very short ones must be common.
The final element may carry an ending.
"""

from __future__ import annotations

from math import log

from press.language.parts import PREFIXES, SHORTEST, Parts

_PRICE = 6.0  # what each element costs, less the logarithm of its count
# The lowest score per seam at which a chain is believed: of a new word, and of one that is itself
# known as an element and so may well be simple.
_WORST_NEW = -11.0
_WORST_KNOWN = -8.0
_LEAST = {3: 6, 4: 3}  # how common an element of so many letters must be
_LINKED = ("heds", "ings", "ions", "tets", "skabs", "elses", "doms")
_LONG = 7
_ENDINGS = frozenset(
    str.split(
        "s e n r t en et er ne es ns rs ts ens ets ers erne ernes ene enes nes re res ren rens "
        "rne rnes ere eres de des te tes ede edes ende st ste"
    )
)
_LONGEST_ENDING = max(map(len, _ENDINGS))


def seams(word: str, parts: Parts) -> tuple[int, ...]:
    """Offsets in ``word`` (small letters) at which one element ends and the next begins,
    none for a simple word. An element has three letters or more, or is a prefix of two."""
    chains: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for end in range(SHORTEST - 1, len(word) - SHORTEST + 1):
        options = [
            (cost + gain, (*cuts, end))
            for start, (cost, cuts) in chains.items()
            if (gain := _worth(word[start:end], parts)) is not None
        ]
        if options:
            chains[end] = max(options)
    whole = [
        (cost + gain, cuts)
        for start, (cost, cuts) in chains.items()
        if start and (gain := _ending_worth(word[start:], parts)) is not None
    ]
    cost, cuts = max(whole, default=(0.0, ()))
    worst = _WORST_NEW if _ending_worth(word, parts) is None else _WORST_KNOWN
    return cuts if cuts and cost / len(cuts) >= worst else ()


def _worth(first: str, parts: Parts) -> float | None:
    if len(first) < SHORTEST and first not in PREFIXES:
        return None
    count = parts.first.get(first, 0)
    if len(first) >= _LONG and first.endswith(_LINKED):
        # A linking s after these endings marks a seam even where the element is new.
        count = max(count, 2)
    return _log(first, count)


def _ending_worth(final: str, parts: Parts) -> float | None:
    count = parts.final.get(final, 0)
    for size in range(1, min(_LONGEST_ENDING, len(final) - 2) + 1):
        if final[-size:] in _ENDINGS:
            stem = final[:-size]
            forms = [stem, stem + "e"]
            if len(stem) > SHORTEST and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
            count = max(count, *(parts.final.get(form, 0) for form in forms))
    return _log(final, count)


def _log(element: str, count: int) -> float | None:
    return log(count) - _PRICE if count >= _LEAST.get(len(element), 2) else None
