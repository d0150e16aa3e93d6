from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.finding import at, find, numbered, pointed, prose
from press.model import Chapter, Problem, Quote, Source


@dataclass(frozen=True)
class Written:
    text: str
    path: str = "k.md"
    body_line: int = 1


TEXT = """\
---
title: fig-a
---

`#fig-a` og <!-- #fig-a --> men her: [](#fig-a).

```
#fig-a
```

Og [](#fig-ab) og [](#fig-a) igen, [[to
ord]].
"""


@pytest.mark.parametrize(
    ("token", "nth", "line", "column"),
    [
        ("#fig-a", 1, 5, 41),
        ("#fig-a", 2, 11, 22),
        ("#fig-a", 9, 11, 22),
        ("#fig-ab", 1, 11, 7),
        ("[[to ord", 1, 11, 36),
        ("findes ikke", 1, 4, 1),
    ],
)
def test_find_skips_code_comments_and_longer_words(
    token: str, nth: int, line: int, column: int
) -> None:
    assert find(Written(TEXT, body_line=4), token, nth) == Source("k.md", line, column)


def test_what_stands_only_in_code_is_found_there() -> None:
    assert find(Written("a\n\n`kode`\n"), "kode") == Source("k.md", 3, 2)


def test_columns_count_characters_not_bytes() -> None:
    assert at("k.md", "æ\nøå→x", 5) == Source("k.md", 2, 4)


def test_equal_things_are_numbered() -> None:
    assert list(numbered(["a", "b", "A"], str.lower)) == [("a", 1), ("b", 1), ("A", 2)]


@given(st.text("a`~<!->\n |:", max_size=80))
def test_prose_keeps_every_offset(text: str) -> None:
    shown = prose(Written(text))
    assert len(shown) == len(text)
    assert all(new in (old, " ") for new, old in zip(shown, text, strict=True))
    assert shown.count("\n") == text.count("\n")


def test_a_long_line_of_hidden_starts_is_quick() -> None:
    text = "`" + "a `` " * 40_000
    assert len(prose(Written(text))) == len(text)


def _chapter(name: str, text: str) -> Chapter:
    return Chapter(name, f"book/{name}.md", name.title(), text, 1, b"[]")


@pytest.mark.parametrize(
    ("about", "place"),
    [
        (Quote("ø", "to"), Source("book/to.md", 2, 3)),
        (Quote("ø", "tre"), Source("dist")),
        (Quote("en meget lang linje"), Source("book/to.md", 3, 1)),
        (Quote("kort"), Source("dist")),
        (Quote("står der slet ikke"), Source("dist")),
        (None, Source("dist")),
    ],
)
def test_what_is_found_on_a_page_is_placed_by_the_letters_it_is_about(
    about: Quote | None, place: Source
) -> None:
    chapters = (_chapter("en", "ø her"), _chapter("to", "kort\nhoø\nen meget lang linje"))
    (found,) = pointed([Problem(Source("dist"), "P107", "»«", about=about)], chapters)
    assert (found.source, found.about) == (place, None)
