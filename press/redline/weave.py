"""A line with its changes marked: runs of tokens in, pandoc's inlines out.

What stands in the new line keeps the very nodes around it: no link, quotation or index mark is
ever split or doubled. The marks stand innermost. What has gone keeps its formatting only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from press.changes import Status
from press.galley.names import CAME, GAP, WENT
from press.redline.tokens import Token, Wrap
from press.redline.worddiff import Run
from press.tree import STYLED, Inline, Inlines, Link, Space, Span, Str, span


@dataclass(frozen=True, slots=True)
class _Item:
    """An inline, the nodes around it, and the classes of the Span to set it in."""

    node: Inline
    wraps: tuple[Wrap, ...]
    classes: tuple[str, ...] = ()


def woven(
    found: Sequence[Run],
    new_line: Sequence[Token],
    gone: Callable[[Token], Inlines] = lambda token: (token.node,),
    both: Callable[[Token, Token], Inline] = lambda _, new: new.node,
) -> Inlines:
    """The inlines of a line. ``new_line`` is the whole new line, unseen tokens included; ``gone``
    makes an old token plain inlines, ``both`` gives the node of a token that both lines have."""
    weaver = _Weaver(gone, both, list(reversed(new_line)))
    items = [item for run in found for item in weaver.run(run)]
    return _nested([*items, *weaver.unseen(None)], 0)


@dataclass(slots=True)
class _Weaver:
    """A line being set: ``waiting`` is what is left of the new line, last token first; ``around``
    the nodes around the token before; ``struck`` the run right before, if it went; ``started``
    says that a token of the new line has been set."""

    gone: Callable[[Token], Inlines]
    both: Callable[[Token, Token], Inline]
    waiting: list[Token]
    around: tuple[Wrap, ...] = ()
    struck: Run | None = None
    started: bool = False

    def run(self, run: Run) -> Iterator[_Item]:
        if run.status is Status.WENT:
            yield from self._went(run.old)
            self.struck = run
            return
        classes = (CAME,) if run.status is Status.CAME else ()
        for place, token in enumerate(run.new):
            yield from self.unseen(token)
            gap, marks = (token.gap, classes) if place else self._gap(run)
            around = _shared(self.around, token.wraps)
            yield from (_Item(blank, around, marks) for blank in gap)
            node = self.both(run.old[place], token) if run.old else token.node
            yield _Item(node, token.wraps, classes)
            self.around, self.started = token.wraps, True
        self.struck = None

    def unseen(self, token: Token | None) -> Iterator[_Item]:
        """What no reader sees before ``token``, or before the end of the line."""
        while self.waiting and (one := self.waiting.pop()) is not token:
            self.around = one.wraps
            yield _Item(one.node, one.wraps)

    def _gap(self, run: Run) -> tuple[Inlines, tuple[str, ...]]:
        """The blanks before a run of the new line, and the classes that mark them."""
        gap, came = run.new[0].gap, run.status is Status.CAME
        if self.struck and not gap:
            if not came:
                # A word that begins the line now stood within it before.
                return run.old[0].gap, (WENT, GAP)
            if not self.struck.old[0].gap and not self.started:
                # At the start of a line, nothing else keeps the two apart.
                gap = (Space(),)
        return gap, (CAME, GAP) if came else ()

    def _went(self, line: Sequence[Token]) -> Iterator[_Item]:
        coming = next((token for token in reversed(self.waiting) if token.key is not None), None)
        around = _shared(self.around, coming.wraps) if coming else ()
        shown = set(map(type, around))
        before = around
        for place, token in enumerate(line):
            styles = (node for node in token.wraps if isinstance(node, STYLED))
            wraps = (*around, *(node for node in styles if type(node) not in shown))
            if token.gap:
                classes = (WENT,) if place else (WENT, GAP)
                yield _Item(Space(), _shared(before, wraps), classes)
            for node in self.gone(token):
                yield _Item(node, wraps, (WENT,))
            before = wraps


def _shared(one: tuple[Wrap, ...], two: tuple[Wrap, ...]) -> tuple[Wrap, ...]:
    """The nodes that stand around both."""
    size = 0
    while size < min(len(one), len(two)) and one[size] is two[size]:
        size += 1
    return one[:size]


def _nested(items: Sequence[_Item], depth: int) -> Inlines:
    """The inlines of ``items``, whose nodes outside ``depth`` are set already."""
    out: list[Inline] = []
    at = 0
    while at < len(items):
        first = items[at]
        deeper = len(first.wraps) > depth
        end = at
        while end < len(items) and _same_place(items[end], first, depth, deeper):
            end += 1
        group = items[at:end]
        if deeper:
            out.append(_wrapped(first.wraps[depth], _nested(group, depth + 1)))
        elif first.classes:
            out.append(span(first.classes, _joined(group)))
        else:
            out += _joined(group)
        at = end
    return tuple(out)


def _same_place(item: _Item, first: _Item, depth: int, deeper: bool) -> bool:
    if deeper:
        return len(item.wraps) > depth and item.wraps[depth] is first.wraps[depth]
    return len(item.wraps) == depth and item.classes == first.classes


def _joined(items: Sequence[_Item]) -> list[Inline]:
    """The inlines again, pieces of words and signs that touch as one string."""
    out: list[Inline] = []
    for item in items:
        if out and isinstance(out[-1], Str) and isinstance(item.node, Str):
            out[-1] = Str(out[-1].c + item.node.c)
        else:
            out.append(item.node)
    return out


def _wrapped(node: Wrap, line: Inlines) -> Inline:
    match node:
        case Span((attr, _)):
            return Span((attr, line))
        case Link((attr, _, target)):
            return Link((attr, line, target))
        case _:
            return type(node)(line)
