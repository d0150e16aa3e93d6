"""The printer's edition: its files, and its problems as an editor meets them.

In: the book, what it wears and its volume. Out: the files for the printer, and problems. A remark
names a page and a colour; here it becomes a problem at the place in the manuscript where an editor
can do something about it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from press.binding.bind import Volume
from press.binding.inks import Inks, Rgb, read_inks
from press.binding.plates import Remark
from press.binding.printing import Condition, printers_copy
from press.binding.quire import Quire
from press.codes import problem
from press.finding import at, find
from press.looks import Looks
from press.model import (
    Artefact,
    Book,
    Chapter,
    Document,
    PdfEdition,
    Printer,
    Problem,
    Source,
    on_paper,
)
from press.profiles import FOGRA39, NO_PROFILE, find_profile, srgb

_HOME = Path(__file__).resolve().parents[2]
_TOKENS = "styles/tokens.css"
_SHOWN = re.compile(r'<img[^>]*\ssrc="([^"]+)"')
_GET_PROFILE = (
    "kør make book igen, når der er net, eller hent den: "
    "Debian/Ubuntu: sudo apt-get install -y texlive-base, "
    "Fedora: sudo dnf install -y texlive-colorprofiles"
)


@dataclass(frozen=True, slots=True)
class PrintersOrder:
    """What the printer's edition is made of: the book, what it wears, and its volume."""

    edition: PdfEdition
    book: Book
    document: Document
    looks: Looks
    volume: Volume

    @property
    def inks(self) -> Inks:
        """The inks of the book's colours."""
        return read_inks(self.looks.sheet(*self.edition.styles))


def make_printers(order: PrintersOrder) -> tuple[Artefact, tuple[Problem, ...]]:
    """The printer's edition and what is wrong with it; with errors it must not be published.

    Its facts are the number of ``pages``, the standard it ``claims`` (or nothing), and whether its
    pages are ``spreads``.
    """
    condition, problems = _condition(order.book.printer)
    copy = printers_copy(order.volume, order.book.printer, order.inks, condition)
    remarks = dict.fromkeys(_problem(order, remark) for remark in copy.remarks)
    files = {order.edition.file: copy.pdf}
    if len(on_paper(order.book.editions)) == 1:
        # No reading copy has the list of broken words beside it.
        files.update(broken_words(order.edition, order.volume.quires))
    facts = {
        "pages": copy.pages,
        "claims": order.edition.standard if condition.claimed else "",
        "spreads": order.book.printer.pages == "spreads",
    }
    artefact = Artefact(order.edition, files, facts)
    return artefact, (*problems, *_without_inks(order), *remarks)


def make_printers_cover(
    order: PrintersOrder, folds: tuple[float, ...]
) -> tuple[bytes, tuple[Problem, ...]]:
    """The cover's file for the printer, whose volume ``order`` holds, and what is wrong with it.

    ``folds`` are as in :func:`~press.binding.printing.printers_copy`.
    """
    condition, problems = _condition(order.book.printer)
    alone = replace(order.book.printer, pages="single", multiple=1)
    copy = printers_copy(order.volume, alone, order.inks, condition, folds)
    return copy.pdf, (*problems, *(_problem(order, remark) for remark in copy.remarks))


def broken_words(edition: PdfEdition, quires: Iterable[Quire]) -> dict[str, bytes]:
    """The list of the words that a printed volume really broke, under its file's name."""
    words = sorted({word for quire in quires for word in quire.hyphenated})
    name = f"{edition.file.removesuffix('.pdf')}-orddelinger.txt"
    return {name: ("\n".join(words) + "\n").encode()}


def _condition(printer: Printer) -> tuple[Condition, tuple[Problem, ...]]:
    """The printing condition, and a warning when its profile is not there to claim PDF/X-4."""
    profile = (find_profile(_HOME) or b"") if printer.icc == FOGRA39 else printer.profile
    problems: tuple[Problem, ...] = ()
    if not profile:
        reason, hint = f"profilen {FOGRA39} er ikke på maskinen", _GET_PROFILE
        if printer.icc == NO_PROFILE:
            reason = "der er ingen farveprofil i den"
            hint = "spørg trykkeriet, om de vil have den sådan"
        message = f"filen til trykkeriet er lavet, men den er ikke PDF/X-4: {reason}"
        problems = (problem(printer.source, "P214", message, hint),)
    return Condition(printer.condition, profile, claim=True, srgb=srgb()), problems


def _without_inks(order: PrintersOrder) -> Iterator[Problem]:
    text = order.looks.styles.get("tokens", "")
    for name in order.inks.faults:
        line = text[: max(text.find(f"--{name}"), 0)].count("\n") + 1
        message = f"farven --{name} har ingen brugbare trykfarver"
        hint = f"skriv --{name}-cmyk: fire tal fra 0 til 100, højst 240 i alt"
        yield problem(Source(_TOKENS, line), "P215", message, hint)


# --- remarks as problems -------------------------------------------------------------

# A remark's kind: what the page draws that cannot be separated, and how an SVG writes it.
_UNPRINTABLE = {
    "gradient": ("en farveovergang", "Gradient"),
    "mask": ("en maske", "<mask"),
    "space": ("farver, der ikke er skrevet som #rrggbb", "lab("),
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """The page that a remark is about: its chapter, the images of its section, and what to call
    the page."""

    chapter: Chapter | None
    images: Mapping[str, bytes]
    where: str

    @property
    def fallback(self) -> Source:
        """Where a problem stands when no better place is found."""
        return Source(self.chapter.path) if self.chapter else Source(_TOKENS)


def _problem(order: PrintersOrder, remark: Remark) -> Problem:
    shown = _shown(order, remark.place)
    if remark.kind == "colour":
        return _stray(order.inks, remark.colour, shown)
    if remark.kind == "coarse":
        return _coarse(remark, order.book.printer.ppi, shown)
    what, sign = _UNPRINTABLE[remark.kind]
    message = f"der er {what} {shown.where}; den kan ikke deles i trykkets fire farver"
    hint = "brug jævne farver i tegningen eller stilfilen"
    return problem(_drawn_as(shown, sign), "P212", message, hint)


def _stray(inks: Inks, colour: Rgb, shown: _Shown) -> Problem:
    digits = bytes(colour).hex()
    short = digits[::2] if digits[::2] == digits[1::2] else digits
    message = f"farven #{digits} {shown.where} er ikke en af bogens farver"
    hint = (
        f"brug --{inks.nearest(colour)} eller en anden af farverne i {_TOKENS}, "
        "eller giv farven et navn der"
    )
    return problem(_drawn_as(shown, f"#{digits}", f"#{short}"), "P211", message, hint)


def _coarse(remark: Remark, wanted: int, shown: _Shown) -> Problem:
    name = _of_size(shown.images, remark.pixels)
    source = find(shown.chapter, name) if shown.chapter and name else shown.fallback
    message = (
        f"billedet »{name}« {shown.where} har {remark.ppi} billedpunkter på en tomme; "
        f"der skal være {wanted}"
    )
    return problem(source, "P213", message, "brug et større billede, eller vis det mindre")


def _shown(order: PrintersOrder, place: int) -> _Shown:
    """What stands on the page at ``place``, counted from 0; blanks at the end are no pages of
    the volume."""
    volume = order.volume
    if place >= len(volume.pages):
        return _Shown(None, {}, "sidst i bogen")
    page = volume.pages[place]
    where = f"på s. {page.label}"
    if page.quire is None:
        return _Shown(None, {}, where)
    starts = volume.quires[page.quire].starts
    name = ([""] + [start.galley for start in starts if start.page <= page.at])[-1]
    galley = next((item for item in order.document.galleys if item.id == name), None)
    chapter = next((item for item in order.book.chapters if item.id == name), None)
    html = "".join((galley.html, *(note.html for note in galley.notes))) if galley else ""
    images = {path: order.document.images.get(path, b"") for path in _SHOWN.findall(html)}
    return _Shown(chapter, images, where)


def _drawn_as(shown: _Shown, *signs: str) -> Source:
    """Where a drawing shown first says one of ``signs``, whatever its case; without one, the
    chapter."""
    for sign in signs:
        for path, data in shown.images.items():
            if path.lower().endswith(".svg"):
                text = data.decode("latin-1")  # a character for each byte
                if (offset := text.lower().find(sign.lower())) >= 0:
                    return at(f"book/{path}", text, offset)
    return shown.fallback


def _of_size(images: Mapping[str, bytes], pixels: tuple[int, int]) -> str:
    """The image that has so many pixels, upright or on its side; empty for none."""
    for path, data in images.items():
        with suppress(UnidentifiedImageError, OSError), Image.open(io.BytesIO(data)) as image:
            if pixels in (image.size, image.size[::-1]):
                return path
    return ""
