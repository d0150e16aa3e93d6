"""A small release with every kind of file, made without the rest of the press."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from press.delivery.items import Access, Item, Medium, Picture, Release, item_of
from press.looks import load_looks
from press.model import (
    FORMATS,
    Contributor,
    Dispatch,
    Document,
    Edition,
    Galley,
    PdfEdition,
    Source,
)

LOOKS = load_looks(Path(__file__).parents[2])
ISBN_PRINT, ISBN_EPUB, ISBN_PDF = "978-87-7000-001-7", "978-87-7000-002-4", "978-87-7000-003-1"
FACTS = Access(
    modes=("textual", "visual"),
    sufficient=("textual",),
    features=(
        "ARIA", "alternativeText", "displayTransformability", "index", "longDescription",
        "pageBreakMarkers", "pageNavigation", "readingOrder", "structuralNavigation",
        "tableOfContents",
    ),
    hazards=("none",),
    summary="Al tekst kan læses op. Alle figurer har en tekst, der siger, hvad de viser.",
)  # fmt: skip
CHECKED = replace(FACTS, conforms=("EPUB Accessibility 1.1 - WCAG 2.1 Level AA",), onix=("38",))
DOCUMENT = Document(
    title="Den lille bog",
    subtitle="Om blåbær & æbler <i alle størrelser>",
    language="da",
    publisher="Prøveforlaget",
    year=2026,
    version="1.0.0",
    date="2026-11-23",
    licence="Creative Commons Navngivelse 4.0 International",
    rights="© Prøveforlaget 2026",
    contributors=(
        Contributor("Redaktionen", "Redaktion", "Prøveforlaget"),
        Contributor("Åse Æble", "Illustrationer"),
        Contributor("Bo Bær", "Projektledelse", "KL"),
    ),
    galleys=(
        Galley("et", "chapter", "Et", "<p>Et</p>", authors=("Ida Ø.", "Bo Bær"), words=1200),
        Galley("to", "chapter", "To", "<p>To</p>", authors=("Ida Ø.",), words=800),
    ),
    homes={},
    terms=(),
    images={},
    draft=False,
    print_isbn=ISBN_PRINT,
)
SENT = Dispatch(
    sender="Prøveforlaget <bog@proeveforlaget.dk>",
    contact="spoerg@proeveforlaget.dk",
    link="https://proeveforlaget.dk/den-lille-bog",
    base_url="https://proeveforlaget.dk/filer/1.0.0/",
    thema=("KNV", "1DND"),
)
COVERS = (
    Picture("omslag.jpg", "image/jpeg", 1200, 1694),
    Picture("omslag-lille.png", "image/png", 300, 424),
)


def edition(name: str, kind: str, isbn: str = "") -> Edition:
    made = FORMATS[kind](name, Source("book/book.yaml"), isbn=isbn)
    return replace(made, trim=(170.0, 240.0)) if isinstance(made, PdfEdition) else made


def items(isbns: bool = True, access: Access | None = FACTS) -> tuple[Item, ...]:
    def isbn(number: str) -> str:
        return number if isbns else ""

    web = Item(Medium.WEB, "web/index.html", "text/html", 4_200_000, "", edition="web")
    return (
        item_of(
            edition("print", "pdf", isbn(ISBN_PRINT)), Medium.PRINT, "bogen-tryk.pdf", b"tryk", 136
        ),
        item_of(
            edition("skaerm", "pdf", isbn(ISBN_PDF)), Medium.PDF, "bogen.pdf", b"skaerm", 132,
            access=replace(FACTS, features=("taggedPDF",), conforms=("PDF/UA-1",)),
        ),
        item_of(
            edition("epub", "epub", isbn(ISBN_EPUB)), Medium.EPUB, "bøgen æ.epub", b"e" * 812_345,
            access=access,
        ),
        web,
        Item(
            Medium.CARDS, "dialogkort.pdf", "application/pdf", 97_637, "cd" * 32,
            title="Dialogkort (PDF)", purpose="Til at skrive ud og klippe ud.",
        ),
        Item(
            Medium.OTHER, "evidens/note.md", "text/markdown", 900, "ab" * 32,
            title="Note om tilgængelighed", purpose="Hvad der er prøvet, og hvad der mangler.",
        ),
    )  # fmt: skip


def release(
    draft: bool = False,
    isbns: bool = True,
    access: Access | None = FACTS,
    dispatch: Dispatch = SENT,
    covers: tuple[Picture, ...] = COVERS,
) -> Release:
    return Release(
        document=replace(DOCUMENT, draft=draft, dispatch=dispatch),
        version="1.0.0",
        draft=draft,
        date="2026-11-24",
        items=items(isbns, access),
        covers=covers,
        description="En bog om bær – og om »små« ting.",
        pages=130,
    )
