"""The gate to pandoc: markdown in, its syntax tree out; syntax tree in, XHTML or citations out.

The only module that imports pypandoc. Every call is one run of the pandoc program
(start about 60 ms), always in pandoc's sandbox: it reads what it is given and no file.
Trees are decoded JSON; a chapter's tree travels as bytes, since it is large.
"""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version as distribution_version
from pathlib import Path

import msgspec
import pypandoc

from press.model import Json
from press.tree import Blocks, Citation, Cite, Div, Inlines, Para, read

# Without pandoc_title_block, or a body that begins with a per cent sign loses its first line.
MARKDOWN = (
    "markdown+wikilinks_title_after_pipe-auto_identifiers-yaml_metadata_block-pandoc_title_block"
)
TREE_VERSION = (1, 23, 1)
PATIENCE = 40.0  # seconds; pandoc can be made to run for ever by hostile text
_TITLES = ("title", "title-short", "container-title", "collection-title")
_WARNING = "[WARNING] "


class PandocError(Exception):
    """Pandoc could not do what was asked; the text is pandoc's own."""


class PandocStoppedError(Exception):
    """Pandoc was stopped from outside (Ctrl-C, no memory left): no text is to blame."""


@cache
def _program() -> str:
    """The path of the pandoc inside the wheel, or else of the one that pypandoc finds."""
    bundled = Path(pypandoc.__file__).parent / "files" / "pandoc"
    return str(bundled) if bundled.is_file() else str(pypandoc.get_pandoc_path())


@cache
def version() -> str:
    """Pandoc's version number, such as ``3.9``. Runs pandoc once."""
    return _run(["--version"], b"")[0].split(b"\n", 1)[0].split()[-1].decode()


@cache
def identity() -> str:
    """A text that changes whenever pandoc does, for keys in the store. Runs nothing."""
    size = Path(_program()).stat().st_size
    return f"pypandoc_binary {distribution_version('pypandoc_binary')}, {size} bytes"


def read_markdown(text: str) -> tuple[bytes, tuple[str, ...]]:
    """Parse a chapter's body: the JSON of its block list, and pandoc's warnings.

    Places in the warnings count lines from 1 at the start of ``text``.
    Raises :class:`PandocError` when pandoc gives up.
    """
    out, warnings = _run(["-f", MARKDOWN, "-t", "json"], text.encode())
    return _blocks(out), warnings


def write_html(blocks: Blocks) -> str:
    """Write a block list as an html5 fragment in XHTML syntax, lines not wrapped.

    Raises :class:`PandocError` when the tree is not one that pandoc knows.
    """
    out, _ = _run(["-f", "json", "-t", "html5", "--wrap=none"], _document(blocks, {}))
    return out.decode()


def cite(
    clusters: Sequence[tuple[Citation, ...]], references: Sequence[Json], style: str
) -> tuple[list[Inlines], dict[str, Blocks]]:
    """Set every citation of a book and its bibliography, in one run.

    ``clusters`` holds the citation list of each Cite node in book order, ``references``
    the works as CSL-JSON, ``style`` the text of a CSL style. Gives the inlines of each
    cluster, in the same order, and key -> blocks of each cited work in the order of the
    bibliography. Raises :class:`PandocError` when the style cannot be used.
    """
    meta = {
        "references": _meta([_with_language(work) for work in references]),
        "csl": _meta("data:application/xml;base64," + base64.b64encode(style.encode()).decode()),
        "lang": _meta("da"),
        "link-citations": {"t": "MetaBool", "c": True},
    }
    blocks = tuple(Para((Cite((group, ())),)) for group in clusters)
    out, _ = _run(["-f", "json", "-t", "json", "--citeproc"], _document(blocks, meta))
    found = read(_blocks(out))
    cited = [_inside(block.c) for block in found[: len(clusters)] if isinstance(block, Para)]
    works = [block for block in found[len(clusters) :] if isinstance(block, Div)]
    entries = [entry.c for block in works for entry in block.c[1] if isinstance(entry, Div)]
    return cited, {attr.id.removeprefix("ref-"): blocks for attr, blocks in entries}


def _inside(line: Inlines) -> Inlines:
    """The inlines with each Cite node replaced by what citeproc set inside it."""
    return tuple(
        part for item in line for part in (item.c[1] if isinstance(item, Cite) else (item,))
    )


def _blocks(document: bytes) -> bytes:
    """The JSON of the block list of a document."""
    return document.partition(b'"blocks":')[2].rstrip().removesuffix(b"}")


def _document(blocks: Blocks, meta: Json) -> bytes:
    return msgspec.json.encode({"pandoc-api-version": TREE_VERSION, "meta": meta, "blocks": blocks})


def _with_language(work: Json) -> Json:
    """The work, its titles marked with the language that it says it is in, unless that is the
    book's own (WCAG 2.1, 3.1.2)."""
    language = str(work.get("language") or "da")
    if language.partition("-")[0] == "da":
        return work
    marked = {
        name: {"t": "MetaInlines", "c": [_span(str(work[name]), language)]}
        for name in _TITLES
        if work.get(name)
    }
    return {**work, **marked}


def _span(text: str, language: str) -> Json:
    words = [{"t": "Str", "c": word} for word in text.split()]
    inlines = [part for word in words for part in ({"t": "Space"}, word)][1:]
    return {"t": "Span", "c": [["", [], [["lang", language]]], inlines]}


def _meta(value: Json) -> Json:
    """Plain data as pandoc's metadata; numbers become text, as citeproc accepts. What is
    pandoc's already stays."""
    if isinstance(value, Mapping):
        if value.get("t") == "MetaInlines":
            return value
        return {"t": "MetaMap", "c": {key: _meta(item) for key, item in value.items()}}
    if isinstance(value, list | tuple):
        return {"t": "MetaList", "c": [_meta(item) for item in value]}
    return {"t": "MetaString", "c": str(value)}


def _run(arguments: list[str], data: bytes) -> tuple[bytes, tuple[str, ...]]:
    command = [_program(), "--sandbox", *arguments]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired as slow:
        raise PandocError(f"pandoc er ikke færdig efter {PATIENCE:.0f} sekunder") from slow
    messages = done.stderr.decode(errors="replace").splitlines()
    if done.returncode < 0:
        raise PandocStoppedError(f"pandoc blev standset udefra (signal {-done.returncode})")
    if done.returncode:
        raise PandocError(" ".join(messages) or f"exit code {done.returncode}")
    return done.stdout, tuple(
        line.removeprefix(_WARNING) for line in messages if line.startswith(_WARNING)
    )
