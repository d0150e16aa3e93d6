"""Citations and bibliography: the citation lists of the book in, their words out.

All of them are set in one run of pandoc's citeproc, kept in the store. The style is the CSL
file ``templates/forfatter-aar.csl``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import msgspec

import press
from press import pandoc
from press.assembly.survey import cluster_key, own_code
from press.model import Reference
from press.store import Store, digest
from press.tree import Blocks, Citation, Inlines, Option, Str

_ENTRIES = msgspec.json.Decoder(tuple[tuple[Inlines, ...], dict[str, Blocks]])


@dataclass(frozen=True, slots=True)
class Cited:
    """Set citations: cluster key -> inlines, and the key of each cited work -> blocks."""

    clusters: Mapping[str, Inlines] = field(default_factory=dict)
    works: Mapping[str, Blocks] = field(default_factory=dict)


def in_text(key: str) -> tuple[Citation, ...]:
    """The citation list that names one work in running text, as ``@key`` does."""
    return (Citation(key, (), (), Option("AuthorInText")),)


def set_citations(
    clusters: Iterable[tuple[Citation, ...]], references: tuple[Reference, ...], store: Store
) -> Cited:
    """Set every distinct citation list. Lists that name a work not in ``references`` are left
    out."""
    known = {reference.key: reference.csl for reference in references}
    distinct = {
        cluster_key(cluster): cluster
        for cluster in clusters
        if all(one.id in known for one in cluster)
    }
    if not distinct:
        return Cited()
    # In the order of their keys, so that a chapter moved in the book asks for nothing new.
    ordered = dict(sorted(distinct.items()))
    keys = {one.id for cluster in ordered.values() for one in cluster}
    works = [{**known[key], "id": key} for key in sorted(keys)]
    found, listed = _cite(list(ordered.values()), works, store)
    shown = map(_opened, ordered.values(), found)
    return Cited(dict(zip(ordered, shown, strict=True)), listed)


def _cite(
    clusters: Sequence[tuple[Citation, ...]], works: Sequence[Mapping[str, object]], store: Store
) -> tuple[Sequence[Inlines], Mapping[str, Blocks]]:
    """What citeproc makes of the clusters, from the store when it was asked before."""
    style = _style()
    numbered = [
        tuple(msgspec.structs.replace(one, note=place, hash=0) for one in cluster)
        for place, cluster in enumerate(clusters, 1)
    ]
    asked = msgspec.json.encode([numbered, works], order="sorted")
    key = digest(own_code(), pandoc.identity(), style, asked)
    made = store.recall(
        "citations", key, lambda: msgspec.json.encode(pandoc.cite(numbered, works, style))
    )
    return _ENTRIES.decode(made)


def _opened(cluster: tuple[Citation, ...], line: Inlines) -> Inlines:
    """A work without an author, named in running text: set without its parentheses.

    Citeproc takes an author out of the parentheses but leaves a law's short title in them.
    """
    first = line[0]
    alone = len(cluster) == 1 and cluster[0].mode.t == "AuthorInText"
    if not (alone and isinstance(first, Str) and first.c.startswith("(")):
        return line
    within = [*((Str(first.c[1:]),) if first.c[1:] else ()), *line[1:]]
    if within and isinstance(last := within[-1], Str):
        within[-1] = Str(last.c.removesuffix(")"))
    return tuple(within)


@cache
def _style() -> str:
    folder = Path(press.__file__).parent.parent / "templates"
    return (folder / "forfatter-aar.csl").read_text(encoding="utf-8")
