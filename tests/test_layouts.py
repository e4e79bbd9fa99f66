"""Tables that few sites print: what may be read of them, and where nobody can tell."""

from __future__ import annotations

import pytest

from parsing import parse_report
from parsing.form import APPLICANTS, TOTAL

TITLE = "盘山县民政局2023年政府信息公开工作年度报告"
COLUMNS = (*APPLICANTS, TOTAL)
RECEIVED, CARRIED = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
GRANTED, PARTLY = "（一）予以公开", "（二）部分公开"
LABELS = (RECEIVED, CARRIED, GRANTED, PARTLY)
IDS = ("received", "carried_in", "granted", "partly_granted")
FIGURES = ((9, 1, 0, 2, 0, 0, 12), (3, 0, 0, 0, 0, 0, 3), (5, 1, 0, 0, 0, 0, 6), (4, 0, 0, 2, 0, 0, 6))
HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
PROCEDURES = {"行政复议": "review", "未经复议直接起诉": "litigation_direct", "复议后起诉": "litigation_after_review"}
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def report(body, name="x.txt"):
    return parse_report(f"{TITLE}\n{body}".encode(), name).by_id()


def page(*tables):
    rows = ["".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in table) for table in tables]
    body = "".join(f"<table>{each}</table>" for each in rows)
    return parse_report(f"<html><meta charset=utf-8><h1>{TITLE}</h1>{body}".encode(), "x.html").by_id()


def requests(cells):
    """The figures of the four rows, None where they are not certain; 0 rows of the form are missing."""
    rows = [[cells[f"requests/{row}/{column}"] for column in COLUMNS] for row in IDS]
    return tuple(tuple(f.value if f.status == "reported" else None for f in row) for row in rows)


def statuses(cells, table="requests"):
    return {figure.status.value for figure in cells.values() if figure.table == table}


def lines(parted, *, behind=False):
    rows = zip(LABELS, FIGURES, strict=True)
    return "\n".join(parted.join([*map(str, row), label] if behind else [label, *map(str, row)]) for label, row in rows)


@pytest.mark.parametrize("parted", [" ", "   ", "\t", " | "])
def test_labels_behind_their_figures(parted):
    assert requests(report(lines(parted, behind=True))) == FIGURES


def test_labels_behind_their_figures_in_a_page():
    assert requests(page([[*row, label] for label, row in zip(LABELS, FIGURES, strict=True)])) == FIGURES


def test_figures_that_may_be_above_or_below_their_labels_are_unclear():
    alternating = "\n".join(f"{' '.join(map(str, row))}\n{label}" for label, row in zip(LABELS, FIGURES, strict=True))
    assert statuses(report(f"三、收到和处理政府信息公开申请情况\n{alternating}")) <= {"unclear", "missing"}


@pytest.mark.parametrize("first", ["总计", "合计", "小计"])
def test_columns_in_another_order_are_read_where_heads_and_totals_agree(first):
    turned = [[label, row[-1], *row[:-1]] for label, row in zip(LABELS, FIGURES, strict=True)]
    assert requests(page([["项目", first, *HEADS[:-1]], *turned])) == FIGURES


def test_columns_in_another_order_are_unclear_against_the_totals():
    rows = [[label, *row] for label, row in zip(LABELS, FIGURES, strict=True)]
    assert statuses(page([["项目", "总计", *HEADS[:-1]], *rows])) <= {"unclear", "missing"}


@pytest.mark.parametrize(
    "heads",
    [
        [f"{month}月" for month in range(1, 8)],
        [f"{year}年" for year in range(2017, 2024)],
        ["当面", "信函", "传真", "网络", "邮寄", "其他", "总计"],
    ],
)
def test_columns_of_other_things_are_unclear(heads):
    rows = [[label, *row] for label, row in zip(LABELS, FIGURES, strict=True)]
    assert statuses(page([["项目", *heads], *rows])) <= {"unclear", "missing"}


def test_rows_in_another_order_are_read_by_their_labels():
    exchanged = [1, 0, 3, 2]
    rows = [[LABELS[at], *FIGURES[at]] for at in exchanged]
    assert requests(page([["", *HEADS], *rows])) == FIGURES


def test_a_row_of_the_body_s_own_is_none_of_the_form_s():
    rows = [[label, *row] for label, row in zip(LABELS, FIGURES, strict=True)]
    cells = page([["", *HEADS], *rows, ["其中：涉及征地拆迁", 7, 7, 7, 7, 7, 7, 49], ["（七）总计", *FIGURES[2]]])
    assert requests(cells) == FIGURES
    assert 49 not in {figure.value for figure in cells.values()}


def test_a_column_for_remarks_holds_no_figures():
    rows = [
        [label, *row, remark] for label, row, remark in zip(LABELS, FIGURES, ("", "无", "3", "见说明"), strict=True)
    ]
    assert requests(page([["", *HEADS, "备注"], *rows])) == FIGURES


def test_a_drawn_table():
    rule = "├──┼──┤"
    drawn = f"\n{rule}\n".join(
        f"│ {label} │ {' │ '.join(map(str, row))} │" for label, row in zip(LABELS, FIGURES, strict=True)
    )
    assert requests(report(f"┌──┬──┐\n{drawn}\n└──┴──┘")) == FIGURES


def test_cells_of_a_browser_s_copy():
    blank = "\n\n\t\n\n"
    copied = "\n\n\n\n\n".join(
        blank.join([label, *(str(value) if value else "\xa0" for value in row)])
        for label, row in zip(LABELS, FIGURES, strict=True)
    )
    read = requests(report(copied))
    assert read == tuple(tuple(value or None for value in row) for row in FIGURES)


@pytest.mark.parametrize(
    ("head", "caption", "expected"),
    [
        ("本年收费金额（单位：万元）", "", 2500),
        ("本年收费金额（单位：元）", "", 0.25),
        ("本年收费金额（千元）", "", 250),
        ("本年收费金额（单位：亿元）", "", 25_000_000),
        ("本年收费金额", "单位：元", 0.25),
        ("本年收费金额（单位：万元）", "单位：件、元", None),
    ],
)
def test_the_head_s_unit_governs_its_amounts(head, caption, expected):
    figure = report(f"{caption}\n信息内容\n{head}\n行政事业性收费\n2500")["disclosure/fees/amount"]
    assert (figure.value, figure.status.value) == (expected, "unclear" if expected is None else "reported")


def disputes(cells):
    order = ("upheld", "corrected", "other", "pending", TOTAL)
    rows = [[cells[f"disputes/{name}/{column}"] for column in order] for name in PROCEDURES.values()]
    return [[figure.value for figure in row] for row in rows], statuses(cells, "disputes")


def test_procedures_in_rows_are_read_by_their_labels():
    rows = {"复议后起诉": [1, 0, 0, 2, 3], "行政复议": [4, 1, 0, 0, 5], "未经复议直接起诉": [0, 0, 6, 0, 6]}
    cells = page([["", *OUTCOMES], *([name, *row] for name, row in rows.items())])
    assert disputes(cells) == ([rows[name] for name in PROCEDURES], {"reported"})


def test_procedures_in_another_order_side_by_side_are_unclear():
    heads = [[*["行政复议"] * 5, *["复议后起诉"] * 5, *["未经复议直接起诉"] * 5], [*OUTCOMES, *OUTCOMES, *OUTCOMES]]
    assert statuses(page([*heads, list(range(2, 17))]), "disputes") == {"unclear"}


def test_two_rows_under_the_heads_of_disputes_are_unclear():
    heads = [[*["行政复议"] * 5, *["未经复议直接起诉"] * 5, *["复议后起诉"] * 5], [*OUTCOMES, *OUTCOMES, *OUTCOMES]]
    assert statuses(page([*heads, [2] * 15, [3] * 15]), "disputes") == {"unclear"}


@pytest.mark.parametrize("words", ["253万7千", "人民币二百元", "253。7", "详见官网"])
def test_words_in_the_only_cell_make_it_unclear(words):
    assert (
        page([["信息内容", "本年处理决定数量"], ["行政许可", words]])["disclosure/licensing/decisions"].status
        == "unclear"
    )


def test_empty_columns_between_the_figures():
    rows = [
        [label, *(cell for value in row for cell in (value, ""))] for label, row in zip(LABELS, FIGURES, strict=True)
    ]
    heads = [cell for head in HEADS for cell in (head, "")]
    assert requests(page([["", *heads], *rows])) == FIGURES


def test_a_second_table_that_cannot_be_read_leaves_none_certain():
    first = [[label, *row] for label, row in zip(LABELS, FIGURES, strict=True)]
    second = [[label, *row[:5]] for label, row in zip(LABELS, FIGURES[::-1], strict=True)]
    assert statuses(page([["", *HEADS], *first], [["", *HEADS[:5]], *second])) <= {"unclear", "missing"}
