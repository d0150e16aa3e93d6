"""What an EPUB may claim of its accessibility: only what its own files show.

In: the document, the pages marked, the styles, and what outside judges found. Out:
:class:`Accessibility`, the values of the package's metadata. Nothing is claimed unchecked, and
conformance to a standard only when judges have passed this very file.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from press.galley.markup import parse
from press.galley.names import INDEX
from press.model import Document
from press.screen.pictures import image_elements, moves, used_images

_MEDIA = ("audio", "video", "object", "embed", "iframe", "canvas")
_MOVING_STYLES = ("@keyframes", "animation", "transition")
# Styles that take the choice of type from the reader: ``!important``, and absolute sizes.
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


def judge(document: Document, pages: int, css: str, passed: Passed | None = None) -> Accessibility:
    """The claims of ``document`` as an EPUB. ``pages`` is how many printed pages are marked;
    ``css`` all style rules; ``passed`` the judges that passed it, if any did."""
    images = tuple(image_elements(document))
    described = all(image.get("alt", "").strip() for image in images)
    still = not _moves(document, css)
    shown = {
        "displayTransformability": not _FIXED_STYLES.search(css),
        "index": any(galley.id == INDEX for galley in document.galleys),
        "pageBreakMarkers": pages > 0,
        "pageNavigation": pages > 0,
        "alternativeText": bool(images) and described,
        "longDescription": bool(images) and all(map(_is_explained, images)),
    }
    always = ("ARIA", "readingOrder", "structuralNavigation", "tableOfContents")
    features = sorted((*always, *(feature for feature, is_shown in shown.items() if is_shown)))
    return Accessibility(
        modes=("textual", "visual") if images else ("textual",),
        sufficient=("textual",) if described else ("textual,visual",),
        features=tuple(features),
        hazards=("none",) if still else ("unknown",),
        summary=_summary(features, bool(images), still) + (_judged(passed) if passed else ""),
        conforms_to=STANDARD if passed else "",
        certifier=passed.certifier if passed else "",
    )


def _moves(document: Document, css: str) -> bool:
    """Whether anything in the book moves or makes a sound, as far as can be seen."""
    return (
        moves(document.images[path] for path in used_images(document))
        or any(word in css for word in _MOVING_STYLES)
        or any(
            next(parse(galley.html).iter(*_MEDIA), None) is not None for galley in document.galleys
        )
    )


def _is_explained(image: Any) -> bool:
    """Whether the description that an image refers to exists and is not empty."""
    name = image.get("aria-describedby", "")
    said = [one for one in image.getroottree().iterfind(".//*[@id]") if one.get("id") == name]
    return bool(name and said and "".join(said[0].itertext()).strip())


def _summary(features: Collection[str], images: bool, still: bool) -> str:
    where = " uden for billederne" if images else ""
    shown = " og vises i den skrift, størrelse og farve, læseren vælger"
    said = [
        f"Al tekst{where} kan læses op{shown if 'displayTransformability' in features else ''}.",
        "Indholdsfortegnelse og overskrifter leder rundt i bogen"
        + (", og et register fører til stikordene." if "index" in features else "."),
    ]
    if "pageNavigation" in features:
        said.append("Den trykte bogs sidetal er sat ind i teksten og kan slås op.")
    if images:
        all_or_not = "Alle" if "alternativeText" in features else "Ikke alle"
        said.append(f"{all_or_not} figurer har en tekst, der siger, hvad de viser.")
    if still:
        said.append("Bogen har ingen lyd, video eller bevægelse.")
    return " ".join(said)


def _judged(passed: Passed) -> str:
    *others, last = passed.judges
    names = f"{', '.join(others)} og {last}" if others else last
    return f" Filen er efterprøvet med {names} uden fund."
