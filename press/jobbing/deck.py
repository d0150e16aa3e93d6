"""The deck: every dialogue card and method sheet of a document, ready to be set.

In: a :class:`~press.model.Document` whose page references are settled. Out: :class:`Card` and
:class:`Sheet` values in the order of the book, and the sign of each topic as SVG. A card is read
away from the book: a link becomes the words that it stands on, and its page number stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree
from markupsafe import Markup

from press.binding.schemes import image
from press.galley.markup import classes, drop, inside, parse
from press.galley.names import (
    CARD,
    CARD_BACK,
    CARD_FRONT,
    CARD_TITLE,
    LABEL,
    NOTE_CALL,
    PROMPT,
    ROOM,
    SHEET,
)
from press.model import Document

# What a card or a sheet cannot carry with it: calls of notes, and what numbers it in the book.
_LEFT_BEHIND = frozenset({NOTE_CALL, LABEL})
_KEPT = frozenset({"alt", "class", "lang", "src", "start", "type"})

# Twelve shapes that differ in outline and not in shade: topics are told apart without colour.
_LINE = 'fill="none" stroke="#ffffff" stroke-width="3"'
_FILL = 'fill="#ffffff"'

_SHAPES = (
    f'<circle cx="12" cy="12" r="8" {_FILL}/>',
    f'<path d="M4 6h16M4 12h16M4 18h16" {_LINE}/>',
    f'<path d="M12 3L21.5 20H2.5z" {_FILL}/>',
    f'<path d="M3 3h8v8H3zM13 13h8v8h-8z" {_FILL}/>',
    f'<circle cx="12" cy="12" r="7.5" {_LINE}/>',
    f'<path d="M12 2L22 12L12 22L2 12z" {_FILL}/>',
    f'<path d="M12 3v18M3 12h18" {_LINE}/>',
    f'<path d="M4 12a8 8 0 0 1 16 0z" {_FILL}/><path d="M4 17.5h16" {_LINE}/>',
    f'<rect x="4" y="4" width="16" height="16" {_LINE}/>',
    f'<circle cx="7" cy="8" r="4.5" {_FILL}/><circle cx="17" cy="16" r="4.5" {_FILL}/>',
    f'<path d="M3 11l9 8l9-8" {_LINE}/><path d="M3 4l9 8l9-8" {_LINE}/>',
    f'<path d="M5 5l14 14M19 5L5 19" {_LINE}/>',
)


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
    def anchor(self) -> str:
        return f"ark-{self.number}"

    @property
    def name(self) -> str:
        """What an editor calls the sheet, and what stands in the outline."""
        return f"Ark {self.number}. {_text(self.title)}"


def cards(document: Document) -> tuple[Card, ...]:
    """The cards of ``document``, numbered from 1."""
    signs: dict[str, int] = {}
    found = []
    for number, box in enumerate(_boxes(document, CARD), start=1):
        topic = box.get("data-topic-name", "")
        topic = topic[:1].upper() + topic[1:]
        sign = signs.setdefault(topic, len(signs))
        parts = {name: part for part in box for name in classes(part)}
        title, front, back = (_words(parts[name]) for name in (CARD_TITLE, CARD_FRONT, CARD_BACK))
        found.append(Card(number, title, topic, sign, front, back))
    return tuple(found)


def sheets(document: Document) -> tuple[Sheet, ...]:
    """The method sheets of ``document``, numbered from 1."""
    found = []
    for number, box in enumerate(_boxes(document, SHEET), start=1):
        heading = next(box.iter("h2"))
        prompts = [part for part in box if PROMPT in classes(part)]
        intro = (part for part in box if part is not heading and part not in prompts)
        found.append(
            Sheet(
                number,
                _words(heading),
                Markup("").join(map(_whole, intro)),
                tuple(map(_prompt, prompts)),
            )
        )
    return tuple(found)


def sign(number: int) -> bytes:
    """The sign of topic ``number`` (from 0) as SVG, white on whatever lies below it. After the last
    shape they begin again, with a ring around."""
    shape = _SHAPES[number % len(_SHAPES)]
    if number >= len(_SHAPES):
        small = f'<g transform="translate(5.5 5.5) scale(0.54)">{shape}</g>'
        ring = '<circle cx="12" cy="12" r="11" fill="none" stroke="#ffffff" stroke-width="1.5"/>'
        shape = ring + small
    size = 'width="24" height="24" viewBox="0 0 24 24"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{shape}</svg>'.encode()


def _boxes(document: Document, name: str) -> Iterator[Any]:
    for galley in document.galleys:
        if f'"{name}"' in galley.html:
            root = parse(galley.html)
            yield from (box for box in root.iter("section") if name in classes(box))


def _prompt(element: Any) -> Prompt:
    for room in [part for part in element if ROOM in classes(part)]:
        element.remove(room)
    html = _words(element)
    return Prompt(html, _text(html))


def _text(html: Markup) -> str:
    """The words of ``html``, white space folded."""
    words = parse(html).xpath("string()")
    return " ".join(unescape(str(words)).split())


def _words(element: Any) -> Markup:
    """What is in ``element``, freed of what belongs to the book."""
    _free(element)
    return Markup(inside(element).strip())


def _whole(element: Any) -> Markup:
    """``element`` itself, freed of what belongs to the book."""
    _free(element)
    return Markup(etree.tostring(element, encoding="unicode", with_tail=False))


def _free(element: Any) -> None:
    """Take links, ids and labels out, and give images their reserved address."""
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
