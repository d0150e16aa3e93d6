"""What readers are told of each kind of file. In: an item. Out: Danish words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from press.delivery.items import Item, Medium

_TITLES: Mapping[Medium, str] = MappingProxyType(
    {
        Medium.PRINT: "Bogen til tryk (PDF)",
        Medium.PDF: "Bogen til skærm (PDF)",
        Medium.EPUB: "E-bogen (EPUB)",
        Medium.WEB: "Bogen som hjemmeside",
        Medium.CARDS: "",
        Medium.OTHER: "",
    }
)
_PURPOSES: Mapping[Medium, str] = MappingProxyType(
    {
        Medium.PRINT: "Til trykkeriet. Siderne er præcis, som de bliver i den trykte bog.",
        Medium.PDF: "Til at læse på computer eller skrive ud. Siderne ligner den trykte bogs.",
        Medium.EPUB: "Til at læse på telefon, tablet og computer. Teksten retter sig efter "
        "skærmen, og du vælger selv skriftens størrelse.",
        Medium.WEB: "Til at læse direkte i en browser uden at hente noget.",
        Medium.CARDS: "",
        Medium.OTHER: "",
    }
)


def title_of(item: Item) -> str:
    """What the file is called to readers. Raises ValueError for an unnamed ``OTHER``."""
    return _said(item.title or _TITLES[item.kind], item)


def purpose_of(item: Item) -> str:
    """What the file is for, in a sentence or two. Raises ValueError for an ``OTHER`` without."""
    return _said(item.purpose or _PURPOSES[item.kind], item)


def _said(text: str, item: Item) -> str:
    if not text:
        raise ValueError(f"»{item.path}« er ikke forklaret")
    return text
