"""A whole book for the printer, built as an editor does it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pypdfium2
import pytest

ROOT = Path(__file__).parents[2]
READING = "  print: {format: pdf, file: den-lille-bog.pdf,"
BOTH = (
    "  print: {format: pdf, standard: PDF/X-4, file: til-tryk.pdf, trim: [170mm, 240mm],"
    " styles: [tokens, book, print]}\n  pdf: {format: pdf, file: den-lille-bog.pdf,"
)


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    copytree(ROOT / "tests" / "books" / "lille" / "book", tmp_path / "book")
    for name in ("templates", "styles"):
        copytree(ROOT / name, tmp_path / name)
    return tmp_path


def _build(root: Path, printer: str) -> subprocess.CompletedProcess[str]:
    plan = root / "book" / "book.yaml"
    written = plan.read_text(encoding="utf-8")
    assert READING in written
    plan.write_text(written.replace(READING, BOTH) + printer, encoding="utf-8")
    names = ("--edition", "print", "--edition", "pdf")
    command = [sys.executable, str(ROOT / "build.py"), "book", "--root", str(root), *names]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_book_goes_to_the_printer_and_the_reader(root: Path) -> None:
    """Without a profile, so that it is the same on a machine that has none."""
    done = _build(root, "printer: {icc: none, multiple: 8, bleed: 5 mm}\n")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "P214" in done.stdout + done.stderr
    made = json.loads((root / "dist" / "build.json").read_text("utf-8"))["editions"]["print"]
    assert made["claims"] == ""
    printed = pypdfium2.PdfDocument(root / "dist" / "til-tryk.pdf")
    assert len(printed) == made["pages"]
    assert len(printed) % 8 == 0
    reading = pypdfium2.PdfDocument(root / "dist" / "den-lille-bog.pdf")
    assert 0 <= len(printed) - len(reading) < 8
    left, bottom, right, top = printed[0].get_trimbox()
    assert (right - left, top - bottom) == pytest.approx(reading[0].get_size(), abs=0.05)
    assert printed[0].get_size() > reading[0].get_size()


def test_a_stray_colour_stops_the_book_and_dist_is_left_alone(root: Path) -> None:
    drawing = root / "book" / "images" / "kompas.svg"
    text = drawing.read_text(encoding="utf-8")
    stray = '<rect x="1" y="1" width="9" height="9" fill="#12ab34"/></svg>'
    drawing.write_text(text.replace("</svg>", stray), encoding="utf-8")
    done = _build(root, "")
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert "book/images/kompas.svg:" in told
    assert "P211 farven #12ab34" in told
    assert not (root / "dist").exists()
