"""Profiles of colour: where the one for the usual printing condition lies on this machine.

In: the project's folder. Out: the bytes of FOGRA39L_coated.icc – always the same ones, known by
their digest, so that the same book gives the same file everywhere – or None. The
profile is found or fetched by :mod:`press.install`, never kept among the sources. Only
the standard library is used: the installer reads this too.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

FOGRA39 = "FOGRA39"
NO_PROFILE = "none"
FILE = "FOGRA39L_coated.icc"
# The profile of CTAN's package colorprofiles, as Debian's texlive-base carries it.
SHA256 = "b35713ef7eff09349d4c3249e5f377736d06d8a2671c54712971a3546bf17c57"
MEMBER = f"usr/share/texlive/texmf-dist/tex/generic/colorprofiles/{FILE}"
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
