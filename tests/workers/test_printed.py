"""What workers print is what the contract says, in the bytes that the standard library would write."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from checks import run_across, run_checks
from checks.across import digest
from checks.cli import contract
from tests.samples import report
from workers import wire

_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(min_value=1e-4, max_value=1e15)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=20,
)


@given(_VALUES)
def test_bytes_are_those_of_the_standard_library(value):
    assert contract.printed(value) == json.dumps(value, ensure_ascii=False).encode()


def test_a_line_with_findings_across_is_the_whole_object():
    reports = [report(name) for name in ("suqian_2023.html", "suqian_2024.html")]
    handed_over = [wire.decode_digest(wire.encode_digest(digest(one))) for one in reports]
    across = run_across(handed_over).findings
    assert across == run_across(reports).findings
    for one in reports:
        findings = run_checks(one)
        more = [finding for finding in across if finding.report == one.sha256]
        whole = contract.of_report(one, findings, "zh")
        whole["findings"] += [contract.of_finding(finding, "zh", one.sha256) for finding in more]
        line = contract.line(one, findings, "zh")
        assert contract.joined(line, more, "zh", one.sha256) == json.dumps(whole, ensure_ascii=False).encode()


def test_a_report_without_findings_of_its_own():
    one = report("suqian_2023.html")
    nothing = run_checks(one, only=[])
    more = run_checks(one, only=["requests.row_sum"]).findings
    line = contract.line(one, nothing, "en")
    assert json.loads(contract.joined(line, (), "en", one.sha256))["findings"] == []
    assert len(json.loads(contract.joined(line, more, "en", one.sha256))["findings"]) == len(more)
