"""Printed rows are aligned to the form's rows as sequences, so that a lost, doubled, misprinted, split or cut label
never shifts its neighbours.

The best monotone alignment is found by dynamic programming over (printed rows) × (rows of the form). A pair scores by
how alike the labels are (rapidfuzz, edit distance) and whether the number of cells fits; both sides may be skipped. A
run of figures twice or three times the row's width stands for rows whose labels are lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from parsing.form import EDITIONS, Table, table
from parsing.rows import PrintedRow, key

# Labels less alike than this are not the same label
_ALIKE = 0.6
# What a pair of a form row and a printed row is worth besides the likeness of their labels
_FITS = 0.5
_MISFIT = -0.35
_GROUP_ONLY = 0.55
_OWN_LABEL = 0.95
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
            variants.setdefault(short, _OWN_LABEL)
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


def align(printed: Sequence[PrintedRow], table_id: str, bonus: Mapping[str, float]) -> Alignment:
    """The best alignment of these printed rows to one table, over both editions.

    ``bonus`` is what else speaks for an edition (words in the table's heads). A table whose every label stands as one
    edition prints it, in order, needs no weighing.
    """
    texts = [candidates(row) for row in printed]
    exact = {edition: [_exact(found, edition, table_id) for found in texts] for edition in EDITIONS}
    for edition in reversed(EDITIONS):
        straight = _straight(printed, exact[edition], table(edition, table_id))
        if straight is not None:
            return straight
    found = [
        _best(printed, _likeness(printed, exact[edition], _labels(edition, table_id)), table(edition, table_id))
        for edition in reversed(EDITIONS)
    ]
    return max(found, key=lambda alignment: alignment.score + bonus.get(alignment.table.edition, 0.0))


def candidates(row: PrintedRow) -> tuple[str, ...]:
    """The texts that may be this row's label: its last label, and that with those before it."""
    return _joined(tuple([label.text for label in row.labels]))


@lru_cache(maxsize=4096)
def _joined(labels: tuple[str, ...]) -> tuple[str, ...]:
    texts: list[str] = []
    joined = ""
    for label in reversed(labels):
        joined = key(label) + joined
        if joined:
            texts.append(joined)
        if len(joined) > 60:  # noqa: PLR2004 the longest label with its groups
            break
    return tuple(texts)


@lru_cache(maxsize=4096)
def _exact(texts: tuple[str, ...], edition: str, table_id: str) -> Mapping[int, float]:
    """The form rows whose label one of these texts is to the letter, and what that is worth."""
    found: dict[int, float] = {}
    for text in texts:
        for index, worth in _labels(edition, table_id).exact.get(text, ()):
            found[index] = max(worth, found.get(index, 0.0))
    return found


def _straight(printed: Sequence[PrintedRow], exact: list[Mapping[int, float]], form: Table) -> Alignment | None:
    """The alignment where every label stands as the form prints it, in order: nothing needs to be weighed."""
    pairs: list[Pair] = []
    rows = form.rows
    for number, found in enumerate(exact):
        expected = len(pairs)
        if not found:
            # figures under another label, or none, between the table's rows
            if 0 < expected < len(rows):
                return None
            continue
        if expected < len(rows) and found.get(expected, 0.0) >= _OWN_LABEL:
            if not _fits(printed[number], len(rows[expected].columns)):
                return None
            pairs.append(Pair(expected, number, 0, 1, 1.0))
        elif max(found.values()) > _GROUP_ONLY:
            return None
    return Alignment(form, tuple(pairs), (1.0 + _FITS) * len(pairs)) if len(pairs) == len(rows) else None


def _fits(row: PrintedRow, width: int) -> bool:
    count = len(row.cells)
    return count == width or (count > width and row.figures <= width)


def _likeness(printed: Sequence[PrintedRow], exact: list[Mapping[int, float]], labels: _Labels) -> list[list[float]]:
    """How alike each printed row's label is to each form row's, 0 to 1."""
    matrix = [[0.0] * (labels.rows[-1] + 1) for _ in printed]
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


class _Shape(NamedTuple):
    """What a printed row looks like without its labels: how many cells, how many with a figure, whether in a grid."""

    cells: int
    figures: int
    grid: bool


def _pair_score(shape: _Shape, likeness: float, width: int, merged: int) -> float | None:
    """What it is worth to read this printed row as ``merged`` form rows; None where nothing speaks for it."""
    count, filled, grid = shape
    if merged > 1:
        if grid or count != merged * width or likeness < _ALIKE:
            return None
        return likeness + _FITS * merged + _SKIP_FORM * (merged - 1)
    if count == width or filled <= width <= count:
        # without its label a single figure could be anything, unless it stands in a table's row
        unnamed = count == width and filled and (width > 1 or grid)
        return likeness + _FITS if likeness or unnamed else None
    if likeness >= _ALIKE:
        return likeness + _MISFIT
    # a row without its label and short or long by one still holds its place between its neighbours
    return 0.0 if width > 3 and abs(filled - width) <= 1 else None  # noqa: PLR2004 only wide rows are so telling


def _best(printed: Sequence[PrintedRow], likeness: list[list[float]], form: Table) -> Alignment:
    """Fill the score matrix from the first rows on; ``step`` keeps how each entry was reached."""
    shapes = [_Shape(len(row.cells), row.figures, row.grid is not None) for row in printed]
    widths = [len(row.columns) for row in form.rows]
    count, rows = len(printed), len(widths)
    score = [[_SKIP_FORM * j for j in range(rows + 1)]] + [[0.0] * (rows + 1) for _ in range(count)]
    step = [[_SKIPPED_FORM] * (rows + 1)] + [[_SKIPPED_PRINTED] * (rows + 1) for _ in range(count)]
    for i, shape in enumerate(shapes, 1):
        skip = _SKIP_PRINTED if shape.cells > 1 else 0.0
        above, here, alike = score[i - 1], score[i], likeness[i - 1]
        most = 1 if shape.grid else _MAX_MERGED
        for j in range(1, rows + 1):
            # outside the table printed rows cost nothing
            best, move = above[j] + (skip if j < rows else 0.0), _SKIPPED_PRINTED
            if here[j - 1] + _SKIP_FORM > best:
                best, move = here[j - 1] + _SKIP_FORM, _SKIPPED_FORM
            for merged in range(1, min(most, j) + 1):
                value = _pair_score(shape, alike[j - merged], widths[j - merged], merged)
                if value is not None and above[j - merged] + value > best:
                    best, move = above[j - merged] + value, _Step(1, merged)
            here[j], step[i][j] = best, move
    return Alignment(form, _trace(step, likeness), score[count][rows])


class _Step(NamedTuple):
    """How many printed rows and rows of the form a move takes: (1, 0) and (0, 1) skip, (1, n) pairs."""

    printed: int
    form: int


_SKIPPED_PRINTED = _Step(1, 0)
_SKIPPED_FORM = _Step(0, 1)


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
