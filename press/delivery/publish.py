"""Publishing: finished bytes and the build's record become ``dist/``, whole or not at all.

In: files by path below ``dist/``, and the record (JSON). Out: ``dist/`` with these files,
``build.json`` and ``SHA256SUMS``; the same input gives the same bytes. A kill or a full
disk at any moment leaves the previous ``dist/`` or the new one, never a mixture.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from press.codes import problem
from press.delivery.sums import SUMS, is_whole, listing
from press.delivery.swap import Step, alone, recover, staging, swap, sync_folder
from press.model import Json, Problem, Source

RECORD = "build.json"
# What is made apart from the editions: kept by every build until it is made anew. A release is
# named by its version: ``release/1.0.0``.
APART = ("board", "proof", "release")
_REASONS = {
    errno.ENOSPC: "der er ikke mere plads på disken",
    errno.EDQUOT: "din plads på disken er brugt op",
    errno.EFBIG: "en fil er større, end systemet tillader",
    errno.EACCES: "mappen må ikke skrives i",
    errno.EPERM: "mappen må ikke skrives i",
    errno.EROFS: "disken er skrivebeskyttet",
    errno.EBUSY: "mappen er i brug af et andet program",
    errno.ENOENT: "mappen, den skal ligge i, findes ikke",
    errno.ENAMETOOLONG: "et filnavn er for langt",
}


class DeliveryError(OSError):
    """``dist/`` could not be written and is as it was; the message is Danish and says why."""


def publish(
    files: Mapping[str, bytes],
    record: Mapping[str, Json],
    dist: Path,
    step: Step = lambda _: None,
) -> None:
    """Replace ``dist`` by the files, ``build.json`` (the record) and ``SHA256SUMS``.

    ``files`` maps paths below ``dist`` (with ``/``) to bytes. ``step`` is called with the name of
    each step before it is taken. Raises ValueError for a path that leaves ``dist`` or that the
    press itself writes, :class:`DeliveryError` when the disk refuses.
    """
    for name in files:
        _demand_safe(name)
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    contents = {**files, RECORD: text.encode()}
    target = dist.resolve()
    try:
        with alone(target):
            recover(target)
            try:
                _prepare({**contents, SUMS: listing(contents)}, staging(target), step)
                swap(target, step)
            except OSError:
                with contextlib.suppress(OSError):
                    recover(target)
                raise
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        message = f"»{dist}« kan ikke skrives: {reason}; den forrige udgave står urørt"
        raise DeliveryError(error.errno, message) from error


def last_record(dist: Path) -> Mapping[str, Json] | None:
    """The record of the last good build, or None when ``dist`` is absent or damaged."""
    if not is_whole(dist):
        return None
    try:
        record = json.loads((dist / RECORD).read_bytes())
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def standing(dist: Path, state: str, names: Collection[str]) -> Mapping[str, Json] | None:
    """The record in ``dist`` when every edition in ``names`` was made from ``state``, the digest of
    all that a build depends on; else None.

    No ``names`` means every edition of the book. Files that were changed or lost since count
    as not standing.
    """
    record = last_record(dist)
    if record is None or record.get("source") != state:
        return None
    editions: Mapping[str, Mapping[str, Json]] = record.get("editions", {})
    wanted = set(names) or set(record.get("all_editions", ()))
    fresh = {name for name, entry in editions.items() if entry.get("source") == state}
    return record if wanted and wanted <= fresh else None


def merge(
    files: Mapping[str, bytes], record: Mapping[str, Json], dist: Path, known: Collection[str]
) -> tuple[dict[str, bytes], dict[str, Json]]:
    """Add to a partial build what ``dist`` still holds of the other editions.

    ``record["editions"]`` maps an edition's name to its entry, whose ``files`` lists its paths;
    the entry of an edition that was not built is kept, so that it still says which source it was
    made from. Editions that are not in ``known`` are dropped, except those made ``APART``; when
    ``dist`` is absent or damaged, nothing is kept.
    """
    previous = last_record(dist) or {}
    built = record.get("editions", {})
    kept = {
        name: entry
        for name, entry in previous.get("editions", {}).items()
        if name not in built and (name in known or name.partition("/")[0] in APART)
    }
    old = {path: (dist / path).read_bytes() for entry in kept.values() for path in entry["files"]}
    return {**old, **files}, {**record, "editions": {**kept, **built}}


def _demand_safe(name: str) -> None:
    path = PurePosixPath(name)
    plain = name == str(path) and "\0" not in name and name != "."
    if not plain or path.is_absolute() or ".." in path.parts:
        raise ValueError(f"»{name}« er ikke en sti under dist/")
    if name in (RECORD, SUMS):
        raise ValueError(f"»{name}« skrives af bogværkstedet selv")


def _prepare(contents: Mapping[str, bytes], folder: Path, step: Step) -> None:
    """Write the files to a new folder and flush them to the disk."""
    step("prepare")
    folder.mkdir()
    folders = {folder}
    for name, data in sorted(contents.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        folders |= {parent for parent in path.parents if parent.is_relative_to(folder)}
        step(f"write {name}")
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    step("sync")
    for inner in sorted(folders):
        sync_folder(inner)
    step("swap")


def sent_before(dist: Path, version: str, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """A version that is out keeps its files: those who have it were given their checksums."""
    folder = dist / "release" / version
    try:
        final = json.loads((folder / RECORD).read_bytes())["draft"] is False
        same = (folder / SUMS).read_bytes() == files[SUMS]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if final and not same:
        message = f"version {version} er udgivet før med et andet indhold"
        hint = "giv udgivelsen et nyt nummer; er den gamle aldrig sendt ud, så slet mappen først"
        yield problem(Source(f"dist/release/{version}"), "U110", message, hint)
