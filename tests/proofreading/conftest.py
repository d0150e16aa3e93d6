"""A small book with everything that a page can hold, and its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from press.looks import Looks
from press.model import Document, Galley, Note
from tests.presswork import SENTENCE, document, print_with

PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40" viewBox="0 0 60 40">'
    b'<rect width="60" height="40" fill="#1f4e5f"/></svg>'
)
Edit = Callable[[Callable[[str], str]], bytes]


def sentence(seed: int) -> str:
    """A sentence of its own for every seed."""
    return f"Nummer {seed}: {SENTENCE.strip()}"


def call(galley: str, number: int) -> str:
    note = f"{galley}-n{number}"
    return f'<a class="noteref" id="{note}-kald" href="#{note}">{number}</a>'


def chapter(galley: str, seed: int) -> Galley:
    """A chapter with every kind of block."""
    rows = "".join(
        f'<tr><td data-b="{40 + 3 * row}">{sentence(seed + row)}</td><td data-b="{41 + 3 * row}">Ja'
        f'</td><td class="right" data-b="{42 + 3 * row}">{row} kr.</td></tr>'
        for row in range(6)
    )
    reference = (
        '<a class="xref" href="#a">kapitel 1</a><span class="print-page"> '
        '(s. <a class="pageref" href="#a"></a>)</span>'
    )
    html = (
        f'<p data-b="1">{sentence(seed + 1)}{call(galley, 1)} {sentence(seed)}</p>'
        f'<h2 id="{galley}-et" data-b="2">Ét</h2>'
        f'<p data-b="3">{sentence(seed + 2)} Se {reference}, hvor {sentence(seed + 3)}</p>'
        f'<ol start="3"><li data-b="4">Kort</li><li data-b="5">{sentence(seed + 4)}</li></ol>'
        f'<figure id="{galley}-fig"><img data-b="6" src="kompas.svg" alt="Et kompas, {galley}"/>'
        f'<figcaption data-b="7"><span class="label">Figur 1</span> Kompasset i {galley}'
        f'</figcaption></figure><p data-b="8">{sentence(seed + 5)}{call(galley, 2)}</p>'
        f'<table><caption data-b="9">Tabel 1 Vægten i {galley}</caption><thead><tr>'
        '<th scope="col" data-b="10">Hvad</th><th scope="col" data-b="11">Om</th>'
        '<th class="right" scope="col" data-b="12">Pris i kroner</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        f'<aside class="callout callout-example"><p class="callout-title" data-b="70">Tænkt '
        f'eksempel</p><p data-b="71">{sentence(seed + 7)}</p></aside>'
        f'<p data-b="72">{sentence(seed + 9)}</p><p data-b="73">{sentence(seed + 10)}</p>'
    )
    notes = (
        Note(f"{galley}-n1", 1, f"<p>{sentence(seed + 90)}</p>"),
        Note(f"{galley}-n2", 2, "<p>Samme sted</p><ul><li>et punkt</li><li>to</li></ul>"),
    )
    return Galley(
        galley, "chapter", f"Om nummer {seed} og andet", html, number=1, notes=notes,
        anchors=(galley, f"{galley}-et", f"{galley}-fig"),
        authors=(f"Ophav {seed}", f"Medophav {seed}"), abstract=sentence(seed + 95),
    )  # fmt: skip


@pytest.fixture(scope="session")
def book() -> Document:
    return document(chapter("a", 100), chapter("b", 205), images={"kompas.svg": PICTURE})


@pytest.fixture(scope="session")
def pdf(book: Document, looks: Looks, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return print_with(looks, tmp_path_factory.mktemp("bog"), book).pdf


@pytest.fixture
def edited(book: Document, looks: Looks, tmp_path: Path) -> Edit:
    """A PDF of the book, set after the markup of its second chapter was changed."""

    def edit(change: Callable[[str], str]) -> bytes:
        first, second = book.galleys
        html = change(second.html)
        assert html != second.html
        changed = replace(book, galleys=(first, replace(second, html=html)))
        return print_with(looks, tmp_path, changed).pdf

    return edit
