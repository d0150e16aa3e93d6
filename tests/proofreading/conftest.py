"""A small book as galleys, and the pages that WeasyPrint makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
import weasyprint

from press.binding.faces import configure
from press.model import Galley, Note
from press.proofreading.pdf import read_pdf

STYLE = """
@page { size: 100mm 120mm; margin: 12mm;
        @top-left { content: string(kapitel) } @bottom-center { content: "side " counter(page) } }
html { font: 9pt/1.35 "Source Serif Pro", serif; hyphens: auto; text-align: justify }
h1 { string-set: kapitel content(); break-before: right }
.fn { float: footnote } .p { display: block } td, th { padding: 2mm; vertical-align: top }
td:first-child { width: 60% } h2 { text-transform: uppercase }
"""
PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%2260%22 "
    "height=%2240%22%3E%3Ctext y=%2212%22%3EN%3C/text%3E%3C/svg%3E"
)
# fmt: off
WORDS = [
    "kerneopgaven", "teknologien", "medarbejderne", "borgerne", "ledelsen", "fællesskabet",
    "arbejdsmiljøet", "samarbejdet", "kommunen", "effektiviteten", "officielle",
    "digitaliseringen", "ældreplejen", "velfærden", "MED-udvalget", "ansvaret", "dialogen",
    "hverdagen", "fagligheden", "tilliden",
]
# fmt: on


def sentence(seed: int, words: int = 12) -> str:
    """A sentence of its own for every seed."""
    chosen = [WORDS[(seed * 7 + step * (seed % 11 + 3)) % len(WORDS)] for step in range(words)]
    return " ".join(chosen).capitalize() + f" nummer {seed}."


def paragraph(seed: int, sentences: int = 4) -> str:
    return " ".join(sentence(seed * 10 + step) for step in range(sentences))


def call(galley: str, number: int) -> str:
    return (
        f'<a class="noteref" id="{galley}-n{number}-kald" href="#{galley}-n{number}">{number}</a>'
    )


def chapter(galley: str, seed: int) -> Galley:
    """A chapter with everything that a page can hold."""
    rows = "".join(
        f"<tr><td>{sentence(seed + row, 14)}</td><td>Ja</td><td>{row} kr.</td></tr>"
        for row in range(6)
    )
    reference = (
        '<a class="xref" href="#b">kapitel 2</a><span class="print-page"> '
        '(s. <a class="pageref" href="#b"></a>)</span>'
    )
    html = (
        f"<p>{paragraph(seed + 1)}{call(galley, 1)} {sentence(seed)}</p>"
        f"<h2 id='{galley}-et'>Ét</h2>"
        f"<p>{paragraph(seed + 2)} Se {reference}, hvor {paragraph(seed + 3)}</p>"
        f"<ul><li>Kort</li><li>{sentence(seed + 4)}</li></ul>"
        f"<figure id='{galley}-fig'><img src='kompas.svg' alt='Et kompas, {galley}'/>"
        f"<figcaption><span class='label'>Figur 1</span> Kompasset i {galley}</figcaption></figure>"
        f"<p>{paragraph(seed + 5, 6)}{call(galley, 2)} {paragraph(seed + 6)}</p>"
        f"<table><caption>Tabel 1 Vægten i {galley}</caption><thead><tr><th>Hvad</th><th>Om</th>"
        f"<th>Pris</th></tr></thead><tbody>{rows}</tbody></table>"
        f"<aside class='callout'><p class='callout-title'>Tænkt eksempel</p>"
        f"<p>{paragraph(seed + 7)}</p><p>{paragraph(seed + 8)}</p></aside>"
        f"<p>{paragraph(seed + 9)}</p><p>{paragraph(seed + 10)}</p>"
    )
    notes = (
        Note(f"{galley}-n1", 1, f"<p>{sentence(seed + 90)}</p>"),
        Note(f"{galley}-n2", 2, f"<p>Samme sted</p><p>{sentence(seed + 91)}</p>"),
    )
    return Galley(
        galley, "chapter", f"Om {WORDS[seed % 20]} og andet", html, notes=notes,
        authors=(f"Ophav {seed}", f"Medophav {seed}"), abstract=sentence(seed + 95),
    )  # fmt: skip


def bound(galleys: Sequence[Galley], extra: str = "") -> bytes:
    """A tagged PDF of the galleys: notes at the foot, page numbers filled in."""
    bodies = []
    for galley in galleys:
        html = galley.html
        for note in galley.notes:
            pattern = rf'<a class="noteref"[^>]*href="#{note.id}">\d+</a>'
            inner = note.html.replace("<p>", "<span class='p'>").replace("</p>", "</span>")
            html = re.sub(pattern, f'<span class="fn">{inner}</span>', html)
        html = re.sub(r'<a class="pageref"[^>]*></a>', "147", html)
        opening = f"<p>{', '.join(galley.authors)}</p><p>{galley.abstract}</p>"
        bodies.append(f'<h1 id="{galley.id}">{galley.title}</h1>{opening}{html}')
    page = f'<html lang="da"><head><title>Bog</title><style>{STYLE}{extra}</style></head><body>'
    toc = "".join(f"<p>{galley.title} … 3</p>" for galley in galleys)
    html = f"{page}<nav>{toc}</nav>{''.join(bodies)}</body></html>".replace("kompas.svg", PICTURE)
    pdf: bytes = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    return pdf


@pytest.fixture(scope="session", autouse=True)
def _faces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Set with the book's own faces: lines and pages then end alike on every machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(configure(tmp_path_factory.mktemp("skrifter"))))
        yield


@pytest.fixture(scope="session")
def galleys() -> tuple[Galley, ...]:
    return (chapter("a", 100), chapter("b", 205))


@pytest.fixture(scope="session")
def pdf(galleys: tuple[Galley, ...]) -> bytes:
    return bound(galleys)


@pytest.fixture(scope="session")
def pages(pdf: bytes) -> tuple[str, ...]:
    return read_pdf(pdf).pages


@pytest.fixture
def edited(galleys: tuple[Galley, ...]) -> Callable[[Callable[[str], str]], bytes]:
    """A PDF of the second chapter, set after its markup was changed."""

    def edit(change: Callable[[str], str]) -> bytes:
        html = change(galleys[1].html)
        assert html != galleys[1].html
        return bound([replace(galleys[1], html=html)])

    return edit
