"""The whole of it: a book without errors in, the document that every edition is made from out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from press.assembly.citing import Cited, in_text, set_citations
from press.assembly.finishing import finish
from press.assembly.galleys import Setting, set_section
from press.assembly.index import register
from press.assembly.lexicon import make_lexicon
from press.assembly.lists import bibliography, captions_list
from press.assembly.numbering import Section, sections, targets
from press.assembly.survey import Survey, survey_chapter
from press.assembly.tree import nodes
from press.assembly.wordlist import APPROVED, wordlist
from press.language.typography import line, quoted
from press.model import Book, Cover, Document, Galley, Generated, Json, TermEntry, on_paper
from press.store import Store

_Settings = Mapping[str, Setting]


def assemble(book: Book, store: Store) -> Document:
    """Set every section of ``book``. The checks must have found no error in it."""
    made = {item.kind for item in (*book.front, *book.back) if isinstance(item, Generated)}
    # Without a word list there is nothing for a term to link to.
    lexicon = make_lexicon(book.terms if "ordliste" in made else ())
    surveys = [survey_chapter(chapter, lexicon, store) for chapter in book.chapters]
    found = sections(book, surveys)
    named = targets(found)
    cited = _citations(book, surveys, store, linked="litteratur" in made)
    settings = {
        section.id: set_section(section, named, cited, lexicon, store)
        for section in found
        if section.made is None
    }
    galleys = tuple(
        _written(section, settings[section.id])
        if section.made is None
        else _generated(section, section.made, book, settings, cited)
        for section in found
    )
    return Document(
        title=quoted(book.title),
        subtitle=quoted(book.subtitle),
        language=book.language,
        publisher=book.publisher,
        year=book.year,
        version=book.version,
        date=book.date,
        licence=line(book.licence),
        rights=line(book.rights),
        contributors=book.contributors,
        galleys=galleys,
        homes=_homes(galleys),
        terms=tuple(
            TermEntry(term.slug, line(term.term), line(term.definition)) for term in book.terms
        ),
        images=book.images,
        draft=any(chapter.status != APPROVED for chapter in book.chapters),
        print_isbn=_print_isbn(book),
        dispatch=book.dispatch,
        cover=_cover(book.cover),
    )


def _cover(cover: Cover | None) -> Cover | None:
    return replace(cover, blurb=tuple(line(text) for text in cover.blurb)) if cover else None


def _print_isbn(book: Book) -> str:
    """The ISBN of the edition that sets the pages: the first one on paper."""
    return next((edition.isbn for edition in on_paper(book.editions)), "")


def _citations(book: Book, surveys: Sequence[Survey], store: Store, linked: bool) -> Cited:
    asked = [cluster for survey in surveys for cluster in survey.clusters]
    asked += [in_text(term.reference) for term in book.terms if term.reference]
    cited = set_citations(asked, book.references, store)
    if linked:
        return cited
    return Cited({key: _unlinked(items) for key, items in cited.clusters.items()}, cited.works)


def _unlinked(items: list[Json]) -> list[Json]:
    """Set citations without links, for a book that lists no works."""
    if not any(node["t"] == "Link" for node in nodes(items)):
        return items
    return [part for node in items for part in (node["c"][1] if node["t"] == "Link" else [node])]


def _written(section: Section, setting: Setting) -> Galley:
    chapter = section.chapter
    return Galley(
        id=section.id,
        role=section.role,
        title=line(section.title),
        html=setting.html,
        short=line(chapter.short) if chapter else "",
        number=section.number,
        part=section.part,
        kind=chapter.kind if chapter and section.role != "part" else "del",
        status=chapter.status if chapter else "",
        authors=chapter.authors if chapter else (),
        abstract=line(chapter.abstract) if chapter else "",
        headings=setting.headings,
        notes=setting.notes,
        anchors=(section.id, *setting.anchors),
        words=setting.words,
    )


def _generated(
    section: Section, made: Generated, book: Book, settings: _Settings, cited: Cited
) -> Galley:
    finished = finish(_text(made.kind, book, settings, cited))
    return Galley(
        id=section.id,
        role=section.role,
        title=line(section.title),
        html=finished.html,
        kind=made.kind,
        anchors=(section.id, *finished.anchors),
        words=finished.words,
        quotes_pages=made.kind != "litteratur",
    )


def _text(kind: str, book: Book, settings: _Settings, cited: Cited) -> str:
    every = settings.values()
    if kind == "ordliste":
        uses: dict[str, list[str]] = defaultdict(list)
        for slug, anchor in (pair for setting in every for pair in setting.terms):
            uses[slug].append(anchor)
        return wordlist(book.terms, uses, cited)
    if kind == "register":
        marks = (mark for setting in every for mark in setting.marks)
        return register(marks, book.see, book.see_also)
    if kind == "figurer":
        return captions_list(kind, (entry for setting in every for entry in setting.figures))
    if kind == "tabeller":
        return captions_list(kind, (entry for setting in every for entry in setting.tables))
    return bibliography(cited.works)


def _homes(galleys: tuple[Galley, ...]) -> Mapping[str, str]:
    return {anchor: galley.id for galley in galleys for anchor in galley.anchors}
