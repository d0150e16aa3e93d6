"""The profile for print is the known one, fetched once, and never in the way."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from press import install, profiles

PROFILE = b"not a profile, but always the same"


@pytest.fixture(name="root")
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project on a machine with apt and without any profile."""
    monkeypatch.setattr(profiles, "PLACES", ())
    monkeypatch.setattr(profiles, "SHA256", hashlib.sha256(PROFILE).hexdigest())
    monkeypatch.setattr(profiles, "APT_LISTS", tmp_path / "lists")
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    return tmp_path


def _package(folder: Path, data: bytes) -> None:
    """A Debian package as apt would lay it in ``folder``, with a profile in it."""
    tree = folder / "tree"
    place = tree / profiles.MEMBER
    place.parent.mkdir(parents=True)
    place.write_bytes(data)
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    lines = ("Package: texlive-base", "Version: 1", "Architecture: all", "Maintainer: x <x@x.dk>")
    control.write_text("\n".join((*lines, "Description: x", "")), encoding="utf-8")
    target = folder / "texlive-base_1_all.deb"
    subprocess.run(("dpkg-deb", "--build", tree, target), check=True, stdout=subprocess.DEVNULL)


class Apt:
    """Answers ``apt-get download`` with a package, after an update if it has to."""

    def __init__(self, data: bytes, updated: bool = True) -> None:
        self.data, self.updated, self.asked = data, updated, 0

    def run(self, command: Sequence[str], folder: Path) -> bool:
        assert command[0] == "apt-get"
        assert "download" in command
        self.asked += 1
        if self.updated:
            _package(folder, self.data)
        return self.updated

    def update(self) -> bool:
        self.updated = True
        return True


needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no dpkg-deb here")


@needs_dpkg
@pytest.mark.parametrize("updated", [True, False])
def test_the_profile_is_taken_out_of_the_package(root: Path, updated: bool) -> None:
    apt = Apt(PROFILE, updated)
    assert profiles.wanted(root)
    assert profiles.fetch(root, apt.run, apt.update)
    assert profiles.find_profile(root) == PROFILE
    assert not profiles.wanted(root)


@needs_dpkg
def test_another_profile_is_not_taken_for_the_known_one(root: Path) -> None:
    apt = Apt(PROFILE + b"!")
    assert not profiles.fetch(root, apt.run, apt.update)
    assert profiles.find_profile(root) is None


def test_after_a_failure_it_waits_for_a_day_or_for_new_lists(root: Path) -> None:
    assert not profiles.fetch(root, lambda command, folder: False, lambda: False)
    assert not profiles.wanted(root)
    note = next((root / ".venv").rglob("*.tried"))
    yesterday = note.stat().st_mtime - profiles.PATIENCE - 1
    os.utime(note, (yesterday, yesterday))
    assert profiles.wanted(root)
    note.touch()
    profiles.APT_LISTS.mkdir()
    later = note.stat().st_mtime + 60
    os.utime(profiles.APT_LISTS, (later, later))
    assert profiles.wanted(root)


def test_a_machine_without_apt_is_not_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert not profiles.wanted(root)


def test_a_profile_of_the_machines_own_is_used_only_if_it_is_the_known_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = root / "system.icc"
    monkeypatch.setattr(profiles, "PLACES", (str(place),))
    place.write_bytes(b"an older one")
    assert profiles.find_profile(root) is None
    place.write_bytes(PROFILE)
    assert profiles.find_profile(root) == PROFILE


def test_a_new_lock_does_not_fetch_the_profile_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles.keep(root, PROFILE)
    (root / "requirements.lock").write_text("", encoding="utf-8")

    def run(command: Sequence[str], folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        if "--clear" in command:
            shutil.rmtree(root / ".venv")
            (root / ".venv").mkdir()
        return subprocess.CompletedProcess(command, 0, "")

    monkeypatch.setattr(install, "_run", run)
    monkeypatch.setattr(install, "lacking_libraries", lambda: ())
    monkeypatch.setattr(install, "lacking_venv", lambda: ())
    assert install.main(root) == 0
    assert profiles.find_profile(root) == PROFILE


def test_a_fetch_that_fails_stops_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "requirements.lock").write_text("", encoding="utf-8")

    def run(command: Sequence[str], folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        (root / ".venv").mkdir(exist_ok=True)
        return subprocess.CompletedProcess(command, int("apt-get" in command), "")

    monkeypatch.setattr(install, "_run", run)
    monkeypatch.setattr(install, "lacking_libraries", lambda: ())
    monkeypatch.setattr(install, "lacking_venv", lambda: ())
    assert install.main(root) == 0
    assert profiles.find_profile(root) is None
    assert not profiles.wanted(root)


def test_the_screens_profile_is_there() -> None:
    assert profiles.srgb()[16:20] == b"RGB "
