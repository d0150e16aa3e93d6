"""The main job on the miniature book: all editions, one numbering, and nothing half done."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

ROOT = Path(__file__).parents[1]
LITTLE = ROOT / "tests" / "books" / "lille" / "book"
CHAPTER = Path("book/chapters/01-opgaven.md")


def new_root(folder: Path) -> Path:
    """A project root with the miniature book in it."""
    shutil.copytree(LITTLE, folder / "book")
    for name in ("templates", "styles"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def run(root: Path, *words: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build.py"), *words, "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload, no-any-return]  # options vary


def add_a_sentence(root: Path) -> None:
    chapter = root / CHAPTER
    chapter.write_text(chapter.read_text("utf-8") + "\nEn ny sætning.\n", "utf-8")


def contents(folder: Path) -> Mapping[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(name="built", scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_root(tmp_path_factory.mktemp("lille"))
    done = run(root, "book")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(name="root")
def _root(built: Path, tmp_path: Path) -> Path:
    """A copy of the built book, store and all, for a test to spoil."""
    shutil.copytree(built, tmp_path / "kopi")
    return tmp_path / "kopi"


def file_of(root: Path, ending: str) -> bytes:
    (path,) = (root / "dist").glob(f"*{ending}")
    return path.read_bytes()


def page_texts(pdf: bytes) -> dict[str, str]:
    """The letters of each printed page by its label, as the file itself labels it."""
    document = pypdfium2.PdfDocument(pdf)
    return {
        document.get_page_label(number): page.get_textpage().get_text_bounded()
        for number, page in enumerate(document)
    }


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def test_every_edition_is_there_with_sums_and_a_record(built: Path) -> None:
    record = json.loads((built / "dist" / "build.json").read_text("utf-8"))
    assert set(record["editions"]) == {"print", "epub", "web"}
    named = {name for entry in record["editions"].values() for name in entry["files"]}
    assert named | {"build.json", "SHA256SUMS"} == set(contents(built / "dist"))
    check = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=built / "dist")
    assert check.returncode == 0


def test_the_epub_turns_its_pages_where_the_printed_book_does(built: Path) -> None:
    printed = page_texts(file_of(built, ".pdf"))
    archive = zipfile.ZipFile(io.BytesIO(file_of(built, ".epub")))
    checked = 0
    for name in archive.namelist():
        if not name.endswith(".xhtml") or "nav" in name:
            continue
        body = etree.fromstring(archive.read(name))
        for mark in body.xpath("//*[@role='doc-pagebreak']"):
            label = mark.get("id").removeprefix("side-")
            following = letters(" ".join(mark.xpath("following::text()")[:40]))
            page = letters(printed[label])[:150]
            # The mark goes before a word that the page end breaks, hence a few letters' play.
            reach = min(10, len(following))
            assert any(following[at : at + reach] in page for at in range(20)), (name, label)
            checked += 1
    assert checked >= 8


def test_the_epubs_page_list_is_the_printed_numbering(built: Path) -> None:
    labels = list(page_texts(file_of(built, ".pdf")))
    archive = zipfile.ZipFile(io.BytesIO(file_of(built, ".epub")))
    (nav,) = (name for name in archive.namelist() if b'"page-list"' in archive.read(name))
    items = etree.fromstring(archive.read(nav)).xpath(
        "//*[local-name()='nav'][@*[local-name()='type']='page-list']//*[local-name()='a']"
    )
    listed = ["".join(item.itertext()) for item in items]
    assert listed
    assert listed == [label for label in labels if label in set(listed)]


def test_the_same_book_gives_the_same_bytes_elsewhere_and_later(
    built: Path, tmp_path: Path
) -> None:
    other = new_root(tmp_path / "et andet sted æøå")
    time.sleep(1.1)
    done = run(other, "book", env={**os.environ, "TZ": "Pacific/Auckland", "LANG": "C"})
    assert done.returncode == 0, done.stderr
    assert contents(other / "dist") == contents(built / "dist")


def test_an_unchanged_book_is_not_built_again(root: Path) -> None:
    before = (root / "dist").stat().st_ino
    done = run(root, "book")
    assert done.returncode == 0
    assert "Intet er ændret" in done.stderr
    assert (root / "dist").stat().st_ino == before


def test_a_spoilt_dist_is_built_again_to_the_same_bytes(root: Path, built: Path) -> None:
    next((root / "dist").glob("*.epub")).write_bytes(b"")
    assert run(root, "book").returncode == 0
    assert contents(root / "dist") == contents(built / "dist")


def test_one_edition_leaves_the_others_as_they_were(root: Path, built: Path) -> None:
    add_a_sentence(root)
    assert run(root, "book", "--edition", "epub").returncode == 0
    old, new = contents(built / "dist"), contents(root / "dist")
    changed = {name for name in old if old[name] != new[name]}
    assert {Path(name).suffix for name in changed} == {".epub", ".json", ""}


def test_errors_stop_the_build_and_leave_dist_alone(root: Path) -> None:
    before = contents(root / "dist")
    chapter = root / CHAPTER
    chapter.write_text(chapter.read_text("utf-8") + "\nOm [[kerneopgvaen]].\n", "utf-8")
    done = run(root, "book")
    assert done.returncode == 1
    line = chapter.read_text("utf-8").count("\n")
    assert f"{CHAPTER}:{line}:6: T101" in done.stderr
    assert contents(root / "dist") == before


def test_check_reports_json_for_tools_and_strict_counts_warnings(root: Path) -> None:
    glossary = root / "book" / "glossary.yaml"
    entry = "- term: ubrugt ord\n  definition: ord, som ingen bruger\n"
    glossary.write_text(glossary.read_text("utf-8") + entry, "utf-8")
    assert run(root, "check").returncode == 0
    assert run(root, "check", "--strict").returncode == 1
    found = json.loads(run(root, "check", "--format", "json").stdout)
    assert [(problem["code"], problem["severity"]) for problem in found] == [("T102", "warning")]


@pytest.mark.parametrize("words", [("bog",), ("book", "--edition", "papyrus"), ("book", "--x")])
def test_wrong_usage_is_exit_code_two(root: Path, words: tuple[str, ...]) -> None:
    done = run(root, *words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.fixture(name="changed", scope="session")
def _changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature book with a sentence more, built from nothing."""
    root = new_root(tmp_path_factory.mktemp("ny"))
    add_a_sentence(root)
    assert run(root, "book").returncode == 0
    return root


@pytest.mark.parametrize("seconds", [0.4, 1.2, 2.0, 2.8])
def test_a_killed_build_leaves_a_whole_one_and_a_usable_store(
    root: Path, changed: Path, seconds: float
) -> None:
    before, finished = contents(root / "dist"), contents(changed / "dist")
    add_a_sentence(root)
    command = [sys.executable, str(ROOT / "build.py"), "book", "--root", str(root)]
    build = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        build.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
    assert contents(root / "dist") in (before, finished)
    assert run(root, "book").returncode == 0
    assert contents(root / "dist") == finished


def test_a_full_disk_is_said_and_leaves_the_last_good_build(root: Path) -> None:
    before = contents(root / "dist")
    add_a_sentence(root)

    def cramped() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = run(root, "book", preexec_fn=cramped)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert contents(root / "dist") == before
    assert run(root, "book").returncode == 0
