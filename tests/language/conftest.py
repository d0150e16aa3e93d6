from __future__ import annotations

import pytest

from press.language.parts import Parts, learn


@pytest.fixture(scope="session")
def parts() -> Parts:
    return learn()
