"""Check a received release: is every file there, whole, and the one that was sent?

In, on the command line: the folder of the release (else the one this file lies in). Out: a line
in Danish for each thing that is wrong, and the exit code: 0 all is well, 1 something is wrong, 2 it
is no release. Only Python's standard library is needed; a copy lies in every release.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

SUMS = "SHA256SUMS"
RECORD = "build.json"
# What file managers leave in a folder that was looked into.
LEFT_BEHIND = (".DS_Store", "Thumbs.db", "desktop.ini")


def main(words: Sequence[str]) -> int:
    """Check the folder named, say what is found, and return the exit code."""
    if words and not words[0]:
        print("Skriv, hvilken mappe der skal efterprøves: DIR=sti/til/udgivelsen")
        return 2
    folder = Path(words[0]) if words else Path(__file__).resolve().parent
    try:
        promised = read_sums(folder / SUMS)
        version, draft = read_record(folder / RECORD)
    except OSError as error:
        print(f"»{folder}« er ikke en udgivelse: {Path(error.filename or '').name} kan ikke læses.")
        return 2
    except ValueError as error:
        print(f"»{folder}« er ikke en udgivelse, som den blev sendt: {error}.")
        return 2
    faults = list(check(folder, promised))
    for fault in faults:
        print(fault)
    if faults:
        print(f"Udgivelsen er ikke, som den blev sendt: {len(faults)} fejl. Hent den igen.")
        return 1
    kind = "udkast" if draft else "udgivelse"
    print(f"Alt er i orden: version {version} ({kind}), {len(promised)} filer, alle uændrede.")
    return 0


def read_sums(path: Path) -> dict[str, str]:
    """File name -> SHA-256. Raises ValueError with the line that cannot be read."""
    promised: dict[str, str] = {}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, 1):
        digest, gap, name = line[:64], line[64:66], line[66:]
        if gap != "  " or not name or set(digest) - set("0123456789abcdef"):
            raise ValueError(f"linje {number} i {path.name} kan ikke læses")
        promised[name] = digest
    if not promised:
        raise ValueError(f"{path.name} er tom")
    return promised


def read_record(path: Path) -> tuple[str, bool]:
    """The version, and whether it is a draft. Raises ValueError when it does not say so."""
    try:
        record = json.loads(path.read_bytes())
        return str(record["version"]), bool(record["draft"])
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name} kan ikke læses") from error


def check(folder: Path, promised: dict[str, str]) -> Iterator[str]:
    """What is wrong with the files, in order of name."""
    present = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if (path.is_file() or path.is_symlink()) and path.name not in LEFT_BEHIND
    } - {SUMS}
    for name in sorted(present | promised.keys()):
        if name not in promised:
            yield f"{name}: hører ikke til udgivelsen"
        elif name not in present:
            yield f"{name}: mangler"
        else:
            yield from _check_file(folder / name, name, promised[name])


def _check_file(path: Path, name: str, digest: str) -> Iterator[str]:
    if path.is_symlink():
        yield f"{name}: er en genvej og ikke filen selv"
        return
    try:
        data = path.read_bytes()
    except OSError:
        yield f"{name}: kan ikke læses"
        return
    if hashlib.sha256(data).hexdigest() != digest:
        yield f"{name}: er ændret, siden den blev sendt"
    elif name.endswith((".epub", ".zip")):
        yield from _check_archive(path, name)
    elif name.endswith(".pdf") and not (data.startswith(b"%PDF-") and b"%%EOF" in data[-64:]):
        yield f"{name}: er ikke en hel PDF-fil"


def _check_archive(path: Path, name: str) -> Iterator[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            broken = archive.testzip()
            first = archive.namelist()[:1]
    except (zipfile.BadZipFile, OSError):
        yield f"{name}: er ikke en hel fil"
        return
    if broken:
        yield f"{name}: {broken} inden i den er ødelagt"
    elif name.endswith(".epub") and first != ["mimetype"]:
        yield f"{name}: er ikke en EPUB"


if __name__ == "__main__":
    # Names of files may hold signs that the terminal cannot show.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
