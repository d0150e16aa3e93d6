"""``make bench``: the press beside a plain run of the same book, in one run.

Prints, for the print edition cold, unchanged and after one changed word, the ratio of
wall time, CPU time and peak memory to the plain run. ``--chapters 64`` for the long book.
Beside them, where the package ``typst`` is installed, the fastest peer we know.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from bench.books import HERE, change_one_word, plain_book, press_book
from bench.measure import Weight, measure

OUT = HERE / "bench" / "out"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--chapters", type=int, default=16)
    parser.add_argument("--words", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    for turn in range(options.rounds):
        print(f"Runde {turn + 1}: {options.chapters} kapitler à {options.words} ord")
        _round(options.chapters, options.words)


def _round(chapters: int, words: int) -> None:
    plain, root = OUT / "plain", OUT / "press"
    plain_book(plain, chapters, words)
    press_book(root, chapters, words)
    command = [sys.executable, str(HERE / "build.py"), "book", "--root", str(root), "--quiet"]
    shutil.rmtree(root / ".cache", ignore_errors=True)
    base = measure([sys.executable, "-m", "bench.plain", str(plain)])
    _row("almindelig kørsel", base, base)
    _row("(a) kold", measure(command), base)
    _row("(b) intet ændret", measure(command), base)
    change_one_word(root, chapters // 2)
    _row("(c) ét ord ændret", measure(command), base)
    if find_spec("typst"):
        _row("typst (til sammenligning)", measure(_typst(plain)), base)
    else:
        print("typst er ikke målt: pakken er ikke installeret (.venv/bin/pip install typst)")


def _typst(folder: Path) -> list[str]:
    return [sys.executable, "-m", "bench.typst_run", str(folder)]


def _row(name: str, weight: Weight, base: Weight) -> None:
    print(
        f"{name:28} væg {weight.wall:7.2f} s ({weight.wall / base.wall:5.3f})"
        f"   CPU {weight.cpu:7.2f} s ({weight.cpu / base.cpu:5.3f})"
        f"   hukommelse {weight.peak:6.0f} MiB ({weight.peak / base.peak:5.3f})",
        flush=True,
    )


if __name__ == "__main__":
    main()
