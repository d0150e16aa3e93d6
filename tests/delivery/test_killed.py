"""A build killed at any moment leaves ``dist/`` whole, and the next one cleans up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def trials(folder: Path, way: str) -> list[list[str]]:
    run = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("killing.py")), str(folder), way],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return [line.split() for line in run.stdout.splitlines()]


def test_with_an_exchange_of_folders_dist_is_whole_at_every_moment(tmp_path: Path) -> None:
    found = trials(tmp_path, "exchange")
    steps = [step for step, *_ in found]
    assert steps[0] == "prepare"
    assert {"write_book.epub", "write_SHA256SUMS", "sync", "swap", "swapped"} <= set(steps)
    assert steps.count("chance") == 40
    for step, at_once, recovered, leftovers, after in found:
        assert at_once in {"old", "new"}, step
        assert recovered == at_once, step
        assert (leftovers, after) == ("0", "new"), step
    by_step = {step: at_once for step, at_once, *_ in found}
    assert by_step["swap"] == "old"
    assert by_step["swapped"] == "new"


def test_with_two_renames_recovery_makes_dist_whole(tmp_path: Path) -> None:
    found = trials(tmp_path, "renames")
    by_step = {step: (at_once, recovered) for step, at_once, recovered, *_ in found}
    assert by_step["aside"] == ("old", "old")
    assert by_step["between"] == ("broken", "new")
    assert by_step["swapped"] == ("new", "new")
    for step, _, recovered, leftovers, after in found:
        assert recovered in {"old", "new"}, step
        assert (leftovers, after) == ("0", "new"), step


def test_a_full_disk_is_met_by_a_limit_on_file_size(tmp_path: Path) -> None:
    program = f"""
import resource
from pathlib import Path
from press.delivery.publish import DeliveryError, last_record, publish
dist = Path({str(tmp_path)!r}) / "dist"
publish({{"a": b"old"}}, {{"is": "old"}}, dist)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    publish({{"a": b"new" * 4096, "b": b"new"}}, {{"is": "new"}}, dist)
except DeliveryError as error:
    print(error.strerror)
print(last_record(dist), [path.name for path in dist.parent.iterdir()])
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    message, left = run.stdout.splitlines()
    assert "større, end systemet tillader" in message
    assert left == "{'is': 'old'} ['dist']"
