"""Which printed rows are not the report's own: of another year (last year's table beside this year's, or a column of
years), of a plan, or of the bodies under this one.

A table's caption, or a head of it, may say so; so may a year in a cell of every row. Rows of others are left out where
the report's own are there; where they are not, a caption may be a slip, and what is read under it is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from parsing.document import Cell
from parsing.tables.heads import line_of
from parsing.tables.printed import PrintedRow
from parsing.wording.headings import heading
from parsing.wording.labels import key
from parsing.wording.values import Kind

# Only before a table there are so many texts
_MIN_TEXTS = 4
_LONGEST = 40
_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?!\d{1,2}月|[一二三四五六七八九十]{1,2}月)|\A[(\[]?(20\d\d)[)\]]?\Z")
# A line with a year that is no caption: another document's title, a day, a sentence
_NO_CAPTION = re.compile(
    r"报告|年报|通知|办法|要点|方案|意见|条例|规定|文件|[，。；《〔]|[年月]\d{1,2}日?|截至|截止|时间|日期|\d号"
)
_OF_LAST_YEAR = re.compile(r"\W{0,3}(?:上一?年|去年)度?(?:同期)?的?(?:情况|数据|统计|报表|表|信息|申请|办理)")
_OF_THIS_YEAR = re.compile(r"\W{0,3}(?:本年|今年|全年)度?的?(?:情况|数据|统计|报表|表)")
# 2024年工作计划, 下一年度目标: no figure of these has happened
_PLANNED = re.compile(
    r"(?:计划|规划|目标|预计|预期|预测|预算)(?:任务|指标)?(?:数|值|表|数据|情况|一览|分解)?表?[:：)]?\Z"
    r"|\A\W{0,3}(?:下一?年|明年|次年)度?.{0,12}(?:表|数据|情况|安排|任务)[:：]?\Z"
)
# 填表示例（非实际数据）
_EXAMPLE = re.compile(r"示例|样例|样表|非实际|(?:模拟|虚拟|虚构|演示|测试)数据")
# 上半年情况, above a table of which the whole year's is there too
_PART_OF_YEAR = re.compile(
    r"\A[(（]?(?:20\d\d年)?(?:[上下]半年|第?[一二三四1-4]季度|前三季度|(?:1|一)[-—~至到]\d{1,2}月份?)"
    r"(?:情况|数据|统计|表|小计|合计|办理|申请){0,3}[:：)）]?\Z"
)
# 附件：所属事业单位信息公开情况统计表
_OF_OTHERS = re.compile(
    r"(?<![及和与含括、])(?:所属|下属|直属|附属|下辖|二级)(?:各|基层)?(?:事业|企业|预算)?(?:单位|机构|部门|中心|学校|乡镇|站所)"
)
_WITH_OTHERS = re.compile(r"[及和与含括、](?:所属|下属|直属|附属|下辖|二级)")
# (三)下一步工作计划 heads prose
_NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十\d]{1,2}(?:[)）、.]|是)")
# The title of another year's report opens that report, where so many rows with figures of one stand above it
_TITLE = re.compile(r"(20\d\d)年度?.{0,12}(?:信息|政务)公开.{0,8}(?:年度报告|年报)\W{0,3}\Z")
_ROWS_OF_ONE = 20
# What a head's bracket explains (指2023年事项数) names the years of its figures; (2023年) alone is a caption's
_EXPLANATION = re.compile(r"[(（](?!20\d\d年?度?[)）])[^()（）]*[)）]")
_YEAR_CELL = re.compile(r"(20\d\d)年?(?:度)?")
_YEAR_HEADS = frozenset(("年度", "年份", "报告年度", "统计年度"))
# So many rows of a table begin with a year where no head says what that is
_MIN_ROWS = 3


def of_year(rows: Sequence[PrintedRow], year: int | None) -> Sequence[PrintedRow]:
    """The rows that are not said to be of another year, a plan or another body; the same sequence where none is."""
    if year is None:
        return rows
    captioned = _captioned(rows, year)
    kept = [row for row, other in zip(rows, captioned, strict=True) if not other] if any(captioned) else rows
    return _without_year_cells(kept, year)


def unparted(rows: Sequence[PrintedRow], year: int | None) -> Sequence[PrintedRow]:
    """The rows without the year that stands between a line's labels, where each cell of the form has a line of its own:
    某局, 2023, 一、本年新收, 自然人, 41. Lines of other years are left out."""
    parted = [at for at, (row, after) in enumerate(pairwise(rows)) if _is_year_between(row, after)]
    if len(parted) < _MIN_ROWS:
        return rows
    left_out = set(parted)
    left_out.update(at + 1 for at in parted if year and _first_year(rows[at]) != str(year))
    return [row for at, row in enumerate(rows) if at not in left_out]


def _is_year_between(row: PrintedRow, after: PrintedRow) -> bool:
    """Whether a row has a year alone, in the line in which another begins behind it."""
    in_line = row.grid is not None and row.grid == after.grid and row.last_line == after.first_line
    return in_line and len(row.cells) == 1 and after.own > 0 and bool(_first_year(row))


def _captioned(rows: Iterable[PrintedRow], year: int) -> list[bool]:
    """Whether the last caption before each row, or head above it, names other years only."""
    other = of_report = False
    of_others: list[bool] = []
    for row in rows:
        if len(row.texts) >= _MIN_TEXTS:
            for at, text in enumerate(row.texts):
                of_report = _of_another_report(text, year, len(of_others), so_far=of_report)
                said = _says(text.text, year)
                if said is None and _is_of_others(text.text) and _is_alone(text, row.texts[max(at - 1, 0) : at + 2]):
                    said = True
                other = other if said is None else said
        of_others.append(other or of_report)
    return of_others


def _of_another_report(text: Cell, year: int, rows_above: int, *, so_far: bool) -> bool:
    """Whether behind this text begins another year's report: by its title, or by the name of its sheet, which has no
    line or row."""
    if text.place.line is None and text.place.row is None and text.place.page is None:
        return bool(_says(text.text, year)) or _is_of_others(text.text)
    title = _TITLE.search(text.text[-_LONGEST:]) if rows_above >= _ROWS_OF_ONE else None
    return so_far if title is None else str(title[1]) != str(year)


def _says(text: str, year: int) -> bool | None:
    """Whether a text says that a table is of another year; False also where another section begins."""
    if len(text) > _LONGEST or "年" not in text:
        return False if heading(text) else None
    years = {one or two for one, two in _YEAR.findall(_EXPLANATION.sub("", text))}
    if years and not _NO_CAPTION.search(text):
        if str(year) in years:
            return False
        # a later one is that of the table's making
        return True if int(min(years)) < year else None
    if _OF_LAST_YEAR.match(text):
        return True
    return False if heading(text) or _OF_THIS_YEAR.match(text) else None


def speaks_of_others(text: str, year: int) -> bool:
    """Whether a text, wherever it is, may say that a table below it is not the report's own."""
    return bool(_says(text, year)) or _is_of_others(text)


def opens_other_report(text: str, year: int) -> bool:
    """Whether a text below a report's figures is the title of another year's."""
    title = _TITLE.search(text[-_LONGEST:])
    return title is not None and title[1] != str(year)


def _is_alone(text: Cell, beside: Sequence[Cell]) -> bool:
    """Whether a text has its line for itself: one beside others heads a column."""
    own = line_of(text.place)
    return all(other is text or line_of(other.place) != own for other in beside)


def _is_of_others(text: str) -> bool:
    """Whether a caption is that of a plan, an example, a part of the year, or of the bodies under this one alone."""
    if len(text) > _LONGEST or _NO_CAPTION.search(text) or _NUMBERED.match(text):
        return False
    if _EXAMPLE.search(text) or _PART_OF_YEAR.match(text):
        return True
    return bool(_PLANNED.search(text) or (_OF_OTHERS.search(text) and not _WITH_OTHERS.search(text)))


def _without_year_cells(rows: Sequence[PrintedRow], year: int) -> Sequence[PrintedRow]:
    """Rows that begin with a year behind their label: those of the report's year without it, under the label that they
    have in common with those of other years; the others are left out."""
    if not any(map(_first_year, rows)):
        return rows
    kept: list[PrintedRow] = []
    for grid, members in groupby(rows, key=lambda row: row.grid):
        table = list(members)
        kept += _of_own_year(table, year) if grid is not None and _have_years(table) else table
    return kept


def _have_years(table: Sequence[PrintedRow]) -> bool:
    """Whether the rows of a table begin with years, which its head or their number says to be no figures."""
    filled = [row for row in table if row.figures > 1]
    years = [first for row in filled if (first := _first_year(row))]
    if len(years) < len(filled) or not years:
        return False
    return len(years) >= _MIN_ROWS or any(key(text.text) in _YEAR_HEADS for row in table for text in row.texts)


def _of_own_year(table: Sequence[PrintedRow], year: int) -> list[PrintedRow]:
    kept: list[PrintedRow] = []
    named = PrintedRow()
    for row in table:
        named = row if row.labels else named
        if row.figures > 1 and _first_year(row) not in ("", str(year)):
            continue
        kept.append(_without_year(row, named) if row.figures > 1 else row)
    return kept


def _without_year(row: PrintedRow, named: PrintedRow) -> PrintedRow:
    first = _first(row)
    own = replace(row, cells=row.cells[first + 1 :], kinds=row.kinds[first + 1 :])
    return own if row.labels else replace(own, labels=named.labels, texts=named.texts, own=named.own)


def _first(row: PrintedRow) -> int:
    """The place of a row's first cell that is not blank."""
    return next((at for at, kind in enumerate(row.kinds) if kind is not Kind.BLANK), 0)


def _first_year(row: PrintedRow) -> str:
    """The year that a row begins with, "" for none."""
    cells = row.cells
    if not cells or (cells[0].text and not cells[0].text.startswith("20")):
        return ""
    match = _YEAR_CELL.fullmatch(cells[_first(row)].text)
    return match[1] if match else ""
