"""Sections on screens: what they are called, and what in them is a heading."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from press.model import Document, Galley, PageStart
from press.screen.paths import paths_of
from press.screen.section import make_section, meaning, notice
from tests.screen.sample import DOCUMENT

_CARD = (
    '<section class="card"><p class="card-title" data-b="{}"><span class="label">Kort</span> {}</p>'
    '<div class="card-front"><p data-b="{}">Hvad siger I?</p></div></section>'
)


def _set(html: str, *starts: PageStart) -> Any:
    galley = Galley("kort", "back", "Kort", html)
    document: Document = replace(DOCUMENT, galleys=(galley,), homes={})
    paths = paths_of(document, "xhtml")
    return make_section(
        galley, starts, paths, lambda label: etree.Element("span", {"id": label})
    ).body


def test_the_title_of_a_card_is_a_heading_below_the_one_before_it() -> None:
    body = _set(
        _CARD.format(1, "Et", 2)
        + _CARD.format(3, "To", 4)
        + '<h2 data-b="5">Flere</h2>'
        + _CARD.format(6, "Tre", 7)
    )
    headings = [element for element in body.iter() if element.tag in ("h2", "h3", "h4")]
    assert [(one.tag, "".join(one.itertext())) for one in headings] == [
        ("h2", "Kort Et"), ("h2", "Kort To"), ("h2", "Flere"), ("h3", "Kort Tre"),
    ]  # fmt: skip


def test_a_page_that_begins_with_a_card_is_marked_before_its_heading() -> None:
    body = _set(_CARD.format(1, "Et", 2), PageStart("7", "kort", 1, 0))
    assert [element.tag for element in body[0]] == ["span", "h2", "div"]


@pytest.mark.parametrize(
    ("role", "kind", "meant"),
    [
        ("front", "vejledning", ("introduction", "doc-introduction")),
        ("back", "vejledning", ("", "")),
        ("back", "kolofon", ("colophon", "doc-colophon")),
        ("part", "vejledning", ("part", "doc-part")),
    ],
)
def test_only_what_stands_first_introduces(role: str, kind: str, meant: tuple[str, str]) -> None:
    assert meaning(Galley("x", role, "X", "", kind=kind)) == meant


@pytest.mark.parametrize(
    ("role", "status", "told"),
    [
        ("part", "udkast", "Udkast. Delen er ikke godkendt endnu."),
        ("chapter", "afventer bidrag", "Afventer bidrag. Kapitlet er ikke skrevet færdigt."),
        ("back", "til godkendelse", "Til godkendelse. Afsnittet kan stadig blive ændret."),
        ("front", "godkendt", ""),
    ],
)
def test_readers_are_told_how_far_a_section_has_come(role: str, status: str, told: str) -> None:
    assert notice(Galley("x", role, "X", "", status=status)) == told
