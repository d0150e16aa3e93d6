"""A printer's copy for the tests of the binding and proof rooms, and a profile to put in it."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from pathlib import Path

from PIL import Image

from press.binding.inks import Inks, read_inks
from press.binding.printing import Condition, PrintersCopy, printers_copy
from press.binding.sheet import MILLIMETRE
from press.looks import Looks
from press.model import Printer
from press.paper.volume import Printed
from press.profiles import srgb
from press.proofreading.preflight import Wanted
from tests.presswork import EDITION, document, galley, print_with

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"
viewBox="0 0 400 200"><rect width="400" height="200" fill="#0e4a58"/>
<circle cx="100" cy="100" r="60" fill="#808080" opacity="0.5"/>
<text x="20" y="40" font-size="16" fill="#ffffff" font-family="Source Sans Pro">Hvid</text>
<text x="20" y="80" font-size="16" fill="#a8431f" font-family="Source Sans Pro">Rust</text>
<text x="20" y="150" font-size="60" fill="#a8431f" font-family="Source Sans Pro">STOR</text>
</svg>"""


def press_profile() -> bytes:
    """The head of an ICC output profile for CMYK; no test asks what it does to colours."""
    head = bytearray(132)
    head[0:4] = struct.pack(">I", len(head))
    head[8:12] = bytes((2, 0x20, 0, 0))
    head[12:20] = b"prtrCMYK"
    head[20:24] = b"Lab "
    head[36:40] = b"acsp"
    return bytes(head)


CONDITION = Condition("FOGRA39", press_profile(), claim=True, srgb=srgb())


def photo(width: int, height: int) -> bytes:
    """A PNG in colours, the same bytes everywhere."""
    row = (bytes(range(256)) * (width * 3 // 256 + 1))[: width * 3]
    file = io.BytesIO()
    Image.frombytes("RGB", (width, height), row * height).save(file, "PNG")
    return file.getvalue()


def inks(looks: Looks) -> Inks:
    return read_inks(looks.styles["tokens"])


def small_book(looks: Looks, store: Path, trim: tuple[float, float] = (170.0, 240.0)) -> Printed:
    """Two chapters with a drawing, a photo, a box and links between them."""
    extra = (
        '<figure><img data-b="60" src="images/d.svg" alt="En tegning"/></figure>'
        '<figure><img data-b="61" src="images/f.png" alt="Et foto" width="200"/></figure>'
        '<aside class="callout callout-example"><p class="callout-title" data-b="62">Tænkt</p>'
        '<p data-b="63">En boks.</p></aside>'
        '<p data-b="64">Se <a class="xref" href="#to">kapitel 2</a><span class="print-page"> '
        '(s.\u00a0<a class="pageref" href="#to"></a>)</span>.</p>'
    )
    book = document(
        galley("en", number=1, paragraphs=8, extra=extra),
        galley("to", number=2, paragraphs=5),
        images={"images/d.svg": DRAWING, "images/f.png": photo(60, 40)},
    )
    edition = replace(EDITION, trim=trim)
    return print_with(looks, store, book, edition=edition)


def copy_of(printed: Printed, looks: Looks, printer: Printer) -> PrintersCopy:
    return printers_copy(printed.volume, printer, inks(looks), CONDITION)


def wanted(printed: Printed, printer: Printer, *, claimed: bool = True) -> Wanted:
    width, height = printed.volume.size
    spreads = printer.pages == "spreads"
    return Wanted(
        (width * 2 if spreads else width, height),
        printer.bleed * MILLIMETRE,
        1 if spreads else printer.multiple,
        CONDITION.name,
        claimed,
    )
