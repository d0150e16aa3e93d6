"""The build's record: what ``build.json`` says of the editions and of what made them.

In: the document, the finished editions, and what they were made from. Out: JSON without times or
paths of this machine, so that the same input gives the same record. Also the problems of the last
build as JSON, to be shown again when nothing has changed since.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version

import msgspec

from press.galley.names import APPROVED
from press.model import Artefact, Document, Json, Problem

_PACKAGES = ("weasyprint", "pikepdf", "Jinja2", "simplemma", "pyicu-wheels", "uharfbuzz")


def record(
    document: Document,
    artefacts: Sequence[Artefact],
    editions: Sequence[str],
    state: str,
    pages: int,
) -> dict[str, Json]:
    """``build.json``: ``state`` is the digest of the source, ``editions`` names all that the book
    has, ``pages`` counts the pages of the printed book."""
    # Imported here: a run that finds everything unchanged reads records and has no need of pandoc.
    from press import pandoc

    return {
        "title": document.title,
        "version": document.version,
        "date": document.date,
        "draft": document.draft,
        "source": state,
        "words": words(document),
        "pages": pages,
        "all_editions": list(editions),
        "made_with": {
            "pandoc": pandoc.version(),
            "python": sys.version.split()[0],
            **{name: version(name) for name in _PACKAGES},
        },
        "editions": {
            artefact.edition.name: {
                "files": sorted(artefact.files),
                "source": state,
                **artefact.facts,
            }
            for artefact in artefacts
        },
    }


def words(document: Document) -> int:
    """The words of the whole document."""
    return sum(galley.words for galley in document.galleys)


def waiting(document: Document) -> int:
    """How many sections are not approved."""
    return sum(bool(galley.status) and galley.status != APPROVED for galley in document.galleys)


def problems_to_json(problems: Sequence[Problem]) -> str:
    """``problems`` as a JSON list, without ``about``: their places are already found."""
    shown = [asdict(problem) for problem in problems]
    for fields in shown:
        del fields["about"]
    return json.dumps(shown, ensure_ascii=False, indent=2)


def problems_from_json(text: str | bytes) -> tuple[Problem, ...]:
    """What :func:`problems_to_json` wrote."""
    return msgspec.json.decode(text, type=tuple[Problem, ...])
