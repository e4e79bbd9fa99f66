"""What workers print is what the contract says, in the bytes that the standard library would write."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from checks import run_across, run_checks
from checks.across import digest
from checks.cli import contract
from parsing.report import Figures
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
        printed = contract.joined(contract.line(one, findings, "zh"), more, "zh", one.sha256)
        whole = json.loads(printed)
        assert printed == json.dumps(whole, ensure_ascii=False).encode()
        assert [finding["id"] for finding in whole["findings"]] == [
            finding.id(one.sha256) for finding in (*findings.findings, *more)
        ]


def test_cells_are_the_figures_of_the_report():
    for name in ("panshan_2022.txt", "suqian_2023.html"):
        one = report(name)
        cells = json.loads(contract.joined(contract.line(one, run_checks(one), "zh"), (), "zh", one.sha256))["cells"]
        assert cells == [
            figure._asdict() | {"place": figure.place and figure.place.as_dict()} for figure in one.figures
        ]


def test_texts_with_marks_of_json_are_printed_as_they_are():
    one = report("panshan_2022.txt")
    marks = 'a","b\\" %b {}\n'
    one = replace(one, figures=Figures.of(figure._replace(text=marks) for figure in one.figures))
    odd = [
        finding._replace(subject=marks, because=marks, partners=(marks, marks)) for finding in run_checks(one).findings
    ]
    printed = contract.joined(contract.line(one, replace(run_checks(one), findings=tuple(odd)), "zh"), (), "zh", "")
    whole = json.loads(printed)
    assert printed == json.dumps(whole, ensure_ascii=False).encode()
    assert {cell["text"] for cell in whole["cells"]} == {marks}
    assert {(f["subject"], f["because"], *f["partners"]) for f in whole["findings"]} == {(marks,) * 4}


def test_a_report_without_findings_of_its_own():
    one = report("suqian_2023.html")
    nothing = run_checks(one, only=[])
    more = run_checks(one, only=["requests.row_sum"]).findings
    line = contract.line(one, nothing, "en")
    assert json.loads(contract.joined(line, (), "en", one.sha256))["findings"] == []
    assert len(json.loads(contract.joined(line, more, "en", one.sha256))["findings"]) == len(more)
