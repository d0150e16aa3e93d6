"""The Makefile's verbs and the lock that they install from."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
INNER = {"ready"}


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, re.MULTILINE))


def _phony() -> set[str]:
    return {verb for line in re.findall(r"^\.PHONY:(.*)$", MAKEFILE, re.M) for verb in line.split()}


def _make(*arguments: str) -> str:
    result = subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return result.stdout


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _locked() -> dict[str, str]:
    """Each requirement's name and its block of the lock."""
    blocks = re.split(r"\n(?=\S)", LOCK.strip())
    return {_canonical(re.split(r"==", block)[0]): block for block in blocks}


def test_every_target_is_a_phony_verb() -> None:
    assert _targets() == _phony()


def test_make_alone_lists_every_verb_but_the_inner_ones() -> None:
    listed = set(re.findall(r"^  make ([a-z-]+) +\S", _make(), re.MULTILINE))
    assert listed == _targets() - INNER


def test_one_edition_can_be_asked_for() -> None:
    assert '--edition "stor skrift"' in _make("-n", "book", "EDITION=stor skrift")
    assert "--edition" not in _make("-n", "book")


def test_a_python_too_old_is_told_in_danish() -> None:
    result = subprocess.run(
        ["make", "ready", "PYTHON=false"], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert result.returncode != 0
    assert "mangler Python 3.11 eller nyere" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "mark", ["://", "--index", "--extra-index", "--find-links", " @ ", "file:"]
)
def test_the_lock_names_no_address(mark: str) -> None:
    assert mark not in LOCK


def test_every_locked_package_is_pinned_and_hashed() -> None:
    for name, block in _locked().items():
        assert re.match(r"[a-z0-9-]+==[\w.+]+( ; [^\\]+)? \\\n", block), name
        assert re.fullmatch(r"(\s+--hash=sha256:[0-9a-f]{64}( \\)?)+", block.partition("\\")[2])


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {_canonical(re.split(r"[<>=~! ;\[]", line)[0]) for line in wanted}
    assert names <= _locked().keys()
