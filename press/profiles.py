"""Profiles of colour: where the one for the usual printing condition lies on this machine.

In: the project's folder. Out: the bytes of FOGRA39L_coated.icc – always the same ones, known by
their digest, so that the same book gives the same file everywhere – or None. The
profile is found or fetched by :mod:`press.install`, never kept among the sources. Only
the standard library is used: the installer reads this too.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

FOGRA39 = "FOGRA39"
NO_PROFILE = "none"
FILE = "FOGRA39L_coated.icc"
# The profile of CTAN's package colorprofiles, as Debian's texlive-base carries it.
SHA256 = "b35713ef7eff09349d4c3249e5f377736d06d8a2671c54712971a3546bf17c57"
MEMBER = f"usr/share/texlive/texmf-dist/tex/generic/colorprofiles/{FILE}"
PACKAGE = "texlive-base"
DOWNLOAD = (
    "apt-get",
    "--quiet",
    "-o",
    "Acquire::http::Timeout=15",
    "-o",
    "Acquire::Retries=0",
    "download",
    PACKAGE,
)
# Where apt keeps what it knows; and how long to wait before asking again after a failure.
APT_LISTS = Path("/var/lib/apt/lists")
PATIENCE = 24 * 60 * 60
PLACES = (
    f"/{MEMBER}",
    f"/usr/share/texmf-dist/tex/generic/colorprofiles/{FILE}",
    f"/Library/TeX/Root/texmf-dist/tex/generic/colorprofiles/{FILE}",
    f"/usr/share/color/icc/{FILE}",
    f"/usr/share/color/icc/colord/{FILE}",
)


def kept(root: Path) -> Path:
    """Where the installer puts the profile when the machine does not have it."""
    return root / ".venv" / "share" / "color" / "icc" / FILE


def find_profile(root: Path) -> bytes | None:
    """The FOGRA39 profile with the known digest, or None when this machine does not have it."""
    for place in (kept(root), *map(Path, PLACES)):
        try:
            data = place.read_bytes()
        except OSError:
            continue
        if is_fogra39(data):
            return data
    return None


def srgb() -> bytes:
    """The profile of the screen's colours, which comes with the typesetter.

    Raises FileNotFoundError when it is no longer there.
    """
    spec = find_spec("weasyprint")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("sRGB2014.icc")
    return (Path(spec.origin).parent / "pdf" / "sRGB2014.icc").read_bytes()


def is_fogra39(data: bytes) -> bool:
    return hashlib.sha256(data).hexdigest() == SHA256


def is_press_profile(data: bytes) -> bool:
    """Whether a file is an ICC output profile for CMYK (ICC.1, 7.2: class, space, signature)."""
    return (
        len(data) > 128
        and int.from_bytes(data[:4], "big") == len(data)
        and data[12:16] == b"prtr"
        and data[16:20] == b"CMYK"
        and data[36:40] == b"acsp"
    )


def keep(root: Path, data: bytes) -> None:
    """Lay the profile where :func:`find_profile` looks first, whole or not at all."""
    place = kept(root)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(".new")
    draft.write_bytes(data)
    draft.replace(place)


def wanted(root: Path) -> bool:
    """Whether to try and fetch the profile: it is not here, apt is, and it is worth another try.

    After a failure that is a day later, or when apt has new lists.
    """
    if find_profile(root) is not None or not all(map(shutil.which, ("apt-get", "dpkg-deb"))):
        return False
    try:
        tried = _tried(root).stat().st_mtime
    except OSError:
        return True
    lists = APT_LISTS.stat().st_mtime if APT_LISTS.is_dir() else 0.0
    return lists > tried or time.time() - tried > PATIENCE


def fetch(
    root: Path,
    run: Callable[[Sequence[str], Path], bool],
    update: Callable[[], bool],
) -> bool:
    """Take the profile out of Debian's package, which is not installed; no rights are needed.

    ``run`` runs a command in a folder and tells whether it went well; ``update`` has apt learn
    anew what there is, where that is allowed. False, and a note of it, when it cannot be had.
    """
    with TemporaryDirectory() as folder:
        here = Path(folder)
        if run(DOWNLOAD, here) or (update() and run(DOWNLOAD, here)):
            for package in here.glob(f"{PACKAGE}_*.deb"):
                data = _unpacked(package)
                if is_fogra39(data):
                    keep(root, data)
                    return True
    note = _tried(root)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.touch()
    return False


def _tried(root: Path) -> Path:
    return kept(root).with_suffix(".tried")


def _unpacked(package: Path) -> bytes:
    """The profile's bytes in a Debian package; empty when it is not there."""
    command = ("dpkg-deb", "--fsys-tarfile", str(package))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as unpacking:
        try:
            with tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive:
                for member in archive:
                    if member.name.removeprefix("./") == MEMBER and member.isfile():
                        found = archive.extractfile(member)
                        return found.read() if found else b""
        except tarfile.TarError:
            return b""
        finally:
            unpacking.kill()
    return b""
