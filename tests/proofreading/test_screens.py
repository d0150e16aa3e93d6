"""Is each kind of loss seen in an EPUB and on a website, and every dead link?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

import pytest

from press.model import Artefact, EpubEdition, Galley, Note, Source, WebEdition
from press.proofreading.gate import prove
from tests.presswork import document

BODY = (
    '<p data-b="1">Første afsnit om <a class="term" href="#x">kerneopgaven</a>'
    '<a class="noteref" href="#a-n1">1</a>, se <a class="xref" href="#b">kapitel 2</a>'
    '<span class="print-page"> (s. <a class="pageref" href="#b"></a>)</span>.</p>'
    '<p data-b="2">Andet MED\u2011udvalg</p><ul><li data-b="3">Ja</li><li data-b="4">Ja</li></ul>'
    '<figure><img data-b="5" src="images/k.svg" alt="Et kompas"/>'
    '<figcaption data-b="6">Figur 1</figcaption></figure>'
)
NOTES = (Note("a-n1", 1, "<p>Noten selv.</p><p>Mere note.</p>"),)
GALLEYS = (
    Galley(
        "a", "chapter", "Det første", BODY, number=1, notes=NOTES,
        authors=("En", "To"), abstract="Kort sagt.",
    ),
    Galley("b", "chapter", "Det andet", '<p data-b="1">Slut</p>', number=2),
)  # fmt: skip
SHOWN = (
    '<section id="a"><h1><span>1</span> Det første</h1><p>En, To</p><p>Kort sagt.</p>'
    '<p>Første afsnit om <a href="#x">kerne'
    '<span id="side-2" role="doc-pagebreak" aria-label="2"></span>opgaven</a>'
    '<a role="doc-noteref" href="#n">1</a>, se <a href="b.xhtml#b">kapitel 2</a>.</p>'
    '<p id="x">Andet MED-udvalg</p><ul><li>Ja</li><li>Ja</li></ul>'
    '<figure><img src="k.svg" alt="Et kompas"/><figcaption>Figur 1</figcaption></figure>'
    '<aside id="n"><p><a role="doc-backlink" href="#x">1</a> Noten selv.</p><p>Mere note.</p>'
    "</aside></section>"
)
LAST = '<section id="b"><h1>2 Det andet</h1><p>Slut<span id="side-3" role="doc-pagebreak"/></p>'
NAV = (
    '<nav role="doc-pagelist"><ol><li><a href="a.xhtml#side-2">2</a></li>'
    '<li><a href="b.xhtml#side-3">3</a></li></ol></nav>'
)


def page(body: str) -> bytes:
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head>'
        f"<body>{body}</body></html>"
    ).encode()


def files(first: str = SHOWN, nav: str = NAV) -> dict[str, bytes]:
    return {
        "a.xhtml": page(first),
        "b.xhtml": page(f"{LAST}</section>"),
        "nav.xhtml": page(nav),
        "k.svg": b"<svg/>",
    }


def archive(contents: Mapping[str, bytes], listed: Mapping[str, bytes] | None = None) -> bytes:
    items = "".join(f'<item id="i{n[0]}" href="{n}"/>' for n in (listed or contents))
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest>'
        '<spine><itemref idref="ia"/><itemref idref="ib"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="E/p.opf"/></rootfiles></container>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr("mimetype", "application/epub+zip")
        target.writestr("META-INF/container.xml", container)
        target.writestr("E/p.opf", package)
        for name, data in contents.items():
            target.writestr(f"E/{name}", data)
    return buffer.getvalue()


def epub(data: bytes) -> list[str]:
    edition = EpubEdition("epub", Source("book/book.yaml"))
    found = prove(document(*GALLEYS), Artefact(edition, {"bog.epub": data}))
    return [f"{problem.code} {problem.message}" for problem in found]


def web(contents: Mapping[str, bytes]) -> list[str]:
    edition = WebEdition("web", Source("book/book.yaml"))
    placed = {f"web/{name}": data for name, data in contents.items()}
    found = prove(document(*GALLEYS), Artefact(edition, placed))
    assert all(problem.source.path == "dist/web" for problem in found)
    return [f"{problem.code} {problem.message}" for problem in found]


def test_a_complete_edition_passes() -> None:
    assert epub(archive(files())) == []
    assert web(files()) == []


@pytest.mark.parametrize(
    ("cut", "paste", "said"),
    [
        ("<p id=\"x\">Andet MED-udvalg</p>", '<i id="x"></i>', "P101 tekst »Andet MED‑udvalg«"),
        ("Første afsnit om", "Første om", "P101 tekst »Første afsnit om"),
        ("<li>Ja</li><li>Ja</li>", "<li>Ja</li>", "P101 tekst »Ja«"),
        ("<p>Mere note.</p>", "", "P101 note »Mere note.«"),
        ("<p>En, To</p>", "", "P101 forfatterlinje »En, To«"),
        ("<p>Kort sagt.</p>", "", "P101 resumé »Kort sagt.«"),
        ("Det første", "", "P101 overskrift »Det første«"),
        ("<figcaption>Figur 1</figcaption>", "", "P101 billed- eller tabeltekst »Figur 1«"),
        ('alt="Et kompas"', 'alt=""', "P101 figur »Et kompas«"),
        ('href="b.xhtml#b"', 'href="b.xhtml#c"', "P103"),
        ('href="b.xhtml#b"', 'href="c.xhtml"', "P103"),
        ('src="k.svg"', 'src="l.svg"', "P103"),
        ('id="side-2"', "", "P103 sidelisten henviser til side 2"),
    ],
)  # fmt: skip
def test_what_was_lost_is_named(cut: str, paste: str, said: str) -> None:
    changed = SHOWN.replace(cut, paste)
    assert changed != SHOWN
    for found in (epub(archive(files(changed))), web(files(changed))):
        assert found
        assert any(line.startswith(said) for line in found), found


def test_paragraphs_that_changed_places_are_out_of_order() -> None:
    parts = re.match(r"(.*</h1>)(<p>.*?</p>)(<p id.*?</p>)(.*)", SHOWN)
    assert parts
    start, one, two, rest = parts.groups()
    (line,) = epub(archive(files(start + two + one + rest)))
    assert line.startswith("P102 tekst")


def test_a_page_list_out_of_order_is_seen() -> None:
    entries = re.findall("<li>.*?</li>", NAV)
    backwards = f'<nav role="doc-pagelist"><ol>{entries[1]}{entries[0]}</ol></nav>'
    (line,) = epub(archive(files(nav=backwards)))
    assert line.startswith("P102 sidelisten har side 2")


def test_a_lost_chapter_is_one_problem() -> None:
    lost = {**files(nav=""), "a.xhtml": page('<p id="x">Tom</p>')}
    (line,) = epub(archive(lost))
    assert line.startswith("P101 overskrift »Det første«")


def test_damaged_files_are_said_to_be_so() -> None:
    broken = {**files(), "nav.xhtml": b"<html><p></html>"}
    assert [line[:24] for line in epub(archive(broken))] == ["P104 »E/nav.xhtml« er ik"]
    assert epub(b"PK")[0].startswith("P104 filen kan ikke læses som EPUB")
    unlisted = {name: data for name, data in files().items() if name != "k.svg"}
    assert any("ikke nævnt" in line for line in epub(archive(files(), unlisted)))
    assert any("findes ikke" in line for line in epub(archive(unlisted, files())))
