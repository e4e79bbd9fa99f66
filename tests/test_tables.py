"""Tables in shapes that few sites print: numbered rows, the same table twice, reports older than the form."""

from __future__ import annotations

from checks import run_checks
from parsing import parse_report
from parsing.form import table
from parsing.report import Status

PAGE = "<html><head><meta charset='utf-8'></head><body><h1>盘山县民政局{year}年政府信息公开工作年度报告</h1>{body}</body></html>"


def requests(figure, *, numbered=False, unit=""):
    rows = table("2021", "requests").rows
    cells = [[figure(row, column) for column in range(7)] for row in range(len(rows))]
    return "".join(
        f"<tr>{f'<td>{number}</td>' if numbered else ''}<td>{row.label}</td>{unit}"
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


LINES = "盘山县民政局2022年政府信息公开工作年度报告\n{disclosure}\n{requests}\n{disputes}"
CLAUSE = "信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n{0}\n0\n{0}\n行政规范性文件\n{0}\n0\n{0}"
OTHERS = "行政许可\n{0}\n行政处罚\n{0}\n行政强制\n{0}\n行政事业性收费\n{0}"
HEADS = "行政复议\n未经复议直接起诉\n复议后起诉\n" + "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n" * 3


def in_lines(*, disclosure=(1,), disputes=(1,), order=7):
    applicants = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    rows = "\n".join("\n".join([row.label, *"0000000"]) for row in table("2021", "requests").rows)
    text = LINES.format(
        disclosure="\n".join((CLAUSE + "\n" + OTHERS).format(figure) for figure in disclosure),
        requests="\n".join([*applicants[order:], *applicants[:order], rows]),
        disputes="\n".join(HEADS + "\n".join(f"{figure} 0 0 0 {figure}".split() * 3) for figure in disputes),
    )
    return parse_report(text.encode(), "x.txt")


def statuses(report, table_id):
    return {figure.status.value for figure in report.figures if figure.table == table_id and figure.value != 0}


def test_of_two_tables_of_any_kind_that_differ_none_is_sure():
    report = in_lines(disclosure=(1, 2), disputes=(3, 4))
    assert statuses(report, "disclosure") == statuses(report, "disputes") == {"unclear"}
    assert [remark.subject for remark in report.remarks] == ["disclosure", "disputes"]


def test_the_same_tables_twice_say_nothing():
    report = in_lines(disclosure=(1, 1), disputes=(3, 3))
    assert statuses(report, "disclosure") == statuses(report, "disputes") == {"reported"}


def test_columns_in_another_order_are_not_sure():
    assert {figure.status.value for figure in figures(in_lines())} == {"reported"}
    report = in_lines(order=6)
    assert {(figure.value, figure.status.value) for figure in figures(report)} == {(None, "unclear")}
    assert [(remark.kind, remark.subject) for remark in report.remarks] == [("columns_disordered", "requests")]


def test_units_in_a_row_and_a_column_of_their_own():
    heads = "<tr><td>项目</td><td>单位</td>" + "<td>（件）</td>" * 7 + "</tr>"
    report = read(heads + requests(lambda row, column: row, unit="<td>件</td>"))
    assert [figure.value for figure in figures(report)] == [row for row in range(25) for _ in range(7)]


def test_a_total_that_has_moved_up_is_not_sure():
    lost = requests(lambda row, column: ["3", "0", "0", "0", "0", "3", ""][column] if row == 2 else 0)
    report = read(lost)
    assert {f.status.value for f in figures(report) if f.row == "granted"} == {"unclear"}
    assert {f.status.value for f in figures(report) if f.row != "granted"} == {"reported"}


def test_a_dash_of_two_signs_is_no_rule_of_a_table():
    text = "盘山县民政局2022年政府信息公开工作年度报告\n规章 |\n-- |\n1 |\n2 |\n"
    cells = parse_report(text.encode(), "x.txt").by_id()
    row = [cells[f"disclosure/regulations/{column}"] for column in ("issued", "repealed", "in_force")]
    assert [figure.status.value for figure in row] == ["not_applicable", "reported", "reported"]


def disclosure(rows):
    text = "盘山县民政局2022年政府信息公开工作年度报告\n\n" + "\n".join(rows) + "\n"
    cells = parse_report(text.encode(), "x.md").by_id()
    return {cell: (figure.value, figure.status.value) for cell, figure in cells.items() if figure.status != "missing"}


def test_a_figure_written_into_every_cell_that_it_spans():
    rows = [
        "| 信息内容 | 本年处理决定数量 | 本年处理决定数量 |",
        "| --- | --- | --- |",
        "| 行政许可 | 12 | 12 |",
        "| 行政处罚 | 3 | 4 |",
    ]
    found = disclosure(rows)
    assert found["disclosure/licensing/decisions"] == (12, "reported")
    assert found["disclosure/penalties/decisions"] == (None, "unclear")


def test_a_figure_that_its_label_has_taken_in_shifts_no_other():
    heads = ["| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |", "| --- | --- | --- | --- |"]
    found = disclosure([*heads, "| 规章3 | 14 | 5 | |", "| 行政规范性文件 | 1 | 2 | 3 |"])
    assert {found[f"disclosure/regulations/{column}"] for column in ("issued", "repealed")} == {(None, "unclear")}
    assert found["disclosure/normative_documents/in_force"] == (3, "reported")


def test_a_row_of_blanks_among_the_heads_is_not_the_disputes():
    requested = "\n".join("| " + " | ".join([row.label, *"0000000"]) + " |" for row in table("2021", "requests").rows)
    figures = "| " + " | ".join(["2", "0", "0", "1", "3"] * 3) + " |"
    text = f"盘山县民政局2022年政府信息公开工作年度报告\n{requested}\n\n| 行政复议 | 行政诉讼 |\n| {'| ' * 15}\n{figures}\n"
    report = parse_report(text.encode(), "x.md")
    assert [figure.value for figure in report.figures if figure.table == "disputes"] == [2, 0, 0, 1, 3] * 3


def test_the_signs_of_a_list_are_no_minus():
    cells = [
        ("规章", "3", "0", "14"),
        ("行政规范性文件", "2", "1", "5"),
        ("行政许可", "12"),
        ("行政处罚", "6"),
        ("行政强制", "1"),
    ]
    items = "\n".join(f"- {text}" for row in cells for text in row)
    report = parse_report(f"盘山县民政局2022年政府信息公开工作年度报告\n{items}\n".encode(), "x.md")
    values = [figure.value for figure in report.figures if figure.status is Status.REPORTED]
    assert values == [3, 0, 14, 2, 1, 5, 12, 6, 1]
