"""What a build depends on, as one hash: the book, its looks, the press and its libraries.

In: the project root. Out: a digest. Two roots with the same digest give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from press.profiles import find_profile
from press.store import digest

_FOLDERS = ("book", "styles", "templates")


def source_digest(root: Path) -> str:
    """The hash of every file that a build of ``root`` reads, of the press itself, and of whether
    the machine has the usual profile for print."""
    press = Path(__file__).parent
    profile = "with profile" if find_profile(press.parent) else "without profile"
    parts: list[bytes | str] = [sys.version, profile]
    for base, path in _files(root, press):
        parts += [path.relative_to(base).as_posix(), path.read_bytes()]
    return digest(*parts)


def _files(root: Path, press: Path) -> Iterator[tuple[Path, Path]]:
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                yield root, path
    for path in sorted(press.rglob("*.py")):
        yield press, path
    for name in ("build.py", "requirements.lock"):
        if (path := press.parent / name).is_file():
            yield press.parent, path
