"""A whole run: list documents, read what is new, hold all against each other, write the dataset's next version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from bulk.across import compare
from bulk.engines import Engine
from bulk.inputs import Located, expanded
from bulk.known import ABSENT, Known
from bulk.staging import Staging
from bulk.task import DocumentBatch, SourceDocument, decoded, encoded
from dataset import rows, versions
from dataset.commit import commit, sweep
from dataset.manifest import Manifest, find
from dataset.merge import NewRows, without
from dataset.schema import tables
from dataset.store import DatasetFolder
from parsing.errors import UnreadableError

# A batch holds so many documents, or fewer where they are large
_DOCUMENTS = 64
_BYTES = 8 * 1024 * 1024
_SOURCES = 20
# Fewer reports are compared sooner than another process starts
_MANY = 500

Documents = Iterable[tuple[str, bytes | UnreadableError | OSError]]


class Progress(Protocol):
    """Who is informed of the progress."""

    def read(self, documents: int, failures: Counter[str]) -> None:
        """So many more documents are read or known already, and so many of them could not be read, by reason."""

    def compared(self, reports: int) -> None:
        """So many more reports were held against the others."""


@dataclass
class Quiet:
    """Tells nobody, and counts."""

    failures: Counter[str] = field(default_factory=Counter)
    documents: int = 0

    def read(self, documents: int, failures: Counter[str]) -> None:
        """Count."""
        self.documents += documents
        self.failures += failures

    def compared(self, reports: int) -> None:
        """Nothing."""


@dataclass(frozen=True)
class Run:
    """A run into a dataset. ``cache`` is where what was read waits if the dataset is no local folder; so many
    ``processes`` hold reports against each other; ``exact``: what the dataset has of other documents goes; ``about``
    are ``made_up`` and ``note`` of the manifest."""

    store: DatasetFolder
    engine: Engine
    cache: Path
    processes: int = 1
    progress: Progress = field(default_factory=Quiet)
    exact: bool = False
    about: dict[str, object] = field(default_factory=dict)

    def files(self, located: Iterable[Located], sources: Iterable[str]) -> Manifest:
        """Read the documents of these files."""
        return self.documents((one for file in located for one in expanded(file)), sources)

    def documents(self, documents: Documents, sources: Iterable[str], *, again: bool = False) -> Manifest:
        """Read these documents, but those that the same program has read before. ``again``: all of them, and the files
        of the version before are left, to be compared and swept.

        Broken off (KeyboardInterrupt too), it goes on where it was when it is called again.
        """
        old = find(self.store)
        staging = Staging(self.store, self.cache)
        known = Known(self.store, old, staging, again=again, exact=self.exact)
        batches = self._batches(documents, known, staging)
        with closing(self.engine):
            for batch, tables in self.engine.results(batches):
                staging.put(batch.number, tables)
                self.progress.read(len(batch.items), _reasons(tables["failures"]))
        if old is not None and old.rows_of == versions.rows() and staging.is_empty and not known.gone():
            return old
        manifest = self._write(old, staging, known, list(sources)[:_SOURCES])
        if not again:
            sweep(self.store, manifest)
        return manifest

    def _batches(self, documents: Documents, known: Known, staging: Staging) -> Iterator[DocumentBatch]:
        """New documents, so many together; what cannot be had is staged at once."""
        number, items, size, absent = (
            staging.next_number,
            list[SourceDocument](),
            0,
            list[tuple[str, None, str, str, str]](),
        )
        for source, data in documents:
            known.see(source)
            if not isinstance(data, bytes):
                absent.append((source, None, *_why(data)))
            elif not known.add(data):
                self.progress.read(1, Counter())
            else:
                items.append(SourceDocument(source, data))
                size += len(data)
            if len(items) == _DOCUMENTS or size > _BYTES:
                yield DocumentBatch(number, tuple(items))
                number, items, size = number + 1, [], 0
        if items:
            yield DocumentBatch(number, tuple(items))
            number += 1
        if absent:
            staging.put(number, encoded({"failures": rows.failures(absent)}))
            self.progress.read(len(absent), Counter(code for _, _, code, _, _ in absent))

    def _write(self, old: Manifest | None, staging: Staging, known: Known, sources: list[str]) -> Manifest:
        new = known.staged_reports()
        gone = known.gone()
        with TemporaryDirectory(prefix="nianbao-", dir=staging.root) as folder:
            readings = chain(staging.parts("readings"), self._old_readings(old, gone))
            count = len(known.old_reports - gone) + len(new)
            processes = self.processes if count > _MANY else 1
            compared = compare(readings, Path(folder), processes, self.progress.compared)
            parts = {name: staging.parts(name) for name in tables()}
            parts["findings"] = chain(parts["findings"], compared.parts("findings"))
            parts["comparisons"] = compared.parts("comparisons")
            manifest = commit(self.store, NewRows(parts, gone, compared.judged), count, sources, **self.about)
        staging.clear()
        return manifest

    def _old_readings(self, old: Manifest | None, gone: Collection[str]) -> Iterator[pa.Table]:
        for file in old.files.get("readings", ()) if old else ():
            table = pq.read_table(pa.BufferReader(self.store.read(file.name) or b""))
            yield without(table, gone).select(tables()["readings"].schema.names)


def _reasons(failures: bytes) -> Counter[str]:
    return Counter(decoded(failures)["code"].to_pylist())


def _why(error: UnreadableError | OSError) -> tuple[str, str, str]:
    """Code and messages of what could not be had."""
    if isinstance(error, UnreadableError):
        return error.code, error.message("zh"), error.message("en")
    reason = error.strerror or type(error).__name__
    return ABSENT, f"读不到文件：{reason}", f"the file could not be opened: {reason}"
