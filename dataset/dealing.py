"""Deals rows out to files by a key, in one pass and in little memory, so that each file can be worked on alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

Keys = Callable[[pa.Table], pa.Array]
_COMPRESSED = pa.ipc.IpcWriteOptions(compression="zstd")
# Rows are dealt so many bytes at a time: a few rows of a thousand columns cost as much as many
_TOGETHER = 32 * 1024 * 1024


def deal(tables: Iterable[pa.Table], keys: Keys, folder: Path) -> dict[str, Path]:
    """Write the rows of these tables to Arrow streams in a folder, one for each of the ``keys`` (text, never null)."""
    folder.mkdir(parents=True, exist_ok=True)
    paths: dict[str, Path] = {}
    writers: dict[str, pa.RecordBatchStreamWriter] = {}
    with ExitStack() as stack:
        for table in _together(tables):
            of_row = keys(table)
            for key in pc.unique(of_row).to_pylist():
                if key not in writers:
                    paths[key] = folder / f"{key or 'none'}.arrows"
                    stream = pa.ipc.new_stream(str(paths[key]), table.schema, options=_COMPRESSED)
                    writers[key] = stack.enter_context(stream)
                writers[key].write_table(table.filter(pc.equal(of_row, key)))
    return paths


def _together(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The rows of these tables in larger ones."""
    waiting: list[pa.Table] = []
    size = 0
    for table in tables:
        waiting.append(table)
        size += table.nbytes
        if size >= _TOGETHER:
            yield pa.concat_tables(waiting).combine_chunks()
            waiting, size = [], 0
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


def dealt(path: Path) -> pa.RecordBatchReader:
    """The rows of one of those files, batch by batch."""
    return pa.ipc.open_stream(pa.memory_map(str(path)))
