"""The break table: where each word of the book may be broken, worked out once a word.

In: words and the book's own overrides. Out: word -> offsets. Working a word out needs the
whole Danish dictionary; the table in the store spares a build that met the word before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from press.language import hyphenate
from press.store import Store, digest


class BreakTable:
    """Callable: a set of words -> the offsets at which each may be broken."""

    def __init__(self, store: Store, overrides: Mapping[str, str]) -> None:
        self._store = store
        self._overrides = dict(overrides)
        code = Path(hyphenate.__file__).read_bytes()
        packages = [f"{name} {version(name)}" for name in ("pyphen", "simplemma")]
        self._key = digest(code, json.dumps(self._overrides, sort_keys=True), *packages)
        kept = store.get("breaks", self._key)
        self._known: dict[str, tuple[int, ...]] = (
            {word: tuple(at) for word, at in json.loads(kept).items()} if kept else {}
        )

    def __call__(self, words: frozenset[str]) -> Mapping[str, tuple[int, ...]]:
        new = words - self._known.keys()
        if new:
            self._known.update(hyphenate.breaks(new, self._overrides))
        return {word: self._known[word] for word in sorted(words)}

    def save(self) -> None:
        """Keep what was worked out for the next build."""
        table = json.dumps(self._known, sort_keys=True, ensure_ascii=False)
        self._store.put("breaks", self._key, table.encode())
