"""What tests in every room share: golden files, the looks, a small press."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from press.looks import Looks, load_looks

from .presswork import PrintIt, print_with

Golden = Callable[[str, str], None]

ROOT = Path(__file__).parents[1]

# A busy machine is slow, not wrong.
settings.register_profile("press", deadline=None)
settings.load_profile("press")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write what the tests found as golden files"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the file of that name in ``golden`` beside the test."""
    folder = Path(request.path).parent / "golden"
    update = bool(request.config.getoption("--update-golden"))

    def compare(name: str, found: str) -> None:
        file = folder / name
        if update:
            folder.mkdir(exist_ok=True)
            file.write_text(found, encoding="utf-8")
        assert file.is_file(), f"no golden file {file.name}; run pytest --update-golden"
        assert found == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def looks() -> Looks:
    return load_looks(ROOT)


@pytest.fixture
def print_it(looks: Looks, tmp_path: Path) -> PrintIt:
    """:func:`print_with` and a store of the test's own."""
    return partial(print_with, looks, tmp_path / "store")
