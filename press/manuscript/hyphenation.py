"""The book's own word divisions: ``hyphenation.txt`` as text in, word -> divided word out.

One word a line, a hyphen wherever it may be divided: ``med-ind-fly-del-se``. A word
without a hyphen is never divided. Lines that start with ``#`` are comments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from press.codes import problem
from press.model import Problem, Source

_WORD = re.compile(r"[^\W\d_]+(-[^\W\d_]+)*")


def read_hyphenation(text: str, path: str) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
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
