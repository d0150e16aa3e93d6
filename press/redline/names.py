"""What the old book called its places and works: a book in, their names in plain words out.

In a text that has gone, a reference that wrote itself can no longer do so: the place may be gone,
or have another number. Here it gets the words that stood in the old book.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from press.language.typography import quoted
from press.model import Book, Json, Reference
from press.redline.words import plain

_BOXES = {"kort": "kort", "ark": "ark"}


@dataclass(frozen=True)
class Names:
    """The names of a book's labels and works. Looked up only when something has gone."""

    book: Book
    _works: Mapping[str, Reference] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_works", {work.key: work for work in self.book.references})

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return dict(_labels(self.book))

    def label(self, target: str) -> str:
        """What a reference to ``#…`` was called: »figur 3«, »kapitel 8«; else the label itself."""
        name = target.removeprefix("#")
        return self._labels.get(name, name)

    def citation(self, cluster: Json) -> str:
        """A citation list as a reader knows it: »(Hansen 2018, s. 4; jf. forvaltningsloven)«."""
        if len(cluster) == 1 and cluster[0]["citationMode"]["t"] == "AuthorInText":
            who, year = self._work(cluster[0]["citationId"])
            more = ", ".join(filter(None, (year, _around(cluster[0], "citationSuffix"))))
            return f"{who} ({more})" if more else who
        return f"({'; '.join(map(self._cited, cluster))})"

    def _cited(self, one: Json) -> str:
        who, year = self._work(one["citationId"])
        if one["citationMode"]["t"] == "SuppressAuthor" and year:
            who = ""
        said = " ".join(filter(None, (_around(one, "citationPrefix"), who, year)))
        return ", ".join(filter(None, (said, _around(one, "citationSuffix"))))

    def _work(self, key: str) -> tuple[str, str]:
        """Who wrote a work, or what it is called, and when; the key when it is unknown."""
        work = self._works.get(key)
        if work is None:
            return key, ""
        csl = work.csl
        dates = csl.get("issued", {}).get("date-parts") or [[""]]
        people = csl.get("author") or csl.get("editor") or []
        names = [str(one.get("family") or one.get("literal") or "") for one in people]
        if not any(names):
            return quoted(str(csl.get("title-short") or csl.get("title") or key)), ""
        shown = " og ".join(names) if len(names) < 3 else f"{names[0]} m.fl."
        return shown, str(dates[0][0])


def _around(one: Json, side: str) -> str:
    return plain(one[side]).strip(" ,")


def _labels(book: Book) -> Iterator[tuple[str, str]]:
    intros = {part.intro.id: f"del {part.number}" for part in book.parts if part.intro}
    yield from ((part.id, f"del {part.number}") for part in book.parts)
    met: Counter[str] = Counter()
    for chapter in book.chapters:
        own = f"kapitel {chapter.number}" if chapter.number else f"afsnittet »{chapter.title}«"
        yield chapter.id, intros.get(chapter.id, own)
        for node in _nodes(json.loads(chapter.ast)):
            label, name = _named(node, met)
            if label:
                yield label, name


def _named(node: Json, met: Counter[str]) -> tuple[str, str]:
    """A node's label and name; what is counted is counted, labelled or not."""
    kind, inside = node["t"], node["c"]
    if kind == "Header":
        return inside[1][0], f"afsnittet »{plain(inside[2])}«"
    if kind == "Figure":
        met["figur"] += 1
        return inside[0][0], f"figur {met['figur']}"
    if kind == "Table" and plain(inside[1][1]):
        met["tabel"] += 1
        return inside[0][0], f"tabel {met['tabel']}"
    if kind == "Div" and (box := _BOXES.keys() & set(inside[0][1])):
        name = _BOXES[min(box)]
        met[name] += 1
        return inside[0][0], f"{name} {met[name]}"
    return "", ""


_HOLDING = frozenset({"Div", "BlockQuote", "BulletList", "OrderedList", "DefinitionList"})


def _nodes(tree: Json) -> Iterator[Json]:
    """The blocks that can have a name, in document order."""
    if isinstance(tree, list):
        for item in tree:
            yield from _nodes(item)
    elif isinstance(tree, dict):
        kind = tree["t"]
        if kind in ("Header", "Figure", "Table", "Div"):
            yield tree
        if kind in _HOLDING:
            yield from _nodes(tree["c"])
