"""Raw HTML in a chapter: a tree in, the tree with well-formed HTML and the problems out.

Pandoc cuts raw HTML into single tags with ordinary text between them, so tags are judged
together with their neighbours: the text stands in as numbered holes. HTML that a browser
would mend without losing or moving anything is mended (H102); other broken HTML is
refused (H101), and so is everything that fetches, runs or hides something (H103).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, zip_longest
from types import MappingProxyType

from press.codes import problem
from press.finding import Written, find
from press.manuscript.html import Page, read_html, write_pieces
from press.manuscript.htmlrules import HOLE, refused
from press.model import Problem, Source
from press.tree import Blocks, Node, Para, Plain, RawBlock, RawInline, remade_nodes

_Raw = RawBlock | RawInline
_HTML = ("html", "html4", "html5")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOT_LOOKS = "udseendet bestemmes af mappen styles"
# What to do instead of what is refused.
_INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "<img>": 'skriv ![Billedtekst](images/navn.svg){alt="…"}',
        "<script>": "programmer hører ikke hjemme i en bog",
        "<style>": _NOT_LOOKS,
        "style=": _NOT_LOOKS,
        "<iframe>": "skriv et link i stedet",
    }
)


def mend(
    chapter: Written, blocks: Blocks, landmarks: Sequence[Node]
) -> tuple[Blocks, tuple[Problem, ...]]:
    """The tree with every raw node well-formed XHTML, and what had to be mended or refused.

    ``landmarks`` are the tree's own nodes, raw ones included. Comments are left out: they are the
    editors' own. Refused HTML is left out as well.
    """
    places = _places(chapter, landmarks)
    found: list[Problem] = []

    def mended(siblings: tuple[Node, ...]) -> tuple[Node, ...]:
        raw = [item for item in siblings if isinstance(item, _Raw)]
        if not raw:
            return siblings
        foreign = [item for item in raw if item.c[0] not in _HTML]
        found.extend(_foreign(item, places[id(item)]) for item in foreign)
        return _joined(
            [item for item in siblings if item not in foreign], places[id(raw[0])], found
        )

    return remade_nodes(blocks, mended) if places else blocks, tuple(found)


def _places(chapter: Written, landmarks: Sequence[Node]) -> Mapping[int, Source]:
    """Where each raw node stands, by its identity."""
    met: Counter[str] = Counter()
    places: dict[int, Source] = {}
    for node in landmarks:
        if isinstance(node, _Raw):
            token = node.c[1].strip().split("\n")[0][:60]
            met[token] += 1
            places[id(node)] = find(chapter, token, met[token]) if token else Source(chapter.path)
    return places


def _foreign(node: _Raw, source: Source) -> Problem:
    """H103 for raw text that HTML editions would drop without a word."""
    kind, text = node.c
    hint = "skriv en omvendt skråstreg som \\\\" if kind == "tex" else ""
    message = f"rå kode ({kind}) bruges ikke i bogen: »{text.strip()[:40]}«"
    return problem(source, "H103", message, hint)


def _joined(items: list[Node], source: Source, found: list[Problem]) -> tuple[Node, ...]:
    """The neighbours again, their raw HTML well-formed and allowed, or left out."""
    inline = any(isinstance(item, RawInline) for item in items)
    kind = RawInline if inline else RawBlock
    holes = [item for item in items if not isinstance(item, _Raw)]
    page = read_html(_with_holes(items, inline), inline)
    bad = refused(page.root)
    found.extend(_judge(page, bad, source))
    if bad or not page.whole:
        return tuple(holes)
    made: list[Node] = []
    for piece, hole in zip_longest(write_pieces(page.root), holes):
        made += [kind(("html", piece))] if piece.strip() else []
        made += [hole] if hole else []
    return tuple(made)


def _judge(page: Page, bad: str, source: Source) -> Iterator[Problem]:
    if bad:
        yield problem(source, "H103", f"{bad} må ikke bruges", _INSTEAD.get(bad, ""))
    elif not page.whole:
        hint = "luk hvert element, eller skriv det som markdown"
        yield problem(source, "H101", "HTML, der ikke hænger sammen", hint)
    elif page.mended:
        hint = "se efter, om det blev, som du ville"
        yield problem(source, "H102", "HTML er rettet, så det hænger sammen", hint)


def _with_holes(items: list[Node], inline: bool) -> str:
    """The raw HTML with an empty element for each other item: one that may stand where it does."""
    numbers = count()
    return "".join(
        _COMMENT.sub("", item.c[1])
        if isinstance(item, _Raw)
        else f'<{(tag := _hole(item, inline))} {HOLE}="{next(numbers)}"></{tag}>'
        for item in items
    )


def _hole(item: Node, inline: bool) -> str:
    if inline or isinstance(item, Plain):
        return "span"
    return "p" if isinstance(item, Para) else "div"
