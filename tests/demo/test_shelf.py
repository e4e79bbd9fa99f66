"""What is kept of the made-up dataset is what the engine says today: run ``make demo`` where a test here fails."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from checks import run_across, run_checks
from demo import FOLDER, shelf
from demo.filed import heard, spoken
from demo.generate import generate
from demo.paper import html
from parsing.report import Report
from tests.sizes import sized
from ui.visitor import filed
from ui.visitor.entry import Entry
from ui.visitor.frames import built

SAMPLE = sized(15, 30)
STALE = "the kept dataset is not what the engine says now: run `make demo` and commit demo/data"
ACROSS = ("years.carry", "years.stock", "years.repeated", "years.copied")


@pytest.fixture(scope="module")
def truth() -> pd.DataFrame:
    frame = pd.read_csv(FOLDER / "truth.csv", keep_default_na=False)
    rows = shelf.frame("reports")[["report", "source"]]
    return frame.merge(rows, left_on="name", right_on="source", validate="one_to_one")


@pytest.fixture(scope="module")
def sample(truth) -> list[str]:
    """Reports with errors of every kind, and others."""
    seeded = truth.drop_duplicates("error")["report"].tolist()
    every = shelf.frame("reports")["report"]
    return list(dict.fromkeys([*seeded, *every[:: len(every) // SAMPLE]]))[: 2 * SAMPLE]


def test_the_documents_are_those_that_the_generator_makes(truth):
    made = generate()
    kept = [report.sha256 for report in shelf.reports()]
    assert [hashlib.sha256(html(paper)).hexdigest() for paper in made.papers] == kept, STALE
    assert [(s.name, s.error, s.rule, " ".join(s.cells)) for s in made.truth] == list(
        truth[["name", "error", "rule", "cells"]].itertuples(index=False, name=None)
    ), STALE


def test_frames_are_what_the_engine_says_now(sample):
    entries = [Entry(shelf.report(id_), shelf.findings(id_), shelf.document(id_), mine=False) for id_ in sample]
    now = built(entries)
    for name in ("reports", "figures", "findings", "metrics"):
        kept = shelf.frame(name)
        kept = kept[kept["report"].isin(sample)]
        left, right = (
            f.sort_values("report", kind="stable").reset_index(drop=True) for f in (kept, getattr(now, name))
        )
        pd.testing.assert_frame_equal(left, right, obj=f"{name}: {STALE}")


def test_findings_across_years_are_what_the_engine_says_now(truth):
    reports = shelf.frame("reports")
    wanted = truth[truth["rule"].isin(ACROSS)].drop_duplicates("error")["report"]
    bodies = reports[reports["report"].isin(wanted)]["body"]
    for body in bodies:
        years = [shelf.report(id_) for id_ in reports[reports["body"] == body]["report"]]
        now = [spoken(finding) for finding in run_across(years, only=ACROSS).findings]
        kept = [spoken(f) for r in years for f in shelf.across(r.sha256[:12]) if f.rule in ACROSS]
        assert now, body
        assert _plain(kept) == _plain(now), STALE


def _plain(findings: list[dict]) -> list[dict]:
    return [{k: list(v) if isinstance(v, tuple) else v for k, v in f.items()} for f in findings]


def test_a_finding_comes_back_as_it_was_written(truth):
    for report_id in truth[truth["rule"].isin(ACROSS)]["report"][:5]:
        for finding in shelf.across(report_id):
            assert heard(spoken(finding)) == finding


def test_seeded_errors_are_found(truth):
    findings = shelf.frame("findings")
    flagged = findings[findings["outcome"].isin(["failed", "uncertain"])]
    by_report = {key: part for key, part in flagged.groupby(["report", "rule"])}  # noqa: C416
    lost = []
    for row in truth.itertuples():
        found = by_report.get((row.report, row.rule))
        cells = set(row.cells.split())
        if found is None or not any(not c or not cells or cells & set(c) for c in found["cells"]):
            lost.append((row.name, row.error))
    assert len(lost) <= 0.01 * len(truth), lost


def test_no_error_is_found_where_none_was_put(truth):
    findings = shelf.frame("findings")
    errors = findings[(findings["severity"] == "error") & (findings["outcome"] == "failed")]
    assert set(errors["report"]) - set(truth["report"]) == set()


def test_prose_agrees_where_no_error_was_put(truth):
    findings = shelf.frame("findings")
    said = findings[findings["rule"].str.startswith("narrative.") & (findings["outcome"] == "failed")]
    assert set(said["report"]) - set(truth["report"]) == set()
    passed = findings[(findings["rule"] == "narrative.received") & (findings["outcome"] == "passed")]
    assert len(passed) > 0.8 * len(shelf.frame("reports"))


def test_a_report_knows_its_head_without_being_read(monkeypatch):
    def read(report_id: str) -> Report:
        raise AssertionError(report_id)

    monkeypatch.setattr(shelf, "report", read)
    first = next(shelf.reports())
    assert (first.year, first.level, first.region.province) == (2019, "government", "云汐省")
    with pytest.raises(AssertionError):
        _ = first.figures


def test_an_entry_is_a_report_like_any_other():
    entry = filed.entries()[10]
    whole = shelf.report(entry.id)
    assert entry.report.figures == whole.figures
    assert entry.report.sections == whole.sections
    assert entry.report.by_id() == whole.by_id()
    assert entry.findings.findings[: len(run_checks(whole).findings)] == run_checks(whole).findings
    assert entry.body == Entry(whole, entry.findings, entry.data, mine=False).body


def test_the_files_are_small():
    assert sum(path.stat().st_size for path in FOLDER.glob("*.parquet")) < 8_000_000
