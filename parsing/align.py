"""Printed rows are aligned to the form's rows as sequences, so that a lost, doubled, misprinted, split or cut label
never shifts its neighbours.

The best monotone alignment is found by dynamic programming over (printed rows) × (rows of the form). A pair scores by
how alike the labels are (rapidfuzz, edit distance) and whether the number of cells fits; both sides may be skipped. A
run of figures twice or three times the row's width stands for rows whose labels are lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from parsing.form import Table, table
from parsing.rows import PrintedRow, key

# Labels less alike than this are not the same label
_ALIKE = 0.6
# What a pair of a form row and a printed row is worth besides the likeness of their labels
_FITS = 0.5
_MISFIT = -0.35
_GROUP_ONLY = 0.55
# What is lost by leaving out a row of the form, and a printed row that has figures
_SKIP_FORM = -0.2
_SKIP_PRINTED = -0.25
_MAX_MERGED = 4
_RESULTS = "三本年度办理结果"


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
        return sum(1 for pair in self.pairs if pair.likeness >= _ALIKE)


class _Labels(NamedTuple):
    """Every way a form row's label may be printed, with its row and what it is worth."""

    exact: dict[str, list[tuple[int, float]]]
    keys: list[str]
    rows: list[int]
    worth: list[float]


@cache
def _labels(edition: str, table_id: str) -> _Labels:
    exact: dict[str, list[tuple[int, float]]] = {}
    keys, rows, worth = [], [], []
    seen_groups: set[str] = set()
    for index, row in enumerate(table(edition, table_id).rows):
        own = key(row.label)
        variants = {own: 1.0, _RESULTS + own: 1.0}
        short = key(row.label.partition("（")[0]) if not row.label.startswith("（") else ""
        if short:
            variants.setdefault(short, 0.95)
        if row.group:
            group = key(row.group)
            variants |= {group + own: 1.0, _RESULTS + group + own: 1.0}
            if group not in seen_groups:
                variants |= {group: _GROUP_ONLY, _RESULTS + group: _GROUP_ONLY}
                seen_groups.add(group)
        for text, value in variants.items():
            exact.setdefault(text, []).append((index, value))
            keys.append(text)
            rows.append(index)
            worth.append(value)
    return _Labels(exact, keys, rows, worth)


def align(printed: Sequence[PrintedRow], edition: str, table_id: str) -> Alignment:
    """The best alignment of these printed rows to one table of one edition."""
    form = table(edition, table_id)
    widths = [len(row.columns) for row in form.rows]
    labels = _labels(edition, table_id)
    exact = [_exact(row, labels) for row in printed]
    straight = _straight(printed, exact, form, widths)
    if straight is not None:
        return straight
    likeness = _likeness(printed, exact, labels, len(form.rows))
    return _best(printed, likeness, form, widths)


def candidates(row: PrintedRow) -> list[str]:
    """The texts that may be this row's label: its last label, and that with those before it."""
    texts: list[str] = []
    joined = ""
    for label in reversed(row.labels):
        joined = key(label.text) + joined
        if joined:
            texts.append(joined)
        if len(joined) > 60:  # noqa: PLR2004 the longest label with its groups
            break
    return texts


def _exact(row: PrintedRow, labels: _Labels) -> dict[int, float]:
    found: dict[int, float] = {}
    for text in candidates(row):
        for index, worth in labels.exact.get(text, ()):
            found[index] = max(worth, found.get(index, 0.0))
    return found


def _straight(
    printed: Sequence[PrintedRow], exact: list[dict[int, float]], form: Table, widths: list[int]
) -> Alignment | None:
    """The alignment where every label stands as the form prints it, in order: nothing needs to be weighed."""
    pairs = []
    expected = 0
    for number, found in enumerate(exact):
        if expected < len(widths) and found.get(expected, 0.0) >= 0.95:  # noqa: PLR2004 the row's own label
            if not _fits(printed[number], widths[expected]):
                return None
            pairs.append(Pair(expected, number, 0, 1, 1.0))
            expected += 1
        elif found and any(worth > _GROUP_ONLY for worth in found.values()):
            return None
    if expected < len(widths):
        return None
    return Alignment(form, tuple(pairs), (1.0 + _FITS) * len(pairs))


def _fits(row: PrintedRow, width: int) -> bool:
    count = len(row.cells)
    return count == width or (row.figures <= width <= count)


def _likeness(
    printed: Sequence[PrintedRow], exact: list[dict[int, float]], labels: _Labels, rows: int
) -> list[list[float]]:
    """How alike each printed row's label is to each form row's, 0 to 1."""
    matrix = [[0.0] * rows for _ in printed]
    texts: list[str] = []
    owners: list[int] = []
    for number, row in enumerate(printed):
        for index, worth in exact[number].items():
            matrix[number][index] = worth
        if not any(worth > _GROUP_ONLY for worth in exact[number].values()):
            found = candidates(row)
            texts += found
            owners += [number] * len(found)
    if texts:
        scores = process.cdist(texts, labels.keys, scorer=fuzz.ratio, score_cutoff=100 * _ALIKE) / 100
        for position, column in zip(*scores.nonzero(), strict=True):
            number, index = owners[position], labels.rows[column]
            value = float(scores[position, column]) * labels.worth[column]
            matrix[number][index] = max(matrix[number][index], value)
    return matrix


def _pair_score(row: PrintedRow, likeness: float, width: int, merged: int) -> float | None:
    """What it is worth to read this printed row as ``merged`` form rows; None where nothing speaks for it."""
    count, filled = len(row.cells), row.figures
    if merged > 1:
        if row.grid is not None or count != merged * width or likeness < _ALIKE:
            return None
        return likeness + _FITS * merged + _SKIP_FORM * (merged - 1)
    if count == width or filled <= width <= count:
        # without its label a single figure could be anything, unless it stands in a table's row
        unnamed = count == width and filled and (width > 1 or row.grid is not None)
        return likeness + _FITS if likeness or unnamed else None
    if likeness >= _ALIKE:
        return likeness + _MISFIT
    # a row without its label and short or long by one still holds its place between its neighbours
    return 0.0 if width > 3 and abs(filled - width) <= 1 else None  # noqa: PLR2004 only wide rows are so telling


def _best(printed: Sequence[PrintedRow], likeness: list[list[float]], form: Table, widths: list[int]) -> Alignment:
    """Fill the score matrix from the first rows on; ``step`` keeps how each entry was reached."""
    count, rows = len(printed), len(widths)
    score = [[_SKIP_FORM * j for j in range(rows + 1)]] + [[0.0] * (rows + 1) for _ in range(count)]
    step = [[_Step(0, 1)] * (rows + 1)] + [[_Step(1, 0)] * (rows + 1) for _ in range(count)]
    for i in range(1, count + 1):
        row = printed[i - 1]
        skip = _SKIP_PRINTED if len(row.cells) > 1 else 0.0
        above, here = score[i - 1], score[i]
        for j in range(1, rows + 1):
            # outside the table printed rows cost nothing
            best, move = above[j] + (skip if j < rows else 0.0), _Step(1, 0)
            if here[j - 1] + _SKIP_FORM > best:
                best, move = here[j - 1] + _SKIP_FORM, _Step(0, 1)
            for merged in range(1, min(_MAX_MERGED, j) + 1):
                value = _pair_score(row, likeness[i - 1][j - merged], widths[j - merged], merged)
                if value is not None and above[j - merged] + value > best:
                    best, move = above[j - merged] + value, _Step(1, merged)
            here[j], step[i][j] = best, move
    return Alignment(form, _trace(step, likeness), score[count][rows])


class _Step(NamedTuple):
    """How many printed rows and rows of the form a move takes: (1, 0) and (0, 1) skip, (1, n) pairs."""

    printed: int
    form: int


def _trace(step: list[list[_Step]], likeness: list[list[float]]) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    i, j = len(step) - 1, len(step[0]) - 1
    while i or j:
        move = step[i][j] if j else _Step(1, 0)
        i, j = i - move.printed, j - move.form
        if move.printed and move.form:
            parts = range(move.form)
            pairs += [Pair(j + part, i, part, move.form, likeness[i][j + part]) for part in reversed(parts)]
    return tuple(reversed(pairs))
