"""A line with its changes marked: runs of tokens in, pandoc's inlines out.

What stands in the new line keeps the very nodes around it: no link, quotation or index mark is
ever split or doubled. ``ins`` and ``del`` stand innermost. What has gone keeps its formatting only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from press.model import Json
from press.redline.model import Status
from press.redline.tokens import Token
from press.redline.worddiff import Run
from press.redline.words import FORMATS

GAP = "gap"
_SPACE = {"t": "Space"}


@dataclass(frozen=True, slots=True)
class Hands:
    """How the tokens that are no words are dealt with: ``gone`` makes an old one plain inlines,
    ``both`` gives the node of one that stands in both lines."""

    gone: Callable[[Token], list[Json]]
    both: Callable[[Token, Token], Json]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """An inline, the nodes around it, and the classes of the Span to set it in."""

    node: Json
    wraps: tuple[Json, ...]
    classes: tuple[str, ...] = ()


def woven(found: Sequence[Run], new_line: Sequence[Token], hands: Hands) -> list[Json]:
    """The inlines of a line. ``new_line`` is the whole new line, unseen tokens included."""
    return _nested(list(_leaves(found, new_line, hands)), 0)


def _leaves(found: Sequence[Run], new_line: Sequence[Token], hands: Hands) -> Iterator[_Leaf]:
    waiting = list(reversed(new_line))
    last: tuple[Json, ...] = ()
    struck: Run | None = None
    started = False
    for run in found:
        if run.status is Status.DEL:
            coming = next((token for token in reversed(waiting) if token.key is not None), None)
            around = _shared(last, coming.wraps) if coming else ()
            yield from _gone(run.old, around, hands)
            struck = run
            continue
        classes = () if run.status is Status.SAME else (run.status.value,)
        for place, token in enumerate(run.new):
            while waiting[-1] is not token:
                unseen = waiting.pop()
                last = unseen.wraps
                yield _Leaf(unseen.node, unseen.wraps)
            waiting.pop()
            gap, wide = token.gap, (*classes, GAP) if classes and not place else classes
            if struck and not place and not gap:
                if not classes:
                    # A word that begins the line now stood within it before.
                    gap, wide = run.old[0].gap, (Status.DEL.value, GAP)
                elif not struck.old[0].gap and not started:
                    # At the start of a line, nothing else keeps the two apart.
                    gap = (_SPACE,)
            yield from (_Leaf(blank, _shared(last, token.wraps), wide) for blank in gap)
            node = hands.both(run.old[place], token) if run.old else token.node
            yield _Leaf(node, token.wraps, classes)
            last, started = token.wraps, True
        struck = None
    yield from (_Leaf(token.node, token.wraps) for token in reversed(waiting))


def _gone(line: Sequence[Token], around: tuple[Json, ...], hands: Hands) -> Iterator[_Leaf]:
    shown = {node["t"] for node in around}
    before: tuple[Json, ...] = around
    for place, token in enumerate(line):
        own = (node for node in token.wraps if node["t"] in FORMATS and node["t"] not in shown)
        wraps = (*around, *own)
        wide = (Status.DEL.value, GAP) if not place else (Status.DEL.value,)
        yield from (_Leaf(_SPACE, _shared(before, wraps), wide) for _ in token.gap[:1])
        for node in hands.gone(token):
            yield _Leaf(node, wraps, (Status.DEL.value,))
        before = wraps


def _shared(one: tuple[Json, ...], two: tuple[Json, ...]) -> tuple[Json, ...]:
    """The nodes that stand around both."""
    size = 0
    while size < min(len(one), len(two)) and one[size] is two[size]:
        size += 1
    return one[:size]


def _nested(leaves: list[_Leaf], depth: int) -> list[Json]:
    out: list[Json] = []
    at = 0
    while at < len(leaves):
        first = leaves[at]
        deeper = len(first.wraps) > depth
        end = at
        while end < len(leaves) and _same_place(leaves[end], first, depth, deeper):
            end += 1
        group = leaves[at:end]
        if deeper:
            out.append(_wrapped(first.wraps[depth], _nested(group, depth + 1)))
        elif first.classes:
            out.append(span(first.classes, _joined(group)))
        else:
            out += _joined(group)
        at = end
    return out


def _same_place(leaf: _Leaf, first: _Leaf, depth: int, deeper: bool) -> bool:
    if deeper:
        return len(leaf.wraps) > depth and leaf.wraps[depth] is first.wraps[depth]
    return len(leaf.wraps) == depth and leaf.classes == first.classes


def _joined(leaves: list[_Leaf]) -> list[Json]:
    """The inlines again, pieces of words and signs that touch as one string."""
    out: list[Json] = []
    for leaf in leaves:
        if out and out[-1]["t"] == "Str" == leaf.node["t"]:
            out[-1] = {"t": "Str", "c": out[-1]["c"] + leaf.node["c"]}
        else:
            out.append(leaf.node)
    return out


def _wrapped(node: Json, inside: list[Json]) -> Json:
    own: Any = node["c"]
    if node["t"] in FORMATS:
        return {"t": node["t"], "c": inside}
    return {"t": node["t"], "c": [own[0], inside, *own[2:]]}


def span(classes: Sequence[str], items: list[Json]) -> Json:
    """A Span of these classes."""
    return {"t": "Span", "c": [["", list(classes), []], items]}
