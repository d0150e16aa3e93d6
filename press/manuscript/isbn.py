"""ISBN checksums: a number as written in, whether it is a valid ISBN out."""

from __future__ import annotations

import re


def is_isbn(text: str) -> bool:
    """True for a valid ISBN-10 or ISBN-13, with or without hyphens and spaces."""
    digits = re.sub(r"[\s‐‑–-]", "", text).upper()
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if d == "X" else int(d) for d in digits]
        return sum((10 - i) * value for i, value in enumerate(values)) % 11 == 0
    return False
