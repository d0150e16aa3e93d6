"""The deck: every dialogue card and method sheet of a document, ready to be set.

In: the galleys of a settled :class:`~press.model.Document`. Out: :class:`Card` and
:class:`Sheet` values in the order of the book. A card is read away from the book, so links
become the words that they stand on; the page numbers in them stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from lxml import etree
from markupsafe import Markup

from press.binding.schemes import image
from press.galley.markup import classes, drop, parse
from press.galley.names import CARD, CARD_TITLE, LABEL, NOTE_CALL, ROOM, SHEET
from press.model import Document

# What a card or a sheet cannot carry with it: calls of notes, and what numbers it in the book.
_LEFT_BEHIND = frozenset({NOTE_CALL, LABEL})
_KEPT = frozenset({"alt", "class", "lang", "src", "start", "type"})
_EMPTY = Markup("")


@dataclass(frozen=True, slots=True)
class Card:
    """One card. ``topic`` is what it is about, as written (may be empty); ``sign`` counts the
    topics from 0 in the order in which the cards bring them up."""

    number: int
    title: Markup
    topic: str
    sign: int
    front: Markup
    back: Markup

    @property
    def name(self) -> str:
        """What an editor calls the card."""
        return f"Kort {self.number}, »{_text(self.title)}«"


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to answer: ``html`` as set, ``text`` as a screen reader says it."""

    html: Markup
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One method sheet: its number, its heading, who uses it when, and what it asks."""

    number: int
    title: Markup
    intro: Markup
    prompts: tuple[Prompt, ...]

    @property
    def name(self) -> str:
        """What an editor calls the sheet, and what stands in the outline."""
        return f"Ark {self.number}. {_text(self.title)}"


def cards(document: Document) -> tuple[Card, ...]:
    """The cards of ``document``, numbered from 1."""
    signs: dict[str, int] = {}
    found = []
    for number, element in enumerate(_boxes(document, CARD), start=1):
        topic = element.get("data-topic-name", "")
        topic = topic[:1].upper() + topic[1:]
        sign = signs.setdefault(topic, len(signs))
        title = _inside(_part(element, CARD_TITLE))
        front, back = (_inside(_part(element, f"card-{side}")) for side in ("front", "back"))
        found.append(Card(number, title, topic, sign, front, back))
    return tuple(found)


def sheets(document: Document) -> tuple[Sheet, ...]:
    """The method sheets of ``document``, numbered from 1."""
    found = []
    for number, element in enumerate(_boxes(document, SHEET), start=1):
        heading = next(element.iter("h2"))
        title = _inside(heading)
        asked = [part for part in element if "prompt" in classes(part)]
        intro = _EMPTY.join(
            _outside(part) for part in element if part is not heading and part not in asked
        )
        found.append(Sheet(number, title, intro, tuple(_prompt(part) for part in asked)))
    return tuple(found)


def _boxes(document: Document, name: str) -> Iterator[etree._Element]:
    for galley in document.galleys:
        if f'"{name}"' in galley.html:
            root = parse(galley.html)
            yield from (box for box in root.iter("section") if name in classes(box))


def _part(box: etree._Element, name: str) -> etree._Element:
    return next(part for part in box if name in classes(part))


def _prompt(element: etree._Element) -> Prompt:
    for room in [part for part in element if ROOM in classes(part)]:
        element.remove(room)
    html = _inside(element)
    return Prompt(html, _text(html))


def _text(html: Markup) -> str:
    """The words of ``html``, white space folded."""
    words = parse(html).xpath("string()")
    return " ".join(unescape(str(words)).split())


def _inside(element: etree._Element) -> Markup:
    """The content of ``element``, freed of what belongs to the book."""
    whole = _outside(element)
    if "</" not in whole:
        return _EMPTY
    return Markup(whole[whole.index(">") + 1 : whole.rindex("<")].strip())


def _outside(element: etree._Element) -> Markup:
    """``element`` itself, freed of links, ids and labels; images at their reserved address."""
    for part in list(element.iter()):
        if part is not element and not _LEFT_BEHIND.isdisjoint(classes(part)):
            drop(part)
            continue
        if part.tag == "a":
            part.tag = "span"
        for name in set(part.attrib) - _KEPT:
            del part.attrib[name]
        if part.tag == "img":
            part.set("src", image(part.get("src", "")))
    return Markup(etree.tostring(element, encoding="unicode", with_tail=False))
