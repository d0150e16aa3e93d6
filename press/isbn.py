"""ISBN (ISO 2108). In: a number as it is written. Out: whether it is valid, whether it is a
stand-in, and its thirteen digits."""

from __future__ import annotations

import re

_MADE_UP = re.compile(r"(\d)\1{8}|123456789|\d{3}0{6}")


def is_isbn(text: str) -> bool:
    """True for a valid ISBN-10 or ISBN-13, with or without hyphens and spaces."""
    digits = _digits(text)
    # 979-0 is printed music's (ISO 10957).
    if re.fullmatch(r"978\d{10}|979[1-9]\d{9}", digits):
        return _sum13(digits) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if d == "X" else int(d) for d in digits]
        return sum((10 - i) * value for i, value in enumerate(values)) % 11 == 0
    return False


def is_dummy(text: str) -> bool:
    """True for a valid ISBN that only stands in for a real one.

    Judged by the nine digits between prefix and check digit: all the same, counting from 1 to
    9, or with nothing but zeros in the last six. Those six hold the title's number and some of
    the publisher's: no real book has zeros in all of them.
    """
    digits = _digits(text)
    return _MADE_UP.fullmatch(digits[3:12] if len(digits) == 13 else digits[:9]) is not None


def isbn13(text: str) -> str:
    """The thirteen digits of a valid ISBN, without hyphens; an ISBN-10 gets its 978."""
    digits = _digits(text)
    if len(digits) == 13:
        return digits
    body = f"978{digits[:9]}"
    return f"{body}{-_sum13(body) % 10}"


def as_isbn13(text: str) -> str:
    """A valid ISBN as it is printed: as written, or the thirteen digits of an ISBN-10."""
    return text.strip() if len(_digits(text)) == 13 else isbn13(text)


def _digits(text: str) -> str:
    return re.sub(r"[\s‐‑–-]", "", text).upper()


def _sum13(digits: str) -> int:
    return sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits))
