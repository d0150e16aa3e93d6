"""What a release was made and judged with, for its bill of materials.

In: the judges' answers, and what is installed. Out: packages.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from press import pandoc
from press.delivery.sbom import Package, locked
from press.foreman.judging import Answer
from press.judges.verdict import Verdict

_PROGRAM = Path(__file__).parents[2]
# Where a judge is registered, by what name and under what licence.
_JUDGES = {
    "EPUBCheck": ("generic", "epubcheck", "BSD-3-Clause"),
    "DAISY Ace": ("npm", "@daisy/ace-cli", "MIT"),
    "axe-core": ("npm", "axe-core", "MPL-2.0"),
    "veraPDF": ("generic", "verapdf", "GPL-3.0-or-later OR MPL-2.0"),
}


def materials(answers: Sequence[Answer]) -> tuple[Package, ...]:
    """The locked packages, the programs, and the judges who answered."""
    lock = (_PROGRAM / "requirements.lock").read_text(encoding="utf-8")
    came = {
        answer.verdict.judge: answer.verdict.version
        for answer in answers
        if isinstance(answer.verdict, Verdict)
    }
    return (
        *locked(lock),
        Package("generic", "python", sys.version.split()[0], "PSF-2.0", spdx=True),
        Package("generic", "pandoc", pandoc.version(), "GPL-2.0-or-later", spdx=True),
        *(_judge(name, version) for name, version in came.items()),
    )


def _judge(name: str, version: str) -> Package:
    source, package, licence = _JUDGES.get(name, ("generic", name, ""))
    return Package(source, package, version, licence, spdx=True)
