"""Metrics against values computed by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
import pytest

from metrics import metric, metrics, metrics_frame
from metrics.frame import wilson
from parsing import form
from parsing.report import Figure, Figures, Region, Report, Status

T = "/total"


def made(edition: str, values: Mapping[str, float], statuses: Mapping[str, Status] | None = None) -> Report:
    """A report in which every cell is 0 but for these values and statuses."""
    figures = []
    for table in form.TABLES:
        for cell in form.table(edition, table).cells:
            status = (statuses or {}).get(cell, Status.REPORTED)
            value = values.get(cell, 0) if status is Status.REPORTED else None
            figures.append(Figure(*cell.split("/"), value, status, str(value), None))
    editions = dict.fromkeys(form.TABLES, edition)
    return Report(
        "made.txt", "f" * 64, None, "某局", "department", Region(), 2022, None, editions, Figures.of(figures), ()
    )


def row(report: Report, metric_id: str) -> pd.Series:
    frame = metrics_frame([report])
    return frame[frame["metric"] == metric_id].iloc[0]


# 60 received and 6 carried in; 64 handled, 2 carried out; of the 64: 20 granted, 8 partly, 10 refused (6 + 4),
# 16 unavailable, 7 not processed, 3 other.
REQUESTS = {
    "requests/received/natural_person": 45,
    "requests/received/business": 15,
    "requests/received/total": 60,
    "requests/carried_in/total": 6,
    "requests/granted/total": 20,
    "requests/partly_granted/total": 8,
    "requests/refused.state_secret/total": 6,
    "requests/refused.process_information/total": 4,
    "requests/unavailable.not_held/total": 11,
    "requests/unavailable.needs_creation/total": 5,
    "requests/not_processed.petition/total": 7,
    "requests/total/total": 64,
    "requests/carried_out/total": 2,
}
OTHER = {
    "2019": {"requests/other/total": 3},
    "2021": {"requests/other.no_correction/total": 1, "requests/other.misc/total": 2},
}


@pytest.mark.parametrize("edition", form.EDITIONS)
@pytest.mark.parametrize(
    ("metric_id", "expected"),
    [
        ("received", 60),
        ("carried_in", 6),
        ("handled", 64),
        ("carried_out", 2),
        ("granted_rate", 0.3125),
        ("partly_granted_rate", 0.125),
        ("refused_rate", 0.15625),
        ("unavailable_rate", 0.25),
        ("not_processed_rate", 0.109375),
        ("other_rate", 0.046875),
        ("refused_state_secret_share", 0.6),
        ("refused_process_information_share", 0.4),
        ("refused_third_party_rights_share", 0),
        ("carried_out_rate", 2 / 66),
        ("natural_person_share", 0.75),
    ],
)
def test_requests(edition: str, metric_id: str, expected: float) -> None:
    found = row(made(edition, REQUESTS | OTHER[edition]), metric_id)
    assert found["available"]
    assert found["reason"] == ""
    assert found["value"] == pytest.approx(expected)


def test_the_outcome_rates_add_up_to_one() -> None:
    frame = metrics_frame([made("2021", REQUESTS | OTHER["2021"])]).set_index("metric")["value"]
    outcomes = ("granted", "partly_granted", "refused", "unavailable", "not_processed", "other")
    assert sum(frame[f"{outcome}_rate"] for outcome in outcomes) == pytest.approx(1)


def test_disputes() -> None:
    values = {
        "disputes/review/upheld": 6,
        "disputes/review/corrected": 3,
        "disputes/review/other": 1,
        "disputes/review/pending": 5,
        "disputes/review/total": 15,
        "disputes/litigation_direct/upheld": 4,
        "disputes/litigation_direct/corrected": 1,
        "disputes/litigation_direct/total": 5,
        "disputes/litigation_after_review/other": 3,
        "disputes/litigation_after_review/pending": 2,
        "disputes/litigation_after_review/total": 5,
    }
    report = made("2021", values)
    assert row(report, "review_count")["value"] == 15
    # Three corrected of ten concluded: the five pending ones are no outcome.
    assert row(report, "review_corrected_rate")["value"] == pytest.approx(0.3)
    assert row(report, "review_corrected_rate")["denominator"] == 10
    assert row(report, "litigation_count")["value"] == 10
    assert row(report, "litigation_lost_rate")["value"] == pytest.approx(1 / 8)


def test_disclosure() -> None:
    values = {
        "disclosure/normative_documents/in_force": 420,
        "disclosure/normative_documents/issued": 50,
        "disclosure/normative_documents/repealed": 227,
        "disclosure/licensing/decisions": 9487,
        "disclosure/penalties/decisions": 2776,
        "disclosure/coercion/decisions": 84,
        "disclosure/fees/amount": 7730.28,
    }
    frame = metrics_frame([made("2021", values)]).set_index("metric")["value"]
    assert list(frame[["documents_in_force", "documents_issued", "documents_repealed"]]) == [420, 50, 227]
    assert list(frame[["licensing_decisions", "penalties_decisions", "coercion_decisions"]]) == [9487, 2776, 84]
    assert frame["fees"] == pytest.approx(7730.28)


@pytest.mark.parametrize("metric_id", ["documents_in_force", "documents_issued", "documents_repealed", "fees"])
def test_what_the_2019_edition_does_not_have_is_not_available(metric_id: str) -> None:
    found = row(made("2019", {}), metric_id)
    assert not found["available"]
    assert found["reason"] == "edition"
    assert math.isnan(found["value"])


def test_a_rate_over_nothing_is_not_available() -> None:
    report = made("2021", {})
    for metric_id, entry in metrics().items():
        if entry.is_rate:
            found = row(report, metric_id)
            assert found["reason"] == "no_cases"
            assert not found["available"]
            assert math.isnan(found["value"])
            assert math.isnan(found["low"])


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.REPORTED])
def test_a_cell_that_is_not_reported_makes_the_metric_unavailable(status: Status) -> None:
    report = made("2021", REQUESTS, {"requests/refused.internal_affairs/total": status})
    found = row(report, "refused_rate")
    assert not found["available"]
    assert found["reason"] == status.value
    assert found["cells"] == ("requests/refused.internal_affairs/total",)
    assert row(report, "granted_rate")["available"]


def test_a_numerator_above_its_denominator_is_no_rate() -> None:
    found = row(made("2021", {"requests/granted/total": 5, "requests/total/total": 4}), "granted_rate")
    assert found["reason"] == "inconsistent"
    assert math.isnan(found["value"])


@pytest.mark.parametrize(
    ("successes", "total", "low", "high"),
    [(1, 10, 0.01788, 0.40415), (0, 20, 0.0, 0.16113), (20, 20, 0.83887, 1.0), (50, 95, 0.426853, 0.623733)],
)
def test_wilson(successes: int, total: int, low: float, high: float) -> None:
    assert wilson(successes, total) == pytest.approx((low, high), abs=1e-5)


def test_a_ratio_of_two_things_may_exceed_one_and_then_has_no_interval() -> None:
    values = {"requests/total/total": 4, "disputes/review/total": 5}
    found = row(made("2021", values), "review_rate")
    assert found["available"]
    assert found["value"] == pytest.approx(1.25)
    assert math.isnan(found["low"])


def test_a_rate_is_ranked_from_thirty_cases_on_and_a_count_always() -> None:
    for total, ranked in ((29, False), (30, True)):
        report = made("2021", {"requests/total/total": total, "requests/granted/total": 10})
        assert row(report, "granted_rate")["ranked"] == ranked
        assert row(report, "handled")["ranked"]


def test_the_formula_in_words_and_over_cells() -> None:
    rate = metric("review_corrected_rate")
    assert rate.formula("en") == "reviews corrected ÷ concluded reviews"
    above, _, below = rate.cells.partition(" ÷ ")
    assert above == "disputes/review/corrected"
    assert below == "(disputes/review/upheld + disputes/review/corrected + disputes/review/other)"
    assert metric("received").formula("zh") == "本年新收申请总计"


def test_counts_have_neither_denominator_nor_interval() -> None:
    found = row(made("2021", REQUESTS), "received")
    assert found["numerator"] == 60
    assert math.isnan(found["denominator"])
    assert math.isnan(found["low"])


def test_the_frame_of_nothing_has_its_columns() -> None:
    frame = metrics_frame([])
    assert list(frame.columns[:4]) == ["report", "metric", "value", "numerator"]
    assert frame.empty


def test_every_metric_is_said_in_both_languages_and_names_cells_of_the_form() -> None:
    cells = {e: {c for t in form.TABLES for c in form.table(e, t).cells} for e in form.EDITIONS}
    for entry in metrics().values():
        for text in (entry.name, entry.caveat, entry.numerator_label, *[entry.denominator_label] * entry.is_rate):
            assert set(text) == {"zh", "en"}
            assert all(text.values())
        for pattern in (*entry.numerator, *entry.denominator):
            if "*" not in pattern:
                assert all(pattern in cells[edition] for edition in entry.editions), pattern


def test_an_unknown_metric_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        metric("no_such_metric")
