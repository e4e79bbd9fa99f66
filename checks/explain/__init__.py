"""Where the error is: the smallest sets of printed cells that, changed, would make every sum hold.

Sets are searched table by table: by look-up and trial (``search``), and by an integer program where unknown cells or
the number of wrong ones are beyond that. They are put in the order in which they are likely (``plausible``). Cells
without a number may hold anything of zero or more for nothing. Nothing found here is ever written back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from operator import itemgetter
from typing import NamedTuple

from checks.equations import Equation, sums
from checks.explain.plausible import Printed, cost, mistakes
from checks.explain.search import Fewest, Search
from checks.explain.single import single_cells
from checks.explain.system import full_system, system
from checks.findings import Change, Explanation
from checks.kinds import Known
from checks.unknowns import SUMMED, Filling, Sum, fill
from parsing.report import Report

# More explanations than this nobody reads
_MOST = 10
# For the integer program, in seconds
_LONGEST = 3.0

# Ids of printed cells with the figures they would have
Changed = dict[str, float]


class _Ranked(NamedTuple):
    """A table's explanations with how unlikely each is, and whether there are certainly no others of their size."""

    explanations: list[tuple[float, Explanation]]
    complete: bool


def explain(report: Report, known: Known) -> tuple[tuple[Explanation, ...], bool]:
    """The smallest explanations of a report's broken sums, likeliest first, at most ten, and whether the search for
    them came to its end.

    Tables are explained apart; an explanation of the report takes one of each table that has broken sums.
    """
    per_table = []
    in_doubt = report.doubtful
    for table_id in SUMMED:
        edition = report.editions.get(table_id)
        ranked = _table(table_id, edition, known, in_doubt) if edition is not None else None
        if ranked is not None:
            per_table.append(ranked)
    complete = all(ranked.complete for ranked in per_table)
    choices = product(*(ranked.explanations for ranked in per_table)) if per_table else ()
    together = sorted(choices, key=lambda chosen: sum(unlikely for unlikely, _ in chosen))
    return tuple(_joined([each for _, each in chosen]) for chosen in islice(together, _MOST)), complete


def _joined(parts: Sequence[Explanation]) -> Explanation:
    return Explanation(
        tuple(change for part in parts for change in part.changes),
        tuple(mistake for part in parts for mistake in part.mistakes),
        tuple(fill for part in parts for fill in part.fills),
    )


def _table(table_id: str, edition: str, known: Known, in_doubt: frozenset[str]) -> _Ranked | None:
    """The explanations of a table; None where all its sums can hold."""
    table_sums = sums(table_id, edition)
    equations = [equation for _, equation in table_sums]
    printed = {cell: known.get(cell) for equation in equations for cell in equation.cells}
    unknown = frozenset(cell for cell, value in printed.items() if value is None)
    if unknown and fill(equations, known).feasible:
        return None
    search = Search(system(equations, unknown) if unknown else full_system(table_id, edition), printed)
    if not unknown and not search.broken():
        return None
    context = Printed(table_id, edition, printed, in_doubt)
    for found in _ways(search, table_sums, context):
        ranked = list(islice(_ranked(context, equations, found.sets), _MOST))
        if ranked:
            return _Ranked(ranked, found.complete)
    return _Ranked([], complete=False)


def _ways(search: Search, table_sums: Sequence[Sum], context: Printed) -> Iterator[Fewest]:
    """The ways to search, each for where those before it found nothing that the unknown cells can go with."""
    sets = search.smallest()
    yield Fewest([search.named(changed) for changed in sets], search.complete)
    if context.unknown:
        yield Fewest(list(single_cells(table_sums, context.values)), complete=True)
    # scipy takes a third of a second to load, and most reports never need it
    from checks.programs import fewest_changes  # noqa: PLC0415

    yield fewest_changes([equation for _, equation in table_sums], context.values, _MOST, _LONGEST)


def _ranked(
    context: Printed, equations: Sequence[Equation], sets: Sequence[Changed]
) -> Iterator[tuple[float, Explanation]]:
    """The sets that the unknown cells can go with, likeliest first."""
    for unlikely, changed in sorted(((cost(context, changed), changed) for changed in sets), key=itemgetter(0)):
        filling = fill(equations, {**context.values, **changed}) if context.unknown else Filling.none()
        if filling.feasible:
            fills = tuple(Change.of(cell, None, value) for cell, value in filling.implied.items() if value)
            found = (*mistakes(context, changed), *(context.filled(change.cell) for change in fills))
            before = context.values
            changes = tuple(Change.of(cell, value, changed[cell]) for cell, value in before.items() if cell in changed)
            yield unlikely, Explanation(changes, found, fills)
