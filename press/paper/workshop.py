"""The workshop: processes that typeset quires, and the store where they keep them.

In: jobs. Out: their quires, in order; a job whose quire is in the store is not typeset
again. This is the shell of the paper room: the only place in it that starts processes.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import lru_cache
from importlib.metadata import version

from press.binding import faces
from press.binding.quire import Job, Quire, from_bytes, to_bytes
from press.paper.breaks import learn, learnt_key
from press.store import Store, code_digest, digest

Tell = Callable[[str, bool], None]

# Modules of the binding room that a quire depends on.
_SHARED = ("faces", "quire", "schemes", "stamp")

# Read by Pango in this process and in the workers, which inherit it.
_FONTS = "FONTCONFIG_FILE"


@lru_cache(maxsize=1)
def _craft() -> str:
    """A hash of what typesets: our own code, the library versions and the faces."""
    code = code_digest("paper", "galley", "language", *(f"binding/{name}" for name in _SHARED))
    packages = (f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "pyphen"))
    return digest(code, *packages, faces.faces_digest())


def key(job: Job) -> str:
    """The name of a job's quire in the store: the hash of everything it depends on."""
    images = [text for path in sorted(job.images) for text in (path, job.images[path])]
    return digest(_craft(), job.name, job.xhtml, job.css, json.dumps(dict(job.breaks)), *images)


def _typeset(job: Job) -> bytes:
    """In a worker: lay the job out. Imported here, after FONTCONFIG_FILE is set."""
    from press.paper.weasy import typeset

    return to_bytes(typeset(job))


def _warm() -> None:
    """In a worker: load WeasyPrint and the faces before there is anything to typeset."""
    _typeset(Job("varm", "<html lang='da'><body><p>Klar</p></body></html>", "", {}, {}))


class Workshop:
    """Typesets jobs on every core. Use with ``with``."""

    def __init__(self, store: Store, processes: int | None = None) -> None:
        self._store = store
        self._processes = processes or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._before: str | None = None

    def __enter__(self) -> Workshop:
        config = faces.configure(self._store.root.resolve() / "fonts")
        self._before = os.environ.get(_FONTS)
        os.environ[_FONTS] = str(config)
        return self

    def start(self) -> None:
        """Let the workers load what they need while this process does something else."""
        if self._processes > 1 and self._pool is None:
            self._pool = _pool(self._processes)
            if self._pool is not None:
                for _ in range(self._processes):
                    self._pool.submit(_warm)

    def learner(self) -> Callable[[], bytes]:
        """How a break table gets what the dictionary teaches. It takes seconds: a worker, if there
        is one, begins at once unless the store has it."""
        if self._pool is None or self._store.get("parts", learnt_key()) is not None:
            return learn
        return self._pool.submit(learn).result

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
        os.environ.pop(_FONTS)
        if self._before is not None:
            os.environ[_FONTS] = self._before

    def typeset(self, jobs: Sequence[Job], tell: Tell) -> tuple[Quire, ...]:
        """The quire of each job. ``tell(name, from the store?)`` is called as each is ready."""
        quires: dict[int, Quire] = {}
        for number, job in enumerate(jobs):
            kept = self._store.get("quires", key(job))
            if kept is not None:
                quires[number] = from_bytes(kept)
                tell(job.name, True)
        waiting = [number for number in range(len(jobs)) if number not in quires]
        for number, data in self._work(jobs, waiting):
            self._store.put("quires", key(jobs[number]), data)
            quires[number] = from_bytes(data)
            tell(jobs[number].name, False)
        return tuple(quires[number] for number in range(len(jobs)))

    def _work(self, jobs: Sequence[Job], waiting: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        if len(waiting) > 1:
            self.start()
        pool = self._pool
        if pool is None:
            for number in waiting:
                yield number, _typeset(jobs[number])
            return
        longest_first = sorted(waiting, key=lambda number: -len(jobs[number].xhtml))
        futures = {pool.submit(_typeset, jobs[number]): number for number in longest_first}
        for future in as_completed(futures):
            yield futures[future], future.result()


def _pool(processes: int) -> ProcessPoolExecutor | None:
    """Workers, or None on a machine that refuses what they share (a locked-down /dev/shm)."""
    # A fork server imports WeasyPrint once for all workers, and never forks a process that
    # has threads (the progress display has one).
    forks = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if forks else "spawn")
    if forks:
        context.set_forkserver_preload(["press.paper.weasy"])
    try:
        return ProcessPoolExecutor(processes, mp_context=context)
    except (OSError, NotImplementedError):
        return None
