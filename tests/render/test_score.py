"""The score: a reader that says the truth gets it all, and every kind of error is counted as what it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace

from checks import run_checks
from parsing import parse_report
from parsing.report import Figure, Figures, Remark, Status
from tests.render import render
from tests.render.model import Case
from tests.render.score import compare_cells, compare_findings, print_score, score


@dataclass
class Reading:
    """The attributes of a report that the score looks at."""

    figures: list[Figure]
    year: int | None
    agency: str | None
    region: SimpleNamespace
    editions: dict[str, str | None]
    published: str | None


def _truth(case: Case) -> Reading:
    figures = []
    for cell, (value, status) in case.truth().items():
        table, row, column = cell.split("/")
        figures.append(Figure(table, row, column, value, status, "", None))
    region = SimpleNamespace(**{level: case.region.get(level) for level in ("province", "prefecture", "county")})
    region.township = case.region.get("township")
    return Reading(figures, case.year, case.agency, region, dict(case.editions), case.published)


def test_truth_scores_full_marks() -> None:
    cases = [render(seed) for seed in range(60)]
    readings = {case.data: _truth(case) for case in cases}
    result = score(cases, lambda data, name: readings[data])
    assert result.total.share() == 1.0
    assert not result.misses and not result.facts_wrong
    assert result.total.fact("year") == result.total.fact("region") == 1.0


def test_errors_are_counted_as_what_they_are() -> None:
    case = render(4, "html_form", ["cells_blank", "row_short"])
    reading = _truth(case)
    cells = {f"{f.table}/{f.row}/{f.column}": i for i, f in enumerate(reading.figures)}

    def put(status: Status, value: int | None, new: Status, other: int | None = None) -> None:
        for cell, i in cells.items():
            printed = case.cells[cell]
            if printed.status is status and reading.figures[i].status is status and printed.printed_value == value:
                reading.figures[i] = reading.figures[i]._replace(status=new, value=other)
                return
        raise AssertionError(status)

    put(Status.REPORTED, 0, Status.MISSING)
    put(Status.REPORTED, 0, Status.REPORTED, 7)
    put(Status.BLANK, None, Status.REPORTED, 0)
    put(Status.UNCLEAR, 0, Status.REPORTED, 0)
    outcomes, misses = compare_cells(case, reading)
    assert {name: outcomes[name] for name in ("wrong", "withheld", "invented", "oversure")} == {
        "wrong": 1,
        "withheld": 1,
        "invented": 1,
        "oversure": 1,
    }
    assert len(misses) == 2


def test_findings_are_false_where_the_printed_figures_do_not_give_them() -> None:
    case = render(7, "html_form", [])
    report = parse_report(case.data, case.name)
    assert compare_findings(case, report, run_checks) == []
    wrong = [f._replace(value=(f.value or 0) + 1) if f.id == "requests/granted/business" else f for f in report.figures]
    false = compare_findings(case, replace(report, figures=Figures.of(wrong)), run_checks)
    assert ("requests.row_sum", "granted", "failed") in {(f.rule, f.subject, f.outcome) for f in false}
    odd = Remark("row_width", "requests/granted", {"printed": 6, "expected": 7, "text": ""})
    false = compare_findings(case, replace(report, remarks=(odd,)), run_checks)
    assert [(f.rule, f.subject) for f in false] == [("form.row_width", "granted")]


def test_reader_that_fails_has_read_nothing(capsys) -> None:  # type: ignore[no-untyped-def]
    result = score([render(1)], lambda data, name: 1 / 0)
    assert result.total.failed == 1 and result.total.share() == 0
    print_score(result)
    assert "ZeroDivisionError" in capsys.readouterr().out
