"""ISBN: a number as written in; whether it is valid, and whether it is a stand-in, out."""

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
    """True for a number that is written to hold the place of a real ISBN.

    Judged by the nine digits between prefix and check digit: all the same, counting from 1 to
    9, or with nothing but zeros in the last six. Those six hold the title's number and some of
    the publisher's, and a publisher counts the titles from 0 or 1: a book whose number and
    part of its publisher's are zeros holds a place. Only of use for a valid ISBN.
    """
    digits = _digits(text)
    return _MADE_UP.fullmatch(digits[3:12] if len(digits) == 13 else digits[:9]) is not None


def as_isbn13(text: str) -> str:
    """A valid ISBN as the thirteen digits that are printed: as written, or made of an ISBN-10."""
    digits = _digits(text)
    if len(digits) == 13:
        return text.strip()
    body = f"978{digits[:9]}"
    return f"{body}{-_sum13(body) % 10}"


def _digits(text: str) -> str:
    return re.sub(r"[\s‐‑–-]", "", text).upper()


def _sum13(digits: str) -> int:
    return sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits))
