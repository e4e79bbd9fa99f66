"""What should stand where: said only where there is one way to mend it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks import Outcome, run_checks
from checks.frames import findings_frame
from checks.judgement.mends import printed, should_be
from checks.model.findings import Findings
from checks.model.mends import Cause, Change, Mend
from tests.samples import report


def found(name: str, rule: str, subject: str):
    findings = run_checks(report(name))
    return next(f for f in findings.findings if (f.rule, f.subject) == (rule, subject)), findings


def test_nothing_where_several_mends_are_possible():
    for name in ("panshan_2022.txt", "datonghu_2019.txt"):
        findings = run_checks(report(name))
        assert len(findings.causes[0].mends) > 1
        failed = [f for f in findings.findings if f.outcome is Outcome.FAILED and "totals" in f.details]
        assert failed
        assert {should_be(f, findings) for f in failed} == {None}


def test_of_two_causes_one_may_be_settled():
    finding, findings = found("hongze_2023.html", "disputes.sum", "review")
    assert len(findings.explanations) == 2
    assert (finding.reported, should_be(finding, findings)) == (0, 11)
    other, _ = found("hongze_2023.html", "disputes.sum", "litigation_after_review")
    assert should_be(other, findings) is None


def only(*changes: tuple[str, int, int], complete: bool = True) -> tuple[Cause, ...]:
    mend = Mend(tuple(Change.of(*change) for change in changes))
    return (Cause("figures", (("requests.outcome_sum", "total"),), mend.cells, (mend,), complete),)


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ([("requests/total/total", 14, 16)], 16),
        # the addends are wrong, and the total is what it should be
        ([("requests/granted/total", 14, 12)], None),
    ],
)
def test_the_only_mend_says_what_a_total_should_be(changes, value):
    finding, findings = found("panshan_2022.txt", "requests.outcome_sum", "total")
    alone = replace(findings, causes=only(*changes))
    assert should_be(finding, alone) == value
    assert should_be(finding, replace(alone, causes=only(*changes, complete=False))) is None
    assert should_be(finding, replace(alone, causes=())) is None


def test_a_total_that_is_not_printed_is_no_zero_and_follows_from_the_sums():
    finding, findings = found("shanghai_office_2019.html", "requests.row_sum", "granted")
    assert finding.outcome is Outcome.UNCERTAIN
    assert (printed(finding), should_be(finding, findings)) == (None, 272)


def test_prose_and_table_may_each_be_wrong():
    finding, findings = found("datonghu_2019.txt", "narrative.received", "")
    assert (finding.reported, finding.expected) == (7, 5)
    assert should_be(finding, findings) is None


def test_the_form_settles_its_edition():
    finding, findings = found("hongze_2024.html", "form.edition", "requests")
    assert should_be(finding, findings) == "2021"


def test_the_frame_says_the_same():
    pair = report("panshan_2022.txt"), run_checks(report("panshan_2022.txt"))
    frame = findings_frame([pair])
    sums = frame[(frame["rule"] == "requests.outcome_sum") & (frame["outcome"] == "failed")]
    assert list(sums["reported"]) == ["14", "14"]
    assert list(sums["expected"]) == ["", ""]


def test_what_holds_is_what_it_should_be():
    finding, findings = found("suqian_2023.html", "requests.row_sum", "received")
    assert should_be(finding, findings) == printed(finding) == 3511
    assert should_be(finding, Findings(())) == 3511
