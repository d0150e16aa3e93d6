"""The clean miniature book in a folder of a test's own, and a store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from press.store import Store

CLEAN = Path(__file__).parents[1] / "books" / "lille"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("store"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(CLEAN, tmp_path / "root")
