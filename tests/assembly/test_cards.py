"""Dialogue cards and method sheets."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from press.assembly.assemble import assemble
from press.store import Store
from tests.assembly.making import book, chapter

CARD = """::: {.kort title='Sælen i "sengen"' emne="Etik og data"}
En borger.

Et dilemma.

- Hvem?

Læs mere: [](#b)
:::

"""
SHEET = """::: {.ark title="Find opgaven" trin="1"}
Svar hver for sig.

**Hvad?** Kort.

- et råd

**Hvordan?**
:::

"""


def test_cards_and_sheets_as_they_are_set(tmp_path: Path) -> None:
    made = book(chapter("a", CARD + SHEET), chapter("b", CARD.replace("{.", "{#k .") + "[](#k)"))
    first, second = assemble(made, Store(tmp_path)).galleys[1:3]
    root = etree.fromstring(f"<div>{first.html}</div>")
    card, sheet = root.findall("section")
    assert dict(card.attrib) == {
        "id": "a-kort-1",
        "class": "card",
        "data-topic": "etik-og-data",
        "data-topic-name": "Etik og data",
    }
    assert [child.get("class") for child in card] == ["card-title", "card-front", "card-back"]
    assert "".join(card[0].itertext()) == "Kort\u00a01 Sælen i »sengen«"
    assert [child.tag for child in card[1]] == ["p", "p"]
    assert [child.tag for child in card[2]] == ["ul", "p"]
    assert sheet.get("data-step") == "1"
    assert [child.get("class") for child in sheet] == [None, None, "prompt", "prompt"]
    assert [[child.tag for child in prompt] for prompt in sheet[2:]] == [
        ["p", "ul", "div"],
        ["p", "div"],
    ]
    assert dict(sheet[3][1].attrib) == {"class": "room", "aria-hidden": "true"}
    assert [(one.id, one.text) for one in first.headings] == [
        ("a-find-opgaven", "Ark 1: Find opgaven")
    ]
    assert sheet[0].get("id") == "a-find-opgaven"
    numbers = [int(number) for number in re.findall(r'data-b="(\d+)"', first.html)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert '<section id="k" class="card"' in second.html
    assert "Kort\u00a02</a>" in second.html
