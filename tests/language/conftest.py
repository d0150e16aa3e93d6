from __future__ import annotations

import pytest

from press.language.compounds import Parts, learn


@pytest.fixture(scope="session")
def parts() -> Parts:
    return learn()
