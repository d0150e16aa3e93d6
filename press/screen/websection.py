"""A section as the website shows it: terms and notes that open where the reader is.

In: a :class:`~press.screen.section.Section`. Out: the values that the page template
``web/section.html.j2`` is filled with.

A term is a link to a card on its own page, and the card is shown (``:target``) at the foot
of the window while the text stays where it is. Chosen over the alternatives because it is
a link: it breaks over lines like the words around it, works with keyboard, touch and
screen reader in every browser without JavaScript, moves the reading position to the
definition and back to the term, and each card leads on to the word list. A button with a
popover cannot be broken over lines and does nothing where popovers are unknown;
``details`` may not stand inside a paragraph. Without style sheets the cards are a list of
words below the text. Notes open in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree
from markupsafe import Markup

from press.galley.markup import find, serialise
from press.galley.places import anchor
from press.model import TermEntry
from press.screen.contents import number_of
from press.screen.kinds import meaning, notice
from press.screen.section import Section, note_with_way_back, spoken
from press.screen.widetables import frame_tables


@dataclass(frozen=True, slots=True)
class Card:
    """A definition shown at the term: its id, the term's id and where the word list has it."""

    id: str
    call: str
    entry: TermEntry
    href: str


@dataclass(frozen=True, slots=True)
class WebNote:
    """A note as markup, and the id of its call."""

    id: str
    call: str
    html: Markup


def page_mark(label: str) -> Any:
    """The mark of a printed page on the website: ``s. 47``, quiet, and possible to link to."""
    attributes = {"class": "page-mark", "role": "doc-pagebreak", "id": anchor(label)}
    mark = etree.Element("span", {**attributes, "aria-label": spoken(label)})
    shown = etree.SubElement(mark, "span", {"class": "page-number"})
    shown.text = f"s.\u00a0{label}"
    return mark


def values(
    section: Section, terms: Mapping[str, TermEntry], wide: frozenset[str]
) -> Mapping[str, Any]:
    """What the template needs to write ``section`` out. ``terms`` are found by slug; ``wide``
    are the addresses of the images that a phone must let scroll."""
    galley = section.galley
    roots = [section.body, *(note.content for note in section.notes)]
    cards = [card for root in roots for card in _cards(root, terms)]
    for root in roots:
        frame_tables(root)
        for number, frame in enumerate(find(root, "table-frame"), 1):
            _let_scroll(frame, f"Tabel {number}")
        _frame_images(root, wide)
    return {
        "galley": galley,
        "role": meaning(galley)[1],
        "number": number_of(galley),
        "notice": notice(galley),
        "opening": serialise(section.opening),
        "notes": [
            WebNote(note.id, note.call, serialise(note_with_way_back(note, str(note.number))))
            for note in section.notes
        ],
        "body": serialise(section.body),
        "cards": cards,
    }


def _cards(root: Any, terms: Mapping[str, TermEntry]) -> Iterator[Card]:
    for link in find(root, "term"):
        entry = terms.get(link.attrib.pop("data-term", ""))
        call = link.get("id", "")
        if entry is None or not call:
            continue
        card = Card(f"om-{call}", call, entry, link.get("href", ""))
        link.set("href", f"#{card.id}")
        yield card


def _frame_images(root: Any, wide: frozenset[str]) -> None:
    """Put every image of ``wide`` in a frame that scrolls by itself on a narrow screen."""
    for number, image in enumerate(list(root.iter("img")), 1):
        if image.get("src") not in wide:
            continue
        frame = etree.Element("div", {"class": "img-frame"})
        frame.tail, image.tail = image.tail, None
        image.getparent().replace(image, frame)
        frame.append(image)
        _let_scroll(frame, f"Figur {number}", ", kan rulles til siden")


def _let_scroll(frame: Any, name: str, hint: str = "") -> None:
    """What may scroll must be reached with the keyboard, and be called something. ``name`` is
    for what has no number of its own."""
    holder = next(frame.iterancestors("figure"), frame)
    label = next(find(holder, "label"), None)
    called = "".join(label.itertext()) if label is not None else name
    frame.set("role", "region")
    frame.set("tabindex", "0")
    frame.set("aria-label", f"{called}{hint}")
