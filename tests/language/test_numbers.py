from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.language.numbers import decimal, long_date, roman

VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def read_roman(text: str) -> int:
    values = [VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


@given(st.integers(1, 3999))
def test_roman_reads_back(number: int) -> None:
    assert read_roman(roman(number)) == number


@pytest.mark.parametrize(("number", "text"), [(4, "iv"), (9, "ix"), (14, "xiv"), (1990, "mcmxc")])
def test_roman(number: int, text: str) -> None:
    assert roman(number) == text


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_roman_has_limits(number: int) -> None:
    with pytest.raises(ValueError, match="roman"):
        roman(number)


def test_decimal_comma() -> None:
    assert decimal(1234.5, 1) == "1.234,5"
    assert decimal(80000) == "80.000"


def test_long_date() -> None:
    assert long_date("2020-02-06") == "6. februar 2020"
    with pytest.raises(ValueError, match="isoformat"):
        long_date("6/2 2020")
