"""Files into a zip that is the same whenever and wherever it is made.

In: paths and bytes. Out: the bytes of an EPUB's zip: ``mimetype`` first and stored, the
rest sorted and packed, every file dated as asked.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from press.codes import problem
from press.model import EpubEdition, Problem

LARGEST = 1_000_000  # bytes: what can be sent by mail and read on a train
_MIMETYPE = b"application/epub+zip"
_READABLE_FILE = 0o100644 << 16


def pack(files: Mapping[str, bytes], date: str) -> bytes:
    """Zip ``files``; ``date`` is an ISO date, given to every file as its time."""
    year, month, day = (int(part) for part in date.split("-"))
    stamp = (max(year, 1980), month, day, 0, 0, 0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _add(archive, "mimetype", _MIMETYPE, stamp, zipfile.ZIP_STORED)
        for name in sorted(files):
            _add(archive, name, files[name], stamp, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def judge_size(data: bytes, edition: EpubEdition) -> tuple[Problem, ...]:
    """P108 for a book that is larger than ``LARGEST``, with what weighs most in it."""
    if len(data) <= LARGEST:
        return ()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        heaviest = max(archive.infolist(), key=lambda entry: entry.compress_size)
    message = f"e-bogen fylder {_megabytes(len(data))} MB; den bør fylde højst 1 MB"
    size, name = _megabytes(heaviest.compress_size), heaviest.filename.removeprefix("EPUB/")
    hint = f"det største i den er {name} ({size} MB)"
    return (problem(edition.source, "P108", message, hint),)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".replace(".", ",")


def _add(
    archive: zipfile.ZipFile,
    name: str,
    data: bytes,
    stamp: tuple[int, int, int, int, int, int],
    method: int,
) -> None:
    entry = zipfile.ZipInfo(name, stamp)
    entry.create_system = 3
    entry.external_attr = _READABLE_FILE
    entry.compress_type = method
    archive.writestr(entry, data, compresslevel=9)
