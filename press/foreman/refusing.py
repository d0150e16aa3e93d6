"""What keeps a release from being sent out.

In: the manuscript with its problems, the judges' answers, and what lies in ``dist/``. Out: a
problem for each reason; none when the release may go. A draft is told the same as warnings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from press.codes import problem
from press.delivery.publish import RECORD
from press.delivery.sums import SUMS
from press.foreman.desk import Problems
from press.foreman.judging import Answer
from press.galley.names import APPROVED
from press.isbn import is_dummy
from press.judges.verdict import NotRun
from press.model import Book, Edition, EpubEdition, Problem, Severity, Source, on_paper


def unready(manuscript: Book, problems: Problems, letters: bool) -> Iterator[Problem]:
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
    for edition in manuscript.editions:
        yield from _isbn_faults(edition, manuscript.editions)
    if letters and not (manuscript.dispatch.link or manuscript.dispatch.base_url):
        place = Source(manuscript.editions[0].source.path)
        message = "brevene har intet link at sende modtagerne hen til"
        yield problem(place, "U109", message, "skriv det i feltet »link« under »release«")


def _isbn_faults(edition: Edition, editions: Sequence[Edition]) -> Iterator[Problem]:
    """The printed book and the EPUB are sold and lent by their ISBN; others may have one."""
    isbn = edition.isbn
    sold = (*on_paper(editions)[:1], *(one for one in editions if isinstance(one, EpubEdition)))
    if not isbn and edition in sold:
        message = f"udgaven {edition.name} har intet ISBN"
        yield problem(edition.source, "U105", message, "skriv det i feltet »isbn«")
    elif isbn and is_dummy(isbn):
        message = f"»{isbn}« i udgaven {edition.name} er ikke et rigtigt ISBN"
        yield problem(edition.source, "U105", message, "skriv det, forlaget har fået tildelt")


def unpassed(answers: Sequence[Answer]) -> Iterator[Problem]:
    """Every judge that did not come or found something, and what it found."""
    for answer in answers:
        place = Source(f"dist/{answer.path}")
        if isinstance(answer.verdict, NotRun):
            said = replace(answer.verdict, remedy="")
            yield problem(place, "U107", str(said), answer.verdict.remedy)
        elif not answer.verdict.passed:
            yield problem(place, "U106", str(answer.verdict), "fundene står på linjerne omkring")
            yield from answer.verdict.problems


def sent_before(dist: Path, version: str, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """A version that is out keeps its files: those who have it were given their checksums."""
    folder = dist / "release" / version
    try:
        final = json.loads((folder / RECORD).read_bytes())["draft"] is False
        same = (folder / SUMS).read_bytes() == files[SUMS]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if final and not same:
        message = f"version {version} er udgivet før med et andet indhold"
        hint = "giv udgivelsen et nyt nummer; er den gamle aldrig sendt ud, så slet mappen først"
        yield problem(Source(f"dist/release/{version}"), "U110", message, hint)


def as_warnings(problems: Problems) -> Problems:
    """The same as a draft is told it. An unapproved chapter has its own warning already."""
    kept = (found for found in problems if found.code != "U104")
    return tuple(replace(found, severity=Severity.WARNING) for found in kept)
