"""The cover of the printed book: back, spine and front in one spread.

In: the document, the measures of the spread and the looks. Out: one job, a single page of
(2 x trim width + spine) x trim height with the bleed around it; and, of the quire made from it,
the volume to bind and whether all its words had room. Boxes, marks and inks are put on at binding.

Lengths are millimetres. The style sheet gets those of the type as variables, so that what is
measured here is what is set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from press.binding.bind import Volume
from press.binding.paginating import Page
from press.binding.quire import Job, Quire
from press.binding.schemes import image
from press.binding.sheet import BLEED, MILLIMETRE, trim_points
from press.codes import problem
from press.jobbing.artwork import ABOVE, BELOW, HEIGHT, WIDTH, Place, ean13, motif
from press.jobbing.copyfitting import balanced, ems, largest, lines
from press.looks import Looks
from press.model import Cover, Document, PdfEdition, Problem, Source
from press.paper.gathering import hold_hyphens

_TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-fA-F]{6})\s*;")
_MOTIF, _BARCODE = "omslag/motiv.svg", "omslag/stregkode.svg"
# Where the blurb ends, and where the field for the barcode begins below it.
_END, _FIELD = "omslag-slut", "omslag-felt"

# A spine is printed and folded within about a millimetre of where it is drawn. With one on
# each side, and type of eight points between them, six is the least that can carry a title.
LEAST_SPINE = 6.0
# In widths of the front: the margin, and the sizes that a title may have.
_MARGIN = 0.094
_SIZES = (0.12, 0.112, 0.1, 0.088, 0.076, 0.066, 0.056)
_TITLE, _SUBTITLE = ("Source Sans Pro", 600), ("Source Serif Pro", 400)
_TITLE_LINES = 4
# The subtitle in sizes of the title, but at least of the text; leading in sizes of its own.
_SMALLER, _LARGER = 0.34, 1.3
_TITLE_LEADING, _SUBTITLE_LEADING = 1.08, 1.36
# The size of running text in widths of the front, and the height of the mark of a draft in those.
_TEXT, _DRAFT = 0.0228, 1.8


@dataclass(frozen=True, slots=True)
class Spread:
    """Back, spine and front side by side, in millimetres: ``width`` and ``height`` are the trim
    of the book, ``bleed`` lies around all three."""

    width: float
    height: float
    spine: float
    bleed: float

    @property
    def across(self) -> float:
        """The width of the trimmed spread."""
        return 2 * self.width + self.spine

    @property
    def points(self) -> tuple[float, float]:
        """Width and height of the trimmed spread in points."""
        return round(self.across * MILLIMETRE, 3), round(self.height * MILLIMETRE, 3)

    @property
    def folds(self) -> tuple[float, float]:
        """Where the spine begins and ends, in points from the left of the trimmed spread."""
        return (
            round(self.width * MILLIMETRE, 3),
            round((self.width + self.spine) * MILLIMETRE, 3),
        )

    @property
    def spine_has_text(self) -> bool:
        return self.spine >= LEAST_SPINE


def spine_width(pages: int, leaf: float, allowance: float = 0.0) -> float:
    """Millimetres of spine: a leaf of ``leaf`` millimetres for every two pages, and the
    ``allowance`` that the binding adds (glue, the board of the cover itself).

    Raises ValueError for a book without pages or paper without thickness.
    """
    if pages < 1 or leaf <= 0 or allowance < 0:
        raise ValueError(f"no spine: {pages} pages of {leaf} mm, and {allowance} mm")
    return round(pages / 2 * leaf + allowance, 3)


def spread(
    edition: PdfEdition, pages: int, leaf: float, allowance: float = 0.0, bleed: float = BLEED
) -> Spread:
    """The cover around ``pages`` pages of ``edition``. Raises ValueError as
    :func:`spine_width` does."""
    width, height = (length / MILLIMETRE for length in trim_points(edition.trim))
    spine = spine_width(pages, leaf, allowance)
    return Spread(round(width, 3), round(height, 3), spine, bleed)


def cover(document: Document, measures: Spread, looks: Looks) -> Job:
    """The cover of ``document`` as one page to typeset."""
    wanted = document.cover or Cover()
    colours = tokens(looks)
    display, depth = _display(document, measures)
    images = {_MOTIF: _drawing(measures, depth + display["margin"] / 4, colours)}
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
        **display,
    }
    values = "".join(f" --{name}: {value:.3f}mm;" for name, value in lengths.items())
    # Only the background of the page itself runs on into the bleed, and it knows no variables.
    page = (
        f"@page {{ size: {measures.across:.3f}mm {measures.height:.3f}mm; "
        f"bleed: {measures.bleed:.3f}mm; margin: 0; background: {colours['petrol']}; }}"
    )
    css = f"{looks.sheet('tokens', 'cover')}\n{page}\n:root {{{values} }}\n"
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


def _display(document: Document, measures: Spread) -> tuple[Mapping[str, float], float]:
    """The sizes and measures of the words on the front and the spine, by the names that the style
    sheet has for them, and how far down the front the words reach."""
    margin, text = measures.width * _MARGIN, measures.width * _TEXT
    measure, top = measures.width - 2 * margin, 1.35 * margin
    sizes = [measures.width * part for part in _SIZES]
    title = largest(document.title, *_TITLE, measure, _TITLE_LINES, sizes)
    subtitle = max(title * _SMALLER, text * _LARGER)
    leading, subleading = title * _TITLE_LEADING, subtitle * _SUBTITLE_LEADING
    heads = lines(document.title, *_TITLE, measure / title) * leading
    under = lines(document.subtitle, *_SUBTITLE, measure / subtitle) * subleading
    mark = _DRAFT * text + margin / 2 if document.draft else 0
    # On the spine both words stand in one line, less than half as high as it is wide.
    line = ems(f"{document.title}    {document.publisher}", *_TITLE)
    room = measures.height - 2 * margin
    return {
        "margin": margin,
        "top": top,
        "text": text,
        "title": title,
        "title-leading": leading,
        "title-width": balanced(document.title, *_TITLE, measure / title) * title,
        "subtitle": subtitle,
        "subtitle-leading": subleading,
        "subtitle-width": balanced(document.subtitle, *_SUBTITLE, measure / subtitle) * subtitle,
        "spine-type": min(measures.spine * 0.42, measures.width * 0.032, room / line),
    }, top + mark + heads + margin / 2 + under


def _drawing(measures: Spread, depth: float, colours: Mapping[str, str]) -> bytes:
    """The drawing over the whole spread and its bleed, on the front below ``depth``."""
    width, bleed = measures.width, measures.bleed
    foot = bleed + measures.height
    # Words that leave it less than a fifth of the front are set over it.
    unit = max(0.2 * width, min(width, (measures.height - depth) / (ABOVE + BELOW)))
    right = bleed + width + measures.spine + width
    front = Place(right - 0.35 * unit, foot - BELOW * unit, unit)
    back = Place(bleed + 0.02 * width, foot - 0.3 * width, width)
    return motif(measures.across + 2 * bleed, foot + bleed, front, back, colours)
