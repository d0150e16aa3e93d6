from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import escape

from press.galley.markup import parse, serialise
from press.galley.places import counts, mark_pages, unnumber
from press.model import PageStart


def _mark(label: str) -> Any:
    return etree.Element("span", {"role": "doc-pagebreak", "id": f"side-{label}"})


def _marked(html: str, *places: tuple[int, int]) -> str:
    root = parse(html)
    starts = [PageStart(str(n), "g", block, offset) for n, (block, offset) in enumerate(places, 1)]
    mark_pages(root, starts, _mark)
    unnumber(root)
    text = str(serialise(root))
    for n, _ in enumerate(places, 1):
        text = text.replace(f'<span role="doc-pagebreak" id="side-{n}"></span>', f"|{n}|")
    return text


@pytest.mark.parametrize(
    ("html", "places", "expected"),
    [
        ('<p data-b="1">En to tre</p>', [(1, 0)], "<p>|1|En to tre</p>"),
        ('<p data-b="1">En to tre</p>', [(1, 2)], "<p>En |1|to tre</p>"),
        ('<p data-b="1">En toogtyve tre</p>', [(1, 4)], "<p>En |1|toogtyve tre</p>"),
        ('<p data-b="1">En MED-udvalg</p>', [(1, 5)], "<p>En |1|MED-udvalg</p>"),
        ('<p data-b="1">En\u00ad to</p>', [(1, 2)], "<p>En\u00ad |1|to</p>"),
        ('<p data-b="1">En to</p>', [(1, 99)], "<p>En to|1|</p>"),
        ('<p data-b="1">En <em>to tre</em></p>', [(1, 2)], "<p>En |1|<em>to tre</em></p>"),
        ('<p data-b="1">En <em>to tre</em></p>', [(1, 4)], "<p>En <em>to |1|tre</em></p>"),
        ('<p data-b="1">En <em>to</em>og tre</p>', [(1, 4)], "<p>En |1|<em>to</em>og tre</p>"),
        ('<p data-b="1">En <em>to</em> tre</p>', [(1, 4)], "<p>En <em>to</em> |1|tre</p>"),
        (
            '<p data-b="1"><b><i>En</i></b> to</p>',
            [(1, 1)],
            "<p>|1|<b><i>En</i></b> to</p>",
        ),
        (
            '<p data-b="1">En<a class="noteref">47</a> to tre</p>',
            [(1, 4)],
            '<p>En<a class="noteref">47</a> to |1|tre</p>',
        ),
        ('<p data-b="1">En<br/>to</p>', [(1, 2)], "<p>En<br/>|1|to</p>"),
        ('<h2 data-b="1">En to</h2>', [(1, 0)], "|1|<h2>En to</h2>"),
        ('<h2 data-b="1">En to</h2>', [(1, 2)], "<h2>En |1|to</h2>"),
        (
            '<figure><img data-b="1" src="x"/><figcaption data-b="2">En</figcaption></figure>',
            [(1, 0)],
            '|1|<figure><img src="x"/><figcaption>En</figcaption></figure>',
        ),
        (
            '<ul><li data-b="1">En<ul><li data-b="2">to</li></ul>tre</li></ul>',
            [(1, 2)],
            "<ul><li>En<ul><li>to</li></ul>|1|tre</li></ul>",
        ),
        ('<p data-b="1">En</p><p data-b="3">to</p>', [(2, 0)], "<p>En</p>|1|<p>to</p>"),
        ('<p data-b="1">En</p>', [(9, 0)], "<p>En</p>|1|"),
        ('<p data-b="1">En to</p>', [(1, 0), (1, 0), (1, 2)], "<p>|1||2|En |3|to</p>"),
        ('<p data-b="1"><em>En</em> to</p>', [(1, 0), (1, 0)], "<p>|1||2|<em>En</em> to</p>"),
        ('<p data-b="1">Fællesskab</p>', [(1, 3), (1, 6)], "<p>|1||2|Fællesskab</p>"),
        (
            '<table><tr><td data-b="1"/></tr></table>',
            [(1, 0)],
            "<table><tr><td>|1|</td></tr></table>",
        ),
        ('<p data-b="1">En</p>', [(0, 0)], "<p>En</p>"),
        (
            '<aside><p class="callout-title" data-b="1">En to</p></aside>',
            [(1, 0), (1, 2)],
            '<aside>|1|<p class="callout-title">En |2|to</p></aside>',
        ),
        (
            '<table><caption data-b="1">En to</caption></table>',
            [(1, 0), (1, 2)],
            "|1|<table><caption>En |2|to</caption></table>",
        ),
    ],
)
def test_a_page_is_marked_where_it_begins(
    html: str, places: list[tuple[int, int]], expected: str
) -> None:
    assert _marked(html, *places) == expected


_PIECES = st.lists(
    st.tuples(
        st.sampled_from(["", "em", "strong", "sup"]),
        st.text(st.sampled_from("ab æ-\u00ad .\u00a0"), max_size=8),
    ),
    max_size=6,
)


@given(_PIECES, st.integers(0, 40))
def test_a_mark_divides_the_text_at_its_place(pieces: list[tuple[str, str]], offset: int) -> None:
    inner = "".join(f"<{t}>{escape(s)}</{t}>" if t else str(escape(s)) for t, s in pieces)
    text = "".join(s for _, s in pieces)
    root = parse(f'<p data-b="1">{inner}</p>')
    mark_pages(root, [PageStart("1", "g", 1, offset)], _mark)
    block = root[0]
    mark = next(block.iter("span"))
    assert "".join(block.itertext()) == text
    before = _before(block, mark)
    after = text[len(before) :]
    counted = sum(map(counts, before))
    if counted < offset:  # moved back, by the first letters of one word at most
        moved = "".join(after.split()[:1])
        assert not before or before[-1].isspace() or not any(map(counts, after))
        assert sum(map(counts, moved)) > offset - counted or not any(map(counts, after))
    else:
        assert counted == offset


def _before(block: Any, mark: Any) -> str:
    text = ""
    for event, element in etree.iterwalk(block, events=("start", "end")):
        if element is mark:
            break
        if event == "start":
            text += element.text or ""
        elif element is not block:
            text += element.tail or ""
    return text
