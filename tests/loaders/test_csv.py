"""CSV is told by what stands in it."""

from __future__ import annotations

import pytest

from parsing import loaders, parse_report
from parsing.loaders.plain import csv
from tests.render import TEXT, render

TABLE = "信息内容,本年制发,本年废止,现行有效\n规章,1,,3\n行政规范性文件,0,/,14\n"


def rows(text: str, encoding: str = "utf-8"):
    return [[cell.raw for cell in line.cells] for line in csv.load(text.encode(encoding)).lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_charsets_and_delimiters(encoding, delimiter):
    data = TABLE.replace(",", delimiter).encode(encoding)
    assert csv.accepts(data)
    assert [[cell.raw for cell in line.cells] for line in csv.load(data).lines][1] == ["规章", "1", "", "3"]


def test_quoted_fields():
    assert rows('"信息\n内容","a, b","c ""d""",e\n规章,"1,234",,3\nx,1,2,3\n')[:2] == [
        ["信息 内容", "a, b", 'c "d"', "e"],
        ["规章", "1,234", "", "3"],
    ]


def test_quoted_tabs():
    data = TABLE.replace(",", "\t").replace("规章", '"规章"').encode()
    assert csv.accepts(data)
    assert not csv.accepts(TABLE.replace(",", "\t").encode())


def test_titles_are_paragraphs_and_places_are_rows():
    found = csv.load(("某局2021年政府信息公开年度报告,,,\n,,,\n" + TABLE).encode()).lines
    assert (found[0].table, len(found[0].cells)) == (None, 1)
    assert found[2].cells[3].place.as_dict() == {"table": 1, "row": 4, "column": 4}


def test_the_hint_of_excel():
    assert rows("sep=;\n" + TABLE.replace(",", ";"))[1] == ["规章", "1", "", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "收到申请1,2,3件\n办结1,2,3件\n结转1,2,3件\n规章",
        "a,b,c\n1,2,3\n4,5,6\n",
        "规章,1\n文件,2\n",
        "今天天气很好。",
        '规章,"1,2\n规章,1,2\n规章,1,2\n规章,1,2\n',
    ],
)
def test_what_is_no_csv(text):
    accepted = csv.accepts(text.encode())
    assert not accepted or "规章" in text
    assert accepted is False or csv.load(text.encode()).lines


@pytest.mark.parametrize("layout", TEXT)
def test_no_other_text_is_taken_for_csv(layout):
    for seed in range(12):
        case = render(seed, layout)
        assert not csv.accepts(case.data), seed


def test_nulls_and_an_open_quote():
    assert rows("信息,a,b\n规\x00章,1,2\nx,1,2\n")[1] == ["规章", "1", "2"]
    assert loaders.load(("规章,1,2\n" * 4 + '"' + "x" * 200_000).encode()).lines


def test_the_name_does_not_matter():
    report = parse_report(("某局2021年政府信息公开年度报告,,,\n" + TABLE).encode(), "x.docx")
    assert [report.by_id()[f"disclosure/regulations/{c}"].text for c in ("issued", "repealed", "in_force")] == [
        "1",
        "",
        "3",
    ]
