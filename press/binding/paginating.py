"""Where each quire lands in the volume, and what its pages are called.

In: the quires in order, each front matter or body. Out: the volume's leaves (a quire's page
or a blank) with their labels, and from them the page map.

Every quire begins on a right-hand page (recto); the front matter is numbered i, ii, iii …
and the body starts again at 1, as books do. Blanks are counted but not numbered in print.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from press.binding.quire import Quire
from press.language.numbers import roman
from press.model import PageMap, PageStart


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the volume; ``quire`` is None for a blank, ``page`` is 0-based in its quire."""

    quire: int | None
    page: int
    label: str
    recto: bool


def impose(quires: Sequence[tuple[bool, int]]) -> tuple[Leaf, ...]:
    """Lay ``quires`` (front matter?, number of pages) out; each starts on a recto."""
    leaves: list[Leaf] = []
    body_begins: int | None = None
    for number, (front, pages) in enumerate(quires):
        if len(leaves) % 2:
            leaves.append(_leaf(leaves, None, 0, body_begins))
        if not front and body_begins is None:
            body_begins = len(leaves)
        for page in range(pages):
            leaves.append(_leaf(leaves, number, page, body_begins))
    if len(leaves) % 2:
        leaves.append(_leaf(leaves, None, 0, body_begins))
    return tuple(leaves)


def padded(leaves: Sequence[Leaf], multiple: int) -> tuple[Leaf, ...]:
    """The leaves with blanks at the end until their number is a ``multiple``."""
    filled = list(leaves)
    body = next((at for at, leaf in enumerate(leaves) if leaf.label.isdecimal()), None)
    while len(filled) % multiple:
        filled.append(_leaf(filled, None, 0, body))
    return tuple(filled)


def _leaf(before: Sequence[Leaf], quire: int | None, page: int, body_begins: int | None) -> Leaf:
    position = len(before)
    label = roman(position + 1) if body_begins is None else str(position - body_begins + 1)
    return Leaf(quire, page, label, recto=position % 2 == 0)


def labels(leaves: Iterable[Leaf], quires: Sequence[Quire]) -> Mapping[str, str]:
    """Anchor -> label of the page it stands on, over the whole volume."""
    label = {(leaf.quire, leaf.page): leaf.label for leaf in leaves}
    return {
        anchor: label[number, page]
        for number, quire in enumerate(quires)
        for anchor, (page, _) in quire.anchors.items()
    }


def page_map(leaves: Iterable[Leaf], quires: Sequence[Quire]) -> PageMap:
    """The one numbering of pages, for every edition to share."""
    leaves = tuple(leaves)
    begins = {
        (number, start.page): start for number, quire in enumerate(quires) for start in quire.starts
    }
    found = [
        PageStart(leaf.label, start.galley, start.block, start.offset)
        for leaf in leaves
        if leaf.quire is not None and (start := begins.get((leaf.quire, leaf.page)))
    ]
    return PageMap(labels(leaves, quires), tuple(found))
