"""What the machine lacks, and what an editor is told about it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from press.machine import VENV, advice, lacking_libraries, lacking_venv, remedy


class Libraries:
    """A machine with a Pango of this version and without these files."""

    def __init__(self, pango: int = 15000, without: tuple[str, ...] = ()) -> None:
        self.pango = pango
        self.without = without

    def __call__(self, file: str) -> Any:
        if any(part in file for part in self.without):
            raise OSError(file)
        return SimpleNamespace(pango_version=lambda: self.pango)


def test_a_whole_machine_lacks_nothing() -> None:
    assert lacking_libraries(Libraries()) == ()
    assert advice(()) == ""


@pytest.mark.parametrize(
    ("without", "name"),
    [("libpango-", "Pango"), ("harfbuzz-subset", "HarfBuzz Subset"), ("fontconfig", "Fontconfig")],
)
def test_a_missing_library_is_named(without: str, name: str) -> None:
    assert lacking_libraries(Libraries(without=(without,))) == (name,)


def test_the_name_of_macos_is_tried_too() -> None:
    assert lacking_libraries(Libraries(without=(".so",))) == ()


def test_an_old_pango_is_missing() -> None:
    assert lacking_libraries(Libraries(pango=14307)) == ("Pango 1.44 eller nyere",)
    assert lacking_libraries(Libraries(pango=14400)) == ()


def test_venv_needs_ensurepip() -> None:
    assert lacking_venv(lambda name: name != "ensurepip") == (VENV,)
    assert lacking_venv(lambda name: object()) == ()


def test_only_what_is_missing_is_installed() -> None:
    assert remedy((VENV,)).apt.endswith("-venv")
    assert "pango" not in remedy((VENV,)).apt
    assert remedy(("Pango", "PangoFT2")).apt.split()[0] == "libpango-1.0-0"
    assert "venv" not in remedy(("Pango",)).apt


def test_the_advice_tells_each_system_what_to_run() -> None:
    said = advice(("Pango",))
    assert "Maskinen mangler: Pango." in said
    assert "sudo apt-get install -y libpango-1.0-0" in said
    assert "sudo dnf install -y pango" in said
    assert "brew install pango" in said
