"""The workplace is made whole, or not believed in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from press import install

OFFLINE = (
    "WARNING: Retrying (Retry(total=0)) after connection broken\n"
    "ERROR: No matching distribution found for click==8.5.1\n"
)


class Machine:
    """Answers commands as a machine would, and remembers which were run."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.run: list[str] = []
        self.fails: dict[str, str] = {}
        self.version = "3.11"

    def __call__(self, command: Sequence[str], folder: Path | None = None) -> CompletedProcess[str]:
        line = " ".join(command)
        for part, output in self.fails.items():
            if part in line:
                return CompletedProcess(command, 1, output)
        if install.TELL_VERSION in line:
            return CompletedProcess(command, 0, f"{self.version}\n")
        self.run.append(line)
        if "venv --clear" in line:
            (self.root / ".venv").mkdir(exist_ok=True)
        return CompletedProcess(command, 0, "")

    def installs(self) -> int:
        return sum("pip install" in line for line in self.run)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    (tmp_path / "requirements.lock").write_text("click==8.5.1\n", encoding="utf-8")
    machine = Machine(tmp_path)
    monkeypatch.setattr(install, "_run", machine)
    monkeypatch.setattr(install, "lacking_libraries", lambda: ())
    monkeypatch.setattr(install, "lacking_venv", lambda: ())
    return machine


def test_nothing_is_installed_twice(machine: Machine) -> None:
    assert install.main(machine.root) == 0
    assert install.main(machine.root) == 0
    assert machine.installs() == 1


def test_a_new_lock_is_installed_from_scratch(machine: Machine) -> None:
    install.main(machine.root)
    (machine.root / "requirements.lock").write_text("click==8.5.2\n", encoding="utf-8")
    install.main(machine.root)
    assert machine.installs() == 2
    assert sum("venv --clear" in line for line in machine.run) == 2


def test_a_new_python_is_given_a_new_venv(machine: Machine) -> None:
    install.main(machine.root)
    machine.version = "3.12"
    install.main(machine.root)
    assert machine.installs() == 2


def test_an_interrupted_change_is_not_believed_in(machine: Machine) -> None:
    install.main(machine.root)
    lock = machine.root / "requirements.lock"
    lock.write_text("click==8.5.2\n", encoding="utf-8")
    machine.fails = {"pip install": OFFLINE}
    assert install.main(machine.root) == install.LACKING
    lock.write_text("click==8.5.1\n", encoding="utf-8")
    assert not install.ready(machine.root)


def test_no_network_is_told_in_danish(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.fails = {"pip install": OFFLINE}
    assert install.main(machine.root) == install.LACKING
    said = capsys.readouterr().err
    assert "ingen forbindelse til nettet" in said
    assert "  | ERROR: No matching distribution" in said
    assert "Retrying" not in said


def test_a_folder_that_cannot_be_written_is_told(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    (machine.root / ".cache").write_text("", encoding="utf-8")
    assert install.main(machine.root) == install.LACKING
    assert "kan ikke skrives" in capsys.readouterr().err


def test_apt_is_not_used_without_leave(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    machine.fails = {"sudo -n true": ""}
    with pytest.raises(install.UnreadyError, match="sudo apt-get install -y libpango"):
        install.install_packages(("Pango",))
    assert machine.run == []


@pytest.mark.parametrize(("user", "before"), [(0, "env "), (1000, "sudo -n env ")])
def test_apt_is_used_where_it_may_be(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, user: int, before: str
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    install.install_packages(("Pango",))
    calls = [line for line in machine.run if "apt-get" in line]
    assert [line.startswith(before) for line in calls] == [True, True]
    assert "libpango-1.0-0" in calls[1]


def test_apt_that_fails_leaves_the_editor_with_what_to_run(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    machine.fails = {"install -y": "E: Temporary failure resolving\n"}
    with pytest.raises(install.UnreadyError, match=r"(?s)nettet.*Fedora.*macOS"):
        install.install_packages(("Pango",))
