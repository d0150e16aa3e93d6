"""The subject index."""

from __future__ import annotations

import re

from press.assembly.index import set_index
from press.assembly.stick import IndexMark


def shown(html: str) -> str:
    text = re.sub(r'<a class="pageref" href="#([^"]*)"></a>', r"\1", html)
    text = text.replace("</h2>", "|").replace("</li>", "|").replace("<ul>", "[")
    text = re.sub(r"<[^>]*>", "", text.replace("</ul>", "]"))
    return text.replace("\n", "").replace("\u00a0", " ")


def test_entries_are_gathered_sorted_and_lettered() -> None:
    marks = [
        IndexMark(("Zebra",), "a"),
        IndexMark(("zebra", "striber"), "b"),
        IndexMark(("aalborg",), "c"),
        IndexMark(("ø",), "d"),
        IndexMark(("zebra",), "e"),
        IndexMark(("112",), "f"),
        IndexMark(("§ 22",), "g"),
    ]
    found = shown(set_index(marks, {}, {}))
    assert found == "0–9|112 f|§ 22 g|]Z|zebra a, e[striber b|]|]Ø|ø d|]Å|aalborg c|]"


def test_see_and_see_also_lead_to_their_entries() -> None:
    marks = [IndexMark(("kunstig intelligens",), "a")]
    found = set_index(marks, {"AI": ("Kunstig intelligens",)}, {"kunstig intelligens": ("AI",)})
    assert '<em>se</em> <a class="xref" href="#opslag-kunstig-intelligens">' in found
    assert '<em>se også</em> <a class="xref" href="#opslag-ai">AI</a>' in found


def test_a_cross_reference_to_nothing_is_left_out() -> None:
    found = shown(set_index([IndexMark(("a",), "x")], {"b": ("c",)}, {"a": ("c", "d")}))
    assert found == "A|a x|]"


def test_entries_that_are_written_alike_keep_apart() -> None:
    marks = [IndexMark((name,), name) for name in ("C", "C++", "C#")]
    found = set_index(marks, {}, {})
    assert re.findall(r'<li id="([^"]+)"', found) == ["opslag-c", "opslag-c-3", "opslag-c-2"]


def test_an_empty_index_is_empty() -> None:
    assert set_index([], {}, {}) == ""
