"""The nearest known word: a misspelt name in, a hint such as »mente du …?« out."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A Danish hint naming the closest of ``known``, or an empty text when none is close."""
    by_lower = {name.lower(): name for name in sorted(known)}
    close = get_close_matches(word.lower(), list(by_lower), n=1, cutoff=0.6)
    return f"mente du »{by_lower[close[0]]}«?" if close else ""
