"""Two saved runs compared by the findings' stable identity."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from checks import run_checks
from checks.book.cases import make_report
from checks.cli import compare
from checks.cli.compare import Transition
from checks.cli.contract import joined, line
from checks.model.rules import version
from tests.samples import FOLDER

BROKEN = {"cells": {"requests/granted/total": 4}}


def run(case, *, sha256="a" * 64):
    report = make_report(case)
    printed = joined(line(report, run_checks(report), "en"), (), "en", report.sha256)
    return {sha256: json.loads(printed) | {"sha256": sha256}}


def kinds(old, new):
    return {(d.rule, d.subject): d.kind for d in compare.compare(old, new)}


def test_newly_failing_and_fixed_mirror_each_other():
    old, new = run({}), run(BROKEN)
    assert kinds(old, new)["requests.row_sum", "granted"] is Transition.NEWLY_FAILING
    assert kinds(new, old)["requests.row_sum", "granted"] is Transition.FIXED


def test_still_unknown_is_told_from_newly_unknown():
    unknown = {"cells": {"requests/granted/total": "blank", "requests/granted/business": 3}}
    assert kinds(run(unknown), run(unknown))["requests.row_sum", "granted"] is Transition.STILL_UNKNOWN
    assert kinds(run({}), run(unknown))["requests.row_sum", "granted"] is Transition.NEWLY_UNKNOWN
    assert kinds(run(BROKEN), run(BROKEN))["requests.row_sum", "granted"] is Transition.STILL_FAILING


def test_an_error_that_is_gone_is_fixed_where_the_rule_now_passes_as_a_whole():
    odd = {"cells": {"requests/received/total": -1}}
    assert kinds(run(odd), run({}))["figures.domain", "requests/received/total"] is Transition.FIXED


def test_what_the_new_rules_do_not_judge_is_not_called_fixed():
    new = run(BROKEN)
    for report in new.values():
        report["findings"] = [f for f in report["findings"] if f["rule"] != "requests.row_sum"]
    assert kinds(run(BROKEN), new)["requests.row_sum", "granted"] is Transition.WITHDRAWN


def test_reports_of_one_run_only_are_counted_and_not_compared():
    old, new = run({}), run(BROKEN, sha256="b" * 64)
    assert compare.compare(old, new) == []
    assert "1 only in the old" in compare.summary(old, new, "en")
    assert f"{version()} → {version()}" in compare.summary(old, new, "zh")


def test_the_command_compares_saved_runs(tmp_path):
    command = [sys.executable, "-m", "checks"]
    sample = FOLDER / "panshan_2022.txt"
    json_of = subprocess.run(
        [*command, "--json", sample], capture_output=True, text=True, cwd=FOLDER.parent, check=True
    )
    changed = json.loads(json_of.stdout)
    for finding in changed["findings"]:
        if finding["rule"] == "requests.outcome_sum":
            finding["outcome"] = "passed"
    (tmp_path / "old.jsonl").write_text(json.dumps(changed), "utf-8")
    (tmp_path / "new.jsonl").write_text(json_of.stdout, "utf-8")
    arguments = [*command, "--compare", "--language", "en", tmp_path / "old.jsonl", tmp_path / "new.jsonl"]
    said = subprocess.run(arguments, capture_output=True, text=True, cwd=FOLDER.parent, check=True).stdout
    assert "2 newly failing" in said
    assert "requests.outcome_sum/total" in said


def test_what_is_no_run_is_refused_with_its_line(tmp_path):
    (tmp_path / "x.jsonl").write_text("\n{}\n", "utf-8")
    with pytest.raises(ValueError, match=r"x\.jsonl:2"):
        compare.load(tmp_path / "x.jsonl")
    arguments = [sys.executable, "-m", "checks", "--compare", tmp_path / "x.jsonl", tmp_path / "x.jsonl"]
    said = subprocess.run(arguments, capture_output=True, text=True, cwd=FOLDER.parent, check=False)
    assert said.returncode == 2
    assert "--json" in said.stderr
    assert "Traceback" not in said.stderr
