"""DAISY Ace: the accessibility of an EPUB, as far as a machine can tell.

In: the bytes of an EPUB. Out: its verdict, or that it could not be asked. Ace runs on Node.js
and looks at every document of the book in a Chromium without a window.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from press.judges.installed import CHROMIUM, FETCH, ace_script, chrome, node
from press.judges.verdict import NotRun, Verdict, report
from press.model import Json, Problem, Severity, Source

_NAME = "DAISY Ace"
_SECONDS = 600
# Ace's own scale, from what is in the reader's way to what is merely untidy.
_GRAVE = {"critical": Severity.ERROR, "serious": Severity.ERROR}


def ace(data: bytes, path: str) -> Verdict | NotRun:
    """Have DAISY Ace judge an EPUB. ``path`` is what the problems call it."""
    runner, script, browser = node(), ace_script(), chrome()
    if script is None:
        return NotRun(_NAME, "det er ikke hentet", FETCH)
    if runner is None:
        return NotRun(_NAME, "Node.js mangler", FETCH)
    if browser is None:
        return NotRun(_NAME, "Chromium mangler", CHROMIUM)
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / PurePosixPath(path).name, Path(folder) / "ace"
        file.write_bytes(data)
        try:
            run = subprocess.run(
                [runner.path, str(script), "--force", "--silent", "--outdir", str(out), str(file)],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                cwd=folder,
                env={**os.environ, "LC_ALL": "C.UTF-8", "PUPPETEER_EXECUTABLE_PATH": str(browser)},
            )
            answer = json.loads((out / "report.json").read_bytes())
            version = str(answer["earl:assertedBy"]["doap:release"]["doap:revision"])
            problems = tuple(_problems(answer, path))
            clean = answer["earl:result"]["earl:outcome"] == "pass"
        except subprocess.TimeoutExpired:
            return NotRun(_NAME, f"svarede ikke inden for {_SECONDS} sekunder")
        except (OSError, ValueError, KeyError, TypeError):
            words = (run.stderr or run.stdout).decode("utf-8", "replace").strip().splitlines()[-1:]
            return NotRun(_NAME, f"svaret kan ikke læses: {''.join(words) or 'intet svar'}")
    if clean == bool(problems):
        return NotRun(_NAME, "svaret siger ét, og fundene noget andet")
    return Verdict(_NAME, version, problems, report(_undated(answer, path)))


def _undated(answer: Json, path: str) -> Json:
    """The answer without the clock and the folders of this machine."""
    subject = {**answer["earl:testSubject"], "url": PurePosixPath(path).name}
    kept = {key: value for key, value in answer.items() if key != "dct:date"}
    return {**kept, "earl:testSubject": subject}


def _problems(answer: Json, path: str) -> Iterator[Problem]:
    for page in answer["assertions"]:
        where = page["earl:testSubject"]["url"]
        for found in page.get("assertions", ()):
            test, result = found["earl:test"], found["earl:result"]
            severity = _GRAVE.get(test["earl:impact"], Severity.WARNING)
            said = " ".join(str(result.get("dct:description", "")).split())
            message = f"{_NAME} {test['dct:title']}: {said}, i {where}"
            yield Problem(Source(path), "P104", message, "", severity)
