"""The printer's edition: the printed volume in, the file for the printer and its problems out.

The binding room tells what it met by page and colour; here it is said to an editor, with the
place in the manuscript where something can be done about it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from press.binding.inks import Inks, Rgb, read_inks
from press.binding.marks import MILLIMETRE
from press.binding.paginating import Leaf
from press.binding.plates import Remark
from press.binding.printing import Condition, printers_copy
from press.codes import problem
from press.finding import find
from press.foreman.desk import Problems
from press.jobbing.cover import cover, cover_problems, cover_volume
from press.jobbing.spread import spread
from press.looks import Looks
from press.model import (
    Artefact,
    Book,
    Chapter,
    Document,
    Edition,
    PdfEdition,
    Problem,
    Source,
    on_paper,
)
from press.paper.volume import Printed
from press.paper.workshop import Tell, Workshop
from press.profiles import FOGRA39, NO_PROFILE, find_profile, srgb
from press.proofreading.preflight import Wanted, preflight

STANDARD = "PDF/X-4"
_HOME = Path(__file__).resolve().parents[2]
_TOKENS = "styles/tokens.css"
_SHOWN = re.compile(r'<img[^>]*\ssrc="([^"]+)"')
_GET_PROFILE = (
    "kør make book igen, når der er net, eller hent den: "
    "Debian/Ubuntu: sudo apt-get install -y texlive-base, "
    "Fedora: sudo dnf install -y texlive-colorprofiles"
)


@dataclass(frozen=True, slots=True)
class Job:
    """What the printer's edition is made of."""

    edition: PdfEdition
    book: Book
    document: Document
    looks: Looks
    printed: Printed

    @property
    def inks(self) -> Inks:
        return read_inks(self.looks.sheet(*self.edition.styles))


def is_printers(edition: Edition) -> bool:
    """Whether an edition is the printer's: one that is to be PDF/X-4."""
    return isinstance(edition, PdfEdition) and edition.standard == STANDARD


def make_printers(job: Job) -> tuple[Artefact, Problems]:
    """The printer's edition and what is wrong with it; with errors it must not be published."""
    condition, problems = _condition(job)
    inks = job.inks
    copy = printers_copy(job.printed.volume, job.book.printer, inks, condition)
    remarked = dict.fromkeys(_said(job, inks, remark) for remark in copy.remarks)
    name = job.edition.file
    files = {name: copy.pdf}
    if len(on_paper(job.book.editions)) == 1:
        # No reading copy has the list of broken words beside it.
        listing = "\n".join(sorted(set(job.printed.hyphenated))) + "\n"
        files[f"{name.removesuffix('.pdf')}-orddelinger.txt"] = listing.encode()
    facts = {
        "pages": copy.pages,
        "claims": STANDARD if condition.claimed else "",
        "spreads": job.book.printer.pages == "spreads",
    }
    artefact = Artefact(job.edition, files, facts)
    return artefact, (*problems, *_without_inks(job, inks), *remarked)


def printers_cover(
    job: Job, pages: int, workshop: Workshop, tell: Tell
) -> tuple[Artefact, Problems]:
    """The cover's file around ``pages`` printed pages, and what is wrong with it."""
    printer = job.book.printer
    measures = spread(job.edition, pages, printer.paper)
    (quire,) = workshop.typeset([cover(job.document, measures, job.looks)], tell)
    condition, problems = _condition(job)
    volume = cover_volume(job.document, measures, quire, printer.bleed)
    alone = replace(printer, pages="single", multiple=1)
    copy = printers_copy(volume, alone, job.inks, condition, measures.folds)
    facts = {"spine": measures.spine, "cover": list(measures.points)}
    files = {_cover_name(job.edition): copy.pdf}
    remarked = tuple(_said(job, job.inks, remark) for remark in copy.remarks)
    problems += (*cover_problems(quire, job.edition), *remarked)
    return Artefact(job.edition, files, facts), problems


def _cover_name(edition: PdfEdition) -> str:
    stem = edition.file.removesuffix(".pdf").removesuffix("-tryk")
    return f"{stem}-omslag.pdf"


def judge_printers(
    book: Book, edition: PdfEdition, printed: Printed, artefact: Artefact
) -> Problems:
    """What the preflight finds in the finished file."""
    printer = book.printer
    spreads = printer.pages == "spreads"
    width, height = printed.volume.size
    wanted = Wanted(
        trim=(width * 2 if spreads else width, height),
        bleed=printer.bleed * MILLIMETRE,
        multiple=1 if spreads else printer.multiple,
        condition=printer.condition,
        claimed=bool(artefact.facts["claims"]),
    )
    name = edition.file
    found = preflight(artefact.files[name], f"dist/{name}", wanted)
    around = _cover_name(edition)
    if around not in artefact.files:
        return found
    across, down = artefact.facts["cover"]
    covering = replace(wanted, trim=(across, down), multiple=1)
    return (*found, *preflight(artefact.files[around], f"dist/{around}", covering))


def _condition(job: Job) -> tuple[Condition, Problems]:
    """The printing condition, and a warning when its profile is not there to claim PDF/X-4."""
    printer = job.book.printer
    profile = printer.profile
    if printer.icc == FOGRA39:
        profile = find_profile(_HOME) or b""
    problems: Problems = ()
    if not profile:
        lacking = f"profilen {FOGRA39} er ikke på maskinen", _GET_PROFILE
        unwanted = "der er ingen farveprofil i den", "spørg trykkeriet, om de vil have den sådan"
        reason, hint = unwanted if printer.icc == NO_PROFILE else lacking
        message = f"filen til trykkeriet er lavet, men den er ikke {STANDARD}: {reason}"
        problems = (problem(printer.source, "P214", message, hint),)
    return Condition(printer.condition, profile, claim=True, srgb=srgb()), problems


def _without_inks(job: Job, inks: Inks) -> Iterator[Problem]:
    text = job.looks.styles.get("tokens", "")
    for name in inks.faults:
        line = text[: max(text.find(f"--{name}"), 0)].count("\n") + 1
        message = f"farven --{name} har ingen brugbare trykfarver"
        hint = f"skriv --{name}-cmyk: fire tal fra 0 til 100, højst 240 i alt"
        yield problem(Source(_TOKENS, line), "P215", message, hint)


def _said(job: Job, inks: Inks, remark: Remark) -> Problem:
    """A remark of the binding room as an editor's problem, with the place to mend it."""
    leaf = job.printed.volume.leaves[remark.place] if _is_leaf(job, remark) else None
    chapter, shown = _shown_at(job, leaf)
    fallback = Source(chapter.path) if chapter else Source(_TOKENS)
    where = f"på s. {leaf.label}" if leaf else "sidst i bogen"
    if remark.kind == "colour":
        source = _drawn_with(job.document, shown, remark.colour) or fallback
        digits = bytes(remark.colour).hex()
        message = f"farven #{digits} {where} er ikke en af bogens farver"
        near = inks.nearest(remark.colour)
        return problem(
            source,
            "P211",
            message,
            f"brug --{near} eller en anden af farverne i {_TOKENS}, eller giv farven et navn der",
        )
    if remark.kind == "coarse":
        name = _of_size(job.document, shown, remark.pixels)
        source = find(chapter, name) if chapter and name else fallback
        message = (
            f"billedet »{name}« {where} har {remark.ppi} billedpunkter på en tomme; "
            f"der skal være {job.book.printer.ppi}"
        )
        return problem(source, "P213", message, "brug et større billede, eller vis det mindre")
    what = {
        "gradient": ("en farveovergang", b"Gradient"),
        "mask": ("en maske", b"<mask"),
        "space": ("farver, der ikke er skrevet som #rrggbb", b"lab("),
    }
    said, sign = what[remark.kind]
    source = _drawn_as(job.document, shown, sign) or fallback
    message = f"der er {said} {where}; den kan ikke deles i trykkets fire farver"
    return problem(source, "P212", message, "brug jævne farver i tegningen eller stilfilen")


def _is_leaf(job: Job, remark: Remark) -> bool:
    return remark.place < len(job.printed.volume.leaves)


def _shown_at(job: Job, leaf: Leaf | None) -> tuple[Chapter | None, tuple[str, ...]]:
    """The chapter whose text stands on a page, and the images of that section."""
    if leaf is None or leaf.quire is None:
        return None, ()
    starts = job.printed.volume.quires[leaf.quire].starts
    before = [start.galley for start in starts if start.page <= leaf.page]
    name = before[-1] if before else ""
    galley = next((item for item in job.document.galleys if item.id == name), None)
    chapter = next((item for item in job.book.chapters if item.id == name), None)
    html = "".join((galley.html, *(note.html for note in galley.notes))) if galley else ""
    return chapter, tuple(dict.fromkeys(_SHOWN.findall(html)))


def _drawn_with(document: Document, shown: tuple[str, ...], colour: Rgb) -> Source | None:
    """Where one of the drawings shown names a colour."""
    digits = bytes(colour).hex()
    ways = [f"#{digits}"]
    if digits[0::2] == digits[1::2]:
        ways.append(f"#{digits[0::2]}")
    return next(filter(None, (_drawn_as(document, shown, way.encode()) for way in ways)), None)


def _drawn_as(document: Document, shown: tuple[str, ...], sign: bytes) -> Source | None:
    """Where one of the drawings shown first says ``sign``, whatever its case."""
    for path in shown:
        data = document.images.get(path, b"")
        at = data.lower().find(sign.lower()) if path.lower().endswith(".svg") else -1
        if at >= 0:
            line_start = data.rfind(b"\n", 0, at) + 1
            return Source(f"book/{path}", data.count(b"\n", 0, at) + 1, at - line_start + 1)
    return None


def _of_size(document: Document, shown: tuple[str, ...], pixels: tuple[int, int]) -> str:
    """The image shown that has so many pixels, upright or on its side; empty for none."""
    for path in shown:
        try:
            with Image.open(io.BytesIO(document.images.get(path, b""))) as image:
                size = image.size
        except (UnidentifiedImageError, OSError):
            continue
        if pixels in (size, size[::-1]):
            return path
    return ""
