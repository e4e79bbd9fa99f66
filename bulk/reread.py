"""Reads a dataset's documents again, by the reader and the rules of today, and says what that changes."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow.parquet as pq

from bulk.run import Run
from dataset.asking import connect, view
from dataset.commit import sweep
from dataset.manifest import Manifest, load
from dataset.schema import STATUS, cells
from dataset.store import DatasetFolder

# So many cells and rules are named, the rest is counted
_NAMED = 20


def reread(run: Run) -> list[str]:
    """Read the documents of the run's dataset again; what has changed, a line each. Raises NotADatasetError."""
    old = load(run.store)
    new = run.documents(_documents(run.store, old), (), again=True)
    try:
        return _changes(run.store, old, new)
    finally:
        sweep(run.store, new)


def _documents(store: DatasetFolder, manifest: Manifest) -> Iterator[tuple[str, bytes]]:
    for file in manifest.files["documents"]:
        with store.fs.open(f"{store.root}/{file.name}") as opened:
            for batch in pq.ParquetFile(opened).iter_batches(64):
                for row in batch.to_pylist():
                    yield row["source"], row["data"]


def _changes(store: DatasetFolder, old: Manifest, new: Manifest) -> list[str]:
    with connect(store) as connection:
        for table in ("reports", "figures", "findings"):
            view(connection, store, table, old.files[table], f"old_{table}")
            view(connection, store, table, new.files[table], f"new_{table}")
        lines = [
            f"reader {old.reader} → {new.reader}, rule set {old.rule_set} → {new.rule_set}",
            _counts("reports", old, new),
            _counts("failures", old, new),
        ]
        return [*lines, *_states(connection), *_cells(connection), *_findings(connection)]


def _counts(table: str, old: Manifest, new: Manifest) -> str:
    return f"{table}: {old.counts[table]:,} → {new.counts[table]:,}"


def _states(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    rows = connection.execute(
        "SELECT was.state, now.state, count(*) FROM old_reports was JOIN new_reports now USING (report) "
        "WHERE was.state <> now.state GROUP BY ALL ORDER BY 3 DESC, 1, 2"
    ).fetchall()
    yield from (f"state {was} → {now}: {n:,} reports" for was, now, n in rows)


def _cells(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Cells whose figure or status is another one than before, those first in which most reports differ."""
    known = set(connection.table("old_figures").columns)
    named = [cell for cell in cells() if cell in known]
    sums = ", ".join(
        f'count_if(was."{cell}" IS DISTINCT FROM now."{cell}" '
        f'OR was."{cell}{STATUS}" IS DISTINCT FROM now."{cell}{STATUS}")'
        for cell in named
    )
    query = f"SELECT {sums} FROM old_figures was JOIN new_figures now USING (report)"
    row = connection.execute(query).fetchone() or ()
    changed = sorted(((n, cell) for cell, n in zip(named, row, strict=True) if n), key=lambda pair: (-pair[0], pair[1]))
    yield from (f"figure {cell}: {n:,} reports" for n, cell in changed[:_NAMED])
    if len(changed) > _NAMED:
        yield f"and {len(changed) - _NAMED:,} more cells"


def _findings(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """What became of findings that are flagged before or after, rule by rule."""
    rows = connection.execute(
        "SELECT coalesce(was.rule, now.rule) AS rule, coalesce(was.outcome, 'none') AS was, "
        "coalesce(now.outcome, 'none') AS now, count(*) AS n "
        "FROM old_findings was FULL JOIN new_findings now USING (report, rule, subject, across) "
        "WHERE (was.flagged OR now.flagged) AND was.outcome IS DISTINCT FROM now.outcome "
        "GROUP BY ALL ORDER BY n DESC, rule, was, now"
    ).fetchall()
    yield from (f"finding {rule}: {was} → {now}, {n:,}" for rule, was, now, n in rows)
