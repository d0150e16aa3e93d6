from __future__ import annotations

from pathlib import Path

import pytest

from press.manuscript import glossary
from press.manuscript.nodes import read_yaml
from press.store import Store


def _forms(store: Store) -> tuple[str, ...]:
    node, _ = read_yaml("- {term: opgave, definition: noget}", "book/glossary.yaml")
    assert node is not None
    return glossary.read_glossary(node, store)[0][0].forms


def test_forms_come_from_the_store_until_the_code_that_inflects_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    first = _forms(store)
    assert "opgaverne" in first
    monkeypatch.setattr("press.language.inflect.inflections", lambda term: ("opgavisk",))
    assert _forms(store) == first
    monkeypatch.setattr(glossary, "code_digest", lambda *parts: "nyt")
    assert _forms(store) == ("opgavisk", "opgave")
