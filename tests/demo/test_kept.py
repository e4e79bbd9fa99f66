"""What is kept of the made-up dataset is what the engine says today: run ``make demo`` where a test here fails."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from checks import run_across, run_checks
from dataset import rows
from dataset.leads import Lead, Things
from dataset.schema import tables
from demo import DATASET, FOLDER
from demo.build import identified
from demo.generate import generate
from demo.paper import html
from parsing import parse_report
from tests import kept
from tests.sizes import sized

SAMPLE = sized(15, 30)
STALE = "the kept dataset is not what the engine says now: run `make demo` and commit demo/data"
ACROSS = ("years.carry", "years.stock", "years.repeated", "years.copied")
# Of the program that read a report, and what comes of holding it against others
CHANGED = {
    "reports": ["reader", "rule_set", "state", "causes", *Things._fields],
    "findings": ["expected", *Lead._fields[1:]],
}


@pytest.fixture(scope="module")
def truth() -> pd.DataFrame:
    frame = pd.read_csv(FOLDER / "truth.csv", keep_default_na=False)
    found = kept.frame("reports")[["report", "source"]]
    return frame.merge(found, left_on="name", right_on="source", validate="one_to_one")


@pytest.fixture(scope="module")
def sample(truth) -> list[str]:
    """Reports with errors of every kind, and others."""
    seeded = truth.drop_duplicates("error")["report"].tolist()
    every = list(kept.ids().values())
    return list(dict.fromkeys([*seeded, *every[:: len(every) // SAMPLE]]))[: 2 * SAMPLE]


@pytest.fixture(scope="module")
def made():
    return generate()


@pytest.fixture(scope="module")
def papers(made):
    return {paper.name: paper for paper in made.papers}


def test_the_documents_are_those_that_the_generator_makes(truth, papers, made):
    ids = kept.ids()
    assert set(papers) == set(ids), STALE
    hashed = {name: hashlib.sha256(html(papers[name])).hexdigest()[:12] for name in list(papers)[:: sized(3, 1)]}
    assert hashed.items() <= ids.items(), STALE
    seeded = [(s.name, s.error, s.rule, " ".join(s.cells)) for s in made.truth]
    assert seeded == list(truth[["name", "error", "rule", "cells"]].itertuples(index=False, name=None)), STALE


def test_rows_are_what_the_engine_says_now(sample, papers):
    by_id = {report: name for name, report in kept.ids().items()}
    read = []
    for report_id in sample:
        name = by_id[report_id]
        report = identified(parse_report(html(papers[name]), name), papers[name].body)
        read.append(rows.CheckedReport(report, run_checks(report), b""))
    now = rows.of_reading(read)
    for name in ("reports", "figures", "metrics", "findings", "statements"):
        left, right = kept.frame(name), now[name].to_pandas()
        if name == "findings":
            left = left[~left["across"]]
        order = [one.removesuffix(" desc") for one in tables()[name].order]
        lost = CHANGED.get(name, [])
        left, right = (
            f[f["report"].isin(sample)].drop(columns=lost).sort_values(order).reset_index(drop=True).astype(str)
            for f in (left, right)
        )
        pd.testing.assert_frame_equal(left, right, obj=f"{name}: {STALE}")


def test_what_is_made_of_findings_counts_them_all(sample):
    findings, tallies, inbox = (kept.frame(name) for name in ("findings", "tallies", "inbox"))
    doubtful = (findings["outcome"] == "failed") & (findings["cause"] == "read_with_doubt")
    outcome = findings["outcome"].mask(doubtful, "uncertain")
    found = tallies.groupby("rule")[
        [f"found_{one}" for one in ("passed", "failed", "uncertain", "not_applicable")]
    ].sum()
    for name, counted in found.items():
        expected = findings[outcome == name.removeprefix("found_")].groupby("rule").size()
        assert counted[counted > 0].to_dict() == expected.to_dict()
    flagged = findings[findings["flagged"]]
    assert inbox.loc[inbox["sort"] == "", "found"].sum() == len(flagged)
    by_sort = inbox[inbox["sort"] != ""].groupby("sort")["found"].sum()
    assert by_sort.to_dict() == flagged.groupby("sort").size().to_dict()
    assert not inbox.duplicated(["report", "sort"]).any()


def test_findings_across_years_are_what_the_engine_says_now(truth):
    reports = kept.frame("reports")
    wanted = truth[truth["rule"].isin(ACROSS)].drop_duplicates("error")["report"]
    for body in reports[reports["report"].isin(wanted)]["body"]:
        years = [kept.read(report_id) for report_id in reports[reports["body"] == body]["report"]]
        now = run_across([report for report, _ in years], only=ACROSS).findings
        was = [finding for _, findings in years for finding in findings.findings if finding.rule in ACROSS]
        assert now, body
        assert sorted(was, key=_place) == sorted(now, key=_place), STALE


def _place(finding) -> tuple[str, str, str]:
    return finding.report, finding.rule, finding.subject


def test_seeded_errors_are_found(truth):
    findings = kept.frame("findings")
    by_report = {key: part for key, part in findings[findings["flagged"]].groupby(["report", "rule"])}  # noqa: C416
    lost = []
    for row in truth.itertuples():
        found = by_report.get((row.report, row.rule))
        cells = set(row.cells.split())
        if found is None or not any(not len(c) or not cells or cells & set(c) for c in found["cells"]):
            lost.append((row.name, row.error))
    assert len(lost) <= 0.01 * len(truth), lost


def test_no_error_is_found_where_none_was_put(truth):
    findings = kept.frame("findings")
    errors = findings[(findings["severity"] == "error") & (findings["outcome"] == "failed")]
    assert set(errors["report"]) - set(truth["report"]) == set()


def test_prose_agrees_where_no_error_was_put(truth):
    findings = kept.frame("findings")
    said = findings[findings["rule"].str.startswith("narrative.") & (findings["outcome"] == "failed")]
    assert set(said["report"]) - set(truth["report"]) == set()
    passed = findings[(findings["rule"] == "narrative.received") & (findings["outcome"] == "passed")]
    assert len(passed) > 0.8 * len(kept.ids())


def test_the_files_are_small():
    assert sum(path.stat().st_size for path in (FOLDER / DATASET).rglob("*.parquet")) < 10_000_000
