"""The bundle: what lies in the folder of a release.

In: what was made and judged, the version, and whether it is a draft. Out: the release as a value,
its files by path below its folder, and faults of the catalogue data by their standards.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from press.codes import problem
from press.delivery import received
from press.delivery.catalogue import catalogue, examine
from press.delivery.evidence import Outcome, Trial, note
from press.delivery.items import Access, Item, Medium, Picture, Release, item_of, kind_of
from press.delivery.mailing import text
from press.delivery.onixcodes import NAVIGATED
from press.delivery.pages import deposit_page, download_page
from press.delivery.publish import RECORD
from press.delivery.record import record
from press.delivery.sbom import materials, sbom
from press.delivery.sums import SUMS, listing
from press.delivery.validation import Validation
from press.foreman.desk import Problems
from press.foreman.formats import Made
from press.foreman.judging import Answer, Judged
from press.jobbing.coverpictures import pictures, scaled
from press.judges.verdict import Verdict
from press.model import Artefact, CardsEdition, EpubEdition, Extra, PdfEdition, Source, WebEdition
from press.screen.package import DRAWING, navigated, read_back, thumbnail_of

EVIDENCE = "evidens"
NOTE = f"{EVIDENCE}/tilgaengelighed.html"
CHECKER = "efterproev.py"
_PROGRAM = Path(__file__).parents[2]
_FRONT_PAGE = "web/index.html"
# Pictures of the cover, and how many pixels wide they are.
_COVERS = {"omslag.png": 1200, "omslag-lille.png": 300}
# The list of broken words is the editors' own.
_INTERNAL = "-orddelinger.txt"
# What stands beside the book: title and purpose by how the file's name ends.
_BESIDE = (
    ("omslag", "Omslaget til tryk (PDF)", "Til trykkeriet: bagside, ryg og forside i ét opslag."),
    ("dialogkort", "Dialogkort (PDF)", "Til at skrive ud på A4, begge sider, og klippe ud."),
    ("metodeark", "Metodeark (PDF)", "Til at udfylde på skærmen eller skrive ud på A4."),
)


@dataclass(frozen=True, slots=True)
class _Shipped:
    """A file of an edition: its path in the release, its path below ``dist/``, its bytes."""

    path: str
    name: str
    artefact: Artefact
    data: bytes


def bundle(
    made: Made, judged: Judged, version: str, draft: bool, state: str
) -> tuple[Release, Mapping[str, bytes], Problems]:
    """The release, all its files with their checksums, and faults of the catalogue data."""
    shipped = tuple(_shipped(judged.artefacts, version, draft))
    printed = next(one for one in judged.artefacts if isinstance(one.edition, PdfEdition))
    covers = tuple(_covers(shipped))
    sent = Release(
        document=made.document,
        version=version,
        draft=draft,
        date=made.document.date,
        items=tuple(_items(shipped, printed)),
        covers=tuple(picture for picture, _ in covers),
        description="\n\n".join(made.document.cover.blurb) if made.document.cover else "",
        pages=len(made.printed.volume.pages),
    )
    catalogued = catalogue(sent)
    checked = examine(catalogued)
    noted = note(sent, tuple(_trials(judged.answers, shipped, sent)), made.looks)
    files = {
        **{item.path: item.data for item in shipped},
        **{picture.path: data for picture, data in covers},
        **{
            _report_name(answer): answer.verdict.report
            for answer in judged.answers
            if isinstance(answer.verdict, Verdict)
        },
        **catalogued,
        NOTE: noted,
        f"{EVIDENCE}/katalogdata.txt": _catalogue_report(checked),
        "index.html": download_page(sent, made.looks, checker=CHECKER, note=_note_item(noted)),
        "mail.txt": text(sent, made.looks).encode(),
        "pligtaflevering.html": deposit_page(sent, made.looks),
        "sbom.cdx.json": _materials(sent, judged.answers),
        CHECKER: Path(received.__file__).read_bytes(),
    }
    files[RECORD] = _record(made, judged, draft, state, sorted((*files, RECORD)))
    faults = tuple(
        problem(Source(f"dist/release/{version}/{found.path}"), "U103", fault.message)
        for found in checked
        for fault in found.problems
    )
    return sent, {**files, SUMS: listing(files)}, faults


def _shipped(artefacts: Sequence[Artefact], version: str, draft: bool) -> Iterator[_Shipped]:
    """The files of the editions. All but those of a website are named for the version."""
    end = f"-{version}-udkast" if draft else f"-{version}"
    for artefact in artefacts:
        edition = artefact.edition
        for name, data in artefact.files.items():
            path = PurePosixPath(name)
            if isinstance(edition, WebEdition):
                below = name.removeprefix(f"{edition.folder}/")
                yield _Shipped(f"web/{below}", name, artefact, data)
            elif not name.endswith(_INTERNAL):
                yield _Shipped(f"{path.stem}{end}{path.suffix}", name, artefact, data)


def _items(shipped: Sequence[_Shipped], printed: Artefact) -> Iterator[Item]:
    """Every product and what stands beside it. ``printed`` is the edition that numbers the pages;
    a website's first page stands for all of it."""
    for file in shipped:
        edition, artefact = file.artefact.edition, file.artefact
        match edition:
            case WebEdition():
                if file.path == _FRONT_PAGE:
                    page = item_of(edition, Medium.WEB, file.path, file.data)
                    yield replace(page, sha256="", size=sum(map(len, artefact.files.values())))
            case PdfEdition() | EpubEdition() if file.name == edition.file:
                kind, pages = kind_of(edition, artefact is printed), artefact.facts.get("pages", 0)
                yield item_of(edition, kind, file.path, file.data, pages, _access(file))
            case _:
                kind = Medium.CARDS if isinstance(edition, CardsEdition) else Medium.OTHER
                other = item_of(edition, kind, file.path, file.data)
                name = PurePosixPath(file.name)
                told = (words for end, *words in _BESIDE if name.stem.endswith(end))
                title, purpose = next(told, (name.name, "Hører til bogen."))
                yield replace(other, isbn="", title=title, purpose=purpose)


def _covers(shipped: Sequence[_Shipped]) -> Iterator[tuple[Picture, bytes]]:
    """Pictures of the e-book's cover with their bytes, the largest first."""
    epub = next((file for file in shipped if isinstance(file.artefact.edition, EpubEdition)), None)
    if epub is None:
        return
    widths = tuple(_COVERS.values())
    if picture := thumbnail_of(epub.data):
        shots = scaled(picture, widths)
    else:
        with zipfile.ZipFile(io.BytesIO(epub.data)) as archive:
            shots = pictures(archive.read(f"EPUB/{DRAWING}"), widths)
    for name, shot in zip(_COVERS, shots, strict=True):
        yield Picture(name, "image/png", shot.width, shot.height), shot.data


def _access(file: _Shipped) -> Access | None:
    """What the finished file says of its accessibility, read back from it."""
    if isinstance(file.artefact.edition, EpubEdition):
        said, leads_to = read_back(file.data), navigated(file.data)
        return Access(
            modes=said.modes,
            sufficient=said.sufficient,
            features=said.features,
            hazards=said.hazards,
            summary=said.summary,
            conforms=(said.conforms_to,) if said.conforms_to else (),
            onix=tuple(code for kind, code in NAVIGATED.items() if kind in leads_to),
        )
    if file.name in file.artefact.facts.get("conforms", ()):
        return Access(features=("taggedPDF",), conforms=("PDF/UA-1",))
    return None


def _report_name(answer: Answer) -> str:
    judge = answer.verdict.judge.lower().replace(" ", "-")
    stem = answer.path.rstrip("/").rpartition("/")[2]
    return f"{EVIDENCE}/{judge}-{PurePosixPath(stem).stem}.json"


def _trials(
    answers: Sequence[Answer], shipped: Sequence[_Shipped], sent: Release
) -> Iterator[Trial]:
    """The answers as they are told to readers, of the files under their names in the release."""
    paths = {file.name: file.path for file in shipped}
    items = {item.path: item for item in sent.items}
    for answer in answers:
        yield _trial(answer, items[paths.get(answer.path, _FRONT_PAGE)])


def _trial(answer: Answer, item: Item) -> Trial:
    verdict = answer.verdict
    if not isinstance(verdict, Verdict):
        return Trial(item, verdict.judge, "", answer.rules, Outcome.NOT_RUN, (verdict.reason,))
    outcome = Outcome.PASSED if verdict.passed else Outcome.FOUND
    said = tuple(found.message for found in verdict.problems)
    report = _report_name(answer).removeprefix(f"{EVIDENCE}/")
    return Trial(item, verdict.judge, verdict.version, answer.rules, outcome, said, report)


def _materials(sent: Release, answers: Sequence[Answer]) -> bytes:
    """The bill of what the release was made and judged with."""
    lock = (_PROGRAM / "requirements.lock").read_text(encoding="utf-8")
    verdicts = [answer.verdict for answer in answers if isinstance(answer.verdict, Verdict)]
    came = {verdict.judge: verdict.version for verdict in verdicts}
    return sbom(sent.full_title, sent.version, materials(lock, came))


def _catalogue_report(checked: Sequence[Validation]) -> bytes:
    lines = []
    for found in checked:
        outcome = f"{len(found.problems)} fund" if found.problems else "uden fund"
        lines.append(f"{found.path}: holdt op mod {found.done_with}, {outcome}")
        lines += [f"  {fault.message}" for fault in found.problems]
    return ("\n".join(lines) + "\n").encode()


def _note_item(data: bytes) -> Item:
    kind = Extra("tilgaengelighed")
    words = "Hvad der er prøvet, hvad det er prøvet med, og hvad der ikke er prøvet."
    item = item_of(kind, Medium.OTHER, NOTE, data)
    return replace(item, title="Om tilgængelighed", purpose=words)


def _record(made: Made, judged: Judged, draft: bool, state: str, files: Sequence[str]) -> bytes:
    document = replace(made.document, draft=draft)
    names = [edition.name for edition in made.manuscript.editions]
    told = record(document, judged.artefacts, names, state, len(made.printed.volume.pages))
    told = {**told, "files": files}
    return (json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
