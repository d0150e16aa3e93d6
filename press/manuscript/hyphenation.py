"""The book's own word divisions: ``hyphenation.txt`` in, word -> divided word out.

One word a line, a hyphen wherever it may be divided: ``med-ind-fly-del-se``. A word
without a hyphen is never divided. What follows a ``#`` is a comment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from press.codes import problem
from press.manuscript.files import locate, outside, read_text
from press.model import Problem, Source

_FILE = "hyphenation.txt"
_WORD = re.compile(r"[^\W\d_]+(-[^\W\d_]+)*")


def read_hyphenation(root: Path) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """The word divisions of the book under ``root``, which may have none, and their problems."""
    place = locate(root, _FILE)
    if place is None:
        return {}, (outside(_FILE),)
    text = read_text(place) if place.file.exists() else ""
    return ({}, (text,)) if isinstance(text, Problem) else divisions(text, place.shown)


def divisions(text: str, path: str) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """The divided words by their undivided, lower-case spelling, and the lines that are wrong."""
    words: dict[str, str] = {}
    found: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        divided = line.split("#")[0].strip().lower()
        if not divided:
            continue
        source = Source(path, number, len(line) - len(line.lstrip()) + 1)
        word = divided.replace("-", "")
        if not _WORD.fullmatch(divided):
            hint = "skriv ét ord på hver linje, fx med-ind-fly-del-se"
            found.append(problem(source, "B104", f"»{divided[:40]}« er ikke et ord", hint))
        elif word in words:
            found.append(problem(source, "B103", f"ordet »{word}« står der to gange"))
        else:
            words[word] = divided
    return words, tuple(found)
