"""What counts when the manuscript is compared with an edition, and how it is quoted.

In: text as written or as extracted. Out: a plain form of it. Paper is compared on
letters and digits alone, since typesetting breaks, hyphenates and spaces words as it
likes; on screens every character counts but white space and hyphens.
"""

from __future__ import annotations

import re
import unicodedata

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
# Hyphens that mean the same, and invisible characters: soft hyphen, word joiner, zero width.
_HYPHENS = re.compile("[\u2010\u2011\u002d]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
_QUOTE = 60


def tokens(text: str) -> list[str]:
    """Runs of letters and runs of digits, after NFKC normalisation and case folding."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


def letters(text: str) -> str:
    """The letters and digits of ``text`` as one string."""
    return "".join(tokens(text))


def folded(text: str) -> str:
    """``text`` with white space folded to single spaces and stripped."""
    return " ".join(text.split())


def signs(text: str) -> str:
    """``text`` with variants of hyphens and of spaces alike and invisible characters gone."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return re.sub(r"\s", " ", _HYPHENS.sub("-", seen))


def plain(text: str) -> str:
    """``text`` as a screen must show it: its signs, white space folded."""
    return folded(signs(text))


def quoted(text: str) -> str:
    """``text`` on one line in quotation marks, cut short when it is long."""
    line = folded(text)
    return f"»{line}«" if len(line) <= _QUOTE else f"»{line[:_QUOTE].rstrip()} …«"
