"""The nearest known name: a misspelt one in, a hint such as »mente du …?« out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str] | Mapping[str, str]) -> str:
    """A Danish hint naming the closest one or two of ``known``, or nothing when none is close.

    A mapping gives the name to show for each spelling.
    """
    shown = known if isinstance(known, Mapping) else {name: name for name in known}
    by_lower: dict[str, str] = {}
    for spelling in sorted(shown):
        by_lower.setdefault(spelling.lower(), shown[spelling])
    close = get_close_matches(word.lower(), list(by_lower), n=6, cutoff=0.6)
    names = list(dict.fromkeys(by_lower[one] for one in close))[:2]
    return f"mente du {' eller '.join(f'»{name}«' for name in names)}?" if names else ""
