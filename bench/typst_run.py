"""For orientation: the same plain book through pandoc and typst, the fastest peer we know.

In: a folder with ``book.md``. Out: ``book-typst.pdf`` in it. Needs the package ``typst``,
which the press itself does not use.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypandoc
import typst


def main(folder: Path) -> None:
    source = folder / "book.typ"
    formats = ["-f", "markdown-auto_identifiers", "-t", "typst"]
    pandoc = pypandoc.get_pandoc_path()
    subprocess.run(
        [pandoc, *formats, "-s", "--toc", "-o", source.name, "book.md"], cwd=folder, check=True
    )
    typst.compile(str(source), output=str(folder / "book-typst.pdf"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
