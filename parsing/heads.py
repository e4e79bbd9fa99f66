"""Whether a table's columns stand in the order of the form, as its own heads say.

Heads are cut, broken and lost more often than they are right, so they never place a figure. Where they name the form's
columns in another order, no figure under them is sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from parsing.document import Cell
from parsing.form import TOTAL, Column, Row
from parsing.labels import key
from parsing.remembered import of_wordings
from parsing.report import Place
from parsing.rows import PrintedRow

# So many of the form's columns, or the first and the last, must be named in one line to speak for an order
_MIN_NAMED = 3
# The unit of amounts, and the units of money in heads: 本年收费金额（单位：元）, 采购总金额（亿元）
AMOUNT = "万元"
_MONEY = re.compile(r"(?:单位[:：] ?|\()(?:人民币)?(亿元|万元|元)(?=\)|\Z|[，,；; ])")


def heads_before(rows: Sequence[PrintedRow], index: int) -> list[Cell]:
    """The texts before a row, with those of the rows right before it that have no figures: blank cells among heads."""
    first = index
    while first and not rows[first - 1].figures:
        first -= 1
    return [text for row in rows[first : index + 1] for text in row.texts]


def disordered(heads: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Whether these heads name the columns in another order than the form.

    In a grid each line of heads is in order by itself (自然人 and 总计 stand above the organisations); where every cell
    has a line of its own, all heads are one sequence, in which 总计 may stand behind 自然人.
    """
    labels = tuple([column.label for column in columns])
    lines: dict[tuple[int | None, ...], int] = {}
    numbers = tuple([lines.setdefault(_line(cell.place), len(lines)) for cell in heads])
    return _disordered(tuple([cell.text for cell in heads]), numbers, labels, columns[-1].id == TOTAL)


def _line(place: Place) -> tuple[int | None, ...]:
    return place.line, place.table, place.row, place.page


@of_wordings(maxsize=256)
def _disordered(heads: tuple[str, ...], lines: tuple[int, ...], labels: tuple[str, ...], ends_in_total: bool) -> bool:  # noqa: FBT001
    """``disordered`` of heads with the numbers of their lines; heads repeat from report to report."""
    places = {key(label): number for number, label in enumerate(labels)}
    named = [(places[name], line) for text, line in zip(heads, lines, strict=True) for name in _names(text, places)]
    total = len(labels) - 1 if ends_in_total else None
    return any(_out_of_order(order, total) for order in _orders(named) if _telling(order, len(labels)))


def _telling(order: Collection[int], width: int) -> bool:
    return len(order) >= min(_MIN_NAMED, width) or {0, width - 1} <= set(order)


def _names(text: str, places: Collection[str]) -> list[str]:
    """The columns that a text names: itself, or several parted by blanks."""
    whole = key(text)
    return [whole] if whole in places else [name for word in text.split() if (name := key(word)) in places]


@of_wordings(maxsize=256)
def _named(heads: tuple[str, ...], labels: tuple[str, ...]) -> int:
    """How often these heads name columns of these labels; heads repeat from report to report."""
    names = {key(label) for label in labels}
    return sum(len(_names(text, names)) for text in heads)


def _orders(named: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Columns as they are named, each once: by line where lines hold several of them, else all in one."""
    lines: dict[int, list[int]] = {}
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
    distinct = order[: len(often)]
    return distinct if len(set(often.values())) == 1 and len(set(distinct)) == len(distinct) else []


def _out_of_order(order: list[int], total: int | None) -> bool:
    """Where the columns are named in another order; 总计 spans two lines of heads and stands before those below it."""
    if total in order:
        if 0 in order and order.index(total) < order.index(0):
            return True
        order = [number for number in order if number != total]
    return order != sorted(order)


def doubtful(rows: Sequence[PrintedRow], used: Iterable[tuple[Row, int]]) -> set[str]:
    """Ids of those rows of the form, each with its printed row's number, whose heads are in another order; a row
    without heads stands under those of the rows before it."""
    found: set[str] = set()
    under: dict[tuple[str, ...], bool] = {}
    for row, number in used:
        labels = row.column_labels
        # a row's own label and its group's are no heads
        if len(rows[number].texts) >= _MIN_NAMED or (number and not rows[number - 1].figures):
            heads = heads_before(rows, number)
            if _named(tuple([cell.text for cell in heads]), labels) >= min(_MIN_NAMED, len(labels)):
                under[labels] = disordered(heads, row.columns)
        if under.get(labels):
            found.add(row.id)
    return found


def units_under(heads: Iterable[Cell], units: Sequence[str]) -> Sequence[str]:
    """The units of a row's columns below these heads: an amount is in what the last head with a unit of money says."""
    if AMOUNT not in units:
        return units
    named = [match[1] for head in heads for match in _MONEY.finditer(head.text)]
    return tuple([named[-1] if named and unit == AMOUNT else unit for unit in units])
