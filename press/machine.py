"""What the machine lacks before a book can be set: system libraries in, a Danish message out.

Only the standard library is used here: this runs before anything has been installed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from sys import version_info

PANGO = "Pango"
OLDEST_PANGO = (1, 44)
VENV = "venv til Python"


@dataclass(frozen=True)
class Remedy:
    """What to install on each system: package names, separated by spaces."""

    apt: str
    dnf: str
    brew: str


LIBRARIES = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    PANGO: ("libpango-1.0.so.0", "libpango-1.0.0.dylib"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "HarfBuzz Subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
}
SETTING = Remedy("libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0", "pango harfbuzz", "pango")
PACKING = Remedy(f"python{version_info[0]}.{version_info[1]}-venv", "python3", "python")


def lacking() -> str:
    """Return what an editor must do before books can be set here; empty when nothing is lacking."""
    return advice(lacking_libraries())


def lacking_libraries(load: Callable[[str], ctypes.CDLL] = ctypes.CDLL) -> tuple[str, ...]:
    """Name the libraries for typesetting that the machine lacks or has in too old a version."""
    found = {name: _first(files, load) for name, files in LIBRARIES.items()}
    missing = tuple(name for name, library in found.items() if library is None)
    pango = found[PANGO]
    if pango is not None and _version(pango) < OLDEST_PANGO:
        return (*missing, f"{PANGO} {OLDEST_PANGO[0]}.{OLDEST_PANGO[1]} eller nyere")
    return missing


def lacking_venv(find: Callable[[str], object] = find_spec) -> tuple[str, ...]:
    """Name Python's venv when the running Python cannot make one with pip in it."""
    return () if find("ensurepip") and find("venv") else (VENV,)


def remedy(missing: tuple[str, ...]) -> Remedy:
    """Return what to install against what is missing."""
    wanted = []
    if VENV in missing:
        wanted.append(PACKING)
    if set(missing) - {VENV}:
        wanted.append(SETTING)
    return Remedy(
        " ".join(item.apt for item in wanted),
        " ".join(item.dnf for item in wanted),
        " ".join(item.brew for item in wanted),
    )


def advice(missing: tuple[str, ...]) -> str:
    """Say what is missing and what to run on each system; empty when nothing is missing."""
    if not missing:
        return ""
    packages = remedy(missing)
    return (
        f"Maskinen mangler: {', '.join(missing)}.\n"
        "Kør den linje, der passer til maskinen, og prøv så igen:\n"
        f"  Debian/Ubuntu: sudo apt-get update && sudo apt-get install -y {packages.apt}\n"
        f"  Fedora:        sudo dnf install -y {packages.dnf}\n"
        f"  macOS:         brew install {packages.brew}\n"
        "Har du ikke lov til det, så send linjen til den, der passer maskinen."
    )


def _first(files: tuple[str, ...], load: Callable[[str], ctypes.CDLL]) -> ctypes.CDLL | None:
    for file in files:
        try:
            return load(file)
        except OSError:
            continue
    return None


def _version(pango: ctypes.CDLL) -> tuple[int, int]:
    number = int(pango.pango_version())
    return number // 10000, number // 100 % 100
