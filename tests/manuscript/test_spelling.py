"""Doubts about typing, placed where they were typed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from press import pandoc, tree
from press.manuscript.chapters import landmarks
from press.manuscript.spelling import doubtful


@dataclass(frozen=True)
class Written:
    text: str
    path: str = "k.md"
    body_line: int = 1


def found(text: str) -> list[str]:
    blocks = tree.read(pandoc.read_markdown(text)[0])
    return [str(one) for one in doubtful(Written(text), landmarks(blocks))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`4 x 5`\n\nNu 4 x 5.", ["k.md:3:4: W101 bogstavet x"]),
        ("Ja\nog **15**% af *det*", ["k.md:2:6: W101 »15%« mangler"]),
        ("ord - ord, ord ,\nord - ord", ["k.md:1:4: ", "k.md:1:15: ", "k.md:2:4: "]),
        ('Hun sagde: "ja - nej".', ["k.md:1:15: "]),
        ("§22 og §22.", ["k.md:1:1: ", "k.md:1:8: "]),
        ("## Om 15%\n\n- 3.5\n\n[^a]\n\n[^a]: f.eks.", ["k.md:1:7: ", "k.md:3:3: ", "k.md:7:7: "]),
        ("|a|\n|-|\n|15%|\n\n: 4 x 4", ["k.md:5:3: ", "k.md:3:2: "]),
        ("| vers 15%\n| to", ["k.md:1:8: "]),
        ("[15%](https://a.dk/15%) <https://a.dk/§22>", ["k.md:1:2: "]),
        ('[5" - x]{lang=en} `15%` [@a, §22] $4 x 5$ <!-- 15% -->', []),
        ("\"Ja\" -- 'nej' ... 15 % i § 22, kl. 9.30", []),
        ('Ja []{.register opslag="b"} og []{.register opslag="c"}ord. Se [](#a), [](#b).', []),
    ],
)
def test_a_doubt_stands_where_it_was_typed(text: str, expected: list[str]) -> None:
    lines = found(text)
    assert len(lines) == len(expected)
    assert all(line.startswith(start) for line, start in zip(lines, expected, strict=True))
