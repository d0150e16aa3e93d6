"""Dates as Danish writes them: an ISO date in, ``6. februar 2020`` out."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


def long_date(iso: str) -> str:
    """``2020-02-06`` as ``6. februar 2020``. Raises ValueError when it is no ISO date."""
    day = date.fromisoformat(iso)
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
