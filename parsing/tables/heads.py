"""Whether a table's columns are in the order of the form, as its own heads say.

Heads are cut, broken and lost more often than they are right, so they never place a figure. Where they name the form's
columns in another order, no figure under them is sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from parsing.document import Cell
from parsing.form import TOTAL, Row
from parsing.tables.printed import PrintedRow
from parsing.wording.labels import column_keys, column_names, head_keys, key, label_keys, likeness, widths
from parsing.wording.remembered import of_wording
from parsing.wording.values import MONEY, UNKNOWN_UNIT

# So many of the form's columns, or the first and the last, must be named in one line to speak for an order
_MIN_NAMED = 3
# A head of whose characters less than this are in any of the form's labels is of something else
_SLIGHTLY = 0.6
# A shorter form of a column's label has so many characters
_MIN_SHORT = 3
# The number of a column: (1), 栏2, A
_COLUMN_NUMBER = re.compile(
    r"\(?[栏列第]?(?:\d{1,2}|[A-Za-z甲乙丙丁]|[一二三四五六七八九十]{1,2})[栏列]?\)?|[①-⑳]|[栏序行列][次号]|编号"
)
CORNERS = frozenset({"信息内容", "项目", "类别", "指标", "内容", "名称"})
# A caption or note that may state the unit of a table: 单位：元, 注：收费金额单位为元
_CAPTION = re.compile(r"\(?(?:(?:注|说明|备注)[:：]?[^元]{0,10})?(?:(?:计量|金额|货币)?单位|以.{0,2}元计)")
# The unit of amounts, and the units of money in heads: 本年收费金额（单位：元）, 采购总金额（亿元）
AMOUNT = "万元"
_MONEY = re.compile(
    r"(?:单位[:：]? ?(?:为|是)?[^元。]{0,8}?|\((?:人民币)?|以)"
    r"(亿元|千万元|百万元|十万元|万元|千元|百元|美元|港元|元|角)(?=\)|\Z|[，,、；;。 ]|/年|计|为单位)"
)
# 单位：百件: nobody knows what the figures count
_SCALED = re.compile(
    r"(?:单位[:：]? ?(?:为|是)?|[(（])[十百千万亿]{1,2}(?:件|项|条|个|宗|份|起|次|人)|单位[:：]? ?[%％‰]"
)


def heads_before(rows: Sequence[PrintedRow], index: int) -> list[Cell]:
    """The texts before a row, with those of the rows right before it that have no figures: blank cells among heads."""
    first = index
    while first and not rows[first - 1].figures:
        first -= 1
    return [text for row in rows[first:index] for text in _heads_of(row)] + rows[index].texts


def _heads_of(row: PrintedRow) -> list[Cell]:
    """The texts of a row without figures; of a row of the form that is left blank, without its labels."""
    if not row.labels or len(row.cells) not in widths().get(key(row.labels[-1].text), ()):
        return row.texts
    own = line_of(row.cells[0].place)
    return [text for text in row.texts if line_of(text.place) != own]


def disordered(heads: Sequence[Cell], row: Row) -> bool:
    """Whether these heads name the columns of a row of the form in another order than the form.

    In a grid each line of heads is in order by itself (自然人 and 总计 are above the organisations); where every cell
    has a line of its own, all heads are one sequence, in which 总计 may be behind 自然人.
    """
    return _are_disordered(_named(heads, row.column_labels), row)


# The line of a place: its line, table, row and page
line_of = itemgetter(0, 1, 2, 4)


class _Named(NamedTuple):
    """The number of a column that a head names, and the head's line."""

    column: int
    line: tuple[int | None, ...]


def _named(heads: Sequence[Cell], labels: tuple[str, ...]) -> list[_Named]:
    """The columns of these labels that heads name, in the heads' order."""
    places = _places(labels)
    return [_Named(places[name], line_of(head.place)) for head in heads for name in columns_named(head.text, labels)]


@cache
def _places(labels: tuple[str, ...]) -> dict[str, int]:
    """The number of each of the form's columns by the key of its label."""
    return {key(label): number for number, label in enumerate(labels)}


def _are_disordered(named: Sequence[_Named], row: Row) -> bool:
    width = len(row.columns)
    total = width - 1 if row.column_ids[-1] == TOTAL else None
    return any(_out_of_order(order, total) for order in _orders(named) if _telling(order, width))


def _telling(order: Collection[int], width: int) -> bool:
    return len(order) >= min(_MIN_NAMED, width) or {0, width - 1} <= set(order)


def columns_named(text: str, labels: tuple[str, ...]) -> list[str]:
    """The columns that a text names, in the form's words or others: itself, or several parted by blanks."""
    places, names = _places(labels), column_names()
    plain = key(text)
    whole = _of_labels(labels).get(plain)
    if whole is None:
        whole = names.get(plain) or _shortened(plain, places)
    if whole in places:
        return [whole]
    words = text.split()
    return [name for word in words if (name := names.get(key(word), "")) in places] if len(words) > 1 else []


@cache
def _of_labels(labels: tuple[str, ...]) -> dict[str, str]:
    """The column that each of the form's own labels names, by its key, "" for none."""
    places, names = _places(labels), column_names()
    return {name: names.get(name) or _shortened(name, places) for name in label_keys()}


def _shortened(name: str, labels: Collection[str]) -> str:
    """The one label of these of which a name is a shorter form: 制发数 of 本年制发件数; "" where there is none."""
    if not _MIN_SHORT <= len(name) < max(map(len, labels)):
        return ""
    longer = [label for label in labels if len(name) < len(label) and _is_within(name, label)]
    return longer[0] if len(longer) == 1 else ""


def _is_within(name: str, label: str) -> bool:
    """Whether all characters of a name are in a label, in their order."""
    rest = iter(label)
    return all(character in rest for character in name)


def _orders(named: Iterable[_Named]) -> Iterator[list[int]]:
    """Columns as they are named, each once: by line where lines hold several of them, else all in one."""
    lines: dict[tuple[int | None, ...], list[int]] = {}
    for number, line in named:
        lines.setdefault(line, []).append(number)
    if any(len(order) > 1 for order in lines.values()):
        yield from map(_until_repeated, lines.values())
    else:
        yield _until_repeated([number for order in lines.values() for number in order])


def _until_repeated(order: list[int]) -> list[int]:
    """The first set of columns (the disputes have the same heads three times); [] where some of the heads are cut, so
    that nobody knows where a set begins."""
    often = Counter(order)
    if len(often) == len(order):
        return order
    distinct = order[: len(often)]
    return distinct if len(set(often.values())) == 1 and len(set(distinct)) == len(distinct) else []


def _out_of_order(order: list[int], total: int | None) -> bool:
    """Where the columns are named in another order; 总计 spans two lines of heads and is before those below it."""
    if total in order:
        if 0 in order and order.index(total) < order.index(0):
            return True
        order = [number for number in order if number != total]
    return order != sorted(order)


def doubtful(rows: Sequence[PrintedRow], used: Iterable[tuple[Row, int]]) -> set[str]:
    """Ids of those rows of the form, each with its printed row's number, whose heads are in another order; a row
    without heads is under those of the rows before it."""
    row_ids: set[str] = set()
    under: dict[tuple[str, ...], bool] = {}
    # printed rows may be in another order than the form's
    for row, number in sorted(used, key=itemgetter(1)):
        labels = row.column_labels
        # a row's own label and its group's are no heads
        if len(rows[number].texts) >= _MIN_NAMED or (number and not rows[number - 1].figures):
            heads = heads_before(rows, number)
            if _of_others(rows[number], heads, labels):
                under[labels] = True
            elif len(named := _named(heads, labels)) >= min(_MIN_NAMED, len(labels)):
                under[labels] = _are_disordered(named, row)
        if under.get(labels):
            row_ids.add(row.id)
    return row_ids


def _of_others(row: PrintedRow, heads: Sequence[Cell], labels: Sequence[str]) -> bool:
    """Whether the line of heads above a table's row names other things than these columns: months, places, or columns
    of other rows of the form."""
    above = _line_above(row, heads) if row.grid is not None else []
    last = [text for text in above if key(text) not in CORNERS]
    foreign = sum(map(_is_foreign, last))
    if (foreign >= _MIN_NAMED and 2 * foreign > len(last)) or 0 < foreign == len(last) < len(above):
        return True
    wanted = set(map(key, labels))
    others = [name for text in last if (name := key(text)) in column_keys() and name not in wanted]
    return bool(others) and not any(column_names().get(key(text)) in wanted for text in last)


def _line_above(row: PrintedRow, heads: Sequence[Cell]) -> list[str]:
    """The texts of the last line of heads in a table above a row, but for column numbers; [] where there is none."""
    own = set(map(id, row.labels[len(row.labels) - row.own :]))
    line: tuple[int | None, ...] = ()
    texts: list[str] = []
    for text, _, place in [head for head in reversed(heads) if head.place.column and id(head) not in own]:
        if texts and line_of(place) != line:
            break
        if not _COLUMN_NUMBER.fullmatch(text):
            texts.append(text)
        line = line_of(place)
    return texts


@of_wording
def _is_foreign(text: str) -> bool:
    """Whether a head is like none of the form's, broken and misprinted ones included."""
    # an explanation in brackets says what the head does not
    name = key(text.partition("(")[0]) or key(text)
    return bool(name) and name not in head_keys() and likeness(name, head_keys()) < _SLIGHTLY


def is_scaled(captions: Iterable[Cell]) -> bool:
    """Whether a caption or note of a table says that its counts are in hundreds, thousands or parts of a whole."""
    return any(_SCALED.search(text.text) for text in captions)


def states_unit(text: str) -> bool:
    """Whether a text names a unit of money or a scale of counts, as heads, captions and notes do."""
    is_of_money = ("元" in text or "角" in text) and _MONEY.search(text) is not None
    return is_of_money or _SCALED.search(text) is not None


def units_under(heads: Sequence[Cell], captions: Iterable[Cell], units: Sequence[str]) -> Sequence[str]:
    """The units of a row's columns below these heads: an amount is in what the last head with a unit of money says, or
    the caption or note of the table. Where both do and differ, its unit is not known."""
    if AMOUNT not in units:
        return units
    named = [match[1] for head in heads for match in _MONEY.finditer(head.text)][-1:]
    noted = [match[1] for text in captions if _CAPTION.match(text.text) for match in _MONEY.finditer(text.text)][-1:]
    units_named = {*named, *noted}
    unit = units_named.pop() if len(units_named) == 1 else AMOUNT if not units_named else UNKNOWN_UNIT
    unit = unit if unit in MONEY else UNKNOWN_UNIT
    return tuple([unit if each == AMOUNT else each for each in units])
