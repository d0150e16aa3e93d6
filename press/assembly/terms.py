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

from press import tree
from press.assembly.lexicon import Form, Hit, Lexicon
from press.assembly.revisions import joined, parted
from press.galley.names import CAME, CHANGE_NOTE, TERM, WENT, WIKILINK
from press.tree import Attr, Block, Blocks, Inline, Inlines, Span, Str

_QUOTATION = re.compile(r"»[^«]*«|“[^”]*”|„[^“”]*[“”]|›[^‹]*‹")
# Stands in the searched text for an inline that no term reaches across.
_HOLE = "\ufffc"


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a term: the words as written (the target of ``[[…]]``), the slug (empty when
    no term has that form), and whether it was marked and discouraged."""

    words: str
    slug: str
    marked: bool
    discouraged: bool = False


@dataclass(slots=True)
class _Linking:
    """One walk through a chapter: the slugs linked so far, and every mention."""

    lexicon: Lexicon
    met: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)


def link_terms(blocks: Blocks, lexicon: Lexicon, auto: bool) -> tuple[Blocks, tuple[Mention, ...]]:
    """The blocks with their terms linked, and every mention in order of linking. Without ``auto``
    only marked terms are linked."""
    linking = _Linking(lexicon)
    linked = _blocks(blocks, linking, auto)
    return linked, tuple(linking.mentions)


def _blocks(blocks: Blocks, linking: _Linking, on: bool) -> Blocks:
    return tuple(_block(block, linking, on) for block in blocks)


def _block(block: Block, linking: _Linking, on: bool) -> Block:
    on = on and not isinstance(block, tree.Header | tree.BlockQuote)
    return tree.remade(
        block,
        lambda line: _inlines(line, linking, on),
        lambda inside: _blocks(inside, linking, on),
    )


def _inlines(line: Inlines, linking: _Linking, on: bool) -> Inlines:
    if not on:
        return tuple(item if type(item) is Str else _inline(item, linking, False) for item in line)
    if any(type(item) is Span and item.c[0].has(CAME, WENT) for item in line):
        return joined(_linked(parted(line), linking))
    return _linked(line, linking)


def _linked(line: Inlines, linking: _Linking) -> Inlines:
    pieces = [item.c if type(item) is Str else _text(item) for item in line]
    text = "".join(pieces)
    quoted = [match.span() for match in _QUOTATION.finditer(text)]
    welcome = []
    for hit in linking.lexicon.find(text):
        if _covered(hit.start, quoted):
            continue
        if hit.sense.form is not Form.DISCOURAGED:
            welcome.append(hit)
        else:
            linking.mentions.append(Mention(text[hit.start : hit.end], hit.sense.slug, False, True))
    if welcome:
        return tuple(_spliced(line, pieces, welcome, quoted, linking))
    if _HOLE not in text:
        return line
    return tuple(
        _inline(item, linking, not _covered(start, quoted)) if piece == _HOLE else item
        for item, piece, start in zip(line, pieces, _starts(pieces), strict=True)
    )


def _spliced(
    line: Inlines,
    pieces: list[str],
    hits: list[Hit],
    quoted: list[tuple[int, int]],
    linking: _Linking,
) -> Iterator[Inline]:
    """The inlines with the words of each first mention wrapped in a link. ``pieces`` is the text
    of each; ``hits`` and ``quoted`` are offsets in them joined."""
    waiting = list(zip(reversed(line), reversed(_starts(pieces)), strict=True))
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
        # The mention begins in this inline: cut off what stands before it, take what it reaches
        # over, and put back what stands after it in the last.
        if hit.start > start:
            yield _like(item, piece[: hit.start - start])
        linked = [(_like(item, piece[hit.start - start :]), hit.start)]
        while linked[-1][1] + len(_text(linked[-1][0])) < hit.end:
            linked.append(waiting.pop())
        last, start = linked.pop()
        if rest := _text(last)[hit.end - start :]:
            waiting.append((_like(last, rest), hit.end))
        words = [*(part for part, _ in linked), _like(last, _text(last)[: hit.end - start])]
        linking.met.add(hit.sense.slug)
        linking.mentions.append(Mention("".join(map(_text, words)), hit.sense.slug, False))
        yield _link(hit.sense.slug, joined(words))


def _inline(item: Inline, linking: _Linking, on: bool) -> Inline:
    match item:
        case tree.Link((attr, line, (name, _))) if attr.has(WIKILINK):
            return _marked(name, line, linking)
        case tree.Quoted((kind, line)):
            return tree.Quoted((kind, _inlines(line, linking, False)))
        case Span((attr, line)) if not attr.has(WENT, CHANGE_NOTE):
            return Span((attr, _inlines(line, linking, on and not attr.get("lang"))))
        case tree.Note(blocks):
            return tree.Note(_blocks(blocks, linking, False))
    return type(item)(_inlines(item.c, linking, on)) if isinstance(item, tree.STYLED) else item


def _marked(name: str, line: Inlines, linking: _Linking) -> Inline:
    sense = linking.lexicon.sense(name)
    if sense is None:
        linking.mentions.append(Mention(name, "", True))
        return Span((Attr(), line))
    linking.met.add(sense.slug)
    discouraged = sense.form is Form.DISCOURAGED
    linking.mentions.append(Mention(name, sense.slug, True, discouraged))
    return _link(sense.slug, line)


def _link(slug: str, line: Inlines) -> tree.Link:
    return tree.Link((Attr("", (TERM,), (("data-term", slug),)), line, tree.Target(f"#ord-{slug}")))


def _text(item: Inline) -> str:
    """An inline as the search for terms reads it: words that came like any others, words that
    went as nothing."""
    match item:
        case Str(text):
            return text
        case tree.Space() | tree.SoftBreak():
            return " "
        case Span((attr, line)) if attr.has(CAME):
            return _text(line[0]) if len(line) == 1 else _HOLE if line else ""
        case Span((attr, _)) if attr.has(WENT):
            return ""
        case _:
            return _HOLE


def _like(item: Inline, text: str) -> Inline:
    """``text`` in place of the word in ``item``, under the same mark."""
    if isinstance(item, Span):
        return Span((item.c[0], (Str(text),)))
    return Str(text) if isinstance(item, Str) else item


def _starts(pieces: list[str]) -> list[int]:
    return list(accumulate(map(len, pieces), initial=0))[:-1]


def _covered(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
