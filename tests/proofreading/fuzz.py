"""``make fuzz``: the proof tried on random books, whole and with a fault in each edition.

In: how many books, and the first seed. Out: every false accusation and every fault that was not
found, with its seed, and the counts. Exit code 1 when there is any.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from press.looks import load_looks
from press.model import (
    Artefact,
    Document,
    EpubEdition,
    PdfEdition,
    Problem,
    Source,
    WebEdition,
)
from press.proofreading.gate import prove
from press.proofreading.letters import letters
from press.proofreading.pdf import read_pdf
from tests.proofreading import faults
from tests.proofreading.corpus import Sample, sample

_ROOT = Path(__file__).parents[2]
_PLACE = Source("book/book.yaml", 9)
_TRIES = 6


@dataclass(slots=True)
class Tried:
    """What came of one book: ``refused`` by the typesetting, or the editions passed, the faults
    found by kind, and a line for whatever went wrong. ``lost`` counts the books of which the
    typesetting lost something: the proof was right to accuse them."""

    refused: bool = False
    lost: bool = False
    passed: int = 0
    found: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def proof_paper(document: Document, pdf: bytes) -> tuple[Problem, ...]:
    """What the proof says of a PDF."""
    edition = PdfEdition("print", _PLACE, file="bog.pdf")
    return prove(document, Artefact(edition, {"bog.pdf": pdf}))


def proof_epub(document: Document, epub: bytes) -> tuple[Problem, ...]:
    """What the proof says of an EPUB."""
    edition = EpubEdition("epub", _PLACE, file="bog.epub")
    return prove(document, Artefact(edition, {"bog.epub": epub}))


def proof_web(document: Document, site: dict[str, bytes]) -> tuple[Problem, ...]:
    """What the proof says of a website."""
    files = {f"web/{name}": data for name, data in site.items()}
    return prove(document, Artefact(WebEdition("web", _PLACE), files))


def try_book(seed: int, folder: Path) -> Tried:
    """The book of a seed, whole and with faults."""
    made = sample(seed, load_looks(_ROOT), folder)
    tried = Tried(refused=not made.printed.pdf)
    if tried.refused:
        return tried
    editions = {
        "paper": proof_paper(made.document, made.printed.pdf),
        "epub": proof_epub(made.document, made.epub),
        "web": proof_web(made.document, dict(made.web)),
    }
    pages = letters("".join(read_pdf(made.printed.pdf).pages))
    tried.lost = any(
        one.about and letters(one.about.text) not in pages for one in editions["paper"]
    )
    if tried.lost:
        return tried
    for name, problems in editions.items():
        tried.passed += not problems
        tried.wrong += [f"{seed} {name} accused: {one}" for one in problems[:3]]
    if not tried.wrong:
        for kind, seen, done in _faulty(made, Random(f"{seed} fejl")):
            tried.found[kind] += seen
            tried.wrong += [] if seen else [f"{seed} {kind} not found: {done}"]
    return tried


def _faulty(made: Sample, random: Random) -> Iterator[tuple[str, bool, str]]:
    """Each kind of fault, whether it was found, and what it was."""
    for kind in faults.PAPER:
        tries = (faults.on_paper(made.printed.pdf, kind, random) for _ in range(_TRIES))
        if fault := next(filter(None, tries), None):
            yield kind, bool(proof_paper(made.document, fault[0])), fault[1]
    for kind in faults.SCREEN:
        galley = random.choice(made.document.galleys).id
        name = f"{galley}.html"
        tries = (faults.on_screen(made.web[name], galley, kind, random) for _ in range(_TRIES))
        if fault := next(filter(None, tries), None):
            site = {**made.web, name: fault[0]}
            yield f"web {kind}", bool(proof_web(made.document, site)), fault[1]


def main() -> int:
    parser = argparse.ArgumentParser(prog="make fuzz ARGS=…")
    parser.add_argument("--books", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    found: Counter[str] = Counter()
    refused = passed = wrong = lost = 0
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor() as pool:
        seeds = range(asked.first, asked.first + asked.books)
        for tried in pool.map(partial(try_book, folder=Path(folder)), seeds, chunksize=4):
            refused, lost = refused + tried.refused, lost + tried.lost
            passed += tried.passed
            found += tried.found
            wrong += len(tried.wrong)
            for line in tried.wrong:
                print(line, flush=True)
    print(f"{asked.books} books: {refused} refused and {lost} damaged by the typesetting")
    print(f"{passed} whole editions passed")
    print(f"{found.total()} faults found: {dict(found)}")
    print(f"{wrong} false accusations and faults not found")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
