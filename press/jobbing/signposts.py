"""Signposts of moved paragraphs: marked sections in, the same with the paragraphs named out.

A redline says »Står nu her« and links there; on paper nothing can be clicked, and the page that a
link would show is not in the book. So it says »Står nu som 8.12«, or after which one it stood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from press.jobbing.paragraphs import inside
from press.model import Galley


def signposted(galleys: Sequence[Galley], numbers: Mapping[str, str]) -> tuple[Galley, ...]:
    """Signposts of moved paragraphs that name the paragraph, since »here« is nowhere on paper."""
    roots = [etree.fromstring(f"<div>{galley.html}</div>") for galley in galleys]
    named: dict[str, str] = {}
    for galley, root in zip(galleys, roots, strict=True):
        named |= _places(galley, root, numbers)
    for root in roots:
        for link in root.iterfind(".//a[@class='xref']"):
            said = named.get(link.get("href", "").removeprefix("#"))
            if said and _is_note(link):
                link.text = said
    return tuple(
        replace(galley, html=inside(root)) for galley, root in zip(galleys, roots, strict=True)
    )


def _is_note(link: Any) -> bool:
    return any("change-note" in (one.get("class") or "").split() for one in link.iterancestors())


def _places(galley: Galley, root: Any, numbers: Mapping[str, str]) -> dict[str, str]:
    """What a signpost says of each moved block: where it stands now, or where it stood."""
    found: dict[str, str] = {}
    last = ""
    for element in root.iter():
        classes = (element.get("class") or "").split()
        anchor = element.get("id") or ""
        if "moved-here" in classes:
            found[anchor] = _now(galley, element, numbers)
        elif "moved-away" in classes:
            found[anchor] = (
                f"Stod før efter {last}" if last else f"Stod før først i »{galley.title}«"
            )
        last = numbers.get(anchor, last)
    return found


def _now(galley: Galley, block: Any, numbers: Mapping[str, str]) -> str:
    """Where a moved block stands; a heading has no number, so it is before the one below it."""
    own = (numbers.get(one.get("id") or "") for one in block.iter())
    if first := next(filter(None, own), ""):
        return f"Står nu som {first}"
    below = (numbers.get(one.get("id") or "") for one in block.xpath("following::*[@id]"))
    after = next(filter(None, below), "")
    return f"Står nu før {after}" if after else f"Står nu sidst i »{galley.title}«"
