"""Dialogue cards and method sheets: a box of the appendices in, XHTML out.

The front of a card is what stands before its first list of points, the back is the rest. On a
sheet each paragraph that begins in bold is a prompt, with room to write below what follows it.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from itertools import takewhile

from press.assembly.inlines import set_text
from press.assembly.revisions import beneath
from press.assembly.stick import Sheet
from press.language.slugs import slug
from press.language.typography import line
from press.model import Heading, Json

_ROOM = '<div class="room" aria-hidden="true"></div>'

_Blocks = Callable[[list[Json], Sheet], str]


def set_card(
    name: str, said: dict[str, str], blocks: list[Json], sheet: Sheet, set_: _Blocks
) -> str:
    """A card with its number, its front and its back. ``set_`` sets blocks."""
    sheet.cards += 1
    number = sheet.supply.cards + sheet.cards
    anchor = name or f"{sheet.galley}-kort-{number}"
    about = line(said.get("emne", ""))
    named = f' data-topic="{slug(about)}" data-topic-name="{escape(about)}"'
    topic = named if slug(about) else ""
    front = list(takewhile(lambda block: beneath(block)["t"] != "BulletList", blocks))
    return (
        f'<section id="{escape(anchor)}" class="card"{topic}>'
        f'<p class="card-title">{_label("Kort", number)} {set_text(said.get("title", ""))}</p>'
        f'<div class="card-front">{set_(front, sheet)}</div>'
        f'<div class="card-back">{set_(blocks[len(front) :], sheet)}</div></section>\n'
    )


def set_sheet(
    anchor: str, said: dict[str, str], blocks: list[Json], sheet: Sheet, set_: _Blocks
) -> str:
    """A sheet with its number, its introduction and its prompts. ``anchor`` is its heading's."""
    sheet.sheets += 1
    number = sheet.supply.sheets + sheet.sheets
    label, title = _label("Ark", number), set_text(said.get("title", ""))
    step = f' data-step="{escape(said["trin"])}"' if said.get("trin") else ""
    sheet.headings.append(Heading(anchor, 2, line(f"Ark {number}: {said.get('title', '')}")))
    intro, *prompts = _stretches(blocks)
    asked = "".join(f'<div class="prompt">{set_(one, sheet)}{_ROOM}</div>\n' for one in prompts)
    return (
        f'<section class="sheet"{step}><h2 id="{escape(anchor)}">{label} {title}</h2>\n'
        f"{set_(intro, sheet)}{asked}</section>\n"
    )


def _label(word: str, number: int) -> str:
    return f'<span class="label">{word}\u00a0{number}</span>'


def _stretches(blocks: list[Json]) -> list[list[Json]]:
    """The blocks before the first prompt, then each prompt with what belongs to it."""
    found: list[list[Json]] = [[]]
    for block in blocks:
        first = beneath(block)
        if first["t"] == "Para" and first["c"][0]["t"] == "Strong":
            found.append([])
        found[-1].append(block)
    return found
