"""Linking terms in pandoc's tree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from press.assembly.lexicon import make_lexicon
from press.assembly.terms import Mention, link_terms
from press.galley.names import TERM
from press.tree import (
    Blocks,
    Emph,
    Inline,
    Inlines,
    Link,
    Option,
    Para,
    Quoted,
    SoftBreak,
    Space,
    Str,
    nodes,
    plain,
    read,
)  # fmt: skip
from tests.assembly.making import para, parsed, term

LEXICON = make_lexicon(
    (
        term("kerneopgave", "kerneopgaven"),
        term("tredobbelt bundlinje", "tredobbelte bundlinje"),
        term("algoritme", "algoritmer", discouraged=("robot",)),
    )
)


def linked(blocks: Blocks, auto: bool = True) -> list[tuple[str, str]]:
    """The words and slug of each link to a term."""
    found, _ = link_terms(blocks, LEXICON, auto)
    links = (node.c for node in nodes(found) if isinstance(node, Link))
    return [(plain(line), attr.get("data-term")) for attr, line, _ in links if attr.has(TERM)]


def from_markdown(text: str, auto: bool = True) -> list[str]:
    return [words for words, _ in linked(read(parsed(text)), auto)]


def test_the_first_mention_is_linked_and_the_next_is_not() -> None:
    text = "(Kerneopgaven) og kerneopgave. Den tredobbelte bundlinje/algoritmer."
    assert linked((para(text),)) == [
        ("Kerneopgaven", "kerneopgave"),
        ("tredobbelte bundlinje", "tredobbelt-bundlinje"),
        ("algoritmer", "algoritme"),
    ]


def test_nothing_links_itself_in_a_chapter_that_opts_out() -> None:
    assert from_markdown("Kerneopgaven og [[algoritme]].", auto=False) == ["algoritme"]


def test_a_marked_term_is_linked_each_time_and_counts_as_the_first() -> None:
    text = "[[kerneopgaven]] [[kerneopgave|det hele]] kerneopgaven"
    assert from_markdown(text) == ["kerneopgaven", "det hele"]


def test_headings_quotations_code_links_and_notes_stay_as_they_are() -> None:
    text = """## Kerneopgaven

"kerneopgaven" »en kerneopgave *kerneopgave*« `kerneopgave` [kerneopgave](http://a.dk)^[kerneopgave]
[kerneopgave]{lang=en} ![kerneopgave](a.svg) [@kerneopgave, kerneopgave]

> kerneopgaven

    kerneopgave
"""
    assert from_markdown(text) == []


def test_lists_cells_captions_boxes_and_emphasis_are_searched() -> None:
    text = """- *kerneopgaven*

| A |
|---|
| algoritmer |

: Den **tredobbelte bundlinje**
"""
    found = from_markdown(text)
    assert sorted(found) == ["algoritmer", "kerneopgaven", "tredobbelte bundlinje"]


def test_unknown_and_discouraged_words_are_told() -> None:
    _, mentions = link_terms(read(parsed("[[ukendt]] robot Robot")), LEXICON, True)
    assert set(mentions) == {
        Mention("ukendt", "", True),
        Mention("robot", "algoritme", False, True),
        Mention("Robot", "algoritme", False, True),
    }


# fmt: off
WORDS = st.sampled_from(
    [
        "kerneopgaven",
        "(kerneopgave)",
        "tredobbelt",
        "bundlinje,",
        "algoritme/kerneopgave",
        "robot",
        "»",
        "«",
        "a",
    ]
)
# fmt: on


def inline(children: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    lines = st.lists(children, max_size=4).map(tuple)
    return lines.map(Emph) | lines.map(lambda line: Quoted((Option("DoubleQuote"), line)))


INLINES = st.recursive(
    WORDS.map(Str) | st.sampled_from([Space(), SoftBreak()]), inline, max_leaves=15
)


@given(st.lists(INLINES, max_size=10).map(tuple))
def test_linking_changes_no_word(line: Inlines) -> None:
    blocks = (Para(line),)
    found, _ = link_terms(blocks, LEXICON, True)
    assert plain(found) == plain(blocks)
    slugs = [slug for _, slug in linked(blocks)]
    assert len(slugs) == len(set(slugs))
