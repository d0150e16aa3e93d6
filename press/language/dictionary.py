"""The Danish dictionary: a written form in, its dictionary word (lemma) out.

The dictionary is simplemma's. Reading it takes more than a second, so it is read when
first asked for, and every caller keeps what it worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory


@lru_cache(maxsize=1)
def lemmas() -> Mapping[str, str]:
    """Form -> lemma for some hundred questions: slow to ask, small to keep."""
    return StreamDictionaryFactory().get_dictionary("da")


def all_lemmas() -> dict[str, str]:
    """Form -> lemma, all of it, for whoever goes through every form. Not kept."""
    return dict(DefaultDictionaryFactory().get_dictionary("da").items())
