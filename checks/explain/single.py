"""One wrong cell beside unknown ones: each printed cell that stands where it could be, tried as if it were unknown too.

Trial by trial cannot see a wrong cell whose figure the sums leave open, as a total that is merely too small for its
parts while one of these is blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.kinds import Known
from checks.unknowns import Sum, conflicts, fails_alone, fill


def single_cells(table_sums: Sequence[Sum], known: Known) -> Iterator[dict[str, float]]:
    """Every printed cell that alone, with another figure, lets the unknown cells be filled; with the figure that is
    nearest to the printed one."""
    equations = [equation for _, equation in table_sums]
    for cell in _suspects(table_sums, known):
        filling = fill(equations, {**known, cell: None})
        if not filling.feasible:
            continue
        if cell in filling.implied:
            yield {cell: filling.implied[cell]}
            continue
        from checks.programs import least_change  # noqa: PLC0415 scipy takes a third of a second to load

        nearest = least_change(equations, known, cell)
        if nearest is not None:
            yield nearest


def _suspects(table_sums: Sequence[Sum], known: Known) -> list[str]:
    """The printed cells that stand in every sum which fails whatever is filled in; where none does, in some sum of a
    group that cannot hold together."""
    failing = [equation.cells for _, equation in table_sums if fails_alone(equation, known)]
    if failing:
        cells = [cell for cell in failing[0] if all(cell in others for others in failing[1:])]
    else:
        group = next(conflicts(table_sums, known), ())
        cells = list(dict.fromkeys(cell for _, equation in group for cell in equation.cells))
    return [cell for cell in cells if known.get(cell) is not None]
