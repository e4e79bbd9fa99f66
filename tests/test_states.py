"""One place says what a finding and a report come to: a tick only where nothing is flagged."""

from __future__ import annotations

import pandas as pd
import pytest

from checks import run_checks
from checks.frames import findings_frame
from checks.judgement.states import SORTS, STATES, name, sort_of, state
from checks.model.findings import Finding, Findings, Outcome, Severity
from parsing import parse_report
from tests import kept
from tests.samples import report

SAMPLES = {
    "datonghu_2019.txt": "sums",
    "hongze_2023.html": "sums",
    "panshan_2022.txt": "sums",
    "shanghai_office_2019.html": "doubtful",
    "dazhou_commerce_2020.txt": "doubtful",
    "xinxi_2020.txt": "doubtful",
    "hongze_2024.html": "remarked",
    "suqian_2023.html": "consistent",
    "suqian_2024.html": "consistent",
}


@pytest.mark.parametrize(("name", "word"), SAMPLES.items())
def test_samples(name, word):
    assert state(report(name), run_checks(report(name))) == word


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (("narrative.review", Outcome.FAILED, Severity.WARNING, "printed"), "prose"),
        (("narrative.review", Outcome.UNCERTAIN, Severity.WARNING, "printed"), "doubtful"),
        (("form.row_width", Outcome.FAILED, Severity.WARNING, "read_with_doubt"), "doubtful"),
        (("requests.row_sum", Outcome.FAILED, Severity.ERROR, "read_with_doubt"), "doubtful"),
        (("zero.requests", Outcome.FAILED, Severity.INFO, "printed"), "zero_filled"),
        (("zero.requests", Outcome.UNCERTAIN, Severity.INFO, "printed"), "remarked"),
        (("levels.sum", Outcome.UNCERTAIN, Severity.INFO, "printed"), "remarked"),
        (("levels.sum", Outcome.PASSED, Severity.INFO, None), "consistent"),
    ],
)
def test_one_finding_more(more, word):
    rule, outcome, severity, cause = more
    sound = report("suqian_2023.html")
    found = (*run_checks(sound).findings, Finding(rule, "", outcome, severity, origin=cause))
    assert state(sound, Findings(found)) == word


def test_a_report_without_tables_is_unread_and_not_ticked():
    text = "洪泽区人民政府2024年政府信息公开工作年度报告\n一、总体情况\n全年收到申请3件。\n二、主动公开政府信息情况\n"
    bare = parse_report(text.encode(), "bare.txt")
    assert state(bare, run_checks(bare)) == "unread"
    assert state(bare, Findings(())) == "unread"


def test_a_check_that_contradicts_nothing_is_a_remark():
    """What is published late, or leaves cells blank, has no figures that disagree."""
    for rule in ("report.late", "figures.blank", "form.edition"):
        assert sort_of(Finding(rule, "", Outcome.FAILED, Severity.WARNING, origin="printed")) == "remark"


def test_every_state_has_a_name():
    assert all(name(word, language) for word in STATES for language in ("zh", "en"))


def test_frames_and_findings_agree():
    pairs = [(report(name), run_checks(report(name))) for name in SAMPLES]
    found = [sort_of(finding) for _, findings in pairs for finding in findings.findings]
    assert list(findings_frame(pairs)["sort"]) == found
    assert set(found) == {*SORTS, ""}


def test_no_made_up_report_is_ticked_beside_a_finding():
    """Nor is one said to fail a check of which no finding has failed."""
    findings, reports = kept.frame("findings"), kept.frame("reports")
    flagged = findings[findings["outcome"].isin(["failed", "uncertain"])]
    by_sort: dict[str, set[str]] = {name: set(part) for name, part in flagged.groupby("sort")["report"]}
    by_state: pd.Series = reports.groupby("state")["report"].agg(set)
    assert set(by_state.index) == set(STATES) - {"no_report", "part"}, "every document of it is a whole report"
    assert by_state["sums"] | by_state["prose"] == by_sort["failed"]
    assert not by_state["consistent"] & set(flagged["report"])
    assert not by_state["remarked"] & by_sort["undecided"]
