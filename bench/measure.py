"""Run one command and weigh it: wall and CPU seconds of the whole process tree, peak memory.

In: argv of the command. Out: a :class:`Weight`. Linux only: orphaned workers are adopted
(PR_SET_CHILD_SUBREAPER), so that none of their time is lost.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Weight:
    """``wall`` and ``cpu`` in seconds; ``peak`` is the largest single process in MiB."""

    wall: float
    cpu: float
    peak: float


def measure(command: Sequence[str]) -> Weight:
    """Weigh ``command`` in a measuring process of its own. Raises when the command fails."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.measure", *command],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}:\n{done.stderr}")
    return Weight(**json.loads(done.stdout.splitlines()[-1]))


def _weigh(command: Sequence[str]) -> Weight:
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    began = time.monotonic()
    done = subprocess.run(command, check=False, stdout=sys.stderr)
    wall = time.monotonic() - began
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    if done.returncode != 0:
        sys.exit(done.returncode)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Weight(
        wall=round(wall, 3),
        cpu=round(used.ru_utime + used.ru_stime, 3),
        peak=round(used.ru_maxrss / 1024, 1),
    )


if __name__ == "__main__":
    weight = _weigh(sys.argv[1:])
    print(json.dumps({"wall": weight.wall, "cpu": weight.cpu, "peak": weight.peak}))
