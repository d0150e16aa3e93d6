"""Form fields: a place for every field and a field for every place; the same bytes twice."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from press.binding.embedding import characters
from press.binding.forms import FormField, address, with_fields

NAMES = ("ark-1-dato", "ark-1-svar-1")
FIELDS = (FormField(NAMES[0], "Dato", 1), FormField(NAMES[1], "Hvad så, Åse?", 4))


def _pdf(*names: str) -> bytes:
    """A tagged page with an empty link, 60 points high, for each name."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(300, 400))
    numbers = Array()
    page.obj.Annots = Array()
    for at, name in enumerate(names):
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([20, 60 + 100 * at, 280, 100 * at]),
            A=Dictionary(S=Name.URI, URI=String(address(name))),
            StructParent=at,
        )
        annotation = pdf.make_indirect(link)
        page.obj.Annots.append(annotation)
        reference = Dictionary(Type=Name.OBJR, Obj=annotation)
        element = Dictionary(Type=Name.StructElem, S=Name.Link, K=Array([reference]))
        numbers.append(at)
        numbers.append(pdf.make_indirect(element))
    pdf.Root.StructTreeRoot = Dictionary(ParentTree=Dictionary(Nums=numbers))
    data = io.BytesIO()
    pdf.save(data, deterministic_id=True)
    return data.getvalue()


def test_links_become_fields() -> None:
    filled = pikepdf.open(io.BytesIO(with_fields(_pdf(*NAMES), FIELDS)))
    date, answer = filled.Root.AcroForm.Fields
    assert (str(date.T), str(date.TU), int(date.Ff)) == ("ark-1-dato", "Dato", 0)
    assert (str(answer.T), str(answer.TU), int(answer.Ff)) == (
        "ark-1-svar-1",
        "Hvad så, Åse?",
        4096,
    )
    assert all("/A" not in field for field in (date, answer))
    left, bottom, right, top = (float(edge) for edge in answer.Rect)
    assert 20 < left < right < 280
    assert 100 < bottom < top < 160
    # Three lines between four rows of writing, the foot of the room being the fourth.
    assert answer.AP.N.read_bytes().count(b" l S") == 3
    assert date.AP.N.read_bytes().count(b" l S") == 0


def test_a_place_without_a_field_and_a_field_without_a_place_are_refused() -> None:
    with pytest.raises(LookupError, match="ark-1-svar-1"):
        with_fields(_pdf(*NAMES), FIELDS[:1])
    with pytest.raises(LookupError, match="ark-1-svar-1"):
        with_fields(_pdf(*NAMES[:1]), FIELDS)


def test_same_bytes_twice() -> None:
    assert with_fields(_pdf(*NAMES), FIELDS) == with_fields(_pdf(*NAMES), FIELDS)


def test_the_face_has_what_danes_and_their_neighbours_write_with() -> None:
    assert set("abcæøåÆØÅéäöüÄÖÜß»«“”–…€½§0123456789") <= set(characters())
    filled = pikepdf.open(io.BytesIO(with_fields(_pdf(*NAMES), FIELDS)))
    font = filled.Root.AcroForm.DR.Font["/Skrift"]
    assert font.Encoding == "/WinAnsiEncoding"
    for sign in "æøåÆØÅ–»«":
        width = int(font.Widths[sign.encode("cp1252")[0] - int(font.FirstChar)])
        assert width > 200
