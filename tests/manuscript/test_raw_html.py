from __future__ import annotations

from dataclasses import dataclass

import pytest

from press import pandoc, tree
from press.manuscript.body import inspect, links
from press.manuscript.chapters import landmarks
from press.manuscript.rawhtml import mend


@dataclass(frozen=True)
class Written:
    text: str
    path: str = "k.md"
    body_line: int = 1


def mended(text: str) -> tuple[str, list[str]]:
    blocks = tree.read(pandoc.read_markdown(text)[0])
    whole, problems = mend(Written(text), blocks, landmarks(blocks))
    codes = [f"{p.source.line}:{p.source.column} {p.code}" for p in problems]
    return "".join(pandoc.write_html(whole).split("\n")), codes


@pytest.mark.parametrize(
    ("text", "html", "codes"),
    [
        ("a<br>b <b>fed</b>", "<p>a<br />b <b>fed</b></p>", []),
        ("<table><tr><td>*x*</td></tr></table>",
         "<table><tbody><tr><td><em>x</em></td></tr></tbody></table>", []),
        ("<td>a", "<p>a</p>", ["1:1 H101"]),
        ("x\n\n<table><tr><b>Trin</b></tr></table>", "<p>x</p><b>Trin</b>", ["3:1 H101"]),
        ("Så <u>prøver vi.", "<p>Så <u>prøver vi.</u></p>", ["1:4 H102"]),
        ("<b><i>x</b></i> y", "<p><b><i>x</i></b> y</p>", ["1:1 H102"]),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>", ["1:1 H102"]),
        ("a <kbd title=\"x&y\">b</kbd>", "<p>a <kbd title=\"x&amp;y\">b</kbd></p>", ["1:3 H102"]),
        ("a <script>x</script> b", "a<p>b</p>", ["1:3 H103"]),
        ("a <img src=x> b", "<p>a  b</p>", ["1:3 H103"]),
        ("<u onclick='x'>a</u>", "<p>a</p>", ["1:1 H103"]),
        ("<a href='javascript:x'>a</a>", "<p>a</p>", ["1:1 H103"]),
        ("a <a href='#b'></a>", "<p>a </p>", ["1:3 H103"]),
        ("a <a href='#b'>*c*</a>", '<p>a <a href="#b"><em>c</em></a></p>', []),
        ("a \\newpage b", "<p>a b</p>", ["1:3 H103"]),
        ("a <!-- til -- os --> b\n\n<!-- hel\nblok -->\n", "<p>a  b</p>", []),
        ("`<b>` og\n\n```\n<script>\n```\n",
         "<p><code>&lt;b&gt;</code> og</p><pre><code>&lt;script&gt;</code></pre>", []),
    ],
)  # fmt: skip
def test_raw_html_is_kept_mended_or_refused(text: str, html: str, codes: list[str]) -> None:
    assert mended(text) == (html, codes)


def test_raw_html_in_a_citation_is_mended_too() -> None:
    text = "[se <b>x @a]"
    blocks = tree.read(pandoc.read_markdown(text)[0])
    made, problems = mend(Written(text), blocks, landmarks(blocks))
    raw = [node.c[1] for node in tree.nodes(made) if isinstance(node, tree.RawInline)]
    assert raw == ["<b>", "</b>"]
    assert [p.code for p in problems] == ["H102"]


def test_the_second_of_two_equal_tags_is_placed() -> None:
    assert mended("<u>a</u>\n\n<u>b\n")[1] == ["3:1 H102"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("[a](https://fremfaerd.dk) <https://a.dk> [](#b) [[c]] [d](mailto:e@f.dk)", []),
        ("[a](javascript:x)", ["1:5 H103"]),
        ("[](https://a.dk) og [ ](https://a.dk)", ["1:4 X103", "1:25 X103"]),
        ("[![a](b.svg)](https://a.dk)", []),
        ("[a](file:///etc/passwd)", ["1:5 H103"]),
        ("[a](//a.dk/b)", ["1:5 H103"]),
        ("[a](02-ordene.md)", ["1:5 X101"]),
        ("[a]{onclick=x}", ["1:5 H103"]),
        ("[a]{style='color:red'}", ["1:5 H103"]),
        ("## A {src=x}", ["1:7 H103"]),
        ("a [b]{.del} og [c]{.ins lang=en}, [d]{.register}", ["1:7 H103", "1:20 H103"]),
        ("::: {.note .changed}\na\n:::", ["1:12 H103"]),
    ],
)
def test_links_and_attributes_stay_in_the_book(text: str, codes: list[str]) -> None:
    blocks = tree.read(pandoc.read_markdown(text)[0])
    found = links(Written(text), landmarks(blocks))
    assert [f"{p.source.line}:{p.source.column} {p.code}" for p in found] == codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](b.svg) {#fig-a}", ["1:13 W101"]),
        ("a [[b c", ["1:3 W101"]),
        ("a ::: b\n\n:::\n", ["3:1 S106"]),
        ("tekst\n::: dialog\na\n:::\n", ["2:1 S106"]),
        ("::: dialog\n\n::: note\na\n:::\n", ["1:1 S106"]),
        ("a[^1]\n\n[^1]: b\n\n[^1]: c\n", ["5:1 N102"]),
        ("`{#a} [[b [^c]` \\*\\*", []),
        ("a\n\n      b\n    c", ["3:3 W101"]),
        ("a\n\n \tb\n\n> c\n>\n>      d", ["3:2 W101", "7:4 W101"]),
        ("a\n\n    b\n\n```\nc\n```\n\n    c d", ["3:1 W101", "9:1 W101"]),
        ("a\n\n```\n    b\n```", []),
        ("a\n\n\tb" + " " * 90_000 + "c", ["3:1 W101"]),
        ("Ord  \u00a0to\n---", ["2:1 W101"]),
    ],
)
def test_marks_that_were_not_understood(text: str, expected: list[str]) -> None:
    ast, warnings = pandoc.read_markdown(text)
    found = inspect(Written(text), landmarks(tree.read(ast)), warnings)
    assert [f"{p.source.line}:{p.source.column} {p.code}" for p in found] == expected


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("| | |\n|--|--|\n| a | b |", 6),
        ("+---+---+\n| a | b |\n+---+---+", 6),
        ("---- ----\na    b\nc    d\n---- ----", 6),
        ("  En    To\n---- ----\na    b", 7),
        ("---------\na    b\n---- ----\nc    d\n---------", 6),
    ],
)
def test_every_kind_of_table_is_placed(table: str, line: int) -> None:
    text = f"Ord\n\nEmne\n----\n\n{table}\n"
    ast, warnings = pandoc.read_markdown(text)
    found = inspect(Written(text), landmarks(tree.read(ast)), warnings)
    assert {p.source.line for p in found if p.code in ("S101", "S102")} == {line}
