"""A written section set: a section of the book in, its text and what it holds out.

A setting is kept in the store under the hash of all that it depends on: the chapter's tree,
the names and citations it takes from the book, and the numbers of its figures and tables.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from press.assembly.blocks import set_blocks
from press.assembly.citing import Cited
from press.assembly.finishing import finish, writable
from press.assembly.lexicon import Lexicon
from press.assembly.numbering import Section, Target
from press.assembly.stick import Sheet, Supply
from press.assembly.survey import cluster_key, own_code
from press.assembly.terms import link_terms
from press.model import Chapter, Heading, Note
from press.questions import chapter_blocks
from press.store import Store, digest

_KIND = "galleys"
_ANCHOR = re.compile(r' id="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Setting:
    """A section as set. ``terms`` pairs slug and anchor, ``marks`` index path and anchor;
    ``figures`` and ``tables`` hold (anchor, number, caption)."""

    html: str = ""
    headings: tuple[Heading, ...] = ()
    notes: tuple[Note, ...] = ()
    anchors: tuple[str, ...] = ()
    words: int = 0
    terms: tuple[tuple[str, str], ...] = ()
    marks: tuple[tuple[tuple[str, ...], str], ...] = ()
    figures: tuple[tuple[str, int, str], ...] = ()
    tables: tuple[tuple[str, int, str], ...] = ()


def set_section(
    section: Section,
    named: Mapping[str, Target],
    cited: Cited,
    lexicon: Lexicon,
    store: Store,
) -> Setting:
    """The setting of a section, from the store when nothing it depends on has changed."""
    if section.chapter is None:
        return Setting()
    supply = _supply(section, named, cited)
    key = _key(section, section.chapter, supply, lexicon)
    kept = store.get(_KIND, key)
    if kept is not None:
        return _unpacked(kept)
    setting = _set(section, section.chapter, supply, lexicon)
    store.put(_KIND, key, json.dumps(asdict(setting), ensure_ascii=False).encode())
    return setting


def _supply(section: Section, named: Mapping[str, Target], cited: Cited) -> Supply:
    """No more of the book than the section asks for."""
    survey = section.survey
    labels = {label for label, _ in survey.refs if label in named} if survey else set()
    keys = {cluster_key(cluster) for cluster in survey.clusters} if survey else set()
    return Supply(
        {label: (named[label].anchor, named[label].name) for label in sorted(labels)},
        {key: cited.clusters[key] for key in sorted(keys) if key in cited.clusters},
        section.figures,
        section.tables,
        section.cards,
        section.sheets,
        (f"{section.id}-dialog", *_alike(section, named)),
    )


def _alike(section: Section, named: Mapping[str, Target]) -> list[str]:
    """The book's labels that an anchor made in the section could fall together with."""
    own = {label.id for label in section.survey.labels} if section.survey else set()
    return sorted(own | {label for label in named if label.startswith(f"{section.id}-")})


def _key(section: Section, chapter: Chapter, supply: Supply, lexicon: Lexicon) -> str:
    return digest(
        own_code(),
        section.id,
        chapter.ast,
        str(chapter.autolink),
        lexicon.digest,
        json.dumps([chapter.questions, asdict(supply)], ensure_ascii=False),
    )


def _set(section: Section, chapter: Chapter, supply: Supply, lexicon: Lexicon) -> Setting:
    blocks, _ = link_terms(chapter_blocks(chapter), lexicon, chapter.autolink)
    sheet = Sheet(section.id, supply, taken=set(supply.taken))
    finished = finish(set_blocks(blocks, sheet))
    notes = tuple(
        Note(f"{section.id}-n{number}", number, writable(set_blocks(note, sheet)).strip())
        for number, note in enumerate(sheet.notes, 1)
    )
    inside = [anchor for note in notes for anchor in (note.id, *_ANCHOR.findall(note.html))]
    return Setting(
        finished.html,
        tuple(sheet.headings),
        notes,
        (*finished.anchors, *inside),
        finished.words,
        tuple(sheet.terms),
        tuple(sheet.marks),
        tuple(sheet.figures),
        tuple(sheet.tables),
    )


def _unpacked(kept: bytes) -> Setting:
    data = json.loads(kept)
    return Setting(
        data["html"],
        tuple(Heading(**heading) for heading in data["headings"]),
        tuple(Note(**note) for note in data["notes"]),
        tuple(data["anchors"]),
        data["words"],
        tuple((slug, anchor) for slug, anchor in data["terms"]),
        tuple((tuple(path), anchor) for path, anchor in data["marks"]),
        tuple((anchor, number, text) for anchor, number, text in data["figures"]),
        tuple((anchor, number, text) for anchor, number, text in data["tables"]),
    )
