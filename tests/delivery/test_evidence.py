"""The evidence says what was tested, and never that something untested is in order."""

from __future__ import annotations

import json

from lxml import html

from press.delivery.evidence import Outcome, Trial, gaps, note
from press.delivery.sbom import Package, locked, sbom
from press.looks import Looks
from tests.presswork import document, galley

BOOK = document(galley("k1"))
PASSED = Trial("EPUBCheck", "5.3.0", "EPUB 3.3", "bog.epub", Outcome.PASSED, (), "epubcheck.json")
FOUND = Trial("veraPDF", "1.31", "PDF/UA-1", "bog.pdf", Outcome.FOUND, ("7.1-3 <uden mærker>",))
LACKING = Trial("DAISY Ace", "", "WCAG 2.1", "bog.epub", Outcome.NOT_RUN, ("det er ikke hentet",))


def _text(tests: tuple[Trial, ...], looks: Looks, draft: bool = False) -> str:
    page = html.fromstring(note(BOOK, "1.0.0", draft, tests, None, looks))
    return " ".join(page.text_content().split())


def test_a_test_that_was_not_run_is_a_gap_and_not_quoted_as_passed(looks: Looks) -> None:
    text = _text((PASSED, FOUND, LACKING), looks)
    assert "bog.epub er prøvet med EPUBCheck 5.3.0 efter EPUB 3.3 uden fund." in text
    assert "DAISY Ace er ikke kørt på bog.epub: det er ikke hentet" in text
    assert "prøvet med DAISY Ace" not in text
    assert "prøvet med veraPDF" not in text
    assert "7.1-3 <uden mærker>" in text


def test_known_gaps_are_those_of_the_tests_and_of_a_draft() -> None:
    page = Trial("axe", "4", "WCAG 2.1", "web/index.html", Outcome.PASSED)
    assert gaps(BOOK, (PASSED, page), draft=False) == ()
    assert len(gaps(BOOK, (PASSED, FOUND, LACKING, page), draft=False)) == 2
    assert "udkast" in gaps(BOOK, (PASSED, page), draft=True)[0]


def test_a_draft_is_marked(looks: Looks) -> None:
    assert "Udkast." in _text((PASSED,), looks, draft=True)
    assert "Udkast." not in _text((PASSED,), looks)


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
    assert first == sbom("Bogen", "1.0.0", [ace, *packages])
