"""Handouts, the edition ``cards``: dialogue cards to cut out and method sheets to fill in.

In: a document whose page references are settled, the edition, the looks and the workshop. Out: the
two PDFs by name, and what is wrong.

The cards are A6, four to a sheet of A4 that is printed on both sides and cut: a page of fronts,
then a page of backs. The backs change places left and right, so that each lies behind its front
when the paper is turned on its long edge. All cards are set in one size, the largest in which every
one has room. A card without room in the smallest is a problem; none is cut off.

A method sheet is one page of A4 with a form field wherever there is room to write. Its fields share
what the page has left in whole lines, so that every page is full.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from math import inf

from press.binding.bind import Entry, Volume, bind
from press.binding.forms import FormField, address, with_fields
from press.binding.paginating import Page
from press.binding.quire import Job, Quire
from press.binding.schemes import image, images
from press.binding.sheet import MILLIMETRE, trim_points
from press.codes import problem
from press.jobbing.deck import Card, Sheet, cards, sheets, sign
from press.model import CardsEdition, Document, Problem, Source
from press.paper.gathering import hold_hyphens
from press.paper.volume import Press, said

# A front at each place of the sheet, and the place that its back lies behind.
PLACES: Mapping[str, tuple[str, ...]] = {
    "front": ("one", "two", "three", "four"),
    "back": ("two", "one", "four", "three"),
}
# What the sizes of styles/cards.css are multiplied by: 15 points on the back come to 12 at least.
_SCALES = (1.1, 1.05, 1.0, 0.95, 0.9, 0.85, 0.8)
# Where words must end: a card's foot in millimetres above the sheet's, for the upper and the lower
# row; on a front the title of the book stands below them.
_EDGE = {"one": 148.5, "two": 148.5, "three": 0.5, "four": 0.5}
_FREE = {"front": 15.0, "back": 9.0}
# The lines of a card to write oneself.
_OWN_LINES = 7
# The foot of a method sheet's type area in points, as styles/cards.css has it.
_FOOT = 18 * MILLIMETRE
# A line to write on by hand in points, and the fewest that are room for an answer.
_PITCH, _FEWEST = 7.5 * MILLIMETRE, 2

# A PDF, empty when something is wrong, and the problems.
_Made = tuple[bytes, Sequence[Problem]]


@dataclass(frozen=True, slots=True)
class Handouts:
    """The files by name, without one that the book has nothing for, and what is wrong."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def make_cards(press: Press, edition: CardsEdition) -> Handouts:
    """``dialogkort.pdf`` and ``metodeark.pdf``, dressed in the styles of ``edition``.

    ``press.document`` quotes the pages of the book: its references are settled. The workshop is
    open.
    """
    css = press.looks.sheet(*edition.styles)
    place = Source(edition.source.path, edition.source.line)
    deck, wanted = cards(press.document), sheets(press.document)
    made = {
        "dialogkort.pdf": _dialogue_cards(press, css, deck, place) if deck else (b"", ()),
        "metodeark.pdf": _method_sheets(press, css, wanted, place) if wanted else (b"", ()),
    }
    return Handouts(
        {name: pdf for name, (pdf, _) in made.items() if pdf},
        tuple(found for _, problems in made.values() for found in problems),
    )


def _job(
    press: Press, name: str, xhtml: str, css: str, drawn: Mapping[str, bytes] | None = None
) -> Job:
    """A job that shows images of the book, and what is ``drawn`` for it."""
    shown = {path: press.document.images[path] for path in images(xhtml)}
    return Job(name, hold_hyphens(xhtml), css, {**shown, **(drawn or {})}, {})


def _volume(
    document: Document,
    title: str,
    quires: Sequence[Quire],
    furniture: Quire,
    worn: Sequence[int | None],
    outline: Sequence[Entry],
) -> Volume:
    """The pages of all ``quires``, counted from 1."""
    places = ((quire, at) for quire, made in enumerate(quires) for at in range(made.pages))
    return Volume(
        title=f"{title}. {document.title}",
        publisher=document.publisher,
        language=document.language,
        date=document.date,
        pages=tuple(
            Page(quire, at, str(number), recto=number % 2 == 1)
            for number, (quire, at) in enumerate(places, 1)
        ),
        quires=quires,
        furniture=furniture,
        worn=worn,
        outline=outline,
        size=trim_points((210, 297)),
    )


# --- dialogue cards ------------------------------------------------------------------


def _dialogue_cards(press: Press, css: str, deck: Sequence[Card], place: Source) -> _Made:
    title = "Dialogkort"
    quire, crowded = _largest(press, css, deck)
    if crowded:
        return b"", [_no_room(place, *each) for each in crowded]
    marks = press.looks.render("jobbing/cut-marks.xhtml.j2", language=press.document.language)
    (furniture,) = press.workshop.typeset([_job(press, "skaeremaerker", marks, css)], press.tell)
    # Cut marks on fronts alone.
    worn = [None if at % 2 else 0 for at in range(quire.pages)]
    outline = tuple(_outline(deck))
    volume = _volume(press.document, title, [quire], furniture, worn, outline)
    return bind(volume), [said(place, title, message) for message in quire.warnings]


def _largest(
    press: Press, css: str, deck: Sequence[Card]
) -> tuple[Quire, list[tuple[Card, str, float]]]:
    """The cards in the largest size that all of them have room in, else in the smallest."""
    for scale in _SCALES:
        sized = f"{css}\n:root {{ --scale: {scale} }}\n"
        (quire,) = press.workshop.typeset([_cards_job(press, sized, deck)], press.tell)
        crowded = list(_crowded(quire, deck))
        if not crowded:
            break
    return quire, crowded


def _cards_job(press: Press, css: str, deck: Sequence[Card]) -> Job:
    signs = {card.sign: f"tegn/{card.sign}.svg" for card in deck}
    fours = (deck[at : at + 4] for at in range(0, len(deck), 4))
    xhtml = press.looks.render(
        "jobbing/cards.xhtml.j2",
        book=press.document,
        sheets=[(*four, *(None,) * (4 - len(four))) for four in fours],
        places=PLACES,
        signs={number: image(path) for number, path in signs.items()},
        own=_OWN_LINES,
    )
    drawn = {path: sign(number) for number, path in signs.items()}
    return _job(press, "dialogkort", xhtml, css, drawn)


def _crowded(quire: Quire, deck: Sequence[Card]) -> Iterator[tuple[Card, str, float]]:
    """Each side that runs over, and by how many millimetres (infinite: off the sheet)."""
    for at, card in enumerate(deck):
        for side, places in PLACES.items():
            # What ends below the sheet has no end on it.
            _, end = quire.anchors.get(f"kort-{card.number}-{side}", (0, -inf))
            over = _EDGE[places[at % 4]] + _FREE[side] - end / MILLIMETRE
            if over > 0:
                yield card, side, over


def _no_room(place: Source, card: Card, side: str, over: float) -> Problem:
    which = "forsiden" if side == "front" else "bagsiden"
    much = f"{max(1, round(over))} mm" if over < inf else "alt"
    message = f"{card.name}: teksten på {which} er {much} for lang til et kort i A6"
    return problem(place, "P106", message, "gør teksten på kortet kortere")


def _outline(deck: Sequence[Card]) -> Iterator[Entry]:
    """Every topic with its cards; cards without a topic by themselves."""
    for topic, group in groupby(deck, lambda card: card.topic):
        entries = tuple(Entry(card.name, f"kort-{card.number}") for card in group)
        if topic:
            yield Entry(topic, entries[0].anchor, entries)
        else:
            yield from entries


# --- method sheets -------------------------------------------------------------------


def _method_sheets(press: Press, css: str, wanted: Sequence[Sheet], place: Source) -> _Made:
    fields = [_fields(sheet) for sheet in wanted]
    bare = [_sheet_job(press, css, *each, 0.0) for each in zip(wanted, fields, strict=True)]
    empty = press.workshop.typeset(bare, press.tell)
    rooms = [_room(sheet, quire) for sheet, quire in zip(wanted, empty, strict=True)]
    least = _FEWEST * _PITCH
    crowded = [sheet for sheet, room in zip(wanted, rooms, strict=True) if room < least]
    if crowded:
        why = "der er ikke plads til to linjers svar på hvert spørgsmål på en A4-side"
        hint = "stil færre spørgsmål på arket, eller gør dem kortere"
        return b"", [problem(place, "P106", f"{one.name}: {why}", hint) for one in crowded]
    fields = [_ruled(each, room) for each, room in zip(fields, rooms, strict=True)]
    foot = press.looks.render("jobbing/sheet-foot.xhtml.j2", book=press.document, sheets=wanted)
    jobs = [_sheet_job(press, css, *each) for each in zip(wanted, fields, rooms, strict=True)]
    jobs.append(_job(press, "metodeark-fod", foot, css))
    *quires, furniture = press.workshop.typeset(jobs, press.tell)
    outline = tuple(Entry(sheet.name, sheet.anchor) for sheet in wanted)
    worn = range(len(wanted))
    volume = _volume(press.document, "Metodeark", quires, furniture, worn, outline)
    return with_fields(bind(volume), tuple(chain.from_iterable(fields))), [
        said(place, sheet.name, message)
        for sheet, quire in zip(wanted, quires, strict=True)
        for message in quire.warnings
    ]


def _fields(sheet: Sheet) -> tuple[FormField, ...]:
    """The date, who took part, and a field for each prompt, of no lines yet."""
    asked = enumerate(sheet.prompts, 1)
    return (
        FormField(f"{sheet.anchor}-dato", "Dato", lines=1),
        FormField(f"{sheet.anchor}-deltagere", "Hvem var med?", lines=2),
        *(FormField(f"{sheet.anchor}-svar-{at}", prompt.text) for at, prompt in asked),
    )


def _room(sheet: Sheet, quire: Quire) -> float:
    """Points of the page that each answer may take; negative when there is no page for them."""
    page, end = quire.anchors[f"{sheet.anchor}-slut"]
    return -1.0 if page or not sheet.prompts else (end - _FOOT) / len(sheet.prompts)


def _ruled(fields: Sequence[FormField], room: float) -> tuple[FormField, ...]:
    """The fields with as many lines as ``room`` points have."""
    lines = int(room / _PITCH)
    return tuple(field if field.lines else replace(field, lines=lines) for field in fields)


def _sheet_job(
    press: Press, css: str, sheet: Sheet, fields: Sequence[FormField], room: float
) -> Job:
    xhtml = press.looks.render(
        "jobbing/sheet.xhtml.j2",
        book=press.document,
        sheet=sheet,
        anchor=sheet.anchor,
        fields=fields,
        address=lambda field: address(field.name),
    )
    # A hair less, so that rounding never sends the last line to another page.
    sized = f"{css}\n:root {{ --room: {max(0.0, room - 0.05):.2f}pt }}\n"
    return _job(press, sheet.anchor, xhtml, sized)
