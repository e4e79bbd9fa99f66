"""A run reads everything that inputs name, once, and gives the same dataset however often it was broken off."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import duckdb
import pytest

from bulk import task
from bulk.__main__ import main
from bulk.engines import Here, Processes
from bulk.inputs import expanded, located
from checks.cli.command import main as command
from dataset import versions
from dataset.manifest import Manifest, load
from dataset.store import DatasetFolder
from parsing.errors import DamagedFileError, NestedArchiveError
from tests.bulk import made
from tests.sizes import sized

COUNT = sized(20, 200)
KILLS = sized(2, 10)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return made.folder(tmp_path_factory.mktemp("reports"), COUNT)


@pytest.fixture(scope="module")
def whole(folder, tmp_path_factory) -> tuple[Path, Manifest]:
    """The dataset of an undisturbed run."""
    out = tmp_path_factory.mktemp("whole") / "dataset"
    return out, made.run([str(folder)], out, out.parent)


def asked(out: Path, table: str, query: str) -> list[tuple]:
    with duckdb.connect() as connection:
        paths = [str(out / file.name) for file in load(DatasetFolder(out)).files[table]]
        rows = connection.read_parquet(paths)  # noqa: F841 - named in the query
        return connection.sql(query).fetchall()


def test_what_was_printed_with_its_documents_is_read_again(folder, whole, tmp_path, capsysbinary):
    out, manifest = whole
    files = sorted(str(path) for path in folder.rglob("*") if path.is_file())
    assert command(["--json", "--with-document", *files]) == 1
    lines = capsysbinary.readouterr().out.splitlines(keepends=True)
    without = json.loads(lines[0])
    del without["document"]
    lines += [b"{}\n", json.dumps(without | {"source": "without.html"}).encode() + b"\n"]
    printed = tmp_path / "run.jsonl"
    printed.write_bytes(b"".join(lines))
    again = tmp_path / "dataset"
    assert made.run([str(printed)], again, tmp_path).counts["reports"] == manifest.counts["reports"] == COUNT
    reasons = dict(asked(again, "failures", "SELECT source, code FROM rows"))
    assert reasons == {
        "empty.txt": "no_document",
        "program.exe": "no_document",
        f"run.jsonl/{len(lines) - 1}": "damaged",
        "without.html": "no_document",
    }
    for table in ("figures", "metrics", "statements"):
        rows = [asked(one, table, "SELECT * FROM rows ORDER BY ALL") for one in (out, again)]
        assert rows[0] == rows[1], table


def test_every_report_is_a_row_and_every_failure_has_its_reason(whole):
    out, manifest = whole
    assert manifest.counts["reports"] == COUNT
    assert asked(out, "failures", "SELECT source, code FROM rows") == [
        ("empty.txt", "empty"),
        ("program.exe", "unsupported_format"),
    ]
    assert all(reason for (reason,) in asked(out, "failures", "SELECT message_zh FROM rows"))
    assert not (out / ".staging").exists()
    assert asked(out, "findings", "SELECT count(*) FROM rows WHERE across")[0][0] > COUNT
    sorted_rows = asked(out, "findings", "SELECT year, NOT flagged, province FROM rows")
    assert all(
        [row[1:] for row in sorted_rows if row[0] == year]
        == sorted((r[1:] for r in sorted_rows if r[0] == year), key=lambda r: (r[0], r[1] or "\uffff"))
        for year in {row[0] for row in sorted_rows}
    )


def test_the_order_of_inputs_and_copies_change_nothing(folder, whole, tmp_path):
    years = sorted(str(path) for path in folder.iterdir() if path.is_dir())
    one, two = (
        made.run(order, tmp_path / name, tmp_path) for name, order in (("a", years), ("b", [*years[::-1], years[0]]))
    )
    assert one.files == two.files


def test_content_that_was_read_before_is_not_read_again(folder, whole, tmp_path, monkeypatch):
    out, manifest = whole
    monkeypatch.setattr(task, "read_here", None)
    assert made.run([str(folder)], out, tmp_path) == manifest


def test_another_program_reads_everything_again(folder, tmp_path, monkeypatch):
    year = next(str(path) for path in sorted(folder.iterdir()) if path.is_dir())
    made.run([year], tmp_path / "d", tmp_path)
    monkeypatch.setattr(versions, "rows", lambda: "another")
    read = []
    monkeypatch.setattr("bulk.engines.read_here", lambda batch: read.append(batch) or task.read_here(batch))
    manifest = made.run([year], tmp_path / "d", tmp_path)
    assert sum(len(batch.items) for batch in read) == manifest.counts["reports"] == len(list(Path(year).iterdir()))


def killed(folder: Path, out: Path, seconds: float) -> bool:
    """Start a run and kill it, with what it has started, after so many seconds of reading; whether it still ran."""
    command = [sys.executable, "-m", "bulk", str(folder), "--out", str(out), "--processes", "1"]
    process = subprocess.Popen(
        command, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    staging = out / ".staging"
    while process.poll() is None and not staging.is_dir():
        time.sleep(0.02)
    with_time = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < with_time:
        time.sleep(0.02)
    runs = process.poll() is None
    if runs:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return runs


def test_killed_at_random_moments_and_started_again_it_equals_an_undisturbed_run(folder, whole, tmp_path, monkeypatch):
    monkeypatch.setattr("bulk.run._DOCUMENTS", 4)
    out = tmp_path / "dataset"
    rng = random.Random(7)
    hits = sum(killed(folder, out, rng.uniform(0, sized(4, 20))) for _ in range(KILLS))
    assert hits
    manifest = made.run([str(folder)], out, tmp_path)
    assert manifest.files == whole[1].files


def test_broken_off_between_two_batches_it_goes_on(folder, whole, tmp_path, monkeypatch):
    monkeypatch.setattr("bulk.run._DOCUMENTS", 4)
    for stop in (1, 3):
        engine = Here()
        monkeypatch.setattr(engine, "results", partial(broken_off, engine.results, stop))
        with pytest.raises(KeyboardInterrupt):
            made.run([str(folder)], tmp_path / "d", tmp_path, engine)
    read = []
    monkeypatch.setattr("bulk.engines.read_here", lambda batch: read.extend(batch.items) or task.read_here(batch))
    assert made.run([str(folder)], tmp_path / "d", tmp_path).files == whole[1].files
    assert len(read) == COUNT + 2 - 4 * 4


def broken_off(results, after, batches):
    for number, one in enumerate(results(batches)):
        if number == after:
            raise KeyboardInterrupt
        yield one


def test_a_document_that_ends_its_process_is_a_row_with_a_reason(tmp_path, monkeypatch):
    for number, case in enumerate(made.series(3)):
        (tmp_path / f"{number}.txt").write_bytes(case.data)
    batches = [
        task.DocumentBatch(
            0, tuple(task.SourceDocument(p.name, p.read_bytes()) for p in sorted(tmp_path.glob("*.txt")))
        )
    ]
    engine = Processes(1)
    try:
        monkeypatch.setattr("bulk.engines.read", _dies)
        ((_, tables),) = engine.results(batches)
    finally:
        engine.close()
    assert task.decoded(tables["reports"]).num_rows == 3


def _dies(_batch: task.DocumentBatch) -> task.Encoded:
    os._exit(9)


def test_archives_in_archives_lists_and_addresses(folder, tmp_path):
    cases = list(made.series(3))
    inner = made.zipped({"b.txt": cases[1].data, "__MACOSX/._b.txt": b"x"})
    deep = made.zipped({"1.zip": made.zipped({"2.zip": made.zipped({"3.zip": made.zipped({"x.txt": b"x"})})})})
    (tmp_path / "all.zip").write_bytes(
        made.zipped({"a.txt": cases[0].data, "in.zip": inner, "deep.zip": deep, "cut.zip": inner[:60]})
    )
    (tmp_path / "c.txt").write_bytes(cases[2].data)
    (tmp_path / "list").write_text(f"{tmp_path / 'c.txt'}\n\nfile://{tmp_path / 'all.zip'}\n", "utf-8")
    files = located([f"@{tmp_path / 'list'}"])
    every = [pair for one in files for pair in expanded(one)]
    assert [source for source, data in every if isinstance(data, bytes)] == [
        "all.zip/a.txt",
        "all.zip/in.zip/b.txt",
        "c.txt",
    ]
    failed = {source: data for source, data in every if not isinstance(data, bytes)}
    assert {source: type(error) for source, error in failed.items()} == {
        "all.zip/cut.zip": DamagedFileError,
        "all.zip/deep.zip/1.zip/2.zip": NestedArchiveError,
    }


def test_a_file_that_cannot_be_had_is_a_row_until_it_can(tmp_path):
    case = next(made.series(1))
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    first = made.run([str(reports)], tmp_path / "d", tmp_path)
    assert (first.counts["reports"], first.counts["failures"]) == (0, 1)
    (tmp_path / "nowhere.txt").write_bytes(case.data)
    second = made.run([str(reports)], tmp_path / "d", tmp_path)
    assert (second.counts["reports"], second.counts["failures"]) == (1, 0)


def test_what_is_asked_wrongly_is_said(tmp_path, capsys):
    assert main([str(tmp_path / "absent"), "--out", str(tmp_path / "d")]) == 1
    assert "absent" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["--out", str(tmp_path / "d")])
    assert main(["--reread", str(tmp_path / "d")]) == 1
    assert "manifest.json" in capsys.readouterr().err


def test_rereading_says_what_a_new_reader_changes(folder, tmp_path, monkeypatch, capsys):
    year = next(str(path) for path in sorted(folder.iterdir()) if path.is_dir())
    out = tmp_path / "d"
    before = made.run([year], out, tmp_path)
    monkeypatch.setattr("bulk.__main__._engine", lambda *_: Here())
    assert main(["--reread", str(out)]) == 0
    assert "figure " not in capsys.readouterr().out
    assert load(DatasetFolder(out)).files == before.files
    monkeypatch.setattr(task, "run_checks", sums_only)
    assert main(["--reread", str(out)]) == 0
    told = capsys.readouterr().out
    assert "finding " in told
    assert "→ none" in told


def sums_only(report):
    from checks import run_checks  # noqa: PLC0415

    return run_checks(report, only=["requests.row_sum"])
