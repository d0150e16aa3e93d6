"""What a chapter brings to the whole book: a chapter in, its survey out.

A survey names the chapter's labels, what it refers to, cites, marks for the index, and
which terms it says. It depends on the chapter and the word list's forms only, and is kept in
the store.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from press.assembly.lexicon import Lexicon
from press.assembly.terms import Mention, link_terms
from press.assembly.tree import nodes, plain
from press.model import Chapter, Json
from press.questions import chapter_blocks
from press.store import Store, code_digest, digest

_KIND = "surveys"
_RAW_ID = re.compile(r"""\sid=["']([^"']+)["']""")
_RAW_REF = re.compile(r"""\shref=["']\s*#([^"']+)["']""")
CARD, SHEET = "kort", "ark"
_BOXES = {CARD: "card", SHEET: "sheet"}
_SIZED = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Label:
    """Something that can be referred to. ``kind`` is ``heading``, ``figure``, ``table``,
    ``card``, ``sheet`` or ``block``; ``id`` is empty for what is counted without a label;
    ``text`` is the heading, the caption or the title."""

    id: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Survey:
    """A chapter's dealings with the rest of the book, each list in the order of the text.

    ``refs`` pairs each label referred to with whether the reference has words of its own;
    ``clusters`` holds the citation lists, ``marks`` the paths of index entries.
    """

    labels: tuple[Label, ...]
    refs: tuple[tuple[str, bool], ...]
    clusters: tuple[Json, ...]
    mentions: tuple[Mention, ...]
    marks: tuple[tuple[str, ...], ...]


def survey_chapter(chapter: Chapter, lexicon: Lexicon, store: Store | None) -> Survey:
    """The chapter's survey, from the store when it has been made before."""
    if store is None:
        return _survey(chapter, lexicon)
    key = digest(own_code(), lexicon.digest, chapter.ast, str(chapter.autolink), *chapter.questions)
    kept = store.get(_KIND, key)
    if kept is not None:
        return _unpacked(json.loads(kept))
    survey = _survey(chapter, lexicon)
    store.put(_KIND, key, json.dumps(_packed(survey), ensure_ascii=False).encode())
    return survey


def mark_path(span: Json) -> tuple[str, ...]:
    """The path of the index entry that a ``.register`` span asks for: entry, sub-entry."""
    (_, _, attributes), inside = span
    written = dict(attributes).get("opslag") or plain(inside)
    return tuple(step for part in written.split(">") if (step := " ".join(part.split())))


def cluster_key(cluster: Json) -> str:
    """What decides how a citation list is set, as a key: everything but where it stands."""
    said = [
        (one["citationId"], one["citationMode"]["t"], one["citationPrefix"], one["citationSuffix"])
        for one in cluster
    ]
    return json.dumps(said, ensure_ascii=False)


def own_code() -> str:
    """The hash of the code that sets galleys."""
    return code_digest("pandoc", "tree", "model", "questions", "galley", "assembly", "language")


def _survey(chapter: Chapter, lexicon: Lexicon) -> Survey:
    blocks, mentions = link_terms(chapter_blocks(chapter), lexicon, chapter.autolink)
    found = list(nodes(blocks))
    return Survey(
        labels=tuple(label for node in found for label in _labels(node)),
        refs=tuple(ref for node in found for ref in _refs(node)),
        clusters=tuple(node["c"][0] for node in found if node["t"] == "Cite"),
        mentions=mentions,
        marks=tuple(mark_path(node["c"]) for node in found if is_mark(node)),
    )


def is_mark(node: Json) -> bool:
    """Whether a node is a mark for the index."""
    return bool(node["t"] == "Span" and "register" in node["c"][0][1])


def _labels(node: Json) -> Iterator[Label]:
    kind, inside = node["t"], node.get("c")
    if kind == "Header":
        if inside[1][0]:
            yield Label(inside[1][0], "heading", plain(inside[2]))
    elif kind == "Figure":
        yield Label(inside[0][0], "figure", plain(inside[1][1]))
    elif kind == "Table":
        caption = plain(inside[1][1])
        if caption or inside[0][0]:
            yield Label(inside[0][0], "table" if caption else "block", caption)
    elif kind == "Div" and (box := _BOXES.keys() & set(inside[0][1])):
        yield Label(inside[0][0], _BOXES[min(box)], dict(inside[0][2]).get("title", ""))
    elif kind in ("Div", "Span", "CodeBlock", "Code", "Image", "Link"):
        if inside[0][0]:
            yield Label(inside[0][0], "block", "")
    elif kind in ("RawBlock", "RawInline"):
        for name in _RAW_ID.findall(inside[1]):
            yield Label(name, "block", "")


def _refs(node: Json) -> Iterator[tuple[str, bool]]:
    """What the node refers to. A link in raw HTML never writes itself."""
    if node["t"] == "Link":
        (_, classes, _), inside, (target, _) = node["c"]
        if target.startswith("#") and "term" not in classes:
            yield target[1:], bool(_SIZED.search(plain(inside)))
    elif node["t"] in ("RawBlock", "RawInline"):
        for label in _RAW_REF.findall(node["c"][1]):
            yield label, True


def _packed(survey: Survey) -> Json:
    return {
        "labels": [[label.id, label.kind, label.text] for label in survey.labels],
        "refs": survey.refs,
        "clusters": survey.clusters,
        "mentions": [[m.words, m.slug, m.marked, m.discouraged] for m in survey.mentions],
        "marks": survey.marks,
    }


def _unpacked(data: Json) -> Survey:
    return Survey(
        labels=tuple(Label(*label) for label in data["labels"]),
        refs=tuple((label, own) for label, own in data["refs"]),
        clusters=tuple(data["clusters"]),
        mentions=tuple(Mention(*mention) for mention in data["mentions"]),
        marks=tuple(map(tuple, data["marks"])),
    )
