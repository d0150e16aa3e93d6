"""Numbers beside the text: which units get one, what it begins with, and what never does."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from press.jobbing.paragraphs import numbered, prefixes
from press.model import Galley

from ..presswork import galley


def shown(html: str, prefix: str = "8") -> dict[str, str]:
    """Number -> the words of the unit, for a section of ``html``."""
    text, marks = numbered(replace(galley("k"), html=html), prefix)
    root = etree.fromstring(f"<div>{text}</div>")
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    return {mark.text: "".join(by_id[mark.anchor].itertext()) for mark in marks}


def test_what_people_point_at_has_a_number() -> None:
    found = shown(
        "<p>Et</p><h2>Overskrift</h2><ul><li>To</li><li><p>Tre</p><ul><li>under</li></ul></li></ul>"
        "<table><caption>Fire</caption><tr><td><p>celle</p></td></tr></table>"
        "<figure><img src='a.svg' alt='x'/><figcaption><p>Fem</p></figcaption></figure>"
        "<aside class='callout'><p class='callout-title'>Boks</p><p>Seks</p></aside>"
        "<blockquote><p>Syv</p></blockquote><hr/>"
        "<section class='card'><p>Otte</p><p>bagside</p></section>"
        "<section class='questions'><h2>Til dialog</h2><ol><li>Ni</li></ol></section>"
    )
    assert list(found) == [f"8.{number}" for number in range(1, 10)]
    begins = ["Et", "To", "Tre", "Fire", "Fem", "Seks", "Syv", "Otte", "Ni"]
    assert [text[: len(word)] for text, word in zip(found.values(), begins, strict=True)] == begins


def test_what_is_struck_or_told_has_none() -> None:
    found = shown(
        "<p>Et</p><div class='changed deleted'><p><del>gone</del></p></div>"
        "<p><del>hele linjen</del></p>"
        "<div class='changed moved-here'><p><span class='change-note'>Flyttet.</span></p>"
        "<p>To <del>gammel</del><ins>ny</ins></p></div>"
        "<ul><li class='deleted'><del>x</del></li><li class='inserted'><ins>Tre</ins></li></ul>"
    )
    assert list(found.values()) == ["Et", "To gammelny", "Tre"]


def test_ids_that_are_there_are_kept() -> None:
    text, marks = numbered(replace(galley("k"), html='<p id="mit">Et</p><p>To</p>'), "8")
    assert [mark.anchor for mark in marks] == ["mit", "nr-k-2"]
    assert text == '<p id="mit">Et</p><p id="nr-k-2">To</p>'


def test_sections_without_a_number_go_by_letters_of_their_own() -> None:
    def named(name: str, role: str, title: str, number: int | None = None) -> Galley:
        return replace(galley(name, role, number=number), title=title)

    book = [
        named("forord", "front", "Forord"),
        named("del-1", "part", "Grundlag", 1),
        named("k", "chapter", "Kapitlet", 1),
        named("dialogkort", "back", "Dialogkort"),
        named("litteratur", "back", "Litteratur"),
        named("laes", "back", "Læs mere"),
        named("figurer", "back", "Figurer"),
        named("register", "back", "Register"),
    ]
    assert prefixes(book) == {
        "forord": "F",
        "del-1": "D1",
        "k": "1",
        "dialogkort": "Di",
        "litteratur": "L",
        "laes": "Læ",
    }
