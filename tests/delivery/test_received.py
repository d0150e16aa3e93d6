"""A received release is checked with nothing but Python, and every kind of damage is told."""

from __future__ import annotations

import io
import json
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


def test_a_folder_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert received.main([""]) == 2
    assert "DIR=" in capsys.readouterr().out


DAMAGE: list[tuple[Callable[[Path], object], str]] = [
    (lambda d: (d / "bog-1.0.0.epub").unlink(), "bog-1.0.0.epub: mangler"),
    (lambda d: (d / "ekstra.txt").write_text("x"), "ekstra.txt: hører ikke til udgivelsen"),
    (lambda d: (d / "katalog/onix.xml").write_text("<x/>"), "katalog/onix.xml: er ændret"),
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
        (lambda d: (d / "build.json").write_text("{"), "ikke en udgivelse"),
    ],
)
def test_what_is_no_release_is_refused(
    tmp_path: Path, harm: Callable[[Path], object], told: str
) -> None:
    harm(_bundle(tmp_path, FILES))
    code, said = _run(tmp_path)
    assert code == 2
    assert told in said
