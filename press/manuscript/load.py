"""Loading a manuscript: the project's folder in, the book and all its problems out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from press.codes import problem
from press.galley.names import WORD_LIST, WORKS
from press.manuscript.chapters import Reading, make_chapter, read_body
from press.manuscript.files import BOOK, Named, locate, outside, read_text
from press.manuscript.frontmatter import Script, read_script
from press.manuscript.glossary import read_glossary
from press.manuscript.nodes import Node, read_yaml
from press.manuscript.pictures import read_images
from press.manuscript.references import read_references
from press.manuscript.settings import Settings, read_settings
from press.model import Book, Chapter, Generated, Part, Problem, Source
from press.store import Store

_Read = dict[Named, tuple[Script, Reading]]
# The problems that stop a file from being read to its end.
_UNREADABLE = {"B101", "C106", "C108", "S109", "S110"}
_FOLDERS = ("front", "chapters", "back")
_HYPHENATION = "hyphenation.txt"
_DIVIDED = re.compile(r"[^\W\d_]+(-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The book, or None when ``book.yaml`` cannot be used at all, and every problem by place."""

    book: Book | None
    problems: tuple[Problem, ...]


def load_book(root: Path, store: Store) -> Loaded:
    """Read the manuscript under ``root``/book. Never raises for what an editor wrote."""
    node, found = _yaml_file(root, "book.yaml")
    if node is None or node.kind != "map":
        if not found:
            source = Source(f"{BOOK}/book.yaml")
            found = (problem(source, "B104", "book.yaml skal bestå af felter som title: …"),)
        return Loaded(None, found)
    settings, wrong = read_settings(node, root)
    book, rest = _load(root, store, settings)
    is_found = settings.is_whole and not {p.code for p in rest} & {"C101", "C107"}
    problems = {*found, *wrong, *rest, *(_unlisted(root, settings) if is_found else ())}
    return Loaded(book, tuple(sorted(problems, key=lambda p: (p.source, p.code, p.message))))


def _load(root: Path, store: Store, settings: Settings) -> tuple[Book, tuple[Problem, ...]]:
    chapters, found = _read_chapters(root, store, settings)
    images, image_problems = read_images(
        root, tuple(m for _, reading in chapters.values() for m in reading.images)
    )
    glossary = _list_file(root, settings, "glossary.yaml", WORD_LIST)
    references = _list_file(root, settings, "references.yaml", WORKS)
    terms, term_problems = read_glossary(glossary.node, store)
    works, work_problems = read_references(references.node)
    hyphenation, word_problems = _hyphenation(root)
    book = replace(
        settings.book,
        front=tuple(_sections(settings.front, chapters)),
        parts=tuple(_parts(settings, chapters)),
        back=tuple(_sections(settings.back, chapters)),
        terms=terms,
        references=works,
        images=images,
        hyphenation=hyphenation,
        unread=(*_unread(settings, chapters, found), *glossary.unread, *references.unread),
    )
    lists = (*glossary.problems, *references.problems, *term_problems, *work_problems)
    return book, (*found, *image_problems, *lists, *word_problems)


def _unread(settings: Settings, chapters: _Read, found: tuple[Problem, ...]) -> Iterator[str]:
    """The listed chapters, and ``book.yaml``, that could not be read to their end."""
    twice = {problem.source for problem in found if problem.code == "C102"}
    for item in settings.files:
        if item.source not in twice and not _is_whole(chapters.get(item)):
            yield item.name
    if not settings.is_whole:
        yield "book.yaml"


def _read_chapters(
    root: Path, store: Store, settings: Settings
) -> tuple[_Read, tuple[Problem, ...]]:
    """Every listed chapter that can be read, by where the book lists it."""
    intros = {part.intro for part in settings.parts}
    scripts: dict[Named, Script] = {}
    found: list[Problem] = []
    met: dict[Path, Named] = {}
    for listed in settings.files:
        place = locate(root, listed.name)
        if place is None:
            message = f"filen »{listed.name}« ligger uden for bogen"
            hint = "skriv stien fra mappen book, fx chapters/01-navn.md"
            found.append(problem(listed.source, "C107", message, hint))
            continue
        if place.file in met:
            hint = f"den står også i linje {met[place.file].source.line}"
            message = f"filen »{listed.name}« er nævnt to gange"
            found.append(problem(listed.source, "C102", message, hint))
            continue
        met[place.file] = listed
        text = read_text(place, listed.source)
        if isinstance(text, Problem):
            found.append(text)
            continue
        scripts[listed] = read_script(text, place.shown, listed not in intros)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        readings = list(pool.map(lambda script: read_body(script, store), scripts.values()))
    pairs = list(zip(scripts.values(), readings, strict=True))
    for script, reading in pairs:
        found += [*script.problems, *reading.problems]
    return dict(zip(scripts, pairs, strict=True)), tuple(found)


def _is_whole(read: tuple[Script, Reading] | None) -> bool:
    """Whether a listed chapter's head and body were both read."""
    if read is None:
        return False
    script, reading = read
    codes = {problem.code for problem in (*script.problems, *reading.problems)}
    has_body = bool(script.text) and script.body_line <= script.text.count("\n") + 1
    # A head that is never closed swallows the body.
    return not codes & _UNREADABLE and (has_body or "C105" not in codes)


def _sections(
    items: tuple[Named | Generated, ...], chapters: _Read
) -> Iterator[Chapter | Generated]:
    for item in items:
        if isinstance(item, Generated):
            yield item
        elif item in chapters:
            yield make_chapter(*chapters[item], None, Path(item.name).stem)


def _parts(settings: Settings, chapters: _Read) -> Iterator[Part]:
    number = 0
    for place, part in enumerate(settings.parts, 1):
        members: list[Chapter] = []
        for listed in part.chapters:
            number += 1
            if listed in chapters:
                members.append(make_chapter(*chapters[listed], number, Path(listed.name).stem))
        intro = None
        if part.intro in chapters:
            intro = make_chapter(*chapters[part.intro], None, part.title, f"del-{place}")
        yield Part(f"del-{place}", place, part.title, tuple(members), part.source, intro)


@dataclass(frozen=True, slots=True)
class _ListFile:
    """A list in a file of its own, empty where there is none; ``unread`` names the file when it is
    there but cannot be read."""

    node: Node
    problems: tuple[Problem, ...]
    unread: tuple[str, ...]


def _list_file(root: Path, settings: Settings, name: str, made: str) -> _ListFile:
    """A list that a book may do without, unless it orders the section ``made`` of it."""
    sections = (*settings.front, *settings.back)
    ordered = [item for item in sections if isinstance(item, Generated) and item.kind == made]
    hint = f"skriv den, eller slet linjen med generate: {made}"
    source = Source(f"{BOOK}/{name}")
    node, found = _yaml_file(root, name)
    if (place := locate(root, name)) and not place.file.exists():
        message = f"filen »{name}« findes ikke"
        found = tuple(problem(item.source, "C101", message, hint) for item in ordered[:1])
    elif node is None and not found and ordered:
        found = (problem(source, "B104", f"»{name}« er tom", hint),)
    is_lost = bool(found) if node is None else node.kind != "list"
    return _ListFile(node or Node("list", source), found, (name,) if is_lost else ())


def _yaml_file(root: Path, name: str) -> tuple[Node | None, tuple[Problem, ...]]:
    place = locate(root, name)
    if place is None:
        return None, (outside(name),)
    text = read_text(place)
    return (None, (text,)) if isinstance(text, Problem) else read_yaml(text, place.shown)


def _unlisted(root: Path, settings: Settings) -> Iterator[Problem]:
    """Markdown files beside the listed ones that the book does not mention."""
    listed = {PurePosixPath(item.name.replace("\\", "/")).as_posix() for item in settings.files}
    for folder in _FOLDERS:
        for file in sorted((root / BOOK / folder).glob("*.md")):
            shown = f"{folder}/{file.name}"
            if shown not in listed:
                hint = "sæt den ind i book.yaml, eller flyt den ud af mappen"
                message = f"filen »{shown}« er ikke med i bogen"
                yield problem(Source(f"{BOOK}/{shown}"), "C103", message, hint)


# --- word divisions ------------------------------------------------------------------


def _hyphenation(root: Path) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """The book's own word divisions, of which it may have none, and their problems."""
    place = locate(root, _HYPHENATION)
    if place is None:
        return {}, (outside(_HYPHENATION),)
    text = read_text(place) if place.file.exists() else ""
    return ({}, (text,)) if isinstance(text, Problem) else divisions(text, place.shown)


def divisions(text: str, path: str) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """The divided words in ``hyphenation.txt`` by their undivided, lower-case spelling, and the
    lines that are wrong.

    One word a line, a hyphen wherever it may be divided: ``med-ind-fly-del-se``. A word
    without a hyphen is never divided. What follows a ``#`` is a comment.
    """
    words: dict[str, str] = {}
    found: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        divided = line.split("#")[0].strip().lower()
        if not divided:
            continue
        source = Source(path, number, len(line) - len(line.lstrip()) + 1)
        word = divided.replace("-", "")
        if not _DIVIDED.fullmatch(divided):
            hint = "skriv ét ord på hver linje, fx med-ind-fly-del-se"
            found.append(problem(source, "B104", f"»{divided[:40]}« er ikke et ord", hint))
        elif word in words:
            found.append(problem(source, "B103", f"ordet »{word}« står der to gange"))
        else:
            words[word] = divided
    return words, tuple(found)
