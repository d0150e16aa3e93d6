"""DAISY Ace: the accessibility of an EPUB, as far as a machine can tell.

In: the bytes of an EPUB. Out: its verdict, or why it could not be asked. Ace runs on Node.js
and opens every document of the book in a headless Chromium.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from press.judges.installed import ace_script, node_and_chrome
from press.judges.verdict import Judge, NotRun, Verdict
from press.model import Json, Problem, Severity, Source

_ACE = Judge("DAISY Ace", seconds=600)
# How axe-core, which Ace runs too, grades the severest findings.
GRAVE = {"critical": Severity.ERROR, "serious": Severity.ERROR}


def ace(data: bytes, path: str) -> Verdict | NotRun:
    """Have DAISY Ace judge an EPUB. ``path`` is what the problems call it."""
    script = ace_script()
    tools = node_and_chrome(_ACE.name, script)
    if isinstance(tools, NotRun):
        return tools
    node, chrome = tools
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, out = folder / PurePosixPath(path).name, folder / "ace"
        file.write_bytes(data)
        return _ACE.ask(
            [node, str(script), "--force", "--silent", "--outdir", out, file],
            folder,
            partial(_read, path),
            answer=out / "report.json",
            PUPPETEER_EXECUTABLE_PATH=chrome,
        )


def _read(path: str, answer: Json) -> Verdict | NotRun:
    version = str(answer["earl:assertedBy"]["doap:release"]["doap:revision"])
    problems = tuple(_problems(answer, path))
    if (answer["earl:result"]["earl:outcome"] == "pass") == bool(problems):
        return NotRun(_ACE.name, "svaret siger ét, og fundene noget andet")
    # Without the clock and the folders of this machine.
    subject = {**answer["earl:testSubject"], "url": PurePosixPath(path).name}
    kept = {key: value for key, value in answer.items() if key != "dct:date"}
    return _ACE.verdict(version, problems, {**kept, "earl:testSubject": subject})


def _problems(answer: Json, path: str) -> Iterator[Problem]:
    for page in answer["assertions"]:
        where = page["earl:testSubject"]["url"]
        for found in page.get("assertions", ()):
            test, result = found["earl:test"], found["earl:result"]
            severity = GRAVE.get(test["earl:impact"], Severity.WARNING)
            said = " ".join(str(result.get("dct:description", "")).split())
            message = f"{_ACE.name} {test['dct:title']}: {said}, i {where}"
            yield Problem(Source(path), "P104", message, "", severity)
