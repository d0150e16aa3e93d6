"""One slip of the pen gives one line, at the right place, with advice that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.assembly import check_book
from press.manuscript import load_book
from press.store import Store

BOOK = "book.yaml"
CHAPTER = "chapters/02-ordene.md"


def found_in(root: Path, store: Store) -> list[str]:
    loaded = load_book(root, store)
    assert loaded.book is not None or loaded.problems
    across = check_book(loaded.book) if loaded.book else ()
    return sorted(str(problem) for problem in {*loaded.problems, *across})


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "advice"),
    [
        (BOOK, "publisher:", "publiser:", "4:1: B102", "mente du »publisher«?"),
        (BOOK, '"0.1"', '"0.1', "6:10: B101", "et anførselstegn bliver ikke lukket"),
        (BOOK, "2026-11-23", "2026-02-31", "7:7: B104", "en dato som 2026-11-23"),
        (BOOK, "[170mm, 240mm]", "[17mm, 24mm]", "34:55: B104", "fra 70 til 450 mm"),
        (BOOK, "[170mm, 240mm]", "[170cm, 240cm]", "34:55: B104", "fra 70 til 450 mm"),
        (BOOK, "parts:", "part:", "14:1: B102", "mente du »parts«?"),
        (BOOK, "- chapters/01", "-chapters/01", "18:7: B104", "mellemrum efter hver bindestreg"),
        (BOOK, "- chapters/02", "-chapters/02", "19:7: B101", "mellemrum efter bindestregen"),
        (BOOK, "      - chapters/01", "     - chapters/01", "18:8: B104", "lige under de andres"),
        (BOOK, "      - chapters/02", "     - chapters/02", "19:6: B101", "se efter indrykning"),
        (BOOK, "02-ordene.md", "02-ordene.md:", "19:9: B104", "slet kolonet"),
        (BOOK, "02-ordene.md", "02-Ordene.md", "19:9: C101", "»chapters/02-ordene.md«"),
        (BOOK, "- chapters/02", "- book/chapters/02", "19:9: C101", "stien fra mappen book"),
        (BOOK, "editions:", "printer: {icc: FOGRA99}\neditions:", "33:16: B104", "FOGRA39"),
        (CHAPTER, "status: godkendt", "status: Godkendt", "3:9: B104", "»godkendt«"),
        (CHAPTER, "status:", "\tstatus:", "3:1: B101", "brug mellemrum, ikke tabulator"),
        (CHAPTER, "- Hvilke", "- Hør: Hvilke", "5:5: B104", "anførselstegn"),
        (CHAPTER, "- Hvilke", "- [[ord]] hvilke", "5:13: B101", "begynder med en klamme"),
        (CHAPTER, "---\ntitle", "----\ntitle", "1:1: C105", "begynd filen med ---"),
        (CHAPTER, "---\ntitle", "title", "1:1: C105", "begynd filen med ---"),
        ("references.yaml", "type: book", "type: bok", "B104", "mente du »book«?"),
        ("references.yaml", "type: book", "type: lov", "B104", "de almindelige er book, chapter"),
    ],
)
def test_one_fault_gives_one_line(
    root: Path, store: Store, file: str, old: str, new: str, place: str, advice: str
) -> None:
    path = root / "book" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    (line,) = found_in(root, store)
    assert f"book/{file}:" in line
    assert f"{place}" in line
    assert advice in line


@pytest.mark.parametrize(
    ("name", "made"), [("glossary.yaml", "ordliste"), ("references.yaml", "litteratur")]
)
def test_a_missing_list_is_told_once_where_it_is_ordered(
    root: Path, store: Store, name: str, made: str
) -> None:
    (root / "book" / name).unlink()
    (line,) = found_in(root, store)
    assert line.startswith("book/book.yaml:2")
    assert f"C101 filen »{name}« findes ikke" in line
    assert f"generate: {made}" in line


@pytest.mark.parametrize("name", ["glossary.yaml", "references.yaml"])
def test_an_empty_list_is_told_once(root: Path, store: Store, name: str) -> None:
    (root / "book" / name).write_text("# Kommer senere\n", "utf-8")
    (line,) = found_in(root, store)
    assert line.startswith(f"book/{name}:1:1: B104 »{name}« er tom")


def test_an_unclosed_div_is_told_where_it_is_and_not_at_a_box(root: Path, store: Store) -> None:
    path = root / "book" / CHAPTER
    text = path.read_text("utf-8").replace("Her taler vi", "<div>\n\nHer taler vi", 1)
    path.write_text(text, "utf-8")
    told = [line for line in found_in(root, store) if "S106" in line]
    number = text[: text.index("<div>")].count("\n") + 1
    assert [line.split(" (")[0] for line in told] == [
        f"book/{CHAPTER}:{number}:{text.splitlines()[number - 1].index('<div>') + 1}: "
        "S106 <div> bliver ikke lukket"
    ]


def test_an_empty_chapter_file_is_told_once(root: Path, store: Store) -> None:
    (root / "book" / CHAPTER).write_bytes(b"")
    (line,) = found_in(root, store)
    assert line == f"book/{CHAPTER}:1:1: C105 filen er tom"


@pytest.mark.parametrize("head", ["\n\n---", "\ufeff---"])
def test_blank_lines_and_a_byte_order_mark_before_the_head_do_no_harm(
    root: Path, store: Store, head: str
) -> None:
    path = root / "book" / CHAPTER
    path.write_text(path.read_text("utf-8").replace("---", head, 1), "utf-8")
    assert found_in(root, store) == []


def test_paths_may_be_typed_as_windows_shows_them(root: Path, store: Store) -> None:
    path = root / "book" / BOOK
    path.write_text(path.read_text("utf-8").replace("chapters/02", "chapters\\02"), "utf-8")
    assert found_in(root, store) == []


def test_the_same_term_twice_is_called_that(root: Path, store: Store) -> None:
    with (root / "book/glossary.yaml").open("a", encoding="utf-8") as glossary:
        glossary.write("\n- term: kerneopgave\n  definition: en ting\n")
    (line,) = found_in(root, store)
    assert "T103 begrebet »kerneopgave« står der to gange" in line
