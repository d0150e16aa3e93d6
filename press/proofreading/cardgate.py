"""The cards' gate: is each card complete on its two pages, and each sheet on its page?

In: galleys and the files of an edition of format ``cards``. Out: problems P101 (text or a field
is missing), P103 and P104, as for any other PDF. Page numbers are compared only when the page
references of the galleys have been filled in.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from press.model import Galley, Problem, Source
from press.proofreading.letters import letters, quoted
from press.proofreading.pdf import UnreadablePdfError, field_labels, read_pdf

INCOMPLETE = "udgaven er ikke fuldstændig og må ikke sendes ud"
_TO_A_SHEET = 4
_SILENT = frozenset({"noteref", "label"})
# Classes of page numbers, which the galley may not have yet.
_QUOTING, _SEAM = frozenset({"print-page", "pageref", "pagerefs"}), "\0"

_Texts = Sequence[str]
_Labels = Sequence[Sequence[str]]


def prove_cards(galleys: Sequence[Galley], files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Compare the two files with the cards and sheets of ``galleys``.

    The files are recognised by their names, in any folder.
    """
    named = {posixpath.basename(path): path for path in sorted(files)}
    found: list[Problem] = []
    for name, kind, prove in (
        ("dialogkort.pdf", "card", _cards),
        ("metodeark.pdf", "sheet", _sheets),
    ):
        boxes = list(_boxes(galleys, kind))
        source = Source(f"dist/{named.get(name, name)}")
        if name not in named:
            found += [Problem(source, "P104", "filen mangler", INCOMPLETE)] if boxes else []
            continue
        data = files[named[name]]
        try:
            facts, labels = read_pdf(data), field_labels(data)
        except UnreadablePdfError as error:
            found.append(Problem(source, "P104", str(error)))
            continue
        lacks = prove(boxes, facts.pages, labels)
        found += [Problem(source, "P101", message, INCOMPLETE) for message in lacks]
        found += [Problem(source, code, message) for code, message in facts.faults]
    return tuple(found)


def _cards(boxes: Sequence[etree._Element], pages: _Texts, labels: _Labels) -> Iterator[str]:
    """The title and front of each card on its page of fronts, its back on the page after."""
    for at, box in enumerate(boxes):
        for part in box:
            page = 2 * (at // _TO_A_SHEET) + ("card-back" in _classes(part))
            yield from _lacking(part, pages, page, f"kort {at + 1}")


def _sheets(boxes: Sequence[etree._Element], pages: _Texts, labels: _Labels) -> Iterator[str]:
    """The whole text of each sheet on its page, and a field labelled with each prompt."""
    for at, box in enumerate(boxes):
        yield from _lacking(box, pages, at, f"ark {at + 1}")
        known = {letters(label) for label in labels[at]} if at < len(labels) else set()
        for prompt in (part for part in box if "prompt" in _classes(part)):
            words = _said(prompt)
            if letters(words) not in known:
                quote = quoted(words.replace(_SEAM, ""))
                yield f"feltet til {quote} på ark {at + 1} mangler på PDF-side {at + 1}"


def _lacking(part: etree._Element, pages: _Texts, page: int, where: str) -> Iterator[str]:
    text = letters(pages[page]) if page < len(pages) else ""
    for block in part.iter():
        words = _said(block) if block.get("data-b") else ""
        if any(letters(piece) not in text for piece in words.split(_SEAM)):
            quote = quoted(words.replace(_SEAM, ""))
            yield f"teksten {quote} på {where} mangler på PDF-side {page + 1}"


def _said(element: etree._Element) -> str:
    """The text of ``element`` with its page numbers; a seam where one is not known yet."""
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


def _boxes(galleys: Sequence[Galley], kind: str) -> Iterator[etree._Element]:
    for galley in galleys:
        root = etree.fromstring(f"<div>{galley.html}</div>")
        yield from (box for box in root.iter("section") if kind in _classes(box))


def _classes(element: etree._Element) -> list[str]:
    return (element.get("class") or "").split()
