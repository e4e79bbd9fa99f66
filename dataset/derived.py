"""Tables made from others, once, for a page cannot count a hundred million rows: how often rules applied and were
flagged, and which bodies there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from dataset.asking import view
from dataset.manifest import File
from dataset.schema import tables
from dataset.store import DatasetFolder, digest

TALLIES, BODIES = DERIVED = ("tallies", "bodies")
# A report counts once for a rule, whatever the number of its findings
_QUERY = """
SELECT year, province, tier, rule, count(*)::INTEGER AS applied, count_if(failed)::INTEGER AS failed,
  count_if(undecided)::INTEGER AS undecided, count_if(remark)::INTEGER AS remark, count_if(flagged)::INTEGER AS flagged
FROM (
  SELECT year, province, tier, rule, report, bool_or(sort = 'failed') AS failed,
    bool_or(sort = 'undecided') AS undecided, bool_or(sort = 'remark') AS remark, bool_or(sort <> '') AS flagged
  FROM {given} WHERE outcome <> 'not_applicable' GROUP BY ALL
) GROUP BY ALL
"""
_BODIES = """
SELECT body, arg_max(name, moment) AS name, arg_max(region, moment) AS region, arg_max(province, moment) AS province,
  arg_max(prefecture, moment) AS prefecture, arg_max(county, moment) AS county, arg_max(tier, moment) AS tier,
  count(*)::INTEGER AS reports, min(year) AS first, max(year) AS last
FROM (SELECT *, (year, report) AS moment FROM {given} WHERE year IS NOT NULL)
GROUP BY body
"""
_COUNTS = ("applied", "failed", "undecided", "remark", "flagged")


def beside(name: str, theirs: str, own: str, own_reports: str) -> str:
    """A derived table of a dataset's rows and of a few others beside them, as a query: a report that is in both counts
    once, as the others have it, and a body is one row.

    ``theirs`` is the derived table of the dataset, ``own`` that of the others and ``own_reports`` the reports of these.
    Whoever asks has the view ``reports`` of both together, and the dataset's findings as ``memory.main.findings``.
    """
    if name == BODIES:
        touched = f"(SELECT body FROM {own_reports})"
        again = _BODIES.format(given=f"(SELECT * FROM reports WHERE body IN {touched})")
        return f"SELECT * FROM {theirs} WHERE body NOT IN {touched} UNION ALL BY NAME ({again})"
    twice = f"(SELECT * FROM memory.main.findings WHERE report IN (SELECT report FROM {own_reports}))"
    less = ", ".join(f"-{count} AS {count}" for count in _COUNTS)
    return (
        f"SELECT * FROM {theirs} UNION ALL BY NAME SELECT * FROM {own} "
        f"UNION ALL BY NAME (SELECT * REPLACE ({less}) FROM ({_QUERY.format(given=twice)}))"
    )


def bodies(
    connection: duckdb.DuckDBPyConnection, store: DatasetFolder, reports: Sequence[File], folder: Path
) -> Iterator[File]:
    """The table of bodies of these files of reports."""
    target = folder / "bodies.parquet"
    view(connection, store, "reports", reports, "given")
    rows = _copy(connection, _BODIES.format(given="given"), BODIES, target)
    if rows:
        name = f"{BODIES}/all-{digest(target)}.parquet"
        store.put(name, target)
        yield File(name, rows)


def tallied(
    connection: duckdb.DuckDBPyConnection,
    store: DatasetFolder,
    findings: Iterable[File],
    old: Mapping[str, File],
    folder: Path,
) -> Iterator[File]:
    """The tallies of these files of findings, a file each; those that are there already are kept.

    The name of a file of tallies holds the hash of the findings that it counts.
    """
    for file in findings:
        name = f"{TALLIES}/{file.name.rpartition('/')[2]}"
        if name in old:
            yield old[name]
            continue
        target = folder / "tallies.parquet"
        view(connection, store, "findings", [file], "given")
        rows = _copy(connection, _QUERY.format(given="given"), TALLIES, target)
        store.put(name, target)
        yield File(name, rows)


def of_tables(rows: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The derived tables of reports and findings that are no files."""
    made = {}
    with duckdb.connect() as connection:
        for name, query, source in ((TALLIES, _QUERY, "findings"), (BODIES, _BODIES, "reports")):
            connection.register("given", rows[source])
            table = connection.sql(query.format(given="given")).to_arrow_table()
            made[name] = table.select(tables()[name].schema.names).cast(tables()[name].schema)
    return made


def _copy(connection: duckdb.DuckDBPyConnection, query: str, table: str, target: Path) -> int:
    names = ", ".join(f'"{name}"' for name in tables()[table].schema.names)
    ordered = f"SELECT {names} FROM ({query}) ORDER BY {tables()[table].sorting}"
    connection.execute(f"COPY ({ordered}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    return int(connection.read_parquet(str(target)).shape[0])
