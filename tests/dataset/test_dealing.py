"""Rows that are dealt out to files: whole, in order, and in few pieces however many tables they come in."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from dataset.dealing import deal, dealt


def dealt_rows(tables: list[pa.Table], folder: Path) -> dict[str, pa.Table]:
    paths = deal(tables, lambda table: pc.cast(table["year"], pa.string()).combine_chunks(), folder)
    return {key: dealt(path).read_all() for key, path in paths.items()}


def test_many_small_tables_are_dealt_as_one_large_one(tmp_path: Path):
    rows = pa.table({"year": [2019 + n % 3 for n in range(90)], "report": [f"{n:02}" for n in range(90)]})
    small = [rows.slice(start, 9) for start in range(0, 90, 9)]
    found = dealt_rows(small, tmp_path / "small")
    assert found == dealt_rows([rows], tmp_path / "large")
    assert found["2020"]["report"].to_pylist() == [f"{n:02}" for n in range(1, 90, 3)]
    assert [table["report"].num_chunks for table in found.values()] == [1, 1, 1]
    assert dealt_rows([], tmp_path / "none") == {}
