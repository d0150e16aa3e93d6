"""axe-core: the accessibility of a website's pages, as far as a machine can tell.

In: the files of a website. Out: its verdict by WCAG 2.1 A and AA and axe's own best practices, or
why it could not be asked. Every page is judged in light and in dark.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from press.judges.ace import GRAVE
from press.judges.installed import modules, node_and_chrome
from press.judges.verdict import Judge, NotRun, Verdict
from press.model import Json, Problem, Severity, Source

_AXE = Judge("axe-core", seconds=900)
_SCRIPT = Path(__file__).with_name("axe.cjs")
_SCHEMES = {"light": "lyst", "dark": "mørkt"}


def axe(files: Mapping[str, bytes], path: str) -> Verdict | NotRun:
    """Have axe-core judge every ``.html`` of ``files``. ``path`` is what the problems call the
    folder they lie in."""
    package = modules() / "axe-core"
    tools = node_and_chrome(_AXE.name, package if package.is_dir() else None)
    if isinstance(tools, NotRun):
        return tools
    node, chrome = tools
    pages = sorted(name for name in files if name.endswith(".html"))
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        command = [node, str(_SCRIPT), str(modules()), chrome, *pages]
        return _AXE.ask(command, Path(folder), partial(_read, path, pages))


def _read(path: str, pages: Sequence[str], answer: Json) -> Verdict | NotRun:
    problems = tuple(_problems(answer, path))
    if not pages or {page["file"] for page in answer["pages"]} != set(pages):
        return NotRun(_AXE.name, "ikke alle sider blev set")
    return _AXE.verdict(str(answer["version"]), problems, answer)


def _problems(answer: Json, path: str) -> Iterator[Problem]:
    for page in answer["pages"]:
        for found in page["found"]:
            severity = GRAVE.get(found["impact"], Severity.WARNING)
            where = f"{len(found['where'])} steder, det første {found['where'][0]}"
            said = f"{found['help']} ({_SCHEMES[page['scheme']]}, {where})"
            message = f"{_AXE.name} {found['rule']}: {said}"
            yield Problem(Source(f"{path}/{page['file']}"), "P104", message, "", severity)
