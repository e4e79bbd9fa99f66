"""Puts new rows beside those of a dataset, or in their place, and sorts them; equal rows give equal files.

New rows come in any order. They are first dealt out to the files that they belong to, then one file at a time is sorted
with the old rows of it, so that memory is bounded by one file's and not by the dataset's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dataset.asking import connect
from dataset.dealing import Keys, deal, dealt
from dataset.derived import BODIES, BY_FILE, DERIVED, bodies, by_file
from dataset.manifest import File, Manifest
from dataset.schema import TableSchema, tables
from dataset.store import DatasetFolder, digest

ROW_GROUP = 100_000
# Whole documents and readings: so many are unpacked to have one
_TOGETHER = 64
# Above so many reports a file their documents and readings are kept by one more digit of their ids
_PER_FILE = 4_096
_NO_YEAR = "none"
_MEMORY = "400MB"
# A row a finding that a cause names; an id is one of a finding in a report
_LEADS = "(SELECT unnest(lead, max_depth := 2) FROM (SELECT unnest(leads) AS lead FROM judged))"
# Tables whose rows change when reports are held against each other
_COMPARED = ("reports", "findings", "comparisons")


@dataclass(frozen=True, slots=True)
class NewRows:
    """New rows by table; ``gone`` are the ids of documents whose old rows are left out, and the sources of those that
    could not be had before and have been since.

    ``judged`` holds what every report comes to (``rows.judged``) where reports were held against each other anew; then
    old rows of that are left out.
    """

    new: Mapping[str, Iterable[pa.Table]]
    gone: Collection[str] = ()
    judged: pa.Table | None = None

    @property
    def compared(self) -> bool:
        """Whether reports were held against each other anew."""
        return self.judged is not None


def merged(store: DatasetFolder, old: Manifest | None, change: NewRows, count: int) -> dict[str, tuple[File, ...]]:
    """Write the files of the dataset with this change, for so many reports; gives them by table. No manifest names
    them yet."""
    with TemporaryDirectory(prefix="nianbao-") as folder, _sorting(folder) as connection:
        work = _Work(store, old, change, Path(folder), _digits(count), connection)
        files = {name: tuple(work.write(table)) for name, table in tables().items() if name not in DERIVED}
        with connect(store) as asking:
            for name, source in BY_FILE.items():
                before = {file.name: file for file in (old.files.get(name, ()) if old else ())}
                files[name] = tuple(by_file(name, asking, store, files[source], before, work.folder))
            return {**files, BODIES: tuple(bodies(asking, store, files["reports"], work.folder))}


def _sorting(folder: str) -> duckdb.DuckDBPyConnection:
    """The database that sorts, one for all files: each takes longer to open than a small file to sort."""
    connection = duckdb.connect(config={"memory_limit": _MEMORY, "threads": "1", "temp_directory": folder})
    # whoever shows progress does so himself
    connection.execute("SET enable_progress_bar=false")
    return connection


def _digits(count: int) -> int:
    digits = 0
    while count > _PER_FILE * 16**digits:
        digits += 1
    return digits


@dataclass(frozen=True, slots=True)
class _Work:
    """One merge: where the dataset lies, what it was, what changes, a folder for passing files, digits of ids, and a
    database to sort with."""

    store: DatasetFolder
    old: Manifest | None
    change: NewRows
    folder: Path
    digits: int
    connection: duckdb.DuckDBPyConnection

    def write(self, table: TableSchema) -> Iterable[File]:
        """Write what has changed of a table; its files, the old ones among them."""
        old = {_key(file): file for file in self._old_files(table)}
        dropped = table.name == "comparisons" and self.change.compared
        regrouped = table.kept == "report" and any(len(key) != self.digits for key in old)
        new = self._deal(table, [] if not regrouped or dropped else list(old.values()))
        if regrouped or dropped:
            old = {}
        for key in sorted(old.keys() | new.keys()):
            if key in new or self._is_touched(table, old[key]):
                written = self._write_file(table, key, old.get(key), new.get(key))
                if written is not None:
                    yield written
            else:
                yield old[key]

    def _old_files(self, table: TableSchema) -> Iterable[File]:
        return self.old.files.get(table.name, ()) if self.old else ()

    def _deal(self, table: TableSchema, more: list[File]) -> dict[str, Path]:
        parts = (part for part in self.change.new.get(table.name, ()) if part.num_rows)
        old = (self._without_gone(self._read(file)) for file in more)
        return deal((part for source in (parts, old) for part in source), self._keys(table), self.folder / table.name)

    def _keys(self, table: TableSchema) -> Keys:
        def keys(part: pa.Table) -> pa.Array:
            if table.kept == "whole":
                return pa.repeat("", part.num_rows)
            if table.kept == "year":
                return pc.fill_null(pc.cast(part["year"], pa.string()), _NO_YEAR).combine_chunks()
            return pc.utf8_slice_codeunits(part["report"], 0, self.digits).combine_chunks()

        return keys

    def _is_touched(self, table: TableSchema, file: File) -> bool:
        if self.change.compared and table.name in _COMPARED:
            return True
        if not self.change.gone or table.kept == "whole":
            return bool(self.change.gone)
        ids = pq.read_table(self._open(file), columns=["report"])["report"]
        return bool(pc.any(pc.is_in(ids, pa.array(list(self.change.gone), pa.string()))).as_py())

    def _write_file(self, table: TableSchema, key: str, old: File | None, new: Path | None) -> File | None:
        target = self.folder / "sorted.parquet"
        if table.kept == "report":
            count = self._sort_blobs(table, target, old, new)
        else:
            count = self._sort_rows(table, target, old, new)
        if not count:
            return None
        name = f"{table.name}/{key or 'all'}-{digest(target)}.parquet"
        self.store.put(name, target)
        return File(name, count)

    def _sort_blobs(self, table: TableSchema, target: Path, old: File | None, new: Path | None) -> int:
        parts = [self._without_gone(self._read(old))] if old else []
        parts += [dealt(new).read_all()] if new else []
        whole = pa.concat_tables(parts, promote_options="default").select(table.schema.names).sort_by("report")
        pq.write_table(whole, target, row_group_size=_TOGETHER, compression="zstd", use_dictionary=False)
        return int(whole.num_rows)

    def _sort_rows(self, table: TableSchema, target: Path, old: File | None, new: Path | None) -> int:
        self.connection.register("gone", pa.table({"report": pa.array(list(self.change.gone), pa.string())}))
        # every column, whatever an older schema lacks
        self.connection.register("none", table.schema.empty_table())
        parts = ["SELECT * FROM none"]
        if old:
            self._register(old)
            parts.append(f"SELECT * FROM old {self._kept_rows(table)}")
        if new:
            self.connection.register("new", dealt(new))
            parts.append("SELECT * FROM new")
        query = self._with_judged(table, " UNION ALL BY NAME ".join(parts))
        self.connection.execute(
            f"COPY ({query} ORDER BY {table.sorting}) TO '{target}' "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
        return int(pq.ParquetFile(target).metadata.num_rows)

    def _kept_rows(self, table: TableSchema) -> str:
        if table.kept == "whole":
            return "WHERE coalesce(left(sha256, 12), source) NOT IN (SELECT report FROM gone)"
        across = " AND NOT across" if table.name == "findings" and self.change.compared else ""
        return f"WHERE report NOT IN (SELECT report FROM gone){across}"

    def _with_judged(self, table: TableSchema, query: str) -> str:
        names = [f'"{name}"' for name in table.schema.names]
        if self.change.judged is not None and table.name in ("reports", "findings"):
            self.connection.register("judged", self.change.judged)
            source, key = ("judged", "report") if table.name == "reports" else (_LEADS, "id")
            known = {f'"{name}"' for name in self.connection.sql(f"FROM {source}").columns} - {f'"{key}"'}
            names = [f"judged.{n}" if n in known else f"every.{n}" for n in names]
            return f"SELECT {', '.join(names)} FROM ({query}) every LEFT JOIN {source} judged USING ({key})"
        distinct = "DISTINCT " if table.kept == "whole" else ""
        return f"SELECT {distinct}{', '.join(names)} FROM ({query})"

    def _read(self, file: File) -> pa.Table:
        return pq.read_table(self._open(file))

    def _register(self, file: File) -> None:
        if self.store.is_local:
            self.connection.read_parquet(self.store.path(file.name)).create_view("old")
        else:
            self.connection.register("old", self._read(file))

    def _open(self, file: File) -> pa.NativeFile | str:
        if self.store.is_local:
            return self.store.path(file.name)
        return pa.BufferReader(self.store.read(file.name) or b"")

    def _without_gone(self, part: pa.Table) -> pa.Table:
        return without(part, self.change.gone)


def without(part: pa.Table, gone: Collection[str]) -> pa.Table:
    """The rows of other reports than these."""
    return part.filter(pc.invert(pc.is_in(part["report"], pa.array(sorted(gone), pa.string()))))


def _key(file: File) -> str:
    """``reports/2023-0a1b….parquet`` is the file of the key 2023."""
    key = file.name.rpartition("/")[2].rpartition("-")[0]
    return "" if key == "all" else key
