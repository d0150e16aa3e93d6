"""The Danish dictionary: a written form in, its dictionary word (lemma) out.

The dictionary is simplemma's. Reading it takes more than a second, so it is read when first
asked for, and callers keep their results.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory


@lru_cache(maxsize=1)
def lemmas() -> Mapping[str, str]:
    """Form -> lemma, for some hundred look-ups: slow, but small in memory."""
    return StreamDictionaryFactory().get_dictionary("da")


def all_lemmas() -> dict[str, str]:
    """Form -> lemma, for going through every form. Not kept in memory."""
    return dict(DefaultDictionaryFactory().get_dictionary("da").items())
