"""What people's files have in them besides the form: numbering by Word, formulas, errors, boxes, markup in Markdown."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from parsing import parse_report
from parsing.report import Status
from tests.loaders import office
from tests.loaders.office import p, tbl, tc, word, workbook
from tests.render.score import compare_cells, compare_facts

TITLE = "某县商务局2021年政府信息公开工作年度报告"
HEAD = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
_NUMBER = re.compile(r"^(?:[一二三四五六七]、|（[一二三四五六七]）|\d\.)")


def disclosure(data: bytes) -> dict[str, tuple[float | None, str]]:
    """Value and status of the first table's figures that are there."""
    figures = [f for f in parse_report(data, "x").figures if f.table == "disclosure"]
    return {f.id.partition("/")[2]: (f.value, f.status.value) for f in figures if f.status is not Status.MISSING}


def numbered_by_word(paragraph) -> bool:
    """Take the number out of a label or heading, as where Word numbers it by itself."""
    number = _NUMBER.match(paragraph.text)
    if number is None or len(paragraph.text) > 40:
        return False
    rest = paragraph.text[number.end() :]
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = rest
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:numPr"))
    for name in ("w:ilvl", "w:numId"):
        element = OxmlElement(name)
        element.set(qn("w:val"), "1")
        paragraph._p.pPr[-1].append(element)
    return True


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_headings_and_labels_that_word_numbers(seed):
    draft, case = office.drawn(seed)
    document = docx.Document(io.BytesIO(office.docx_file(draft)))
    cells = {id(cell._tc): cell for table in document.tables for cell in table._cells}.values()
    paragraphs = [*document.paragraphs, *[paragraph for cell in cells for paragraph in cell.paragraphs]]
    assert sum(map(numbered_by_word, paragraphs)) > 20
    out = io.BytesIO()
    document.save(out)
    report = parse_report(out.getvalue(), "x.docx")
    outcomes, misses = compare_cells(case, report)
    assert (dict(outcomes), misses) == ({"right": len(case.cells)}, [])
    assert {name: found for name, found in compare_facts(case, report).items() if not found[0]} == {}
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


def cell(reference: str, value: str, kind: str = "n", formula: str = "") -> str:
    inside = f"<is><t>{value}</t></is>" if kind == "inlineStr" else f"<v>{value}</v>" if value else ""
    return f'<c r="{reference}" t="{kind}">{f"<f>{formula}</f>" if formula else ""}{inside}</c>'


def sheet(*rows: tuple[str, ...]) -> bytes:
    head = "".join(cell(f"{column}2", text, "inlineStr") for column, text in zip("ABCD", HEAD, strict=True))
    body = "".join(f'<row r="{number}">{"".join(row)}</row>' for number, row in enumerate(rows, 3))
    return workbook(
        f'<sheetData><row r="1">{cell("A1", TITLE, "inlineStr")}</row><row r="2">{head}</row>{body}</sheetData>'
    )


def test_a_formula_is_its_saved_value_and_without_one_no_zero():
    rows = (
        (
            cell("A3", "规章", "inlineStr"),
            cell("B3", "1"),
            cell("C3", "2", formula="B3+1"),
            cell("D3", "", formula="B3-C3"),
        ),
        (
            cell("A4", "行政规范性文件", "inlineStr"),
            cell("B4", "", formula="SUM(B3)"),
            cell("C4", "0"),
            cell("D4", "5"),
        ),
    )
    assert disclosure(sheet(*rows)) == {
        "regulations/issued": (1, "reported"),
        "regulations/repealed": (2, "reported"),
        "regulations/in_force": (None, "unclear"),
        "normative_documents/issued": (None, "unclear"),
        "normative_documents/repealed": (0, "reported"),
        "normative_documents/in_force": (5, "reported"),
    }


def test_errors_and_truth_values_of_a_workbook_are_no_figures():
    rows = (
        (cell("A3", "规章", "inlineStr"), cell("B3", "#REF!", "e"), cell("C3", "1", "b"), cell("D3", "7")),
        (
            cell("A4", "行政规范性文件", "inlineStr"),
            cell("B4", "4"),
            cell("C4", "#DIV/0!", "e", "1/0"),
            cell("D4", "5"),
        ),
    )
    found = disclosure(sheet(*rows))
    certain = {name: value for name, (value, status) in found.items() if status == "reported"}
    assert (
        certain.items()
        <= {"regulations/in_force": 7, "normative_documents/issued": 4, "normative_documents/in_force": 5}.items()
    )
    assert not any(status in ("blank", "not_applicable") for _, status in found.values())


def test_a_table_in_a_text_box_is_read_once_and_with_its_changes_accepted():
    changed = "<w:p><w:del><w:r><w:delText>8</w:delText></w:r></w:del><w:ins><w:r><w:t>2</w:t></w:r></w:ins></w:p>"
    table = tbl("".join(map(tc, HEAD)), tc("规章") + tc("1") + tc(changed) + tc(""))
    box = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><x:txbx xmlns:x="x"><w:txbxContent>'
        f"{table}</w:txbxContent></x:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{table}"
        "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert disclosure(word(p(TITLE) + box)) == {
        "regulations/issued": (1, "reported"),
        "regulations/repealed": (2, "reported"),
        "regulations/in_force": (None, "blank"),
    }


def test_markup_inside_markdown():
    lines = [
        f"# {TITLE}",
        "",
        f"| {' | '.join(HEAD)} |",
        "|:--|--:|--:|--:|",
        "| 规章 | **12** | &nbsp; | 3<br> |",
        '| 行政规范性文件 | `4` | <font color="red">5</font> | ~~6~~ 7 |',
    ]
    assert disclosure("\n".join(lines).encode()) == {
        "regulations/issued": (12, "reported"),
        "regulations/repealed": (None, "blank"),
        "regulations/in_force": (3, "reported"),
        "normative_documents/issued": (4, "reported"),
        "normative_documents/repealed": (5, "reported"),
        "normative_documents/in_force": (7, "reported"),
    }


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [("\t", "gb18030"), (";", "gb18030"), (";", "utf-16"), (",", "utf-8-sig")]
)
def test_sheets_saved_as_text(delimiter, encoding):
    amount = '"12,5"' if delimiter == "," else "12,5"
    rows = [
        TITLE,
        delimiter.join(HEAD),
        delimiter.join(("规章", "1", "", '"1,234"')),
        delimiter.join(("行政事业性收费", amount, "", "")),
    ]
    found = disclosure("\r\n".join(rows).encode(encoding))
    assert found["regulations/issued"] == (1, "reported")
    assert found["regulations/repealed"] == (None, "blank")
    assert found["regulations/in_force"] == (1234, "reported")
    # a comma for a point, or for a thousand: nobody can tell
    assert found["fees/amount"] == (None, "unclear")
