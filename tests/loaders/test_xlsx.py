"""Sheets: merged regions, numbers as printed, blanks, titles and prose."""

from __future__ import annotations

import io

import openpyxl
import pytest

from parsing import parse_report
from parsing.errors import DamagedFileError, EmptyError, TooManyCellsError, TooMuchUnpackedError
from parsing.loaders.office import xlsx
from parsing.loaders.office.number_format import number, text
from parsing.report import Status
from tests.loaders.office import package, workbook

ROW = '<sheetData><row r="{0}">{1}</row></sheetData>'


def saved(*sheets, merge=(), states=()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        for region in merge:
            sheet.merge_cells(region)
    for sheet, state in zip(book, states, strict=False):
        sheet.sheet_state = state
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def lines(data: bytes):
    return [([cell.raw for cell in line.cells], line.table) for line in xlsx.load(data).lines]


def inline(text: str, at: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_numbers_and_blanks():
    rows = [["信息内容", "制发", "废止", "现行"], ["规章", 14, 14.0, 0.5], ["文件", None, "14", 0.1 + 0.2]]
    assert [texts for texts, _ in lines(saved(rows))] == [
        ["信息内容", "制发", "废止", "现行"],
        ["规章", "14", "14", "0.5"],
        ["文件", "", "14", "0.3"],
    ]


def test_merged_regions_and_places():
    rows = [["a", None, "b"], [None, "c", "d"], ["e", "f", "g"]]
    found = xlsx.load(saved(rows, merge=["A1:B1", "A2:A3"])).lines
    assert [[(c.raw, c.place.column) for c in line.cells] for line in found] == [
        [("a", 1), ("b", 3)],
        [("", 1), ("c", 2), ("d", 3)],
        [("f", 2), ("g", 3)],
    ]
    assert found[2].cells[0].place.as_dict() == {"table": 1, "row": 3, "column": 2}


def test_what_a_merged_region_covers_is_not_read():
    cells = inline("a", "A1") + inline("covered", "B1") + inline("c", "C1")
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    assert lines(workbook(ROW.format(1, cells) + merged)) == [(["a", "c"], 1)]


def test_titles_and_prose_are_paragraphs():
    rows = [
        ["某局2021年政府信息公开年度报告"],
        [],
        ["一、总体情况"],
        ["收到", 3],
        ["规章"],
        ["三、收到和处理政府信息公开申请情况"],
        ["件", 4],
        ["无。"],
    ]
    assert [(texts[0], table) for texts, table in lines(saved(rows))] == [
        ("某局2021年政府信息公开年度报告", None), ("一、总体情况", None), ("收到", 1), ("规章", 1),
        ("三、收到和处理政府信息公开申请情况", None), ("件", 2), ("无。", None)
    ]  # fmt: skip


def test_the_last_row_of_a_table_may_be_blank():
    rows = [["信息内容", "收费"], ["行政许可", 3], ["行政事业性收费", None], [], ["制表人：某某"]]
    assert lines(saved(rows))[2:] == [(["行政事业性收费", ""], 1), (["制表人：某某"], None)]


def test_columns_that_only_other_tables_use_are_trimmed():
    rows = [["规章", 1], ["文件", 2], ["三、行政复议、行政诉讼情况"], [*"abcdef"], [1, 2, 3, 4, 5, None]]
    assert [len(texts) for texts, _ in lines(saved(rows))] == [2, 2, 1, 6, 6]


def test_hidden_sheets_rows_and_columns_are_not_read():
    assert [
        texts[0]
        for texts, _ in lines(saved([["a", 1]], [["b", 2]], [["c", 3]], states=["visible", "hidden", "veryHidden"]))
    ] == ["a"]
    hidden = '<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row><row r="2" hidden="1"><c r="A2"><v>4</v></c></row></sheetData>'
    assert lines(workbook(hidden)) == [(["1", "3"], 1)]


def test_sheets_come_in_the_workbooks_order():
    found = xlsx.load(saved([["a", 1]], [["b", 2]])).lines
    assert [(line.cells[0].raw, line.table, line.cells[0].place.table) for line in found] == [("a", 1, 1), ("b", 2, 2)]


def test_kinds_of_cells():
    cells = '<c r="A1" t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c><c t="str"><f>x</f><v>公式</v></c><c><f>SUM(A1)</f><v>7</v></c>'
    cells += '<c><f>SUM(A1:A2)</f></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c><v>1e3</v></c>'
    shared = "<si><t>规章</t></si><si><r><t>行政</t></r><r><t>许可</t></r><rPh><t>xing</t></rPh></si>"
    assert lines(workbook(ROW.format(1, cells), shared=shared)) == [
        (["规章", "行政许可", "", "公式", "7", "=SUM(A1:A2)", "TRUE", "#REF!", "1000"], 1)
    ]


@pytest.mark.parametrize(
    ("value", "pattern", "printed"),
    [
        ("14.0", "General", "14"),
        ("0.30000000000000004", "General", "0.3"),
        ("1E-05", "General", "0.00001"),
        ("1234.5", "#,##0.00", "1234.5"),
        ("123400", '#,##0"元"', "123400元"),
        ("12.34", '0.00"万元"', "12.34万元"),
        ("123400", '0!.0000"万元"', "12.34万元"),
        ("12340000", "0.00,", "12340"),
        ("14", '0"件"', "14"),
        ("-3", "0;[Red]-0", "-3"),
        ("0.5", "0%", "50%"),
        ("44586", "yyyy-mm-dd", "2022-01-25"),
        ("44586", 'yyyy"年"m"月"d"日"', "2022-01-25"),
        ("44586", "[$-804]yyyy/m/d", "2022-01-25"),
        ("0.5", "h:mm", "0.5"),
        ("3", "[DBNum1]General", "3"),
        ("nan", "General", "#NUM!"),
        ("inf", "General", "#NUM!"),
        ("abc", "General", "abc"),
    ],
)
def test_numbers_as_their_cells_print_them(value, pattern, printed):
    assert number(value, 200, {200: pattern}) == printed


def test_dates_of_either_epoch():
    assert number("44586", 14, {}) == "2022-01-25"
    assert number("43124", 14, {}, from_1904=True) == "2022-01-25"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (saved([["a", 1]])[:-40], DamagedFileError),
        (package({"xl/workbook.xml": "<workbook"}), DamagedFileError),
        (workbook("<sheetData><row>"), DamagedFileError),
        (workbook('<!DOCTYPE a [<!ENTITY b "c">]>'), DamagedFileError),
        (workbook("<sheetData/>"), EmptyError),
        (workbook(ROW.format(1, "<c/>" * 11_000_000)), TooMuchUnpackedError),
        (workbook(ROW.format(1, '<c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c>') * 7), None),
        (
            workbook(
                "<sheetData>"
                + "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 9))
                + "</sheetData>"
            ),
            TooManyCellsError,
        ),
        (
            workbook(
                ROW.format(1, '<c r="A1"><v>1</v></c>')
                + "<mergeCells>"
                + '<mergeCell ref="A1:XFD1048576"/>' * 20
                + "</mergeCells>"
            ),
            TooManyCellsError,
        ),
        (
            workbook(
                ROW.format(1, '<c r="A1"><v>1</v></c><c r="B1"><v>1</v></c>')
                + '<mergeCells><mergeCell ref="A1:??"/><mergeCell ref="Z9:A1"/></mergeCells>'
            ),
            None,
        ),
    ],
    ids=["cut", "open tag", "open sheet", "doctype", "empty", "bomb", "wide", "far columns", "regions", "odd regions"],
)
def test_hostile_workbooks(data, error):
    if error is None:
        xlsx.load(data)
        return
    with pytest.raises(error) as caught:
        xlsx.load(data)
    assert caught.value.message("zh") != caught.value.message("en")


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        ("0", "0;-0;;@", ""),
        ("5", "0;-0;;@", "5"),
        ("-5", "0;-0;;@", "-5"),
        ("0", "#", ""),
        ("0.4", "#", ""),
        ("0", "#,##0", "0"),
        ("0", '#"件"', "件"),
        ("7", ";;;", ""),
        ("0", ';;"无"', "无"),
        ("0", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("0", '[=0]"";0', ""),
        ("3", '[=0]"";0', "3"),
        ("120", "[>100]0;[<0]-0;General", "120"),
        ("12.5", "0", "13"),
        ("318.4567", "0.00", "318.46"),
        ("0.125", "0.0%", "12.5%"),
        ("3", "G/通用格式", "3"),
        ("3", "@", "3"),
        ("0.5", "# ?/?", "0.5"),
        ("12", '"共"0";"', "12"),
    ],
)
def test_what_a_format_hides_is_not_shown(value, pattern, shown):
    assert number(value, 200, {200: pattern}) == shown


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ('"1"0', "15"),
        ('"1"00', "105"),
        ('0"0"', "50"),
        ('"约"0', "约5"),
        ('"-"0', "-5"),
        ('0"%"', "5%"),
        ('0"万"', "5万"),
        ('0"千元"', "5千元"),
        ('0"件"', "5"),
        ('"第"0"号"', "5"),
        ('[=0]"";0', "5"),
        ("[$-804]0_ ", "5"),
    ],
)
def test_what_a_format_shows_beside_a_number_is_read_where_it_makes_another(pattern, shown):
    assert number("5", 200, {200: pattern}) == shown


def test_formats_that_every_workbook_has():
    assert [number("0", id_, {}) for id_ in (0, 1, 3, 9, 41, 43)] == ["0", "0", "0", "0%", "-", "-"]
    assert number("12.6", 1, {}) == "13"


def test_a_format_may_hide_texts():
    assert [text("规章", 200, {200: pattern}) for pattern in ("0;-0;;@", ";;;", "0", '0;0;0;"略"')] == [
        "规章",
        "",
        "规章",
        "略",
    ]


STYLES = (
    '<numFmts><numFmt numFmtId="180" formatCode="0;-0;;@"/></numFmts><fonts><font/><font><strike/></font></fonts>'
    '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="180" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs>'
)


def test_zeros_and_struck_out_cells_are_blank():
    cells = (
        inline("规章", "A1") + '<c r="B1" s="1"><v>0</v></c><c r="C1" s="2"><v>7</v></c><c r="D1" s="1"><v>4</v></c>'
    )
    cells += '<c r="E1" s="2" t="inlineStr"><is><r><t>9</t></r><r><rPr><b/></rPr><t>5</t></r></is></c>'
    assert lines(workbook(ROW.format(1, cells), styles=STYLES)) == [(["规章", "", "", "4", "5"], 1)]


def test_a_sheet_may_show_no_zeros():
    view = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    cells = (
        inline("规章", "A1")
        + '<c r="B1"><v>0</v></c><c r="C1"><v>10</v></c><c r="D1" t="inlineStr"><is><t>0</t></is></c>'
    )
    assert lines(workbook(view + ROW.format(1, cells))) == [(["规章", "", "10", "0"], 1)]


def test_white_runs_beside_others():
    white = '<rPr><color rgb="FFFFFFFF"/></rPr>'
    shared = f"<si><r><t>3</t></r><r>{white}<t>9</t></r></si><si><r>{white}<t>41</t></r></si>"
    cells = inline("规章", "A1") + "".join(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("BC"))
    assert lines(workbook(ROW.format(1, cells), shared=shared)) == [(["规章", "3", "⁴¹"], 1)]


def test_runs_that_are_struck_out_or_raised():
    strike, up = "<rPr><strike/></rPr>", '<rPr><vertAlign val="superscript"/></rPr>'
    shared = f"<si><r>{strike}<t>7</t></r><r><t>38</t></r></si><si><r><t>38</t></r><r>{up}<t>2</t></r></si>"
    shared += f'<si><r>{up}<t>5</t></r></si><si><r><rPr><strike val="0"/></rPr><t>6</t></r></si>'
    cells = inline("规章", "A1") + "".join(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("BCDE"))
    assert lines(workbook(ROW.format(1, cells), shared=shared)) == [(["规章", "38", "38", "⁵", "6"], 1)]


def test_lines_in_a_cell_stay_apart():
    cells = inline("行政\n许可", "A1") + inline("12\n34", "B1") + inline("1\n234", "C1") + inline("12\n件", "D1")
    assert lines(workbook(ROW.format(1, cells))) == [(["行政 许可", "12\n34", "1\n234", "12 件"], 1)]


def test_rows_and_columns_without_any_size_are_hidden():
    cells = inline("规章", "A1") + '<c r="B1"><v>1</v></c><c r="C1"><v>2</v></c>'
    columns = '<cols><col min="2" max="2" width="0" customWidth="1"/></cols>'
    rows = f'<sheetData><row r="1">{cells}</row><row r="2" ht="0" customHeight="1">{cells.replace("1", "2")}</row></sheetData>'
    assert lines(workbook(columns + rows)) == [(["规章", "2"], 1)]


def test_a_merged_region_that_begins_in_a_hidden_row_or_column_shows_its_text():
    columns = '<cols><col min="1" max="1" hidden="1"/></cols>'
    rows = f'<sheetData><row r="1" hidden="1">{inline("组", "B1")}</row>'
    rows += f'<row r="2">{inline("规章", "C2")}<c r="D2"><v>1</v></c></row>'
    rows += f'<row r="3">{inline("文件", "A3")}<c r="D3"><v>2</v></c></row></sheetData>'
    merged = '<mergeCells><mergeCell ref="B1:B2"/><mergeCell ref="A3:C3"/></mergeCells>'
    assert lines(workbook(columns + rows + merged)) == [(["组", "规章", "1"], 1), (["文件", "2"], 1)]


def test_a_formula_that_nobody_worked_out_is_unclear():
    rows = [
        ["某局2023年政府信息公开年度报告"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", 1, "=B3", "=IF(D2=1,SUM(B3:C3),0)+100"],
    ]
    figures = parse_report(saved(rows), "x").by_id()
    assert figures["disclosure/regulations/issued"].value == 1
    assert figures["disclosure/regulations/repealed"].status is Status.UNCLEAR
    assert figures["disclosure/regulations/in_force"].status is Status.UNCLEAR


def test_a_blank_row_under_heads_is_the_tables():
    heads = [["行政复议", None], ["结果维持", "结果纠正"]]
    assert lines(saved([*heads, [], ["五、存在的主要问题"]]))[1:] == [
        (["结果维持", "结果纠正"], 1),
        (["", ""], 1),
        (["五、存在的主要问题"], None),
    ]
    # bordered cells at the end of the sheet; a row of figures has no such row under it
    bordered = (
        '<sheetData><row r="1">'
        + inline("维持", "A1")
        + inline("纠正", "B1")
        + '</row><row r="2"><c r="A2"/><c r="B2"/></row></sheetData>'
    )
    assert lines(workbook(bordered)) == [(["维持", "纠正"], 1), (["", ""], 1)]
    assert lines(saved([["规章", 1], [], ["五、存在的主要问题"]])) == [
        (["规章", "1"], 1),
        (["五、存在的主要问题"], None),
    ]
