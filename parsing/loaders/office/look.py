"""How the cells of a workbook look: number formats, fonts that nobody sees, and formats that depend on the number.

A conditional format may hide a number or show another (``;;;``, white on white); whether its condition holds is known
where it compares the cell with a number.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFF = frozenset({"0", "false", ""})
# Of the colours by number that every workbook has
_WHITE_INDEXES = frozenset(("1", "9"))
_COMPARED = {
    "equal": operator.eq,
    "notEqual": operator.ne,
    "lessThan": operator.lt,
    "lessThanOrEqual": operator.le,
    "greaterThan": operator.gt,
    "greaterThanOrEqual": operator.ge,
}
# No sheet of these reports has more of them
_MAX_RULES = 100


class Style(NamedTuple):
    """A cell's number format, whether its font is struck out, and whether it is white on white."""

    format: int
    struck: bool
    pale: bool = False


class Condition(NamedTuple):
    """A conditional format that may hide numbers: where, the format that it gives them (None for a white font), and
    the comparison that it depends on (None where that is not known)."""

    ranges: tuple[str, ...]
    format: str | None
    compared: str | None
    with_number: float

    def holds(self, value: float) -> bool | None:
        """Whether it is so for a cell's number; None where that is not known."""
        return None if self.compared is None else bool(_COMPARED[self.compared](value, self.with_number))


def styles_of(root: etree._Element) -> list[Style]:
    """The styles of cells by number, from a workbook's part of styles."""
    fonts = [(is_struck(font), _is_white(font.find(f"{_S}color"))) for font in root.iterfind(f"{_S}fonts/{_S}font")]
    grounds = [_has_ground(fill) for fill in root.iterfind(f"{_S}fills/{_S}fill")]
    styles = []
    for style in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        font, fill = integer(style.get("fontId")), integer(style.get("fillId"))
        struck, white = fonts[font] if font < len(fonts) else (False, False)
        on_ground = fill < len(grounds) and grounds[fill]
        styles.append(Style(integer(style.get("numFmtId")), struck, white and not on_ground))
    return styles


def is_struck(font: etree._Element) -> bool:
    """Whether a font strikes its text out."""
    struck = font.find(f"{_S}strike")
    return struck is not None and struck.get("val", "1").lower() not in _OFF


def _is_white(colour: etree._Element | None) -> bool:
    if colour is None or colour.get("tint"):
        return False
    named = colour.get("rgb", "")[-6:].upper() == "FFFFFF" or colour.get("theme") == "0"
    return named or colour.get("indexed") in _WHITE_INDEXES


def _has_ground(fill: etree._Element) -> bool:
    """Whether a fill is there and is not white; patterns and gradients are."""
    pattern = fill.find(f"{_S}patternFill")
    if pattern is None:
        return len(fill) > 0
    if pattern.get("patternType", "none") == "none":
        return False
    return pattern.get("patternType") != "solid" or not _is_white(pattern.find(f"{_S}fgColor"))


def conditions_of(sheet: etree._Element, styles: etree._Element | None) -> list[Condition]:
    """The conditional formats of a sheet that may hide numbers or show others."""
    blocks = sheet.findall(f"{_S}conditionalFormatting")
    if not blocks or styles is None:
        return []
    looks = [_hiding(look) for look in styles.iterfind(f"{_S}dxfs/{_S}dxf")]
    return list(islice(_conditions(blocks, looks), _MAX_RULES))


def _conditions(blocks: Sequence[etree._Element], looks: Sequence[tuple[bool, str | None]]) -> Iterator[Condition]:
    for block in blocks:
        ranges = tuple(block.get("sqref", "").split()[:_MAX_RULES])
        for rule in block.iterfind(f"{_S}cfRule"):
            at = integer(rule.get("dxfId"), -1)
            hides, pattern = looks[at] if 0 <= at < len(looks) else (False, None)
            if hides:
                yield Condition(ranges, pattern, *_comparison(rule))


def _hiding(look: etree._Element) -> tuple[bool, str | None]:
    """Whether a look may hide a number, and the number format that it has."""
    format_ = look.find(f"{_S}numFmt")
    if format_ is not None:
        return True, format_.get("formatCode", "")
    fill = look.find(f"{_S}fill")
    return _is_white(look.find(f"{_S}font/{_S}color")) and (fill is None or not len(fill)), None


def _comparison(rule: etree._Element) -> tuple[str | None, float]:
    """The comparison of a rule, and the number that a cell is compared with."""
    compared, formulas = rule.get("operator", ""), rule.findall(f"{_S}formula")
    if rule.get("type") != "cellIs" or compared not in _COMPARED or len(formulas) != 1:
        return None, 0
    try:
        return compared, float(formulas[0].text or "")
    except ValueError:
        return None, 0


def integer(value: str | None, otherwise: int = 0) -> int:
    """The number that an attribute gives, or another one."""
    return int(value) if value and value.isdecimal() and len(value) <= 9 else otherwise  # noqa: PLR2004 no row is longer
