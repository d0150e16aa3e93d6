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
from press.model import Json, Problem, Source

_RAW = ("RawBlock", "RawInline")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HOLES = {"Plain": "span", "Para": "p"}


def mend(
    chapter: Written, blocks: Json, landmarks: Sequence[Json]
) -> tuple[Json, tuple[Problem, ...]]:
    """The tree with every raw node well-formed XHTML, and what had to be mended or refused.

    ``landmarks`` are the tree's own nodes, as :func:`press.manuscript.walk.landmarks` gives.
    Comments are left out: they are the editors' own. Refused HTML is left out as well.
    """
    places = _places(chapter, landmarks)
    found: list[Problem] = []
    return _mended(blocks, places, found) if places else blocks, tuple(found)


def _places(chapter: Written, landmarks: Sequence[Json]) -> Mapping[int, Source]:
    """Where each raw node stands, by its identity."""
    met: Counter[str] = Counter()
    places: dict[int, Source] = {}
    for node in landmarks:
        if node["t"] in _RAW:
            token = node["c"][1].strip().split("\n")[0][:60]
            met[token] += 1
            places[id(node)] = find(chapter, token, met[token]) if token else Source(chapter.path)
    return places


def _mended(tree: Json, places: Mapping[int, Source], found: list[Problem]) -> Json:
    if isinstance(tree, dict):
        return {key: _mended(value, places, found) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    if not any(isinstance(item, dict) and item.get("t") in _RAW for item in tree):
        return [_mended(item, places, found) for item in tree]
    source = next(places[id(item)] for item in tree if id(item) in places)
    kept = [item for item in tree if item["t"] not in _RAW or _is_html(item, places, found)]
    rest = [_mended(item, places, found) if item["t"] not in _RAW else item for item in kept]
    return list(_joined(rest, source, found))


def _is_html(node: Json, places: Mapping[int, Source], found: list[Problem]) -> bool:
    """False, with a problem, for raw text that HTML editions would drop without a word."""
    kind, text = node["c"]
    if kind in ("html", "html5", "html4"):
        return True
    hint = "skriv en omvendt skråstreg som \\\\" if kind == "tex" else ""
    message = f"rå kode ({kind}) bruges ikke i bogen: »{text.strip()[:40]}«"
    found.append(problem(places[id(node)], "H103", message, hint))
    return False


def _joined(items: list[Json], source: Source, found: list[Problem]) -> Iterator[Json]:
    """The neighbours again, their raw HTML well-formed and allowed, or left out."""
    raw = "RawInline" if any(item["t"] == "RawInline" for item in items) else "RawBlock"
    holes = [item for item in items if item["t"] not in _RAW]
    written = _with_holes(items, inline=raw == "RawInline")
    page = read_html(written, inline=raw == "RawInline")
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
            yield {"t": raw, "c": ["html", piece]}
        if number < len(holes):
            yield holes[number]


def _with_holes(items: list[Json], inline: bool) -> str:
    parts: list[str] = []
    number = 0
    for item in items:
        if item["t"] in _RAW:
            parts.append(_COMMENT.sub("", item["c"][1]))
        else:
            tag = "span" if inline else _HOLES.get(item["t"], "div")
            parts.append(f'<{tag} data-hole="{number}"></{tag}>')
            number += 1
    return "".join(parts)
