"""Reads a batch of documents into the rows of a dataset: the one function that every engine runs.

It reads in the process that calls it and watches the clock: a document that takes too long, or more memory than there
is, ends the process. The engine then has the batch read ``carefully``, each document by a worker of its own
(``workers``), so that the one at fault is a row with its reason and the others are read.
"""

from __future__ import annotations

import faulthandler
import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from io import BytesIO
from typing import NamedTuple

import pyarrow as pa

from checks import run_checks
from dataset import rows
from parsing import UnreadableError, loaders, pipeline
from parsing.errors import TooMuchMemoryError
from parsing.loaders import Equipment, NeedsEquipmentError
from workers.batch import Answer
from workers.pool import BroughtDocument, Pool
from workers.profiles import PROFILES

_LOG = logging.getLogger(__name__)
_LIMITS = PROFILES[Equipment.READER]
_COMPRESSED = pa.ipc.IpcWriteOptions(compression="zstd")


class SourceDocument(NamedTuple):
    """A document: its source and its bytes."""

    source: str
    data: bytes


class DocumentBatch(NamedTuple):
    """Documents that are read together, and their place among all."""

    number: int
    items: tuple[SourceDocument, ...]


# Arrow streams by table
Encoded = dict[str, bytes]


def read(batch: DocumentBatch) -> Encoded:
    """The rows of these documents; of those that are no report, the reasons."""
    return _read(batch, _watched)


def read_here(batch: DocumentBatch) -> Encoded:
    """The same in a process that is not to be ended: nobody watches the clock."""
    return _read(batch, nullcontext)


def read_carefully(batch: DocumentBatch) -> Encoded:
    """The same, each document by a worker that may be ended."""
    return _rows([], batch.items)


def decoded(stream: bytes) -> pa.Table:
    """The rows of one table."""
    return pa.ipc.open_stream(stream).read_all()


def encoded(tables: rows.Tables) -> Encoded:
    """Tables as Arrow streams."""
    streams: Encoded = {}
    for name, table in tables.items():
        target = BytesIO()
        with pa.ipc.new_stream(target, table.schema, options=_COMPRESSED) as writer:
            writer.write_table(table)
        streams[name] = target.getvalue()
    return streams


_Answer = rows.CheckedReport | UnreadableError


def _read(batch: DocumentBatch, watch: Callable[[], AbstractContextManager[None]]) -> Encoded:
    answers = [(item, _answer(item, watch)) for item in batch.items]
    return _rows([(item, answer) for item, answer in answers if answer is not None], _left(answers))


def _left(answers: Sequence[tuple[SourceDocument, _Answer | None]]) -> tuple[SourceDocument, ...]:
    return tuple(item for item, answer in answers if answer is None)


def _rows(answers: list[tuple[SourceDocument, _Answer]], left: Sequence[SourceDocument]) -> Encoded:
    """``left`` need a worker of their own."""
    if left:
        answers = [*answers, *_by_workers(left)]
    read = [answer for _, answer in answers if isinstance(answer, rows.CheckedReport)]
    failed = [_failure(item, answer) for item, answer in answers if isinstance(answer, UnreadableError)]
    return encoded({**rows.of_reading(read), "failures": rows.failures(failed)})


def _answer(item: SourceDocument, watch: Callable[[], AbstractContextManager[None]]) -> _Answer | None:
    """What is read of a document; None where that takes what this process has not got."""
    try:
        with watch():
            document = loaders.load(item.data, {Equipment.READER})
            report = pipeline.read_document(document, item.data, item.source)
            return rows.CheckedReport(report, run_checks(report), item.data)
    except NeedsEquipmentError:
        return None
    except UnreadableError as error:
        return error
    except MemoryError:
        return TooMuchMemoryError(limit_mb=_LIMITS.memory // 1024 // 1024)
    except Exception:  # noqa: BLE001 - a fault of ours in one document must not stop the others
        _LOG.exception("reading %r failed", item.source)
        return UnreadableError()


@contextmanager
def _watched() -> Iterator[None]:
    """End this process where what is within takes too long, whatever it is at."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - faulthandler wants a descriptor
        faulthandler.dump_traceback_later(_LIMITS.seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _by_workers(items: Sequence[SourceDocument]) -> Iterator[tuple[SourceDocument, _Answer]]:
    with Pool(1, warm=False, on_demand=True) as pool:
        for number, item in enumerate(items):
            batch = pool.submit(str(number), [BroughtDocument("it", item.source, item.data)])
            while not batch.wait(1):
                pass
            yield item, _of_outcome(next(iter(batch.take())), item)


def _of_outcome(outcome: Answer, item: SourceDocument) -> _Answer:
    if outcome.read is None:
        return outcome.error or UnreadableError()
    return rows.CheckedReport(outcome.read.report, outcome.read.findings, item.data)


def _failure(item: SourceDocument, error: UnreadableError) -> tuple[str, str, str, str, str]:
    sha256 = hashlib.sha256(item.data).hexdigest()
    return item.source, sha256, error.code, error.message("zh"), error.message("en")
