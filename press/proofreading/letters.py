"""What counts when the manuscript is compared with an edition.

In: text as written or as extracted. Out: a plain form of it. Paper is compared on
letters and digits alone, since a page breaks, hyphenates and spaces words as it
likes; screens keep every character but white space and hyphens.
"""

from __future__ import annotations

import re
import unicodedata

TOKEN = re.compile(r"\d+|[^\W\d_]+")
_SPACE = re.compile(r"\s+")
# Hyphens that mean the same, and characters nobody sees: soft hyphen, word joiner, zero width.
_HYPHENS = re.compile("[\u2010\u2011\u002d]")
_INVISIBLE = re.compile("[\u00ad\u2060\u200b\ufeff\ufe0e]")


def tokens(text: str) -> list[str]:
    """Runs of letters and runs of digits, ligatures undone, case and accents' spelling folded."""
    return TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


def letters(text: str) -> str:
    """The letters and digits of ``text`` as one string."""
    return "".join(tokens(text))


def folded(text: str) -> str:
    """``text`` with white space folded to single spaces and stripped."""
    return _SPACE.sub(" ", text).strip()


def signs(text: str) -> str:
    """``text`` with variants of hyphens and of spaces alike and invisible characters gone."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return re.sub(r"\s", " ", _HYPHENS.sub("-", seen))


def plain(text: str) -> str:
    """``text`` as a screen must show it: its signs, white space folded."""
    return folded(signs(text))
