"""What a chapter's links and attributes may hold: a tree's landmarks in, problems out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.codes import problem
from press.finding import Written, find, find_pattern, numbered
from press.galley.names import RESERVED
from press.manuscript.htmlrules import LANGUAGE, is_address
from press.model import Problem
from press.tree import Attr, Div, Image, Inlines, Link, Node, attr_of, nodes, plain

_FINE = re.compile(r"#|https?://|mailto:|tel:", re.IGNORECASE)
_SCHEME = re.compile(r"//|[A-Za-z][A-Za-z0-9+.-]*:")
_BANNED = re.compile(r"on\w+|style|src|srcset|href|action|formaction|xmlns.*", re.IGNORECASE)


def links(chapter: Written, found: Sequence[Node]) -> Iterator[Problem]:
    """H103 for links and attributes that run or fetch something, X101 for links to files, X103
    for links out of the book that nobody can see or hear."""
    for node in found:
        if attr := attr_of(node):
            yield from _attributes(chapter, attr)
            # A Div of one class has S105.
            if not isinstance(node, Div) or len(attr.classes) > 1:
                yield from _reserved(chapter, sorted(RESERVED.intersection(attr.classes)))
    written = (node.c for node in found if isinstance(node, Link) and not node.c[0].has("wikilink"))
    for (_, words, (target, _)), nth in numbered(written, lambda link: link[2]):
        yield from _judge(chapter, target, nth)
        if not target.startswith("#") and not _speaks(words):
            hint = f"skriv selv teksten: [se her]({target[:40]})"
            place = find(chapter, target or "]()", nth)
            yield problem(place, "X103", f"linket »{target[:40]}« har ingen ord", hint)


def _attributes(chapter: Written, attr: Attr) -> Iterator[Problem]:
    for name, value in attr.pairs:
        if _BANNED.fullmatch(name):
            yield problem(find(chapter, f"{name}="), "H103", f"{name}= må ikke bruges")
        if name == "lang" and not LANGUAGE.fullmatch(value):
            hint = "skriv sprogets kode, fx lang=en"
            place = find(chapter, "lang=")
            yield problem(place, "H103", f"»{value[:40]}« er ikke et sprog", hint)


def _speaks(words: Inlines) -> bool:
    """Whether a link has words, or an image, which has a text of its own."""
    return bool(plain(words)) or any(isinstance(node, Image) for node in nodes(words))


def _reserved(chapter: Written, names: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        hint = "skriv det uden; navnet er pressens eget"
        written = re.compile(rf"(?P<here>\.{name}|\bclass=[\"'][^\"'\n]*?\b{name})(?![\w-])")
        source = find_pattern(chapter, written)
        yield problem(source, "H103", f".{name} må ikke bruges", hint)


def _judge(chapter: Written, target: str, nth: int) -> Iterator[Problem]:
    if _FINE.match(target) and is_address(target):
        return
    source = find(chapter, target or "]()", nth)
    if _SCHEME.match(target):
        hint = "brug et link, der begynder med https://, og se efter, om adressen er rigtig"
        yield problem(source, "H103", f"linket »{target[:40]}« må ikke bruges", hint)
    else:
        hint = "henvis til et mærke: [](#mærke)"
        yield problem(source, "X101", f"linket »{target[:40]}« fører ingen steder hen", hint)
