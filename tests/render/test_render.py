"""The renderer itself: the same document for the same seed, figures that agree, and a truth that stands in the text."""

from __future__ import annotations

import csv
import io
import re

import docx
import openpyxl
import pytest
from lxml import html

from parsing import form
from parsing.report import Status
from tests.render import DEFECTS, LAYOUTS, applies, cases, render
from tests.render.html import HTML
from tests.render.layouts import TEXT
from tests.render.model import Case
from tests.render.office import OFFICE
from tests.sizes import FULL, sized

# Tables whose rows or columns stand in another order than the form's
REORDERED = {
    "total_first",
    "rows_exchanged",
    "columns_exchanged",
    "figures_merged",
    "requests_turned",
    "last_year_too",
    "tables_beside",
    "sections_moved",
}

_NUMBER = re.compile(r"(?<![\w.〔年月“])-?\d+(?:\.\d+)?(?![\w.、〕年月])")


def _text(element: html.HtmlElement) -> str:
    return "".join(str(part) for part in element.itertext()).strip()


def _table_numbers(case: Case) -> list[float]:
    """Every bare number of a clean document's tables, in order, read without any knowledge of its layout."""
    if case.layout == "docx":
        cells = docx.Document(io.BytesIO(case.data)).element.body.iter("{*}tc")
        texts = ["".join(str(text.text) for text in cell.iter("{*}t")) for cell in cells]
        return [float(text) for text in texts if re.fullmatch(r"-?\d+(\.\d+)?", text)]
    if case.layout == "xlsx":
        values = [
            cell.value for row in openpyxl.load_workbook(io.BytesIO(case.data)).active.iter_rows() for cell in row
        ]
        return [float(value) for value in values if isinstance(value, int | float)]
    if case.layout == "csv_rows":
        rows = csv.reader(io.StringIO(case.data.decode("utf-8-sig" if case.data.startswith(b"\xef") else "gb18030")))
        return [float(text) for row in rows for text in row if re.fullmatch(r"-?\d+(\.\d+)?", text)]
    if case.layout in HTML and case.layout != "html_pre":
        page = html.fromstring(case.text)
        inner = [cell for cell in page.xpath("//td | //*[@role='cell']") if cell.find(".//table") is None]
        texts = [_text(cell) for cell in inner]
        return [float(text) for text in texts if re.fullmatch(r"-?\d+(\.\d+)?", text)]
    tables = re.sub(r"\d\.[^\d\s|]", " ", case.text[case.text.index("第二十条第") :])
    tables = re.split(r"五、存在的主要问题", tables)[0]
    return [float(number) for number in _NUMBER.findall(tables)]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(sized(2, 8)))
def test_clean_document_prints_every_figure_once_and_in_order(layout: str, seed: int) -> None:
    case = render(seed, layout, [])
    expected = [float(value) for value, _ in case.truth().values() if value is not None]
    found = _table_numbers(case)
    if layout == "html_nested":
        found.remove(12)
    assert found == expected
    assert set(case.truth()) == {cell for t, e in case.editions.items() if e for cell in form.table(e, t).cells}
    assert all(printed.status is Status.REPORTED and not printed.accepts for printed in case.cells.values())


@pytest.mark.parametrize("defect", DEFECTS)
def test_every_defect_applies_and_shows(defect: str) -> None:
    layouts = [layout for layout in LAYOUTS if applies(defect, layout)]
    assert layouts
    changed = {layout: _changes(layout, defect) for layout in layouts}
    assert sum(changed.values()) >= sized(1, 2 * len(layouts))


def _changes(layout: str, defect: str) -> int:
    """How many of the first documents the defect changes; the first that it does is enough at small size."""
    changes = 0
    for seed in range(4):
        case = render(seed, layout, [defect])
        assert case.defects == (defect,)
        assert all(printed.answers for printed in case.cells.values())
        changes += case.data != render(seed, layout, []).data
        if changes and not FULL:
            break
    return changes


def test_printed_figures_stand_in_the_text_in_order() -> None:
    """Every figure's printed text follows the one before it; a number in two cells is looked for in parts."""
    for case in cases(sized(50, 150)):
        if case.layout in OFFICE or REORDERED & set(case.defects):
            continue
        text = case.text if case.layout not in HTML else _text(html.fromstring(case.text))
        text = re.sub(r"[\s|]|<br>", "", text)
        position = max(text.find("本列"), 0)
        for cell, printed in case.cells.items():
            wanted = re.sub(r"\s", "", printed.text)
            if cell.startswith("requests") and wanted and position >= 0:
                position = text.find(wanted, position)
                assert position >= 0, (case.seed, cell)
                position += len(wanted)


def test_same_seed_same_document() -> None:
    assert [case.data for case in cases(20)] == [case.data for case in cases(20)]


def test_requests_balance() -> None:
    for case in cases(40):
        values = {cell: case.cells[cell].printed_value or 0 for cell in case.cells}
        if case.defects or any(not case.editions[table] for table in form.TABLES):
            continue
        for who in (*form.APPLICANTS, form.TOTAL):
            received, carried_in, handled, carried_out = (
                values[f"requests/{row}/{who}"] for row in ("received", "carried_in", "total", "carried_out")
            )
            assert received + carried_in == handled + carried_out


def test_unknown_or_impossible_wishes_are_refused() -> None:
    with pytest.raises(KeyError):
        render(0, "papyrus")
    with pytest.raises(KeyError):
        render(0, None, ["moth"])
    with pytest.raises(ValueError, match="not together"):
        render(0, "html_form", ["wide_padding"])


def test_every_layout_has_a_function() -> None:
    assert set(LAYOUTS) == set(TEXT) | set(HTML) | set(OFFICE)


@pytest.mark.parametrize("defects", [[], ["group_merged", "cut_by_page_number"], ["single_other_row", "group_merged"]])
def test_html_tables_are_rectangles(defects: list[str]) -> None:
    for seed in range(40):
        case = render(seed, "html_form", defects)
        widths = [_widths(table) for table in html.fromstring(case.text).iter("table")]
        assert all(len(set(found)) == 1 for found in widths), (seed, widths)


def _widths(table: html.HtmlElement) -> list[int]:
    """How many columns each row fills, spans of earlier rows included."""
    found: list[int] = []
    reaching: list[tuple[int, int]] = []
    for number, row in enumerate(table.iter("tr")):
        reaching = [(end, width) for end, width in reaching if end > number]
        own = [(int(td.get("rowspan", 1)), int(td.get("colspan", 1))) for td in row.iter("td")]
        reaching += [(number + rowspan, colspan) for rowspan, colspan in own]
        found.append(sum(width for _, width in reaching))
    return found
