"""XLS and ODS: what Excel and LibreOffice show of a sheet is read, and nothing else."""

from __future__ import annotations

import io
import shutil
import subprocess
import tracemalloc
from random import Random

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from parsing import parse_report
from parsing.errors import DamagedFileError, EmptyError, EncryptedError, TooManyCellsError, UnreadableError
from parsing.loaders import load
from parsing.loaders.office import ods, xls, xlsx
from parsing.report import Status
from tests.fuzz.targets import CORPUS
from tests.loaders import office
from tests.loaders.test_forms import wrong
from tests.loaders.test_legacy import ole

needs_soffice = pytest.mark.soffice


def seen() -> bytes:
    """A workbook with all that a sheet may hide."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["某县统计局2023年政府信息公开工作年度报告"])
    sheet.append(["信息内容", "本年制发件数", "隐藏", "本年废止件数", "现行有效件数"])
    sheet.append(["规章", 9, 9, 9, 9])
    sheet.append(["规章", 1234.0, 9, 0, CellRichText("38", TextBlock(InlineFont(vertAlign="superscript"), "2"))])
    struck = CellRichText(TextBlock(InlineFont(strike=True), "7"), TextBlock(InlineFont(b=True), "5"))
    sheet.append(["行政规范\n性文件", "12\n34", 9, 7, struck])
    sheet.append(["行政许可", "=D5*2"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["D4"].number_format = "0;-0;;@"
    sheet["D5"].font = Font(strike=True)
    book.create_sheet("b").append(["规章", 8, 8, 8, 8])
    book["b"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SHOWN = [
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "1234", "", "38"],
    ["行政规范 性文件", "12\n34", "", "5"],
    ["行政许可", "14", "", ""],
]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The workbook, a form and an empty sheet, as LibreOffice writes them in each format."""
    folder = tmp_path_factory.mktemp("workbooks")
    sources = {"seen": seen(), "form": office.case(3, "xlsx", ("cells_blank",)).data, "far": far()}
    for name, data in sources.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    for kind in ("xls", "ods", "xlsx"):
        command = [shutil.which("soffice"), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        files = [folder / f"{name}.xlsx" for name in sources]
        out = folder / kind
        subprocess.run(
            [*command, "--convert-to", kind, "--outdir", out, *files], check=True, capture_output=True, timeout=100
        )
    return folder


def far() -> bytes:
    """A sheet with something in its first and in a far cell, and nothing in between."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["IV65536"] = 1, 2
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(document) -> list[list[str]]:
    return [list(line.raws) for line in document.lines if line.table is not None]


@needs_soffice
@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_a_sheet_is_read_as_it_is_seen(written, kind):
    data = (written / kind / f"seen.{kind}").read_bytes()
    assert rows(load(data)) == SHOWN
    figures = parse_report(data, "x").by_id()
    assert figures["disclosure/normative_documents/issued"].status is Status.UNCLEAR
    assert figures["disclosure/regulations/repealed"].status is Status.BLANK
    assert figures["disclosure/regulations/in_force"].value == 38


@needs_soffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_form_is_read_without_a_converter(written, kind, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    case = office.case(3, "xlsx", ("cells_blank",))
    report = parse_report((written / kind / f"form.{kind}").read_bytes(), "x")
    assert wrong(case, report) == ([], [])
    assert (report.year, report.title) == (case.year, case.title)


@needs_soffice
def test_far_cells_cost_no_memory(written):
    data = (written / "xls" / "far.xls").read_bytes()
    tracemalloc.start()
    found = xls.load(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [line.raws for line in found.lines] == [("1",), ("2",)]
    assert peak < 100_000_000


@needs_soffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_broken_workbooks_are_said_to_be_damaged(written, kind):
    data = (written / kind / f"form.{kind}").read_bytes()
    reader = {"xls": xls, "ods": ods}[kind]
    random = Random(7)
    for at in range(80):
        broken = bytearray(data)
        for _ in range(1 + at % 20):
            broken[random.randrange(512, len(broken))] = random.randrange(256)
        try:
            reader.load(bytes(broken))
        except UnreadableError as error:
            assert isinstance(error, DamagedFileError | EmptyError | EncryptedError | TooManyCellsError), error
    for size in (600, 2_000, len(data) // 2):
        with pytest.raises(DamagedFileError) as caught:
            reader.load(data[:size])
        assert kind.upper() in caught.value.message("zh")


def test_a_workbook_without_contents():
    with pytest.raises(DamagedFileError) as caught:
        parse_report(ole("Root Entry", "Workbook"), "x.xls")
    assert "XLS" in caught.value.message("en")


def test_a_chain_of_sectors_that_bites_its_tail():
    data = bytearray((CORPUS / "xls" / "sheet").read_bytes())
    table = 512 + 512 * int.from_bytes(data[76:80], "little")
    # every sector is said to be followed by the first
    data[table : table + 512] = b"\0" * 512
    with pytest.raises(DamagedFileError):
        xls.load(bytes(data))


NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
MIME = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}


def sheet(content: str, styles: str = "", more: dict[str, str] | None = None) -> bytes:
    """A spreadsheet of these tables."""
    body = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{content}</office:spreadsheet></office:body>"
    return office.package(
        {**MIME, "content.xml": f"<office:document-content {NAMES}>{body}</office:document-content>", **(more or {})}
    )


def cells(*texts: str, attributes: str = "") -> str:
    """A row of cells; what begins with ``<`` is markup."""
    inside = "".join(
        text if text.startswith("<") else f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )
    return f"<table:table-row {attributes}>{inside}</table:table-row>"


def table(*rows: str, attributes: str = "") -> str:
    return f"<table:table {attributes}>{''.join(rows)}</table:table>"


STYLES = (
    '<style:style style:name="s"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="t" style:parent-style-name="s"/>'
    '<style:style style:name="u"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
)


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ('<text:p><text:span text:style-name="s">7</text:span>38</text:p>', "38"),
        ('<text:p><text:span text:style-name="t">7</text:span>38</text:p>', "38"),
        ('<text:p>38<text:span text:style-name="u">2</text:span></text:p>', "38"),
        ('<text:p><text:span text:style-name="u">5</text:span></text:p>', "⁵"),
        ("<text:p>12</text:p><text:p>34</text:p>", "12\n34"),
        ("<text:p>12<text:line-break/>34</text:p>", "12\n34"),
        ("<office:annotation><text:p>9</text:p></office:annotation><text:p>38</text:p>", "38"),
        ("<text:p>1<text:s/>234</text:p>", "1 234"),
        ("<text:p/>", ""),
    ],
)
def test_cells_of_an_open_document(inside, shown):
    row = cells("规章", f"<table:table-cell office:value='9'>{inside}</table:table-cell>", "7")
    assert rows(ods.load(sheet(table(row), STYLES))) == [["规章", shown, "7"]]


def test_values_and_formulas_that_were_never_shown():
    row = cells("规章", '<table:table-cell office:value="38.0"/>', '<table:table-cell table:formula="of:=SUM([.B1])"/>')
    assert rows(ods.load(sheet(table(row)))) == [["规章", "38", "=SUM([.B1])"]]


def test_hidden_parts_of_an_open_document():
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    row = cells("规章", "9", "3")
    gone = [cells("规章", "9", "9", attributes=f'table:visibility="{word}"') for word in ("collapse", "filter")]
    hidden = table(row, attributes='table:style-name="h"')
    assert rows(ods.load(sheet(hidden + table(columns, *gone, row), STYLES))) == [["规章", "3"]]


def test_merged_and_repeated_cells():
    wide = '<table:table-cell table:number-columns-spanned="2"><text:p>组</text:p></table:table-cell><table:covered-table-cell/>'
    twice = '<table:table-cell table:number-columns-repeated="2"><text:p>3</text:p></table:table-cell>'
    found = rows(
        ods.load(sheet(table(cells(wide, "总计"), cells("规章", twice, attributes='table:number-rows-repeated="2"'))))
    )
    assert found == [["组", "总计"], ["规章", "3", "3"], ["规章", "3", "3"]]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (sheet(table(cells("1", attributes='table:number-rows-repeated="1048576"'))), TooManyCellsError),
        (sheet(table(*[cells('<table:table-cell table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell>')] * 9)), TooManyCellsError),
        (sheet(table(cells('<table:table-cell table:number-columns-repeated="999999999"/>', "1", attributes='table:number-rows-repeated="999999999"'))), EmptyError),
        (sheet(table()), EmptyError),
        (sheet("<table:table>"), DamagedFileError),
        (office.package(MIME), DamagedFileError),
        (sheet("", more={"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}), EncryptedError),
    ],
    ids=["rows", "columns", "far", "empty", "open", "nothing", "password"],
)  # fmt: skip
def test_hostile_open_documents(data, error):
    with pytest.raises(error):
        ods.load(data)


def test_the_same_workbook_as_xlsx():
    assert rows(xlsx.load(seen()))[:2] == SHOWN[:2]
