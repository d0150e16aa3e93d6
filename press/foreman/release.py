"""``make release``: everything that is handed out, in one folder that can be checked.

In: the desk, a version, whether it is a draft, and perhaps a list of recipients. Out:
``dist/release/<version>/`` and an exit code. A release that is no draft is refused while there is a
reason to (:mod:`press.foreman.refusing`), and one that is out is not replaced by other files.
The letters, which name the recipients, lie in a folder beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from press.delivery.items import Release
from press.delivery.mailing import Mailing, mailing
from press.foreman.book import deliver, make
from press.foreman.bundling import bundle
from press.foreman.desk import Desk, Problems, StoppedError, checked, load, stop
from press.foreman.formats import Made, judge_all
from press.foreman.judging import Judged
from press.foreman.refusing import as_warnings, sent_before, unpassed, unready
from press.model import Artefact, Extra
from press.progress import Reporter, count
from press.shell import ERRORS, MACHINE

_NUMBER = r"(0|[1-9][0-9]{0,3})"
_VERSION = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}")


class _RefusedError(Exception):
    """The release must not go out, for the reasons in ``problems``."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(count(problems))
        self.problems = problems


class ReleaseRequestError(ValueError):
    """What was asked for cannot be a release; the message is Danish."""


def release(desk: Desk, version: str, draft: bool, letters: Path | None = None) -> int:
    """Make the release; 0 when it lies in ``dist/``.

    ``letters`` is a CSV file with those who get a letter. Raises :class:`ReleaseRequestError`.
    """
    try:
        return _release(desk, version, draft, letters)
    except StoppedError as stopped:
        return stop(desk.reporter, stopped.problems)
    except _RefusedError as refused:
        desk.reporter.problems(refused.problems)
        desk.reporter.say(
            f"Version {version} er ikke udgivet; dist/ er urørt. "
            f"Problemer: {count(refused.problems)}."
        )
        return ERRORS


def _release(desk: Desk, version: str, draft: bool, letters: Path | None) -> int:
    if not _VERSION.fullmatch(version):
        wrong = f"»{version}« er ikke et versionsnummer" if version else "versionen mangler"
        raise ReleaseRequestError(f"{wrong}; skriv tre tal med punktum: VERSION=1.0.0")
    recipients = _read(letters)
    reporter = desk.reporter
    manuscript, problems = load(desk.root, desk.store, desk.strict)
    checked(problems)
    if manuscript is None:
        raise StoppedError(problems)
    lacks = tuple(unready(manuscript, problems, letters is not None))
    if lacks and not draft:
        raise _RefusedError(lacks)
    made = make(desk, version, draft)
    reporter.stage("Spørger validatorerne", total=len(made.artefacts))
    judged = judge_all(made, lambda name: reporter.quire(name, stored=False, counted=False))
    found = tuple(unpassed(judged.answers))
    if found and not draft:
        raise _RefusedError(found)
    reporter.stage("Samler udgivelsen")
    sent, files, faults = bundle(made, judged, version, draft, desk.state)
    if taken := tuple(sent_before(desk.dist, version, files)):
        raise _RefusedError(taken)
    post = _letters(made, sent, recipients, letters)
    told = checked((*faults, *(post.problems if post else ())))
    parts = [_part(f"release/{version}", files)]
    if post:
        parts.append(_part(f"release/{version}-breve", post.files))
    # dist/ itself keeps the version that the manuscript has.
    standing = replace(made.document, version=manuscript.version)
    if not deliver(desk, manuscript, standing, made.printed, parts):
        return MACHINE
    reporter.problems((*made.problems, *told, *as_warnings((*lacks, *found))))
    kind = "Udkastet" if draft else "Udgivelsen"
    reporter.say(f"{kind} ligger i dist/release/{version}/: {len(files)} filer.")
    _report(reporter, judged, post, version)
    return 0


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


def _letters(made: Made, sent: Release, recipients: bytes, letters: Path | None) -> Mailing | None:
    return mailing(sent, recipients, str(letters), made.looks) if letters else None


def _part(name: str, files: Mapping[str, bytes]) -> Artefact:
    return Artefact(Extra(name), {f"{name}/{path}": data for path, data in files.items()})
