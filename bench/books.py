"""The generated book on disk: for the press a project root, for the plain run two files.

In: a folder and the size of the book. Out: files under it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.generate import PLAIN, PRESS, chapter, title

HERE = Path(__file__).parents[1]

_BOOK = """title: Den lange bog
subtitle: Til måling
language: da
publisher: Målestuen
year: 2026
version: "1"
date: 2026-01-01
licence: CC BY 4.0
rights: © Målestuen
contributors: []
front: []
parts:
  - title: Det hele
    chapters: [{chapters}]
back: []
editions:
  print:
    format: pdf
    file: bog.pdf
    trim: [170mm, 240mm]
    styles: [tokens, print]
"""

# What a plain run needs beside the print styles: our markup hooks, spelled its way.
_PLAIN_CSS = """
@page { size: 170mm 240mm; margin: 21mm 28mm 26mm 25mm; @bottom-right { content: counter(page) } }
:root { --trim-height: 240mm; }
a.page::after, nav a::after { content: target-counter(attr(href), page) }
nav a::before { content: attr(title) leader(' . ') }
nav li { list-style: none }
h1 { break-before: right }
"""


def press_book(root: Path, chapters: int, words: int, seed: int = 1) -> None:
    """A project root with ``chapters`` chapters of about ``words`` words."""
    shutil.rmtree(root, ignore_errors=True)
    folder = root / "book" / "chapters"
    folder.mkdir(parents=True)
    for name in ("templates", "styles"):
        shutil.copytree(HERE / name, root / name)
    names = []
    for number in range(1, chapters + 1):
        name = f"{number:02}-kapitel-{number}.md"
        names.append(f"chapters/{name}")
        head = f"---\ntitle: {title(number)}\nid: kapitel-{number}\nstatus: godkendt\n---\n\n"
        body = chapter(number, chapters, words, seed, PRESS)
        (folder / name).write_text(head + body + "\n", encoding="utf-8")
    (root / "book" / "book.yaml").write_text(
        _BOOK.format(chapters=", ".join(names)), encoding="utf-8"
    )
    for name in ("glossary.yaml", "references.yaml"):
        (root / "book" / name).write_text("[]\n", encoding="utf-8")
    (root / "book" / "hyphenation.txt").write_text("", encoding="utf-8")


def plain_book(folder: Path, chapters: int, words: int, seed: int = 1) -> None:
    """``book.md`` with its contents written out, and ``book.css``, for one plain run."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        f'<li><a href="#kapitel-{n}" title="{title(n)}"></a></li>' for n in range(1, chapters + 1)
    ]
    contents = "<nav><ul>" + "".join(lines) + "</ul></nav>"
    bodies = [
        f"# {title(number)} {{#kapitel-{number}}}\n\n"
        + chapter(number, chapters, words, seed, PLAIN)
        for number in range(1, chapters + 1)
    ]
    text = contents + "\n\n" + "\n\n".join(bodies)
    (folder / "book.md").write_text(text, encoding="utf-8")
    styles = [(HERE / "styles" / f"{name}.css").read_text("utf-8") for name in ("tokens", "print")]
    (folder / "book.css").write_text("\n".join(styles) + _PLAIN_CSS, encoding="utf-8")


def change_one_word(root: Path, number: int) -> None:
    """Another word in the middle of chapter ``number``; nothing moves to another page."""
    path = root / "book" / "chapters" / f"{number:02}-kapitel-{number}.md"
    text = path.read_text("utf-8")
    middle = text.index("drøfter", len(text) // 2)
    changed = text[:middle] + "vurderer" + text[middle + len("drøfter") :]
    path.write_text(changed, encoding="utf-8")
