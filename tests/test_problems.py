"""Every problem code: one clean book with one fault, and the lines an editor then sees."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from press.assembly import check_book
from press.codes import CODES
from press.manuscript import load_book
from press.model import Severity
from press.store import Store

TESTS = Path(__file__).parent
CLEAN = TESTS / "books" / "lille"
CASES = TESTS / "problems"
CHECKED = sorted(code for code, kind in CODES.items() if kind.stage == "check")
GUIDE = TESTS.parent / "docs" / "problemkoder.md"


def lay_over(case: Path, root: Path) -> Path:
    """A copy of the clean book under ``root`` with the case's own files laid over it."""
    shutil.copytree(CLEAN, root, dirs_exist_ok=True)
    if case != CLEAN:
        shutil.copytree(case / "book", root / "book", dirs_exist_ok=True)
    return root


def found_in(root: Path, store: Path) -> list[str]:
    """Every problem that load and check find in the book at ``root``, as it is printed."""
    loaded = load_book(root, Store(store))
    across = check_book(loaded.book) if loaded.book else ()
    problems = sorted({*loaded.problems, *across}, key=lambda p: (p.source, p.code, p.message))
    return [str(problem) for problem in problems]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


def test_the_clean_book_has_no_problem(tmp_path: Path, store: Path) -> None:
    assert found_in(lay_over(CLEAN, tmp_path), store) == []


def test_every_code_has_a_folder_and_every_folder_a_code() -> None:
    assert sorted(folder.name for folder in CASES.iterdir()) == CHECKED


@pytest.mark.parametrize("code", CHECKED)
def test_one_fault_gives_its_expected_lines(code: str, tmp_path: Path, store: Path) -> None:
    expected = (CASES / code / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert any(f": {code} " in line for line in expected)
    assert found_in(lay_over(CASES / code, tmp_path), store) == expected


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_guide_explains_the_code(code: str) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    heading = f"### {code} – {CODES[code].title}"
    assert heading in guide.splitlines()
    entry = guide.split(heading)[1].split("\n### ")[0].split("\n## ")[0]
    assert "**Det betyder:**" in entry
    assert "**Gør sådan:**" in entry
    is_warning = "*advarsel*" in entry.lower()
    assert is_warning == (CODES[code].severity is Severity.WARNING)
    if CODES[code].stage == "check":
        assert "Forkert:" in entry
        assert "Rigtigt:" in entry


def test_the_guide_explains_no_code_that_does_not_exist() -> None:
    headings = [line for line in GUIDE.read_text("utf-8").splitlines() if line.startswith("### ")]
    assert [heading.split()[1] for heading in headings] == list(CODES)
