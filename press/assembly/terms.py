"""Linking terms: a chapter's blocks in, the same blocks with links to the word list out.

``[[term]]`` is always linked. Beside it the first unmarked mention of each term is linked,
unless the chapter says otherwise; never in headings, links, code, notes, foreign words or
quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from press.assembly.lexicon import Hit, Kind, Lexicon
from press.assembly.revisions import CAME, WENT, is_span, joined, parted
from press.assembly.tree import BLANK, string
from press.model import Json

_QUOTATION = re.compile(r"»[^«]*«|“[^”]*”|„[^“”]*[“”]|›[^‹]*‹")
_HOLE = "\ufffc"
_STYLED = frozenset(
    {"Emph", "Strong", "Strikeout", "SmallCaps", "Underline", "Subscript", "Superscript"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A term that a chapter says: the words as written (the target of ``[[…]]``), the slug
    (empty when no term has that form), and whether it was marked and discouraged."""

    words: str
    slug: str
    marked: bool
    discouraged: bool = False


@dataclass(slots=True)
class _Linking:
    """One walk through a chapter: which terms were linked so far, and what was met."""

    lexicon: Lexicon
    met: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)


def link_terms(
    blocks: list[Json], lexicon: Lexicon, auto: bool
) -> tuple[list[Json], tuple[Mention, ...]]:
    """The blocks with their terms linked, and every mention in order of linking."""
    linking = _Linking(lexicon)
    linked = _blocks(blocks, linking, auto)
    return linked, tuple(linking.mentions)


def _blocks(blocks: list[Json], linking: _Linking, on: bool) -> list[Json]:
    return [_block(block, linking, on) for block in blocks]


def _block(block: Json, linking: _Linking, on: bool) -> Json:
    kind, inside = block["t"], block.get("c")
    if kind in ("Para", "Plain"):
        return {"t": kind, "c": _inlines(inside, linking, on)}
    if kind == "Header":
        return {"t": kind, "c": [*inside[:2], _inlines(inside[2], linking, False)]}
    if kind == "BlockQuote":
        return {"t": kind, "c": _blocks(inside, linking, False)}
    if kind == "Div":
        return {"t": kind, "c": [inside[0], _blocks(inside[1], linking, on)]}
    if kind == "BulletList":
        return {"t": kind, "c": [_blocks(item, linking, on) for item in inside]}
    if kind == "OrderedList":
        return {"t": kind, "c": [inside[0], [_blocks(item, linking, on) for item in inside[1]]]}
    if kind == "DefinitionList":
        return {"t": kind, "c": [_definition(item, linking, on) for item in inside]}
    if kind == "LineBlock":
        return {"t": kind, "c": [_inlines(line, linking, on) for line in inside]}
    if kind in ("Figure", "Table"):
        return {"t": kind, "c": _within(inside, linking, on)}
    return block


def _definition(item: Json, linking: _Linking, on: bool) -> Json:
    term, meanings = item
    return [_inlines(term, linking, on), [_blocks(meaning, linking, on) for meaning in meanings]]


def _within(tree: Json, linking: _Linking, on: bool) -> Json:
    """The same list structure, the blocks in it linked: the captions and cells of a table."""
    if isinstance(tree, list):
        return [_within(item, linking, on) for item in tree]
    return _block(tree, linking, on) if isinstance(tree, dict) and "c" in tree else tree


def _inlines(items: list[Json], linking: _Linking, on: bool) -> list[Json]:
    if on and any(is_span(item, CAME, WENT) for item in items):
        return joined(_linked(parted(items), linking, on))
    return _linked(items, linking, on)


def _linked(items: list[Json], linking: _Linking, on: bool) -> list[Json]:
    if not on:
        return [item if item["t"] == "Str" else _inline(item, linking, False) for item in items]
    pieces = [_text(item) for item in items]
    text = "".join(pieces)
    quoted = [match.span() for match in _QUOTATION.finditer(text)]
    hits = [hit for hit in linking.lexicon.find(text) if not _covered(hit.start, quoted)]
    for hit in hits:
        if hit.sense.kind is Kind.DISCOURAGED:
            linking.mentions.append(Mention(text[hit.start : hit.end], hit.sense.slug, False, True))
    welcome = [hit for hit in hits if hit.sense.kind is not Kind.DISCOURAGED]
    if not welcome:
        places = zip(items, pieces, _starts(pieces), strict=True)
        return [
            _inline(item, linking, not _covered(start, quoted)) if piece == _HOLE else item
            for item, piece, start in places
        ]
    return list(_spliced(items, pieces, welcome, quoted, linking))


def _spliced(
    items: list[Json],
    pieces: list[str],
    hits: list[Hit],
    quoted: list[tuple[int, int]],
    linking: _Linking,
) -> Iterator[Json]:
    """The inlines with the words of each first mention wrapped in a link."""
    starts = _starts(pieces)
    waiting = list(zip(reversed(items), reversed(starts), strict=True))
    coming = iter(hits)
    hit = next(coming, None)
    while waiting:
        item, start = waiting.pop()
        piece = _text(item)
        if piece == _HOLE:
            yield _inline(item, linking, not _covered(start, quoted))
            continue
        while hit and (hit.start < start or hit.sense.slug in linking.met):
            hit = next(coming, None)
        if hit is None or hit.start >= start + len(piece):
            yield item
            continue
        if hit.start > start:
            yield _like(item, piece[: hit.start - start])
        linked = [(_like(item, piece[hit.start - start :]), hit.start)]
        while linked[-1][1] + len(_text(linked[-1][0])) < hit.end:
            linked.append(waiting.pop())
        last, start = linked[-1]
        if rest := _text(last)[hit.end - start :]:
            waiting.append((_like(last, rest), hit.end))
        inside = [part for part, _ in linked[:-1]]
        inside = joined([*inside, _like(last, _text(last)[: hit.end - start])])
        linking.met.add(hit.sense.slug)
        linking.mentions.append(Mention("".join(map(_text, inside)), hit.sense.slug, False))
        yield _link(hit.sense.slug, inside)


def _inline(item: Json, linking: _Linking, on: bool) -> Json:
    kind, inside = item["t"], item.get("c")
    if kind == "Link" and "wikilink" in inside[0][1]:
        return _marked(inside, linking)
    if kind in _STYLED:
        return {"t": kind, "c": _inlines(inside, linking, on)}
    if kind == "Quoted":
        return {"t": kind, "c": [inside[0], _inlines(inside[1], linking, False)]}
    if kind == "Span":
        if is_span(item, WENT, "change-note"):
            return item
        foreign = any(name == "lang" for name, _ in inside[0][2])
        return {"t": kind, "c": [inside[0], _inlines(inside[1], linking, on and not foreign)]}
    if kind == "Note":
        return {"t": kind, "c": _blocks(inside, linking, False)}
    return item


def _marked(link: Json, linking: _Linking) -> Json:
    _, text, (name, _) = link
    sense = linking.lexicon.sense(name)
    if sense is None:
        linking.mentions.append(Mention(name, "", True))
        return {"t": "Span", "c": [["", [], []], text]}
    linking.met.add(sense.slug)
    discouraged = sense.kind is Kind.DISCOURAGED
    linking.mentions.append(Mention(name, sense.slug, True, discouraged))
    return _link(sense.slug, text)


def _link(slug: str, inside: list[Json]) -> Json:
    return {"t": "Link", "c": [["", ["term"], [["data-term", slug]]], inside, [f"#ord-{slug}", ""]]}


def _text(item: Json) -> str:
    """What an inline is to the search for terms: words that came are words like others, words
    that went are nothing."""
    kind = item["t"]
    if kind == "Str":
        return str(item["c"])
    if kind == "Span" and is_span(item, CAME, WENT):
        inside = item["c"][1] if is_span(item, CAME) else []
        return _text(inside[0]) if len(inside) == 1 else _HOLE if inside else ""
    return " " if kind in BLANK else _HOLE


def _like(item: Json, text: str) -> Json:
    """A word in place of the one in ``item``, marked as come like it."""
    if item["t"] == "Span":
        return {"t": "Span", "c": [item["c"][0], [string(text)]]}
    return item if item["t"] in BLANK else string(text)


def _starts(pieces: list[str]) -> list[int]:
    return list(accumulate(map(len, pieces), initial=0))[:-1]


def _covered(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
