"""Make the workplace: the lock file in, a `.venv` with exactly the locked packages out.

Run by the Makefile before each verb (`python3 -m press.install`), with the standard library only.
Nothing is done when the `.venv` fits the lock. Its stamp is taken away before anything is changed
and written last, so a half-made `.venv` is never taken for a whole one but made anew.

Exit codes: 0 ready, 3 the machine lacks something (said in Danish on standard error).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from press import profiles
from press.machine import advice, lacking_libraries, lacking_venv, remedy

LACKING = 3
STOPPED = 130
LAST_LINES = 4
TELL_VERSION = "import sys; print(*sys.version_info[:2], sep='.')"
APT = (
    "env",
    "DEBIAN_FRONTEND=noninteractive",
    "apt-get",
    "--quiet",
    "-o",
    "DPkg::Lock::Timeout=120",
    "-o",
    "Acquire::http::Timeout=30",
)
INSTALL = (
    "--quiet",
    "--no-input",
    "--disable-pip-version-check",
    "--only-binary=:all:",
    "--require-hashes",
    "--requirement",
)
WRITING = "Tilhører mappen en anden bruger, eller er disken fuld?"
OFFLINE = (
    "Failed to establish",
    "Temporary failure",
    "Retrying (",
    "timed out",
    "Could not resolve",
)


class UnreadyError(Exception):
    """The workplace cannot be made; the message is for an editor."""


def main(root: Path) -> int:
    """Make the workplace under `root` and return the exit code."""
    try:
        install_packages(lacking_libraries() + lacking_venv())
        if not ready(root):
            with _alone(root):
                make_venv(root)
        if profiles.wanted(root):
            with _alone(root):
                fetch_profile(root)
    except UnreadyError as unready:
        _say(str(unready))
        return LACKING
    except OSError as error:
        _say(f"Der kan ikke skrives i {error.filename}: {error.strerror}.\n{WRITING}")
        return LACKING
    except KeyboardInterrupt:
        _say("Afbrudt. Kør kommandoen igen, når det passer.")
        return STOPPED
    return 0


def install_packages(missing: tuple[str, ...]) -> None:
    """Install missing system packages with apt where that is allowed.

    Raises UnreadyError with what to run when it is not allowed or does not help.
    """
    if not missing:
        return
    before = _permission()
    if before is None:
        raise UnreadyError(advice(missing))
    packages = remedy(missing).apt.split()
    _say(f"Maskinen mangler {', '.join(missing)}. Installerer med apt: {' '.join(packages)}")
    _run((*before, *APT, "update"))
    result = _run((*before, *APT, "install", "-y", "--no-install-recommends", *packages))
    if result.returncode != 0 or lacking_libraries() or not _has_venv():
        raise UnreadyError(
            _told("apt kunne ikke installere det hele.", result) + "\n" + advice(missing)
        )


def ready(root: Path) -> bool:
    """Tell whether `.venv` was made to the end from this lock and its Python still runs."""
    stamp = root / ".venv" / "stamp"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _mark(root)


def make_venv(root: Path) -> None:
    """Make `.venv` from the lock unless it already fits. Raises UnreadyError when that fails."""
    if ready(root):
        return
    venv = root / ".venv"
    python, stamp = venv / "bin" / "python", venv / "stamp"
    _say("Installerer de låste pakker i .venv (kun første gang, og når requirements.lock ændres) …")
    stamp.unlink(missing_ok=True)
    profile = profiles.find_profile(root)
    made = _run((sys.executable, "-m", "venv", "--clear", str(venv)))
    if made.returncode != 0:
        raise UnreadyError(_told(".venv kunne ikke oprettes.", made))
    filled = _run((str(python), "-m", "pip", "install", *INSTALL, str(root / "requirements.lock")))
    if filled.returncode != 0:
        raise UnreadyError(_told("De låste pakker kunne ikke installeres.", filled))
    if profile is not None:
        profiles.keep(root, profile)
    draft = venv / "stamp.new"
    draft.write_text(_mark(root), encoding="utf-8")
    draft.replace(stamp)


def fetch_profile(root: Path) -> None:
    """Get the profile of the usual printing condition. A book can be built without it, so nothing
    fails when it cannot be had: the build then says what to do."""
    if not profiles.wanted(root):
        return
    _say("Henter farveprofilen FOGRA39 til tryk (kun første gang, ca. 22 MB) …")
    before = _permission()

    def update() -> bool:
        return before is not None and _run((*before, *APT, "update")).returncode == 0

    profiles.fetch(root, lambda command, folder: _run(command, folder).returncode == 0, update)


def _mark(root: Path) -> str:
    """Identify the environment: the lock's digest and the version of the `.venv`'s own Python."""
    digest = hashlib.sha256((root / "requirements.lock").read_bytes()).hexdigest()
    python = root / ".venv" / "bin" / "python"
    return f"{digest} {_run((str(python), '-c', TELL_VERSION)).stdout.strip()}\n"


def _has_venv() -> bool:
    """Ask a new Python: the running one remembers what it did not find."""
    result = _run((sys.executable, "-c", "import ensurepip, venv"))
    return result.returncode == 0


def _permission() -> tuple[str, ...] | None:
    """Return what to put before apt-get, or None where we may not install anything."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ()
    sudo = ("sudo", "-n")
    return sudo if _run((*sudo, "true")).returncode == 0 else None


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keep two commands in the same folder from making `.venv` at the same time."""
    (root / ".cache").mkdir(exist_ok=True)
    with (root / ".cache" / "install.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _run(command: Sequence[str], folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command quietly; one that cannot be started counts as failed."""
    environment = {**os.environ, "PIP_USER": "0", "LC_ALL": "C.UTF-8"}
    try:
        return subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=environment,
            cwd=folder,
        )
    except FileNotFoundError as error:
        return subprocess.CompletedProcess(command, 127, str(error))


def _told(message: str, result: subprocess.CompletedProcess[str]) -> str:
    """Add to a message why a command failed: no network if so, and the command's last words."""
    offline = any(sign in result.stdout for sign in OFFLINE)
    lines = [line.strip() for line in result.stdout.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("E: ", "ERROR: "))]
    hint = ["Der er vist ingen forbindelse til nettet. Prøv igen, når der er."] if offline else []
    return "\n".join([message, *hint, *(f"  | {line}" for line in (errors or lines)[-LAST_LINES:])])


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent))
