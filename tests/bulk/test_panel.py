"""A panel has a row a body and year, what was printed and read for certain, and says what it left out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest
import yaml

from bulk.__main__ import main
from checks import run_checks
from dataset import rows
from dataset.commit import commit
from dataset.merge import NewRows
from dataset.store import DatasetFolder
from parsing import parse_report
from tests.samples import FOLDER

NAMES = ("suqian_2023.html", "suqian_2024.html", "panshan_2022.txt")


@pytest.fixture(scope="module")
def panel(tmp_path_factory) -> Path:
    """Of three samples, one of them twice under a name that a spreadsheet would run, and one that has no year."""
    folder = tmp_path_factory.mktemp("panel")
    given = [((FOLDER / name).read_bytes(), name) for name in NAMES]
    cut = given[0][0].replace("2024年".encode(), b"", 1)
    given.append((cut + b"<!-- again -->", "=1+1.html"))
    read = [rows.CheckedReport(report := parse_report(data, name), run_checks(report), data) for data, name in given]
    nobody = parse_report("信息公开\n规章 | 1 | 0 | 1 |".encode(), "nobody.txt")
    read.append(rows.CheckedReport(nobody, run_checks(nobody), b"nobody"))
    tables = {name: [table] for name, table in rows.of_reading(read).items()}
    commit(DatasetFolder(str(folder / "dataset")), NewRows(tables), len(read), ["test"])
    assert main(["panel", str(folder / "dataset"), "--out", str(folder / "out")]) == 0
    return folder / "out"


def test_rows_are_bodies_and_years_and_columns_are_described(panel):
    with (panel / "panel.csv").open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    package = json.loads((panel / "datapackage.json").read_text("utf-8"))
    schema = package["resources"][0]["schema"]
    assert [field["name"] for field in schema["fields"]] == head
    assert all(field["description"] and field["title"] and field["type"] for field in schema["fields"])
    keys = [tuple(line[head.index(name)] for name in schema["primaryKey"]) for line in lines]
    assert len(keys) == len(set(keys)) == 3
    frame = pd.read_parquet(panel / "panel.parquet")
    assert list(frame.columns) == head
    assert len(frame) == 3


def test_figures_are_those_that_were_read_for_certain(panel):
    frame = pd.read_parquet(panel / "panel.parquet").set_index("source")
    report = parse_report((FOLDER / NAMES[2]).read_bytes(), NAMES[2])
    row = frame.loc[NAMES[2]]
    for figure in report.figures:
        assert row[f"{figure.id}/status"] == figure.status.value
        assert row[figure.id] == figure.known if figure.known is not None else pd.isna(row[figure.id])
    assert row["metric/received"] == report.known()["requests/received/total"]
    reasons = [name for name in frame if name.endswith("/reason")]
    assert all(pd.isna(row[name]) != pd.isna(row[name.removesuffix("/reason")]) for name in reasons)


def test_nothing_in_it_is_run_by_a_spreadsheet(panel):
    frame = pd.read_parquet(panel / "panel.parquet")
    text = (panel / "panel.csv").read_text("utf-8")
    assert "\n=" not in text
    assert ",=" not in text
    assert (frame["copies"] == 2).sum() == 1


def test_it_says_how_to_cite_it_and_what_was_left_out(panel):
    citation = yaml.safe_load((panel / "CITATION.cff").read_text("utf-8"))
    page = (panel / "README.md").read_text("utf-8")
    assert citation["version"] in page
    assert citation["cff-version"] == "1.2.0"
    assert "| further documents of the same body and year | 1 |" in page
    assert "| reports whose year is not known | 1 |" in page
