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

from press.codes import problem
from press.finding import Written, find
from press.manuscript.html import REFUSED, read_html, refused, write_pieces
from press.model import Problem, Source
from press.tree import Blocks, Node, Para, Plain, RawBlock, RawInline, remade_nodes

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_Raw = RawBlock | RawInline


def mend(
    chapter: Written, blocks: Blocks, landmarks: Sequence[Node]
) -> tuple[Blocks, tuple[Problem, ...]]:
    """The tree with every raw node well-formed XHTML, and what had to be mended or refused.

    ``landmarks`` are the tree's own nodes, as :func:`press.manuscript.walk.landmarks` gives.
    Comments are left out: they are the editors' own. Refused HTML is left out as well.
    """
    places = _places(chapter, landmarks)
    found: list[Problem] = []

    def mended(items: tuple[Node, ...]) -> tuple[Node, ...]:
        source = next((places[id(item)] for item in items if isinstance(item, _Raw)), None)
        if source is None:
            return items
        kept = (i for i in items if not isinstance(i, _Raw) or _is_html(i, places[id(i)], found))
        return tuple(_joined(list(kept), source, found))

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


def _is_html(node: _Raw, place: Source, found: list[Problem]) -> bool:
    """False, with a problem, for raw text that HTML editions would drop without a word."""
    kind, text = node.c
    if kind in ("html", "html5", "html4"):
        return True
    hint = "skriv en omvendt skråstreg som \\\\" if kind == "tex" else ""
    message = f"rå kode ({kind}) bruges ikke i bogen: »{text.strip()[:40]}«"
    found.append(problem(place, "H103", message, hint))
    return False


def _joined(items: list[Node], source: Source, found: list[Problem]) -> Iterator[Node]:
    """The neighbours again, their raw HTML well-formed and allowed, or left out."""
    inline = any(isinstance(item, RawInline) for item in items)
    holes = [item for item in items if not isinstance(item, _Raw)]
    page = read_html(_with_holes(items, inline), inline)
    if bad := refused(page.root):
        found.append(problem(source, "H103", f"{bad} må ikke bruges", REFUSED.get(bad, "")))
    elif not page.whole:
        hint = "luk hvert element, eller skriv det som markdown"
        found.append(problem(source, "H101", "HTML, der ikke hænger sammen", hint))
    elif page.mended:
        hint = "se efter, om det blev, som du ville"
        found.append(problem(source, "H102", "HTML er rettet, så det hænger sammen", hint))
    pieces = write_pieces(page.root) if page.whole and not bad else [""] * (len(holes) + 1)
    for number, piece in enumerate(pieces):
        if piece.strip():
            yield (RawInline if inline else RawBlock)(("html", piece))
        if number < len(holes):
            yield holes[number]


def _with_holes(items: list[Node], inline: bool) -> str:
    parts: list[str] = []
    number = 0
    for item in items:
        if isinstance(item, _Raw):
            parts.append(_COMMENT.sub("", item.c[1]))
        else:
            block = "p" if isinstance(item, Para) else "span" if isinstance(item, Plain) else "div"
            tag = "span" if inline else block
            parts.append(f'<{tag} data-hole="{number}"></{tag}>')
            number += 1
    return "".join(parts)
