"""A small assembled book, with one of everything that a screen must show."""

from __future__ import annotations

from press.model import (
    Contributor,
    Document,
    EpubEdition,
    Galley,
    Heading,
    Note,
    PageMap,
    PageStart,
    Source,
    TermEntry,
    WebEdition,
)

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 300"><title>Kompas</title>'
    '<circle cx="150" cy="150" r="110" fill="none" stroke="#0e4a58" stroke-width="3"/>'
    '<path d="M150 60 L172 150 L150 240 L128 150 Z" fill="#a8431f"/>'
    '<g font-family="Source Sans Pro, sans-serif" font-size="26" fill="#1c1b19">'
    '<text x="300" y="110">Hvad er opgaven?</text><text x="300" y="160">Hvem løser den?</text>'
    '<text x="300" y="210">Hvad skal redskabet gøre?</text></g></svg>'
).encode()

_FIRST = """
<p data-b="1">En gruppe mødes en mandag morgen. De taler om <a class="term" id="t-opgaven-1"
href="#ord-kerneopgave" data-term="kerneopgave">kerneopgaven</a> og om, hvad de nye redskaber gør
ved
den.<a class="noteref" id="opgaven-n1-kald" href="#opgaven-n1">1</a> Nogen har en robotsæl i
tankerne,
andre et nyt system til sager, og ordene går forbi hinanden. I <a class="xref"
href="#ordene">kapitel
2</a><span class="print-page"> (s. <a class="pageref" href="#ordene">5</a>)</span> vender vi
tilbage til ordene.</p>
<h2 id="kompas" data-b="2">Et kompas</h2>
<p data-b="3">Retningen er vist i <a class="xref" href="#fig-kompas">figur 1</a>. Loven siger det
samme
<span class="cite">(<a href="#ref-opgaveloven">Lov om opgaver</a>, § 22)</span>. Det er ikke nok
at vide,
hvad et redskab kan; vi må også vide, hvad det er til for.</p>
<figure id="fig-kompas"><img data-b="4" src="images/Kompas æ.svg"
alt="Et kompas, hvis nål peger mod opgaven" aria-describedby="fig-kompas-beskrivelse"/>
<figcaption data-b="5"><span class="label">Figur 1</span> Kerneopgaven som
kompas</figcaption></figure>
<p class="longdesc" id="fig-kompas-beskrivelse" data-b="6">Nålen peger op mod tre spørgsmål.</p>
<aside class="callout callout-example" role="doc-example"
 aria-labelledby="boks-1"><p id="boks-1" class="callout-title" data-b="7">Tænkt eksempel</p>
<p data-b="8">En plejehjemsleder får tilbudt en <span class="ix"
id="ix-opgaven-1">robotsæl</span>. Hun
spørger først, hvad den skal løse, og for hvem.</p></aside>
<h3 id="opgaven-videre" data-b="9">Videre derfra</h3>
<ul><li data-b="10">Først opgaven</li><li data-b="11">Så behovet</li><li data-b="12">Til sidst
redskabet</li></ul>
<blockquote><p data-b="13">Det begynder med en opgave, ikke med et redskab.</p></blockquote>
<section class="questions"><h2 id="opgaven-dialog" data-b="14">Til dialog</h2>
<ol><li data-b="15">Hvad er vores kerneopgave?</li><li data-b="16">Hvem ved det?</li></ol></section>
"""

_SECOND = """
<p data-b="1"><em>Ordene</em> imellem os er ikke ens, og <span lang="en">machine learning</span>
er et
fremmed ord.<a class="noteref" id="ordene-n1-kald" href="#ordene-n1">1</a></p>
<table id="tab-vaegt"><caption data-b="2"><span class="label">Tabel 1</span> Ordenes vægt</caption>
<thead><tr><th scope="col" data-b="3">Ord</th><th scope="col" data-b="4">Vægt for borgere</th>
<th scope="col" data-b="5">Vægt for medarbejdere</th></tr></thead>
<tbody><tr><td data-b="6">opgave</td><td data-b="7">10</td><td data-b="8">8</td></tr>
<tr><td data-b="9">redskab</td><td data-b="10">2</td><td data-b="11">4</td></tr></tbody></table>
<aside class="callout callout-method" role="note"
 aria-labelledby="boks-2"><p id="boks-2" class="callout-title" data-b="12">Prøv det her</p>
<ol><li data-b="13">Skriv et ord.</li><li data-b="14">Spørg tre andre, hvad det
betyder.</li></ol></aside>
<aside class="callout callout-dialogue" role="note"
 aria-labelledby="boks-3"><p id="boks-3" class="callout-title" data-b="15">Dialog</p>
<p data-b="16">Hvem mangler ved bordet?</p></aside>
<aside class="callout callout-note" role="note"
 aria-labelledby="boks-4"><p id="boks-4" class="callout-title" data-b="17">Note</p>
<p data-b="18">En prøve er ikke en dom, siger <a class="term" id="t-ordene-1" href="#ord-med-udvalg"
data-term="med-udvalg">MED‑udvalget</a>.</p></aside>
"""

_WORDS = """
<dl class="glossary"><div class="entry"><dt id="ord-kerneopgave" data-b="1">kerneopgave</dt>
<dd><p class="definition" data-b="2">den opgave, en arbejdsplads er sat i verden for at løse</p>
<p class="used" data-b="3">Bruges: <span class="pagerefs"><a class="pageref"
href="#t-opgaven-1">1</a></span></p></dd></div>
<div class="entry"><dt id="ord-med-udvalg" data-b="4">MED-udvalg</dt>
<dd><p class="definition" data-b="5">et udvalg, hvor ledere og medarbejdere drøfter arbejdet</p>
<p class="related" data-b="6">Se også <a href="#ord-kerneopgave">kerneopgave</a></p></dd></div></dl>
"""

_INDEX = """
<h2 class="letter" id="register-r" data-b="1">R</h2>
<ul class="index"><li data-b="2"><span class="entry">robotsæl</span> <span
class="pagerefs"><a class="pageref" href="#ix-opgaven-1">4</a></span><ul><li data-b="3"><span
class="entry">pris</span> <span class="pagerefs"><a class="pageref"
href="#ix-opgaven-1">4</a></span>
</li></ul></li></ul>
"""

_GALLEYS = (
    Galley(
        "forord", "front", "Forord", '<p data-b="1">Denne lille bog rummer lidt af det hele.</p>',
        kind="forord", status="godkendt",
    ),
    Galley(
        "del-1", "part", "Et fælles grundlag", '<p data-b="1">Første del lægger grunden.</p>',
        number=1, kind="del",
    ),
    Galley(
        "opgaven", "chapter", "Opgaven først & sidst", _FIRST, number=1, part="del-1",
        status="udkast", authors=("Redaktionen",),
        abstract="Hvorfor opgaven kommer før redskabet.",
        headings=(
            Heading("kompas", 2, "Et kompas"),
            Heading("opgaven-videre", 3, "Videre derfra"),
            Heading("opgaven-dialog", 2, "Til dialog"),
        ),
        notes=(Note("opgaven-n1", 1, '<p>Noter med <em>betoning</em>, se <a class="xref" '
                    'href="#ordene">kapitel 2</a>.</p>'),),
    ),
    Galley(
        "ordene", "chapter", "Ordene imellem os", _SECOND, number=2, part="del-1",
        kind="metode", status="godkendt",
        notes=(Note("ordene-n1", 1, "<p>Først.</p><p>Og så <em>lidt</em> til.</p>"),),
    ),
    Galley("ordliste", "back", "Ordliste", _WORDS, kind="ordliste"),
    Galley(
        "litteratur", "back", "Litteratur",
        '<ul class="references"><li id="ref-opgaveloven" data-b="1">Lov om opgaver.</li></ul>',
        kind="litteratur",
    ),
    Galley("register", "back", "Register", _INDEX, kind="register"),
    Galley("kolofon", "back", "Kolofon", '<p data-b="1">Sat med pressen.</p>', kind="kolofon"),
)  # fmt: skip

_HOMES = {
    **{galley.id: galley.id for galley in _GALLEYS},
    "kompas": "opgaven", "fig-kompas": "opgaven", "t-opgaven-1": "opgaven",
    "ix-opgaven-1": "opgaven", "opgaven-dialog": "opgaven", "opgaven-n1": "opgaven",
    "opgaven-n1-kald": "opgaven", "tab-vaegt": "ordene", "t-ordene-1": "ordene",
    "ordene-n1": "ordene", "ord-kerneopgave": "ordliste", "ord-med-udvalg": "ordliste",
    "ref-opgaveloven": "litteratur",
}  # fmt: skip

DOCUMENT = Document(
    title="Den lille bog",
    subtitle="En prøve på alt, hvad en bog kan rumme",
    language="da",
    publisher="Prøveforlaget",
    year=2026,
    version="0.1",
    date="2026-11-23",
    licence="Creative Commons Navngivelse 4.0",
    rights="© Prøveforlaget",
    contributors=(Contributor("Redaktionen", "Redaktion", "Prøveforlaget"),),
    galleys=_GALLEYS,
    homes=_HOMES,
    terms=(
        TermEntry(
            "kerneopgave", "kerneopgave", "den opgave, en arbejdsplads er sat i verden for at løse"
        ),
        TermEntry(
            "med-udvalg", "MED-udvalg", "et udvalg, hvor ledere og medarbejdere drøfter arbejdet"
        ),
    ),
    images={"images/Kompas æ.svg": _SVG, "images/ubrugt.svg": _SVG},
)

PAGES = PageMap(
    labels={"opgaven": "3", "ordene": "5"},
    starts=(
        PageStart("iv", "forord", 0),
        PageStart("1", "del-1", 0),
        PageStart("3", "opgaven", 0),
        PageStart("4", "opgaven", 3, 52),
        PageStart("5", "opgaven", 13, 0),
        PageStart("7", "ordene", 0),
        PageStart("8", "ordene", 6, 0),
        PageStart("9", "ordliste", 0),
    ),
)


def edition(**fields: str) -> EpubEdition:
    place = Source("book/book.yaml")
    return EpubEdition("epub", place, ("tokens", "book", "epub"), "bog.epub", **fields)


WEB = WebEdition("web", Source("book/book.yaml"), ("tokens", "book", "web"), "web")
