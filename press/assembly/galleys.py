"""The galley of a written section: a section in, its text and what the lists need of it out.

A setting is kept in the store under the hash of all that it depends on: the chapter's tree,
the names and citations it takes from the book, and the numbers of its figures and tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from lxml import etree

from press.assembly.blocks import set_blocks
from press.assembly.citing import Cited
from press.assembly.lexicon import Lexicon
from press.assembly.numbering import Section, Target
from press.assembly.stick import Captioned, IndexMark, Stick, Supply, TermUse
from press.assembly.survey import Survey, cluster_key, own_code
from press.assembly.terms import link_terms
from press.galley.markup import parse, serialise
from press.galley.names import BLOCK, INLINE, PARTS_OF_SECTION
from press.model import Chapter, Heading, Note
from press.questions import chapter_blocks
from press.store import Store, digest

_ANCHOR = re.compile(r' id="([^"]+)"')
_WORD = re.compile(r"[^\W_]+(?:[-\u2011’.,][^\W_]+)*")
# Characters that XML cannot hold; they come with text copied from word processors.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Setting:
    """A section as set, and what the lists of the book take from it."""

    html: str = ""
    headings: tuple[Heading, ...] = ()
    notes: tuple[Note, ...] = ()
    anchors: tuple[str, ...] = ()
    words: int = 0
    terms: tuple[TermUse, ...] = ()
    marks: tuple[IndexMark, ...] = ()
    figures: tuple[Captioned, ...] = ()
    tables: tuple[Captioned, ...] = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """A text with numbered blocks, its anchors in order, and how many words it has."""

    html: str
    anchors: tuple[str, ...]
    words: int


_READER = msgspec.json.Decoder(Setting)


def set_section(
    section: Section,
    targets: Mapping[str, Target],
    cited: Cited,
    lexicon: Lexicon,
    store: Store,
) -> Setting:
    """The setting of a section, from the store when nothing it depends on has changed."""
    chapter, survey = section.chapter, section.survey
    if chapter is None or survey is None:
        return Setting()
    supply = _supply(section, survey, targets, cited)
    rest = (section.id, chapter.autolink, chapter.questions, supply)
    asked = msgspec.json.encode(rest, order="deterministic")
    key = digest(own_code(), chapter.ast, lexicon.digest, asked)
    return _READER.decode(
        store.recall(
            "galleys",
            key,
            lambda: msgspec.json.encode(_set(section.id, chapter, supply, lexicon)),
        )
    )


def finish(html: str) -> Finished:
    """Number the blocks of ``html``. Raises ``lxml.etree.XMLSyntaxError`` when it is not
    well-formed, which checked chapters always are."""
    root = parse(_writable(html))
    elements = list(root.iterdescendants(etree.Element))
    blocks = (element for element in elements if _is_block(element))
    for number, block in enumerate(blocks, 1):
        block.set(BLOCK, str(number))
    words = sum(len(_WORD.findall(text)) for text in root.itertext())
    anchors = tuple(anchor for element in elements if (anchor := element.get("id")))
    return Finished(str(serialise(root)), anchors, words)


def _supply(
    section: Section, survey: Survey, targets: Mapping[str, Target], cited: Cited
) -> Supply:
    """No more of the book than the section uses, so that other changes leave its key alone."""
    labels = {ref.label for ref in survey.refs} & targets.keys()
    keys = set(map(cluster_key, survey.clusters)) & cited.clusters.keys()
    # Labels of the book that an anchor made in this section must not repeat.
    alike = {label for label in targets if label.startswith(f"{section.id}-")}
    alike |= {label.id for label in survey.labels}
    return Supply(
        targets={label: targets[label] for label in sorted(labels)},
        cited={key: cited.clusters[key] for key in sorted(keys)},
        before=section.before,
        taken=(*(f"{section.id}-{part}" for part in PARTS_OF_SECTION), *sorted(alike)),
    )


def _set(galley: str, chapter: Chapter, supply: Supply, lexicon: Lexicon) -> Setting:
    blocks, _ = link_terms(chapter_blocks(chapter), lexicon, chapter.autolink)
    stick = Stick(galley, supply)
    finished = finish(set_blocks(blocks, stick))
    # Setting a note may add the notes that are called in it to the end of the list.
    notes = tuple(
        Note(f"{galley}-n{number}", number, _writable(set_blocks(note, stick)).strip())
        for number, note in enumerate(stick.notes, 1)
    )
    inside = [anchor for note in notes for anchor in (note.id, *_ANCHOR.findall(note.html))]
    return Setting(
        finished.html,
        tuple(stick.headings),
        notes,
        (*finished.anchors, *inside),
        finished.words,
        tuple(stick.terms),
        tuple(stick.marks),
        tuple(stick.figures),
        tuple(stick.tables),
    )


def _writable(html: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _UNWRITABLE.sub("", html)


def _is_block(element: Any) -> bool:
    if element.tag == "img":
        return True
    if element.tag in INLINE:
        return False
    if element.text and not element.text.isspace():
        return True
    return any(
        child.tag in INLINE or (child.tail and not child.tail.isspace()) for child in element
    )
