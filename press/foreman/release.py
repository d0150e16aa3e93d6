"""``make release``: everything that is handed out, in one folder that can be checked.

In: the desk, a version, whether it is a draft, and perhaps a list of recipients. Out:
``dist/release/<version>/`` and an exit code. A release that is no draft is refused while a chapter
waits for approval, an ISBN is missing or made up, or a judge found something or was not asked.
The letters, which name the recipients, lie in a folder beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from press.codes import problem
from press.delivery.items import Release
from press.delivery.mailing import Mailing, mailing
from press.foreman.book import Made, deliver, make
from press.foreman.bundling import bundle
from press.foreman.desk import ERRORS, MACHINE, Desk, Problems, failed, load, stop
from press.foreman.judging import Answer, judge_all
from press.judges.verdict import NotRun
from press.manuscript.isbn import is_dummy
from press.model import Artefact, Book, Document, Edition, Problem, Severity, Source
from press.progress import count

_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")


class ReleaseRequestError(ValueError):
    """What was asked for cannot be a release; the message is Danish."""


def release(desk: Desk, version: str, draft: bool, letters: Path | None = None) -> int:
    """Make the release; 0 when it lies in ``dist/``.

    ``letters`` is a CSV file with those who get a letter. Raises :class:`ReleaseRequestError`.
    """
    if not _VERSION.fullmatch(version):
        wrong = f"»{version}« er ikke et versionsnummer" if version else "versionen mangler"
        raise ReleaseRequestError(f"{wrong}; skriv tre tal med punktum: VERSION=1.0.0")
    recipients = _read(letters)
    reporter = desk.reporter
    manuscript, problems = load(desk.root, desk.store, desk.strict)
    if manuscript is None or failed(problems):
        return stop(reporter, problems)
    if not draft and (refused := tuple(refusals(manuscript, problems))):
        return _refuse(desk, refused, version)

    def finish(document: Document) -> Document:
        return replace(document, draft=draft or document.draft)

    made = make(desk, lambda book: replace(book, version=version), finish)
    if isinstance(made, int):
        return made
    reporter.stage("Spørger validatorerne", total=len(made.artefacts))
    judged = judge_all(made, lambda name: reporter.quire(name, stored=False, counted=False))
    found = tuple(_unpassed(judged.answers))
    if found and not draft:
        return _refuse(desk, found, version)
    reporter.stage("Samler udgivelsen")
    sent, files, faults = bundle(made, judged, version, draft, desk.state)
    post = _letters(made, sent, recipients, letters)
    told = (*faults, *(post.problems if post else ()))
    if failed(told):
        return stop(reporter, told)
    parts = [_part(f"release/{version}", files, made.manuscript)]
    if post:
        parts.append(_part(f"release/{version}-breve", post.files, made.manuscript))
    # dist/ itself keeps the version that the manuscript has.
    standing = replace(made.document, version=manuscript.version)
    if not deliver(desk, manuscript, standing, made.printed, parts):
        return MACHINE
    warnings = tuple(replace(item, severity=Severity.WARNING) for item in found)
    reporter.problems((*made.problems, *told, *warnings))
    kind = "Udkastet" if draft else "Udgivelsen"
    reporter.say(f"{kind} ligger i dist/release/{version}/: {len(files)} filer.")
    for answer in judged.answers:
        reporter.say(f"  {answer.path}: {answer.verdict}")
    if post:
        unused = "1 række" if post.bad == 1 else f"{post.bad} rækker"
        reporter.say(
            f"Breve i dist/release/{version}-breve/: {len(post.files)} af {post.rows} rækker; "
            f"{unused} kunne ikke bruges."
        )
    return 0


def refusals(manuscript: Book, problems: Problems) -> Iterator[Problem]:
    """What keeps the book from being sent out for good."""
    for found in problems:
        if found.code == "C104":
            hint = "godkend det med »status: godkendt«, eller lav et udkast med DRAFT=1"
            yield problem(found.source, "U104", found.message, hint)
    for edition in manuscript.editions:
        yield from _isbn_faults(edition, manuscript.editions)


def _isbn_faults(edition: Edition, editions: Sequence[Edition]) -> Iterator[Problem]:
    """The printed book and the EPUB are sold and lent by their ISBN; others may have one."""
    isbn = str(edition.options.get("isbn") or "")
    on_paper = next((item for item in editions if item.format == "pdf"), None)
    if not isbn and (edition.format == "epub" or edition is on_paper):
        message = f"udgaven {edition.name} har intet ISBN"
        yield problem(edition.source, "U105", message, "skriv det i feltet »isbn«")
    elif isbn and is_dummy(isbn):
        message = f"»{isbn}« i udgaven {edition.name} er ikke et rigtigt ISBN"
        yield problem(edition.source, "U105", message, "skriv det, forlaget har fået tildelt")


def _unpassed(answers: Sequence[Answer]) -> Iterator[Problem]:
    for answer in answers:
        place = Source(f"dist/{answer.path}")
        if isinstance(answer.verdict, NotRun):
            yield problem(place, "U107", str(answer.verdict), answer.verdict.remedy)
        elif not answer.verdict.passed:
            yield problem(place, "U106", str(answer.verdict), "se fundene med make verify")


def _refuse(desk: Desk, problems: Problems, version: str) -> int:
    desk.reporter.problems(problems)
    desk.reporter.say(
        f"Version {version} er ikke udgivet; dist/ er urørt. Problemer: {count(problems)}."
    )
    return ERRORS


def _read(letters: Path | None) -> bytes:
    if letters is None:
        return b""
    try:
        return letters.read_bytes()
    except OSError as error:
        said = f"modtagerlisten »{letters}« kan ikke læses: {error.strerror}"
        raise ReleaseRequestError(said) from error


def _letters(made: Made, sent: Release, recipients: bytes, letters: Path | None) -> Mailing | None:
    return mailing(sent, recipients, str(letters), made.looks) if letters else None


def _part(name: str, files: Mapping[str, bytes], manuscript: Book) -> Artefact:
    place = Source(manuscript.editions[0].source.path)
    below = {f"{name}/{path}": data for path, data in files.items()}
    return Artefact(Edition(name, "release", {}, place), below)
