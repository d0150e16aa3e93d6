"""A received release is checked with nothing but Python, and every kind of damage is told."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from press.delivery import received
from press.delivery.sums import listing


def _epub(first: str = "mimetype") -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        archive.writestr(first, "application/epub+zip")
    return result.getvalue()


FILES = {
    "bog-1.0.0.epub": _epub(),
    "bog-1.0.0.pdf": b"%PDF-1.7\n%%EOF\n",
    "katalog/onix.xml": "<æ/>".encode(),
    "build.json": json.dumps({"version": "1.0.0", "draft": False}).encode(),
}


def _bundle(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in {**files, "SHA256SUMS": listing(files)}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def _linked(path: Path, to: Path) -> None:
    """A link to a copy of the file, or to nothing when ``to`` lies in the same folder."""
    data = path.read_bytes()
    path.unlink()
    path.symlink_to(to)
    if to.parent != path.parent:
        to.write_bytes(data)


def _run(folder: Path) -> tuple[int, str]:
    # -I -S: no site packages, no environment, nothing of the press.
    command = [sys.executable, "-I", "-S", received.__file__, str(folder)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_whole_release_is_in_order(tmp_path: Path) -> None:
    code, said = _run(_bundle(tmp_path, FILES))
    assert code == 0
    assert said == "Alt er i orden: version 1.0.0 (udgivelse), 4 filer, alle uændrede.\n"


def test_what_a_file_manager_left_is_no_fault(tmp_path: Path) -> None:
    folder = _bundle(tmp_path / "hentet æøå", FILES)
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "katalog/Thumbs.db").write_bytes(b"x")
    assert _run(folder)[0] == 0


def test_a_terminal_without_danish_letters_is_answered_too(tmp_path: Path) -> None:
    command = [sys.executable, "-S", received.__file__, str(_bundle(tmp_path / "ø", FILES))]
    plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, **plain})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Alt er i orden")


def test_a_folder_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert received.main([""]) == 2
    assert "DIR=" in capsys.readouterr().out


DAMAGE: list[tuple[Callable[[Path], object], str]] = [
    (lambda d: (d / "bog-1.0.0.epub").unlink(), "bog-1.0.0.epub: mangler"),
    (lambda d: (d / "ekstra.txt").write_text("x"), "ekstra.txt: hører ikke til udgivelsen"),
    (lambda d: (d / "katalog/onix.xml").write_text("<x/>"), "katalog/onix.xml: er ændret"),
    (lambda d: _linked(d / "bog-1.0.0.pdf", d.parent / "bog.pdf"), "bog-1.0.0.pdf: er en genvej"),
    (lambda d: _linked(d / "bog-1.0.0.pdf", d / "væk"), "bog-1.0.0.pdf: er en genvej"),
    (lambda d: (d / os.fsdecode(b"\xe6.txt")).write_text("x"), "\\udce6.txt: hører ikke til"),
]


@pytest.mark.parametrize(("harm", "told"), DAMAGE)
def test_damage_is_told(tmp_path: Path, harm: Callable[[Path], object], told: str) -> None:
    harm(_bundle(tmp_path, FILES))
    code, said = _run(tmp_path)
    assert code == 1
    assert said.startswith(told)
    assert "1 fejl" in said


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("bog.epub", b"PK", "er ikke en hel fil"),
        ("bog.epub", _epub("andet"), "er ikke en EPUB"),
        ("bog.pdf", b"%PDF-1.7\nafbrudt", "er ikke en hel PDF-fil"),
    ],
)
def test_a_file_that_was_broken_before_it_was_sent_is_told(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    code, said = _run(_bundle(tmp_path, {**FILES, name: data}))
    assert code == 1
    assert f"{name}: {told}" in said


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda d: (d / "SHA256SUMS").unlink(), "SHA256SUMS kan ikke læses"),
        (lambda d: (d / "SHA256SUMS").write_text("krøllet\n"), "linje 1 i SHA256SUMS"),
        (lambda d: (d / "SHA256SUMS").write_text(""), "SHA256SUMS er tom"),
        (lambda d: (d / "SHA256SUMS").write_bytes(b"\xff\xfe"), "linje 1 i SHA256SUMS"),
        (lambda d: (d / "build.json").write_text("{"), "sendt: build.json kan ikke læses."),
        (lambda d: (d / "build.json").write_text("[]"), "sendt: build.json kan ikke læses."),
        (lambda d: (d / "build.json").unlink(), "udgivelse: build.json kan ikke læses."),
    ],
)
def test_what_is_no_release_is_refused(
    tmp_path: Path, harm: Callable[[Path], object], told: str
) -> None:
    harm(_bundle(tmp_path, FILES))
    code, said = _run(tmp_path)
    assert code == 2
    assert told in said
