"""The outside judges: what they pass, what they condemn, and what happens without them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable

import pikepdf
import pytest

from press.binding.saving import claiming_pdf_ua
from press.judges import ace as ace_module
from press.judges.ace import ace
from press.judges.axe import axe
from press.judges.epubcheck import epubcheck
from press.judges.installed import ace_script, chrome
from press.judges.verapdf import verapdf
from press.judges.verdict import NotRun, Verdict
from press.looks import Looks
from press.screen.epub import make_epub
from tests.presswork import PrintIt, document, galley
from tests.screen.sample import DOCUMENT, PAGES, edition

JUDGES: list[Callable[[bytes, str], Verdict | NotRun]] = [epubcheck, ace, verapdf]
HAS_ACE = ace_script() is not None and chrome() is not None


@pytest.fixture(name="book")
def _book(looks: Looks) -> bytes:
    return make_epub(DOCUMENT, edition(), PAGES, looks)


@pytest.mark.parametrize("judge", JUDGES)
def test_a_judge_who_cannot_come_has_not_passed_anything(
    judge: Callable[[bytes, str], Verdict | NotRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.judges.installed.find_spec", lambda name: None)
    monkeypatch.setattr(ace_module, "ace_script", lambda: None)
    answer = judge(b"", "dist/bog.epub")
    assert isinstance(answer, NotRun)
    assert not answer.passed
    assert "ikke kørt" in str(answer)


def test_epubcheck_condemns_what_is_no_epub(book: bytes) -> None:
    passed = epubcheck(book, "dist/bog.epub")
    assert isinstance(passed, Verdict)
    assert passed.passed
    answer = epubcheck(b"PK nonsense", "dist/bog.epub")
    assert isinstance(answer, Verdict)
    assert not answer.passed
    assert answer.problems[0].source.path == "dist/bog.epub"


def test_a_report_holds_no_clock_and_no_folder_of_this_machine(book: bytes) -> None:
    first, second = (epubcheck(book, "dist/bog.epub") for _ in range(2))
    assert isinstance(first, Verdict)
    assert first == second
    assert json.loads(first.report)["checker"]["filename"] == "bog.epub"
    assert b"/tmp" not in first.report


@pytest.mark.skipif(not HAS_ACE, reason="DAISY Ace er ikke hentet (make validators)")
def test_ace_passes_the_book_and_condemns_a_picture_without_a_text(book: bytes) -> None:
    passed = ace(book, "dist/bog.epub")
    assert isinstance(passed, Verdict), passed
    assert passed.passed, passed.problems
    assert b"/tmp" not in passed.report
    answer = ace(_without_alt(book), "dist/bog.epub")
    assert isinstance(answer, Verdict), answer
    assert any("image-alt" in problem.message for problem in answer.problems)


@pytest.mark.skipif(not HAS_ACE, reason="axe-core er ikke hentet (make validators)")
def test_axe_passes_a_page_and_condemns_one_that_cannot_be_read_in_the_dark() -> None:
    head = '<html lang="da"><head><title>Prøve</title><meta name="color-scheme" content="dark"/>'
    dark = "<style>@media (prefers-color-scheme: dark) { p { color: #333; background: #222; } }"
    body = "<body><main><h1>Prøve</h1><p>Tekst</p></main></body></html>"
    passed = axe({"index.html": f"{head}</head>{body}".encode()}, "dist/web")
    assert isinstance(passed, Verdict), passed
    assert passed.passed, passed.problems
    answer = axe({"index.html": f"{head}{dark}</style></head>{body}".encode()}, "dist/web")
    assert isinstance(answer, Verdict), answer
    (problem,) = answer.problems
    assert "color-contrast" in problem.message
    assert "(mørkt" in problem.message
    assert problem.source.path == "dist/web/index.html"


@pytest.mark.skipif(not HAS_ACE, reason="axe-core er ikke hentet (make validators)")
def test_a_website_without_pages_was_not_judged() -> None:
    assert isinstance(axe({"style.css": b""}, "dist/web"), NotRun)


def test_verapdf_passes_the_book_and_condemns_an_untagged_one(print_it: PrintIt) -> None:
    printed = print_it(document(galley("k1")))
    claimed = claiming_pdf_ua(printed.pdf)
    passed = verapdf(claimed, "dist/bog.pdf")
    assert isinstance(passed, Verdict), passed
    assert passed.passed, passed.problems
    unsaid = verapdf(printed.pdf, "dist/bog.pdf")
    assert isinstance(unsaid, Verdict)
    assert ["ISO 14289-1 5-1" in problem.message for problem in unsaid.problems] == [True]
    answer = verapdf(_untagged(claimed), "dist/bog.pdf")
    assert isinstance(answer, Verdict)
    assert any("ISO 14289-1 7.1" in problem.message for problem in answer.problems)


def test_verapdf_says_when_it_cannot_read_the_file() -> None:
    answer = verapdf(b"no pdf at all", "dist/bog.pdf")
    assert isinstance(answer, NotRun)
    assert "svaret kan ikke læses" in answer.reason


def _without_alt(book: bytes) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(result, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "EPUB/opgaven.xhtml":
                data, told = re.subn(rb' alt="[^"]*"', b"", data)
                assert told
            new.writestr(item, data)
    return result.getvalue()


def _untagged(data: bytes) -> bytes:
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(result)
    return result.getvalue()
