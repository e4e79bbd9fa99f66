"""Which documents need not be read: the same program has read them before, into the dataset or its staging."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.parquet as pq

from bulk.staging import Staging
from dataset import versions
from dataset.manifest import Manifest
from dataset.store import DatasetFolder

# The reason of a document whose bytes could not be had
ABSENT = "absent"
_ID = 12


class Known:
    """What a dataset and its staging hold already. Contents are known by half of their SHA-256, 16 bytes."""

    def __init__(
        self, store: DatasetFolder, old: Manifest | None, staging: Staging, *, again: bool, exact: bool = False
    ) -> None:
        """``again``: what is in the dataset is read again; ``exact``: what is not seen in this run goes."""
        self._staging = staging
        reports = [_read(store, file.name, "sha256") for file in old.files["reports"]] if old else []
        failures = [_read(store, file.name, "sha256", "source") for file in old.files["failures"]] if old else []
        shas = [sha for table in reports for sha in table["sha256"].to_pylist()]
        refused = [sha for table in failures for sha in table["sha256"].to_pylist() if sha]
        self.old_reports = {sha[:_ID] for sha in shas}
        self._old = self.old_reports | {sha[:_ID] for sha in refused}
        # those that could not be had, of which some may be seen now
        self._absent = {row["source"] for t in failures for row in t.to_pylist() if row["sha256"] is None}
        self._seen: set[str] = set()
        self._exact = exact
        self._seen_ids: set[str] = set()
        is_same = old is not None and old.rows_of == versions.rows() and not again
        self._contents = {_half(sha) for sha in (*self._staged("reports"), *self._staged("failures"))}
        self._contents |= {_half(sha) for sha in (*shas, *refused)} if is_same else set()

    def see(self, source: str) -> None:
        """A document of this source is there, or said to be."""
        if source in self._absent:
            self._seen.add(source)

    def add(self, data: bytes) -> bool:
        """Take note of a content; whether it is new."""
        digest = hashlib.sha256(data)
        half = digest.digest()[:16]
        if self._exact:
            self._seen_ids.add(digest.hexdigest()[:_ID])
        if half in self._contents:
            return False
        self._contents.add(half)
        return True

    def staged_reports(self) -> set[str]:
        """The ids of the reports that have been read since."""
        return {sha[:_ID] for sha in self._staged("reports")}

    def gone(self) -> set[str]:
        """The ids of documents in the dataset that have been read anew or are to go, and the sources of those to be had
        now."""
        touched = self.staged_reports() | {sha[:_ID] for sha in self._staged("failures")}
        lost = (self._old - self._seen_ids) | self._absent if self._exact else set()
        return (touched & self._old) | self._seen | lost

    def _staged(self, table: str) -> Iterable[str]:
        return (sha for part in self._staging.parts(table) for sha in part["sha256"].to_pylist() if sha)


def _half(sha256: str) -> bytes:
    return bytes.fromhex(sha256[:32])


def _read(store: DatasetFolder, name: str, *columns: str) -> pa.Table:
    return pq.read_table(pa.BufferReader(store.read(name) or b""), columns=list(columns))
