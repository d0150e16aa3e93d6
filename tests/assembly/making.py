"""Small books for the tests of the assembly room."""

from __future__ import annotations

from functools import cache
from typing import Any

from press import pandoc
from press.galley import names
from press.language.slugs import slug
from press.model import Book, Chapter, Generated, Part, Reference, Source, Term
from press.tree import Para, spaced

SECTIONS = (names.WORD_LIST, names.WORKS, names.FIGURES, names.TABLES, names.INDEX)


@cache
def parsed(markdown: str) -> bytes:
    return pandoc.read_markdown(markdown)[0]


def para(text: str) -> Para:
    return Para(spaced(text))


def term(name: str, *forms: str, **more: Any) -> Term:
    said = more.pop("definition", "noget andet")
    return Term(name, slug(name), said, Source("book/glossary.yaml"), (name, *forms), **more)


def chapter(name: str, markdown: str, **more: Any) -> Chapter:
    path = f"book/chapters/{name}.md"
    return Chapter(name, path, name.capitalize(), markdown, 1, parsed(markdown), **more)


def book(*chapters: Chapter, made: tuple[str, ...] = SECTIONS, **more: Any) -> Book:
    """A book of one part with every generated section."""
    here = Source("book/book.yaml")
    return Book(
        title="Bogen",
        subtitle="",
        language="da",
        publisher="",
        year=2026,
        version="1",
        date="2026-01-01",
        licence="",
        rights="",
        contributors=(),
        front=more.pop("front", ()),
        parts=(Part("del-1", 1, "Første del", chapters, here),),
        back=tuple(Generated(kind, kind.capitalize(), here) for kind in made),
        terms=more.pop("terms", ()),
        references=more.pop("references", ()),
        editions=(),
        **more,
    )


def law() -> Reference:
    return Reference(
        "forvaltningsloven",
        {
            "type": "legislation",
            "title": "Forvaltningsloven",
            "title-short": "forvaltningsloven",
            "number": "571",
            "issued": {"date-parts": [[1985, 12, 19]]},
        },
        Source("book/references.yaml"),
    )


def work(key: str, *families: str, year: int = 2018) -> Reference:
    return Reference(
        key,
        {
            "type": "book",
            "title": f"Bogen om {key}",
            "author": [{"family": family} for family in families],
            "issued": {"date-parts": [[year]]},
        },
        Source("book/references.yaml"),
    )
