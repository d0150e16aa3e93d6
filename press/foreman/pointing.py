"""Pointing: problems found on a page, told at the line of the manuscript that made them.

In: problems of the composing room, which knows pages and not files, and the manuscript. Out: the
same problems, with the place of the letters they quote wherever these are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from press.finding import at
from press.model import Book, Chapter, Problem, Source

_SIGN = re.compile(r"»([^»«]+)« bruger tegnet .* \(U\+([0-9A-F]{4,6})\)")
_CUT = re.compile(r"side [^:]+: »(.+)«")

_TELLING = 12  # letters; fewer may stand anywhere


def pointed(problems: Iterable[Problem], manuscript: Book) -> Iterator[Problem]:
    """P105 and P107 at the first place in the chapters that holds what they quote."""
    for problem in problems:
        place = _place(problem, manuscript)
        yield replace(problem, source=place) if place else problem


def _place(problem: Problem, manuscript: Book) -> Source | None:
    if problem.code == "P105" and (sign := _SIGN.search(problem.message)):
        own = (item for item in manuscript.chapters if item.id == sign[1])
        return _first(own, chr(int(sign[2], 16)))
    cut = _CUT.search(problem.message) if problem.code == "P107" else None
    if cut and len(cut[1]) >= _TELLING:
        return _first(manuscript.chapters, cut[1])
    return None


def _first(chapters: Iterable[Chapter], text: str) -> Source | None:
    for chapter in chapters:
        found = chapter.text.find(text)
        if found >= 0:
            return at(chapter.path, chapter.text, found)
    return None
