"""Danish alphabetical order: a text in, its sort key or its heading letter out.

The order is ICU's for Danish: … z æ ø å, with *aa* as *å*. Capitals, punctuation and
spaces count only between texts that are otherwise equal. Where two a's meet by chance
(*dataansvarlig*), a U+034F between them keeps them apart.
"""

from __future__ import annotations

from functools import lru_cache

import icu

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"


@lru_cache(maxsize=2)
def _collator(strength: int) -> icu.Collator:
    collator = icu.Collator.createInstance(icu.Locale("da_DK"))
    collator.setStrength(strength)
    collator.setAttribute(icu.UCollAttribute.ALTERNATE_HANDLING, icu.UCollAttributeValue.SHIFTED)
    return collator


def sort_key(text: str) -> bytes:
    """A key: texts sorted by it stand in Danish order. Equal only for equal texts."""
    loose: bytes = _collator(icu.Collator.TERTIARY).getSortKey(text)
    return loose + b"\0" + text.encode()


def first_letter(text: str) -> str:
    """The letter under which an index puts ``text``: A … Z Æ Ø Å, or ``#`` for anything else.

    *Aa* counts as Å, accents do not count, and leading punctuation is passed over.
    """
    own = _primary(text)
    for letter in reversed(_LETTERS):
        if own >= _primary(letter):
            # Past Å come the other alphabets; before A, digits and signs.
            return letter if letter != "Å" or own < _primary("α") else "#"
    return "#"


def _primary(text: str) -> bytes:
    key: bytes = _collator(icu.Collator.PRIMARY).getSortKey(text)
    return key
