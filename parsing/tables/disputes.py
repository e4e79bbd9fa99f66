"""The table of reviews and lawsuits: fifteen figures behind its heads, in one row, in three, or in three tables.

Its heads are cut or lost more often than any others, so the order of the form carries the reading: reviews, lawsuits
without review, lawsuits after review, five figures each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parsing.document import Cell
from parsing.form import Row, table
from parsing.report import Figure, Status
from parsing.tables.collector import Collector
from parsing.tables.columns import UNKNOWN, Group, Layout, agreed, assign, layouts, moved_left, pushed_on
from parsing.tables.heads import disordered, heads_before
from parsing.tables.printed import PrintedRow
from parsing.wording.labels import key
from parsing.wording.values import Kind, read

# The figures of one procedure, and of all three
WIDTH = 5
WHOLE = 15
_HEADS = (
    "结果维持",
    "维持",
    "结果纠正",
    "纠正",
    "其他结果",
    "尚未审结",
    "审结",
    "复议后起诉",
    "未经复议",
    "直接起诉",
    "行政复议",
    "行政诉讼",
    "总计",
    "结果",
)
# The three procedures as heads name them, and the head above the last two
PROCEDURE_KEYS = ("行政复议", "未经复议直接起诉", "复议后起诉")
LAWSUITS = "行政诉讼"
# Words in the heading of the section
_SECTION = ("复议", "诉讼")
# The heads of one procedure, and how many of them make a row of five one of this table
_OUTCOME_KEYS = frozenset(("结果维持", "维持", "结果纠正", "纠正", "其他结果", "尚未审结", "总计"))
_MIN_OUTCOMES = 3
# So many figures may be lost or doubled before a row is no longer taken for this table
_SLACK = 3


def read_disputes(places: Iterable[Sequence[PrintedRow]], edition: str, out: Collector) -> str | None:
    """Collect the fifteen figures from the first of these runs of rows that has them; the edition, or None where they
    are lost.

    Where a second table has other figures (of last year, of the whole region), those that differ are ``unclear``.
    """
    form = table(edition, "disputes").rows
    places = list(places)
    rows, printed = next(((rows, located) for rows in places if (located := _locate(rows))), ((), []))
    if not printed:
        return _read_some(places, edition, out)
    out.spans["disputes"] = (printed[0].first_line, printed[-1].last_line)
    printed = _in_order(printed)
    _read(printed, edition, out)
    others = [row for row in rows if all(row is not one for one in printed)]
    second = _below(printed[0], others) or _in_order(_locate(others, exact=True))
    if second and len(second) == len(printed):
        other = out.another()
        _read(second, edition, other)
        out.compare("disputes", other)
    heads = list(_heads(rows, printed))
    if any(disordered(each, form[0]) for each in heads) or (len(printed) == 1 and _exchanged(heads[0])):
        out.disordered("disputes", {row.id for row in form})
    return edition


def _read_some(places: Sequence[Sequence[PrintedRow]], edition: str, out: Collector) -> str | None:
    """Collect the figures of the procedures that are there, where the table leaves out others: each row of five under
    its procedure's name, or a row of as many fives as procedures are named."""
    form = table(edition, "disputes").rows
    by_procedure = next((some for rows in places if (some := _some(rows, form[0]))), {})
    for row, name in zip(form, PROCEDURE_KEYS, strict=True):
        if name in by_procedure:
            printed, start = by_procedure[name]
            out.full(row, printed.cells[start : start + WIDTH])
        else:
            out.missing(row)
    lines = [printed for printed, _ in by_procedure.values()]
    if not lines:
        return None
    out.spans["disputes"] = (min(row.first_line for row in lines), max(row.last_line for row in lines))
    return edition


def _some(rows: Iterable[PrintedRow], form: Row) -> dict[str, tuple[PrintedRow, int]]:
    """The row of each procedure that is named, and where its figures begin."""
    by_procedure: dict[str, tuple[PrintedRow, int]] = {}
    for row in rows:
        if row.figures not in (WIDTH, 2 * WIDTH) or row.figures != len(row.cells):
            continue
        if disordered(row.texts, form):
            continue
        names = [key(text.text) for text in row.texts]
        named = [name for name in dict.fromkeys(map(_procedure, names)) if name]
        heads = sum(name in _OUTCOME_KEYS for name in names)
        if len(named) * WIDTH == row.figures and heads >= _MIN_OUTCOMES and not by_procedure.keys() & set(named):
            by_procedure |= {name: (row, at * WIDTH) for at, name in enumerate(named)}
    return by_procedure


def _procedure(name: str) -> str:
    """The procedure that a head or label names, "" for none."""
    return next((each for each in PROCEDURE_KEYS if name.endswith(each)), "")


def _in_order(printed: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The rows of the three procedures in the form's order, where each is named above or before its figures."""
    named = [
        next((name for text in reversed(row.texts) if (name := key(text.text)) in PROCEDURE_KEYS), "")
        for row in printed
    ]
    if set(named) != set(PROCEDURE_KEYS):
        return list(printed)
    return [printed[named.index(name)] for name in PROCEDURE_KEYS]


def _exchanged(heads: Sequence[Cell]) -> bool:
    """Whether heads name the procedures, or reviews and lawsuits, in another order than the form."""
    names = [key(head.text) for head in heads]
    review, direct, after = PROCEDURE_KEYS
    pairs = ((review, LAWSUITS), (review, direct), (review, after), (direct, after))
    return any(one in names and two in names and names.index(one) > names.index(two) for one, two in pairs)


def _below(row: PrintedRow, others: Sequence[PrintedRow]) -> list[PrintedRow]:
    """Another row of fifteen figures in a row's table: of another year or body."""
    if row.grid is None or len(row.cells) < WHOLE:
        return []
    return [other for other in others if other.grid == row.grid and other.figures == row.figures >= WHOLE][:1]


def _heads(rows: Sequence[PrintedRow], printed: Sequence[PrintedRow]) -> Iterator[list[Cell]]:
    numbers = {id(row): number for number, row in enumerate(rows)}
    for one in printed:
        yield heads_before(rows, numbers[id(one)])


def _read(printed: Sequence[PrintedRow], edition: str, out: Collector) -> None:
    """Collect the figures of one row of fifteen, or of three rows of five."""
    form = table(edition, "disputes").rows
    if len(printed) > 1:
        known = layouts({WIDTH: Group(printed, {(form[0].column_labels[0], form[0].column_labels[-1])})})
        for row, part in zip(form, printed, strict=True):
            _part(row, part, known.get((part.grid, WIDTH), UNKNOWN), out)
        return
    (whole,) = printed
    labels = form[0].column_labels
    known = layouts({WHOLE: Group([whole], {(labels[0], labels[-1])})})
    whole = _without_lead(whole)
    cells = assign(whole, WHOLE, known.get((whole.grid, WHOLE), UNKNOWN))
    texts = [cell.text for cell in cells or ()]
    if cells is None or moved_left(texts, WIDTH) or pushed_on(texts, WIDTH):
        _unclear(whole, edition, out)
        return
    for index, row in enumerate(form):
        out.full(row, cells[index * WIDTH : (index + 1) * WIDTH])


def _part(row: Row, printed: PrintedRow, known: Layout, out: Collector) -> None:
    cells = assign(printed, WIDTH, known)
    if cells is None:
        out.unclear(row, printed)
    else:
        out.full(row, cells)


def _without_lead(row: PrintedRow) -> PrintedRow:
    """In text with a cell a line, blank cells too many before the first figure are what is left of the heads."""
    if row.grid is not None or len(row.cells) == WHOLE:
        return row
    lead = next((i for i, k in enumerate(row.kinds) if k is not Kind.BLANK), 0)
    return replace(row, cells=row.cells[lead:], kinds=row.kinds[lead:])


def _locate(rows: Sequence[PrintedRow], *, exact: bool = False) -> list[PrintedRow]:
    """The row of fifteen figures, or the three rows of five; [] where there is neither.

    A row with some figures too few or too many will do unless it has to be ``exact``.
    """
    named = [_headed(row) for row in rows]
    grids = {row.grid for row, is_named in zip(rows, named, strict=True) if is_named} - {None}
    # a row without labels belongs to the heads of another row of its table
    headed = [
        row for row, is_named in zip(rows, named, strict=True) if is_named or (not row.labels and row.grid in grids)
    ]
    whole = [row for row in headed if row.figures <= WHOLE <= len(row.cells)]
    if whole:
        # a line of blanks is what is left of heads, unless there is nothing else
        return ([row for row in whole if row.figures] or whole)[:1]
    fives = [row for row in headed if 0 < row.figures <= WIDTH <= len(row.cells)]
    if len(fives) >= len(PROCEDURE_KEYS):
        return _named_fives(fives) or fives[: len(PROCEDURE_KEYS)]
    return [] if exact else [row for row in headed if abs(row.figures - WHOLE) <= _SLACK][:1]


def _named_fives(fives: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The rows of five that bear the procedures' names, where each has one: others are of their sums."""
    named: dict[str, PrintedRow] = {}
    for row in fives:
        name = _procedure(key(row.labels[-1].text)) if row.labels else ""
        if name:
            named.setdefault(name, row)
    return [named[name] for name in PROCEDURE_KEYS] if len(named) == len(PROCEDURE_KEYS) else []


def _headed(row: PrintedRow) -> bool:
    """Whether heads of the table are above a row, or the heading of its section above fifteen figures whose heads are
    lost."""
    if row.figures == WHOLE and row.labels and all(word in row.labels[-1].text for word in _SECTION):
        return True
    return any(key(text.text).endswith(_HEADS) for text in row.texts)


def _unclear(whole: PrintedRow, edition: str, out: Collector) -> None:
    filled = [c for c, k in zip(whole.cells, whole.kinds, strict=True) if k is not Kind.BLANK]
    text = " ".join(cell.raw for cell in filled)
    likely = agreed(whole.cells, whole.kinds, WHOLE)
    for index, row in enumerate(table(edition, "disputes").rows):
        for position, column in enumerate(row.columns):
            cell = likely[index * WIDTH + position]
            value = read(cell.text, column.unit).value if cell else None
            place = filled[0].place if filled else None
            out.add(Figure(row.table, row.id, column.id, value, Status.UNCLEAR, text, place))
    out.width("disputes", filled, WHOLE)
