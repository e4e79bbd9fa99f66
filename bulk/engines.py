"""Where batches are read: in this process, in processes of this machine, or by a Dask cluster.

Each gives the results in the order in which they come. A batch whose process ended is read again, carefully.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol, TypeVar

from bulk.task import DocumentBatch, Encoded, read, read_carefully, read_here

Given = TypeVar("Given")
Result = TypeVar("Result")
Results = Iterator[tuple[DocumentBatch, Encoded]]
# So many batches are with each process: one that is read and one that waits
_AHEAD = 2


class Engine(Protocol):
    """Reads batches."""

    def results(self, batches: Iterable[DocumentBatch]) -> Results:
        """Each batch with what was read of it."""

    def close(self) -> None:
        """End what it has started."""


class Here:
    """In this process; for a few documents."""

    def results(self, batches: Iterable[DocumentBatch]) -> Results:
        """Each batch with what was read of it."""
        return ((batch, read_here(batch)) for batch in batches)

    def close(self) -> None:
        """Nothing was started."""


class Processes:
    """So many processes of this machine, each behind walls (``workers.confine``)."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._pool: ProcessPoolExecutor | None = None

    def results(self, batches: Iterable[DocumentBatch]) -> Results:
        """Each batch with what was read of it."""
        running: dict[Future[Encoded], DocumentBatch] = {}
        broken: list[DocumentBatch] = []
        left = iter(batches)
        while True:
            while not broken and len(running) < _AHEAD * self._count and (batch := next(left, None)) is not None:
                running[self._started().submit(read, batch)] = batch
            if not running:
                if not broken:
                    return
                self._pool = None
                yield from ((batch, self._started().submit(read_carefully, batch).result()) for batch in broken)
                broken = []
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                batch = running.pop(future)
                try:
                    yield batch, future.result()
                except BrokenProcessPool:
                    broken.append(batch)

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            _end(self._pool)
        if self._folder is not None:
            self._folder.cleanup()

    def _started(self) -> ProcessPoolExecutor:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="nianbao-")
        if self._pool is None:
            # spawned: threads and locks of this process are not copied
            context = get_context("spawn")
            self._pool = ProcessPoolExecutor(self._count, context, _prepare, (self._folder.name,))
        return self._pool


class Mapping(Protocol):
    """A function of our own over many things; results in the order of what is given."""

    def __call__(self, function: Callable[[Given], Result], given: Iterable[Given], /) -> Iterator[Result]:
        """The results."""


@contextmanager
def mapping(count: int) -> Iterator[Mapping]:
    """``map`` in so many processes, which last as long as the context."""
    if count <= 1:
        yield map
        return
    with ProcessPoolExecutor(count, get_context("spawn"), _quiet) as pool:
        try:
            yield pool.map
        except BaseException:
            _end(pool)
            raise


class Dask:
    """A Dask cluster, by its scheduler's address. Its workers need this project and its packages, a thread each."""

    def __init__(self, address: str) -> None:
        """Raises OSError where nothing answers, ModuleNotFoundError without ``requirements-dask.txt``."""
        from distributed import Client  # noqa: PLC0415 - optional

        self._client: Any = Client(address, set_as_default=False)  # type: ignore[no-untyped-call]

    def results(self, batches: Iterable[DocumentBatch]) -> Results:
        """Each batch with what was read of it."""
        from distributed import as_completed  # noqa: PLC0415 - optional

        left = iter(batches)
        running: dict[Any, DocumentBatch] = {}
        done: Any = as_completed([], loop=self._client.loop)  # type: ignore[no-untyped-call]
        while self._fill(left, running, done) or running:
            future = next(done)
            batch = running.pop(future.key)
            if future.status == "finished":
                yield batch, future.result()
            else:
                # whatever befell its workers: this batch is read as one that ends processes
                yield batch, self._client.submit(read_carefully, batch, pure=False, retries=3).result()
            future.release()

    def _fill(self, left: Iterator[DocumentBatch], running: dict[Any, DocumentBatch], done: Any) -> bool:
        most = _AHEAD * max(len(self._client.scheduler_info(n_workers=-1)["workers"]), 1)
        while len(running) < most and (batch := next(left, None)) is not None:
            future = self._client.submit(read, batch, pure=False)
            running[future.key] = batch
            done.add(future)
        return bool(running)

    def close(self) -> None:
        """Leave the cluster."""
        self._client.close()


def _end(pool: ProcessPoolExecutor) -> None:
    """End a pool at once, also what its processes are at."""
    processes = list((pool._processes or {}).values())  # noqa: SLF001 - the pool offers no other way (before 3.14)
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        with suppress(Exception):
            process.terminate()


def _prepare(folder: str) -> None:
    """A process that reads strangers' documents, before it does."""
    _quiet()
    own = tempfile.mkdtemp(dir=folder)
    os.environ.update(TMPDIR=own, HOME=own)
    tempfile.tempdir = own
    from workers.confine import confine  # noqa: PLC0415 - the parent need not load it
    from workers.profiles import PROFILES  # noqa: PLC0415 - as above

    confine(Path(own), max(profile.memory for profile in PROFILES.values()), local_sockets=True)


def _quiet() -> None:
    """Ctrl+C is for the parent; one thread each, and what is shown comes first."""
    import signal  # noqa: PLC0415 - a process of its own

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(5)
