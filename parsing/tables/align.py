"""Printed rows are aligned to the form's rows as sequences, so that a lost, doubled, misprinted, split or cut label
never shifts its neighbours.

The best monotone alignment is found by dynamic programming over (printed rows) × (rows of the form). A pair scores by
how alike the labels are (rapidfuzz, edit distance) and whether the number of cells fits; both sides may be skipped. A
run of figures twice or three times the row's width is of rows whose labels are lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from parsing.form import EDITIONS, Table, table
from parsing.tables.likeness import ALIKE, exact_rows, joined, likeness_matrix
from parsing.tables.printed import PrintedRow
from parsing.wording.labels import GROUP_ONLY, NUMBERED_OTHERWISE, SHORT, column_keys, key, label_keys
from parsing.wording.labels import likeness as share

# A label of which less than this is in any of the form's is another row's
_PARTLY = 0.6
_MIN_LABEL = 2
# What a pair of a form row and a printed row is worth besides the likeness of their labels
_FITS = 0.5
_MISFIT = -0.35
# What is lost by leaving out a row of the form, and a printed row that has figures
_SKIP_FORM = -0.2
_SKIP_PRINTED = -0.25
_MAX_MERGED = 4


class Pair(NamedTuple):
    """A form row and the printed row it is read from; ``part`` of ``parts`` where labels between were lost."""

    form_row: int
    printed: int
    part: int
    parts: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs found for one table in one edition, and their score."""

    table: Table
    pairs: tuple[Pair, ...]
    score: float

    @property
    def named(self) -> int:
        """How many rows were found by their own label."""
        return sum(1 for pair in self.pairs if pair.likeness >= ALIKE)


def align(
    printed: Sequence[PrintedRow], table_id: str, bonus: Mapping[str, float], usual: str | None = None
) -> Alignment:
    """The best alignment of these printed rows to one table, over both editions.

    The rows that are there decide for an edition, never those that are missing, and ``bonus``, what else speaks for one
    (words in the table's heads); where they are equally good, ``usual`` is taken. A table whose every label is as
    one edition prints it, in order, needs no weighing.
    """
    labels = [tuple([label.text for label in row.labels]) for row in printed]
    exact: dict[str, list[Mapping[int, float]]] = {}
    for edition in reversed(EDITIONS):
        exact[edition] = [exact_rows(each, edition, table_id) for each in labels]
        straight = _straight(printed, exact[edition], table(edition, table_id))
        if straight is not None:
            return straight
    texts = [joined(each) for each in labels]
    alignments = [
        _with_exchanged(
            _best(printed, likeness_matrix(texts, exact[edition], table(edition, table_id)), table(edition, table_id)),
            printed,
        )
        for edition in reversed(EDITIONS)
    ]
    return max(alignments, key=lambda each: (*_support(each, bonus), each.table.edition == usual))


def _with_exchanged(alignment: Alignment, printed: Sequence[PrintedRow]) -> Alignment:
    """An alignment with those rows of the form, too, that are among its rows in another order, under their labels."""
    used = {pair.printed for pair in alignment.pairs}
    open_rows = set(range(len(alignment.table.rows))) - {pair.form_row for pair in alignment.pairs}
    if not used or not open_rows:
        return alignment
    form = alignment.table
    pairs = list(alignment.pairs)
    first, last, reach = min(used), max(used), len(open_rows)
    grids = {printed[number].grid for number in used}
    for number in range(max(first - reach, 0), min(last + reach + 1, len(printed))):
        row = printed[number]
        # beyond its rows another table may begin, of another year
        near = first - 1 <= number <= last + 1 or row.grid in grids - {None}
        if number in used or not near:
            continue
        exact = exact_rows(tuple([label.text for label in row.labels]), form.edition, form.id)
        named = [index for index, worth in exact.items() if worth >= NUMBERED_OTHERWISE]
        if len(named) == 1 and named[0] in open_rows and _fits(row, len(form.rows[named[0]].columns)):
            open_rows.remove(named[0])
            pairs.append(Pair(named[0], number, 0, 1, exact[named[0]]))
    gained = sum(pair.likeness + _FITS - _SKIP_FORM for pair in pairs[len(alignment.pairs) :])
    return replace(alignment, pairs=tuple(sorted(pairs)), score=alignment.score + gained)


def _support(alignment: Alignment, bonus: Mapping[str, float]) -> tuple[float]:
    """What speaks for an alignment's edition: its score, but for the rows of the form that it leaves out."""
    left_out = len(alignment.table.rows) - len(alignment.pairs)
    return (round(alignment.score - _SKIP_FORM * left_out + bonus.get(alignment.table.edition, 0.0), 6),)


def _straight(printed: Sequence[PrintedRow], exact: list[Mapping[int, float]], form: Table) -> Alignment | None:
    """The alignment where every label is as the form prints it, in order: nothing needs to be weighed."""
    pairs: list[Pair] = []
    rows = form.rows
    for number, likely in enumerate(exact):
        expected = len(pairs)
        if not likely:
            # figures under another label, or none, between the table's rows
            if 0 < expected < len(rows):
                return None
            continue
        if expected < len(rows) and likely.get(expected, 0.0) >= SHORT:
            if not _fits(printed[number], len(rows[expected].columns)):
                return None
            pairs.append(Pair(expected, number, 0, 1, 1.0))
        elif max(likely.values()) > GROUP_ONLY:
            return None
    if len(pairs) < len(rows):
        return None
    return Alignment(form, tuple(pairs), (1.0 + _FITS) * len(pairs))


def _fits(row: PrintedRow, width: int) -> bool:
    count = len(row.cells)
    return count == width or (count > width and row.figures <= width)


def _is_head(row: PrintedRow) -> bool:
    """Whether what a row seems to be named by is a column's label in a line above it."""
    return not row.own and bool(row.labels) and key(row.labels[-1].text) in column_keys()


def _is_other(row: PrintedRow) -> bool:
    """Whether a row has a label that is like none of the form's: it is a row of the body's own."""
    text = key(row.labels[-1].text) if row.labels and (row.own or row.grid is None) else ""
    if len(text) < _MIN_LABEL or text in column_keys():
        return False
    return share(text, label_keys()) < _PARTLY


class _Fit(NamedTuple):
    """What a printed row's number of cells is worth for rows of one width: where its label is alike, where it is only
    slightly so, and where it says nothing; None where nothing speaks for the pair."""

    alike: float
    slightly: float | None
    unnamed: float | None


_NO_FIT = _Fit(_MISFIT, None, None)


def _fit(row: PrintedRow, width: int) -> _Fit:
    count, filled = len(row.cells), row.figures
    if count == width or filled <= width <= count:
        # without its label a single figure could be anything, unless it is in a table's row that has no other label
        telling = count == width and filled > 0 and (width > 1 or (row.grid is not None and not row.own))
        return _Fit(_FITS, _FITS, _FITS if telling else None)
    # a row without its label and short or long by one still holds its place between its neighbours
    near = 0.0 if width > 3 and abs(filled - width) <= 1 else None  # noqa: PLR2004 only wide rows are so telling
    return _Fit(_MISFIT, near, near)


def _worth(fit: _Fit, likeness: float) -> float | None:
    """What it is worth to read a printed row as a form row."""
    if likeness >= ALIKE:
        return likeness + fit.alike
    if likeness:
        return None if fit.slightly is None else fit.slightly + (likeness if fit.slightly else 0.0)
    return fit.unnamed


def _best(printed: Sequence[PrintedRow], likeness: list[list[float]], form: Table) -> Alignment:
    """Fill the score matrix from the first rows on; ``step`` keeps how each entry was reached."""
    widths = [len(row.columns) for row in form.rows]
    rows, distinct = len(widths), set(widths)
    above = [_SKIP_FORM * j for j in range(rows + 1)]
    step = [[_SKIPPED_FORM] * (rows + 1)]
    for row, alike in zip(printed, likeness, strict=True):
        # before the table and behind it printed rows cost nothing
        skip = _SKIP_PRINTED if len(row.cells) > 1 else 0.0
        here = [above[0], *(score + skip for score in above[1:-1]), above[-1]]
        steps = [_SKIPPED_PRINTED] * (rows + 1)
        fits = {width: _fit(row, width) for width in distinct}
        if _is_head(row):
            # 总计 above figures is not （七）总计 before them
            alike = [0.0] * rows  # noqa: PLW2901
        named = any(alike)
        if not named and any(fit.unnamed is not None for fit in fits.values()) and _is_other(row):
            fits = dict.fromkeys(distinct, _NO_FIT)
        # a row whose label and width say nothing is no row of the form
        for j in _open(alike) if named or any(fit.unnamed is not None for fit in fits.values()) else ():
            width = widths[j - 1]
            value = _worth(fits[width], alike[j - 1])
            if value is not None and above[j - 1] + value > here[j]:
                here[j], steps[j] = above[j - 1] + value, _PAIRED
        if named and row.grid is None and len(row.cells) >= 2 * min(distinct):
            for j, merged, value in _merges(row, alike, widths):
                if above[j - merged] + value > here[j]:
                    here[j], steps[j] = above[j - merged] + value, _Step(1, merged)
        for j in range(1, rows + 1):
            if here[j - 1] + _SKIP_FORM > here[j]:
                here[j], steps[j] = here[j - 1] + _SKIP_FORM, _SKIPPED_FORM
        step.append(steps)
        above = here
    return Alignment(form, _trace(step, likeness), above[rows])


def _open(alike: list[float]) -> Iterable[int]:
    """The rows of the form, counted from 1, that a printed row may be: one whose label matches to the letter is no
    other row than those of that label."""
    if max(alike) >= NUMBERED_OTHERWISE:
        return [j for j, likeness in enumerate(alike, 1) if likeness]
    return range(1, len(alike) + 1)


def _merges(row: PrintedRow, alike: list[float], widths: list[int]) -> Iterator[tuple[int, int, float]]:
    """The runs of form rows that a run of figures may be: the last row counted from 1, how many, and their worth."""
    for j in range(2, len(widths) + 1):
        for merged in range(2, min(_MAX_MERGED, j) + 1):
            value = _merged_worth(row, alike[j - merged], widths[j - merged], merged)
            if value is not None:
                yield j, merged, value


def _merged_worth(row: PrintedRow, likeness: float, width: int, merged: int) -> float | None:
    """What it is worth to read a run of figures as several rows, all labels but the first lost."""
    # several single figures behind one label may as well be one row of another edition
    if width == 1 or len(row.cells) != merged * width or likeness < ALIKE:
        return None
    return likeness + _FITS * merged + _SKIP_FORM * (merged - 1)


class _Step(NamedTuple):
    """How many printed rows and rows of the form a move takes: (1, 0) and (0, 1) skip, (1, n) pairs."""

    printed: int
    form: int


_SKIPPED_PRINTED = _Step(1, 0)
_SKIPPED_FORM = _Step(0, 1)
_PAIRED = _Step(1, 1)


def _trace(step: list[list[_Step]], likeness: list[list[float]]) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    i, j = len(step) - 1, len(step[0]) - 1
    while i or j:
        move = step[i][j] if j else _SKIPPED_PRINTED
        i, j = i - move.printed, j - move.form
        if move.printed and move.form:
            parts = range(move.form)
            pairs += [Pair(j + part, i, part, move.form, likeness[i][j + part]) for part in reversed(parts)]
    return tuple(reversed(pairs))
