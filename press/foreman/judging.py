"""Judging: every finished edition goes to the outside judges, and may then say that it passed.

In: what a build made. Out: the editions as they may be sent out, and the judges' answers about
those very files. A claim of conformance stands in a file only when its judges passed it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from press.binding.claims import claiming_pdf_ua
from press.foreman.book import Made
from press.foreman.editions import settled
from press.judges.ace import ace
from press.judges.axe import axe
from press.judges.epubcheck import epubcheck
from press.judges.verapdf import verapdf
from press.judges.verdict import NotRun, Verdict
from press.model import Artefact, CardsEdition, EpubEdition, PdfEdition, WebEdition
from press.screen.accessibility import Passed
from press.screen.epub import make_epub
from press.screen.readback import thumbnail_of

EPUB_RULES = "EPUB 3.3"
ACE_RULES = "EPUB Accessibility 1.1 og WCAG 2.1 niveau A og AA"
PDF_RULES = "PDF/UA-1 (ISO 14289-1)"
WEB_RULES = "WCAG 2.1 niveau A og AA"

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one judge said of one file (or of a folder of pages), by which rules."""

    path: str
    rules: str
    verdict: Verdict | NotRun


@dataclass(frozen=True, slots=True)
class Judged:
    """The editions in their order, each as it may be sent out, and all answers about them."""

    artefacts: tuple[Artefact, ...]
    answers: tuple[Answer, ...]

    @property
    def passed(self) -> bool:
        return bool(self.answers) and all(answer.verdict.passed for answer in self.answers)


def judge_all(made: Made, tell: Tell) -> Judged:
    """Ask the judges about every edition that has any; ``tell`` is given each edition's name."""

    def judge(artefact: Artefact) -> tuple[Artefact, tuple[Answer, ...]]:
        found = _judge(made, artefact)
        tell(artefact.edition.name)
        return found

    # The judges are processes of their own; waiting for them takes no time from one another.
    with ThreadPoolExecutor() as pool:
        judged = list(pool.map(judge, made.artefacts))
    answers = tuple(answer for _, found in judged for answer in found)
    return Judged(tuple(artefact for artefact, _ in judged), answers)


def _judge(made: Made, artefact: Artefact) -> tuple[Artefact, tuple[Answer, ...]]:
    edition = artefact.edition
    if isinstance(edition, EpubEdition):
        return _judge_epub(made, edition, artefact)
    printers = isinstance(edition, PdfEdition) and edition.standard
    if isinstance(edition, PdfEdition | CardsEdition) and not printers:
        return _judge_pdfs(artefact)
    if isinstance(edition, WebEdition):
        folder = edition.folder
        pages = {name.removeprefix(f"{folder}/"): data for name, data in artefact.files.items()}
        return artefact, (Answer(f"{folder}/", WEB_RULES, axe(pages, f"dist/{folder}")),)
    return artefact, ()


def _judge_epub(
    made: Made, edition: EpubEdition, artefact: Artefact
) -> tuple[Artefact, tuple[Answer, ...]]:
    """First the book as it is; when it passes it may say so, and what says so is judged again."""
    name = edition.file
    answers = _ask_about_epub(artefact.files[name], name)
    if not all(answer.verdict.passed for answer in answers):
        return artefact, answers
    judges = tuple(
        f"{answer.verdict.judge} {answer.verdict.version}"
        for answer in answers
        if isinstance(answer.verdict, Verdict)
    )
    pages = made.printed.pages
    document = settled(made.document, pages)
    passed = Passed(judges, made.document.publisher)
    front = thumbnail_of(artefact.files[name])
    claimed = make_epub(document, edition, pages, made.looks, passed, front)
    again = _ask_about_epub(claimed, name)
    if not all(answer.verdict.passed for answer in again):
        return artefact, answers
    facts = {**artefact.facts, "conforms": [name]}
    return replace(artefact, files={**artefact.files, name: claimed}, facts=facts), again


def _ask_about_epub(data: bytes, name: str) -> tuple[Answer, ...]:
    return (
        Answer(name, EPUB_RULES, epubcheck(data, f"dist/{name}")),
        Answer(name, ACE_RULES, ace(data, f"dist/{name}")),
    )


def _judge_pdfs(artefact: Artefact) -> tuple[Artefact, tuple[Answer, ...]]:
    """The claim is itself one of the rules, so each file is judged with it, or sent without it.

    The edition's fact ``conforms`` names the files that passed.
    """
    files, answers = dict(artefact.files), []
    for name, data in artefact.files.items():
        if name.endswith(".pdf"):
            claiming = claiming_pdf_ua(data)
            answers.append(Answer(name, PDF_RULES, verapdf(claiming, f"dist/{name}")))
            if answers[-1].verdict.passed:
                files[name] = claiming
    passed = [answer.path for answer in answers if answer.verdict.passed]
    facts = {**artefact.facts, "conforms": passed}
    return replace(artefact, files=files, facts=facts), tuple(answers)
