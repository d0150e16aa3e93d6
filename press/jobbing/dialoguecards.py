"""Dialogue cards: A6, four to a sheet of A4, to be printed on both sides and cut.

In: a settled document, what it wears, and the workshop. Out: the volume of the sheets, a page
of fronts and then a page of backs. The backs change places left and right, so that each lies
behind its front when the paper is turned on the long edge.

All cards are set in one size, the largest in which every one has room. A card without room
in the smallest is a problem; none is cut off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf

from press.binding.bind import Entry, Volume, bind
from press.binding.paginating import Page
from press.binding.quire import Job, Quire
from press.binding.schemes import image, images
from press.codes import problem
from press.jobbing.deck import Card, cards
from press.jobbing.signs import sign
from press.model import Problem, Source
from press.paper.gathering import hold_hyphens
from press.paper.volume import Press, said

FILE = "dialogkort.pdf"
TITLE = "Dialogkort"

_MM = 72 / 25.4
A4 = (round(210 * _MM, 3), round(297 * _MM, 3))
# A front at each place of the sheet, and the place that its back lies behind.
PLACES: Mapping[str, tuple[str, ...]] = {
    "front": ("one", "two", "three", "four"),
    "back": ("two", "one", "four", "three"),
}
# What the sizes of styles/cards.css are multiplied by: 15 points on the back come to 12 at least.
_SCALES = (1.1, 1.05, 1.0, 0.95, 0.9, 0.85, 0.8)
# Where words must end: a card's foot in points above the sheet's, for the upper and the lower
# row; on a front the title of the book stands below them.
_EDGE = {"one": 148.5, "two": 148.5, "three": 0.5, "four": 0.5}
_FREE = {"front": 15.0, "back": 9.0}
_LINES = 7


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF (empty when something is wrong) and what is wrong."""

    pdf: bytes
    problems: tuple[Problem, ...]


def make_dialogue_cards(press: Press) -> Made:
    """The cards of ``press.document``, whose page references are settled; without cards, nothing.

    ``press.edition`` is one of format ``cards``; its workshop is open.
    """
    deck = cards(press.document)
    if not deck:
        return Made(b"", ())
    quire, crowded = _largest(press, deck)
    if crowded:
        return Made(b"", tuple(_no_room(press, card, side, over) for card, side, over in crowded))
    (marks,) = press.workshop.typeset([_marks(press)], press.tell)
    place = Source(press.edition.source.path, press.edition.source.line)
    problems = tuple(said(place, TITLE, message) for message in quire.warnings)
    return Made(bind(_volume(press, deck, quire, marks)), problems)


def _largest(press: Press, deck: Sequence[Card]) -> tuple[Quire, list[tuple[Card, str, float]]]:
    """The cards in the largest size that all of them have room in, else in the smallest."""
    for scale in _SCALES:
        (quire,) = press.workshop.typeset([_job(press, deck, scale)], press.tell)
        crowded = list(_crowded(quire, deck))
        if not crowded:
            break
    return quire, crowded


def _job(press: Press, deck: Sequence[Card], scale: float) -> Job:
    signs = {card.sign: f"tegn/{card.sign}.svg" for card in deck}
    fours = (tuple(deck[at : at + 4]) for at in range(0, len(deck), 4))
    groups = [(*four, *(None,) * (4 - len(four))) for four in fours]
    xhtml = press.looks.render(
        "jobbing/cards.xhtml.j2",
        book=press.document,
        sheets=groups,
        places=PLACES,
        signs={number: image(path) for number, path in signs.items()},
        own=_LINES,
    )
    css = f"{press.looks.sheet(*press.edition.styles)}\n:root {{ --scale: {scale} }}\n"
    shown = {path: press.document.images[path] for path in images(xhtml)}
    drawn = {path: sign(number) for number, path in signs.items()}
    return Job("dialogkort", hold_hyphens(xhtml), css, {**shown, **drawn}, {})


def _marks(press: Press) -> Job:
    xhtml = press.looks.render("jobbing/cut-marks.xhtml.j2", language=press.document.language)
    css = press.looks.sheet(*press.edition.styles)
    return Job("skaeremaerker", xhtml, css, {}, {})


def _crowded(quire: Quire, deck: Sequence[Card]) -> Iterator[tuple[Card, str, float]]:
    """Each side that runs over, and by how many millimetres (infinite: off the sheet)."""
    for at, card in enumerate(deck):
        for side, places in PLACES.items():
            # What ends below the sheet has no end on it.
            _, end = quire.anchors.get(f"kort-{card.number}-{side}", (0, -inf))
            over = _EDGE[places[at % 4]] + _FREE[side] - end / _MM
            if over > 0:
                yield card, side, over


def _no_room(press: Press, card: Card, side: str, over: float) -> Problem:
    which = "forsiden" if side == "front" else "bagsiden"
    much = f"{max(1, round(over))} mm" if over < inf else "alt"
    message = f"{card.name}: teksten på {which} er {much} for lang til et kort i A6"
    place = Source(press.edition.source.path, press.edition.source.line)
    return problem(place, "P106", message, "gør teksten på kortet kortere")


def _volume(press: Press, deck: Sequence[Card], quire: Quire, marks: Quire) -> Volume:
    document = press.document
    pages = tuple(Page(0, at, str(at + 1), recto=at % 2 == 0) for at in range(quire.pages))
    return Volume(
        title=f"{TITLE}. {document.title}",
        publisher=document.publisher,
        language=document.language,
        date=document.date,
        pages=pages,
        quires=(quire,),
        furniture=marks,
        worn=[0 if page.recto else None for page in pages],
        outline=tuple(_outline(deck)),
        size=A4,
    )


def _outline(deck: Sequence[Card]) -> Iterator[Entry]:
    """Every topic with its cards; cards without a topic by themselves."""
    for topic, group in groupby(deck, lambda card: card.topic):
        entries = tuple(Entry(card.name, f"kort-{card.number}") for card in group)
        if topic:
            yield Entry(topic, entries[0].anchor, entries)
        else:
            yield from entries
