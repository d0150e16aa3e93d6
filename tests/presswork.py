"""Small documents for the paper and binding rooms, made without the rest of the press."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from press.looks import Looks
from press.model import Document, Galley, Heading, Note, PdfEdition, Source
from press.paper.volume import Press, Printed, print_book
from press.paper.workshop import Workshop
from press.store import Store

SENTENCE = (
    "Kerneopgaven er det, vi er her for, og teknologien er et middel til at løse den, "
    "når medarbejderne og borgerne sammen har fundet ud af, hvad de vil med den. "
)


def galley(
    name: str,
    role: str = "chapter",
    paragraphs: int = 6,
    number: int | None = 1,
    part: str = "",
    extra: str = "",
    notes: tuple[Note, ...] = (),
) -> Galley:
    """A section of numbered paragraphs, so that every one of them can be told apart."""
    blocks = [f'<h2 id="{name}-a" data-b="1">Et afsnit i {name}</h2>']
    for at in range(2, paragraphs + 2):
        blocks.append(f'<p data-b="{at}">{name} {at}: {SENTENCE * 3}</p>')
    return Galley(
        id=name,
        role=role,
        title=f"Titlen på {name}",
        html="\n".join(blocks) + extra,
        number=number,
        part=part,
        headings=(Heading(f"{name}-a", 2, f"Et afsnit i {name}"),),
        notes=notes,
        anchors=(name, f"{name}-a"),
        words=paragraphs * 90,
        status="udkast",
    )


def document(*galleys: Galley, images: Mapping[str, bytes] | None = None) -> Document:
    return Document(
        title="Den lille bog",
        subtitle="Til prøve",
        language="da",
        publisher="Forlaget",
        year=2026,
        version="0.1",
        date="2026-11-23",
        licence="CC BY 4.0",
        rights="© Forlaget",
        contributors=(),
        galleys=galleys,
        homes={anchor: item.id for item in galleys for anchor in item.anchors},
        terms=(),
        images=images or {},
    )


EDITION = PdfEdition("print", Source("book/book.yaml", 9), ("tokens", "print"), trim=(170.0, 240.0))


def no_breaks(words: frozenset[str]) -> Mapping[str, tuple[int, ...]]:
    return dict.fromkeys(words, ())


PrintIt = Callable[..., Printed]


def print_with(
    looks: Looks,
    store: Path,
    book: Document,
    made: list[tuple[str, bool]] | None = None,
    processes: int = 1,
    edition: PdfEdition = EDITION,
) -> Printed:
    """Print a document; ``made`` collects (name, from the store?)."""
    told = made if made is not None else []
    with Workshop(Store(store), processes) as workshop:
        return print_book(
            Press(
                document=book,
                edition=edition,
                looks=looks,
                hyphenate=no_breaks,
                workshop=workshop,
                tell=lambda name, stored: told.append((name, stored)),
            )
        )
