"""The editors' guide is true: its examples make one book, and it names every field there is.

A fenced example says in its first line what it is: ``markdown kapitel PATH`` a whole file,
``markdown tekst`` a piece of running text, ``yaml hoved`` a front matter, ``yaml bog`` a whole
``book.yaml``, ``yaml bog felt`` fields to put in its place, ``yaml ny bog`` the shortest book
there can be, ``yaml ordliste``, ``yaml kilder`` and ``text orddeling`` the other files. ``text
papir`` and ``text skærm`` are words that the example above becomes when everything stands on
page 47.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from press.assembly import check_book
from press.assembly.assemble import assemble
from press.codes import CODES
from press.galley.names import BOXES, CARD_BOX, SHEET_BOX
from press.galley.settle import settle
from press.manuscript import editions, frontmatter, glossary, load_book, references, settings
from press.manuscript.shapes import FLAG, Choice, Either, Many, Placed, Record, Shape, Table
from press.model import Book, Problem
from press.store import Store

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "vejledning.md"
TEXT = GUIDE.read_text(encoding="utf-8")
IMAGE = ROOT / "tests" / "books" / "lille" / "book" / "images" / "kompas.svg"
HEAD = "---\ntitle: {}\nstatus: godkendt\n---\n\n"
PAGE = "47"


@dataclass(frozen=True)
class Example:
    """A fenced block of the guide; ``line`` is where it starts."""

    kind: str
    text: str
    line: int

    @property
    def chapter(self) -> str:
        """The file that a piece of running text or a front matter is made into."""
        own = self.kind.removeprefix("markdown kapitel ")
        return own if own != self.kind else f"chapters/90-linje-{self.line}.md"


def _examples() -> Iterator[Example]:
    for found in re.finditer(r"^```([^\n`]+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL):
        line = TEXT.count("\n", 0, found.start()) + 1
        yield Example(found[1].strip(), found[2], line)


EXAMPLES = tuple(_examples())
CHAPTERS = tuple(e for e in EXAMPLES if e.kind.split()[0] == "markdown" or e.kind == "yaml hoved")
OUTCOMES = tuple(e for e in EXAMPLES if e.kind in ("text papir", "text skærm"))
FIELDS = tuple(e for e in EXAMPLES if e.kind == "yaml bog felt")


def _joined(kind: str) -> str:
    return "".join(example.text for example in EXAMPLES if example.kind == kind)


def _content(example: Example) -> str:
    if example.kind == "yaml hoved":
        return f"---\n{example.text}---\n\nSå prøver vi.\n"
    if example.kind == "markdown tekst":
        return HEAD.format(f"Linje {example.line}") + example.text
    return example.text


def lay_out(root: Path, changed: str = "") -> Path:
    """The book that the guide's examples are, with the fields in ``changed`` put in."""
    plan: dict[str, Any] = {
        **yaml.safe_load(_joined("yaml bog")),
        **yaml.safe_load(changed or "{}"),
    }
    written = {example.chapter: _content(example) for example in CHAPTERS}
    listed = [*plan["front"], *plan["back"]]
    for part in plan["parts"]:
        listed += [*filter(None, [part.get("intro")]), *part["chapters"]]
    for name in listed:
        if isinstance(name, str):
            written.setdefault(name, HEAD.format(Path(name).stem.title()) + "Tekst.\n")
    plan["parts"][-1]["chapters"] += [name for name in written if name not in listed]
    written["book.yaml"] = yaml.safe_dump(plan, allow_unicode=True, sort_keys=False)
    written["glossary.yaml"] = _joined("yaml ordliste")
    written["references.yaml"] = _joined("yaml kilder")
    written["hyphenation.txt"] = _joined("text orddeling")
    for name, content in written.items():
        path = root / "book" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    for image in set(re.findall(r"\]\((images/[^)]+)\)", TEXT)):
        path = root / "book" / image
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(IMAGE, path)
    return root


def _read(root: Path, store: Store) -> tuple[Book, list[Problem]]:
    """The book and its problems; that a chapter is not approved yet is none here."""
    loaded = load_book(root, store)
    assert loaded.book is not None
    problems = (*loaded.problems, *check_book(loaded.book))
    return loaded.book, [problem for problem in problems if problem.code != "C104"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory, store: Store) -> dict[str, str]:
    """Every chapter of the guide's book, by its file, as XHTML with all pages filled in."""
    book, problems = _read(lay_out(tmp_path_factory.mktemp("bog")), store)
    assert [str(problem) for problem in problems] == []
    document = assemble(book, store)
    pages = dict.fromkeys(document.homes, PAGE)
    made = {galley.id: settle(galley.html, pages) for galley in document.galleys}
    return {c.path: made[c.id] for c in book.chapters if c.id in made}


def _plain(html: str, paper: bool) -> str:
    if not paper:
        html = re.sub(r'<span class="print-page">.*?</span>', "", html)
    text = unescape(re.sub(r"<[^>]+>", "", html)).replace("\u2011", "-")
    return " ".join(text.split())


def test_the_examples_make_a_book_without_problems(tmp_path: Path, store: Store) -> None:
    _, problems = _read(lay_out(tmp_path), store)
    assert [str(problem) for problem in problems] == []


def test_a_new_book_can_begin_with_what_the_guide_shows(tmp_path: Path, store: Store) -> None:
    (example,) = (example for example in _examples() if example.kind == "yaml ny bog")
    (tmp_path / "book/chapters").mkdir(parents=True)
    (tmp_path / "book/book.yaml").write_text(example.text, encoding="utf-8")
    for name in re.findall(r"chapters/\S+\.md", example.text):
        (tmp_path / "book" / name).write_text(HEAD.format("Et") + "Et afsnit.\n", "utf-8")
    loaded = load_book(tmp_path, store)
    assert loaded.problems == ()
    assert loaded.book is not None
    assert check_book(loaded.book) == ()
    fields = yaml.safe_load(example.text)
    for field in fields:
        less = {key: value for key, value in fields.items() if key != field}
        (tmp_path / "book/book.yaml").write_text(yaml.safe_dump(less), encoding="utf-8")
        assert load_book(tmp_path, store).problems, f"the guide calls »{field}« needed"


@pytest.mark.parametrize("example", FIELDS, ids=lambda example: f"line {example.line}")
def test_fields_fit_into_the_book(example: Example, tmp_path: Path, store: Store) -> None:
    book, problems = _read(lay_out(tmp_path, example.text), store)
    assert [str(problem) for problem in problems] == []
    assert book.editions


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: f"line {outcome.line}")
def test_an_example_becomes_what_the_guide_says(outcome: Example, texts: dict[str, str]) -> None:
    above = [example for example in CHAPTERS if example.line < outcome.line][-1]
    shown = _plain(texts[f"book/{above.chapter}"], outcome.kind == "text papir")
    assert " ".join(outcome.text.split()) in shown


def _names(shape: Shape) -> Iterator[str]:
    """Every field and every fixed word that a shape knows."""
    match shape:
        case Record():
            for name, inner in shape.fields.items():
                yield name
                yield from _names(inner)
        case Choice():
            yield from shape.words if shape is not FLAG else ()
        case Many():
            yield from _names(shape.item)
        case Table():
            yield from _names(shape.value)
        case Either():
            yield from _names(shape.record)
        case Placed():
            yield from _names(shape.shape)


def _section(title: str) -> str:
    """A section of the guide, its examples left out: being told is more than being used."""
    prose = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    return prose.split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize(
    ("title", "shape", "elsewhere"),
    [
        ("Bogen: book.yaml", settings.BOOK, {"see", "see_also"}),
        ("Registret", settings.BOOK.fields["register"], set()),
        ("Kapitlets hoved", frontmatter.HEAD, set()),
        ("Ordlisten: glossary.yaml", glossary.ENTRY, set()),
        ("Kilderne: references.yaml", references.ENTRY, set()),
        ("Kilderne: references.yaml", references.NAME, set()),
        ("Udgaverne", editions.EDITION, set()),
    ],
)
def test_every_field_is_told(title: str, shape: Shape, elsewhere: set[str]) -> None:
    told = set(re.findall(r"`([^`]+)`", _section(title)))
    words = set(re.findall(r"[\w-]+", " ".join(told)))
    assert set(_names(shape)) - told - words - elsewhere == set()


def test_every_box_and_every_trim_size_is_told() -> None:
    assert [name for name in (*BOXES, CARD_BOX, SHEET_BOX) if f"| `{name}` |" not in TEXT] == []
    assert [name for name in editions.TRIMS if f"`{name}`" not in _section("Udgaverne")] == []


def test_the_commands_exist() -> None:
    verbs = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = set(re.findall(r"\bmake ([a-z]+)", _joined("sh") + _section("Det første kvarter")))
    assert named
    assert named <= set(verbs)


@pytest.mark.parametrize("kind", ["text trin", "text slut"])
def test_the_press_says_what_the_guide_says_it_says(kind: str) -> None:
    lines = _joined(kind).splitlines()
    said = [ROOT / "build.py", *(ROOT / "press" / "foreman").glob("*.py")]
    program = "".join(path.read_text(encoding="utf-8") for path in said)
    assert lines
    assert [line for line in lines if line.removeprefix("· ") not in program] == []


def test_the_problem_lines_are_such_as_the_press_prints() -> None:
    for line in _joined("text problemer").splitlines():
        found = re.fullmatch(r"book/[\w/.-]+:\d+:\d+: ([A-Z]\d{3}) .+", line)
        assert found is not None
        assert found[1] in CODES


def test_the_links_of_the_guide_lead_somewhere() -> None:
    prose = re.sub(r"^```.*?^```$|`[^`\n]+`", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    anchors = {"#" + re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    targets = re.findall(r"\]\(([^)]+)\)", prose)
    lost = [t for t in targets if t not in anchors and not (GUIDE.parent / t).is_file()]
    assert targets
    assert lost == []
