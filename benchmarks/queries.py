"""``python -m benchmarks.queries [--reports N ...]``: what each named query costs, with eight threads asking at once.

Datasets of 100,000 and 1,000,000 reports are made for the purpose in ``build/queries``, once: rows of made-up reports
that were really read, many times over, with places, years, names and figures of their own; of the million six metrics
and the flagged findings only; no documents. It fails where a query takes more of the processor than 0.2 and 0.5
seconds, or the process more than 1 GiB. Answers are not kept while it measures.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from bulk.engines import Here
from bulk.inputs import Located
from bulk.run import Run
from checks.judgement.states import STATES
from dataset import versions
from dataset.asking import connect
from dataset.derived import BY_FILE, bodies, by_file
from dataset.manifest import File, Manifest, load, save
from dataset.merge import ROW_GROUP
from dataset.schema import tables
from dataset.store import DatasetFolder, digest
from parsing import divisions
from queries import Asked, queries
from queries.cached import Answers
from tests.render import YEARS, series

_FOLDER = Path(__file__).parents[1] / "build" / "queries"
_MODELS = 240
_THREADS = 8
_ROUNDS = 3
LIMITS = {100_000: 0.2, 1_000_000: 0.5}
_MOST_MB = 1024
_METRICS = ("received", "granted_rate", "refused_rate", "handled", "carried_out", "partly_granted_rate")
_MADE = ("reports", "figures", "metrics", "findings")
# Of each report what is its own; `number` is which one it is, `seed` lies between 0 and 1
_ROWS = {
    "reports": """
SELECT * REPLACE (md5(number::VARCHAR)[:12] AS report, md5(number::VARCHAR) || md5(report) AS sha256,
    number || '.html' AS source, place.province AS province, place.prefecture AS prefecture, place.county AS county,
    place.region AS region, place.code AS code, place.county || agency AS agency, place.county || name AS name,
    lower(concat_ws(' ', place.county || name, place.region, number || '.html')) AS said,
    md5((number // 6)::VARCHAR)[:10] AS body, {year} AS year)
FROM numbered JOIN old USING (model) JOIN places place ON place.n = (number // 6) % {places}
""",
    "figures": """
SELECT * REPLACE (md5(number::VARCHAR)[:12] AS report, place.province AS province, {year} AS year)
FROM numbered JOIN old USING (model) JOIN places place ON place.n = (number // 6) % {places}
""",
    "metrics": """
SELECT * REPLACE (md5(number::VARCHAR)[:12] AS report, value * (0.5 + seed) AS value, place.province AS province,
    {year} AS year)
FROM numbered JOIN old USING (model) JOIN places place ON place.n = (number // 6) % {places}
""",
    "findings": """
SELECT * REPLACE (md5(number::VARCHAR)[:12] AS report, place.province AS province, {year} AS year)
FROM numbered JOIN old USING (model) JOIN places place ON place.n = (number // 6) % {places}
""",
}


def main() -> int:
    """Print a row a query and dataset; 1 where one costs too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="*", default=list(LIMITS))
    broken = 0
    for count in parser.parse_args().reports:
        # in a process of its own: making takes memory that asking does not
        with ProcessPoolExecutor(1) as pool:
            folder = pool.submit(_made, count).result()
        start = time.perf_counter()
        asked = Asked(str(folder), Answers(0))
        print(f"\n{count:,} reports, opened in {time.perf_counter() - start:.2f} s", flush=True)
        broken |= _measured(asked, LIMITS.get(count, max(LIMITS.values())))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nmost memory: {most:.0f} MB")
    return int(broken or most > _MOST_MB)


def _measured(asked: Asked, limit: float) -> int:
    page = asked.ask("page", limit=1, offset=0).iloc[0]
    broken = 0
    print(f"{'query':>17}{'rows':>8}{'processor s':>13}")
    for name in queries():
        with ThreadPoolExecutor(_THREADS) as pool:
            given = [_parameters(name, page, number) for number in range(_THREADS * _ROUNDS)]
            start = time.process_time()
            # what pages let go of is not kept either
            rows = list(pool.map(lambda one, name=name: len(asked.ask(name, **one)), given))
            each = (time.process_time() - start) / len(given)
        broken |= each > limit
        print(f"{name:>17}{rows[0]:8}{each:13.3f}{'  too much' if each > limit else ''}", flush=True)
    return broken


def _parameters(name: str, page: Any, number: int) -> dict[str, Any]:
    """What is asked: the whole country, another metric, year and page each time."""
    known = {
        "metric": ("received", "granted_rate", "refused_rate")[number % 3],
        "metrics": ["received", "granted_rate"] if name == "body_years" else ["granted_rate"],
        "year": YEARS[number % len(YEARS)],
        "tier": ("county", "department")[number % 2],
        "body": page["body"],
        "province": page["province"] if name == "body_years" else None,
        "report": page["report"],
        "words": ["民政", "县"],
        "states": list(STATES),
        "lowest": bool(number % 2),
        "bins": 20,
        "peers": 5,
        "every": False,
        "weighty": True,
        "most": 12,
        "first": [],
        "named": [[], []],
        "sorts": ["failed"],
        "facet": "rule",
        "bodies": [page["body"]],
        "regions": [page["region"]],
        "ids": [page["report"]] if name == "reports_rows" else None,
        "cells": ["requests/received/total/status"],
        "statuses": ["reported"],
        "limit": 40,
        "offset": 40 * (number % 5),
    }
    # a ranking is of one year and tier; all else is asked of everything
    wide = name not in ("ranking", "absent")
    return {
        key: known[key] for key in queries()[name].parameters if key in known and not (wide and key in ("year", "tier"))
    }


def _made(count: int) -> Path:
    folder = _FOLDER / str(count)
    if (folder / "manifest.json").is_file():
        return folder
    models = DatasetFolder(str(_FOLDER / "models"))
    cases = [Located(case.name, lambda data=case.data: data) for case in series(_MODELS)]
    Run(models, Here(), _FOLDER).files(cases, ["made up"])
    store = DatasetFolder(str(folder))
    with TemporaryDirectory(dir=_FOLDER) as work, duckdb.connect(config={"memory_limit": "2GB"}) as connection:
        connection.execute(f"SET temp_directory='{work}'; SET preserve_insertion_order=false")
        _number(connection, models, count)
        files = {
            name: list(_written(connection, models, name, store, Path(work), count))
            for name in _MADE
            if _is_made(name, count)
        }
        with connect(store) as asking:
            for name, source in BY_FILE.items():
                files[name] = list(by_file(name, asking, store, files[source], {}, Path(work)))
            files["bodies"] = list(bodies(asking, store, files["reports"], Path(work)))
    now = datetime.now(UTC).isoformat()
    every = {name: files.get(name, ()) for name in tables()}
    save(store, Manifest(versions.reader(), "made", versions.rows(), now, ("made up",), every, made_up=True))
    return folder


def _number(connection: duckdb.DuckDBPyConnection, models: DatasetFolder, count: int) -> None:
    """Tables of the places, of the models' reports by number, and of the new reports."""
    counties = [(code, divisions.path(code)) for code in divisions.by_code() if len(code) == 6]
    connection.execute(
        "CREATE TABLE places (n BIGINT, code TEXT, province TEXT, prefecture TEXT, county TEXT, region TEXT)"
    )
    rows = [
        (n, code, path["province"], path.get("prefecture"), path["county"], " › ".join(filter(None, path.values())))
        for n, (code, path) in enumerate(counties)
    ]
    connection.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?)", rows)
    reports = [models.path(file.name) for file in load(models).files["reports"]]
    connection.execute(
        f"CREATE TABLE models AS SELECT report, row_number() OVER (ORDER BY report) - 1 AS model FROM {_scan(reports)}"
    )
    connection.execute(
        "CREATE TABLE numbered AS SELECT n AS number, hash(n) % (SELECT count(*) FROM models) AS model, "
        f"(hash(n + 1) % 1000) / 1000 AS seed FROM range({count}) numbers(n)"
    )


def _scan(paths: list[str]) -> str:
    return f"read_parquet({paths!r}, union_by_name=true)"


def _only(name: str) -> str:
    """What is kept of the rows of many reports."""
    return {"findings": "WHERE flagged", "metrics": f"WHERE metric IN {_METRICS}"}.get(name, "")


def _is_made(name: str, count: int) -> bool:
    """Of many reports no figures: 457 columns."""
    return name != "figures" or count <= min(LIMITS)


def _written(  # noqa: PLR0913, PLR0917 - where from, what and where to
    connection: duckdb.DuckDBPyConnection,
    models: DatasetFolder,
    name: str,
    store: DatasetFolder,
    work: Path,
    count: int,
) -> Iterator[File]:
    table = tables()[name]
    paths = [models.path(file.name) for file in load(models).files[name]]
    only = _only(name) if count > min(LIMITS) else ""
    names = ", ".join(f'"{column}"' for column in table.schema.names)
    connection.execute(
        "CREATE OR REPLACE TABLE old AS "
        f"SELECT rows.*, model FROM {_scan(paths)} rows JOIN models USING (report) {only}"
    )
    places = connection.execute("SELECT count(*) FROM places").fetchone()
    assert places is not None
    for number, year in enumerate(YEARS):
        made = _ROWS[name].format(year=f"{year}::INTEGER", places=places[0])
        target = work / "made.parquet"
        connection.execute(
            f"COPY (SELECT {names} FROM ({made} WHERE number % {len(YEARS)} = {number}) ORDER BY {table.sorting}) "
            f"TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
        rows = connection.read_parquet(str(target)).shape[0]
        file = File(f"{name}/{year}-{digest(target)}.parquet", rows)
        store.put(file.name, target)
        yield file


if __name__ == "__main__":
    sys.exit(main())
