"""The gate of the cards: is every card whole on its two pages, every sheet on its one?

In: galleys and the files of an edition of format ``cards``. Out: problems P101 (text or a field
is missing), P103 and P104, as of every other PDF. Page numbers are compared when the page
references of the galleys are settled.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from press.model import Galley, Problem, Source
from press.proofreading.letters import folded, letters
from press.proofreading.pdf import (
    PdfFacts,
    UnreadablePdfError,
    field_labels,
    pdf_problems,
    read_pdf,
)

CARDS, SHEETS = "dialogkort.pdf", "metodeark.pdf"
_TO_A_SHEET = 4
_SILENT = frozenset({"noteref", "label"})
# Classes of page numbers, which the galley does not have yet.
_QUOTING, _SEAM = frozenset({"print-page", "pageref", "pagerefs"}), "\0"
_QUOTE = 60
_HINT = "udgaven er ikke fuldstændig og må ikke sendes ud"


def prove_cards(galleys: Sequence[Galley], files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Compare the two files with the cards and sheets of ``galleys``.

    The files are found by their names, in any folder.
    """
    named = {posixpath.basename(path): path for path in sorted(files)}
    found: list[Problem] = []
    for name, kind, prove in ((CARDS, "card", _cards), (SHEETS, "sheet", _sheets)):
        boxes = list(_boxes(galleys, kind))
        path = f"dist/{named.get(name, name)}"
        if name not in named:
            if boxes:
                found.append(Problem(Source(path), "P104", "filen mangler", _HINT))
            continue
        data = files[named[name]]
        try:
            facts = read_pdf(data)
            labels = field_labels(data)
        except UnreadablePdfError as error:
            found.append(Problem(Source(path), "P104", f"PDF-filen kan ikke læses: {error}"))
            continue
        lacks = prove(boxes, facts, labels)
        found += [Problem(Source(path), "P101", message, _HINT) for message in lacks]
        found += pdf_problems(facts, path)
    return tuple(found)


def _cards(
    boxes: Sequence[etree._Element], facts: PdfFacts, labels: Sequence[Sequence[str]]
) -> Iterator[str]:
    """The title and front of each card on its page of fronts, its back on the page after."""
    for at, box in enumerate(boxes):
        for part in box:
            page = 2 * (at // _TO_A_SHEET) + ("card-back" in _classes(part))
            yield from _lacking(part, facts.pages, page, f"kort {at + 1}")


def _sheets(
    boxes: Sequence[etree._Element], facts: PdfFacts, labels: Sequence[Sequence[str]]
) -> Iterator[str]:
    """All that each sheet says on its page, and a field labelled with each prompt."""
    for at, box in enumerate(boxes):
        yield from _lacking(box, facts.pages, at, f"ark {at + 1}")
        known = {letters(label) for label in labels[at]} if at < len(labels) else set()
        for prompt in (part for part in box if "prompt" in _classes(part)):
            words = _said(prompt)
            if letters(words) not in known:
                yield f"feltet til »{_quoted(words)}« på ark {at + 1} mangler på PDF-side {at + 1}"


def _lacking(part: etree._Element, pages: Sequence[str], page: int, where: str) -> Iterator[str]:
    text = letters(pages[page]) if page < len(pages) else ""
    for block in part.iter():
        words = _said(block) if block.get("data-b") else ""
        if any(letters(piece) not in text for piece in words.split(_SEAM)):
            yield f"teksten »{_quoted(words)}« på {where} mangler på PDF-side {page + 1}"


def _said(element: etree._Element) -> str:
    """What ``element`` says, page numbers included; a seam where one is not known."""
    classes = _classes(element)
    if not _SILENT.isdisjoint(classes):
        return ""
    if not _QUOTING.isdisjoint(classes) and not all(
        link.text for link in element.iter("a") if "pageref" in _classes(link)
    ):
        return _SEAM
    return (element.text or "") + "".join(
        _said(child) + (child.tail or "") for child in element if isinstance(child.tag, str)
    )


def _quoted(words: str) -> str:
    line = folded(words.replace(_SEAM, ""))
    return line if len(line) <= _QUOTE else line[:_QUOTE].rstrip() + " …"


def _boxes(galleys: Sequence[Galley], kind: str) -> Iterator[etree._Element]:
    for galley in galleys:
        root = etree.fromstring(f"<div>{galley.html}</div>")
        yield from (box for box in root.iter("section") if kind in _classes(box))


def _classes(element: etree._Element) -> list[str]:
    return (element.get("class") or "").split()
