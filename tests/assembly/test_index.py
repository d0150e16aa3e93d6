"""The subject index."""

from __future__ import annotations

import re

from press.assembly.index import register


def shown(html: str) -> str:
    text = re.sub(r'<a class="pageref" href="#([^"]*)"></a>', r"\1", html)
    text = text.replace("</h2>", "|").replace("</li>", "|").replace("<ul>", "[")
    text = re.sub(r"<[^>]*>", "", text.replace("</ul>", "]"))
    return text.replace("\n", "").replace("\u00a0", " ")


def test_entries_are_gathered_sorted_and_lettered() -> None:
    marks = [
        (("Zebra",), "a"),
        (("zebra", "striber"), "b"),
        (("aalborg",), "c"),
        (("ø",), "d"),
        (("zebra",), "e"),
        (("112",), "f"),
        (("§ 22",), "g"),
    ]
    found = shown(register(marks, {}, {}))
    assert found == "0–9|112 f|§ 22 g|]Z|zebra a, e[striber b|]|]Ø|ø d|]Å|aalborg c|]"


def test_see_and_see_also_lead_to_their_entries() -> None:
    marks = [(("kunstig intelligens",), "a")]
    found = register(marks, {"AI": ("Kunstig intelligens",)}, {"kunstig intelligens": ("AI",)})
    assert '<em>se</em> <a class="xref" href="#opslag-kunstig-intelligens">' in found
    assert '<em>se også</em> <a class="xref" href="#opslag-ai">AI</a>' in found


def test_a_cross_reference_to_nothing_is_left_out() -> None:
    found = shown(register([(("a",), "x")], {"b": ("c",)}, {"a": ("c", "d")}))
    assert found == "A|a x|]"


def test_entries_that_are_written_alike_keep_apart() -> None:
    found = register([(("C",), "a"), (("C++",), "b"), (("C#",), "d")], {}, {})
    assert re.findall(r'<li id="([^"]+)"', found) == ["opslag-c", "opslag-c-3", "opslag-c-2"]


def test_an_empty_index_is_empty() -> None:
    assert register([], {}, {}) == ""
