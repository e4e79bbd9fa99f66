"""What a visitor says of a report in place of what was read: taken where it can be, checked anew, and marked as his."""

from __future__ import annotations

import pytest

from tests.drafts import BODY, draft
from ui.visitor import corrections, data


@pytest.fixture(scope="module")
def entry():
    return data.read(draft(year=2024).encode(), "draft.txt", mine=True)


def test_a_year_is_the_visitors_and_the_checks_run_again(entry):
    changed = corrections.correct(entry, corrections.YEAR, 2022)
    assert changed.report.year == 2022
    assert changed.report.sources["year"] == corrections.BY_VISITOR
    assert corrections.corrected(changed.report) == (corrections.YEAR,)
    assert corrections.corrected(entry.report) == ()
    # the prose still speaks of another year
    assert changed.findings != entry.findings
    assert changed.report.figures == entry.report.figures


def test_a_region_is_found_in_the_list_of_divisions(entry):
    changed = corrections.correct(entry, corrections.REGION, "江苏省 › 淮安市 › 洪泽区")
    assert changed.report.region.path == ("江苏省", "淮安市", "洪泽区")
    assert changed.report.region.code
    assert changed.report.agency == BODY


def test_a_body_takes_its_level_with_it(entry):
    changed = corrections.correct(entry, corrections.AGENCY, "  青禾镇  人民政府 ")
    assert changed.report.agency == "青禾镇人民政府"
    assert changed.report.level == "township"


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (corrections.YEAR, 1066),
        (corrections.YEAR, "2022"),
        (corrections.YEAR, 2022.5),
        (corrections.YEAR, float("inf")),
        (corrections.YEAR, None),
        (corrections.REGION, "<b>"),
        (corrections.REGION, ""),
        (corrections.AGENCY, " "),
        (corrections.AGENCY, "局" * 81),
    ],
)
def test_what_cannot_be_is_not_taken(entry, field, said):
    assert corrections.correct(entry, field, said) is None
