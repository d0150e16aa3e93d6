"""The nearest known name: a misspelt one in, a hint such as »mente du …?« out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches

# How much less alike the second name may be and still be worth naming.
_MARGIN = 0.1


def did_you_mean(word: str, known: Iterable[str] | Mapping[str, str]) -> str:
    """A Danish hint naming the closest of ``known``, two when it is a near thing, or nothing
    when none is close.

    A mapping gives the name to show for each spelling.
    """
    shown = known if isinstance(known, Mapping) else {name: name for name in known}
    by_lower: dict[str, str] = {}
    for spelling in sorted(shown):
        by_lower.setdefault(spelling.lower(), shown[spelling])
    close = get_close_matches(word.lower(), list(by_lower), n=6, cutoff=0.6)
    least = _alike(close[0], word) - _MARGIN if close else 0
    names = list(dict.fromkeys(by_lower[one] for one in close if _alike(one, word) >= least))[:2]
    return f"mente du {' eller '.join(f'»{name}«' for name in names)}?" if names else ""


def _alike(one: str, word: str) -> float:
    return SequenceMatcher(None, one, word.lower()).ratio()
