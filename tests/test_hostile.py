"""Hostile chapters: each is refused at its line, or every edition of it is sound."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from press.assembly import check_book
from press.judges.epubcheck import epubcheck
from press.judges.verdict import Verdict
from press.manuscript import load_book
from press.model import Severity
from press.store import Store

ROOT = Path(__file__).parents[1]
LITTLE = ROOT / "tests" / "books" / "lille" / "book"
CHAPTER = "book/chapters/03-proeven.md"
LAST = 21  # lines of the clean chapter
_MEMORY = 3 << 30  # bytes of address space
_PATIENCE = 60.0  # seconds on a busy machine; a refusal takes less than one


@dataclass(frozen=True, slots=True)
class Refused:
    """What is set after the chapter's end, and where (a line below it) what is said of it."""

    text: str | bytes
    line: int
    code: str


def root_with(folder: Path, added: str | bytes) -> Path:
    """A project root with the miniature book, ``added`` at the end of its last chapter."""
    shutil.copytree(LITTLE, folder / "book")
    for name in ("templates", "styles"):
        (folder / name).symlink_to(ROOT / name)
    chapter = folder / CHAPTER
    data = added.encode("utf-8", "surrogatepass") if isinstance(added, str) else added
    chapter.write_bytes(chapter.read_bytes() + b"\n" + data + b"\n")
    return folder


def told(root: Path, store: Path) -> list[str]:
    """Every error that load and check find, as it is printed."""
    loaded = load_book(root, Store(store))
    across = check_book(loaded.book) if loaded.book else ()
    found = {*loaded.problems, *across}
    errors = (one for one in found if one.severity is Severity.ERROR)
    return [str(one) for one in sorted(errors, key=lambda one: (one.source, one.code))]


_TABLE = "| Navn | Tal |\n|---|---|\n" + "| en celle med lidt tekst | og en til |\n" * 260_000
_LINE = LAST + 2
REFUSED = {
    "a table of ten megabytes": Refused(_TABLE, 1, "S109"),
    "a table of many columns": Refused(
        "|" + " a |" * 200 + "\n|" + "---|" * 200 + "\n|" + " b |" * 200, 1, "S109"
    ),
    "a table of HTML": Refused("<table>" + "<tr><td>x</td></tr>" * 20_000 + "</table>", 1, "S109"),
    "a cell of ten megabytes": Refused("| a |\n|---|\n| " + "ord " * 2_500_000 + " |", 0, "C108"),
    "a hundred thousand notes": Refused("ord^[n] " * 100_000, 0, "C108"),
    "three thousand notes": Refused("ord^[n] " * 3_000, 0, "C108"),
    "quotes in quotes": Refused("> " * 5_000 + "dybt", 1, "S110"),
    "a few quotes too many": Refused("> " * 30 + "dybt", 1, "S110"),
    "lists in lists": Refused("\n".join("  " * depth + "- x" for depth in range(90)), 90, "S110"),
    "brackets in brackets": Refused("[" * 5_000 + "x" + "]" * 5_000, 1, "S110"),
    "images in images": Refused("![a](" * 5_000, 0, "C106"),
    "boxes in boxes": Refused("::: {.dialog}\n" * 99 + "x\n" + ":::\n" * 99, 99, "S110"),
    "elements in elements": Refused("<div>" * 5_000 + "x" + "</div>" * 5_000, 1, "S110"),
    "elements never closed": Refused("<b>" * 3_000, 1, "S110"),
    "a null": Refused("a\0b", 1, "C106"),
    "a megabyte of nulls": Refused(b"\0" * 1_000_000, 1, "C106"),
    "half a surrogate": Refused("a \udc80 b", 1, "C106"),
    "two bytes a letter": Refused("æøå".encode("utf-16"), 1, "C106"),
    "a byte order mark in the text": Refused("a\ufeffb", 1, "C106"),
    "a separator of lines": Refused("a\u2028b", 1, "C106"),
    "a separator in an entity": Refused("a &#x2029; b", 1, "C106"),
    "a separator in raw HTML": Refused("<em>a &#8233; b</em>", 1, "C106"),
    "a turned line": Refused("a \u202eb", 1, "C106"),
    "Hebrew": Refused("før\n\nDe siger שלום.", 3, "W102"),
    "Arabic in an entity": Refused("De siger &#1605;.", 1, "W102"),
    "a script": Refused("før\n\n<script>alert(1)</script>", 3, "H103"),
    "a style": Refused("<style>p { display: none }</style>", 1, "H103"),
    "an image with a handler": Refused("Se <img src=x onerror=alert(1)>", 1, "H103"),
    "a frame": Refused('<iframe src="https://example.org/"></iframe>', 1, "H103"),
    "a link that runs": Refused("[klik](javascript:alert(1))", 1, "H103"),
    "an address without a host": Refused('Se <a href="http://[x">her</a>.', 1, "H103"),
    "an address with a loose per cent sign": Refused("<https://example.org/%zz>", 1, "H103"),
    "an item outside a list": Refused("<div><li>x</li></div>", 1, "H103"),
    "a cell over half the world": Refused(
        '<table><tr><td colspan="1000" rowspan="70000">x</td></tr></table>', 1, "H103"
    ),
    "a term of five hundred letters": Refused("[[" + "a" * 500 + "]]", 1, "T101"),
    "a mark of five hundred letters": Refused("[se](#" + "a" * 500 + ")", 1, "X101"),
    "a heading without words": Refused("før\n\n## \n\nefter", 3, "S111"),
    "a heading that is a picture": Refused("## ![a](images/kompas.svg){alt='En nål'}", 1, "S111"),
    "words that screens leave out": Refused("før [ord]{.print-page}", 1, "H103"),
    "words that nobody counts": Refused('før <span class="x pageref">ord</span>', 1, "H103"),
    "a line that is to run leftward": Refused('<p dir="rtl">Til højre.</p>', 1, "H103"),
    "letters turned about": Refused('før <bdo dir="rtl">abc</bdo>', 1, "H103"),
    "reading signs above the line": Refused("<ruby>漢<rt>kan</rt></ruby>", 1, "H103"),
    "a cell of a heading that is not there": Refused(
        '<table><tr><th id="h1">a</th></tr><tr><td headers="h1 h2">b</td></tr></table>', 1, "H103"
    ),
    "raw HTML that leads nowhere": Refused('før\n\nSe <a href="#ingen-steder">her</a>', 3, "X101"),
    "a language that is none": Refused('[x]{lang="ikke et sprog"}', 1, "H103"),
    "an id with a blank": Refused('<p id="a b">x</p>', 1, "H103"),
    "pandoc's own raw text": Refused("```{=latex}\n\\newpage\n```", 2, "H103"),
    "an image from elsewhere": Refused("![x](images/../../../etc/passwd){alt='y'}", 1, "I102"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_at_its_line(name: str, tmp_path: Path) -> None:
    case = REFUSED[name]
    began = time.monotonic()
    found = told(root_with(tmp_path, case.text), tmp_path / "store")
    assert time.monotonic() - began < _PATIENCE
    first = found[0].removeprefix(f"{CHAPTER}:")
    assert f": {case.code} " in first
    if case.line:
        assert first.startswith(f"{LAST + case.line}:")
    else:
        assert first.startswith(("1:", "6:"))
    assert len(first) < 250


_ODD = """
Entiteter: &nbsp; &hellip; &bogus; &#0; &amp;amp; &lt;script&gt; &AElig; & &zwj;.

Billedtegn 😀 👩\u200d👩\u200d👧 🇩🇰 ☃️, kinesisk 漢字 og a\u0301\u0302\u0303\u0304\u0305.

<!-- en kommentar -- med streger --> og <![CDATA[ noget ]] >, men <!-- uden slutning

*a **b *a **b *a **b _c __d ~e ~~f ^g `h $i$ \\( @ # | [x] ![ ]( {a} :: <

<span lang="en" title="a&quot;b&lt;c">design</span>, <kbd>Ctrl</kbd> og [thinking]{lang=en}.

<table><thead><tr><th scope="col">Ét</th></tr></thead><tbody><tr><td>to</td></tr></tbody></table>

<dl><dt>ord</dt><dd>forklaring</dd></dl>

Et [link](<https://example.org/æ ø?a=1&b="2">).

Ord

:   forklaring

    > citat i forklaring

| linje et
|    linje to

> ## Overskrift i citat {#æøå-1}
>
> - [ ] en
> - [x] to

Note^[Se **her** og `kode`.] og en til[^lang]; $a<b$, H~2~O og ~~streget~~.

[^lang]: Første.

    1. liste i note

            if a < b && c: ]]>

<table><tr><td><table><tr><td>indre</td></tr></table></td></tr></table>

![En nål](images/kompas.svg){width=50% alt="Nål & <krog>"}

```{.python startFrom="100" #kode}
if a < b: "]]>"
```
"""


def _built(root: Path, *editions: str) -> subprocess.CompletedProcess[str]:
    words = [word for edition in editions for word in ("--edition", edition)]
    command = [sys.executable, str(ROOT / "build.py"), "book", "--root", str(root), *words]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=10 * _PATIENCE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY)),
    )


def test_odd_but_honest_text_makes_sound_editions_and_tells_what_no_face_has(
    tmp_path: Path,
) -> None:
    root = root_with(tmp_path, _ODD)
    done = _built(root)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert f"{CHAPTER}:25:12: P105 »proeven« bruger tegnet 😀 (U+1F600)" in said
    verdict = epubcheck((root / "dist/den-lille-bog.epub").read_bytes(), "bog.epub")
    assert isinstance(verdict, Verdict)
    assert verdict.problems == ()
    with zipfile.ZipFile(root / "dist/den-lille-bog.epub") as archive:
        text = archive.read("EPUB/proeven.xhtml").decode()
    assert 'lang="en"' in text
    assert 'xml:lang="en"' in text
    assert "&lt;script&gt;" in text


def test_a_word_of_four_hundred_letters_is_cut_off_nowhere(tmp_path: Path) -> None:
    """Screens break it (``overflow-wrap``); on paper it would reach past the edge."""
    root = root_with(tmp_path, "før\n\n" + "x" * 400)
    done = _built(root)
    assert done.returncode == 1
    assert f"{CHAPTER}:{LAST + 3}:1: P107 side " in done.stdout + done.stderr
    assert not (root / "dist").exists()
    assert "overflow-wrap: break-word" in (ROOT / "styles/epub.css").read_text("utf-8")


def test_everything_at_once_is_refused_without_a_traceback(tmp_path: Path) -> None:
    small = [case.text for case in REFUSED.values() if len(case.text) < 5_000]
    parts = [part if isinstance(part, str) else part.decode("latin-1") for part in small]
    done = _built(root_with(tmp_path, "\n\n".join((_ODD, *parts, "x" * 400))))
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "Traceback" not in said
    assert f"{CHAPTER}:" in said
