"""Citations and bibliography: the citation lists of the book in, their words out.

All of them are set in one run of pandoc's citeproc, kept in the store. The style is the CSL
file ``templates/forfatter-aar.csl``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import press
from press import pandoc
from press.assembly.survey import cluster_key, own_code
from press.assembly.tree import string
from press.model import Json, Reference
from press.store import Store, digest

_KIND = "citations"


@dataclass(frozen=True, slots=True)
class Cited:
    """Set citations: cluster key -> inlines, and the key of each cited work -> blocks."""

    clusters: Mapping[str, list[Json]] = field(default_factory=dict)
    works: Mapping[str, list[Json]] = field(default_factory=dict)


def in_text(key: str) -> Json:
    """The citation list that names one work in running text, as ``@key`` does."""
    return [
        {
            "citationId": key,
            "citationPrefix": [],
            "citationSuffix": [],
            "citationMode": {"t": "AuthorInText"},
            "citationNoteNum": 1,
            "citationHash": 0,
        }
    ]


def set_citations(
    clusters: Iterable[Json], references: tuple[Reference, ...], store: Store
) -> Cited:
    """Set every distinct citation list. Works that are not in ``references`` are left out."""
    known = {reference.key: reference for reference in references}
    distinct = {
        cluster_key(cluster): cluster
        for cluster in clusters
        if all(one["citationId"] in known for one in cluster)
    }
    if not distinct:
        return Cited()
    keys = {one["citationId"] for cluster in distinct.values() for one in cluster}
    works = [dict(known[key].csl) | {"id": key} for key in sorted(keys)]
    order = sorted(distinct)
    style = _style()
    asked = json.dumps([order, works], ensure_ascii=False, sort_keys=True)
    key = digest(own_code(), pandoc.identity(), style, asked)
    kept = store.get(_KIND, key)
    if kept is None:
        numbered = [_numbered(distinct[name], place) for place, name in enumerate(order, 1)]
        kept = json.dumps(pandoc.cite(numbered, works, style), ensure_ascii=False).encode()
        store.put(_KIND, key, kept)
    found, listed = json.loads(kept)
    shown = (_opened(distinct[name], items) for name, items in zip(order, found, strict=True))
    return Cited(dict(zip(order, shown, strict=True)), listed)


def _opened(cluster: Json, items: list[Json]) -> list[Json]:
    """A work without an author, named in running text: set without its parentheses.

    Citeproc takes an author out of the parentheses but leaves a law's short title in them.
    """
    alone = cluster[0]["citationMode"]["t"] == "AuthorInText" and len(cluster) == 1
    first, last = items[0], items[-1]
    if not alone or first["t"] != "Str" or not first["c"].startswith("("):
        return items
    rest = first["c"][1:]
    within = [string(rest), *items[1:]] if rest else items[1:]
    return [*within[:-1], string(last["c"].removesuffix(")"))] if last["t"] == "Str" else within


def _numbered(cluster: Json, place: int) -> Json:
    return [one | {"citationNoteNum": place, "citationHash": 0} for one in cluster]


@cache
def _style() -> str:
    folder = Path(press.__file__).parent.parent / "templates"
    return (folder / "forfatter-aar.csl").read_text(encoding="utf-8")
