"""Collects the figures of a table from its aligned rows, with remarks, and says which of them are not sure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from parsing.document import Cell
from parsing.form import TOTAL, Row, Table, amounts, table
from parsing.report import Figure, Figures, Place, Remark, Status
from parsing.tables import doubts
from parsing.tables.align import Alignment, Pair
from parsing.tables.collected import Fields, by_row, differs
from parsing.tables.columns import UNKNOWN, Group, Layout, agreed, assign, layouts, moved_left
from parsing.tables.displaced import glued, spread, with_displaced
from parsing.tables.heads import AMOUNT, doubtful, heads_before, is_scaled, units_under
from parsing.tables.left_out import is_narrow, placed_in_part
from parsing.tables.own_heads import by_heads, placed_by_heads
from parsing.tables.printed import Placed, PrintedRow
from parsing.wording import values
from parsing.wording.labels import SHORT, key, labels

# Value, status, text and place of what the document does not have
_NOT_THERE = (None, Status.MISSING, "", None)


class LocatedTable(NamedTuple):
    """A table's alignment and the printed rows it points into; ``alignment`` None where the table is not there."""

    alignment: Alignment | None
    rows: Sequence[PrintedRow]


class Collector:
    """Collects figures, remarks and spans of lines; says why a row's columns are not sure."""

    def __init__(self, year: int | None) -> None:
        self.year = year
        self._collected = Fields()
        self._full: list[tuple[Row, Sequence[str], Sequence[Cell]]] = []
        self.remarks: list[Remark] = []
        self.spans: dict[str, tuple[int, int]] = {}

    def table(self, name: str, located: LocatedTable, edition: str) -> None:
        """Every row of a table of the form, from the printed rows that were found to be its own."""
        form = table(edition, name)
        pairs = {pair.form_row: pair for pair in located.alignment.pairs} if located.alignment else {}
        layouts = _layouts(form.rows, pairs, located.rows)
        captions = _captions(located.rows, [pair.printed for pair in pairs.values()])
        placed = [
            Placed(form.rows[index], located.rows[pair.printed], pair.printed, pair.likeness > 0)
            for index, pair in sorted(pairs.items())
        ]
        disordered = doubtful(located.rows, [(each.row, each.number) for each in placed])
        odd = disordered or any(each.printed.figures > len(each.row.columns) > 1 for each in placed)
        headed = placed_by_heads(placed, located.rows) if odd else {}
        in_part = placed_in_part(placed, located.rows) if is_narrow(placed) else {}
        for index, row in enumerate(form.rows):
            pair = pairs.get(index)
            if pair is None:
                self.missing(row)
            elif row.id in in_part:
                self.in_part(row, in_part[row.id])
            elif row.id in headed:
                self.full(row, headed[row.id], _units(row, located.rows, pair.printed, captions))
            else:
                self.row(row, located.rows, pair, layouts, captions)
        self.repeated(form.rows, located, pairs)
        if located.alignment and _named_below(located):
            self.disordered(name, {row.id for row in form.rows})
        elif pairs:
            self.disordered(name, disordered - headed.keys())
            self.judge(form, placed, located.rows)
            if is_scaled(captions):
                self.scaled(form)
        if pairs:
            lines = [located.rows[pair.printed] for pair in pairs.values()]
            self.spans[name] = (min(r.first_line for r in lines), max(r.last_line for r in lines))

    def judge(self, form: Table, placed: Sequence[Placed], rows: Sequence[PrintedRow]) -> None:
        """Make unclear what the table itself says is not the form's."""
        figures = by_row(self.figures, form.rows)
        rows_doubted = doubts.misplaced(placed, figures) | doubts.crossed(placed, rows, form.edition, form.id)
        heads = by_heads(placed, rows, figures, self.year)
        self.disordered(form.id, heads.disordered)
        doubted = {cell for row in form.rows if row.id in rows_doubted for cell in map("/".join, row.cell_ids)}
        self.unsure(doubted | heads.of_others)
        self.unsure(doubts.shared(placed, figures) | doubts.spaced(placed, figures), likely=True)

    def unsure(self, cells: Collection[str], *, likely: bool = False) -> list[str]:
        """Make figures ``unclear``, all but those that are missing; their values are ``likely`` or none at all."""
        changed = []
        for position, figure in enumerate(self.figures) if cells else ():
            if figure.id in cells and figure.status is not Status.MISSING:
                value = figure.value if likely else None
                self._collected.put(position, figure._replace(value=value, status=Status.UNCLEAR))
                changed.append(figure.id)
        return changed

    def another(self) -> Collector:
        """An empty one, for a second table."""
        return Collector(self.year)

    def compare(self, name: str, other: Collector) -> None:
        """Make those figures ``unclear`` that a second table has with other values."""
        printed = {figure.id: figure for figure in other.figures}
        differing = [f.id for f in self.figures if f.id in printed and differs(f, printed[f.id])]
        if differing:
            self.remarks.append(Remark("table_repeated", name, {"cells": differing}))
        for position, figure in enumerate(self.figures):
            if figure.id in differing:
                text = f"{figure.text} / {printed[figure.id].text}"
                self._collected.put(position, figure._replace(status=Status.UNCLEAR, text=text))

    def repeated(self, form_rows: Sequence[Row], located: LocatedTable, pairs: dict[int, Pair]) -> None:
        """Make a row ``unclear`` that is among those of its table once more, under the same label with other
        figures."""
        used = {pair.printed for pair in pairs.values()}
        if not used:
            return
        again: dict[str, set[tuple[str, ...]]] = {}
        for number in range(min(used), max(used) + 1):
            printed = located.rows[number]
            if number not in used and printed.labels and printed.figures:
                again.setdefault(key(printed.labels[-1].text), set()).add(tuple([cell.text for cell in printed.cells]))
                self.added(form_rows, printed)
        for index, pair in pairs.items() if again else ():
            row, printed = form_rows[index], located.rows[pair.printed]
            own = tuple([cell.text for cell in printed.cells])
            others = again.get(key(printed.labels[-1].text), set()) if printed.labels else set()
            if pair.likeness >= SHORT and any(len(other) == len(own) for other in others - {own}):
                cells = self.unsure(set(map("/".join, row.cell_ids)))
                self.remarks.append(Remark("table_repeated", row.table, {"cells": cells}))

    def added(self, form_rows: Sequence[Row], printed: PrintedRow) -> None:
        """Note a row of the body's own among those of a table: its figures may be in the totals."""
        ids = form_rows[0].column_ids
        if ids[-1] == TOTAL and len(printed.cells) == printed.figures == len(ids):
            read = [values.read(cell.text, form_rows[0].units[0]).value for cell in printed.cells]
            details = {"label": printed.labels[-1].raw, "values": dict(zip(ids, read, strict=True))}
            self.remarks.append(Remark("row_added", form_rows[0].table, details))

    def disordered(self, name: str, rows: Collection[str]) -> None:
        """Rows of a table whose heads are in another order than the form's: nobody knows which figure is whose."""
        if rows:
            self.unsure({figure.id for figure in self.figures if figure.table == name and figure.row in rows})
            self.remarks.append(Remark("columns_disordered", name, {"rows": sorted(rows)}))

    def scaled(self, form: Table) -> None:
        """The counts of a table in hundreds or thousands, as its caption says: the form's are single ones."""
        counts = {"/".join(cell) for row in form.rows for cell in row.cell_ids}
        self.remarks.append(Remark("counts_scaled", form.id, {"cells": self.unsure(counts - amounts())}))

    def missing(self, row: Row) -> None:
        """The document has no such row."""
        for column in row.columns:
            self.add(Figure(row.table, row.id, column.id, None, Status.MISSING, "", None))

    def row(
        self,
        row: Row,
        rows: Sequence[PrintedRow],
        pair: Pair,
        layouts: dict[tuple[int | None, int], Layout],
        captions: Sequence[Cell],
    ) -> None:
        """One row of the form from one printed row, or from its part of it."""
        width = len(row.columns)
        printed = rows[pair.printed]
        cells: list[Cell] | None
        if pair.parts > 1:
            cells = printed.cells[pair.part * width : (pair.part + 1) * width]
        else:
            printed = with_displaced(row, printed)
            cells = spread(printed, width) or assign(printed, width, layouts.get((printed.grid, width), UNKNOWN))
            if glued(row, printed):
                # padding may replace the figure that the label has taken in
                cells = None
        if cells is None or (row.column_ids[-1] == TOTAL and moved_left([cell.text for cell in cells], width)):
            self.unclear(row, printed)
        else:
            self.full(row, cells, _units(row, rows, pair.printed, captions))

    def full(self, row: Row, cells: Sequence[Cell], units: Sequence[str] | None = None) -> None:
        """A row whose every cell's column is known, with other units than the form's if they are given."""
        self._full.append((row, units or row.units, cells))

    def add(self, figure: Figure) -> None:
        """A figure behind all others."""
        self._read_full()
        self._collected.add(figure)

    @property
    def figures(self) -> Figures:
        """All figures so far."""
        self._read_full()
        return self._collected.figures()

    def _read_full(self) -> None:
        """Read the figures of full rows, in one pass."""
        if not self._full:
            return
        full, self._full = self._full, []
        cells = zip(*chain.from_iterable([cells for _, _, cells in full]), strict=True)
        units = chain.from_iterable([units for _, units, _ in full])
        figures, remarks = read_rows([row for row, _, _ in full], units, *cells)
        self._collected.extend(figures)
        self.remarks += remarks

    def in_part(self, row: Row, cells: Sequence[Cell | None]) -> None:
        """A row of a table that leaves out columns, None for those."""
        for column, cell in zip(row.columns, cells, strict=True):
            content = (*values.read(cell.text, column.unit)[:2], cell.raw, cell.place) if cell else _NOT_THERE
            self.add(Figure(row.table, row.id, column.id, *content))

    def unclear(self, row: Row, printed: PrintedRow) -> None:
        """A row with too few or too many figures: its columns cannot be determined."""
        filled = [c for c, k in zip(printed.cells, printed.kinds, strict=True) if k is not values.Kind.BLANK]
        if not filled:
            self.blank_or_missing(row, printed)
            return
        text = " ".join(cell.raw for cell in filled)
        place = filled[0].place
        for column, cell in zip(row.columns, agreed(printed.cells, printed.kinds, len(row.columns)), strict=True):
            value = values.read(cell.text, column.unit).value if cell else None
            self.add(Figure(row.table, row.id, column.id, value, Status.UNCLEAR, text, place))
        self.width(f"{row.table}/{row.id}", filled, len(row.columns))

    def width(self, subject: str, filled: Sequence[Cell], expected: int) -> None:
        """Note a row that has not the form's number of figures."""
        details = {"printed": len(filled), "expected": expected, "text": " ".join(cell.raw for cell in filled)}
        self.remarks.append(Remark("row_width", subject, details))

    def blank_or_missing(self, row: Row, printed: PrintedRow) -> None:
        """A row without any figure: cells that are there are blank, the others the document does not have."""
        for position, column in enumerate(row.columns):
            cell = printed.cells[position] if position < len(printed.cells) else None
            status = Status.BLANK if cell else Status.MISSING
            self.add(Figure(row.table, row.id, column.id, None, status, "", cell.place if cell else None))


def read_rows(
    rows: Iterable[Row], units: Iterable[str], texts: Sequence[str], raws: Sequence[str], places: Sequence[Place]
) -> tuple[Figures, list[Remark]]:
    """The figures of rows of the form from the units, texts, printed texts and places of all their cells, and a remark
    for each that was printed in another unit."""
    rows = list(rows)
    read, statuses, converted = zip(*values.read_all(texts, list(units)), strict=True)
    ids = zip(*chain.from_iterable([row.cell_ids for row in rows]), strict=True)
    figures = Figures([*ids, read, statuses, tuple(raws), tuple(places)])
    in_other_unit = [figures[at] for at, sure in enumerate(converted) if sure] if any(converted) else []
    return figures, [Remark("unit_converted", f.id, {"text": f.text, "value": f.value}) for f in in_other_unit]


def _named_below(located: LocatedTable) -> bool:
    """Whether figures seem to be printed above their labels: figures without a label before the table's first row, and
    behind its last a label without figures."""
    if located.alignment is None or not located.alignment.pairs:
        return False
    form, pairs = located.alignment.table, located.alignment.pairs
    first, last = min(pair.printed for pair in pairs), max(pair.printed for pair in pairs)
    width = len(form.rows[min(pairs, key=lambda pair: pair.printed).form_row].columns)
    before, after = located.rows[first - 1] if first else None, located.rows[last].after
    if before is None or after is None or before.own or before.figures != width:
        return False
    left_out = set(range(len(form.rows))) - {pair.form_row for pair in pairs}
    return any(index in left_out for index, _ in labels(form.edition, form.id).exact.get(key(after.text), ()))


def _captions(rows: Sequence[PrintedRow], used: Sequence[int]) -> list[Cell]:
    """The texts in and around a table that may be captions or notes."""
    if not used:
        return []
    texts = [text for row in rows[min(used) : max(used) + 1] for text in row.texts]
    after = rows[max(used)].after
    return [text for text in (*texts, *([after] if after else ())) if "单位" in text.text or "元计" in text.text]


def _units(row: Row, rows: Sequence[PrintedRow], number: int, captions: Sequence[Cell]) -> Sequence[str]:
    return units_under(heads_before(rows, number), captions, row.units) if AMOUNT in row.units else row.units


def _layouts(
    form_rows: Sequence[Row], pairs: dict[int, Pair], rows: Sequence[PrintedRow]
) -> dict[tuple[int | None, int], Layout]:
    """The layout of each printed table, by the table's number and the row's width."""
    members: dict[int, list[PrintedRow]] = {}
    ends: dict[int, set[tuple[str, str]]] = {}
    for index, pair in pairs.items():
        labels = form_rows[index].column_labels
        if pair.parts == 1:
            members.setdefault(len(labels), []).append(rows[pair.printed])
            ends.setdefault(len(labels), set()).add((labels[0], labels[-1]))
    return layouts({width: Group(members[width], ends[width]) for width in members})
