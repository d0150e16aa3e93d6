"""Pandoc's tree as types: what goes in comes out, and every node is walked once."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from press import pandoc, tree
from press.tree import (
    Attr,
    Blocks,
    Header,
    Inlines,
    Note,
    Para,
    Space,
    Str,
    nodes,
    plain,
    remade,
    spaced,
    span,
)

# One of each kind of node that Markdown can give.
EVERYTHING = r"""
## En *vigtig* **del** [med]{.smallcaps} og `kode`{.x y=z} {#del}

Afsnit med ~~slettet~~ H~2~O x^2^ $a+b$ <b>rå</b> "citat 'i citat'" [link](#del "navn") og
![billede](a.svg){alt="Vist"} og note[^1] og [-@kilde, s. 3; se @anden]\
ny linje.

[^1]: Notens tekst.

> Et citat

| vers
| linje to

3) tre
4) fire

- punkt

Ord
:   Forklaring

```{.python #k}
x = 1
```

<hr>

---

::: {.boks title="T"}
I boksen
:::

![Figur](b.svg){#fig}

| A | B  |
|---|---:|
| 1 | 2  |

: Tabel {#tab}
"""


@pytest.fixture(scope="module")
def blocks() -> Blocks:
    return tree.read(pandoc.read_markdown(EVERYTHING)[0])


def test_a_tree_is_written_as_pandoc_wrote_it(blocks: Blocks) -> None:
    written = pandoc.read_markdown(EVERYTHING)[0]
    assert json.loads(tree.write(blocks)) == json.loads(written)


def test_every_kind_of_node_is_met_by_the_walk(blocks: Blocks) -> None:
    written = pandoc.read_markdown(EVERYTHING)[0].decode()
    met = [type(node).__name__ for node in nodes(blocks)]
    known = {kind.__name__ for kind in tree.BLOCKS} | set(met)
    for kind in known:
        # A width is no node, though its JSON looks like one.
        assert met.count(kind) == written.count(f'"t":"{kind}"'), kind
    assert len(set(met)) > 25


def test_parents_come_before_what_is_in_them(blocks: Blocks) -> None:
    kinds = [type(node).__name__ for node in nodes(blocks)]
    assert kinds.index("Note") < kinds.index("BlockQuote")
    assert kinds[:2] == ["Header", "Str"]


def test_what_is_no_tree_of_pandocs_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        tree.read(b'[{"t":"Vers","c":[]}]')


def test_a_tree_without_end_is_refused() -> None:
    with pytest.raises(RecursionError):
        tree.read(b'[{"t":"BlockQuote","c":' * 9000 + b"[]" + b"}]" * 9000)


def test_plain_text_leaves_out_what_is_no_text() -> None:
    note = Note((Para(spaced("noten")),))
    line: Inlines = (Str("Før"), note, Space(), span(["del"], spaced("gik")), Str("efter"))
    assert plain(line) == "Før efter"
    assert plain(line, notes=True) == "Førnoten efter"


def test_quotation_marks_alternate() -> None:
    double = tree.Option("DoubleQuote")
    inner = tree.Quoted((double, (Str("inde"),)))
    outer = tree.Quoted((double, (Str("ude"), Space(), inner)))
    assert plain(outer) == "»ude ›inde‹«"


def test_a_block_is_remade_line_by_line(blocks: Blocks) -> None:
    seen: list[str] = []

    def line(words: Inlines) -> Inlines:
        seen.append(plain(words))
        return words

    def inside(within: Blocks) -> Blocks:
        return tuple(remade(block, line, inside) for block in within)

    assert inside(blocks) == blocks
    assert seen[0] == "En vigtig del med og kode"
    assert {"Et citat", "vers", "tre", "punkt", "Ord", "I boksen", "1", "Figur"} <= set(seen)


def test_attributes_are_asked_by_name() -> None:
    attr = Attr("a", ("b", "c"), (("x", "1"), ("x", "2")))
    assert attr.get("x") == "2"
    assert attr.get("y") == ""
    assert attr.has("c", "d")
    assert not Header((2, attr, ())).c[1].has("d")


def test_the_real_book_comes_back_whole() -> None:
    for file in sorted((Path(__file__).parents[1] / "book" / "chapters").glob("*.md"))[:3]:
        ast, _ = pandoc.read_markdown(file.read_text(encoding="utf-8").split("---\n", 2)[2])
        assert json.loads(tree.write(tree.read(ast))) == json.loads(ast)
