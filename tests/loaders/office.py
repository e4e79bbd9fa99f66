"""The renderer's drafts as real Office files: the official form with merged cells, its figures and its defects."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from random import Random

import docx
import openpyxl
from openpyxl.styles import Border, Side

from demo.printing.model import Grid, PrintedCell, PrintedLine
from tests import render
from tests.render import draft as drafts
from tests.render.defects import REGISTER
from tests.render.layouts import matrix
from tests.render.layouts import placed as placed_of
from tests.render.model import Case, Draft

LABELS = ("head", "check", "group", "label", "title")
THIN = Border(*[Side(style="thin")] * 4)


def drawn(seed: int, defects: tuple[str, ...] = ()) -> tuple[Draft, Case]:
    """The draft of this seed and the truth of it, as the renderer makes them for a plain page."""
    spec = render._spec(Random(f"spec {seed}"), "html_form", list(defects))
    found = drafts.build(spec, Random(f"draft {seed}"))
    for name in spec.defects:
        REGISTER[name].apply(found, Random(f"{name} {seed}"))
    if found.half_width:
        render._narrow(found)
    return found, render.render(seed, "html_form", list(defects))


def case(seed: int, kind: str, defects: tuple[str, ...] = (), **options) -> Case:
    """A case whose document is of another format."""
    found, truth = drawn(seed, defects)
    return replace(truth, data=WRITERS[kind](found, **options), name=f"case{seed}.{kind}")


def docx_file(draft: Draft, *, split_runs: bool = True) -> bytes:
    """As Word has it: a paragraph for each, merged cells in both directions, figures in two runs now and then."""
    document = docx.Document()
    for block in draft.blocks:
        if isinstance(block, Grid):
            for part in _parts(block):
                _docx_table(document, part, split_runs=split_runs)
                document.add_paragraph()
        else:
            document.add_paragraph(block.text)
    return _saved(document)


def _docx_table(document, grid: Grid, *, split_runs: bool) -> None:
    placed = list(placed_of(grid.lines))
    width = max(column + cell.colspan for _, column, cell in placed)
    # asked for once: python-docx finds all cells anew each time
    cells = document.add_table(len(grid.lines), width)._cells
    for row, column, cell in placed:
        own = cells[row * width + column]
        if cell.rowspan > 1 or cell.colspan > 1:
            bottom = min(row + cell.rowspan, len(grid.lines)) - 1
            own = own.merge(cells[bottom * width + column + cell.colspan - 1])
        first, *more = cell.text.split("\n")
        paragraph = own.paragraphs[0]
        for run in (first[:1], first[1:]) if split_runs else (first,):
            paragraph.add_run(run)
        for text in more:
            own.add_paragraph(text)


def xlsx_file(draft: Draft, *, as_numbers: bool = True, sheets: bool = False, merge_titles: bool = True) -> bytes:
    """All on one sheet or a sheet each table; titles merged over the table's width or not."""
    book = openpyxl.Workbook()
    sheet = book.active
    row = 1
    for block in draft.blocks:
        if not isinstance(block, Grid):
            sheet.cell(row, 1, block.text)
            if merge_titles:
                sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=10)
            row += 1
            continue
        if sheets:
            sheet, row = book.create_sheet(), 1
        for part in _parts(block):
            row = _xlsx_table(sheet, part, row, as_numbers=as_numbers) + 1
    return _saved(book)


def _xlsx_table(sheet, grid: Grid, top: int, *, as_numbers: bool) -> int:
    for row, column, cell in placed_of(grid.lines):
        place = sheet.cell(top + row, 1 + column)
        place.border = THIN
        place.value = _value(cell) if as_numbers else cell.text or None
        if cell.rowspan > 1 or cell.colspan > 1:
            bottom = top + min(row + cell.rowspan, len(grid.lines)) - 1
            sheet.merge_cells(
                start_row=top + row, start_column=1 + column, end_row=bottom, end_column=column + cell.colspan
            )
    return top + len(grid.lines)


def _value(cell: PrintedCell):
    """A figure as a number where it prints as one."""
    if cell.role == "figure":
        try:
            value = float(cell.text)
        except ValueError:
            return cell.text or None
        return value if repr(value) == cell.text or str(int(value)) == cell.text else cell.text
    return cell.text or None


def csv_file(draft: Draft, *, delimiter: str = ",", encoding: str = "utf-8-sig", padded: bool = True) -> bytes:
    """As Excel saves it: what merged cells cover is empty, and every row is as wide as the widest."""
    rows: list[list[str]] = []
    for block in draft.blocks:
        if isinstance(block, Grid):
            cells = (row for row in matrix(block, fill=False) if not isinstance(row, PrintedLine))
            rows += [[cell.text if cell else "" for cell in row] for row in cells]
        else:
            rows.append([block.text])
    width = max(map(len, rows)) if padded else 0
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return out.getvalue().encode(encoding)


WRITERS = {"docx": docx_file, "xlsx": xlsx_file, "csv": csv_file}


def _parts(grid: Grid) -> list[Grid]:
    """The table as it is before and behind each cut, a covered part of a merged cell as a cell that goes on."""
    parts = [Grid(grid.tables, grid.width, [])]
    for line in grid.lines:
        if line.cut is not None:
            parts.append(Grid(grid.tables, grid.width, []))
        else:
            parts[-1].lines.append(line)
    return parts


def _saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# Files written by hand, for what the libraries do not write

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def package(parts: dict[str, str | bytes]) -> bytes:
    """A container with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(body: str, more: dict[str, str | bytes] | None = None, prolog: str = "") -> bytes:
    """A Word document with this body."""
    document = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document {W}><w:body>{body}</w:body></w:document>'
    return package({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **(more or {})})


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; what begins with ``<`` is markup."""
    inside = "".join(
        run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs
    )
    return f"<w:p>{properties}{inside}</w:p>"


def tc(text: str = "", properties: str = "") -> str:
    """A cell; what begins with ``<`` is markup."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    """A table of rows, each the markup of its cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def workbook(*sheets: str, attributes: tuple[str, ...] = (), styles: str = "", shared: str = "") -> bytes:
    """A workbook of sheets, each the markup of what stands in its root."""
    listed = "".join(
        f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}" {attributes[n - 1] if n <= len(attributes) else ""}/>'
        for n in range(1, len(sheets) + 1)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1)
    )
    relations += '<Relationship Id="x1" Target="sharedStrings.xml"/><Relationship Id="x2" Target="styles.xml"/>'
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": f"<workbook {S}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
        "xl/sharedStrings.xml": f"<sst {S}>{shared}</sst>",
        "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": f"<worksheet {S}>{sheet}</worksheet>" for n, sheet in enumerate(sheets, 1)}
    return package(parts)
