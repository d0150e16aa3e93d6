"""Tables that a narrow screen can show: framed, and every cell with the words of its column."""

from __future__ import annotations

from press.galley.markup import parse, serialise
from press.screen.section import frame_tables

_TABLE = (
    "<table><thead><tr><th>Linje</th><th>Hvad <em>kan</em> den?</th><th>Pris</th></tr></thead>"
    '<tbody><tr><th scope="row">Borgerne</th><td>Hjælpe</td><td>2</td></tr></tbody></table>'
)


def _framed(html: str) -> str:
    root = parse(html)
    frame_tables(root)
    return str(serialise(root))


def test_each_cell_says_its_column_and_the_heading_of_a_row_does_not() -> None:
    html = _framed(f"<p>før</p>{_TABLE}<p>efter</p>")
    assert '<div class="table-frame many"><table>' in html
    assert '<td data-head="Hvad kan den?">Hjælpe</td><td data-head="Pris:">2</td>' in html
    assert '<th scope="row">Borgerne</th>' in html
    assert html.endswith("</table></div><p>efter</p>")


def test_two_columns_are_not_many() -> None:
    html = _framed("<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody/></table>")
    assert '<div class="table-frame"><table>' in html


def test_a_cell_over_several_columns_or_rows_is_given_no_words() -> None:
    wide = _TABLE.replace("<th>Pris</th>", '<th colspan="2">Pris</th>')
    tall = _TABLE.replace("<td>2</td>", '<td rowspan="2">2</td>')
    assert "data-head" not in _framed(wide)
    assert "data-head" not in _framed(tall)
