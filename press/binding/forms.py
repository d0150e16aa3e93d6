"""Form fields: rectangles on the pages of a bound volume become fields to type in.

In: a PDF whose links under ``press-field:name`` mark where a field is to be, and what each field
is. Out: the same PDF with an interactive form (ISO 32000-1, 12.7), every field with a name, a
label, and a place in the tags and in the tab order (ISO 14289-1, 7.18).

A field is drawn empty with lines to write on by hand. They are its appearance and nothing
more: the program that a reader types in draws the field anew, and the lines give way to
the words. What is typed is set in a face of the book, embedded with every sign of Danish and
its neighbours.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf, String

from press.binding.embedding import form_font
from press.binding.joining import uri
from press.binding.saving import saved

FIELD = "press-field:"

# ISO 32000-1, tables 165 and 228: annotations are printed; a field has several lines.
_PRINTED, _SEVERAL_LINES = 1 << 2, 1 << 12
_FONT = "Skrift"
# A nought lets the reader's program make long answers smaller, so that all of it can be seen.
_SIZE, _SHRINKING = 11, 0
# White between the edge of the room and what is written in it: at the sides, above and below.
_ASIDE, _ABOVE = 5.0, 2.0
_INK, _RULE = "0.11 0.106 0.098", "0.725 0.706 0.667"


@dataclass(frozen=True, slots=True)
class FormField:
    """A field by its ``name`` (unique, without full stops), the ``label`` that a screen reader
    says, and how many ``lines`` there is room for; more than one make a field of several lines."""

    name: str
    label: str
    lines: int = 0


def address(name: str) -> str:
    """The reserved address of the field ``name``: an empty link is where it will be."""
    return FIELD + quote(name)


def with_fields(data: bytes, fields: Sequence[FormField]) -> bytes:
    """``data`` with a form of ``fields``; the same bytes for the same PDF and fields.

    Raises LookupError for a place without a field, or a field without a place.
    """
    wanted = {field.name: field for field in fields}
    with Pdf.open(io.BytesIO(data)) as pdf:
        resources = Dictionary(Font=Dictionary({f"/{_FONT}": form_font(pdf)}))
        placed = _place(pdf, wanted, resources)
        if missing := sorted(wanted.keys() - placed):
            raise LookupError(", ".join(missing))
        form = Dictionary(Fields=Array(placed.values()), DR=resources, DA=String(_default(_SIZE)))
        pdf.Root.AcroForm = pdf.make_indirect(form)
        return saved(pdf)


def _place(pdf: Pdf, wanted: Mapping[str, FormField], resources: Dictionary) -> dict[str, Object]:
    """Make a field of each link under the scheme, in the tags too (ISO 14289-1, 7.18.4);
    name -> field, in the order of the pages."""
    elements = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    placed: dict[str, Object] = {}
    for page in pdf.pages:
        for annotation in page.obj.get(Name.Annots, []):
            target = uri(annotation)
            if target.startswith(FIELD):
                field = wanted[unquote(target.removeprefix(FIELD))]
                _become(pdf, annotation, field, resources)
                annotation.P = page.obj
                elements[int(annotation.StructParent)].S = Name.Form
                placed[field.name] = annotation
    return placed


def _become(pdf: Pdf, annotation: Object, field: FormField, resources: Dictionary) -> None:
    for key in annotation.keys() & {"/A", "/Border", "/Contents"}:
        del annotation[key]
    several = field.lines > 1
    left, bottom, right, top = (float(edge) for edge in annotation.Rect)
    low, high = sorted((bottom, top))
    rect = (left + _ASIDE, low + _ABOVE, right - _ASIDE, high - _ABOVE)
    annotation.Rect = Array([round(edge, 3) for edge in rect])
    annotation.Subtype = Name.Widget
    annotation.FT = Name.Tx
    annotation.T = String(field.name)
    annotation.TU = String(field.label)
    annotation.F = _PRINTED
    annotation.Ff = _SEVERAL_LINES if several else 0
    annotation.DA = String(_default(_SHRINKING if several else _SIZE))
    annotation.MK = Dictionary()
    size = (round(rect[2] - rect[0], 3), round(rect[3] - rect[1], 3))
    annotation.AP = Dictionary(N=_lines(pdf, size, field.lines, resources))


def _default(size: int) -> str:
    """What typed text is set in (ISO 32000-1, 12.7.3.3)."""
    return f"/{_FONT} {size} Tf {_INK} rg"


def _lines(pdf: Pdf, size: tuple[float, float], lines: int, resources: Dictionary) -> Object:
    """How the empty field is drawn: with lines to write on, evenly spaced in its room."""
    width, height = size
    pitch = (height + 2 * _ABOVE) / max(1, lines)
    levels = (height + _ABOVE - line * pitch for line in range(1, lines))
    rules = (f"0 {level:.2f} m {width:.2f} {level:.2f} l S" for level in levels)
    drawn = "\n".join((f"/Tx BMC\nq\n{_RULE} RG 0.5 w", *rules, "Q\nEMC"))
    return pdf.make_stream(
        drawn.encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, *size]),
        Resources=resources,
    )
