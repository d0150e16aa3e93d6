"""The bill of materials: what software made a release, as CycloneDX.

In: the release's name and the packages used. Out: a CycloneDX 1.6 document (ECMA-424) as JSON,
without clock or serial number, so that the same packages give the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution

from press import pandoc
from press.model import Json

_LONGEST = 80  # of a licence's name; anything longer is its text
# Where a judge is registered, by what name and under what licence.
_JUDGES = {
    "EPUBCheck": ("generic", "epubcheck", "BSD-3-Clause"),
    "DAISY Ace": ("npm", "@daisy/ace-cli", "MIT"),
    "axe-core": ("npm", "axe-core", "MPL-2.0"),
    "veraPDF": ("generic", "verapdf", "GPL-3.0-or-later OR MPL-2.0"),
}


@dataclass(frozen=True, slots=True)
class Package:
    """A piece of software: where it is registered (``pypi``, ``npm``, ``generic``), its name,
    version and licence (may be empty). ``spdx`` says that the licence is an SPDX expression and
    not free text."""

    source: str
    name: str
    version: str
    licence: str = ""
    spdx: bool = False

    @property
    def purl(self) -> str:
        """The package's address; a scope's ``@`` is written ``%40`` (the purl specification)."""
        name = self.name.lower().replace("_", "-").replace("@", "%40")
        return f"pkg:{self.source}/{name}@{self.version}"


def locked(lock: str) -> tuple[Package, ...]:
    """The packages of a lock file that are installed, by their own metadata."""
    names = [line.partition("==")[0] for line in lock.splitlines() if "==" in line]
    return tuple(package for name in names if (package := _installed(name)))


def sbom(title: str, version: str, packages: Iterable[Package]) -> bytes:
    """The document; packages in order of address."""
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "data", "bom-ref": "release", "name": title, "version": version}
        },
        "components": [_component(item) for item in sorted(packages, key=lambda it: it.purl)],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _component(package: Package) -> Json:
    named = {"license": {"name": package.licence}}
    licence = {"expression": package.licence} if package.spdx else named
    return {
        "type": "library" if package.source == "pypi" else "application",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        **({"licenses": [licence]} if package.licence else {}),
        "purl": package.purl,
    }


def _installed(name: str) -> Package | None:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return None
    said = found.metadata.json
    if expression := said.get("license_expression"):
        return Package("pypi", name, found.version, str(expression), spdx=True)
    licence = str(said.get("license") or "")
    # Some packages put the whole text of the licence there, others name it in a classifier.
    if not licence or len(licence) >= _LONGEST or "\n" in licence:
        topics = [str(line).split(" :: ") for line in said.get("classifier", ())]
        licence = ", ".join(topic[-1] for topic in topics if topic[0] == "License")
    return Package("pypi", name, found.version, licence)


def materials(lock: str, judges: Mapping[str, str]) -> tuple[Package, ...]:
    """The packages of a lock file, the programs, and the ``judges`` (name -> version)."""
    programs = [
        ("generic", "python", sys.version.split()[0], "PSF-2.0"),
        ("generic", "pandoc", pandoc.version(), "GPL-2.0-or-later"),
    ]
    for judge, version in judges.items():
        source, name, licence = _JUDGES.get(judge, ("generic", judge, ""))
        programs.append((source, name, version, licence))
    return (*locked(lock), *(Package(*program, spdx=True) for program in programs))
