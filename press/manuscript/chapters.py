"""One chapter: a file's text in, the parsed and checked chapter out.

What pandoc and the checks found is kept in the store under the hash of the text, of
pandoc and of the press's own reading code, so an unchanged chapter costs one file read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from press import pandoc, tree
from press.codes import problem
from press.finding import body_start
from press.manuscript.body import inspect
from press.manuscript.bounds import too_deep, too_large, too_much
from press.manuscript.files import Named
from press.manuscript.frontmatter import HEAD, Script, chapter_id
from press.manuscript.pictures import images_in, without_alternative
from press.manuscript.rawhtml import mend
from press.manuscript.shapes import value
from press.manuscript.spelling import doubtful, letters
from press.model import Chapter, Problem, Source
from press.store import Store, code_digest, digest

_KIND = "chapters"
# Words that look like marks which pandoc did not understand.
_ODD = re.compile(
    r"^:::|^::$|\[\^|\^\[|\{[#.]\w|\[\[|\]\]|\]\(|!\[|^\(#\w"  # boxes, notes, labels, links
    r"|^#{2,}|(?<!\w)\*{1,3}\w|(?<!\w)_\w|^(?:```|~~~)|^<!"  # headings, emphasis, code, comments
)
# What reads and checks a chapter.
_CODE = ("pandoc", "tree", "galley", "finding", "codes", "nearest", "manuscript", "language")


@dataclass(frozen=True, slots=True)
class Reading:
    """What parsing and checking a chapter's body gave: problems, its tree as JSON bytes, and the
    images that it names."""

    problems: tuple[Problem, ...]
    ast: bytes = b"[]"
    images: tuple[Named, ...] = ()


def read_body(script: Script, store: Store) -> Reading:
    """Parse and check the chapter's body, or take both from the store.

    What pandoc gave up on is not kept: on a machine with less to do it may go well.
    """
    key = digest(code_digest(*_CODE), pandoc.identity(), script.path, script.text)
    kept = store.get(_KIND, key)
    if kept is not None:
        return msgspec.msgpack.decode(kept, type=Reading)
    try:
        reading = _examined(script)
    except pandoc.PandocError as error:
        hint = "tag teksten ud i mindre bidder, og find den, der driller"
        message = f"kapitlets tekst kan ikke læses ({str(error)[:60]})"
        source = Source(script.path, script.body_line)
        return Reading((problem(source, "C106", message, hint),))
    store.put(_KIND, key, msgspec.msgpack.encode(reading))
    return reading


def make_chapter(
    script: Script, reading: Reading, number: int | None, title: str, own_id: str = ""
) -> Chapter:
    """The chapter; ``title`` serves when the front matter has none, ``own_id`` before any."""
    said = {"title": title, **(value(script.head, HEAD) or {})}
    said["id"] = own_id or chapter_id(script)
    return Chapter(
        path=script.path,
        text=script.text,
        body_line=script.body_line,
        ast=reading.ast,
        number=number,
        **said,
    )


def landmarks(blocks: tree.Blocks) -> tuple[tree.Node, ...]:
    """The nodes that the checks look at, in document order: all but blanks and ordinary words."""
    return tuple(
        node
        for node in tree.nodes(blocks)
        if (_ODD.search(node.c) if type(node) is tree.Str else type(node) not in tree.BLANK)
    )


def _examined(script: Script) -> Reading:
    if beyond := too_large(script):
        return Reading((beyond,))
    try:
        ast, warnings = pandoc.read_markdown(script.text[body_start(script) :])
        blocks = tree.read(ast)
        marks = landmarks(blocks)
        if beyond := too_much(script, blocks, marks):
            return Reading((beyond,))
        images = images_in(script, marks)
        found = [*inspect(script, marks, warnings), *doubtful(script, marks)]
        found += without_alternative(marks, images)
        mended, html_problems = mend(script, blocks, marks)
    except RecursionError:
        return Reading((too_deep(script),))
    if mended is not blocks:
        ast = tree.write(mended)
    return Reading((*found, *html_problems, *letters(script, ast)), ast, images)
