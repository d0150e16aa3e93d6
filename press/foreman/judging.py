"""Judging: every finished edition goes to the outside judges, and may then claim that it passed.

In: a finished edition. Out: the edition as it may be sent out, and the judges' answers about its
very files. A claim of conformance stands in a file only when its judges passed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from press.binding.saving import claiming_pdf_ua
from press.codes import problem
from press.judges.ace import ace
from press.judges.axe import axe
from press.judges.epubcheck import epubcheck
from press.judges.verapdf import verapdf
from press.judges.verdict import NotRun, Verdict
from press.model import Artefact, EpubEdition, Problem, Source, WebEdition

EPUB_RULES = "EPUB 3.3"
ACE_RULES = "EPUB Accessibility 1.1 og WCAG 2.1 niveau A og AA"
PDF_RULES = "PDF/UA-1 (ISO 14289-1)"
WEB_RULES = "WCAG 2.1 niveau A og AA"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one judge said of one file (or of a folder of pages), by which rules."""

    path: str
    rules: str
    verdict: Verdict | NotRun

    def faults(self) -> Iterator[Problem]:
        """What keeps a release from going out: that the judge did not come, or what it found."""
        place = Source(f"dist/{self.path}")
        if isinstance(self.verdict, NotRun):
            said = replace(self.verdict, remedy="")
            yield problem(place, "U107", str(said), self.verdict.remedy)
        elif not self.verdict.passed:
            yield problem(place, "U106", str(self.verdict), "fundene står på linjerne omkring")
            yield from self.verdict.problems


@dataclass(frozen=True, slots=True)
class Judged:
    """The editions in their order, each as it may be sent out, and all answers about them."""

    artefacts: tuple[Artefact, ...]
    answers: tuple[Answer, ...]

    @property
    def passed(self) -> bool:
        return bool(self.answers) and all(answer.verdict.passed for answer in self.answers)


# An edition as it may be sent out, and the answers about it.
Judgement = tuple[Artefact, tuple[Answer, ...]]


def judge_web(edition: WebEdition, artefact: Artefact) -> Judgement:
    """The website, all its pages together."""
    folder = edition.folder
    pages = {name.removeprefix(f"{folder}/"): data for name, data in artefact.files.items()}
    return artefact, (Answer(f"{folder}/", WEB_RULES, axe(pages, f"dist/{folder}")),)


def judge_epub(
    edition: EpubEdition, artefact: Artefact, claiming: Callable[[tuple[str, ...]], bytes]
) -> Judgement:
    """First the book as it is; when it passes it may say so, and what says so is judged again.

    ``claiming`` makes the book that names the judges who passed it.
    """
    name = edition.file
    answers = _ask_about_epub(artefact.files[name], name)
    if not all(answer.verdict.passed for answer in answers):
        return artefact, answers
    judges = tuple(
        f"{answer.verdict.judge} {answer.verdict.version}"
        for answer in answers
        if isinstance(answer.verdict, Verdict)
    )
    claimed = claiming(judges)
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


def judge_pdfs(artefact: Artefact) -> Judgement:
    """Every PDF of an edition. The claim is itself one of the rules, so each file is judged with
    it, or sent without it.

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
