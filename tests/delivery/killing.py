"""A program for the tests: publish again and again, killed at every step and at chance moments.

In: a folder, and ``exchange`` or ``renames`` on the command line. Out: one line for each
trial, ``<step> <what dist/ held> <what it held after recovery> <leftovers>``.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from press.delivery import swap
from press.delivery.publish import last_record, publish

OLD = {"book.pdf": b"old" * 1000, "web/index.html": b"old"}
NEW = {"book.epub": b"new" * 1000, "web/index.html": b"new", "web/more.html": b"new"}


def state(dist: Path) -> str:
    record = last_record(dist)
    return "broken" if record is None else str(record["is"])


def killed_at(wanted: str) -> Callable[[str], None]:
    def step(name: str) -> None:
        if name == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def trial(dist: Path, wanted: str, delay: float | None = None) -> None:
    publish(OLD, {"is": "old"}, dist)
    child = os.fork()
    if child == 0:
        publish(NEW, {"is": "new"}, dist, step=killed_at(wanted))
        os._exit(0)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    found = state(dist)
    swap.recover(dist)
    recovered = state(dist)
    publish(NEW, {"is": "new"}, dist)
    left = sorted(path.name for path in dist.parent.iterdir() if path != dist)
    print(wanted.replace(" ", "_"), found, recovered, len(left), state(dist))


def main() -> None:
    dist = Path(sys.argv[1]) / "dist"
    if sys.argv[2] == "renames":
        swap._exchange = lambda one, other: False
    steps: list[str] = []
    publish(OLD, {"is": "old"}, dist)
    publish(NEW, {"is": "new"}, dist, step=steps.append)
    for name in steps:
        trial(dist, name)
    chance = random.Random(2)
    for _ in range(40):
        trial(dist, "chance", delay=chance.uniform(0, 0.01))


if __name__ == "__main__":
    main()
