"""WeasyPrint's early line break, and that the press does not print it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pikepdf
import pytest
import weasyprint
from weasyprint.layout import block, inline, table
from weasyprint.pdf import tags

from press.binding import faces
from press.paper.mending import (
    MendError,
    breaking_words,
    keeping_heads,
    keeping_items,
    keeping_notes,
    letting_spaces_hang,
)

WORDS = "Mellem de to ligger et stort område som vi møder hver dag og "


@pytest.fixture(autouse=True)
def _faces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(faces.configure(tmp_path)))


def _first_lines() -> list[str]:
    """The first line of the same paragraph at widths from narrow to wide."""
    firsts = []
    for width in range(268, 284):
        html = f"<p>{WORDS}<em>foreslår</em> noget.</p>"
        css = f"@page {{ size: 600px }} p {{ width: {width}px; font: 10px Source Serif Pro }}"
        pages = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=css)])
        lines = [
            box for box in pages.pages[0]._page_box.descendants() if type(box).__name__ == "LineBox"
        ]
        texts = [box.text for box in lines[0].descendants() if hasattr(box, "text")]
        firsts.append("".join(texts))
    return firsts


def test_weasyprint_still_needs_the_mend() -> None:
    """When this fails, WeasyPrint was mended: remove ``press/paper/mending.py``."""
    assert any(len(line.split()) == 1 for line in _first_lines())


def test_no_line_ends_after_its_first_word(monkeypatch: pytest.MonkeyPatch) -> None:
    mended = letting_spaces_hang(inline.split_first_line)
    monkeypatch.setattr(inline, "split_first_line", mended)
    assert all(len(line.split()) > 8 for line in _first_lines())


def _linked(width: int) -> str:
    """The first line of a paragraph where a linked word is followed by a comma."""
    html = "<html lang='da'><p>Se hele <a>forordningen</a>, og mere.</p></html>"
    look = f"hyphens: auto; width: {width}px; font: 10px Source Serif Pro"
    css = f"@page {{ size: 600px }} p {{ {look} }}"
    (page,) = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=css)]).pages
    boxes = page._page_box.descendants()
    first = next(box for box in boxes if type(box).__name__ == "LineBox")
    return "".join(box.text for box in first.descendants() if hasattr(box, "text"))


def test_weasyprint_still_moves_linked_words_whole() -> None:
    """When this fails, WeasyPrint was mended: remove ``breaking_words``."""
    assert any("for" not in _linked(width) for width in range(85, 100))


def test_a_linked_word_is_broken_when_the_comma_after_it_does_not_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    places = {"forordningen": (3, 6, 9)}
    mended = breaking_words(inline.can_break_inside, lambda word: places.get(word, ()))
    monkeypatch.setattr(inline, "can_break_inside", mended)
    assert all("for" in _linked(width) for width in range(85, 100))


def _put_off(book: str) -> list[int]:
    """By how many pages each note of a long text stands after its call."""
    css = """
        @page { size: 300px 420px; margin: 20px }
        p { margin: 0; font: 10px/14px Source Serif Pro; orphans: 2; widows: 2 }
        span { float: footnote; footnote-policy: line; font-size: 8px }
    """
    pages = weasyprint.HTML(string=book).render(stylesheets=[weasyprint.CSS(string=css)]).pages
    place = {name: at for at, page in enumerate(pages) for name in page.anchors}
    return [place[f"n{at}"] - place[f"c{at}"] for at in range(60)]


BOOK = "".join(
    f"<p>{WORDS * (at % 4 + 2)}<a id=c{at}></a><span id=n{at}>{WORDS * (at % 3 + 1)}</span>"
    f"{WORDS * (at % 3 + 1)}</p>"
    for at in range(60)
)


def test_weasyprint_still_puts_notes_off() -> None:
    """When this fails, WeasyPrint was mended: remove ``keeping_notes``."""
    assert any(_put_off(BOOK))


def test_notes_stand_on_the_page_that_calls_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block, "_linebox_layout", keeping_notes(block))
    assert not any(_put_off(BOOK))


def test_a_changed_weasyprint_is_not_mended_blindly() -> None:
    changed = ModuleType("block")
    changed._linebox_layout = lambda: None  # type: ignore[attr-defined]  # a stand-in module
    with pytest.raises(MendError):
        keeping_notes(changed)


def test_weasyprint_still_tells_no_language() -> None:
    """When this fails, WeasyPrint tags languages itself: remove ``telling_languages``."""
    html = '<html lang="da"><p>Vi siger <span lang="en">design thinking</span>.</p></html>'
    pdf = weasyprint.HTML(string=html).write_pdf(pdf_tags=True, uncompressed_pdf=True)
    assert pdf.count(b"/Lang") == 1


# A label and one body, with a paragraph, the list in it and a paragraph.
_IN_ORDER = r"LI\(Lbl\S* LBody\(P\S* L\(LI\(.*?\)\) P"
_NESTED = "<ul><li><p>et</p><ul><li>inde</li></ul><p>efter</p></li></ul>"


def _tagged(html: str) -> str:
    """The types of the structure elements of a page, nested in brackets, in order."""
    document = weasyprint.HTML(string=f"<html lang='da'><body>{html}").render()
    data = document.write_pdf(pdf_tags=True, uncompressed_pdf=True)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _types(pdf.Root.StructTreeRoot.K[0])


def _types(element: Any) -> str:
    kids = [kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary)]
    inside = " ".join(_types(kid) for kid in kids)
    name = str(element.S).lstrip("/")
    return f"{name}({inside})" if inside else name


def test_weasyprint_still_takes_a_list_out_of_its_item() -> None:
    """When this fails, WeasyPrint was mended: remove ``keeping_items``."""
    assert not re.search(_IN_ORDER, _tagged(_NESTED))


def test_an_item_holds_all_its_text_in_one_body(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tags, "_build_box_tree", keeping_items(tags))
    assert re.search(_IN_ORDER, _tagged(_NESTED))


_TALL = (
    "<table><thead><tr><th>Hoved</th></tr></thead><tbody><tr><td>"
    + "ord " * 900
    + "</td></tr></tbody></table>"
)


def _heads() -> list[bool]:
    """Whether each page of a table with one tall row has the head."""
    css = "@page { size: 300px 300px; margin: 20px } tr { break-inside: avoid }"
    pages = weasyprint.HTML(string=_TALL).render(stylesheets=[weasyprint.CSS(string=css)]).pages
    return [
        any(getattr(box, "text", "") == "Hoved" for box in page._page_box.descendants())
        for page in pages
    ]


def test_weasyprint_still_leaves_out_the_head_above_a_tall_row() -> None:
    """When this fails, WeasyPrint was mended: remove ``keeping_heads``."""
    assert not all(_heads())


def test_the_head_of_a_table_stands_on_every_page_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block, "table_layout", keeping_heads(table))
    heads = _heads()
    assert len(heads) > 2
    assert all(heads)
