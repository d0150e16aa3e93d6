"""The marks of a compared book: pandoc nodes in, what they say of a text out.

``press/redline`` puts Spans ``ins`` and ``del`` around words that came and went, Divs ``changed``
around blocks, Divs ``item`` into list items. Whatever the book numbers, lists or links is that of
the new text: here is what the setting asks to see through the marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Json

CAME, WENT = "ins", "del"
# Blocks that are not in the new text, or not here.
_ABSENT = frozenset({"deleted", "moved-away"})


def is_span(item: Json, *classes: str) -> bool:
    """Whether an inline is a Span of one of ``classes``."""
    return bool(item["t"] == "Span" and not set(classes).isdisjoint(item["c"][0][1]))


def beneath(block: Json) -> Json:
    """The block that stands for a marked one: the first beneath the mark that is in the new text,
    or the mark itself when none is."""
    while block["t"] == "Div" and "changed" in block["c"][0][1]:
        inside = block["c"][1]
        live = [one for one in inside if not _is_told(one)]
        if not live or not _ABSENT.isdisjoint(block["c"][0][1]):
            return block
        block = live[0]
    return block


def _is_told(block: Json) -> bool:
    """Whether a block is the press telling of a change."""
    return bool(block["t"] == "Para" and block["c"] and is_span(block["c"][0], "change-note"))


def item_state(blocks: list[Json]) -> tuple[str, list[Json]]:
    """Whether a list item was ``inserted`` or ``deleted`` (empty when neither), and its blocks."""
    if len(blocks) == 1 and blocks[0]["t"] == "Div" and "item" in blocks[0]["c"][0][1]:
        (_, classes, _), inside = blocks[0]["c"]
        return " ".join(name for name in classes if name != "item"), inside
    return "", blocks


def parted(items: list[Json]) -> list[Json]:
    """The inlines with every Span of words that came cut into Spans of one inline each."""
    return [part for item in items for part in _parts(item)]


def _parts(item: Json) -> Iterator[Json]:
    if not is_span(item, CAME):
        yield item
        return
    own, inside = item["c"]
    yield from ({"t": "Span", "c": [own, [one]]} for one in inside)


def joined(items: list[Json]) -> list[Json]:
    """The inlines with Spans of words that came joined again where they touch."""
    out: list[Json] = []
    for item in items:
        if (
            out
            and is_span(item, CAME)
            and is_span(out[-1], CAME)
            and out[-1]["c"][0] == item["c"][0]
        ):
            own, before = out[-1]["c"]
            out[-1] = {"t": "Span", "c": [own, [*before, *item["c"][1]]]}
        else:
            out.append(item)
    return out
