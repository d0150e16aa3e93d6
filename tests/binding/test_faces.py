"""The faces lie whole in the store, whatever lay there before."""

from __future__ import annotations

from pathlib import Path

from press.binding.faces import configure
from press.looks import faces


def test_a_damaged_face_of_the_same_size_is_mended(tmp_path: Path) -> None:
    configure(tmp_path)
    face = faces()[0].path
    copy = tmp_path / "faces" / face.name
    copy.write_bytes(bytes(len(face.read_bytes())))
    configure(tmp_path)
    assert copy.read_bytes() == face.read_bytes()


def test_what_lies_there_already_is_left_alone(tmp_path: Path) -> None:
    """Another build may be reading it."""
    config = configure(tmp_path)
    before = config.stat().st_ino
    assert configure(tmp_path).stat().st_ino == before
    config.write_text("", encoding="utf-8")
    assert "<fontconfig>" in configure(tmp_path).read_text("utf-8")
