"""A panel for researchers, one row a body and year: ``python -m bulk panel``, and a button on the page of data.

CSV and Parquet with a Frictionless Data Package that describes every column, a citation, and a page that says what was
left out and why.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from dataset.asking import connect, view
from dataset.defuse import defused
from dataset.derived import PANEL, made_of
from dataset.manifest import Manifest, load
from dataset.schema import STATUS, cells
from dataset.store import DatasetFolder
from metrics import Metric, metrics
from parsing import form

_TABLES = ("reports", "figures", "metrics", "findings")
_ROWS = 5_000
_UNITS = {"件": "cases or documents", "项": "items", "万元": "10,000 yuan"}
_TYPES = {"VARCHAR": "string", "DOUBLE": "number", "BOOLEAN": "boolean"}


class PanelColumn(NamedTuple):
    """A column of the panel: its name, title, meaning and unit, and the SQL that gives it."""

    name: str
    title: str
    about: str
    unit: str
    query: str


class PanelOrigin(NamedTuple):
    """What the files say of where the rows come from: version of the dataset, of reader and rule set, when it was made,
    a note on it, how many documents could not be read, and which rows were asked for, in words."""

    version: str
    reader: str
    rule_set: str
    made: str
    note: str
    failures: int
    filters: str = ""


def origin(manifest: Manifest, *, filters: str = "") -> PanelOrigin:
    """The origin of the rows of a whole dataset."""
    note = _texts()["made_up"] if manifest.made_up else manifest.note
    versions = (manifest.version, manifest.reader, manifest.rule_set, manifest.made)
    return PanelOrigin(*versions, note, manifest.counts["failures"], filters)


def of_dataset(address: str, folder: Path) -> int:
    """Write the panel of a dataset into a folder; how many rows it has. Raises NotADatasetError and OSError."""
    store = DatasetFolder(address)
    manifest = load(store)
    folder.mkdir(parents=True, exist_ok=True)
    with connect(store, "700MB") as connection:
        for table in _TABLES:
            view(connection, store, table, manifest.files[table], table)
        return write(connection, origin(manifest), folder)


def write(
    connection: duckdb.DuckDBPyConnection, given: PanelOrigin, folder: Path, chosen: Sequence[str] | None = None
) -> int:
    """Write the panel of the reports whose tables a connection knows, or of the ``chosen`` ones by their ids, into a
    folder that is there; how many rows it has."""
    _prepare(connection, chosen)
    columns = _columns()
    rows = _write_rows(connection, columns, folder)
    facts = _facts(connection, given, rows, len(columns))
    types = _types(connection, columns)
    package = json.dumps(_package(columns, types, facts), ensure_ascii=False, indent=1)
    (folder / "datapackage.json").write_text(package, "utf-8")
    (folder / "README.md").write_text(_texts()["readme"].format(**facts), "utf-8")
    (folder / "CITATION.cff").write_text(_texts()["citation"].format(**facts), "utf-8")
    return rows


@cache
def _texts() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(Path(__file__).with_suffix(".yaml").read_text("utf-8"), yaml.CSafeLoader)
    return loaded


def _prepare(connection: duckdb.DuckDBPyConnection, chosen: Sequence[str] | None) -> None:
    """The reports that the panel has: of each body and year the one read best, as comparisons across years take it."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE chosen AS SELECT report, body, year, copies FROM ({made_of(PANEL, 'reports')}) "
        "WHERE $ids IS NULL OR report IN (SELECT unnest($ids))",
        {"ids": None if chosen is None else list(chosen)},
    )


def _columns() -> list[PanelColumn]:
    of_report = [
        PanelColumn(name, entry["title"], entry["about"], "", _of_report(name))
        for name, entry in _texts()["columns"].items()
    ]
    of_cells = [column for cell in cells() for column in _of_cell(cell)]
    return [*of_report, *of_cells, *(column for metric in metrics().values() for column in _of_metric(metric))]


def _of_report(name: str) -> str:
    counted = {"failed": "coalesce(counts.failed, 0)", "undecided": "coalesce(counts.undecided, 0)"}
    return counted.get(name, "chosen.copies" if name == "copies" else f"reports.{name}")


def _of_cell(cell: str) -> Iterator[PanelColumn]:
    table, row, column = cell.split("/")
    label = f"{form.row_label(table, row, 'en')}: {form.column_label(table, row, column, 'en')}"
    about = _texts()["value"].format(label=f"{label}.")
    value = f'CASE WHEN figures."{cell}{STATUS}" = \'reported\' THEN figures."{cell}" END'
    yield PanelColumn(cell, label, about, _UNITS[_unit(cell)], value)
    about = _texts()["status"].format(cell=cell)
    yield PanelColumn(cell + STATUS, f"{label}: status", about, "", f'figures."{cell}{STATUS}"')


@cache
def _units() -> dict[str, str]:
    every = (row for table in form.tables().values() for row in table.rows)
    return {f"{row.table}/{row.id}/{column.id}": column.unit for row in every for column in row.columns}


def _unit(cell: str) -> str:
    return _units()[cell]


def _of_metric(metric: Metric) -> Iterator[PanelColumn]:
    name, title = f"metric/{metric.id}", metric.name["en"]
    about = _texts()["metric"].format(formula=metric.formula("en"), caveat=metric.caveat["en"])
    yield PanelColumn(name, title, about, metric.unit, f"rates.values['{metric.id}']")
    about = _texts()["reason"].format(metric=title)
    yield PanelColumn(f"{name}/reason", f"{title}: why not", about, "", f"nullif(rates.reasons['{metric.id}'], '')")


def _query(columns: list[PanelColumn]) -> str:
    """The rows of one year."""
    selected = ", ".join(f'{column.query} AS "{column.name}"' for column in columns)
    return f"""
SELECT {selected}
FROM chosen JOIN reports USING (report) JOIN figures USING (report)
  LEFT JOIN (
    SELECT report, map(list(metric), list(value)) AS values, map(list(metric), list(reason)) AS reasons
    FROM metrics WHERE year = $year GROUP BY report
  ) rates USING (report)
  LEFT JOIN (
    SELECT report, count_if(sort = 'failed') AS failed, count_if(sort = 'undecided') AS undecided
    FROM findings WHERE flagged AND year = $year GROUP BY report
  ) counts USING (report)
WHERE reports.year = $year AND figures.year = $year
ORDER BY reports.province NULLS LAST, reports.region, reports.name, reports.report
"""


def _write_rows(connection: duckdb.DuckDBPyConnection, columns: list[PanelColumn], folder: Path) -> int:
    """Write both files, year by year and a few thousand rows at a time."""
    query, rows = _query(columns), 0
    years = [year for (year,) in connection.execute("SELECT DISTINCT year FROM chosen ORDER BY year").fetchall()]
    schema = connection.sql(query, params={"year": 0}).to_arrow_table().schema
    with (folder / "panel.csv").open("w", encoding="utf-8", newline="") as text:
        text.write(",".join(column.name for column in columns) + "\n")
        with pq.ParquetWriter(folder / "panel.parquet", schema, compression="zstd") as writer:
            for year in years:
                for batch in connection.sql(query, params={"year": year}).to_arrow_reader(_ROWS):
                    writer.write_batch(batch)
                    rows += batch.num_rows
                    frame = pa.Table.from_batches([batch]).to_pandas()
                    frame = frame.apply(lambda values: defused(values) if values.dtype in ("str", "object") else values)
                    frame.to_csv(text, index=False, header=False, lineterminator="\n")
    return rows


def _types(connection: duckdb.DuckDBPyConnection, columns: list[PanelColumn]) -> dict[str, str]:
    described = connection.execute(f"DESCRIBE {_query(columns).replace('$year', '0')}").fetchall()
    return {str(row[0]): _TYPES.get(str(row[1]), "integer") for row in described}


def _facts(connection: duckdb.DuckDBPyConnection, given: PanelOrigin, rows: int, columns: int) -> dict[str, Any]:
    """What the page and the citation say."""
    counts = connection.execute(
        "SELECT count_if(kind NOT IN ('report', 'cut', 'excerpt')), "
        "count_if(year IS NULL AND kind IN ('report', 'cut', 'excerpt')), "
        "count(DISTINCT (body, year)) FILTER (year IS NOT NULL AND kind IN ('report', 'cut', 'excerpt')), count(*) "
        "FROM reports"
    ).fetchone()
    assert counts is not None
    no_reports, undated, bodies, reports = counts
    return {
        **given._asdict(),
        "title": _texts()["title"],
        "description": _texts()["description"],
        "rows": f"{rows:,}",
        "columns": columns,
        "no_reports": no_reports,
        "undated": undated,
        "copies": reports - no_reports - undated - bodies,
        "filtered": bodies - rows,
        "filters": given.filters or _texts()["no_filters"],
        "day": given.made[:10],
    }


def _package(columns: list[PanelColumn], types: dict[str, str], facts: dict[str, Any]) -> dict[str, Any]:
    fields = [
        {"name": c.name, "type": types[c.name], "title": c.title, "description": c.about}
        | ({"unit": c.unit} if c.unit else {})
        for c in columns
    ]
    return {
        "profile": "tabular-data-package",
        "name": "nianbao-panel",
        "title": facts["title"],
        "description": " ".join(filter(None, (facts["description"], facts["note"]))),
        "version": facts["version"],
        "created": facts["made"],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "panel",
                "path": "panel.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "missingValues": _texts()["missing"], "primaryKey": ["body", "year"]},
            }
        ],
    }
