"""The cover of the printed book: back, spine and front in one spread.

In: the document, the measures of the spread and the looks. Out: one job, a single page of
(2 x trim width + spine) x trim height with the bleed around it; and, of the quire made from
it, the volume to bind and whether all its words had room. Boxes, marks and inks are put on
at binding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from press.binding.bind import Volume
from press.binding.paginating import Page
from press.binding.quire import Job, Quire
from press.binding.schemes import image
from press.binding.sheet import MILLIMETRE
from press.codes import problem
from press.jobbing.barcode import HEIGHT, WIDTH, ean13
from press.jobbing.display import Display, display
from press.jobbing.motif import ABOVE, BELOW, Place, motif
from press.jobbing.spread import Spread
from press.looks import Looks
from press.model import Cover, Document, PdfEdition, Problem, Source
from press.paper.gathering import hold_hyphens

_TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-fA-F]{6})\s*;")
_MOTIF, _BARCODE = "omslag/motiv.svg", "omslag/stregkode.svg"
# Where the blurb ends, and where the field for the barcode begins below it.
_END, _FIELD = "omslag-slut", "omslag-felt"


def cover(document: Document, measures: Spread, looks: Looks) -> Job:
    """The cover of ``document`` as one page to typeset."""
    wanted = document.cover or Cover()
    colours = tokens(looks)
    words = display(document, measures)
    images = {_MOTIF: _drawing(measures, words, colours)}
    if wanted.isbn:
        images[_BARCODE] = ean13(wanted.isbn, colours["ink"], colours["paper"], wanted.barcode)
    xhtml = looks.render(
        "print/cover.xhtml.j2",
        book=document,
        blurb=[_closed(paragraph) for paragraph in wanted.blurb],
        isbn=wanted.isbn,
        spine=wanted.spine if measures.spine_has_text else "",
        motif=image(_MOTIF),
        barcode=image(_BARCODE),
        end=_END,
        field=_FIELD,
    )
    lengths = {
        "width": measures.width,
        "height": measures.height,
        "spine": measures.spine,
        "bleed": measures.bleed,
        "code-width": WIDTH * wanted.barcode,
        "code-height": HEIGHT * wanted.barcode,
        **words.variables,
    }
    css = f"{looks.sheet('tokens', 'cover')}\n{_page(measures, colours)}{_root(lengths)}"
    return Job("omslag", hold_hyphens(xhtml), css, images, breaks={})


def cover_volume(document: Document, measures: Spread, quire: Quire, bleed: float) -> Volume:
    """The typeset cover, ready to bind or to send to the printer. ``bleed`` is how many
    millimetres of it are kept, not more than were typeset."""
    return Volume(
        title=f"{document.title} – omslag",
        publisher=document.publisher,
        language=document.language,
        date=document.date,
        pages=(Page(0, 0, "Omslag", recto=True),),
        quires=(quire,),
        furniture=quire,
        worn=(None,),
        outline=(),
        size=measures.points,
        bleed=round(min(bleed, measures.bleed) * MILLIMETRE, 3),
    )


def cover_problems(quire: Quire, edition: PdfEdition) -> tuple[Problem, ...]:
    """A B108 when the blurb of a typeset cover runs into what stands at the foot of the back."""
    # What runs off the page altogether has no place on it.
    (_, end), (_, field) = quire.anchors.get(_END, (0, 0.0)), quire.anchors[_FIELD]
    if end > field:
        return ()
    place = Source(edition.source.path, edition.source.line)
    message = "teksten på omslagets bagside er for lang til siden"
    return (problem(place, "B108", message, "gør blurb under cover kortere"),)


def tokens(looks: Looks) -> Mapping[str, str]:
    """The colours of the book by name, from ``styles/tokens.css``."""
    return dict(_TOKEN.findall(looks.styles["tokens"]))


def _closed(paragraph: str) -> str:
    """``paragraph`` with its last two words held together, so that none ends up alone."""
    return "\u00a0".join(paragraph.rsplit(" ", 1))


def _drawing(measures: Spread, words: Display, colours: Mapping[str, str]) -> bytes:
    """The drawing over the whole spread and its bleed, below the words on the front."""
    width, bleed = measures.width, measures.bleed
    foot = bleed + measures.height
    room = measures.height - words.depth - words.margin / 4
    # Words that leave it less than a fifth of the front are set over it.
    unit = max(0.2 * width, min(width, room / (ABOVE + BELOW)))
    front = Place(bleed + width + measures.spine + width - 0.35 * unit, foot - BELOW * unit, unit)
    back = Place(bleed + 0.02 * width, foot - 0.3 * width, width)
    total = 2 * width + measures.spine + 2 * bleed
    return motif(total, measures.height + 2 * bleed, front, back, colours)


def _page(measures: Spread, colours: Mapping[str, str]) -> str:
    """The page rule. Only the background of the page itself runs on into the bleed, and it
    knows no variables."""
    total = 2 * measures.width + measures.spine
    return (
        f"@page {{ size: {total:.3f}mm {measures.height:.3f}mm; bleed: {measures.bleed:.3f}mm; "
        f"margin: 0; background: {colours['petrol']}; }}\n"
    )


def _root(lengths: Mapping[str, float]) -> str:
    values = "".join(f" --{name}: {value:.3f}mm;" for name, value in lengths.items())
    return f":root {{{values} }}\n"
