"""The subject index: marks and cross-references in, the index as XHTML out.

Entries that differ only in the size of their first letter are one entry. Sub-entries come
from paths such as ``velfærdsteknologi > robotsæl``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from press.assembly.inlines import set_text
from press.assembly.lexicon import folded
from press.assembly.lists import page_references
from press.assembly.stick import IndexMark, Stick
from press.galley.names import ENTRY, INDEX, INDEX_LIST, XREF
from press.language.collate import first_letter, sort_key
from press.language.slugs import slug

# The heading of the entries that begin with no letter.
_SIGNS = {"#": "0–9"}


@dataclass(slots=True)
class _Entry:
    """An entry while the index is gathered."""

    name: str
    anchors: list[str] = field(default_factory=list)
    below: dict[str, _Entry] = field(default_factory=dict)
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()


def set_index(
    marks: Iterable[IndexMark],
    see: Mapping[str, tuple[str, ...]],
    see_also: Mapping[str, tuple[str, ...]],
) -> str:
    """The index in Danish order under its letters. ``see`` and ``see_also`` are as in
    :class:`~press.model.Book`.

    A cross-reference to an entry that the index does not hold is left out.
    """
    root = _gathered(marks)
    for name, others in _leading(see, set(root.below)):
        _below(root, name).see = others
    for name, others in _leading(see_also, set(root.below)):
        _below(root, name).see_also = others
    stick = Stick(INDEX)
    known = {key: stick.fresh(f"opslag-{slug(key)}") for key in root.below}
    ordered = sorted(root.below.values(), key=_order)
    return "".join(
        f'<h2 class="letter" id="{INDEX}-{slug(letter) or "0"}">{_SIGNS.get(letter, letter)}</h2>'
        f'<ul class="{INDEX_LIST}">{"".join(_item(entry, known, True) for entry in entries)}</ul>\n'
        for letter, entries in groupby(ordered, key=lambda entry: first_letter(entry.name))
    )


def _leading(
    table: Mapping[str, tuple[str, ...]], known: set[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The cross-references that lead to known entries, and no others."""
    for name, others in table.items():
        if found := tuple(other for other in others if folded(other) in known):
            yield name, found


def _gathered(marks: Iterable[IndexMark]) -> _Entry:
    root = _Entry("")
    for path, anchor in marks:
        entry = root
        for step in path:
            entry = _below(entry, step)
        entry.anchors.append(anchor)
    return root


def _below(entry: _Entry, name: str) -> _Entry:
    """The entry ``name`` below ``entry``, made when it is not there. A small first letter counts
    once it has been met."""
    found = entry.below.setdefault(folded(name), _Entry(name))
    if name[:1].islower():
        found.name = name
    return found


def _item(entry: _Entry, known: Mapping[str, str], top: bool) -> str:
    anchor = f' id="{known[folded(entry.name)]}"' if top else ""
    inner = sorted(entry.below.values(), key=lambda below: sort_key(below.name))
    below = "".join(_item(one, known, False) for one in inner)
    nested = f"<ul>{below}</ul>" if below else ""
    return f"<li{anchor}>{''.join(_entry(entry, known))}{nested}</li>"


def _entry(entry: _Entry, known: Mapping[str, str]) -> Iterator[str]:
    yield f'<span class="{ENTRY}">{set_text(entry.name)}</span>'
    if entry.anchors:
        yield f" {page_references(entry.anchors)}"
    for word, others in (("se", entry.see), ("se også", entry.see_also)):
        if others:
            links = ", ".join(_link(name, known) for name in others)
            yield f' <span class="see"><em>{word}</em> {links}</span>'


def _link(name: str, known: Mapping[str, str]) -> str:
    return f'<a class="{XREF}" href="#{known[folded(name)]}">{set_text(name)}</a>'


def _order(entry: _Entry) -> tuple[bool, bytes]:
    """Digits and signs first, then the letters of the alphabet."""
    return first_letter(entry.name) != "#", sort_key(entry.name)
