"""The evidence says what was tested, and never that something untested is in order."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from lxml import html

from press.delivery.evidence import Outcome, Trial, gaps, note, statement
from press.delivery.items import Medium
from press.delivery.sbom import Package, locked, sbom
from tests.delivery.sample import CHECKED, LOOKS, release

BOOK = release(access=CHECKED)
PRINT, PDF, EPUB, WEB = BOOK.of(Medium.PRINT, Medium.PDF, Medium.EPUB, Medium.WEB)
PASSED = Trial(EPUB, "EPUBCheck", "5.3.0", "EPUB 3.3", Outcome.PASSED, (), "epubcheck.json")
FOUND = Trial(PDF, "veraPDF", "1.31", "PDF/UA-1", Outcome.FOUND, ("7.1-3 <uden mærker>",))
LACKING = Trial(EPUB, "DAISY Ace", "", "WCAG 2.1", Outcome.NOT_RUN, ("det er ikke hentet",))
PAGES = Trial(WEB, "axe-core", "4", "WCAG 2.1", Outcome.PASSED)
ALL = (PASSED, replace(LACKING, version="1", outcome=Outcome.PASSED), PAGES)


def page(tests: tuple[Trial, ...], draft: bool = False) -> Any:
    return html.document_fromstring(note(replace(BOOK, draft=draft), tests, LOOKS).decode())


def _text(tests: tuple[Trial, ...], draft: bool = False) -> str:
    return " ".join(page(tests, draft).find("body").text_content().split())


def test_a_test_that_was_not_run_is_a_gap_and_not_quoted_as_passed() -> None:
    text = _text((PASSED, FOUND, LACKING))
    assert "E-bogen (EPUB) er prøvet uden fund med EPUBCheck 5.3.0 efter EPUB 3.3." in text
    assert "E-bogen (EPUB) er ikke prøvet med DAISY Ace: det er ikke hentet." in text
    assert "Bogen til skærm (PDF) har 1 fund i prøven med veraPDF." in text
    assert "uden fund med DAISY Ace" not in text
    assert "uden fund med veraPDF" not in text
    assert "7.1-3 <uden mærker>" in text


def test_what_nobody_tested_is_a_known_gap() -> None:
    told = " ".join(gaps(BOOK, ALL))
    assert "Bogen til tryk (PDF) er ikke prøvet. Filen er ikke til læsere" in told
    assert "Bogen til skærm (PDF) er ikke prøvet." in told
    assert "kontrast" not in told
    assert "E-bogen" not in told
    assert "hjemmeside" not in told
    assert "Bogen som hjemmeside er ikke prøvet." in gaps(BOOK, (PASSED,))
    everything = replace(BOOK, items=(EPUB, WEB))
    assert gaps(everything, ALL) == ()
    assert "Prøverne har ikke vist nogen." in " ".join(
        html.document_fromstring(note(everything, ALL, LOOKS).decode()).text_content().split()
    )


def test_contrast_in_a_pdf_is_said_to_be_untested() -> None:
    told = gaps(BOOK, (replace(FOUND, outcome=Outcome.PASSED, said=()),))
    assert "Kontrasten i dem er ikke prøvet." in told[0]


def test_the_statement_names_each_file_once_in_plain_words() -> None:
    begun, epub, web, *rest = statement(BOOK, ALL)
    assert begun == "»Den lille bog«, version 1.0.0, er udgivet af Prøveforlaget 24. november 2026."
    assert epub == (
        "E-bogen (EPUB) er prøvet uden fund med EPUBCheck 5.3.0 efter EPUB 3.3 og med DAISY Ace 1 "
        "efter WCAG 2.1."
    )
    assert web == "Bogen som hjemmeside er prøvet uden fund med axe-core 4 efter WCAG 2.1."
    assert rest[-1].startswith("Bogen er ikke prøvet af mennesker")
    assert "Bogen til skærm (PDF) er ikke prøvet." in rest
    # What the printer gets is not put on anybody's website.
    assert not any("tryk" in line for line in rest)
    quoted = [" ".join(p.text_content().split()) for p in page(ALL).iterfind(".//blockquote/p")]
    assert quoted == [" ".join(line.split()) for line in statement(BOOK, ALL)]


def test_the_files_that_were_tested_are_known_by_their_sums() -> None:
    sums = [e.text_content() for e in page((*ALL, FOUND)).iterfind(".//dl/dd")]
    assert sums == [EPUB.sha256, PDF.sha256]


def test_a_draft_is_marked_and_gives_nothing_to_quote() -> None:
    assert "Udkast." in _text(ALL, draft=True)
    assert page(ALL, draft=True).find(".//blockquote") is None
    assert "udkast" in gaps(replace(BOOK, draft=True), ALL)[-1]
    assert "Udkast." not in _text(ALL)


def test_the_bill_of_materials_names_every_locked_package_once() -> None:
    packages = locked("click==8.1\njinja2==3.1 \\\n    --hash=sha256:0\nikke-der==1\n")
    assert [item.name for item in packages] == ["click", "jinja2"]
    ace = Package("npm", "@daisy/ace-cli", "1.4.6", "MIT")
    first = sbom("Bogen", "1.0.0", [*packages, ace])
    told = json.loads(first)
    assert told["bomFormat"] == "CycloneDX"
    addresses = [item["purl"] for item in told["components"]]
    assert addresses[0] == "pkg:npm/%40daisy/ace-cli@1.4.6"
    assert addresses == sorted(set(addresses))
    licences = {item["name"]: item.get("licenses") for item in told["components"]}
    assert licences["@daisy/ace-cli"] == [{"license": {"name": "MIT"}}]
    assert licences["click"] == [{"expression": "BSD-3-Clause"}]
    assert licences["jinja2"] == [{"license": {"name": "BSD License"}}]
    assert first == sbom("Bogen", "1.0.0", [ace, *packages])
