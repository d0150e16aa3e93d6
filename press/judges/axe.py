"""axe-core: the accessibility of a website's pages, as far as a machine can tell.

In: the files of a website. Out: its verdict by WCAG 2.1 A and AA and axe's own good practice, or
that it could not be asked. Every page is looked at in light and in dark.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from press.judges.installed import CHROMIUM, FETCH, chrome, modules, node
from press.judges.verdict import NotRun, Verdict, report
from press.model import Json, Problem, Severity, Source

_NAME = "axe-core"
_SECONDS = 900
_SCRIPT = Path(__file__).with_name("axe.cjs")
_GRAVE = {"critical": Severity.ERROR, "serious": Severity.ERROR}
_SCHEMES = {"light": "lyst", "dark": "mørkt"}


def axe(files: Mapping[str, bytes], path: str) -> Verdict | NotRun:
    """Have axe-core judge every ``.html`` of ``files``. ``path`` is what the problems call the
    folder they lie in."""
    runner, browser = node(), chrome()
    if not (modules() / "axe-core").is_dir():
        return NotRun(_NAME, "det er ikke hentet", FETCH)
    if runner is None:
        return NotRun(_NAME, "Node.js mangler", FETCH)
    if browser is None:
        return NotRun(_NAME, "Chromium mangler", CHROMIUM)
    pages = sorted(name for name in files if name.endswith(".html"))
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        try:
            run = subprocess.run(
                [runner.path, str(_SCRIPT), str(modules()), str(browser), *pages],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                cwd=folder,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
            )
            answer = json.loads(run.stdout)
            problems = tuple(_problems(answer, path))
            judged = {page["file"] for page in answer["pages"]}
        except subprocess.TimeoutExpired:
            return NotRun(_NAME, f"svarede ikke inden for {_SECONDS} sekunder")
        except (OSError, ValueError, KeyError, TypeError):
            last = run.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            return NotRun(_NAME, f"svaret kan ikke læses: {''.join(last) or 'intet svar'}")
    if judged != set(pages) or not pages:
        return NotRun(_NAME, "ikke alle sider blev set")
    return Verdict(_NAME, str(answer["version"]), problems, report(answer))


def _problems(answer: Json, path: str) -> Iterator[Problem]:
    for page in answer["pages"]:
        for found in page["found"]:
            severity = _GRAVE.get(found["impact"], Severity.WARNING)
            where = f"{len(found['where'])} steder, det første {found['where'][0]}"
            said = f"{found['help']} ({_SCHEMES[page['scheme']]}, {where})"
            message = f"{_NAME} {found['rule']}: {said}"
            yield Problem(Source(f"{path}/{page['file']}"), "P104", message, "", severity)
