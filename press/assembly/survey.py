"""What a chapter shares with the rest of the book: a chapter in, its survey out.

A survey lists the chapter's labels, its references, citations and index marks, and the terms that
it mentions. It depends only on the chapter and the word list's forms, and is kept in the store.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeGuard, TypeVar

import msgspec

from press import tree
from press.assembly.lexicon import Lexicon
from press.assembly.terms import Mention, link_terms
from press.galley.names import CARD_BOX, INDEX, SHEET_BOX, TERM
from press.model import Chapter
from press.questions import chapter_blocks
from press.store import Store, code_digest, digest
from press.tree import Attr, Citation, Inlines, Node, is_span, nodes, plain

_T = TypeVar("_T")
_RAW_ID = re.compile(r"""\sid=["']([^"']+)["']""")
_RAW_REF = re.compile(r"""\shref=["']\s*#([^"']+)["']""")
_SIZED = re.compile(r"\w+")
FIGURE, TABLE, HEADING, BLOCK = "figur", "tabel", "heading", "block"
# What is numbered through the book, each by the word that names it.
COUNTED = frozenset({FIGURE, TABLE, CARD_BOX, SHEET_BOX})
_WORDS = frozenset({tree.Str, tree.Space, tree.SoftBreak})


class Label(NamedTuple):
    """Something that can be referred to. ``id`` is empty for what is numbered without a label;
    ``kind`` is one of ``COUNTED``, ``HEADING`` or ``BLOCK``; ``text`` is the heading, the caption
    or the title. ``line`` is a heading with citations in it, whose words are not yet known."""

    id: str
    kind: str
    text: str = ""
    line: Inlines = ()


class Ref(NamedTuple):
    """A reference: the label that it leads to, and whether it has words of its own."""

    label: str
    has_words: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """What a chapter shares with the rest of the book, each list in the order of the text.

    ``clusters`` holds the citation lists, ``marks`` the paths of index entries.
    """

    labels: tuple[Label, ...]
    refs: tuple[Ref, ...]
    clusters: tuple[tuple[Citation, ...], ...]
    mentions: tuple[Mention, ...]
    marks: tuple[tuple[str, ...], ...]

    @property
    def cited(self) -> tuple[str, ...]:
        """The key of each work, as often as it is cited."""
        return tuple(one.id for cluster in self.clusters for one in cluster)


_READER = msgspec.json.Decoder(Survey)


def survey_chapter(chapter: Chapter, lexicon: Lexicon, store: Store | None) -> Survey:
    """The chapter's survey, from the store when it has been made before."""
    if store is None:
        return _survey(chapter, lexicon)
    key = digest(own_code(), lexicon.digest, chapter.ast, str(chapter.autolink), *chapter.questions)
    made = store.recall("surveys", key, lambda: msgspec.json.encode(_survey(chapter, lexicon)))
    return _READER.decode(made)


def with_citations(line: Inlines, cited: Mapping[str, Inlines]) -> Inlines:
    """The line with the words of each of its citations. ``cited`` gives those of each cluster key;
    a citation that it lacks stays as written."""

    def told(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            tree.Cite((item.c[0], cited.get(cluster_key(item.c[0]), item.c[1])))
            if isinstance(item, tree.Cite)
            else item
            for item in items
        )

    return tree.remade_nodes(line, told) if cited else line


def mark_path(attr: Attr, line: Inlines) -> tuple[str, ...]:
    """The path of the index entry that a ``.register`` span asks for: entry, sub-entry."""
    written = attr.get("opslag") or plain(line)
    return tuple(step for part in written.split(">") if (step := " ".join(part.split())))


def cluster_key(cluster: tuple[Citation, ...]) -> str:
    """A key for a citation list: all that decides how it is set, so not its place in the book
    (note number and hash)."""
    decisive = [(one.id, one.mode.t, one.prefix, one.suffix) for one in cluster]
    return msgspec.json.encode(decisive).decode()


def occurrences(items: Iterable[_T], key: Callable[[_T], Hashable]) -> Iterator[tuple[_T, int]]:
    """Each item with its ordinal among those of the same key, from 1: what
    :func:`press.finding.find` needs to find its place in the chapter."""
    met: Counter[Hashable] = Counter()
    for item in items:
        met[key(item)] += 1
        yield item, met[key(item)]


def own_code() -> str:
    """The hash of the code that sets galleys."""
    return code_digest("pandoc", "tree", "model", "questions", "galley", "assembly", "language")


def _survey(chapter: Chapter, lexicon: Lexicon) -> Survey:
    blocks, mentions = link_terms(chapter_blocks(chapter), lexicon, chapter.autolink)
    found = [node for node in nodes(blocks) if type(node) not in _WORDS]
    return Survey(
        labels=tuple(label for node in found for label in _labels(node)),
        refs=tuple(ref for node in found for ref in _refs(node)),
        clusters=tuple(node.c[0] for node in found if isinstance(node, tree.Cite)),
        mentions=mentions,
        marks=tuple(mark_path(*mark.c) for mark in found if _is_mark(mark)),
    )


def _is_mark(node: Node) -> TypeGuard[tree.Span]:
    return is_span(node, INDEX)


def _labels(node: Node) -> Iterator[Label]:
    match node:
        case tree.Header((_, attr, line)) if attr.id:
            yield Label(attr.id, HEADING, plain(line), line if _cites(line) else ())
        case tree.Figure((attr, caption, _)):
            yield Label(attr.id, FIGURE, plain(caption.blocks))
        case tree.Table(grid):
            text = plain(grid.caption.blocks)
            if text or grid.attr.id:
                yield Label(grid.attr.id, TABLE if text else BLOCK, text)
        case tree.Div((attr, _)) if attr.has(CARD_BOX, SHEET_BOX):
            yield Label(attr.id, CARD_BOX if attr.has(CARD_BOX) else SHEET_BOX, attr.get("title"))
        case tree.RawBlock((_, html)) | tree.RawInline((_, html)):
            yield from (Label(name, BLOCK) for name in _RAW_ID.findall(html))
        case tree.Div() | tree.Span() | tree.CodeBlock() | tree.Code() | tree.Image() | tree.Link():
            if node.c[0].id:
                yield Label(node.c[0].id, BLOCK)


def _cites(line: Inlines) -> bool:
    return any(isinstance(node, tree.Cite) for node in nodes(line))


def _refs(node: Node) -> Iterator[Ref]:
    """What the node refers to. A link in raw HTML never writes itself."""
    match node:
        case tree.Link((attr, line, (url, _))):
            if url.startswith("#") and not attr.has(TERM):
                yield Ref(url[1:], bool(_SIZED.search(plain(line))))
        case tree.RawBlock((_, html)) | tree.RawInline((_, html)):
            yield from (Ref(label, True) for label in _RAW_REF.findall(html))
