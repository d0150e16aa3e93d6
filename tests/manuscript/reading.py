"""Pieces of ``book.yaml``, read as a whole one is."""

from __future__ import annotations

from pathlib import Path

from press.manuscript.nodes import Node, read_yaml
from press.manuscript.settings import Settings, read_settings
from press.model import Problem


def node(text: str, path: str = "b.yaml") -> Node:
    read, problems = read_yaml(text, path)
    assert read is not None
    assert problems == ()
    return read


def settings(text: str, root: Path = Path("nowhere"), path: str = "b.yaml") -> Settings:
    return read_settings(node(text, path), root)[0]


def problems(text: str, root: Path = Path("nowhere"), path: str = "b.yaml") -> tuple[Problem, ...]:
    """The problems of a piece; that it is no whole ``book.yaml`` is none here."""
    found = read_settings(node(text, path), root)[1]
    return tuple(one for one in found if not one.message.endswith("mangler i book.yaml"))


def places(text: str) -> list[str]:
    """Place and code of each problem."""
    return [f"{one.source}: {one.code}" for one in problems(text)]
