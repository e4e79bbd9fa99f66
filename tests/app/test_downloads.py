"""What leaves the app on one report: a page to print, a workbook, CSV. Figures as printed, words harmless."""

from __future__ import annotations

from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from checks.frames import findings_frame
from checks.judgement.states import STATES
from checks.model.rules import version
from checks.words.causes import said
from parsing import form
from parsing.report import Status
from tests import kept
from tests.sizes import sized
from ui.names import labels
from ui.take import provenance
from ui.take.downloads import file_name
from ui.take.printable import page
from ui.take.workbook import workbook
from ui.texts import LANGUAGES, catalogue, speaking
from ui.visitor import data
from ui.visitor import kept as of_dataset
from ui.visitor.entry import Entry

SAMPLES = Path(__file__).parents[2] / "sample_reports"
# The states that reports of the made-up dataset have
MADE_UP = tuple(state for state in STATES if state not in ("no_report", "part"))
HOSTILE = "=HYPERLINK(1)<script>alert(1)</script>"


def entry(name: str = "panshan_2022.txt", change=lambda text: text) -> Entry:
    return data.read(change((SAMPLES / name).read_text("utf-8")).encode(), name, mine=True)


def opened(one: Entry, lang: str = "zh") -> openpyxl.Workbook:
    with speaking(lang):
        return openpyxl.load_workbook(BytesIO(workbook(one)))


class Page(HTMLParser):
    """Tags, links to elsewhere, and how many cells there are."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.outside: list[str] = []
        self.cells: set[str] = set()
        self.lang = ""
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        named = dict(attrs)
        self.outside += [value for name, value in attrs if name in ("src", "href", "action") and value]
        self.cells |= {named["data-cell"]} if tag == "td" and "data-cell" in named else set()
        if tag == "html":
            self.lang = named["lang"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["panshan_2022.txt", "datonghu_2019.txt", "shanghai_office_2019.html"])
def test_the_printable_page_needs_nothing_else_and_has_every_cell(name, lang):
    one = entry(name)
    with speaking(lang):
        markup = page(one)
    found = Page(markup)
    assert found.cells == {figure.id for figure in one.report.figures}
    assert found.lang == {"zh": "zh-CN", "en": "en"}[lang]
    assert found.outside == []
    assert not {"script", "link", "iframe", "img"} & set(found.tags)
    assert "url(" not in markup
    assert one.report.sha256 in markup
    assert catalogue(lang)["print.facts"] in markup


def test_words_of_a_report_are_escaped_on_paper():
    markup = page(entry(change=lambda text: text.replace("一、總體情況", f"一、總體情況\n{HOSTILE}这是正文一段。")))
    assert "<script" not in markup
    assert "&lt;script&gt;" in markup


@pytest.mark.parametrize("name", ["panshan_2022.txt", "datonghu_2019.txt", "hongze_2023.html"])
def test_the_form_of_the_workbook_has_the_printed_numbers_and_no_others(name):
    one = entry(name)
    sheet = opened(one).worksheets[0]
    numbers = sorted(cell.value for row in sheet for cell in row if isinstance(cell.value, int | float))
    assert numbers == pytest.approx(sorted(f.known for f in one.report.figures if f.known is not None))


def test_a_blank_cell_stays_empty_in_the_workbook():
    one = entry()
    blank = [figure.id for figure in one.report.figures if figure.status is Status.BLANK]
    sheet = opened(one)[catalogue("zh")["sheet.figures"]]
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    with speaking("zh"):
        found = {row["单元格"]: row for row in rows}
        assert len(rows) == len(found) == len(one.report.figures)
        assert len(blank) == 2
        assert {found[labels.cell(cell)]["数值"] for cell in blank} == {None}
        assert {found[labels.cell(cell)]["状态"] for cell in blank} == {catalogue("zh")["status.blank"]}


def test_what_an_unclear_cell_may_hold_is_no_value_of_the_workbook():
    one = entry("datonghu_2019.txt")
    with speaking("en"):
        frame = provenance.figures_in_words(one)
    unclear = frame["Status"] == catalogue("en")["status.unclear"]
    assert frame.loc[unclear, "Value"].isna().all()
    assert frame["Likely value"].notna().sum() == sum(
        figure.status is Status.UNCLEAR and figure.value is not None for figure in one.report.figures
    )
    assert frame["Value"].notna().sum() == sum(figure.known is not None for figure in one.report.figures)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["panshan_2022.txt", "hongze_2023.html", "hongze_2024.html"])
def test_every_download_names_the_state_and_the_causes_that_the_page_names(name, lang):
    assert_said(entry(name), lang)


@pytest.mark.parametrize("state", sized(("sums", "zero_filled"), MADE_UP))
def test_downloads_of_made_up_reports_do_too(state):
    """The first report of each state that occurs in the dataset."""
    reports = kept.frame("reports")
    one = of_dataset.entry(kept.asked(), reports.loc[reports["state"] == state, "report"].iloc[0])
    for lang in LANGUAGES:
        assert one.state == state
        assert_said(one, lang)


def assert_said(one: Entry, lang: str) -> None:
    """The printable page, the workbook and the CSV say what the entry says."""
    causes = one.findings.causes
    with speaking(lang):
        printed = page(one)
    assert printed.count("nb-probable") - printed.partition("</style>")[0].count("nb-probable") == len(causes)
    book, words = opened(one, lang), catalogue(lang)
    rows = list(book[words["sheet.causes"]].iter_rows(min_row=2, values_only=True))
    assert len(rows) == sum(max(len(cause.mends), 1) for cause in causes)
    assert [row[1] for row in rows if row[2] in ("1", None, "")] == [said(cause, lang) for cause in causes]
    note = {row[0].value: row[1].value for row in book[words["sheet.note"]]}
    assert note[words["provenance.state"]] == words[f"state.{one.state}"]
    assert words[f"state.{one.state}"] in printed
    table = findings_frame([(one.report, one.findings)])
    assert set(table["probable"]) - {""} == {cause.id(one.report.sha256) for cause in causes}
    assert sum(len(cause.findings) for cause in causes) == (table["probable"] != "").sum()


@pytest.mark.parametrize("name", ["panshan_2022.txt", "hongze_2023.html"])
def test_no_download_says_what_should_be_where_there_are_several_mends(name):
    one = entry(name)
    checks, words = opened(one)[catalogue("zh")["sheet.checks"]], catalogue("zh")
    heads = [cell.value for cell in checks[1]]
    place = {head: heads.index(words[f"column.{head}"]) for head in ("expected", "rule_id", "outcome")}
    broken = [
        row[place["expected"]]
        for row in checks.iter_rows(min_row=2, values_only=True)
        if row[place["outcome"]] == words["outcome.failed"] and "sum" in row[place["rule_id"]]
    ]
    assert [value for value in broken if value] == {"panshan_2022.txt": [], "hongze_2023.html": ["11"]}[name]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_says_where_it_is_from(lang):
    one = entry()
    book = opened(one, lang)
    words = catalogue(lang)
    assert book.sheetnames == [words[f"sheet.{name}"] for name in ("form", "figures", "checks", "causes", "note")]
    note = {row[0].value: row[1].value for row in book[words["sheet.note"]]}
    assert note[words["provenance.sha256"]] == one.report.sha256
    assert f"{version()}" in note[words["provenance.rules"]]
    checks = book[words["sheet.checks"]]
    assert checks.max_row - 1 == len(one.findings.findings)
    assert [checks.cell(row, 1).value for row in (2, 3)] == [1, 2]


def test_nothing_in_a_workbook_or_csv_is_a_formula():
    one = entry(change=lambda text: text.replace("一、總體情況", f"一、總體情況\n{HOSTILE}"))
    renamed = Entry(data.parse_report(one.data, HOSTILE), one.findings, one.data, True)
    for sheet in opened(renamed).worksheets:
        for row in sheet:
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
                assert not str(cell.value or "").startswith(("=", "+", "@"))
                assert cell.hyperlink is None


def test_the_figures_of_a_report_name_body_and_year():
    one = entry()
    frame = provenance.figures(one)
    assert list(frame["year"].unique()) == [2022]
    assert len(frame) == sum(len(form.table("2021", table).cells) for table in form.TABLES)
    assert frame["label"].is_unique


def test_a_file_name_is_one_that_every_system_takes():
    one = Entry(data.parse_report(entry().data, 'a/b\\c:"*?.txt'), entry().findings, b"", True)
    assert not set('/\\:*?"<>|\n') & set(file_name(one))
