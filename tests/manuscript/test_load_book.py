from __future__ import annotations

import json
import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from press import pandoc
from press.assembly import check_book
from press.manuscript import load_book
from press.model import Generated
from press.store import Store


def lines(root: Path, store: Store) -> list[str]:
    return [str(p).split(" (")[0] for p in load_book(root, store).problems]


def test_the_clean_book_is_loaded_whole(root: Path, store: Store) -> None:
    loaded = load_book(root, store)
    book = loaded.book
    assert loaded.problems == ()
    assert book is not None
    assert (book.title, book.year, book.version) == ("Den lille bog", 2026, "0.1")
    assert [(c.id, c.number) for c in book.chapters] == [
        ("forord", None),
        ("del-1", None),
        ("opgaven", 1),
        ("ordene", 2),
        ("proeven", 3),
        ("kolofon", None),
    ]
    assert [(p.id, p.number, p.title) for p in book.parts] == [
        ("del-1", 1, "Grundlaget"),
        ("del-2", 2, "Praksis"),
    ]
    assert [item.kind for item in book.back if isinstance(item, Generated)] == [
        "ordliste",
        "litteratur",
        "figurer",
        "tabeller",
        "register",
    ]
    assert list(book.images) == ["images/kompas.svg"]
    assert book.hyphenation["medindflydelse"] == "med-ind-fly-del-se"
    assert book.see_also == {"robotsæl": ("velfærdsteknologi",)}
    assert book.printed.trim == (170, 240)


def test_a_chapter_keeps_its_head_and_its_tree(root: Path, store: Store) -> None:
    book = load_book(root, store).book
    assert book is not None
    chapter = book.parts[0].chapters[0]
    assert chapter.title == "Opgaven først"
    assert chapter.running_title == "Opgaven"
    assert chapter.questions == ("Hvad er vores opgave?", "Hvem ved det?")
    assert chapter.audience == ("ledere", "medarbejdere")
    assert chapter.autolink
    assert chapter.text.split("\n")[chapter.body_line - 2] == "---"
    kinds = [block["t"] for block in json.loads(chapter.ast)]
    assert kinds == ["Para", "Header", "Para", "Figure", "Div"]


def test_forms_hold_the_inflections_longest_first(root: Path, store: Store) -> None:
    book = load_book(root, store).book
    assert book is not None
    term = book.terms[0]
    assert {"kerneopgave", "kerneopgaven", "kerneopgavens"} <= set(term.forms)
    assert list(term.forms) == sorted(term.forms, key=lambda form: (-len(form), form))
    assert "hovedopgave" not in term.forms
    assert term.accepted == ("hovedopgave",)


def test_a_second_load_gives_the_same_from_the_store(root: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    (root / "book/chapters/03-proeven.md").write_text("---\ntitle: P\n---\n\n# A[^1]\n", "utf-8")
    first = load_book(root, store)
    assert load_book(root, store) == first
    assert [p.code for p in first.problems].count("S104") == 1


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("book.yaml", b"", "book/book.yaml:1:1: B104 book.yaml skal bestå af felter"),
        ("book.yaml", b"- a\n", "book/book.yaml:1:1: B104 book.yaml skal bestå af felter"),
        ("book.yaml", b"a:\n\tb: 1\n", "book/book.yaml:2:1: B101 opsætningen kan ikke læses"),
        ("book.yaml", b"title: \xe6\n", "book/book.yaml:1:8: C106 filen er ikke gemt som UTF-8"),
    ],
)
def test_a_useless_book_yaml_gives_no_book(
    root: Path, store: Store, name: str, content: bytes, expected: str
) -> None:
    (root / "book" / name).write_bytes(content)
    loaded = load_book(root, store)
    assert loaded.book is None
    assert [str(p)[: len(expected)] for p in loaded.problems] == [expected]


def test_a_missing_book_is_one_problem(tmp_path: Path, store: Store) -> None:
    loaded = load_book(tmp_path, store)
    assert loaded.book is None
    assert [p.code for p in loaded.problems] == ["C101"]


HEAD = b"---\ntitle: Kolofon\nstatus: godkendt\n---\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ["1:1: C105 filen er tom"]),
        (b"Bare tekst.\n", ["1:1: C105 kapitlet mangler sit hoved"]),
        (b"---\ntitle: K\n", ["1:1: C105 kapitlets hoved bliver ikke lukket"]),
        (b"---\ntitle: a: b\n---\n", ["2:9: B101 opsætningen kan ikke læses"]),
        (b"---\ntitle:\n  - a\nstatus: godkendt\n---\n", ["3:3: B104 »title« skal"]),
        (b"\xef\xbb\xbf" + HEAD + b"\nTekst.\n", []),
        (HEAD.replace(b"\n", b"\r\n") + b"\r\n\r\n# A\r\n", ["7:1: S104 "]),
        (HEAD + b"\nF\xf8rst\n", ["6:2: C106 filen er ikke gemt som UTF-8"]),
        (b"---\n- title: Kolofon\n---\nTekst.\n", ["2:1: B104 "]),
        (HEAD + b"\na\x0bb\n", ["6:2: C106 usynligt styretegn"]),
        (HEAD + b"\nF\xc3\xb8r\n\n---\n\nefter [^q]\n", ["10:7: N101 "]),
        (HEAD + b"\n" + b"ord " * 20_000 + b"[^q]\n", ["6:80001: N101 "]),
        (HEAD + b"\n" + b"> " * 1200 + b"dybt\n", ["6:1: S110 "]),
    ],
)
def test_odd_chapter_files_are_read_or_placed(
    root: Path, store: Store, content: bytes, expected: list[str]
) -> None:
    (root / "book/back/kolofon.md").write_bytes(content)
    found = [
        line.removeprefix("book/back/kolofon.md:")
        for line in lines(root, store)
        if " C104 " not in line
    ]
    assert len(found) == len(expected)
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=True))


def test_a_folder_instead_of_a_chapter(root: Path, store: Store) -> None:
    (root / "book/back/kolofon.md").unlink()
    (root / "book/back/kolofon.md").mkdir()
    found = [line for line in lines(root, store) if "kolofon" in line]
    assert found == ["book/book.yaml:29:5: C101 »back/kolofon.md« er en mappe, ikke en fil"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(root: Path, store: Store) -> None:
    (root / "book/back/kolofon.md").chmod(0)
    assert lines(root, store) == [
        "book/book.yaml:29:5: C106 filen »back/kolofon.md« kan ikke åbnes"
    ]


def test_links_that_lead_out_of_the_book(root: Path, store: Store, tmp_path: Path) -> None:
    secret = tmp_path / "udenfor"
    secret.write_text("hemmelig", "utf-8")
    for name in ("back/kolofon.md", "images/kompas.svg", "hyphenation.txt", "glossary.yaml"):
        (root / "book" / name).unlink()
        (root / "book" / name).symlink_to(secret)
    loaded = load_book(root, store)
    assert loaded.book is not None
    assert loaded.book.images == {}
    assert "hemmelig" not in repr(loaded)
    assert [(p.source.path, p.code) for p in loaded.problems] == [
        ("book/book.yaml", "C107"),
        ("book/chapters/01-opgaven.md", "I102"),
        ("book/glossary.yaml", "C107"),
        ("book/hyphenation.txt", "C107"),
    ]


def test_a_link_to_itself_is_outside(root: Path, store: Store) -> None:
    (root / "book/back/kolofon.md").unlink()
    (root / "book/back/kolofon.md").symlink_to("kolofon.md")
    assert [line.split(": ")[1][:4] for line in lines(root, store)] == ["C107"]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("../../../etc/passwd", "I102"),
        ("/etc/passwd", "I102"),
        ("file:///etc/passwd", "I102"),
        ("https://example.org/a.svg", "I102"),
        ("images/../../a.svg", "I102"),
        ("images", "I104"),
        ("images/kompas.pdf", "I104"),
        ("images/nej.png", "I101"),
        ("images/kompas%20nord.svg", "I101"),
    ],
)
def test_images_come_from_the_book_only(root: Path, store: Store, target: str, code: str) -> None:
    file = root / "book/chapters/01-opgaven.md"
    file.write_text(file.read_text("utf-8").replace("images/kompas.svg", target), "utf-8")
    loaded = load_book(root, store)
    assert [(p.code, p.source.line, p.source.column) for p in loaded.problems] == [(code, 21, 28)]
    assert loaded.book is not None
    assert loaded.book.images == {}


def _picture(mode: str, width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new(mode, (width, height)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (_picture("RGB", 40, 30), ""),
        (_picture("1", 40, 30), ""),
        (_picture("I;16", 40, 30), "har mere end 8 bit til hver farve"),
        (_picture("1", 8000, 8000), "har 64 millioner billedpunkter; højst 60"),
        (_picture("RGB", 40, 30)[:50] + _picture("RGB", 40, 30)[-20:], "er beskadiget"),
        (b"GIF89a", "er beskadiget eller ikke en png-fil"),
    ],
)
def test_a_picture_that_no_edition_can_show_is_refused(
    root: Path, store: Store, data: bytes, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As WeasyPrint leaves it wherever it has been loaded.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    (root / "book/images/foto.png").write_bytes(data)
    with (root / "book/chapters/01-opgaven.md").open("a", encoding="utf-8") as chapter:
        chapter.write('\n![Et foto](images/foto.png){#fig-foto alt="En prøve"}\n')
    found = lines(root, store)
    assert [line.split("I104 ")[1] for line in found] == (
        [f"billedet »images/foto.png« {told}"] if told else []
    )


def test_problems_of_one_run_come_sorted(root: Path, store: Store) -> None:
    for name, old, new in (
        ("chapters/03-proeven.md", "## Hvem", "#### Hvem"),
        ("chapters/01-opgaven.md", "status: godkendt", "status: udkast"),
        ("book.yaml", "year: 2026", "year: x"),
    ):
        file = root / "book" / name
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    problems = load_book(root, store).problems
    assert [p.code for p in problems] == ["B104", "C104", "S103"]
    assert list(problems) == sorted(problems, key=lambda p: p.source)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("glossary.yaml", b"- term: a\n\tb\n"),
        ("glossary.yaml", b"term: a\ndefinition: b\n"),
        ("references.yaml", b"\xff\n"),
        ("chapters/01-opgaven.md", b"---\ntitle: Opgaven\n"),
        ("chapters/01-opgaven.md", b"---\ntitle: a: b\n---\n\nTekst.\n"),
        ("chapters/01-opgaven.md", HEAD + b"\nF\xf8r\n"),
        ("chapters/01-opgaven.md", None),
    ],
)
def test_an_unread_file_is_the_only_thing_told(
    root: Path, store: Store, name: str, content: bytes | None
) -> None:
    file = root / "book" / name
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    loaded = load_book(root, store)
    assert loaded.book is not None
    assert loaded.book.unread == (name,)
    problems = {*loaded.problems, *check_book(loaded.book)}
    assert len({problem.source for problem in problems}) == 1


@pytest.mark.parametrize("content", [HEAD[:-1], b"Bare tekst.\n", HEAD + b"\n# A\n"])
def test_a_faulty_chapter_is_read_all_the_same(root: Path, store: Store, content: bytes) -> None:
    (root / "book/back/kolofon.md").write_bytes(content)
    loaded = load_book(root, store)
    assert loaded.book is not None
    assert loaded.book.unread == ()


def test_what_pandoc_gave_up_on_is_read_again(
    root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = root / "book/chapters/01-opgaven.md"
    chapter.write_text(chapter.read_text("utf-8") + "\nEt ord til.\n", "utf-8")

    def give_up(text: str) -> tuple[bytes, tuple[str, ...]]:
        raise pandoc.PandocError("for sent")

    with monkeypatch.context() as patched:
        patched.setattr(pandoc, "read_markdown", give_up)
        assert "kapitlets tekst kan ikke læses" in " ".join(lines(root, store))
    assert lines(root, store) == []


def test_a_pandoc_that_is_stopped_blames_no_chapter(
    root: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = root / "book/chapters/01-opgaven.md"
    chapter.write_text(chapter.read_text("utf-8") + "\nEndnu et ord.\n", "utf-8")
    stopped = tmp_path / "pandoc"
    stopped.write_text("#!/bin/sh\nkill -9 $$\n", "utf-8")
    stopped.chmod(0o755)
    with monkeypatch.context() as patched:
        patched.setattr(pandoc, "_program", lambda: str(stopped))
        patched.setattr(pandoc, "identity", lambda: "pandoc")
        with pytest.raises(pandoc.PandocStoppedError, match="signal 9"):
            load_book(root, store)
    assert lines(root, store) == []
