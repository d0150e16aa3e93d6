"""Marks that pandoc did not understand: a chapter and its landmarks in, W101 problems out.

Pandoc never complains: such a mark becomes text, code or nothing, and only the printed page would
show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from press import tree
from press.codes import problem
from press.finding import Written, find, find_pattern, numbered, prose
from press.galley.names import INDEX
from press.model import Problem, Source
from press.nearest import did_you_mean
from press.tree import Div, Image, Inlines, Node, Span, Str, plain

_HINT = "opmærkningen blev ikke forstået; se efter mellemrum, klammer og tomme linjer"
_UNDERLINED = re.compile(
    r"^(?![ \t>]*[|+:#])[ \t>]*(?P<title>\S[^\n]*)\n[ \t>]*(?P<here>-{2,}|={2,})[ \t]*$", re.M
)
# What the press reads from attributes, by the kind of node that holds them.
_READ: dict[type, tuple[str, ...]] = {
    Div: ("title", "emne", "trin", "lang"),
    Image: ("alt", "longdesc", "width", "lang"),
    Span: ("opslag", "lang"),
}


def left_over(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """Everything that was typed as markup and would be printed as something else, or lost."""
    rows = list(_rows_as_text(chapter, found))
    yield from rows
    yield from _as_text(chapter, found, bool(rows))
    yield from _as_code(chapter, found)
    yield from _as_heading(chapter, found)
    yield from _unread(chapter, found)


def _as_text(chapter: Written, found: Sequence[Node], in_table: bool) -> Iterator[Problem]:
    words = (node.c.replace("<!–", "<!--") for node in found if isinstance(node, Str))
    odd = (word for word in words if not word.startswith(":::") and "[^" not in word)
    for word, nth in numbered(odd, str):
        # Hashes alone belong to a heading, which needs an empty line above it.
        if hashes := set(word) == {"#"}:
            heading = re.compile(rf"\S[ \t]*\n {{0,3}}(?P<here>{word})\s")
            source = find_pattern(chapter, heading, nth)
        else:
            source = find(chapter, word, nth)
        line = chapter.text.split("\n")[source.line - 1]
        is_escaped = line[: source.column - 1].endswith("\\")
        # A table printed as text has a problem of its own, which covers its label.
        if not is_escaped and not (in_table and word.startswith("{#tab-")):
            hint = "sæt en tom linje før overskriften" if hashes else _HINT
            yield problem(source, "W101", f"»{word[:40]}« kommer til at stå som tekst", hint)


def _rows_as_text(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """Tables without an empty line above them, or without the line below their head."""
    for node in found:
        match node:
            case tree.Para(words):
                rows = _rows(words)
            case tree.LineBlock(lines):
                rows = [line for line in lines if plain(line).endswith("|")]
            case _:
                continue
        if len(rows) > 1:
            hint = "sæt en tom linje før den og en linje som |---|---| under hovedrækken"
            message = "tabellen kommer til at stå som tekst"
            source = find(chapter, plain(rows[0], images=True))
            yield problem(source, "W101", message, hint)


def _rows(words: Inlines) -> list[Inlines]:
    """The lines of a paragraph, as they are typed, that begin with a bar."""
    breaks = groupby(words, lambda item: isinstance(item, tree.SoftBreak))
    lines = [tuple(line) for is_break, line in breaks if not is_break]
    return [line for line in lines if isinstance(line[0], Str) and line[0].c.startswith("|")]


def _as_code(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """Lines that are code because they are indented."""
    codes = [node.c[1] for node in found if isinstance(node, tree.CodeBlock)]
    indented = _indented(chapter) if codes else {}
    for code in codes:
        line = code.split("\n", 1)[0].strip()
        if line in indented:
            hint = "fjern mellemrummene først på linjen"
            message = f"»{line[:40]}« bliver sat som kode, fordi linjen er rykket ind"
            yield problem(indented[line], "W101", message, hint)


def _indented(chapter: Written) -> Mapping[str, Source]:
    """The first place of each line that is indented by a tab or four spaces, by its words; fenced
    code is left out."""
    places: dict[str, Source] = {}
    for number, line in enumerate(prose(chapter).split("\n"), 1):
        words = line.lstrip(" >")
        before = line.removesuffix(words)
        blanks = 0 if words.startswith("\t") else 4
        if before.endswith(" " * blanks) and words.strip():
            source = Source(chapter.path, number, len(before) - blanks + 1)
            places.setdefault(words.strip(), source)
    return places


def _as_heading(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """Text that is a heading because of the line below it."""
    headings = {plain(node.c[2]) for node in found if isinstance(node, tree.Header)}
    for match in _UNDERLINED.finditer(prose(chapter)) if headings else ():
        title = " ".join(match["title"].split())
        if title in headings:
            source = find_pattern(chapter, re.compile(re.escape(match[0])))
            source = Source(source.path, source.line + 1)
            hint = "sæt en tom linje før stregen, eller skriv ## foran overskriften"
            message = f"stregen gør »{title[:40]}« til en overskrift"
            yield problem(source, "W101", message, hint)


def _unread(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """Names in curly brackets that the press does not read, so that their values would be lost."""
    for node in found:
        if not isinstance(node, Div | Image | Span):
            continue
        attr, known = node.c[0], _READ[type(node)]
        names = [name for name, _ in attr.pairs]
        if isinstance(node, Span) and (names or attr.classes):
            known += (f".{INDEX}",)
            names += [f".{name}" for name in attr.classes]
        for name in (name for name in names if name not in known):
            pattern = re.compile(rf"\{{[^}}\n]*?(?P<here>{re.escape(name)})(?![\w-])")
            # Attributes of raw HTML have other rules.
            if pattern.search(prose(chapter)):
                hint = did_you_mean(name, known) or "vælg mellem " + ", ".join(known)
                source = find_pattern(chapter, pattern)
                yield problem(source, "W101", f"»{name}« kender pressen ikke her", hint)
