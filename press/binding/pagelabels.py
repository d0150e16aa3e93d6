"""Page labels: what a reader calls each page, as a PDF keeps it.

In: the label of every page, in order. Out: the number tree of ISO 32000-1, 12.4.2, which
gives one entry for each run of pages that count on: ``i, ii``, then ``1, 2``, then
``særtryk-1, særtryk-2``. A label that ends in no number is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, String

from press.language.numbers import roman

# What a number may follow: nothing, or a series of its own, closed by a hyphen.
_COUNTED = re.compile(r"((?:.*-)?)(?:([1-9]\d*)|([ivxlcdm]+))")
_ROMAN = {roman(number): number for number in range(1, 1000)}


@dataclass(frozen=True, slots=True)
class _Place:
    """A label taken apart: its prefix, its style of numbers and its number."""

    prefix: str
    style: str = ""
    number: int = 0

    def leads_to(self, other: _Place) -> bool:
        counted = self.style and (self.prefix, self.style) == (other.prefix, other.style)
        return bool(counted) and other.number == self.number + 1


def page_labels(labels: Sequence[str]) -> Dictionary:
    """The ``PageLabels`` of a document whose pages are called ``labels``."""
    entries: list[int | Dictionary] = []
    before: _Place | None = None
    for at, label in enumerate(labels):
        place = _taken_apart(label)
        if before is None or not before.leads_to(place):
            entries += [at, _entry(place)]
        before = place
    return Dictionary(Nums=Array(entries))


def _taken_apart(label: str) -> _Place:
    found = _COUNTED.fullmatch(label)
    if found and found[2]:
        return _Place(found[1], "D", int(found[2]))
    if found and found[3] in _ROMAN:
        return _Place(found[1], "r", _ROMAN[found[3]])
    return _Place(label)


def _entry(place: _Place) -> Dictionary:
    entry = Dictionary()
    if place.prefix:
        entry.P = String(place.prefix)
    if place.style:
        entry.S = Name(f"/{place.style}")
        if place.number != 1:
            entry.St = place.number
    return entry
