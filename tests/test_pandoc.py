from __future__ import annotations

import json

import pytest

from press import pandoc
from press.tree import Citation, Cite, Para, nodes, plain, read

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>p</title><id>p</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout prefix="(" suffix=")" delimiter="; ">
<text variable="title"/></layout></citation>
<bibliography><sort><key variable="title"/></sort><layout><text variable="title"/></layout>
</bibliography></style>"""
WORKS = [
    {"id": "b", "type": "book", "title": "Bæ"},
    {"id": "a", "type": "book", "title": "Ab"},
    {"id": "c", "type": "book", "title": "Aldrig nævnt"},
]


def clusters(text: str) -> list[tuple[Citation, ...]]:
    found = nodes(read(pandoc.read_markdown(text)[0]))
    return [node.c[0] for node in found if isinstance(node, Cite)]


def test_the_tree_has_terms_and_no_ids_of_its_own() -> None:
    ast, warnings = pandoc.read_markdown("## Mål\n\n[[a|b]] »c«\n")
    header, paragraph = json.loads(ast)
    assert header["c"][1][0] == ""
    assert paragraph["c"][0]["c"][2][0] == "a"
    assert warnings == ()


def test_a_rule_in_the_text_is_no_front_matter() -> None:
    ast, _ = pandoc.read_markdown("a\n\n---\nb: c: d\n---\n")
    assert json.loads(ast)[0]["t"] == "Para"


def test_a_body_may_begin_with_a_per_cent_sign() -> None:
    (block,) = json.loads(pandoc.read_markdown("% af os\n")[0])
    assert block["c"][0] == {"t": "Str", "c": "%"}


def test_warnings_say_where() -> None:
    _, warnings = pandoc.read_markdown("a\n\n[^2]: b\n")
    assert warnings == ("Note with key '2' defined at line 3 column 1 but not used.",)


def test_html_is_well_formed_and_unwrapped() -> None:
    html = pandoc.write_html(read(pandoc.read_markdown("a\\\n" + "ord " * 40)[0]))
    assert html.count("\n") == 2
    assert "<br />" in html


def test_citations_come_in_book_order_and_works_in_list_order() -> None:
    cited, works = pandoc.cite(clusters("[@b] og [@a; @b]"), WORKS, STYLE)
    assert [plain(line) for line in cited] == ["(Bæ)", "(Ab; Bæ)"]
    assert list(works) == ["a", "b"]


def test_the_title_of_a_foreign_work_says_its_language() -> None:
    works = [
        {"id": "a", "type": "book", "title": "The Design of Things", "language": "en-GB"},
        {"id": "b", "type": "book", "title": "Tingenes form", "language": "da"},
    ]
    cited, listed = pandoc.cite(clusters("[@a] og [@b]"), works, STYLE)
    title = '<span lang="en-GB">The Design of Things</span>'
    assert title in pandoc.write_html(listed["a"])
    assert title in pandoc.write_html((Para(cited[0]),))
    assert "lang" not in pandoc.write_html(listed["b"])


def test_no_citations_give_nothing() -> None:
    assert pandoc.cite([], WORKS, STYLE) == ([], {})


def test_no_file_is_read_through_the_text() -> None:
    with pytest.raises(pandoc.PandocError):
        pandoc.cite(clusters("[@b]"), WORKS, "<style/>")
    assert pandoc.version()[0].isdigit()
    assert "pypandoc" in pandoc.identity()
