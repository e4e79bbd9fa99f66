"""The worker processes of a server, the threads that feed them, and the watch that ends what is late or unwanted."""

from __future__ import annotations

import atexit
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple, Self

import msgspec

from parsing.errors import BusyError, ReaderCrashedError, TookTooLongError, UnreadableError, from_code
from parsing.loaders import Equipment
from workers.batch import Answer, Batch, Job, ReadDocument
from workers.child import PROGRAM, Child
from workers.profiles import PROFILES
from workers.protocol import ArchiveListing, Elsewhere, EncodedReport, Fault, PrintedReport, RefusedDocument
from workers.turns import Turns

_LOG = logging.getLogger(__name__)

# Documents that wait hold the server's memory: so many bytes of all visitors together
MAX_WAITING = 512 * 1024 * 1024
_TICK = 0.2
# How often it is asked whether visitors are still there
_LOOK = 1.0
# A worker that has grown by so much is replaced: its memory is in pieces
_MAX_GROWTH = 96 * 1024 * 1024
_BROKEN = (OSError, EOFError, ValueError, msgspec.DecodeError)


class BroughtDocument(NamedTuple):
    """A document that a visitor brought: a key for its outcome, its name and its bytes."""

    key: str
    name: str
    data: bytes


class Pool:
    """Worker processes and their queues.

    ``readers`` processes read, and one more, which is for whoever has none. ``warm`` ones have loaded everything before
    their first document, and a spare is kept of them; those ``on_demand`` are started by the first documents that need
    them. ``program`` is what they run. ``printed`` names the language in which reports are printed by the workers, in
    place of being handed over, and ``with_document`` says whether with the documents themselves.
    """

    def __init__(  # noqa: PLR0913 - how many, how they start, what they give
        self,
        readers: int,
        program: Sequence[str] = PROGRAM,
        *,
        warm: bool = True,
        on_demand: bool = False,
        printed: str = "",
        with_document: bool = False,
    ) -> None:
        places = {Equipment.READER: readers + 1, Equipment.CONVERTER: 1, Equipment.RECOGNISER: 1}
        self._warm, self._on_demand, self._program = warm, on_demand, program
        self._printed, self._with_document = printed, with_document
        self._turns = {equipment: Turns[Job](count, MAX_WAITING) for equipment, count in places.items()}
        self._children: dict[Child, Job | None] = {}
        self._batches: list[Batch] = []
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._spare = self._start(Equipment.READER) if warm else None
        self._threads = [
            threading.Thread(target=self._serve, args=(equipment,), name=f"{equipment}-{n}", daemon=True)
            for equipment, count in places.items()
            for n in range(count)
        ]
        self._threads.append(threading.Thread(target=self._watch, name="watch", daemon=True))
        for thread in self._threads:
            thread.start()
        atexit.register(self.close)

    def submit(
        self,
        visitor: str,
        documents: Iterable[BroughtDocument],
        is_here: Callable[[], bool] = lambda: True,
        printed: str = "",
    ) -> Batch:
        """Read these documents for a visitor, and print them in a language where one is named. What is too much for the
        queue is refused with a BusyError each."""
        batch = Batch(visitor, is_here, printed or self._printed)
        jobs = [Job(batch, document.key, document.name, document.data) for document in documents]
        batch.add(jobs)
        with self._lock:
            self._batches.append(batch)
        self._enqueue(Equipment.READER, jobs)
        return batch

    def status(self) -> dict[str, object]:
        """How many processes are ready, what waits, and which walls are around them."""
        with self._lock:
            children = list(self._children)
        ready = [child.ready for child in children if child.ready is not None]
        return {
            "ok": any(child.is_alive for child in children),
            "processes": len(children),
            "ready": len(ready),
            "waiting": sum(map(len, self._turns.values())),
            "no_connections": bool(ready) and all(each.connections for each in ready),
            "own_folder_only": bool(ready) and all(each.files for each in ready),
            "bounded_memory": bool(ready) and all(each.memory for each in ready),
        }

    @property
    def pids(self) -> tuple[int, ...]:
        """The ids of its processes."""
        with self._lock:
            return tuple(child.pid for child in self._children)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes and threads."""
        self._closed.set()
        for turns in self._turns.values():
            turns.close()
        with self._lock:
            children, self._children = list(self._children), {}
        for child in children:
            child.close()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(5)
        atexit.unregister(self.close)

    def _enqueue(self, equipment: Equipment, jobs: Sequence[Job]) -> None:
        if not self._turns[equipment].put(list(jobs)):
            for job in jobs:
                job.batch.end(job, Answer(job.key, job.name, None, BusyError()))

    def _serve(self, equipment: Equipment) -> None:
        """One thread's work: ask a worker of its own, document after document."""
        turns = self._turns[equipment]
        lasting = PROFILES[equipment].lasting
        child = _settled(self._start(equipment)) if lasting and not self._on_demand else None
        while (job := turns.take()) is not None:
            if child is None or not _is_good(child):
                child = self._replace(child) if lasting else self._start(equipment)
            try:
                self._read(child, job)
            except Exception:  # noqa: BLE001 a fault in one answer must not end the thread
                number = _number()
                _LOG.exception("the answer on a document was not understood", extra={"request": number})
                job.batch.end(job, Answer(job.key, job.name, None, fault=number, data=job.own))
            turns.done(job)
            if not lasting:
                self._end(child)
                child = None
            elif not _is_good(child):
                child = self._replace(child)
            # while this thread waits for the next, nothing of the last one stays
            del job

    def _read(self, child: Child, job: Job) -> None:
        if job.batch.stopped:
            job.batch.end(job, None)
            return
        job.batch.begin(job)
        with self._lock:
            self._children[child] = job
        try:
            answer = child.ask(job.request(with_document=self._with_document), job.data).answer
        except _BROKEN:
            child.kill()
            answer = None
        finally:
            with self._lock:
                if child in self._children:
                    self._children[child] = None
        self._settle(job, answer, child)

    def _settle(self, job: Job, answer: object, child: Child) -> None:
        """Hand on what a worker answered; None where it was killed or broke off."""
        if isinstance(answer, Elsewhere):
            job.loader = answer.loader
            job.batch.pause(job)
            self._enqueue(Equipment(answer.equipment), [job])
        elif isinstance(answer, ArchiveListing):
            self._expand(job, answer)
        elif isinstance(answer, EncodedReport):
            job.batch.end(job, Answer(job.key, job.name, ReadDocument.of(answer, job.data)))
        elif isinstance(answer, PrintedReport):
            job.batch.end(job, Answer(job.key, job.name, None, printed=answer))
        elif isinstance(answer, Fault):
            number = _number()
            _LOG.error("reading failed: %s", answer.cause, extra={"request": number})
            job.batch.end(job, Answer(job.key, job.name, None, fault=number, data=job.own))
        else:
            refused = answer if isinstance(answer, RefusedDocument) else None
            sha256, data = (refused.sha256, refused.data) if refused else (None, b"")
            error = _error(answer, child)
            job.batch.end(job, Answer(job.key, job.name, None, error, sha256, data=data or job.own))

    def _expand(self, job: Job, listing: ArchiveListing) -> None:
        """An archive's members are read one by one, in turn with other visitors' documents."""
        members = [
            Job(job.batch, f"{job.key}/{number}", f"{job.name}/{member.name}", job.data, member.place)
            for number, member in enumerate(listing.members, 1)
        ]
        job.batch.add(members)
        error = _error(listing.refusal, None) if listing.refusal else None
        job.batch.end(job, Answer(job.key, job.name, None, error, data=job.own) if error else None)
        self._enqueue(Equipment.READER, members)

    def _replace(self, child: Child | None) -> Child:
        """The warm spare in place of this worker, and a new spare."""
        if child is not None:
            self._end(child)
        started = self._start(Equipment.READER)
        with self._lock:
            spare, self._spare = self._spare, started if self._spare else None
        if spare is None:
            return _settled(started)
        return _settled(spare if spare.is_alive else self._start(Equipment.READER))

    def _start(self, equipment: Equipment) -> Child:
        child = Child(equipment, self._program, warm=self._warm and equipment is Equipment.READER)
        with self._lock:
            self._children[child] = None
        if self._closed.is_set():
            child.close()
        return child

    def _end(self, child: Child) -> None:
        with self._lock:
            self._children.pop(child, None)
        child.close()

    def _watch(self) -> None:
        """Kill what is late, stopped or abandoned, and forget what waits for nobody."""
        looked = 0.0
        while not self._closed.wait(_TICK):
            now = time.monotonic()
            with self._lock:
                children = dict(self._children)
            for child, job in children.items():
                if child.is_late(now):
                    child.kill(late=True)
                elif job is not None and job.batch.stopped:
                    self._break_off(child, job)
            if now - looked >= _LOOK:
                looked = now
                self._look_after_batches()

    def _break_off(self, child: Child, job: Job) -> None:
        with self._lock:
            # it may be at another visitor's document by now
            if self._children.get(child) is job:
                child.kill()

    def _look_after_batches(self) -> None:
        with self._lock:
            batches = list(self._batches)
        for batch in batches:
            if not batch.is_done and batch.abandoned():
                batch.stop()
        for turns in self._turns.values():
            for job in turns.drop(lambda job: job.batch.stopped):
                job.batch.end(job, None)
        with self._lock:
            self._batches = [batch for batch in self._batches if not batch.is_done]


def _settled(child: Child) -> Child:
    """The worker once it is ready, or has failed to start."""
    with suppress(*_BROKEN):
        child.wait_ready()
    return child


def _is_good(child: Child) -> bool:
    grown = child.resident - child.ready.resident if child.ready is not None else 0
    return child.is_alive and grown <= _MAX_GROWTH


def _number() -> str:
    """What a fault is called in the log and to whoever brought the document."""
    return secrets.token_hex(6)


def _error(answer: object, child: Child | None) -> UnreadableError:
    """Why a document was not read."""
    if isinstance(answer, RefusedDocument):
        return from_code(answer.code, answer.values)
    return TookTooLongError(limit=child.seconds) if child is not None and child.late else ReaderCrashedError()
