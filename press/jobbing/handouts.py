"""The edition ``cards``: dialogue cards to cut, and method sheets to fill in.

In: a settled document, its edition, what it wears, and the workshop. Out: the two PDFs by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.jobbing import dialoguecards, methodsheets
from press.model import Problem
from press.paper.volume import Press


@dataclass(frozen=True, slots=True)
class Handouts:
    """The files by name, without one that the book has nothing for, and what is wrong."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def make_cards(press: Press) -> Handouts:
    """``dialogkort.pdf`` and ``metodeark.pdf``.

    ``press.document`` quotes the pages of the book (its references are settled), ``press.edition``
    is one of format ``cards`` and the workshop is open.
    """
    made = {
        dialoguecards.FILE: dialoguecards.make_dialogue_cards(press),
        methodsheets.FILE: methodsheets.make_method_sheets(press),
    }
    return Handouts(
        {name: each.pdf for name, each in made.items() if each.pdf},
        tuple(problem for each in made.values() for problem in each.problems),
    )
