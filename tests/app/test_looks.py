"""Small things that make figures readable: digits in groups, signs that match, names that are not cut, letters on colours."""

from __future__ import annotations

import pandas as pd
import pytest

from checks.across import Edit, SentencePair
from metrics import metric
from tests import kept
from tests.app import visible
from ui.charts import base
from ui.compare import course
from ui.compare.over_years import prose_diff
from ui.parts import page
from ui.report.marks import is_note
from ui.texts import catalogue, number, speaking


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Unit of an amount", ["Unit of an amount"]),
        ("Prose against table: litigation", ["Prose against", "table: litigation"]),
        ("Row with too few or too many figures", ["Row with too few", "or too many…"]),
        ("各办理结果之和等于（七）总计", ["各办理结果之和等于", "（七）总计"]),
    ],
)
def test_a_name_stands_in_two_lines_before_it_is_cut(name, found):
    assert base.lines(name, 18) == found


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "0.0%"), (0.0002, "<0.1%"), (0.0005, "0.1%"), (0.5, "50.0%"), (0.9995, ">99.9%"), (1.0, "100.0%")],
)
def test_a_share_of_little_is_not_said_to_be_nothing(share, said):
    assert number(share, "rate") == said


def test_letters_on_every_step_of_a_scale_can_be_read():
    for ground, letters in zip(base.STEPS, base.ON_STEPS, strict=True):
        dark, light = sorted((luminance(ground), luminance(letters)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(colour):
    """As WCAG 2.1 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_counts_are_whole_and_grouped_and_nothing_is_rounded():
    with speaking("en"):
        frame = page._whole(pd.DataFrame({"Year": [2023], "Count": [1050.0], "Amount": [59237.2449], "None": [None]}))
        config = page._grouped(frame)
    assert frame["Count"].tolist() == [1050]
    assert str(frame["Count"].dtype) == "Int64"
    assert frame["Amount"].tolist() == [59237.2449]
    assert set(config) == {"Count"}


@pytest.mark.parametrize(("step", "said"), [(-1.0, "−1 (−33.3%)"), (2.0, "+2 (+200.0%)"), (0.0, "±0 (±0.0%)")])
def test_a_change_has_one_kind_of_sign(step, said):
    before = {-1.0: 3.0, 2.0: 1.0, 0.0: 5.0}[step]
    assert course.change({"value": before + step, "change": step}, metric("received")) == said


def test_what_was_dropped_stands_beside_what_was_added():
    pieces = [
        SentencePair(Edit.ADDED, "", "新一。"),
        SentencePair(Edit.ADDED, "", "新二。"),
        SentencePair(Edit.DROPPED, "旧一。", ""),
    ]
    first, second = list(prose_diff._rows(pieces))
    assert first.left.pieces == [("del", "旧一。")]
    assert first.right.pieces == [("ins", "新一。")]
    assert second.left is None
    assert second.right.pieces == [("ins", "新二。")]


def test_the_head_of_a_report_counts_what_stands_beside_the_form(opened):
    def only_notes(report_id):
        flagged = kept.read(report_id)[1].flagged
        return all(is_note(finding) for finding in flagged) and any(f.outcome == "uncertain" for f in flagged)

    report = next(report_id for report_id in kept.ids().values() if only_notes(report_id))
    shown = visible.everything(opened("report", lang="en", data="demo", report=report))
    assert catalogue("en")["findings.only_remarks"] in shown
    assert catalogue("en")["outcome.uncertain"] not in shown.partition(catalogue("en")["findings.only_remarks"])[0]


def test_columns_of_days_are_as_wide_as_a_day():
    frame = pd.DataFrame(
        {"day": ["2020-01-31", None], "body": ["某局", "某镇"], "none": [None, None], "figure": [1, 2]}
    )
    assert list(page._dates(frame)) == ["day"]
