"""Marks that will not do what they seem to: a chapter and its landmarks in, W101 problems out.

Pandoc never complains: a mark that it does not understand becomes text, code or nothing, and
only the printed page would show it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from press.codes import problem
from press.finding import Written, find, find_pattern, prose
from press.galley.names import INDEX
from press.model import Problem, Source
from press.nearest import did_you_mean
from press.tree import (
    CodeBlock,
    Div,
    Header,
    Image,
    Inline,
    Inlines,
    LineBlock,
    Node,
    Para,
    SoftBreak,
    Span,
    Str,
    plain,
)

_HINT = "opmærkningen blev ikke forstået; se efter mellemrum, klammer og tomme linjer"
_UNDERLINED = re.compile(
    r"^(?![ \t>]*[|+:#])[ \t>]*(?P<title>\S[^\n]*)\n[ \t>]*(?P<here>-{2,}|={2,})[ \t]*$", re.M
)
# What the press reads from attributes, by the kind of node that holds them.
_READ: dict[type, tuple[str, ...]] = {
    Div: ("title", "emne", "trin", "lang"),
    Image: ("alt", "longdesc", "lang"),
    Span: ("opslag", "lang"),
}


def left_over(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """Everything that is typed as a mark and would be printed, or lost, as something else."""
    rows = list(_rows_as_text(chapter, found))
    yield from rows
    yield from _as_text(chapter, found, bool(rows))
    yield from _as_code(chapter, found)
    yield from _as_heading(chapter, found)
    yield from _unread(chapter, found)


def _as_text(chapter: Written, found: Sequence[Node], in_table: bool) -> Iterator[Problem]:
    met: Counter[str] = Counter()
    for node in found:
        if not isinstance(node, Str) or node.c.startswith(":::") or "[^" in node.c:
            continue
        word = node.c.replace("<!–", "<!--")
        met[word] += 1
        # Crosses alone are a heading's, but for the line right above them.
        if crosses := set(word) == {"#"}:
            heading = re.compile(rf"\S[ \t]*\n {{0,3}}(?P<here>{word})\s")
            source = find_pattern(chapter, heading, met[word])
        else:
            source = find(chapter, word, met[word])
        # The label of a table that stands as text is no fault of its own.
        if not _is_escaped(chapter, source) and not (in_table and word.startswith("{#tab-")):
            hint = "sæt en tom linje før overskriften" if crosses else _HINT
            yield problem(source, "W101", f"»{word[:40]}« kommer til at stå som tekst", hint)


def _is_escaped(chapter: Written, source: Source) -> bool:
    """Whether the sign at a place stands as text on purpose."""
    line = chapter.text.split("\n")[source.line - 1]
    return line[: source.column - 1].endswith("\\")


def _rows_as_text(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """Tables without an empty line above them, or without the line below their head."""
    for node in found:
        if isinstance(node, Para):
            lines = [line for line in _lines(node.c) if line.startswith("|")]
        elif isinstance(node, LineBlock):
            lines = [line for line in map(plain, node.c) if line.endswith("|")]
        else:
            continue
        if len(lines) > 1:
            hint = "sæt en tom linje før den og en linje som |---|---| under hovedrækken"
            message = "tabellen kommer til at stå som tekst"
            yield problem(find(chapter, lines[0]), "W101", message, hint)


def _lines(words: Inlines) -> Iterator[str]:
    line: list[Inline] = []
    for item in words:
        if isinstance(item, SoftBreak):
            yield plain(tuple(line))
            line = []
        else:
            line.append(item)
    yield plain(tuple(line))


def _as_code(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    for node in found:
        if isinstance(node, CodeBlock) and (first := node.c[1].split("\n")[0].strip()):
            indented = re.compile(rf"^[ >]*(?P<here>(?: {{4}}|\t)\s*){re.escape(first)}", re.M)
            # Code between fences is not among the prose.
            if indented.search(prose(chapter)):
                hint = "fjern mellemrummene først på linjen"
                message = f"»{first[:40]}« bliver sat som kode, fordi linjen er rykket ind"
                yield problem(find_pattern(chapter, indented), "W101", message, hint)


def _as_heading(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """Text that a line of its own below it makes into a heading."""
    headings = {plain(node.c[2]) for node in found if isinstance(node, Header)}
    if not headings:
        return
    for match in _UNDERLINED.finditer(prose(chapter)):
        title = match["title"].strip()
        if title in headings:
            source = find_pattern(chapter, re.compile(re.escape(match[0])))
            source = Source(source.path, source.line + 1)
            hint = "sæt en tom linje før stregen, eller skriv ## foran overskriften"
            message = f"stregen gør »{title[:40]}« til en overskrift"
            yield problem(source, "W101", message, hint)


def _unread(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """Names in curly brackets that the press does not read: what they say would be lost."""
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
            # Raw HTML has rules of its own, and its places.
            if pattern.search(prose(chapter)):
                hint = did_you_mean(name, known) or "vælg mellem " + ", ".join(known)
                place = find_pattern(chapter, pattern)
                yield problem(place, "W101", f"»{name}« kender pressen ikke her", hint)
