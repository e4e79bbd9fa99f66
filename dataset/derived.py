"""Tables made from others, once, for a page cannot count a hundred million rows: how often rules applied and were
flagged, which reports have flagged findings, and which bodies there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from dataset.asking import view
from dataset.manifest import File
from dataset.schema import tables
from dataset.store import DatasetFolder, digest

TALLIES, INBOX, PANEL, BODIES = DERIVED = ("tallies", "inbox", "panel", "bodies")
# A report counts once for a rule, whatever the number of its findings. What failed on figures read with doubt is
# uncertain
_TALLIES = """
SELECT year, province, tier, rule, count_if(applied)::INTEGER AS applied, count_if(failed)::INTEGER AS failed,
  count_if(undecided)::INTEGER AS undecided, count_if(remark)::INTEGER AS remark, count_if(flagged)::INTEGER AS flagged,
  sum(COLUMNS('found_.*'))::INTEGER
FROM (
  SELECT year, province, tier, rule, report, bool_or(outcome <> 'not_applicable') AS applied,
    bool_or(sort = 'failed') AS failed, bool_or(sort = 'undecided') AS undecided, bool_or(sort = 'remark') AS remark,
    bool_or(sort <> '') AS flagged, count_if(outcome = 'passed') AS found_passed,
    count_if(outcome = 'failed' AND coalesce(cause, '') <> 'read_with_doubt') AS found_failed,
    count_if(outcome = 'uncertain' OR (outcome = 'failed' AND cause = 'read_with_doubt')) AS found_uncertain,
    count_if(outcome = 'not_applicable') AS found_not_applicable
  FROM {given} GROUP BY ALL
) GROUP BY ALL
"""
# Without a cause it is a contradiction of two places
_INBOX = """
SELECT report, year, province, tier, coalesce(sort, '') AS sort,
  min(CASE findings.sort WHEN 'failed' THEN 1 WHEN 'undecided' THEN 2 ELSE 3 END)::INTEGER AS rank,
  coalesce(arg_min(sure, lead), 2)::INTEGER AS sure, coalesce(arg_min(gap, lead), 0) AS gap,
  min(weight)::INTEGER AS weight, count(*)::INTEGER AS found
FROM {given} findings WHERE flagged
GROUP BY GROUPING SETS ((report, year, province, tier, sort), (report, year, province, tier))
"""
_BODIES = """
SELECT body, unnest(max_by(struct_pack(name, region, province, prefecture, county, tier), (year, report))),
  count(*)::INTEGER AS reports, count(DISTINCT year)::INTEGER AS years, min(year) AS first, max(year) AS last
FROM {given} WHERE year IS NOT NULL
GROUP BY body
"""
# Most cells with a certain figure are read best
_PANEL = """
SELECT unnest(max_by(struct_pack(report, province, tier), (reported, sha256))), year, body, count(*)::INTEGER AS copies
FROM {given} WHERE year IS NOT NULL AND kind IN ('report', 'cut', 'excerpt')
GROUP BY body, year
"""
# How each is made of the rows ``given``, and of what
_MADE = {
    TALLIES: (_TALLIES, "findings"),
    INBOX: (_INBOX, "findings"),
    PANEL: (_PANEL, "reports"),
    BODIES: (_BODIES, "reports"),
}
# Made file by file, and those whose rows sum up several reports
BY_FILE = {name: source for name, (_, source) in _MADE.items() if name != BODIES}
SUMMED = (TALLIES, PANEL, BODIES)
_KEYS = ("year", "province", "tier", "rule")


def beside(name: str, theirs: str, own: str, own_reports: str) -> str:
    """One of ``SUMMED``, of a dataset's rows and of a few others beside them, as a query: a report that is in both
    counts once, as the others have it, and a body is one row.

    ``theirs`` is the derived table of the dataset, ``own`` that of the others and ``own_reports`` the reports of these.
    Whoever asks has the view ``reports`` of both together, and the dataset's findings as ``memory.main.findings``.
    """
    if name in (BODIES, PANEL):
        touched = f"(SELECT body FROM {own_reports})"
        again = made_of(name, f"(SELECT * FROM reports WHERE body IN {touched})")
        return f"SELECT * FROM {theirs} WHERE body NOT IN {touched} UNION ALL BY NAME ({again})"
    twice = f"(SELECT * FROM memory.main.findings WHERE report IN (SELECT report FROM {own_reports}))"
    counts = (count for count in tables()[TALLIES].schema.names if count not in _KEYS)
    less = ", ".join(f"-{count} AS {count}" for count in counts)
    return (
        f"SELECT * FROM {theirs} UNION ALL BY NAME SELECT * FROM {own} "
        f"UNION ALL BY NAME (SELECT * REPLACE ({less}) FROM ({_TALLIES.format(given=twice)}))"
    )


def made_of(name: str, given: str) -> str:
    """A derived table as a query on the rows that it is made of."""
    return _MADE[name][0].format(given=given)


def bodies(
    connection: duckdb.DuckDBPyConnection, store: DatasetFolder, reports: Sequence[File], folder: Path
) -> Iterator[File]:
    """The table of bodies of these files of reports."""
    target = folder / "bodies.parquet"
    view(connection, store, "reports", reports, "given")
    rows = _copy(connection, made_of(BODIES, "given"), BODIES, target)
    if rows:
        name = f"{BODIES}/all-{digest(target)}.parquet"
        store.put(name, target)
        yield File(name, rows)


def by_file(  # noqa: PLR0913, PLR0917 - what, where from, where to
    table: str,
    connection: duckdb.DuckDBPyConnection,
    store: DatasetFolder,
    sources: Iterable[File],
    old: Mapping[str, File],
    folder: Path,
) -> Iterator[File]:
    """One of ``BY_FILE`` of these files, a file each; those that are there already are kept.

    The name of such a file holds the hash of the rows that it is made of.
    """
    for file in sources:
        name = f"{table}/{file.name.rpartition('/')[2]}"
        if name in old:
            yield old[name]
            continue
        target = folder / f"{table}.parquet"
        view(connection, store, BY_FILE[table], [file], "given")
        rows = _copy(connection, made_of(table, "given"), table, target)
        store.put(name, target)
        yield File(name, rows)


def of_tables(rows: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The derived tables of reports and findings that are no files."""
    made = {}
    with duckdb.connect() as connection:
        for name, (_, source) in _MADE.items():
            connection.register("given", rows[source])
            table = connection.sql(made_of(name, "given")).to_arrow_table()
            made[name] = table.select(tables()[name].schema.names).cast(tables()[name].schema)
    return made


def _copy(connection: duckdb.DuckDBPyConnection, query: str, table: str, target: Path) -> int:
    names = ", ".join(f'"{name}"' for name in tables()[table].schema.names)
    ordered = f"SELECT {names} FROM ({query}) ORDER BY {tables()[table].sorting}"
    connection.execute(f"COPY ({ordered}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    return int(connection.read_parquet(str(target)).shape[0])
