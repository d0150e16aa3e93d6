"""What may be said of an EPUB's accessibility: only what its own files show.

In: the document, the pages marked, the styles, and what outside judges found. Out:
:class:`Accessibility`, the values of the package's metadata. Nothing is claimed that was not
looked up; conformance to a standard only when the judges of this very file passed it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from press.galley.markup import parse
from press.model import Document
from press.screen.images import image_elements, moves, used_images

_MEDIA = ("audio", "video", "object", "embed", "iframe", "canvas")
_MOVING_STYLES = ("@keyframes", "animation", "transition")
# What takes the choice of type from the reader: rules that outrank his, sizes that do not grow.
_FIXED_STYLES = re.compile(
    r"!\s*important|\bfont(?:-size)?\s*:[^;{}]*\d(?:px|pt|pc|in|cm|mm|q)\b", re.IGNORECASE
)

STANDARD = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"


@dataclass(frozen=True, slots=True)
class Passed:
    """The judges that passed the EPUB (names with versions), and who answers for the claim."""

    judges: tuple[str, ...]
    certifier: str


@dataclass(frozen=True, slots=True)
class Accessibility:
    """schema.org values in the order they are written; ``summary`` is Danish.

    ``conforms_to`` (EPUB Accessibility 1.1, 4.2) is empty when no judge passed the file.
    """

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str
    conforms_to: str = ""
    certifier: str = ""


@dataclass(frozen=True, slots=True)
class _Facts:
    images: int
    described: bool
    explained: bool
    index: bool
    pages: int
    still: bool
    adaptable: bool


def judge(document: Document, pages: int, css: str, passed: Passed | None = None) -> Accessibility:
    """``pages`` is how many printed pages are marked; ``css`` all style rules."""
    facts = _facts(document, pages, css)
    features = ["ARIA", "readingOrder", "structuralNavigation", "tableOfContents"]
    features += ["displayTransformability"] if facts.adaptable else []
    features += ["index"] if facts.index else []
    features += ["pageBreakMarkers", "pageNavigation"] if facts.pages else []
    features += ["alternativeText"] if facts.images and facts.described else []
    features += ["longDescription"] if facts.images and facts.explained else []
    return Accessibility(
        modes=("textual", "visual") if facts.images else ("textual",),
        sufficient=("textual",) if facts.described else ("textual,visual",),
        features=tuple(sorted(features)),
        hazards=("none",) if facts.still else ("unknown",),
        summary=_summary(facts) + (_judged(passed) if passed else ""),
        conforms_to=STANDARD if passed else "",
        certifier=passed.certifier if passed else "",
    )


def _judged(passed: Passed) -> str:
    *others, last = passed.judges
    names = f"{', '.join(others)} og {last}" if others else last
    return f" Filen er efterprøvet med {names} uden fund."


def _facts(document: Document, pages: int, css: str) -> _Facts:
    images = tuple(image_elements(document))
    bytes_of = [document.images[path] for path in used_images(document)]
    moving = (
        moves(bytes_of)
        or any(word in css for word in _MOVING_STYLES)
        or any(
            next(parse(galley.html).iter(*_MEDIA), None) is not None for galley in document.galleys
        )
    )
    return _Facts(
        images=len(images),
        described=all(image.get("alt", "").strip() for image in images),
        explained=all(_is_explained(image) for image in images),
        index=any(galley.id == "register" for galley in document.galleys),
        pages=pages,
        still=not moving,
        adaptable=not _FIXED_STYLES.search(css),
    )


def _is_explained(image: Any) -> bool:
    """Whether the description that an image names is there and says something."""
    name = image.get("aria-describedby", "")
    said = [one for one in image.getroottree().iterfind(".//*[@id]") if one.get("id") == name]
    return bool(name and said and "".join(said[0].itertext()).strip())


def _summary(facts: _Facts) -> str:
    where = " uden for billederne" if facts.images else ""
    shown = " og vises i den skrift, størrelse og farve, læseren vælger" if facts.adaptable else ""
    said = [
        f"Al tekst{where} kan læses op{shown}.",
        "Indholdsfortegnelse og overskrifter leder rundt i bogen"
        + (", og et register fører til stikordene." if facts.index else "."),
    ]
    if facts.pages:
        said.append("Den trykte bogs sidetal er sat ind i teksten og kan slås op.")
    if facts.images and facts.described:
        said.append("Alle figurer har en tekst, der siger, hvad de viser.")
    elif facts.images:
        said.append("Ikke alle figurer har en tekst, der siger, hvad de viser.")
    if facts.still:
        said.append("Bogen har ingen lyd, video eller bevægelse.")
    return " ".join(said)
