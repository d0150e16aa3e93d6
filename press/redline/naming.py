"""What the old book called its places and works: a book in, their names in plain words out.

In a text that has gone, a reference that wrote itself can no longer do so: the place may be gone,
or have another number. Here it gets the words that stood in the old book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from press.galley.names import CARD_BOX, SHEET_BOX
from press.language.typography import quoted
from press.model import Book, Reference
from press.redline.tokens import text_of
from press.tree import Citation, Div, Figure, Header, Inlines, Node, Table, nodes, read


@dataclass(frozen=True)
class Names:
    """The names of a book's labels and works. Looked up only when something has gone."""

    book: Book

    @cached_property
    def _works(self) -> Mapping[str, Reference]:
        return {work.key: work for work in self.book.references}

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return dict(_labels(self.book))

    def label(self, target: str) -> str:
        """What a reference to ``#…`` was called: »figur 3«, »kapitel 8«; else the label itself."""
        name = target.removeprefix("#")
        return self._labels.get(name, name)

    def citation(self, works: Sequence[Citation]) -> str:
        """A citation list as a reader knows it: »(Hansen 2018, s. 4; jf. forvaltningsloven)«."""
        first = works[0]
        if len(works) == 1 and first.mode.t == "AuthorInText":
            who, year = self._work(first.id)
            more = ", ".join(filter(None, (year, _trimmed(first.suffix))))
            return f"{who} ({more})" if more else who
        return f"({'; '.join(map(self._cited, works))})"

    def _cited(self, one: Citation) -> str:
        who, year = self._work(one.id)
        if one.mode.t == "SuppressAuthor" and year:
            who = ""
        named = " ".join(filter(None, (_trimmed(one.prefix), who, year)))
        return ", ".join(filter(None, (named, _trimmed(one.suffix))))

    def _work(self, key: str) -> tuple[str, str]:
        """Who wrote a work (or what it is called) and when; the key when it is unknown."""
        work = self._works.get(key)
        if work is None:
            return key, ""
        csl = work.csl
        people = csl.get("author") or csl.get("editor") or []
        names = [str(one.get("family") or one.get("literal") or "") for one in people]
        if not any(names):
            return quoted(str(csl.get("title-short") or csl.get("title") or key)), ""
        dates = csl.get("issued", {}).get("date-parts") or [[""]]
        shown = " og ".join(names) if len(names) < 3 else f"{names[0]} m.fl."
        return shown, str(dates[0][0])


def _trimmed(line: Inlines) -> str:
    return text_of(line).strip(" ,")


def _labels(book: Book) -> Iterator[tuple[str, str]]:
    """Every label and its name."""
    intros = {part.intro.id: f"del {part.number}" for part in book.parts if part.intro}
    yield from ((part.id, f"del {part.number}") for part in book.parts)
    met: Counter[str] = Counter()
    for chapter in book.chapters:
        own = f"kapitel {chapter.number}" if chapter.number else f"afsnittet »{chapter.title}«"
        yield chapter.id, intros.get(chapter.id, own)
        for node in nodes(read(chapter.ast)):
            label, name = _named(node, met)
            if label:
                yield label, name


def _named(node: Node, met: Counter[str]) -> tuple[str, str]:
    """A node's label and name, or two empty strings; ``met`` counts what is numbered, labelled or
    not."""
    match node:
        case Header((_, attr, line)):
            return attr.id, f"afsnittet »{text_of(line)}«"
        case Figure((attr, _, _)):
            kind = "figur"
        case Table(grid) if text_of(grid.caption):
            attr, kind = grid.attr, "tabel"
        case Div((attr, _)) if attr.has(CARD_BOX, SHEET_BOX):
            # The editor's name of the box is also the reader's.
            kind = SHEET_BOX if attr.has(SHEET_BOX) else CARD_BOX
        case _:
            return "", ""
    met[kind] += 1
    return attr.id, f"{kind} {met[kind]}"
