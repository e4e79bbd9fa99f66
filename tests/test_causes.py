"""What is probably wrong: one cause a slip, its mends in order, and what else speaks of the same cells."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.slips import measure
from checks import Outcome, message, run_across, run_checks
from checks.book.cases import make_report, make_reports
from checks.causes import with_more
from checks.causes.split import split
from checks.model.findings import Findings
from checks.model.mends import EVIDENCE, KINDS, MISTAKES, Cause
from checks.words.causes import evidence_said, mend_said, said
from tests.made_up import MANNERS, SPOILERS, Cells, consistent, spoiled, with_blanks
from tests.samples import report
from tests.sizes import sized
from tests.slips import SLIPS

SLIPPED = sized(20, 1000)
MENDED = sized(15, 300)


def several(cells: Cells, rng: Random) -> Cells:
    """One to three figures as somebody in a hurry may print them."""
    return spoiled(cells, rng, rng.randint(1, 3), SPOILERS["slips"])[0]


def causes(cells: dict[str, int | str], **case: object) -> tuple[Cause, ...]:
    named = {cell if cell.count("/") > 1 else f"requests/{cell}": value for cell, value in cells.items()}
    return run_checks(make_report({"cells": named, **case})).causes


def mends(cause: Cause) -> list[dict[str, float | None]]:
    return [{change.cell.partition("/")[2]: change.implied for change in (*m.changes, *m.fills)} for m in cause.mends]


TABLE = {
    f"{row}/{column}": value
    for row, figures in {
        "received": {"natural_person": 312, "business": 45, "total": 357},
        "granted": {"natural_person": 112, "business": 20, "total": 132},
        "unavailable.not_held": {"natural_person": 200, "business": 25, "total": 225},
        "total": {"natural_person": 312, "business": 45, "total": 357},
    }.items()
    for column, value in figures.items()
}


def test_two_sums_without_a_cell_in_common_are_one_slip():
    """Either not held has 2 too many, or the total 2 too few, or granted 2 too many: nothing tells which."""
    findings = run_checks(report("panshan_2022.txt"))
    (cause,) = findings.causes
    assert [subject for _, subject in cause.findings] == ["natural_person", "total"]
    assert mends(cause) == [
        {"unavailable.not_held/natural_person": 0, "unavailable.not_held/total": 0},
        {"total/natural_person": 16, "total/total": 16, "carried_in/natural_person": 2, "carried_in/total": 2},
        {"granted/natural_person": 12, "granted/total": 12},
    ]
    assert cause.complete
    assert cause.only is None
    assert "有 3 种改法，同样可能" in said(cause, "zh")
    assert "3 ways to mend this, equally possible" in said(cause, "en")
    assert "fills_blank" in cause.mends[1].evidence


def test_the_same_figures_in_a_table_made_up():
    cells = {
        "received": 14,
        "granted": 14,
        "unavailable.not_held": 2,
        "total": 14,
    }
    both = {f"{row}/{column}": value for row, value in cells.items() for column in ("natural_person", "total")}
    (cause,) = causes(both | {"carried_in/natural_person": "blank", "carried_in/total": "blank"})
    assert len(cause.mends) == 3
    assert cause.only is None


def test_a_typo_in_a_total_is_one_cause_with_its_cell_and_value():
    (cause,) = causes(TABLE | {"granted/total": 123})
    assert {rule for rule, _ in cause.findings} == {"requests.row_sum", "requests.outcome_sum"}
    assert mends(cause) == [{"granted/total": 132}]
    assert cause.only
    assert cause.only.evidence[:2] == ("only", "digits_swapped")
    assert said(cause, "zh") == "很可能只有一格错：（一）予以公开 · 总计 印作 123，应为 132；改后 2 条都成立"
    assert said(cause, "en").startswith("Probably one figure is wrong: 3.1 Granted · Total is printed as 123")


def test_mends_that_cross_two_parts_of_the_sums_make_them_one_cause():
    findings = run_checks(report("datonghu_2019.txt"))
    cause, prose = findings.causes
    assert (cause.kind, prose.kind) == ("figures", "prose")
    assert len(cause.findings) == 5
    assert len(cause.mends) == 2
    assert cause.only is None
    assert prose.findings == (("narrative.received", ""),)


def test_two_slips_far_apart_are_two_causes():
    first, second = causes(TABLE | {"granted/total": 123, "carried_out/business": 7})
    assert {**mends(first)[0], **mends(second)[0]} == {"granted/total": 132, "carried_out/business": 0}
    assert first.only
    assert second.only


def test_two_slips_of_the_same_size_could_be_crossed():
    """3 too many in one row and column and 3 in another: the two other corners would do as well."""
    wrong = TABLE | {"granted/natural_person": 115, "unavailable.not_held/business": 28}
    (cause,) = causes(wrong)
    assert len(cause.mends) == 2
    assert {"granted/natural_person": 112, "unavailable.not_held/business": 25} in mends(cause)


def test_slips_of_two_tables_are_two_causes():
    found = causes(TABLE | {"granted/total": 123, "disputes/review/total": 3})
    assert [{cell.partition("/")[0] for cell in cause.cells} for cause in found] == [{"requests"}, {"disputes"}]


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        # the row stands one cell to the right
        (
            {"received/natural_person": 0, "received/business": 312, "received/research": 45, "received/total": 0},
            "displaced",
        ),
        # what was carried over to the next year stands in the row of what was carried in
        (
            {"received/natural_person": 316, "received/business": 47, "received/total": 363}
            | {"carried_in/natural_person": 4, "carried_in/business": 2, "carried_in/total": 6},
            "exchanged",
        ),
        # the row of totals is empty
        ({"total/natural_person": 0, "total/business": 0, "total/total": 0}, "not_carried"),
    ],
)
def test_slips_of_whole_lines(printed, kind):
    (cause,) = causes(TABLE | printed)
    assert [mistake.kind for mistake in cause.mends[0].mistakes] == [kind]


def test_what_breaks_more_sums_than_a_search_may_try_can_be_one_slip():
    rows = ["granted", "partly_granted", "unavailable.not_held", "refused.state_secret", "other.misc"]
    printed = {f"{row}/natural_person": n for n, row in enumerate(rows, start=1)}
    printed |= {f"{row}/total": 0 for row in rows}
    printed |= {f"{row}/{column}": 15 for row in ("received", "total") for column in ("natural_person", "total")}
    findings = run_checks(make_report({"cells": {f"requests/{cell}": value for cell, value in printed.items()}}))
    (cause,) = findings.causes
    assert findings.too_many
    assert mends(cause) == [{f"{row}/total": n for n, row in enumerate(rows, start=1)}]
    assert cause.only
    assert "合计没有随之更新" in said(cause, "zh")


def test_sums_that_nothing_explains_are_said_to_be_so():
    cells = {f"{row}/business": 5 + n for n, row in enumerate(["granted", "partly_granted", "unavailable.not_held"])}
    cells |= {"refused.state_secret/research": 2, "carried_out/legal_services": 31, "received/public_interest": 17}
    (cause,) = causes(cells)
    assert (cause.kind, cause.mends, cause.only) == ("unexplained", (), None)
    assert "无法指认" in said(cause, "zh")


def test_a_blank_that_can_hold_one_number_only():
    (cause,) = causes(TABLE | {"granted/business": "blank"})
    assert cause.kind == "blanks"
    assert mends(cause) == [{"granted/business": 20}]
    assert "没有确定的数字，应为 20" in said(cause, "zh")


def test_blanks_that_are_left_open():
    row = dict.fromkeys(("granted/research", "granted/public_interest"), "blank")
    (cause,) = causes(
        TABLE
        | row
        | {"granted/total": 140, "total/research": "blank", "total/public_interest": "blank"}
        | {"total/total": 365, "received/total": 365, "received/research": "blank", "received/public_interest": "blank"}
    )
    assert (cause.kind, cause.mends) == ("blanks", ())
    assert "定不下来" in said(cause, "zh")


PROSE = "2022年，本机关收到政府信息公开申请357件。"


def test_the_prose_that_agrees_with_a_mend_joins_its_cause_and_comes_first():
    printed = TABLE | {"received/natural_person": 302, "received/total": 347}
    (cause,) = causes(printed, prose=PROSE, year=2022)
    assert ("narrative.received", "") in cause.findings
    assert mends(cause)[0] == {"received/natural_person": 312, "received/total": 357}
    assert "prose_agrees" in cause.mends[0].evidence
    assert "其中一种与正文一致" in said(cause, "zh")
    assert cause.only is None


def test_prose_that_no_longer_agrees_speaks_against_a_mend():
    printed = TABLE | {
        "total/natural_person": 302,
        "total/total": 347,
        "granted/natural_person": 102,
        "granted/total": 122,
    }
    (cause,) = causes(printed, prose=PROSE, year=2022)
    against = [m for m, mend in zip(mends(cause), cause.mends, strict=True) if "prose_differs" in mend.evidence]
    assert against
    assert all("received/total" in changed for changed in against)


def test_what_last_year_hands_on_joins_the_cause_and_speaks_for_a_mend():
    printed = TABLE | {"unavailable.not_held/natural_person": 202, "unavailable.not_held/total": 227}
    printed |= {"total/natural_person": 314, "total/total": 359}
    carried = {f"requests/carried_out/{column}": 2 for column in ("natural_person", "total")}
    years = [
        {"year": 2021, "cells": carried},
        {"year": 2022, "cells": {f"requests/{c}": n for c, n in printed.items()}},
    ]
    before, now = make_reports({"reports": years})
    alone = run_checks(now)
    across = [f for f in run_across([before, now]).findings if f.report == now.sha256]
    assert any(f.rule == "years.carry" and f.outcome is Outcome.FAILED for f in across)
    whole = with_more(alone, across)
    (cause,) = whole.causes
    assert ("years.carry", "natural_person") in cause.findings
    assert mends(cause)[0] == {"carried_in/natural_person": 2, "carried_in/total": 2}
    assert "carry_agrees" in cause.mends[0].evidence
    assert mends(alone.causes[0])[0] != mends(cause)[0]


def test_every_finding_belongs_to_one_cause_at_most_and_every_broken_sum_to_one():
    for name in ("panshan_2022.txt", "datonghu_2019.txt", "hongze_2023.html", "shanghai_office_2019.html"):
        findings = run_checks(report(name))
        keys = [key for cause in findings.causes for key in cause.findings]
        assert len(keys) == len(set(keys))
        broken = {(f.rule, f.subject) for f in findings.flagged if "totals" in f.details}
        assert broken <= set(keys) <= {(f.rule, f.subject) for f in findings.flagged}


def test_ids_are_stable_and_different():
    findings = run_checks(report("hongze_2023.html"))
    ids = [cause.id("a") for cause in findings.causes]
    assert len(set(ids)) == len(ids)
    assert ids == [cause.id("a") for cause in run_checks(report("hongze_2023.html")).causes]
    assert ids != [cause.id("b") for cause in findings.causes]


def test_a_product_of_mends_is_divided_and_what_is_none_is_not():
    def apart(changes):
        return {hash(cell): 1.0 for cell, _ in changes}

    a, b, c, d = ({cell: 1.0} for cell in "abcd")
    assert split([a | c, a | d, b | c, b | d], apart) == [[a, b], [c, d]]
    assert split([a | c, b | d], apart) == [[a | c, b | d]]
    assert split([a | c, a | d, b | c], apart) == [[a | c, a | d, b | c]]
    # what moves the same sum is one slip
    assert split([a | c], lambda _: {1: 1.0}) == [[a | c]]
    assert split([], apart) == []


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_one_cause_and_its_mend_comes_first(name):
    found = measure(name, SLIPPED)
    assert found.is_right(name), found


def test_everything_has_words_in_both_languages():
    for name in ("panshan_2022.txt", "datonghu_2019.txt", "hongze_2023.html", "shanghai_office_2019.html"):
        findings = run_checks(report(name))
        for cause in findings.causes:
            for language in ("zh", "en"):
                assert said(cause, language)
                assert all(mend_said(mend, language) for mend in cause.mends)
                assert all(len(evidence_said(mend, language)) == len(mend.evidence) for mend in cause.mends)
            assert cause.kind in KINDS
            kinds = {sign for mend in cause.mends for sign in mend.evidence}
            assert kinds <= {*EVIDENCE, *MISTAKES}


def test_causes_do_not_hide_findings():
    findings = run_checks(report("panshan_2022.txt"))
    assert Findings(findings.findings).flagged == findings.flagged
    assert all(message(finding, "zh") for finding in findings.flagged)


WRONG = {
    name: with_blanks(share, several) for name, share in (("printed", 0.0), ("some blank", 0.1), ("many blank", 0.4))
}


@pytest.mark.parametrize("name", WRONG)
def test_mends_of_all_causes_together_make_all_sums_hold(name):
    explained = 0
    for seed in range(MENDED):
        rng = Random(f"{name} {seed}")
        cells = WRONG[name](consistent(rng, "2021", MANNERS[seed % len(MANNERS)]), rng)
        findings = run_checks(make_report({"cells": cells}))
        broken = [
            (f.rule, f.subject) for f in findings.findings if f.outcome is Outcome.FAILED and "totals" in f.details
        ]
        held_by = [key for cause in findings.causes for key in cause.findings]
        assert sorted(held_by) == sorted({*held_by}), "a finding belongs to one cause"
        assert set(broken) <= set(held_by)
        own = [cause for cause in findings.causes if cause.kind in ("figures", "unexplained")]
        if not own or any(cause.kind == "unexplained" for cause in own):
            continue
        explained += 1
        for pick in (0, -1):
            mended = {c.cell: c.implied for cause in own for c in cause.mends[pick].changes}
            again = run_checks(make_report({"cells": cells | mended}))
            still = [f for f in again.findings if f.outcome is Outcome.FAILED and "totals" in f.details]
            assert not still, (seed, pick)
    assert explained >= MENDED / 3
