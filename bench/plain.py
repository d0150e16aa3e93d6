"""The plain run: one ``pandoc -t html5`` and one WeasyPrint, as most people set it up.

In: a folder with ``book.md`` and ``book.css``. Out: ``book.pdf`` in it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypandoc
import weasyprint


def main(folder: Path) -> None:
    html = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "markdown-auto_identifiers", "-t", "html5", "book.md"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    page = f'<html lang="da"><head><title>Den lange bog</title></head><body>{html}</body></html>'
    sheet = weasyprint.CSS(filename=str(folder / "book.css"))
    weasyprint.HTML(string=page).write_pdf(folder / "book.pdf", stylesheets=[sheet])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
