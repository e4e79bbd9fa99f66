"""Layouts of Office files: the form as Word and Excel save it, in as little markup as it needs, and as plain CSV."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from html import escape
from random import Random

from demo.printing.model import Grid, Para, PrintedCell, PrintedLine
from tests.render.html import parts
from tests.render.layouts import matrix, placed
from tests.render.model import Draft

_OPEN = "http://schemas.openxmlformats.org"
_W = f'xmlns:w="{_OPEN}/wordprocessingml/2006/main"'
_S = f'xmlns="{_OPEN}/spreadsheetml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WORD_ASIDES = {
    "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>",
    "struck": "<w:r><w:rPr><w:strike/></w:rPr><w:t>{}</w:t></w:r>",
    "deleted": '<w:del w:id="1" w:author="a"><w:r><w:delText>{}</w:delText></w:r></w:del>',
    "superscript": '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>',
}
_SHEET_ASIDES = {
    "hidden": "<strike/>",
    "struck": "<strike/>",
    "deleted": "<strike/>",
    "superscript": '<vertAlign val="superscript"/>',
}
"""A part of a cell cannot be hidden in a sheet: it is struck out."""


def docx(draft: Draft, rng: Random) -> bytes:
    """As Word has it: merged cells in both directions, texts in one or two runs."""
    body = "".join(_word_block(block, rng) for block in draft.blocks)
    return _package(
        {
            "word/document.xml": f"<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>",
        },
        "wordprocessingml.document",
    )


def _word_block(block: Para | Grid, rng: Random) -> str:
    if not isinstance(block, Grid):
        return _paragraph(_runs(block.text, rng))
    found = [_word_table(lines, rng) + _paragraph(_runs(after or "", rng)) for lines, after in parts(block)]
    return "".join(found)


def _word_table(lines: list[PrintedLine], rng: Random) -> str:
    rows: list[list[tuple[int, str]]] = [[] for _ in lines]
    for row, column, cell in placed(lines):
        span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        merge = '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""
        rows[row].append((column, _word_cell(span + merge, _cell_paragraphs(cell, rng, hidden=lines[row].hidden))))
        for covered in range(row + 1, min(row + cell.rowspan, len(lines))):
            rows[covered].append((column, _word_cell(span + "<w:vMerge/>", _paragraph(""))))
    return "<w:tbl>" + "".join(map(_word_row, lines, rows)) + "</w:tbl>"


def _word_row(line: PrintedLine, cells: list[tuple[int, str]]) -> str:
    properties = "<w:trPr><w:hidden/></w:trPr>" if line.hidden else ""
    return f"<w:tr>{properties}{''.join(text for _, text in sorted(cells))}</w:tr>"


def _word_cell(properties: str, paragraphs: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def _cell_paragraphs(cell: PrintedCell, rng: Random, *, hidden: bool) -> str:
    if hidden:
        return _paragraph(_WORD_ASIDES["hidden"].format(escape(cell.text)))
    runs = _symbols if cell.carrier == "symbol" else _runs
    found = [runs(text, rng) for text in cell.text.split("\n")]
    if cell.aside:
        found[-1] += _WORD_ASIDES[cell.aside[0]].format(escape(cell.aside[1]))
    return "".join(map(_paragraph, found))


def _paragraph(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def _runs(text: str, rng: Random) -> str:
    at = rng.randrange(1, len(text)) if len(text) > 1 and rng.random() < 0.4 else 0
    return "".join(f'<w:r><w:t xml:space="preserve">{escape(run)}</w:t></w:r>' for run in (text[:at], text[at:]) if run)


def _symbols(text: str, _rng: Random) -> str:
    """Characters as symbols of a font, whose codes begin at F000."""
    signs = (f'<w:sym w:font="Times New Roman" w:char="F{ord(character):03X}"/>' for character in text)
    return f"<w:r>{''.join(signs)}</w:r>"


def xlsx(draft: Draft, rng: Random) -> bytes:
    """As Excel has it: everything on one sheet, figures as numbers where they are plain ones, merged cells."""
    rows: list[str] = []
    merged: list[str] = []
    for block in draft.blocks:
        if not isinstance(block, Grid):
            rows.append(
                _sheet_row(
                    len(rows) + 1,
                    PrintedLine([PrintedCell(block.text, "title")]),
                    {0: PrintedCell(block.text, "title")},
                )
            )
            continue
        for lines, after in parts(block):
            _sheet_table(lines, rows, merged)
            rows.append(_sheet_row(len(rows) + 1, PrintedLine([]), {0: PrintedCell(after, "title")} if after else {}))
    merges = f"<mergeCells>{''.join(merged)}</mergeCells>" if merged else ""
    sheet = f"<worksheet {_S}><sheetData>{''.join(rows)}</sheetData>{merges}</worksheet>"
    relation = f"{_OPEN}/officeDocument/2006/relationships"
    return _package(
        {
            "xl/workbook.xml": f'<workbook {_S} xmlns:r="{relation}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_OPEN}/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet,
        },
        "spreadsheetml.sheet",
    )


def _sheet_table(lines: list[PrintedLine], rows: list[str], merged: list[str]) -> None:
    top = len(rows) + 1
    cells: list[dict[int, PrintedCell]] = [{} for _ in lines]
    for row, column, cell in placed(lines):
        cells[row][column] = cell
        if cell.rowspan > 1 or cell.colspan > 1:
            bottom = top + min(row + cell.rowspan, len(lines)) - 1
            end = f"{_letters(column + cell.colspan - 1)}{bottom}"
            merged.append(f'<mergeCell ref="{_letters(column)}{top + row}:{end}"/>')
    rows += [_sheet_row(top + row, line, cells[row]) for row, line in enumerate(lines)]


def _sheet_row(number: int, line: PrintedLine, cells: dict[int, PrintedCell]) -> str:
    hidden = ' hidden="1"' if line.hidden else ""
    inside = "".join(_sheet_cell(f"{_letters(column)}{number}", cell) for column, cell in sorted(cells.items()))
    return f'<row r="{number}"{hidden}>{inside}</row>'


def _sheet_cell(place: str, cell: PrintedCell) -> str:
    text = cell.text
    if not text and not cell.aside:
        return f'<c r="{place}"/>'
    if cell.role == "figure" and not cell.aside and _is_number(text):
        return f'<c r="{place}"><v>{text}</v></c>'
    runs = f'<r><t xml:space="preserve">{escape(text)}</t></r>'
    if cell.aside:
        runs += f"<r><rPr>{_SHEET_ASIDES[cell.aside[0]]}</rPr><t>{escape(cell.aside[1])}</t></r>"
    return f'<c r="{place}" t="inlineStr"><is>{runs}</is></c>'


def _is_number(text: str) -> bool:
    """Whether a spreadsheet prints a number of these very characters."""
    whole, point, rest = text.removeprefix("-").partition(".")
    plain = text.isascii() and whole.isdecimal() and (whole == "0" or whole[0] != "0")
    return plain and (not point or (rest.isdecimal() and rest[-1] != "0"))


def _letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def csv_rows(draft: Draft, rng: Random) -> bytes:
    """As spreadsheets save it: what merged cells cover is empty, and every row is as wide as the widest."""
    rows: list[list[str]] = []
    for block in draft.blocks:
        if isinstance(block, Grid):
            for row in matrix(block, fill=draft.fill_spans, left=draft.push_left):
                rows.append(
                    [row.cut or ""] if isinstance(row, PrintedLine) else [cell.text if cell else "" for cell in row]
                )
        else:
            rows.append([block.text])
    width = max(map(len, rows))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return out.getvalue().encode(rng.choice(("utf-8-sig", "gb18030")))


def _package(contents: dict[str, str], kind: str) -> bytes:
    """A container of these parts, the first of which is the document."""
    main, *others = contents
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPE}.spreadsheetml.worksheet+xml"/>'
        for name in others
        if name.endswith(".xml")
    )
    frame = {
        "[Content_Types].xml": f'<Types xmlns="{_OPEN}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/{main}" ContentType="{_TYPE}.{kind}.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_OPEN}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{_OPEN}/officeDocument/2006/relationships/officeDocument" Target="{main}"/></Relationships>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (frame | contents).items():
            # the same bytes for the same document: no time of the day
            archive.writestr(zipfile.ZipInfo(name), _XML + content)
    return out.getvalue()


OFFICE: dict[str, Callable[[Draft, Random], bytes]] = {"docx": docx, "xlsx": xlsx, "csv_rows": csv_rows}
