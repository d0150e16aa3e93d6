"""The store: finished pieces of work, kept under the hash of all they were made from.

In: a kind (``quires``), a key and bytes. Out: the same bytes later, or None; and the hashes that
such keys are made of. An entry is written beside its place and moved there whole, and it carries
its own checksum: a build that was killed or ran out of disk leaves nothing that a later one would
believe.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO

from press.profiles import find_profile

_SUM = hashlib.sha256().digest_size


def digest(*parts: bytes | str) -> str:
    """The hash of ``parts``, each kept apart from its neighbours, as 64 hex digits."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


@cache
def code_digest(*parts: str) -> str:
    """The hash of the press's own source in ``parts``: rooms such as ``language``, or modules
    such as ``pandoc`` and ``binding/quire``.

    Part of the key of whatever that code makes, so that new code never meets old work.
    """
    press = Path(__file__).parent
    files = [
        file
        for part in parts
        for file in (sorted((press / part).glob("*.py")) or [press / f"{part}.py"])
    ]
    return digest(*(file.read_bytes() for file in files))


def source_digest(root: Path) -> str:
    """The hash of every file that a build of ``root`` reads, of the press itself, and of whether
    the machine has the usual profile for print. The same hash means the same bytes in ``dist/``."""
    press = Path(__file__).parent
    profile = "with profile" if find_profile(press.parent) else "without profile"
    parts: list[bytes | str] = [sys.version, profile]
    for base, path in _files(root, press):
        parts += [path.relative_to(base).as_posix(), path.read_bytes()]
    return digest(*parts)


def _files(root: Path, press: Path) -> Iterator[tuple[Path, Path]]:
    for folder in ("book", "styles", "templates"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                yield root, path
    for path in sorted(press.rglob("*.py")):
        yield press, path
    for name in ("build.py", "requirements.lock"):
        if (path := press.parent / name).is_file():
            yield press.parent, path


class Store:
    """A folder of checked entries. Safe to share between processes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, kind: str, key: str) -> Path:
        return self.root / kind / key[:2] / key

    def get(self, kind: str, key: str) -> bytes | None:
        """The entry, or None when it is absent or damaged."""
        try:
            data = self.path(kind, key).read_bytes()
        except OSError:
            return None
        body = data[_SUM:]
        return body if hashlib.sha256(body).digest() == data[:_SUM] else None

    def recall(self, kind: str, key: str, make: Callable[[], bytes]) -> bytes:
        """The entry, made and kept when it is absent or damaged."""
        kept = self.get(kind, key)
        if kept is None:
            kept = make()
            self.put(kind, key, kept)
        return kept

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep ``data``. A full disk costs the entry, never the build."""
        with contextlib.suppress(OSError), written_whole(self.path(kind, key)) as file:
            file.write(hashlib.sha256(data).digest())
            file.write(data)


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its place at ``path`` when it is whole, and not before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        Path(draft).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(draft).unlink()
        raise
