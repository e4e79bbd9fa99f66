"""The form of a dataset: what is written is what is documented, appended to, replaced, and equal whatever the order."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from checks import run_checks
from dataset import handbook, rows, schema
from dataset.commit import commit, sweep
from dataset.manifest import NAME, NotADatasetError, load
from dataset.merge import NewRows
from dataset.store import DatasetFolder
from parsing import parse_report
from tests.samples import FOLDER
from workers import wire

NAMES = ("panshan_2022.txt", "suqian_2023.html", "suqian_2024.html")


@pytest.fixture(scope="module")
def read() -> dict[str, rows.CheckedReport]:
    found = {}
    for name in NAMES:
        data = (FOLDER / name).read_bytes()
        report = parse_report(data, name)
        found[name] = rows.CheckedReport(report, run_checks(report), data)
    return found


def written(place: Path | str, *parts: list[rows.CheckedReport]) -> DatasetFolder:
    """A dataset of these reports, a commit a part."""
    store = DatasetFolder(str(place))
    for n, part in enumerate(parts):
        count = sum(map(len, parts[: n + 1]))
        tables = {name: [table] for name, table in rows.of_reading(part).items()}
        sweep(store, commit(store, NewRows(tables), count, ["test"]))
    return store


def test_files_hold_the_columns_that_are_documented(read, tmp_path):
    manifest = load(store := written(tmp_path, list(read.values())))
    assert manifest.counts["reports"] == 3
    for name, table in schema.tables().items():
        for file in manifest.files[name]:
            found = pq.read_schema(store.path(file.name))
            assert [(field.name, str(field.type).replace("element", "item")) for field in found] == [
                (field.name, str(field.type)) for field in table.schema
            ], name


def test_the_documentation_is_made_from_the_schema():
    assert handbook.TARGET.read_text("utf-8") == handbook.text()
    undescribed = [
        c.name for t in schema.tables().values() for c in t.columns.values() if not c.about and "/" not in c.name
    ]
    assert undescribed == []


def test_equal_files_whatever_the_order_and_the_number_of_commits(read, tmp_path):
    first, second, third = read.values()
    at_once = load(written(tmp_path / "a", [first, second, third]))
    one_by_one = load(written(tmp_path / "b", [third], [first], [second]))
    assert one_by_one.files == at_once.files
    kept = {str(path.relative_to(tmp_path / "b")) for path in (tmp_path / "b").rglob("*.parquet")}
    assert kept == one_by_one.names


def test_a_newer_reading_takes_the_place_of_the_old_one(read, tmp_path):
    first, second, _ = read.values()
    store = written(tmp_path, [first, second])
    again = first._replace(report=parse_report(first.data, "renamed.txt"))
    tables = {name: [table] for name, table in rows.of_reading([again]).items()}
    manifest = commit(store, NewRows(tables, gone={first.report.sha256[:12]}), 2, [])
    assert manifest.counts["reports"] == manifest.counts["readings"] == manifest.counts["documents"] == 2
    sources = [
        row for file in manifest.files["reports"] for row in pq.read_table(store.path(file.name))["source"].to_pylist()
    ]
    assert sorted(sources) == ["renamed.txt", "suqian_2023.html"]


def test_what_was_broken_off_leaves_the_version_before(read, tmp_path, monkeypatch):
    first, second, _ = read.values()
    store = written(tmp_path, [first])
    before = load(store)
    monkeypatch.setattr(
        DatasetFolder, "write", lambda self, name, content: (_ for _ in ()).throw(OSError("no space left"))
    )
    tables = {name: [table] for name, table in rows.of_reading([second]).items()}
    with pytest.raises(OSError, match="no space"):
        commit(store, NewRows(tables), 2, [])
    assert load(store) == before
    assert all(Path(store.path(name)).is_file() for name in before.names)


def test_values_and_readings_come_back_as_they_were(read, tmp_path):
    store = written(tmp_path, list(read.values()))
    manifest = load(store)
    report = read["suqian_2023.html"].report
    with duckdb.connect() as connection:
        paths = [store.path(file.name) for file in manifest.files["figures"]]
        figures = connection.read_parquet(paths).filter(f"report = '{report.sha256[:12]}'").df().iloc[0]
    for figure in report.figures:
        value, status = figures[figure.id], figures[figure.id + schema.STATUS]
        assert status == figure.status.value
        assert value == figure.value or (figure.value is None and value != value)  # noqa: PLR0124 - NaN
    table = pq.read_table(store.path(manifest.files["readings"][0].name)).to_pylist()
    readings = {row["report"]: wire.decode_report(row["reading"]) for row in table}
    assert readings[report.sha256[:12]] == report


def test_an_address_serves_as_a_folder_does(read, tmp_path):
    local = load(written(tmp_path, list(read.values())))
    remote = load(written("memory://datasets/one", list(read.values())[:1], list(read.values())[1:]))
    assert remote.files == local.files


@pytest.mark.parametrize("content", [None, b"{", b'{"schema": 1}', b'{"schema": 999, "files": {}}'])
def test_what_is_no_dataset_is_said_to_be_none(content, tmp_path):
    if content is not None:
        (tmp_path / NAME).write_bytes(content)
    with pytest.raises(NotADatasetError, match=r"manifest\.json"):
        load(DatasetFolder(tmp_path))


def test_findings_across_reports_come_back_whole():
    from checks import Findings, run_across  # noqa: PLC0415

    reports = [parse_report((FOLDER / name).read_bytes(), name) for name in NAMES[1:]]
    found = run_across(reports)
    assert any(finding.details for finding in found.findings)
    assert wire.decode_findings(wire.encode_findings(found)) == found
    assert isinstance(found, Findings)
