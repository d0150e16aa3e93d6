"""Beyond all measure is answered at once; just below it is read on, and as quickly."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from press.manuscript.bounds import too_large


@dataclass(frozen=True)
class Written:
    text: str
    path: str = "k.md"
    body_line: int = 1


def found(text: str) -> str:
    problem = too_large(Written(text))
    return f"{problem.source.line}:{problem.source.column} {problem.code}" if problem else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n" + "[" * 50, "2:1 S110"),
        ("![" + "(a b " * 49, "1:1 S110"),
        ("[ 9 letters" * 50, ""),
        (("[" * 49 + "\n") * 9_000, ""),
        ("(" * 49 + ")" + "(" * 49, ""),
        ("> " * 50, "1:1 S110"),
        ("> " * 49, ""),
        ("a\n\n" + "| b |\n" * 1_000, "3:1 S109"),
        (("| b |\n" * 999 + "\n") * 83, ""),
        ("<TR>\n" * 501, "1:1 S109"),
        ("a" * 500_001, "1:1 C108"),
    ],
)
def test_what_is_too_large_is_found_where_it_begins(text: str, expected: str) -> None:
    assert found(text) == expected
