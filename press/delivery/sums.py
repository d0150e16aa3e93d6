"""The checksum list of a published folder, as ``sha256sum -c`` reads it.

In: files by name, or a folder. Out: the list's bytes, or whether the folder still
agrees with its list, file for file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

SUMS = "SHA256SUMS"
_HEX = 64


def listing(files: Mapping[str, bytes]) -> bytes:
    """One line for each file, sorted by name."""
    return b"".join(
        _line(os.fsencode(name), hashlib.sha256(data).hexdigest())
        for name, data in sorted(files.items())
    )


def is_whole(folder: Path) -> bool:
    """Whether the folder holds exactly the files of its list, each unchanged."""
    try:
        promised = _promised((folder / SUMS).read_bytes())
        present = {
            os.fsencode(path.relative_to(folder)): path
            for path in folder.rglob("*")
            if not path.is_dir() or path.is_symlink()
        }
        present.pop(SUMS.encode(), None)
        return promised.keys() == present.keys() and all(
            _digest(path) == promised[name] for name, path in present.items()
        )
    except (OSError, ValueError):
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _line(name: bytes, digest: str) -> bytes:
    escaped = name.replace(b"\\", b"\\\\").replace(b"\n", b"\\n")
    mark = b"\\" if escaped != name else b""
    return mark + digest.encode() + b"  " + escaped + b"\n"


def _promised(text: bytes) -> dict[bytes, str]:
    """Name -> digest. Raises ValueError when a line is cut short."""
    promised: dict[bytes, str] = {}
    if text and not text.endswith(b"\n"):
        raise ValueError("cut short")
    for line in text.split(b"\n")[:-1]:
        escaped = line.startswith(b"\\")
        entry = line[1:] if escaped else line
        digest, gap, name = entry[:_HEX], entry[_HEX : _HEX + 2], entry[_HEX + 2 :]
        if gap != b"  " or not name:
            raise ValueError("not a line of the list")
        promised[_unescaped(name) if escaped else name] = digest.decode("ascii")
    return promised


def _unescaped(name: bytes) -> bytes:
    parts = name.split(b"\\\\")
    return b"\\".join(part.replace(b"\\n", b"\n") for part in parts)
