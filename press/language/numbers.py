"""Numbers and dates as a Danish book writes them: a number or an ISO date in, text out."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """Small roman numerals, as used for the pages before the text: 4 -> ``iv``.

    Raises ValueError outside 1 … 3999.
    """
    if not 1 <= number <= 3999:
        raise ValueError(f"no roman numeral for {number}")
    out: list[str] = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out.append(letters * count)
    return "".join(out)


def counted(number: int, style: str) -> str:
    """A number as a list shows it. ``style`` is ``1``, ``a``, ``A``, ``i`` or ``I`` (HTML); letters
    and roman numerals give way to figures outside their range."""
    if style in ("i", "I") and 1 <= number <= 3999:
        return roman(number) if style == "i" else roman(number).upper()
    letters, rest = "", number
    while style in ("a", "A") and rest > 0:
        rest, place = divmod(rest - 1, 26)
        letters = chr(ord(style) + place) + letters
    return letters or str(number)


def decimal(value: float, places: int = 0) -> str:
    """With a comma for decimals and points between thousands: 1234.5, 1 -> ``1.234,5``."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def long_date(iso: str) -> str:
    """``2020-02-06`` as ``6. februar 2020``. Raises ValueError when it is no ISO date."""
    day = date.fromisoformat(iso)
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
