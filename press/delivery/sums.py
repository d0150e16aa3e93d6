"""The checksum list of a published folder, as ``sha256sum -c`` reads it.

In: files by name, or a folder. Out: the list's bytes, or whether the folder agrees with its list.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

SUMS = "SHA256SUMS"
# A line of the list; a name with a backslash or a line break is escaped, and marked by a backslash.
_LINE = re.compile(rb"(\\?)([0-9a-f]{64})  (.+)", re.DOTALL)
_ESCAPED = re.compile(rb"\\[\\n]")


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
    """Name -> digest. Raises ValueError for a line that is cut short or malformed."""
    *lines, rest = text.split(b"\n")
    if rest:
        raise ValueError("cut short")
    promised: dict[bytes, str] = {}
    for line in lines:
        entry = _LINE.fullmatch(line)
        if entry is None:
            raise ValueError("not a line of the list")
        name = _ESCAPED.sub(_unescaped, entry[3]) if entry[1] else entry[3]
        promised[name] = entry[2].decode()
    return promised


def _unescaped(found: re.Match[bytes]) -> bytes:
    return b"\n" if found[0] == rb"\n" else b"\\"
