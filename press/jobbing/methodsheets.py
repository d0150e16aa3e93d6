"""Method sheets: one A4 each, to be filled in on the screen or by hand.

In: a settled document, what it wears, and the workshop. Out: a PDF with a page for every sheet
and a form field wherever there is room to write. The rooms of a sheet share what the page
has left, in whole lines, so that every page is full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from press.binding.bind import Entry, Volume, bind
from press.binding.forms import FormField, address, with_fields
from press.binding.paginating import Page
from press.binding.quire import Job, Quire
from press.binding.schemes import images
from press.codes import problem
from press.jobbing.deck import Sheet, sheets
from press.jobbing.dialoguecards import A4, Made
from press.model import Problem, Source
from press.paper.gathering import hold_hyphens
from press.paper.volume import Press, said

FILE = "metodeark.pdf"
TITLE = "Metodeark"

_MM = 72 / 25.4
# The foot of the type area, as styles/cards.css has it.
_FOOT = 18 * _MM
# A line to write on by hand, and the fewest of them that are room for an answer.
_PITCH, _FEWEST = 7.5 * _MM, 2
_DATE, _NAMES = "Dato", "Hvem var med?"


def make_method_sheets(press: Press) -> Made:
    """The sheets of ``press.document``, whose page references are settled; without any, nothing.

    ``press.edition`` is one of format ``cards``; its workshop is open.
    """
    wanted = sheets(press.document)
    if not wanted:
        return Made(b"", ())
    fields = [_fields(sheet) for sheet in wanted]
    bare = press.workshop.typeset(
        [_job(press, *each, 0.0) for each in zip(wanted, fields, strict=True)], press.tell
    )
    left = [_left(sheet, quire) for sheet, quire in zip(wanted, bare, strict=True)]
    crowded = [sheet for sheet, room in zip(wanted, left, strict=True) if room < _FEWEST * _PITCH]
    if crowded:
        return Made(b"", tuple(_no_room(press, sheet) for sheet in crowded))
    ruled = [_ruled(each, room) for each, room in zip(fields, left, strict=True)]
    jobs = [
        *(_job(press, *each) for each in zip(wanted, ruled, left, strict=True)),
        _foot(press, wanted),
    ]
    *quires, foot = press.workshop.typeset(jobs, press.tell)
    volume = _volume(press, wanted, quires, foot)
    pdf = with_fields(bind(volume), tuple(chain.from_iterable(ruled)))
    place = Source(press.edition.source.path, press.edition.source.line)
    told = [
        said(place, sheet.name, message)
        for sheet, quire in zip(wanted, quires, strict=True)
        for message in quire.warnings
    ]
    return Made(pdf, tuple(told))


def _name(sheet: Sheet) -> str:
    return f"ark-{sheet.number}"


def _fields(sheet: Sheet) -> tuple[FormField, ...]:
    """The date, who took part, and a field for each prompt."""
    name = _name(sheet)
    asked = (
        FormField(f"{name}-svar-{at}", prompt.text) for at, prompt in enumerate(sheet.prompts, 1)
    )
    return (
        FormField(f"{name}-dato", _DATE, lines=1),
        FormField(f"{name}-deltagere", _NAMES, lines=2),
        *asked,
    )


def _left(sheet: Sheet, quire: Quire) -> float:
    """Points of the page that each room may take; negative when the sheet has no page for them."""
    page, end = quire.anchors[f"{_name(sheet)}-slut"]
    if page or not sheet.prompts:
        return -1.0
    return (end - _FOOT) / len(sheet.prompts)


def _ruled(fields: Sequence[FormField], room: float) -> tuple[FormField, ...]:
    """The fields with the lines that a room of that height has."""
    lines = int(room / _PITCH)
    return tuple(field if field.lines else replace(field, lines=lines) for field in fields)


def _job(press: Press, sheet: Sheet, fields: Sequence[FormField], room: float) -> Job:
    xhtml = press.looks.render(
        "jobbing/sheet.xhtml.j2",
        book=press.document,
        sheet=sheet,
        anchor=_name(sheet),
        fields=fields,
        address=lambda field: address(field.name),
    )
    # A hair less, so that rounding never sends the last line to another page.
    css = f":root {{ --room: {max(0.0, room - 0.05):.2f}pt }}\n"
    styles = press.looks.sheet(*press.edition.styles)
    shown = {path: press.document.images[path] for path in images(xhtml)}
    return Job(_name(sheet), hold_hyphens(xhtml), f"{styles}\n{css}", shown, {})


def _foot(press: Press, wanted: Sequence[Sheet]) -> Job:
    xhtml = press.looks.render("jobbing/sheet-foot.xhtml.j2", book=press.document, sheets=wanted)
    styles = press.looks.sheet(*press.edition.styles)
    return Job("metodeark-fod", hold_hyphens(xhtml), styles, {}, {})


def _no_room(press: Press, sheet: Sheet) -> Problem:
    place = Source(press.edition.source.path, press.edition.source.line)
    message = (
        f"{sheet.name}: der er ikke plads til to linjers svar på hvert spørgsmål på en A4-side"
    )
    return problem(place, "P106", message, "stil færre spørgsmål på arket, eller gør dem kortere")


def _volume(press: Press, wanted: Sequence[Sheet], quires: Sequence[Quire], foot: Quire) -> Volume:
    document = press.document
    pages = tuple(Page(at, 0, str(at + 1), recto=at % 2 == 0) for at in range(len(wanted)))
    return Volume(
        title=f"{TITLE}. {document.title}",
        publisher=document.publisher,
        language=document.language,
        date=document.date,
        pages=pages,
        quires=tuple(quires),
        furniture=foot,
        worn=list(range(len(wanted))),
        outline=tuple(Entry(sheet.name, _name(sheet)) for sheet in wanted),
        size=A4,
    )
