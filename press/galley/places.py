"""Places in a galley: countable characters, and the printed pages marked in the text.

In: the tree of a galley's text, its blocks numbered (``data-b``), and where each printed
page begins. Out: the same tree with an empty mark at each place.

A place is a number of countable characters into a block: white space, hyphens and
invisible characters do not count, nor does what editions write differently (note calls,
page numbers, struck words) or a block within the block. A page that begins inside a word is marked
before the word; one that begins past the end of its block, at the block's end; one that begins
with a title, before what the title names, so that nothing gets into its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from press.galley.markup import classes
from press.galley.names import BLOCK, BOX_TITLE, SILENT, WENT
from press.model import PageStart

# What one edition may set and another not: hyphens and invisible characters.
_UNCOUNTED = dict.fromkeys(map(ord, "-\u00ad\u2010\u2011\u2060\u200b"))
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Text directly inside ``owner``, or directly after it when ``after`` is set."""

    owner: Any
    after: bool
    text: str


def countable(text: str) -> int:
    """How many characters of ``text`` count towards a place."""
    return len("".join(text.split()).translate(_UNCOUNTED))


def counts(character: str) -> bool:
    """Whether a character counts towards a place."""
    return not character.isspace() and ord(character) not in _UNCOUNTED


def blocks_of(root: Any) -> dict[int, Any]:
    """The blocks of a galley's tree by their numbers."""
    return {int(element.get(BLOCK)): element for element in root.iterfind(f".//*[@{BLOCK}]")}


def anchor(label: str) -> str:
    """The id of the mark of the page ``label``: ``side-47``."""
    return f"side-{label}"


def mark_pages(root: Any, starts: Iterable[PageStart], mark: Callable[[str], Any]) -> None:
    """Put ``mark(label)`` where each of ``starts`` says. Starts of block 0 (the title) are
    not in the text and are passed over; ``starts`` come in reading order."""
    blocks = blocks_of(root)
    for start in starts:
        if start.block:
            _mark(root, blocks, start, mark(start.label))


def unnumber(root: Any) -> None:
    """Take the block numbers out again."""
    for element in blocks_of(root).values():
        del element.attrib[BLOCK]


def _mark(root: Any, blocks: dict[int, Any], start: PageStart, mark: Any) -> None:
    block = blocks.get(start.block)
    if block is None:
        later = [number for number in blocks if number > start.block]
        if not later:
            root.append(mark)
            return
        block = blocks[min(later)]
        _insert_before(block, mark)
    elif block.tag == "img":
        _insert_before(next(block.iterancestors("figure"), block), mark)
    elif block.tag == "caption" and not start.offset:
        _insert_before(block.getparent(), mark)
    elif not start.offset and (block.tag in _HEADINGS or BOX_TITLE in classes(block)):
        _insert_before(block, mark)
    else:
        _insert(block, start.offset, mark)


def _insert(block: Any, offset: int, mark: Any) -> None:
    stretches = list(_stretches(block))
    place = _place(stretches, offset)
    if place is None:
        end = stretches[-1]
        _split(end, len(end.text), mark)
        return
    index, at = _word_start(stretches, *place)
    stretch = stretches[index]
    if stretch.after or at or stretch.owner is block:
        _split(stretch, at, mark)
        return
    # The word opens an inline element: the mark stands before it, not in it.
    owner = stretch.owner
    while owner.getparent() is not block and not owner.getparent().text and _is_first(owner):
        owner = owner.getparent()
    _insert_before(owner, mark)


def _is_first(element: Any) -> bool:
    return element.getprevious() is None


def _stretches(element: Any) -> Iterator[_Stretch]:
    yield _Stretch(element, False, element.text or "")
    for child in element:
        if _speaks(child):
            yield from _stretches(child)
        yield _Stretch(child, True, child.tail or "")


def _speaks(element: Any) -> bool:
    return (
        isinstance(element.tag, str)
        and element.tag != WENT
        and element.get(BLOCK) is None
        and element.get("role") != "doc-pagebreak"
        and SILENT.isdisjoint(classes(element))
    )


def _place(stretches: list[_Stretch], offset: int) -> tuple[int, int] | None:
    seen = 0
    for index, stretch in enumerate(stretches):
        for at, character in enumerate(stretch.text):
            if counts(character):
                if seen == offset:
                    return index, at
                seen += 1
    return None


def _word_start(stretches: list[_Stretch], index: int, at: int) -> tuple[int, int]:
    """The place where the word that holds the character at (``index``, ``at``) begins."""
    first = index, at
    while True:
        while at > 0:
            if stretches[index].text[at - 1].isspace():
                return first
            at -= 1
            first = index, at
        if index == 0 or _ends_word(stretches[index]):
            return first
        index -= 1
        at = len(stretches[index].text)


def _ends_word(stretch: _Stretch) -> bool:
    """Whether a word cannot reach from before ``stretch`` into it."""
    return stretch.after and (stretch.owner.tag in ("br", "img") or bool(stretch.owner.get(BLOCK)))


def _split(stretch: _Stretch, at: int, mark: Any) -> None:
    """Put ``mark`` into the text of ``stretch``, before its character ``at``."""
    before, after = stretch.text[:at], stretch.text[at:]
    owner = stretch.owner
    if stretch.after:
        # addnext leaves the text after ``owner`` as the text after the mark.
        owner.addnext(mark)
        owner.tail = before
    else:
        owner.text = before
        owner.insert(0, mark)
    mark.tail = after


def _insert_before(element: Any, mark: Any) -> None:
    parent = element.getparent()
    parent.insert(parent.index(element), mark)
