"""Danish text as it stands in names of files and records: text in, plain ASCII out."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th"})


def slug(text: str) -> str:
    """Small ASCII letters, digits and hyphens: ``Ærø Kommune`` -> ``aeroe-kommune``. Accents are
    dropped; a text without letters and digits gives an empty slug."""
    plain = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    bare = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")
