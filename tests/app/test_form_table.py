"""The form as HTML: every table is a full rectangle with the right number of cells, and everything is escaped."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from checks import run_checks
from checks.model.findings import Finding, Findings, Outcome, Severity
from checks.model.mends import Change
from parsing import form
from parsing.report import Figure, Figures, Place, Region, Report, Status
from ui.report.form_table import form_table
from ui.report.marks import Marks, held_by, implied_by, marks, marks_of
from ui.texts import catalogue, speaking

COUNTS = {("2019", "disclosure"): 22, ("2019", "requests"): 161, ("2019", "disputes"): 15} | {
    ("2021", "disclosure"): 10,
    ("2021", "requests"): 175,
    ("2021", "disputes"): 15,
}


class Grid(HTMLParser):
    """Counts cells and checks that spans tile each table body as a rectangle."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.cells = 0
        self.rows: list[list[tuple[int, int]]] = []
        self.tags: set[str] = set()
        self.scopes: list[str | None] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        named = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append((int(named.get("rowspan", 1)), int(named.get("colspan", 1))))
            self.cells += tag == "td"
            if tag == "th":
                self.scopes.append(named.get("scope"))

    def widths(self) -> list[int]:
        open_spans: list[list[int]] = []
        found = []
        for row in self.rows:
            carried = sum(columns for left, columns in open_spans if left > 0)
            found.append(carried + sum(columns for _, columns in row))
            open_spans = [[left - 1, columns] for left, columns in open_spans if left > 1]
            open_spans += [[rows - 1, columns] for rows, columns in row if rows > 1]
        return found


def made(edition: str, change: dict[str, Figure] | None = None) -> Report:
    figures = []
    for table in form.TABLES:
        figures += [
            (change or {}).get(cell) or Figure(*cell.split("/"), 7, Status.REPORTED, "7", Place(line=3))
            for cell in form.table(edition, table).cells
        ]
    editions = dict.fromkeys(form.TABLES, edition)
    return Report("x", "0" * 64, None, None, None, Region(), 2022, None, editions, Figures.of(figures), ())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("edition", "table"), COUNTS)
def test_every_table_is_a_rectangle_of_all_its_cells(edition, table, lang):
    with speaking(lang):
        grid = Grid(form_table(made(edition), table, Marks()))
    assert grid.cells == COUNTS[edition, table]
    assert len(set(grid.widths())) == 1
    assert None not in grid.scopes
    assert "caption" in grid.tags


def test_words_of_a_report_are_escaped_in_cells_and_titles():
    cell = "requests/received/total"
    hostile = Figure(*cell.split("/"), None, Status.UNCLEAR, '"><script>alert(1)</script>', None)
    markup = form_table(made("2021", {cell: hostile}), "requests", Marks())
    assert "<script" not in markup
    assert "&lt;script&gt;" in markup


@pytest.mark.parametrize(
    ("status", "text", "shown"),
    [
        (Status.BLANK, "", "nb-blank"),
        (Status.MISSING, "", ">·<"),
        (Status.UNCLEAR, "详见附表", ">?<"),
        (Status.NOT_APPLICABLE, "—", ">—<"),
    ],
)
def test_every_status_has_its_sign(status, text, shown):
    cell = "requests/granted/total"
    figure = Figure(*cell.split("/"), None, status, text, None)
    assert shown in form_table(made("2021", {cell: figure}), "requests", Marks())


def test_a_finding_marks_its_cells_by_number_and_an_uncertain_one_is_no_error():
    cells = ("requests/granted/total", "requests/total/total")
    report = made("2021")
    failed = Finding("requests.balance", "total", Outcome.FAILED, Severity.ERROR, cells=cells)
    uncertain = Finding("requests.balance", "total", Outcome.UNCERTAIN, Severity.ERROR, cells=cells[:1])
    found = marks(report, [failed, uncertain])
    assert found.numbers == {cells[0]: (1, 2), cells[1]: (1,)}
    assert set(found.kinds.values()) == {"error"}
    assert set(marks(report, [uncertain]).kinds.values()) == {"uncertain"}
    markup = form_table(report, "requests", found)
    assert markup.count("①") == 2
    assert markup.count("②") == 1


def test_zeros_among_the_addends_are_not_marked():
    zero = "requests/received/business"
    report = made("2021", {zero: Figure(*zero.split("/"), 0, Status.REPORTED, "0", None)})
    finding = Finding("requests.row_sum", "x", Outcome.FAILED, Severity.ERROR, cells=(zero, "requests/received/total"))
    assert list(marks(report, [finding]).numbers) == ["requests/received/total"]


def test_a_table_that_was_not_found_is_not_coloured():
    cells = form.table("2021", "disputes").cells
    report = made("2021", {cell: Figure(*cell.split("/"), None, Status.MISSING, "", None) for cell in cells})
    finding = Finding("form.table_missing", "disputes", Outcome.FAILED, Severity.ERROR, cells=cells)
    assert marks(report, [finding]) == Marks()


def test_an_implied_value_is_shown_beside_the_printed_one():
    change = Change("requests", "granted", "total", 7, 12)
    found = marks(made("2021"), [], implied=implied_by([change]))
    markup = form_table(made("2021"), "requests", found)
    assert "<s>7</s> " in markup
    assert "<ins>12</ins>" in markup
    assert "<ins>7</ins>" not in markup


def test_a_blank_is_never_shown_as_its_implied_value_alone():
    cell = "requests/carried_in/total"
    report = made("2021", {cell: Figure(*cell.split("/"), None, Status.BLANK, "", None)})
    markup = form_table(report, "requests", marks(report, [], implied={cell: 2}))
    (drawn,) = re.findall(rf'<td[^>]*data-cell="{cell}"[^>]*>.*?</td>', markup)
    assert "nb-blank" in drawn
    assert "nb-implied" in drawn
    assert catalogue("zh")["status.blank"] in drawn
    assert catalogue("zh")["cell.implied_word"] in drawn


def test_a_sum_that_an_explanation_mends_is_said_to_hold_and_no_other():
    cells = form.table("2021", "requests").cells
    wrong = {"requests/received/total": 50, "requests/carried_in/total": 9}
    figures = {
        cell: Figure(*cell.split("/"), wrong.get(cell, 0), Status.REPORTED, str(wrong.get(cell, 0)), None)
        for cell in cells
    }
    report = made("2021", figures)
    shown = [finding for finding in run_checks(report).flagged if finding.rule == "requests.row_sum"]
    assert [finding.subject for finding in shown] == ["received", "carried_in"]
    held = held_by(report, shown, [Change("requests", "received", "total", 50, 0)])
    assert held == {1}
    found = marks(report, shown, held=held)
    assert found.kinds == {"requests/received/total": "held", "requests/carried_in/total": "error"}


def test_what_the_sums_imply_for_a_blank_is_shown_as_implied_and_a_trial_comes_first():
    blank = "requests/received/total"
    report = made("2021", {blank: Figure(*blank.split("/"), None, Status.BLANK, "", None)})
    findings = Findings((), implied=(Change.of(blank, None, 3),))
    assert marks_of(report, findings).implied == {blank: 3}
    assert marks_of(report, findings, trial=(Change.of(blank, None, 4),)).implied == {blank: 4}
    assert form_table(report, "requests", marks_of(report, findings)).count("<ins>3</ins>") == 1
