"""A brief for Word: its bars are pictures without words, so no font is needed where they are drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO

import docx
import pandas as pd
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from PIL import Image, ImageDraw

from ui.take.brief import HEIGHT, WIDTH, Brief, BriefBar
from ui.texts import t

_FONT, _EAST = "Calibri", "Microsoft YaHei"
# What XML cannot hold
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Dots of a picture for one of the chart's units
_FINE = 3
_RANKED, _FEW, _LINE, _AXIS = "#2f77b0", "#c3cad2", "#1b2330", "#8a94a0"
_QUIET = RGBColor(0x5F, 0x68, 0x73)


def document(brief: Brief) -> bytes:
    """The bytes of a .docx file on A4."""
    made = docx.Document()
    _set_up(made, brief.title)
    made.add_heading(_plain(brief.title), 0)
    made.add_paragraph(_plain(brief.sentence))
    made.add_heading(_plain(brief.chart), 1)
    _chart(made, brief.bars)
    for remark in brief.remarks:
        made.add_paragraph().add_run(_plain(remark)).font.color.rgb = _QUIET
    made.add_heading(t("brief.table"), 1)
    _rows(made, [tuple(map(str, brief.table)), *brief.table.itertuples(index=False, name=None)])
    made.add_heading(t("about.view_method"), 1)
    for text in brief.method:
        made.add_paragraph(_plain(text))
    made.add_heading(t("print.facts"), 1)
    _rows(made, list(brief.facts), has_head=False)
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def bar(of: BriefBar) -> bytes:
    """A row's bar with its interval as a PNG: the axis at its left edge, its right edge the end of the scale."""
    wide, high = WIDTH * _FINE, HEIGHT * _FINE
    picture = Image.new("RGB", (wide, high), "white")
    draw = ImageDraw.Draw(picture)
    if of.end is not None:
        draw.rectangle((0, high // 4, round(of.end * (wide - 1)), 3 * high // 4), _RANKED if of.is_ranked else _FEW)
    if of.low is not None and of.high is not None:
        ends = (round(of.low * (wide - 1)), high // 2, round(of.high * (wide - 1)), high // 2)
        draw.line(ends, _LINE, _FINE)
    draw.line((0, 0, 0, high), _AXIS, _FINE)
    target = BytesIO()
    picture.quantize(8).save(target, "PNG", optimize=True)
    return target.getvalue()


def _set_up(made: Document, title: str) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.8)
    made.core_properties.title, made.core_properties.author = _plain(title), t("app.name")
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 13)):
        style = made.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _EAST)


def _chart(made: Document, bars: Sequence[BriefBar]) -> None:
    table = made.add_table(rows=len(bars), cols=3)
    for row, one in zip(table.rows, bars, strict=True):
        label, drawn, value = row.cells
        _write(label, f"{one.label} ⚠" if one.note else one.label)
        drawn.paragraphs[0].add_run().add_picture(BytesIO(bar(one)), width=Cm(8.5))
        _write(value, one.text)
    _widths(table, (5.6, 9.0, 2.8))


def _rows(made: Document, rows: Sequence[tuple[object, ...]], *, has_head: bool = True) -> None:
    table = made.add_table(rows=len(rows), cols=len(rows[0]), style="Light List" if has_head else None)
    for placed, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(placed.cells, values, strict=True):
            _write(cell, "–" if pd.isna(value) else str(value))  # type: ignore[call-overload]
    if not has_head:
        _widths(table, (3.0, 14.4))


def _write(cell: _Cell, text: str) -> None:
    run = cell.paragraphs[0].add_run(_plain(text))
    run.font.size = Pt(8.5)
    cell.paragraphs[0].paragraph_format.space_after = Pt(0)


def _widths(table: Table, widths: Sequence[float]) -> None:
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _plain(text: str) -> str:
    return _UNWRITABLE.sub(" ", text)
