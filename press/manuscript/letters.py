"""Letters that no page can hold: a chapter's text and tree in, the problems out.

The faces of the book are Latin, and its lines run from left to right. Signs that nobody sees
but that turn or break lines stand in a text only by mistake; an entity can bring one as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from press.codes import problem
from press.finding import Written, at
from press.manuscript.files import INVISIBLE
from press.model import Problem, Source

# Hebrew, Arabic, Syriac, Thaana, N'Ko and their kin, with their presentation forms.
_LEFTWARD = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
# An invisible sign as the tree's JSON writes it: some as they are, some by their number.
_ESCAPED = re.compile(r"\\u00(?:0[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF])")


def letters(chapter: Written, ast: bytes) -> Iterator[Problem]:
    """C106 for an invisible sign that an entity brings, W102 for the first letter of what runs
    from right to left."""
    tree = ast.decode()
    if INVISIBLE.search(tree) or _ESCAPED.search(tree):
        source = _entity(chapter, INVISIBLE)
        yield problem(source, "C106", "et usynligt styretegn, skrevet som kode", "slet koden")
    found = _LEFTWARD.search(chapter.text)
    if found or _LEFTWARD.search(tree):
        message = "skrift, der løber fra højre mod venstre, kan ikke sættes"
        hint = "skriv det med latinske bogstaver, eller sæt det ind som et billede"
        place = at(chapter.path, chapter.text, found.start()) if found else None
        yield problem(place or _entity(chapter, _LEFTWARD), "W102", message, hint)


def _entity(chapter: Written, signs: re.Pattern[str]) -> Source:
    """Where the text writes one of ``signs`` as an entity; else the start of the body."""
    for written in _ENTITY.finditer(chapter.text):
        if signs.search(_sign(written.group())):
            return at(chapter.path, chapter.text, written.start())
    return Source(chapter.path, chapter.body_line)


def _sign(entity: str) -> str:
    number = re.fullmatch(r"&#(?:[xX]([0-9a-fA-F]{1,6})|(\d{1,7}));", entity)
    if number is None:
        return unescape(entity)
    code = int(number[1], 16) if number[1] else int(number[2])
    return chr(code) if code <= 0x10FFFF else ""
