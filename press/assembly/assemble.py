"""The whole book: a book without errors in, the document that every edition is made from out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from press.assembly.citing import Cited, in_text, set_citations
from press.assembly.galleys import Setting, finish, set_section
from press.assembly.index import set_index
from press.assembly.lexicon import make_lexicon
from press.assembly.lists import bibliography, captions_list, wordlist
from press.assembly.numbering import Section, sections, targets
from press.assembly.stick import TermUse
from press.assembly.survey import Survey, survey_chapter
from press.galley import names
from press.language.typography import line, quoted
from press.model import Book, Cover, Document, Galley, Generated, TermEntry, on_paper
from press.store import Store
from press.tree import Inlines, Link


def assemble(book: Book, store: Store) -> Document:
    """Set every section of ``book``. The checks must have found no error in it."""
    galleys = _galleys(book, store)
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
        homes={anchor: galley.id for galley in galleys for anchor in galley.anchors},
        terms=tuple(
            TermEntry(term.slug, line(term.term), line(term.definition)) for term in book.terms
        ),
        images=book.images,
        draft=any(chapter.status != names.APPROVED for chapter in book.chapters),
        # The ISBN of the edition that sets the pages: the first one on paper.
        print_isbn=next((edition.isbn for edition in on_paper(book.editions)), ""),
        dispatch=book.dispatch,
        cover=_cover(book.cover),
    )


def _galleys(book: Book, store: Store) -> tuple[Galley, ...]:
    made = {item.kind for item in (*book.front, *book.back) if isinstance(item, Generated)}
    # Without a word list there is nothing for a term to link to.
    lexicon = make_lexicon(book.terms if names.WORD_LIST in made else ())
    surveys = [survey_chapter(chapter, lexicon, store) for chapter in book.chapters]
    found = sections(book, surveys)
    cited = _citations(book, surveys, store, linked=names.WORKS in made)
    named = targets(found, cited.clusters)
    settings = {
        section.id: set_section(section, named, cited, lexicon, store)
        for section in found
        if section.made is None
    }
    every = tuple(settings.values())
    return tuple(
        _written(section, settings[section.id])
        if section.made is None
        else _generated(section, section.made.kind, _text(section.made.kind, book, every, cited))
        for section in found
    )


def _cover(cover: Cover | None) -> Cover | None:
    return replace(cover, blurb=tuple(line(text) for text in cover.blurb)) if cover else None


def _citations(book: Book, surveys: Sequence[Survey], store: Store, linked: bool) -> Cited:
    asked = [cluster for survey in surveys for cluster in survey.clusters]
    asked += [in_text(term.reference) for term in book.terms if term.reference]
    cited = set_citations(asked, book.references, store)
    if linked:
        return cited
    return Cited({key: _unlinked(items) for key, items in cited.clusters.items()}, cited.works)


def _unlinked(items: Inlines) -> Inlines:
    """Set citations without links, for a book that lists no works."""
    return tuple(
        part for item in items for part in (item.c[1] if isinstance(item, Link) else (item,))
    )


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


def _generated(section: Section, kind: str, text: str) -> Galley:
    finished = finish(text)
    return Galley(
        id=section.id,
        role=section.role,
        title=line(section.title),
        html=finished.html,
        kind=kind,
        anchors=(section.id, *finished.anchors),
        words=finished.words,
        quotes_pages=kind != names.WORKS,
    )


def _text(kind: str, book: Book, settings: Sequence[Setting], cited: Cited) -> str:
    """The text of a section that the press writes itself."""
    gathered = chain.from_iterable
    match kind:
        case names.WORD_LIST:
            uses = _by_term(gathered(setting.terms for setting in settings))
            return wordlist(book.terms, uses, cited)
        case names.INDEX:
            marks = gathered(setting.marks for setting in settings)
            return set_index(marks, book.see, book.see_also)
        case names.FIGURES:
            return captions_list(kind, gathered(setting.figures for setting in settings))
        case names.TABLES:
            return captions_list(kind, gathered(setting.tables for setting in settings))
        case _:
            return bibliography(cited.works)


def _by_term(uses: Iterable[TermUse]) -> Mapping[str, Sequence[str]]:
    """The anchors of the links to each term, by its slug."""
    found: dict[str, list[str]] = defaultdict(list)
    for use in uses:
        found[use.slug].append(use.anchor)
    return found
