"""The break table: where each word of the book may be broken, worked out once a word.

In: words and the book's own overrides. Out: word -> offsets. The elements of Danish
compounds are learnt from a large dictionary, which takes seconds; the store keeps what was
learnt, and every word that an earlier build has met.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.metadata import version

from press.language import compounds
from press.language.hyphenate import breaks
from press.store import Store, code_digest, digest


def learn() -> bytes:
    """What the dictionary teaches of compounds, as the store keeps it; takes seconds."""
    return compounds.dump(compounds.learn())


def learnt_key() -> str:
    """The name in the store of what :func:`learn` gives."""
    packages = [f"{name} {version(name)}" for name in ("pyphen", "simplemma")]
    return digest(code_digest("language"), *packages)


class BreakTable:
    """Callable: a set of words -> the offsets at which each may be broken.

    ``learner`` is :func:`learn`, or something that has it done elsewhere meanwhile.
    """

    def __init__(
        self, store: Store, overrides: Mapping[str, str], learner: Callable[[], bytes] = learn
    ) -> None:
        self._store = store
        self._overrides = dict(overrides)
        self._learner = learner
        self._parts_key = learnt_key()
        self._key = digest(self._parts_key, json.dumps(self._overrides, sort_keys=True))
        kept = store.get("breaks", self._key)
        self._known: dict[str, tuple[int, ...]] = (
            {word: tuple(at) for word, at in json.loads(kept).items()} if kept else {}
        )

    def __call__(self, words: frozenset[str]) -> Mapping[str, tuple[int, ...]]:
        new = sorted(words - self._known.keys())
        if new:
            self._known.update(breaks(new, self._overrides, self._parts()))
        return {word: self._known[word] for word in sorted(words)}

    def save(self) -> None:
        """Keep what was worked out for the next build."""
        table = json.dumps(self._known, sort_keys=True, ensure_ascii=False)
        self._store.put("breaks", self._key, table.encode())

    def _parts(self) -> compounds.Parts:
        return compounds.load(self._store.recall("parts", self._parts_key, self._learner))
