"""Comma-separated text with places: text in, rows of fields that know their line and column out.

The standard library's reader does not say where a field stands, and one forgotten quotation
mark makes it swallow the rest of the file. This one follows RFC 4180, keeps places, and goes
on with the next line after a row that cannot be read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"')


@dataclass(frozen=True, slots=True)
class Field:
    """A field's text without its quotation marks, and where it starts; both counted from 1."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of a row. ``fault`` says in Danish why the row cannot be read, and ``fault_at``
    on which line and column; the fields are then those before the fault."""

    line: int
    fields: tuple[Field, ...]
    fault: str = ""
    fault_at: tuple[int, int] = (1, 1)

    @property
    def is_blank(self) -> bool:
        """No field holds anything: an empty line, or one of separators alone."""
        return not self.fault and not any(field.text.strip() for field in self.fields)


class _FaultError(Exception):
    """Why a row cannot be read, and at which position."""

    def __init__(self, said: str, at: int) -> None:
        super().__init__(said)
        self.at = at


def rows(text: str, separator: str) -> Iterator[Row]:
    """Every row of ``text``, the blank ones included. Lines end with LF, CRLF or CR."""
    starts = [0, *(end.end() for end in re.finditer(r"\r\n?|\n", text))]
    start = 0
    while start < len(text):
        fields: list[Field] = []
        line, _ = _place(starts, start)
        end = start - 1
        try:
            while end < start or text[end : end + 1] == separator:
                place = _place(starts, end + 1)
                value, end = _value(text, end + 1, separator)
                fields.append(Field(value, *place))
            yield Row(line, tuple(fields))
        except _FaultError as fault:
            yield Row(line, tuple(fields), str(fault), _place(starts, fault.at))
            end = start
        last, _ = _place(starts, end)
        start = starts[last] if last < len(starts) else len(text)


def _place(starts: Sequence[int], position: int) -> tuple[int, int]:
    """Line and column of a position in a text whose lines start at ``starts``."""
    line = bisect_right(starts, position)
    return line, position - starts[line - 1] + 1


def _value(text: str, start: int, separator: str) -> tuple[str, int]:
    """The value of the field at ``start``, and the position of the separator or line break after
    it, or of the end of the text."""
    if text[start : start + 1] != '"':
        end = start
        while end < len(text) and text[end] not in f"{separator}\r\n":
            end += 1
        return text[start:end], end
    quoted = _QUOTED.match(text, start)
    if quoted is None:
        raise _FaultError("anførselstegnet bliver aldrig lukket", start)
    if text[quoted.end() : quoted.end() + 1] not in f"{separator}\r\n":
        raise _FaultError("der står noget efter det afsluttende anførselstegn", quoted.end())
    return quoted[1].replace('""', '"'), quoted.end()
