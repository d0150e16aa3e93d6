"""Put one folder in another's place in one step, and recover after a kill.

In: the path of the published folder; beside it, on the same file system, the folder being
prepared (``.<name>.new``) and the one put aside (``.<name>.old``). Out: at every moment the
published folder is the old one whole or the new one whole. Where the system cannot exchange two
folders, it may be absent between two renames; :func:`recover` then completes the step.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from press.delivery.sums import is_whole

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE
_CANNOT = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})

Step = Callable[[str], None]


def staging(folder: Path) -> Path:
    """Where the next contents of ``folder`` are prepared."""
    return folder.with_name(f".{folder.name}.new")


def aside(folder: Path) -> Path:
    """Where the previous contents wait while two renames are needed."""
    return folder.with_name(f".{folder.name}.old")


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait for other builds that publish to ``folder``, and keep them out meanwhile."""
    descriptor = os.open(folder.parent, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def recover(folder: Path) -> None:
    """Undo or complete what a killed build left half done; harmless otherwise."""
    prepared, previous = staging(folder), aside(folder)
    if not folder.exists():
        if is_whole(prepared):
            prepared.rename(folder)
        elif previous.exists():
            previous.rename(folder)
    for leftover in (prepared, previous):
        if leftover.exists():
            shutil.rmtree(leftover)


def swap(folder: Path, step: Step) -> None:
    """Put the prepared folder in place and remove the one it replaces."""
    prepared, previous = staging(folder), aside(folder)
    if not folder.exists():
        step("first")
        prepared.rename(folder)
    elif _exchange(prepared, folder):
        previous = prepared
    else:
        step("aside")
        folder.rename(previous)
        step("between")
        prepared.rename(folder)
    sync_folder(folder.parent)
    step("swapped")
    if previous.exists():
        shutil.rmtree(previous)


def sync_folder(folder: Path) -> None:
    """Have the folder's entries written to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(other))
