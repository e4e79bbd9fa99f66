"""The two programs that scipy solves for the sums: what unknown cells can be, and which fewest cells must change.

Loaded only when a report needs one, for scipy takes longer to load than a thousand reports to check.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from checks.equations import Equation
from checks.explain.search import Fewest
from checks.kinds import Known
from checks.unknowns import Waiting, fails_alone
from parsing.values import tidy

Matrix = NDArray[np.float64]
_TOLERANCE = 1e-6
_HALF = 0.5
_SIZE = 1000
# File descriptors
_OUTPUT, _ERRORS = 1, 2
# They belong to the whole process
_ONE_AT_A_TIME = Lock()
# What scipy.optimize.milp says of a program
_SOLVED, _INFEASIBLE = 0, 2


def only_values(waiting: Sequence[Waiting]) -> dict[str, float] | None:
    """The cells that can hold one number only, with it; None where no numbers of zero or more make all sums hold.

    One program finds a filling in which every cell that can be more than zero is: for that the sums are scaled by
    ``s`` ≥ 1, so that a cell which can be anything above zero can be 1. The cells at zero are decided; of the others
    those are which no direction of the solutions moves.
    """
    cells = sorted({cell for state in waiting for cell in (*state.parts, *state.total)})
    place = {cell: number for number, cell in enumerate(cells)}
    matrix = np.zeros((len(waiting), len(cells)))
    for row, state in enumerate(waiting):
        matrix[row, [place[cell] for cell in state.parts]] = 1
        matrix[row, [place[cell] for cell in state.total]] = -1
    filled = _most_above_zero(matrix, np.array([state.need for state in waiting]))
    if filled is None:
        return None
    above = filled > _TOLERANCE
    still = _unmoved(matrix[:, above])
    decided = {cells[n]: 0.0 for n in np.flatnonzero(~above)}
    decided |= {cells[n]: filled[n] for n in np.flatnonzero(above)[still]}
    return {cell: tidy(round(float(value), 6)) for cell, value in decided.items()}


def _most_above_zero(matrix: Matrix, needs: Matrix) -> Matrix | None:
    """A filling with as many cells above zero as there can be."""
    rows, n = matrix.shape
    # cells, then what of each counts towards the goal, then the scale
    equal = np.hstack([matrix, np.zeros((rows, n)), -needs[:, None]])
    at_most = np.hstack([-np.eye(n), np.eye(n), np.zeros((n, 1))])
    goal = np.concatenate([np.zeros(n), -np.ones(n), [0]])
    bounds = [(0, None)] * n + [(0, 1)] * n + [(1, None)]
    solved = linprog(goal, at_most, np.zeros(n), equal, np.zeros(rows), bounds, method="highs")
    if solved.x is None:
        return None
    return np.where(solved.x[n:-1] > _HALF, solved.x[:n] / solved.x[-1], 0)


def _unmoved(matrix: Matrix) -> NDArray[np.bool_]:
    """Which columns have the same value in all solutions of the sums."""
    if not matrix.size:
        return np.zeros(matrix.shape[1], dtype=bool)
    _, strengths, directions = np.linalg.svd(matrix)
    rank = int((strengths > _TOLERANCE).sum())
    unmoved: NDArray[np.bool_] = np.abs(directions[rank:]).max(axis=0, initial=0) < _TOLERANCE
    return unmoved


def fewest_changes(equations: Sequence[Equation], known: Known, most: int, seconds: float) -> Fewest:
    """The smallest sets of printed cells that must change, each with the least change; at most so many.

    An integer program with an indicator a cell: without it the cell keeps its figure. Each set found is forbidden, and
    the program solved again, until it needs more cells.
    """
    program = _Program(equations, known)
    sets: list[dict[str, float]] = []
    ends = time.monotonic() + seconds
    while len(sets) < most:
        chosen = program.solve(max(ends - time.monotonic(), 0))
        changed = program.figures(chosen) if chosen is not None and (program.proven or not sets) else None
        if chosen is None or changed is None:
            return Fewest(sets, program.exhausted)
        sets.append(changed)
        if not program.proven:
            return Fewest(sets, complete=False)
        program.forbid(chosen)
    return Fewest(sets, complete=True)


@contextmanager
def _output_is_ours() -> Iterator[None]:
    """Send what HiGHS prints, whatever it is told, to the standard errors: on the output stand lines of JSON."""
    with _ONE_AT_A_TIME:
        sys.stdout.flush()
        kept = os.dup(_OUTPUT)
        os.dup2(_ERRORS, _OUTPUT)
        try:
            yield
        finally:
            if os.name == "posix":
                # what stands in C's own buffer would be printed later
                ctypes.CDLL(None).fflush(None)
            os.dup2(kept, _OUTPUT)
            os.close(kept)


def least_change(equations: Sequence[Equation], known: Known, cell: str) -> dict[str, float] | None:
    """The cell with the figure nearest to its own that lets the unknown cells be filled; None if none does."""
    program = _Program(equations, known)
    return program.figures(np.array([program.cells[n] == cell for n in program.printed]))


class _Program:
    """Variables: each cell's figure, then each printed cell's indicator."""

    def __init__(self, equations: Sequence[Equation], known: Known) -> None:
        self.cells = list(dict.fromkeys(cell for equation in equations for cell in equation.cells))
        place = {cell: number for number, cell in enumerate(self.cells)}
        self.sums = np.zeros((len(equations), len(self.cells)))
        for row, equation in enumerate(equations):
            self.sums[row, [place[cell] for cell in equation.parts]] = -1
            self.sums[row, [place[cell] for cell in equation.total]] = 1
        self.printed = np.array([n for n, cell in enumerate(self.cells) if known.get(cell) is not None])
        self.figures_printed = np.array([known.get(self.cells[n]) for n in self.printed], dtype=float)
        self.lowest = np.zeros(len(self.cells))
        self.lowest[self.printed] = np.minimum(self.figures_printed, 0)
        self.exhausted = self.proven = False
        broken = self.sums[[fails_alone(equation, known) for equation in equations]][:, self.printed] != 0
        self.constraints = [self._sums_hold(), *self._indicators(), *(self._on_indicators(each, 1) for each in broken)]

    def _sums_hold(self) -> LinearConstraint:
        indicators = np.zeros((len(self.sums), len(self.printed)))
        return LinearConstraint(np.hstack([self.sums, indicators]), 0, 0)

    def _indicators(self) -> tuple[LinearConstraint, LinearConstraint]:
        """Without its indicator a cell keeps its figure; with it the figure may fall to zero, and rise by what all sums
        together are off: no cell of a smallest set needs more."""
        at_nothing = np.zeros(len(self.cells))
        at_nothing[self.printed] = self.figures_printed
        off = max(float(np.abs(self.sums @ at_nothing).sum()), 1)
        # the solver's tolerances are meant for figures of this size
        self.scale = max(off / _SIZE, 1)
        before = self.figures_printed / self.scale
        figures = np.eye(len(self.cells))[self.printed]
        fall = np.hstack([figures, np.diag(np.maximum(before, 0))])
        rise = np.hstack([figures, -off / self.scale * np.eye(len(self.printed))])
        return LinearConstraint(fall, before, np.inf), LinearConstraint(rise, -np.inf, before)

    def _on_indicators(self, of: Matrix, least: float, most: float = np.inf) -> LinearConstraint:
        """At least and at most so many of these printed cells change."""
        return LinearConstraint(np.concatenate([np.zeros(len(self.cells)), of])[None, :], least, most)

    def solve(self, seconds: float) -> NDArray[np.bool_] | None:
        """Which printed cells change, as few as possible unless time runs out (then not ``proven``); None where no
        other set is left (then ``exhausted``) or none was found in time."""
        n, m = len(self.cells), len(self.printed)
        count = np.concatenate([np.zeros(n), np.ones(m)])
        bounds = Bounds(np.concatenate([self.lowest / self.scale, np.zeros(m)]), np.where(count, 1, np.inf))
        with _output_is_ours():
            solved = milp(
                count,
                integrality=count,
                bounds=bounds,
                constraints=self.constraints,
                options={"time_limit": seconds},
            )
        self.exhausted = solved.status == _INFEASIBLE
        self.proven = solved.status == _SOLVED
        if solved.x is None:
            return None
        chosen: NDArray[np.bool_] = solved.x[n:] > _HALF
        return chosen

    def forbid(self, chosen: NDArray[np.bool_]) -> None:
        """From now on look for other sets of this size."""
        size = int(chosen.sum())
        self.constraints.append(self._on_indicators(chosen.astype(float), 0, size - 1))
        self.constraints.append(self._on_indicators(np.ones(len(chosen)), size, size))

    def figures(self, chosen: NDArray[np.bool_]) -> dict[str, float] | None:
        """The chosen cells with the figures that change them least and make every sum hold; None if there are none, as
        where the program's tolerance deceived it."""
        n, m = len(self.cells), int(chosen.sum())
        low, high = self.lowest.copy(), np.full(n, np.inf)
        fixed = self.printed[~chosen]
        low[fixed] = high[fixed] = self.figures_printed[~chosen]
        changing = np.eye(n)[self.printed[chosen]]
        before = self.figures_printed[chosen]
        # how far each moves is a variable of its own
        at_most = np.vstack([np.hstack([changing, -np.eye(m)]), np.hstack([-changing, -np.eye(m)])])
        solved = linprog(
            np.concatenate([np.zeros(n), np.ones(m)]),
            at_most,
            np.concatenate([before, -before]),
            np.hstack([self.sums, np.zeros((len(self.sums), m))]),
            np.zeros(len(self.sums)),
            [*zip(low, high, strict=True), *[(0, None)] * m],
            method="highs",
        )
        if solved.x is None:
            return None
        return {self.cells[n]: tidy(round(float(solved.x[n]), 6)) for n in self.printed[chosen]}
