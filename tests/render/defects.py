"""The register of defects: what each needs, where it makes sense, and in which order they are applied.

A defect changes the draft and the truth beside it. Its ``tag`` keeps defects apart that would hide or undo each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.render import (
    defects_cells,
    defects_crowded,
    defects_heads,
    defects_page,
    defects_rows,
    defects_seen,
    defects_shape,
    defects_tables,
    defects_text,
)
from tests.render.html import HTML
from tests.render.layouts import ALIGNED, FLOWING, GRID, LOSES_BLANKS, SHEETS, SPACED, TEXT
from tests.render.model import Draft, Spec
from tests.render.office import OFFICE

Apply = Callable[[Draft, Random], None]
Fits = Callable[[Spec], bool]

_ALL = frozenset({*TEXT, *HTML, *OFFICE})
_HTML = frozenset(HTML) - {"html_pre"}
_OFFICE = frozenset({"docx", "xlsx"})
_RECTANGLES = GRID | SHEETS
# Rows that are as wide as any other whatever is lost from them
_EVEN = SHEETS | ALIGNED
_LINES = _ALL - {"lines", "one_line", "one_line_two_widths", "tabs_browser"}
"""Layouts in which a blank line or a page number between two rows shows."""
_CELLS = _ALL - SPACED - LOSES_BLANKS
"""Layouts in which a cell may hold several words or lines."""
_JOINED = frozenset({"spaces", "spaces_two_widths", "tabs_own", "pipes_unpadded", "pipes_leading"})
"""Layouts in which two rows may stand in one line of text."""
_OUTSIDE = frozenset(
    {
        *("edition", "gone", "heading", "prose", "navigation", "metadata"),
        *("footer", "title", "marks", "advertising", "script", "junk"),
    }
)
"""Tags of defects outside tables, which go together with tables that are not there."""
_SCALES = ("zero", "small", "medium", "big")


def _always(spec: Spec) -> bool:
    return True


def _items(spec: Spec) -> bool:
    """Table 二 of the 2019 edition, which has changes and stocks."""
    return spec.editions["disclosure"] == "2019"


def _apart(spec: Spec) -> bool:
    """Tables that are not one: a column more of one of them would be one of all."""
    return "tables_joined" not in spec.defects


def _headed(spec: Spec) -> bool:
    """Tables whose heads say what a column more of them is."""
    return _apart(spec) and "heads_gone" not in spec.defects


def _whole_heads(spec: Spec) -> bool:
    return "heads_cut" not in spec.defects


def _plain(spec: Spec) -> bool:
    return "remark_column" not in spec.defects


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect: its place in the order is its place in the register.

    ``layouts`` are those in which it makes sense, ``fits`` the specifications, ``years`` the years of the report,
    ``scale`` the least size of figures that it needs; no two defects of one ``tag`` stand in one document.
    """

    name: str
    tag: str
    apply: Apply
    layouts: frozenset[str] = _ALL
    fits: Fits = _always
    years: tuple[int, ...] = tuple(range(2019, 2025))
    scale: str = "zero"
    editions: Mapping[str, str] | None = None


def _nothing(draft: Draft, rng: Random) -> None:
    """The specification says it all."""


_LATER = tuple(range(2021, 2025))

_REGISTER = (
    Defect(
        "edition_2019_late",
        "edition",
        _nothing,
        years=(2021, 2022, 2023),
        editions=dict.fromkeys(("disclosure", "requests", "disputes"), "2019"),
    ),
    Defect("single_other_row", "edition", _nothing, years=_LATER, editions={"requests": "2019"}),
    Defect("cells_blank", "cells", defects_cells.cells_blank),
    Defect("cells_dashed", "dashes", defects_cells.cells_dashed),
    Defect("words_in_cells", "words", defects_cells.words_in_cells, _CELLS),
    Defect("marks_in_cells", "words", defects_cells.marks_in_cells),
    Defect("percents", "words", defects_cells.percents),
    Defect("chinese_numerals", "words", defects_cells.chinese_numerals),
    Defect("numbers_shaped", "words", defects_crowded.numbers_shaped),
    Defect("words_behind", "words", defects_crowded.words_behind, _CELLS),
    Defect("digits_broken", "words", defects_crowded.digits_broken, _CELLS, scale="medium"),
    Defect("two_numbers", "words", defects_crowded.two_numbers, _CELLS),
    Defect("changes_signed", "change", defects_cells.changes_signed, fits=_items, scale="small"),
    Defect("amount_with_unit", "amount", defects_cells.amount_with_unit, scale="small"),
    Defect("amount_in_yuan", "amount", defects_cells.amount_in_yuan, scale="small"),
    Defect("thousands_points", "thousands", defects_cells.thousands_points, scale="big"),
    Defect("thousands", "thousands", defects_cells.thousands, scale="big"),
    Defect("thousands_spaced", "thousands", defects_cells.thousands_spaced, _ALL - SPACED, scale="big"),
    Defect("units_in_cells", "units", defects_cells.units_in_cells),
    Defect("full_width_digits", "width", defects_cells.full_width_digits),
    Defect("digits_padded", "spaces", defects_cells.digits_padded, _ALL - SPACED),
    Defect("row_short", "row_short", defects_rows.row_short, _ALL - _EVEN),
    Defect("row_long", "row_long", defects_rows.row_long),
    Defect("split_number", "split", defects_rows.split_number, scale="medium"),
    Defect("trailing_blanks_lost", "tail", defects_rows.trailing_blanks_lost, frozenset(TEXT) - LOSES_BLANKS - _EVEN),
    Defect("disclosure_in_parts", "shape", defects_page.disclosure_in_parts),
    Defect("disputes_in_three", "three", defects_page.disputes_in_three),
    Defect("tables_joined", "shape", defects_page.tables_joined, _LINES | {"tabs_browser"}),
    Defect("cut_by_blank_lines", "cut", defects_page.cut_by_blank_lines, _LINES),
    Defect("cut_by_page_number", "cut", defects_page.cut_by_page_number, _LINES | {"lines"}),
    Defect(
        "wide_padding",
        "padding",
        defects_page.wide_padding,
        frozenset({"pipes_padded", "pipes_left", "pipes_trailing"}),
    ),
    Defect("total_first", "head_split", defects_rows.total_first),
    Defect("dispute_heads_lost", "dispute_heads", defects_heads.dispute_heads_lost),
    Defect("label_lost", "label_lost", defects_rows.label_lost),
    Defect("labels_misprinted", "misprint", defects_heads.labels_misprinted),
    Defect("labels_broken", "label", defects_heads.labels_broken),
    Defect("labels_in_two_cells", "label", defects_heads.labels_in_two_cells, _ALL - _RECTANGLES - _HTML - _OFFICE),
    Defect("group_merged", "group", defects_heads.group_merged),
    Defect("spans_filled", "group", defects_heads.spans_filled, GRID),
    Defect("labels_only", "shape", defects_shape.labels_only),
    Defect("labels_explained", "misprint", defects_heads.labels_explained),
    Defect("labels_short", "misprint", defects_heads.labels_short),
    Defect("results_unnamed", "group", defects_shape.results_unnamed),
    Defect("heads_gone", "head_split", defects_shape.heads_gone, fits=_plain),
    Defect("heads_cut", "head_cut", defects_heads.heads_cut),
    Defect("heads_split", "head_split", defects_heads.heads_split),
    Defect("check_head_missing", "check", defects_heads.check_head_missing),
    Defect("local_rows", "rows", defects_shape.local_rows),
    Defect("sums_row", "rows", defects_shape.sums_row),
    Defect("row_hidden", "rows", defects_seen.row_hidden, _HTML | _OFFICE),
    Defect(
        "serial_column",
        "columns",
        defects_shape.serial_column,
        _ALL - SPACED - LOSES_BLANKS - FLOWING,
        fits=_apart,
    ),
    Defect("remark_column", "columns", defects_shape.remark_column, _HTML | _RECTANGLES | _OFFICE, fits=_headed),
    Defect("column_numbers", "columns", defects_shape.column_numbers),
    Defect("few_rows", "shape", defects_tables.few_rows),
    Defect("requests_turned", "shape", defects_tables.requests_turned, _HTML | _RECTANGLES | _OFFICE),
    Defect("last_year_too", "shape", defects_tables.last_year_too),
    Defect("tables_beside", "shape", defects_tables.tables_beside, _HTML | _RECTANGLES | _OFFICE),
    Defect("spans_wrong", "group", defects_tables.spans_wrong, _HTML | GRID | _OFFICE),
    Defect("spacer_columns", "columns", defects_tables.spacer_columns, _HTML | _RECTANGLES | _OFFICE, fits=_apart),
    Defect("cut_off", "shape", defects_shape.cut_off),
    Defect("cut_with_heads", "cut", defects_shape.cut_with_heads),
    Defect("rows_joined", "joined", defects_shape.rows_joined, _JOINED),
    Defect("blank_rows", "rows", defects_shape.blank_rows, _HTML | _RECTANGLES | _OFFICE),
    Defect("rows_exchanged", "rows", defects_shape.rows_exchanged),
    Defect("columns_exchanged", "head_split", defects_shape.columns_exchanged, fits=_whole_heads),
    Defect(
        "figures_merged",
        "row_short",
        defects_shape.figures_merged,
        _HTML - {"html_flat", "html_roles"} | {"docx"},
    ),
    Defect("rows_pushed_left", "group", defects_shape.rows_pushed_left, GRID),
    Defect("sections_moved", "order", defects_shape.sections_moved),
    Defect("hidden_in_cells", "aside", defects_seen.hidden_in_cells, _HTML | {"docx"}),
    Defect("struck_in_cells", "aside", defects_seen.struck_in_cells, _HTML | _OFFICE),
    Defect("struck_blank", "aside", defects_seen.struck_blank, _HTML | _OFFICE),
    Defect("deleted_in_cells", "aside", defects_seen.deleted_in_cells, _HTML | {"docx"}),
    Defect("notes_in_cells", "aside", defects_seen.notes_in_cells, _HTML | _OFFICE),
    Defect("fields", "aside", defects_seen.fields, _HTML),
    Defect("symbols", "aside", defects_seen.symbols, frozenset({"docx"})),
    Defect("tables_lost", "gone", defects_page.tables_lost),
    Defect("one_table_lost", "gone", defects_page.one_table_lost),
    Defect("headings_lost", "heading", defects_page.headings_lost),
    Defect("headings_numberless", "heading", defects_page.headings_numberless),
    Defect("headings_shifted", "heading", defects_page.headings_shifted),
    Defect("headings_arabic", "heading", defects_page.headings_arabic),
    Defect("headings_repeated", "heading", defects_page.headings_repeated),
    Defect("headings_renamed", "heading", defects_page.headings_renamed),
    Defect("prose_before_table", "prose", defects_page.prose_before_table),
    Defect("navigation", "navigation", defects_page.navigation),
    Defect("metadata", "metadata", defects_page.metadata),
    Defect("footer", "footer", defects_page.footer),
    Defect("title_lost", "title", defects_text.title_lost),
    Defect("marks_lost", "marks", defects_text.marks_lost),
    Defect("advertising_in_name", "advertising", defects_text.advertising_in_name),
    Defect("advertising_in_prose", "advertising", defects_text.advertising_in_prose),
    Defect("traditional", "script", defects_text.traditional),
    Defect("traditional_pinyin", "script", defects_text.traditional_pinyin),
    Defect("traditional_words", "script", defects_text.traditional_words),
    Defect("junk_marks", "junk", defects_text.junk_marks),
)
REGISTER = {defect.name: defect for defect in _REGISTER}


def agree(names: Sequence[str]) -> bool:
    """Whether these defects can stand in one document."""
    tags = [REGISTER[name].tag for name in names]
    if "gone" in tags and set(tags) - _OUTSIDE:
        return False
    return len(set(tags)) == len(tags)


def editions(year: int, names: Sequence[str]) -> dict[str, str]:
    """Editions of the three tables in a report of this year with these defects."""
    found = dict.fromkeys(("disclosure", "requests", "disputes"), "2019" if year <= 2020 else "2021")
    for name in names:
        found |= REGISTER[name].editions or {}
    return found


def fitting(layout: str, year: int, names: Sequence[str]) -> bool:
    """Whether these defects make sense together in this layout and year."""
    spec = Spec(layout, year, editions(year, names), "big", tuple(names))
    wanted = [REGISTER[name] for name in names]
    return agree(names) and all(layout in d.layouts and year in d.years and d.fits(spec) for d in wanted)


def least_scale(names: Sequence[str]) -> str:
    """The smallest scale of figures on which all these defects show."""
    return max((REGISTER[name].scale for name in names), key=_SCALES.index, default="zero")


def in_order(names: Sequence[str]) -> tuple[str, ...]:
    """The names in the order of application; KeyError for an unknown one."""
    order = list(REGISTER)
    return tuple(sorted(dict.fromkeys(names), key=lambda name: order.index(REGISTER[name].name)))
