"""What is done with a finished book: ``make verify`` and ``make release``.

In: the desk and, for a release, a version, whether it is a draft, and perhaps a list of recipients.
Out: what the judges answered, ``dist/release/<version>/`` for a release, and an exit code.

A release that is no draft is refused while there is a reason to; a draft is told the same reasons
as warnings. A version that is out is not replaced by other files. The letters, which name the
recipients, lie in a folder beside the release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from press.codes import problem
from press.delivery.mailing import Mailing, mailing
from press.delivery.publish import sent_before
from press.foreman.book import deliver, make
from press.foreman.bundling import bundle
from press.foreman.desk import Desk, Problems, checked, read, reports_errors
from press.foreman.formats import Made, judge_all
from press.foreman.judging import Judged
from press.galley.names import APPROVED
from press.isbn import is_dummy
from press.judges.verdict import NotRun
from press.model import Artefact, Book, EpubEdition, Extra, Problem, Severity, Source
from press.progress import Reporter, count
from press.shell import ERRORS, MACHINE

_NUMBER = r"(0|[1-9][0-9]{0,3})"
_VERSION = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}")


class ReleaseRequestError(ValueError):
    """What was asked for cannot be a release; the message is Danish."""


@reports_errors
def verify(desk: Desk) -> int:
    """Build what is not built, ask the judges; 0 when all were asked and all passed.

    A judge who could not be asked is said to be missing, with what to do about it, and the run has
    then not passed. Raises :class:`~press.foreman.desk.UnknownEditionError`.
    """
    reporter = desk.reporter
    judged = _judge(make(desk), reporter)
    for answer in judged.answers:
        reporter.say(f"{answer.path}: {answer.verdict}")
        if not isinstance(answer.verdict, NotRun):
            reporter.problems(answer.verdict.problems)
    absent = sum(isinstance(answer.verdict, NotRun) for answer in judged.answers)
    if absent:
        reporter.say(f"Ikke efterprøvet: {absent} af {len(judged.answers)} prøver blev ikke kørt.")
        return MACHINE
    if not judged.passed:
        reporter.say("Efterprøvet, men ikke bestået.")
        return ERRORS
    reporter.say(f"Efterprøvet og bestået: {len(judged.answers)} prøver uden fund.")
    return 0


@reports_errors
def release(desk: Desk, version: str, draft: bool, letters: Path | None = None) -> int:
    """Make the release; 0 when it lies in ``dist/``.

    ``letters`` is a CSV file with those who get a letter. Raises :class:`ReleaseRequestError`.
    """
    _check(version)
    recipients = _read(letters)
    manuscript, problems = read(desk)
    lacks = tuple(_unready(manuscript, problems, letters is not None))
    if lacks and not draft:
        return _refuse(desk.reporter, version, lacks)
    made = make(desk, version, draft)
    judged = _judge(made, desk.reporter)
    found = tuple(fault for answer in judged.answers for fault in answer.faults())
    if found and not draft:
        return _refuse(desk.reporter, version, found)
    desk.reporter.stage("Samler udgivelsen")
    sent, files, faults = bundle(made, judged, version, draft, desk.state)
    if taken := tuple(sent_before(desk.dist, version, files)):
        return _refuse(desk.reporter, version, taken)
    post = mailing(sent, recipients, str(letters), made.looks) if letters else None
    told = checked((*faults, *(post.problems if post else ())))
    parts = [_part(f"release/{version}", files)]
    if post:
        parts.append(_part(f"release/{version}-breve", post.files))
    # dist/ itself keeps the version that the manuscript has.
    standing = replace(made.document, version=manuscript.version)
    if not deliver(desk, manuscript, standing, made.printed, parts):
        return MACHINE
    desk.reporter.problems((*made.problems, *told, *_forgiven((*lacks, *found))))
    kind = "Udkastet" if draft else "Udgivelsen"
    desk.reporter.say(f"{kind} ligger i dist/release/{version}/: {len(files)} filer.")
    _report(desk.reporter, judged, post, version)
    return 0


def _check(version: str) -> None:
    if not _VERSION.fullmatch(version):
        wrong = f"»{version}« er ikke et versionsnummer" if version else "versionen mangler"
        raise ReleaseRequestError(f"{wrong}; skriv tre tal med punktum: VERSION=1.0.0")


def _forgiven(reasons: Problems) -> Iterator[Problem]:
    """What a draft goes out in spite of, as warnings; every build warns of unapproved chapters."""
    return (replace(one, severity=Severity.WARNING) for one in reasons if one.code != "U104")


def _judge(made: Made, reporter: Reporter) -> Judged:
    reporter.stage("Spørger validatorerne", total=len(made.artefacts))
    return judge_all(made, lambda name: reporter.quire(name, stored=False, counted=False))


def _refuse(reporter: Reporter, version: str, reasons: Problems) -> int:
    """Say why the release does not go out."""
    reporter.problems(reasons)
    told = count(reasons)
    reporter.say(f"Version {version} er ikke udgivet; dist/ er urørt. Problemer: {told}.")
    return ERRORS


def _report(reporter: Reporter, judged: Judged, post: Mailing | None, version: str) -> None:
    """What the judges answered, and what letters there are."""
    for answer in judged.answers:
        reporter.say(f"  {answer.path}: {answer.verdict}")
    if post:
        unused = "1 række" if post.bad == 1 else f"{post.bad} rækker"
        reporter.say(
            f"Breve i dist/release/{version}-breve/: {len(post.files)} af {post.rows} rækker; "
            f"{unused} kunne ikke bruges."
        )


def _read(letters: Path | None) -> bytes:
    if letters is None:
        return b""
    try:
        return letters.read_bytes()
    except OSError as error:
        why = "findes ikke" if isinstance(error, FileNotFoundError) else "kan ikke læses"
        raise ReleaseRequestError(f"modtagerlisten »{letters}« {why}") from error


def _part(name: str, files: Mapping[str, bytes]) -> Artefact:
    return Artefact(Extra(name), {f"{name}/{path}": data for path, data in files.items()})


# --- what keeps a release from going out ---------------------------------------------


def _unready(manuscript: Book, problems: Problems, letters: bool) -> Iterator[Problem]:
    """What the book lacks; ``letters`` says that it goes out with letters."""
    for found in problems:
        if found.code == "C104":
            hint = "godkend det med »status: godkendt«, eller lav et udkast med DRAFT=1"
            yield problem(found.source, "U104", found.message, hint)
    for term in manuscript.terms:
        if term.status and term.status != APPROVED:
            message = f"definitionen af »{term.term}« er ikke godkendt: »{term.status}«"
            hint = "skriv »status: godkendt« ved begrebet, når den er det"
            yield problem(term.source, "U108", message, hint)
    yield from _isbn_faults(manuscript)
    if letters and not (manuscript.dispatch.link or manuscript.dispatch.base_url):
        place = Source(manuscript.editions[0].source.path)
        message = "brevene har intet link at sende modtagerne hen til"
        yield problem(place, "U109", message, "skriv det i feltet »link« under »release«")


def _isbn_faults(manuscript: Book) -> Iterator[Problem]:
    """The printed book and the EPUB are sold and lent by their ISBN; others may have one."""
    for edition in manuscript.editions:
        isbn, name = edition.isbn, edition.name
        if isbn and is_dummy(isbn):
            message = f"»{isbn}« i udgaven {name} er ikke et rigtigt ISBN"
            yield problem(edition.source, "U105", message, "skriv det, forlaget har fået tildelt")
        elif not isbn and (edition == manuscript.printed or isinstance(edition, EpubEdition)):
            message = f"udgaven {name} har intet ISBN"
            yield problem(edition.source, "U105", message, "skriv det i feltet »isbn«")
