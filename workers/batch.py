"""What one visitor brought at once: its documents, which of them have been read, and a way to stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from checks.model.findings import Findings
from parsing.errors import UnreadableError
from parsing.report import Report
from workers import wire
from workers.protocol import EncodedReport, PrintedReport, Request

# A connection that breaks off for a moment is no visit that has ended
_GRACE = 10.0


class ReadDocument(NamedTuple):
    """A report, its findings, its document as ``wire`` encodes it, and its bytes."""

    report: Report
    findings: Findings
    document: bytes
    data: bytes

    @classmethod
    def of(cls, reading: EncodedReport, data: bytes) -> ReadDocument:
        """What a worker answered, decoded; ``data`` is what it was sent."""
        report, findings = wire.decode_report(reading.report), wire.decode_findings(reading.findings)
        return cls(report, findings, reading.document, reading.data or data)


class Answer(NamedTuple):
    """What became of one document, by its key and name; ``error`` says why it could not be read, None with no report
    is a fault of the program, which the log has under the number ``fault``. ``sha256`` is that of a refused document
    where its bytes were there, ``data`` they themselves where reports are handed over. ``printed`` is there in place of
    ``read`` where that was asked for."""

    key: str
    name: str
    read: ReadDocument | None
    error: UnreadableError | None = None
    sha256: str | None = None
    printed: PrintedReport | None = None
    fault: str = ""
    data: bytes = b""


@dataclass(eq=False, slots=True)
class Job:
    """A document that waits or is being read; a member of an archive by its place in it."""

    batch: Batch
    key: str
    name: str
    data: bytes
    member: int | None = None
    loader: str | None = None

    @property
    def visitor(self) -> str:
        """Whose it is."""
        return self.batch.visitor

    def request(self, *, with_document: bool) -> Request:
        """What a worker is asked."""
        return Request(self.name, self.member, self.loader, self.batch.printed, with_document)

    @property
    def own(self) -> bytes:
        """The document itself, for whoever is handed reports; of an archive's member nothing, for only the worker has
        opened that."""
        return self.data if self.member is None and not self.batch.printed else b""

    @property
    def size(self) -> int:
        """Bytes that it holds; the members of an archive share one copy of it."""
        return 0 if self.member is not None else len(self.data)


@dataclass(eq=False)
class Batch:
    """Documents that are read for one visitor. ``is_here`` says whether he still is; threads may call everything.

    ``printed`` names the language in which the workers print reports, in place of handing them over.
    """

    visitor: str
    is_here: Callable[[], bool]
    printed: str = ""
    stopped: bool = False
    _left: dict[int, int] = field(default_factory=dict)
    _running: dict[int, str] = field(default_factory=dict)
    _outcomes: list[Answer] = field(default_factory=list)
    _taken: int = 0
    _finished: int = 0
    _gone_since: float | None = None

    @cached_property
    def _changed(self) -> threading.Condition:
        return threading.Condition()

    @property
    def total(self) -> int:
        """How many documents it has, as far as its archives have been opened."""
        return self._finished + len(self._left)

    @property
    def size(self) -> int:
        """The bytes of what waits or is being read, an archive's once."""
        return sum(self._left.values())

    @property
    def finished(self) -> int:
        """How many of them have been read or refused."""
        return self._finished

    @property
    def reading(self) -> tuple[str, ...]:
        """The names of those that are being read now."""
        return tuple(self._running.values())

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to be read, or reading was stopped."""
        return self.stopped or not self._left

    @property
    def is_taken(self) -> bool:
        """Whether it is done, and every outcome was taken."""
        with self._changed:
            return self.is_done and not self._outcomes

    def wait(self, seconds: float) -> bool:
        """Wait until it is done, at most so long; whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: self.is_done, seconds)

    def take(self) -> Iterator[Answer]:
        """The outcomes since the last call, in the order in which they came. Each is taken once its taker asks for
        the next: where a run of a page is broken off over one, the run after it is handed the same again."""
        while (outcome := next(iter(self._outcomes), None)) is not None:
            yield outcome
            with self._changed:
                if self._outcomes and self._outcomes[0] is outcome:
                    del self._outcomes[0]

    def stop(self) -> None:
        """Read no more of it; what is being read is broken off."""
        with self._changed:
            self.stopped = True
            self._changed.notify_all()

    def abandoned(self) -> bool:
        """Whether its visitor has been gone for a while."""
        if self.is_here():
            self._gone_since = None
            return False
        self._gone_since = self._gone_since or time.monotonic()
        return time.monotonic() - self._gone_since > _GRACE

    def add(self, jobs: list[Job]) -> None:
        """These belong to it."""
        with self._changed:
            self._left |= {id(job): job.size for job in jobs}

    def begin(self, job: Job) -> None:
        """A job is being read."""
        with self._changed:
            self._running[id(job)] = job.name

    def pause(self, job: Job) -> None:
        """A job waits again, for another worker."""
        with self._changed:
            self._running.pop(id(job), None)

    def end(self, job: Job, outcome: Answer | None) -> None:
        """A job has been read; an archive alone has no outcome of its own."""
        with self._changed:
            self._running.pop(id(job), None)
            self._left.pop(id(job), None)
            if outcome is not None and not self.stopped:
                self._finished += 1
                self._outcomes.append(outcome)
            self._changed.notify_all()
