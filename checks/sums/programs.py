"""The linear programs that scipy solves for the sums: what unknown cells can be, and which printed ones have to change.

Loaded only when a report needs one, for scipy takes longer to load than a thousand reports to check.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from checks.model.known import Known
from checks.sums.equations import Equation
from checks.sums.waiting import Waiting
from parsing.wording.values import tidy

Matrix = NDArray[np.float64]
_TOLERANCE = 1e-6
_HALF = 0.5
# What the sums are off by is scaled to this, which the solver's tolerances are meant for
_SIZE = 1000


class _Program(NamedTuple):
    """What holds of the variables: ``at_most`` @ x ≤ ``bound``, and ``equal`` @ x = ``value``."""

    at_most: Matrix
    bound: Matrix
    equal: Matrix
    value: Matrix


def _solved(goal: Matrix, program: _Program, bounds: Bounds | None = None) -> Matrix | None:
    """The variables at which the goal is least, zero or more unless ``bounds`` says otherwise; None where none are
    possible.

    The variables are no integers, but ``milp`` checks its input in less time than ``linprog``, and calls the same
    solver.
    """
    low = np.concatenate([np.full(len(program.bound), -np.inf), program.value])
    high = np.concatenate([program.bound, program.value])
    sides = LinearConstraint(np.vstack([program.at_most, program.equal]), low, high)
    solved: Matrix | None = milp(goal, bounds=bounds, constraints=sides).x
    return solved


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
    low = np.concatenate([np.zeros(2 * n), [1]])
    high = np.concatenate([np.full(n, np.inf), np.ones(n), [np.inf]])
    solved = _solved(goal, _Program(at_most, np.zeros(n), equal, np.zeros(rows)), Bounds(low, high))
    if solved is None:
        return None
    return np.where(solved[n:-1] > _HALF, solved[:n] / solved[-1], 0)


def _unmoved(matrix: Matrix) -> NDArray[np.bool_]:
    """Which columns have the same value in all solutions of the sums."""
    if not matrix.size:
        return np.zeros(matrix.shape[1], dtype=bool)
    _, strengths, directions = np.linalg.svd(matrix)
    rank = int((strengths > _TOLERANCE).sum())
    unmoved: NDArray[np.bool_] = np.abs(directions[rank:]).max(axis=0, initial=0) < _TOLERANCE
    return unmoved


def _signed(matrix: Matrix) -> Matrix:
    """Over variables of any sign, each split in what is above zero and what is below."""
    return np.hstack([matrix, -matrix])


class Repair:
    """A table's sums as printed, and what becomes of them where some of the printed cells may change.

    ``place``: each cell's number, in the form's order. Reckoned in differences from the printed figures, so that large
    figures cost no accuracy.
    """

    def __init__(self, equations: Sequence[Equation], known: Known) -> None:
        self.cells = list(dict.fromkeys(cell for equation in equations for cell in equation.cells))
        self.place = {cell: number for number, cell in enumerate(self.cells)}
        self._sums = np.zeros((len(equations), len(self.cells)))
        for row, equation in enumerate(equations):
            self._sums[row, [self.place[cell] for cell in equation.parts]] = -1
            self._sums[row, [self.place[cell] for cell in equation.total]] = 1
        figures = [known.get(cell) for cell in self.cells]
        self._unknown = np.array([figure is None for figure in figures])
        self._printed = np.array([figure or 0 for figure in figures], dtype=float)
        # counts fall to zero at most
        self._lowest = -np.maximum(self._printed, 0)
        off = [sum(known.get(c) or 0 for c in e.parts) - sum(known.get(c) or 0 for c in e.total) for e in equations]
        self._off = np.array(off, dtype=float)
        self._scale = max(float(np.abs(self._off).max(initial=0)), 1) / _SIZE

    def demand(self, freed: Collection[str]) -> frozenset[str] | None:
        """Cells of which at least one has to change besides the freed ones; None where those suffice."""
        weights = self._impossible(freed)
        if weights is None:
            return None
        pull = weights @ self._sums
        lessens = ~self._free(freed) & ((pull > _TOLERANCE) | ((pull < -_TOLERANCE) & (self._lowest < 0)))
        return frozenset(self.cells[n] for n in np.flatnonzero(lessens))

    def clash(self) -> list[int]:
        """The numbers of some sums, few, that no filling makes hold together; none where all can hold."""
        weights = self._impossible(())
        return [] if weights is None else [int(n) for n in np.flatnonzero(np.abs(weights) > _TOLERANCE)]

    def _impossible(self, freed: Collection[str]) -> Matrix | None:
        """Weights of the sums that prove that they cannot hold, -1 to 1; None where they can.

        By Farkas: sums cannot hold if and only if they can be weighted so that what free cells add to them is nothing
        or less, and they are above zero all the same. As few as possible have weight, so that few cells are demanded.
        """
        free = self._free(freed)
        off = self._off - self._sums[:, free] @ self._lowest[free]
        costs = np.abs(self._sums[:, ~free]).sum(axis=1) + 1
        at_most, equal = _signed(self._sums[:, free].T), _signed(off[None, :] / self._scale)
        solved = _solved(np.concatenate([costs, costs]), _Program(at_most, np.zeros(free.sum()), equal, np.ones(1)))
        if solved is None:
            return None
        weights = solved[: len(off)] - solved[len(off) :]
        proof: Matrix = weights / np.abs(weights).max()
        return proof

    def _free(self, freed: Collection[str]) -> NDArray[np.bool_]:
        free: NDArray[np.bool_] = self._unknown.copy()
        free[[self.place[cell] for cell in freed]] = True
        return free

    def figures(self, freed: Collection[str]) -> dict[str, float] | None:
        """The freed cells with the figures that change them least and make every sum hold; None if there are none, as
        where the solver's tolerance deceived it."""
        n = len(self.cells)
        chosen = sorted(self.place[cell] for cell in freed)
        m = len(chosen)
        low, high = np.minimum(self._printed, 0), np.full(n, np.inf)
        low[self._unknown] = 0
        fixed = ~self._free(freed)
        low[fixed] = high[fixed] = self._printed[fixed]
        changing = np.eye(n)[chosen]
        before = self._printed[chosen]
        # how far each moves is a variable of its own
        program = _Program(
            np.vstack([np.hstack([changing, -np.eye(m)]), np.hstack([-changing, -np.eye(m)])]),
            np.concatenate([before, -before]),
            np.hstack([self._sums, np.zeros((len(self._sums), m))]),
            np.zeros(len(self._sums)),
        )
        bounds = Bounds(np.concatenate([low, np.zeros(m)]), np.concatenate([high, np.full(m, np.inf)]))
        solved = _solved(np.concatenate([np.zeros(n), np.ones(m)]), program, bounds)
        return None if solved is None else {self.cells[n]: tidy(round(float(solved[n]), 6)) for n in chosen}
