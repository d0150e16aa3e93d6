"""Who may import whom: the table of CONTRIBUTING.md, held against every source file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOUNDATION = frozenset(
    {
        "changes", "codes", "install", "isbn", "looks", "machine", "model", "finding", "nearest",
        "pandoc", "profiles", "progress", "questions", "shell", "store",
    }
)  # fmt: skip
# The two languages that every room speaks: pandoc's tree, and the markup of a galley.
SPOKEN = frozenset({"tree", "galley"})
# Rooms that stand on the foundation and know no other room.
ROOMS = frozenset(
    {"binding", "assembly", "delivery", "judges", "manuscript", "proofreading", "redline", "screen"}
)
EVERYTHING = FOUNDATION | SPOKEN | ROOMS | {"language", "paper", "jobbing"}

# Which parts of the press a part may import, itself aside. Parts are the modules and folders
# right below press/, and build.py.
MAY_IMPORT: dict[str, frozenset[str]] = {
    **dict.fromkeys(FOUNDATION, FOUNDATION | SPOKEN),
    **dict.fromkeys(SPOKEN, SPOKEN | {"language", "model"}),
    "language": frozenset(),
    **dict.fromkeys(ROOMS, FOUNDATION | SPOKEN | {"language"}),
    # Proofreading reads galleys by itself, or a fault in the writer would hide from its judge.
    "proofreading": FOUNDATION | {"language"},
    "paper": FOUNDATION | SPOKEN | {"language", "binding"},
    "jobbing": FOUNDATION | SPOKEN | {"language", "binding", "paper"},
    "foreman": EVERYTHING,
    "build": EVERYTHING | {"foreman"},
}
# Libraries that only one part may know.
ALONE = {"pypandoc": "pandoc", "weasyprint": "paper", "pikepdf": "binding"}
MARK = "<!-- imports -->"


def sources() -> list[Path]:
    return [*sorted((ROOT / "press").rglob("*.py")), ROOT / "build.py"]


def part_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if len(parts) > 1 else parts[0]


def imported(text: str, package: tuple[str, ...]) -> Iterator[str]:
    """The full names of the modules that a source text imports, wherever it does so."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*above, *((node.module,) if node.module else ())))
            yield base
            if base == "press":
                yield from (f"{base}.{alias.name}" for alias in node.names)


def imports_of(path: Path) -> set[str]:
    package = path.relative_to(ROOT).parent.parts
    return set(imported(path.read_text(encoding="utf-8"), package))


def press_parts(modules: set[str]) -> set[str]:
    return {module.split(".")[1] for module in modules if module.startswith("press.")}


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_its_part_may(path: Path) -> None:
    if path == ROOT / "press" / "__init__.py":
        assert not press_parts(imports_of(path))
        return
    part = part_of(path)
    assert part in MAY_IMPORT, f"{part} står ikke i tabellen over, hvem der må importere hvem"
    assert press_parts(imports_of(path)) - {part} <= MAY_IMPORT[part]


def test_nothing_imports_build() -> None:
    assert not [path for path in sources() if "build" in imports_of(path)]


def test_the_model_needs_only_the_standard_library() -> None:
    modules = imports_of(ROOT / "press" / "model.py")
    assert modules == {
        "__future__", "collections.abc", "dataclasses", "enum", "types", "typing",
    }  # fmt: skip


@pytest.mark.parametrize("library", ALONE)
def test_one_part_alone_knows_the_library(library: str) -> None:
    knowing = {
        part_of(path)
        for path in sources()
        if any(module.split(".")[0] == library for module in imports_of(path))
    }
    assert knowing == {ALONE[library]}


def test_the_foundation_has_no_circles() -> None:
    needs = {part: press_parts(imports_of(ROOT / "press" / f"{part}.py")) for part in FOUNDATION}
    while needs:
        free = {part for part, wanted in needs.items() if not wanted & needs.keys()}
        assert free, f"cirkel blandt {sorted(needs)}"
        needs = {part: wanted for part, wanted in needs.items() if part not in free}


def test_contributing_tells_the_same_table() -> None:
    """Between two markers: the parts in backticks, then what they may import; there the words
    ``foundation``, ``spoken`` and ``everything`` stand for what they say."""
    sections = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split(MARK)
    assert len(sections) == 3, f"CONTRIBUTING.md skal have tabellen mellem to {MARK}"
    rows = [line.split("|")[1:3] for line in sections[1].splitlines() if "`" in line]
    told: dict[str, frozenset[str]] = {}
    for parts, allowed in rows:
        names = set(_names(allowed))
        names |= FOUNDATION if "foundation" in allowed else set()
        names |= SPOKEN if "spoken" in allowed else set()
        names |= EVERYTHING if "everything" in allowed else set()
        told |= dict.fromkeys(_names(parts), frozenset(names))
    assert told == MAY_IMPORT


def _names(cell: str) -> list[str]:
    return re.findall(r"`([a-z]+)(?:\.py)?`", cell)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import press.paper.gathering", {"paper"}),
        ("from press import paper, model", {"paper", "model"}),
        ("from press.paper.gathering import x", {"paper"}),
        ("from ..paper import x", {"paper"}),
        ("from .. import paper", {"paper"}),
        ("def f():\n    import press.paper", {"paper"}),
        ("import json, pressing.paper", set()),
    ],
)
def test_every_way_to_import_is_seen(text: str, expected: set[str]) -> None:
    assert press_parts(set(imported(text, ("press", "proof")))) == expected
