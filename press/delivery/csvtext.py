"""Comma-separated text with places: text in, rows of fields that know their line and column out.

The standard library's reader does not say where a field stands, and one forgotten quotation
mark makes it swallow the rest of the file. This one follows RFC 4180, keeps places, and goes
on with the next line after a row that cannot be read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A field's text without its quotation marks, and where it starts; both counted from 1."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of a row. ``fault`` says in Danish why the row cannot be read, and
    ``fault_at`` where; the fields are then those before the fault."""

    line: int
    fields: tuple[Field, ...]
    fault: str = ""
    fault_at: tuple[int, int] = (1, 1)

    @property
    def is_blank(self) -> bool:
        """No field holds anything: an empty line, or one of separators alone."""
        return not self.fault and not any(field.text.strip() for field in self.fields)


class _FaultError(Exception):
    """Where and why a row cannot be read."""

    def __init__(self, said: str, at: int) -> None:
        super().__init__(said)
        self.at = at


def rows(text: str, separator: str) -> Iterator[Row]:
    """Every row of ``text``, the blank ones included. Lines end with LF, CRLF or CR."""
    lines = _Lines(text)
    position = 0
    while position < len(text):
        fields: list[Field] = []
        start = position
        try:
            done = False
            while not done:
                field, position, done = _field(text, position, separator, lines)
                fields.append(field)
            yield Row(lines.place(start)[0], tuple(fields))
        except _FaultError as fault:
            place = lines.place(fault.at)
            yield Row(lines.place(start)[0], tuple(fields), str(fault), place)
            position = lines.after(start)


def _field(text: str, start: int, separator: str, lines: _Lines) -> tuple[Field, int, bool]:
    """The field at ``start``, where the next one starts, and whether it was the row's last."""
    if text[start : start + 1] == '"':
        value, end = _quoted(text, start)
    else:
        end = start
        while end < len(text) and text[end] not in f"{separator}\r\n":
            end += 1
        value = text[start:end]
    field = Field(value, *lines.place(start))
    if text[end : end + 1] == separator:
        return field, end + 1, False
    if end < len(text) and text[end] not in "\r\n":
        raise _FaultError("der står noget efter det afsluttende anførselstegn", end)
    return field, end + (2 if text[end : end + 2] == "\r\n" else 1), True


def _quoted(text: str, start: int) -> tuple[str, int]:
    """The text between quotation marks, doubled ones made single, and where it ends."""
    parts: list[str] = []
    position = start + 1
    while True:
        end = text.find('"', position)
        if end < 0:
            raise _FaultError("anførselstegnet bliver aldrig lukket", start)
        parts.append(text[position:end])
        if text[end + 1 : end + 2] != '"':
            return "".join(parts), end + 1
        parts.append('"')
        position = end + 2


class _Lines:
    """Where the lines of a text start."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        for place, sign in enumerate(text):
            if sign == "\n" or (sign == "\r" and text[place + 1 : place + 2] != "\n"):
                self._starts.append(place + 1)
        self._end = len(text)

    def place(self, position: int) -> tuple[int, int]:
        """Line and column of a position."""
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1

    def after(self, position: int) -> int:
        """Where the line after the one of ``position`` starts; the end when it is the last."""
        line = bisect_right(self._starts, position)
        return self._starts[line] if line < len(self._starts) else self._end
