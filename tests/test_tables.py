"""Tables in shapes that few sites print: numbered rows, the same table twice, reports older than the form."""

from __future__ import annotations

from checks import run_checks
from parsing import parse_report
from parsing.form import table
from parsing.report import Status

PAGE = "<html><head><meta charset='utf-8'></head><body><h1>盘山县民政局{year}年政府信息公开工作年度报告</h1>{body}</body></html>"


def requests(figure, *, numbered=False):
    rows = table("2021", "requests").rows
    cells = [[figure(row, column) for column in range(7)] for row in range(len(rows))]
    return "".join(
        f"<tr>{f'<td>{number}</td>' if numbered else ''}<td>{row.label}</td>"
        + "".join(f"<td>{value}</td>" for value in cells[number - 1])
        + "</tr>"
        for number, row in enumerate(rows, 1)
    )


def read(*tables, year=2022):
    body = "<p>三、收到和处理政府信息公开申请情况</p>" + "".join(f"<table>{rows}</table>" for rows in tables)
    return parse_report(PAGE.format(year=year, body=body).encode(), "x.html")


def figures(report):
    return [figure for figure in report.figures if figure.table == "requests"]


def test_a_row_that_begins_with_its_number():
    report = read(requests(lambda row, column: row + column, numbered=True))
    assert [figure.value for figure in figures(report)] == [row + column for row in range(25) for column in range(7)]
    assert all(figure.status is Status.REPORTED for figure in figures(report))


def test_the_same_table_twice_says_nothing():
    once = requests(lambda row, column: row)
    assert {figure.status for figure in figures(read(once, once))} == {Status.REPORTED}


def test_of_two_tables_that_differ_none_is_sure():
    report = read(requests(lambda row, column: 1), requests(lambda row, column: 2 if row < 3 else 1))
    unclear = [figure for figure in figures(report) if figure.status is Status.UNCLEAR]
    assert {(figure.value, figure.text) for figure in unclear} == {(1, "1 / 2")}
    assert len(unclear) == 21
    assert [remark.kind for remark in report.remarks] == ["table_repeated"]


def test_a_report_older_than_the_form_lacks_nothing():
    text = "宿州市政府2016年政府信息公开工作年度报告\n二、主动公开政府信息情况\n主动公开12条。\n三、依申请公开政府信息情况\n收到45件。"
    report = parse_report(text.encode(), "x.txt")
    assert (report.year, {figure.status for figure in report.figures}) == (2016, {Status.MISSING})
    assert not [f.rule for f in run_checks(report).flagged if f.rule.startswith("form.")]


def test_two_numbers_in_a_cell_are_unclear_in_their_own_column():
    text = "盘山县民政局2020年政府信息公开工作年度报告\n行政许可 |\n7 |\n0/0 |\n8 |\n行政处罚 |\n1 |\n2 |\n3 |\n"
    cells = parse_report(text.encode(), "x.txt").by_id()
    row = [cells[f"disclosure/licensing/{column}"] for column in ("previous_items", "change", "decisions")]
    assert [(figure.value, figure.status.value) for figure in row] == [
        (7, "reported"),
        (None, "unclear"),
        (8, "reported"),
    ]
