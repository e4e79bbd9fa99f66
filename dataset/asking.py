"""DuckDB over the files of a dataset, wherever they lie; nothing is downloaded for it, and
remote files go through fsspec."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence

import duckdb

from dataset.manifest import File
from dataset.schema import tables
from dataset.store import DatasetFolder

# Nothing may be fetched or loaded by a query
_SETTINGS = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "1"}


def connect(store: DatasetFolder, memory: str = "512MB") -> duckdb.DuckDBPyConnection:
    """A database in memory that can read the files of this dataset."""
    # what does not fit is put aside in the system's folder for that, not beside whoever asks
    aside = f"{tempfile.gettempdir()}/nianbao-{os.getpid()}"
    connection = duckdb.connect(config={**_SETTINGS, "memory_limit": memory, "temp_directory": aside})
    # files are never changed
    connection.execute("SET GLOBAL parquet_metadata_cache=true")
    if not store.is_local:
        connection.register_filesystem(store.fs)
    return connection


def view(
    connection: duckdb.DuckDBPyConnection, store: DatasetFolder, table: str, files: Sequence[File], name: str
) -> None:
    """Let these files of a table be called by a name; an empty table where there are none."""
    # what was registered under the name would go before the view
    connection.unregister(name)
    if files:
        # the newest year first, as lists ask: what cannot be on their page is then passed over by its statistics
        paths = [store.path(file.name) for file in reversed(files)]
        connection.read_parquet(paths, union_by_name=True).create_view(name)
        return
    connection.register(name, tables()[table].schema.empty_table())
