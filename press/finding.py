"""Finding a place in the manuscript: a chapter and something it says in, line and column out.

Pandoc forgets where things stood, so a problem found in the tree is placed by looking its
words up in the chapter's own text; in code, comments and the front matter only when they
are nowhere else. The typesetter forgets it too, and what is found on a page is placed in the
same way. Lines and columns count from 1, columns in characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Protocol, TypeVar

from press.model import Chapter, Problem, Quote, Source

_T = TypeVar("_T")
_HIDDEN = re.compile(
    r"""
      ^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?:[^\n]*\n)*?[ \t>]*(?P=fence)[`~]*[ \t]*$
    | <!--.*?-->
    | (?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).){1,400}?(?<!`)(?P=ticks)(?!`)
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_TELLING = 12  # letters; fewer may stand anywhere


class Written(Protocol):
    """What a place can be found in: a chapter, or one that is still being read."""

    @property
    def path(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def body_line(self) -> int: ...


def numbered(items: Iterable[_T], key: Callable[[_T], Hashable]) -> Iterator[tuple[_T, int]]:
    """Each item, and how many of its key there were so far: the ``nth`` to :func:`find` it by."""
    met: Counter[Hashable] = Counter()
    for item in items:
        met[key(item)] += 1
        yield item, met[key(item)]


def at(path: str, text: str, offset: int) -> Source:
    """The place of the character at ``offset`` in a file's text."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Source(path, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def prose(chapter: Written) -> str:
    """The chapter's text at its full length, blank where front matter, code and comments are."""
    return _shown(chapter.text, body_start(chapter))


@lru_cache(maxsize=4)
def _shown(text: str, start: int) -> str:
    """Kept for a while: one chapter is asked for many places in a row."""
    body = _HIDDEN.sub(lambda hidden: _blank(hidden.group()), text[start:])
    return _blank(text[:start]) + body


def body_start(chapter: Written) -> int:
    """The offset in the chapter's text at which its body starts."""
    offset = 0
    for _ in range(chapter.body_line - 1):
        offset = chapter.text.find("\n", offset) + 1
        if not offset:
            return len(chapter.text)
    return offset


def find(chapter: Written, token: str, nth: int = 1) -> Source:
    """The ``nth`` place (from 1) where the chapter's body says ``token``.

    A word at either end of the token matches whole words only, and a blank in it matches
    any white space. With fewer places, the last one; with none, the start of the body.
    """
    return find_pattern(chapter, _pattern(token), nth)


def find_pattern(chapter: Written, pattern: re.Pattern[str], nth: int = 1) -> Source:
    """Like :func:`find`, for a pattern; a group named ``here`` says where in it to point."""
    start = body_start(chapter)
    for text in (prose(chapter), chapter.text):
        found = list(islice(pattern.finditer(text, start), nth))
        if found:
            return at(chapter.path, chapter.text, _offset(found[-1]))
    return Source(chapter.path, chapter.body_line)


def pointed(problems: Iterable[Problem], chapters: Iterable[Chapter]) -> Iterator[Problem]:
    """Problems found on a page, each at the first place in the chapters that holds the letters
    it is about; where there is none, or the letters may stand anywhere, it stays where it is."""
    chapters = tuple(chapters)
    for problem in problems:
        place = _quoted(problem.about, chapters) if problem.about else None
        yield replace(problem, source=place or problem.source, about=None)


def _quoted(about: Quote, chapters: Iterable[Chapter]) -> Source | None:
    if not about.section and len(about.text) < _TELLING:
        return None
    chapters = [one for one in chapters if about.section in ("", one.id)]
    for pattern in islice(_told(about.text), None if about.section else 1):
        for chapter in chapters:
            found = list(islice(pattern.finditer(chapter.text), about.nth))
            if found:
                return at(chapter.path, chapter.text, found[-1].start())
    # Of a section that is known the first line is better than no line.
    known = chapters[0] if about.section and chapters else None
    return Source(known.path, known.body_line) if known else None


def _told(text: str) -> Iterator[re.Pattern[str]]:
    """Ways to look for a text that may be marked up where it is written: all of it as it stands,
    then as many of its first words as are found, with signs between them."""
    yield re.compile(re.escape(text) if text.strip() else r"\Z.")
    words = re.findall(r"\w+", text)
    for size in (8, 5, 3, 2, 1):
        if len(words) >= size:
            yield re.compile(r"\b" + r"[\W_]+".join(map(re.escape, words[:size])) + r"\b")


def _offset(found: re.Match[str]) -> int:
    return found.start("here") if "here" in found.re.groupindex else found.start()


def _pattern(token: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in token.split())
    before = r"(?<![\w-])" if re.match(r"\w", token) else ""
    after = r"(?![\w-])" if re.search(r"\w$", token) else ""
    return re.compile(before + words + after)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
