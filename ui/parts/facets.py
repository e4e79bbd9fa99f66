"""How many reports a list of findings would have with each option of its filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ui.compare import board
from ui.parts import filters
from ui.parts.filters import Filter
from ui.report.verdicts import Seen
from ui.visitor.shown import Shown


def counts(
    shown: Shown, of_reports: Sequence[Filter], of_findings: Sequence[Filter], sort: str, seen: Seen
) -> dict[str, dict[Any, int]]:
    """How many reports are listed for each value of each filter, by its name, with what all others choose; under
    ``show`` for each sort. The filters have been settled in this run."""
    everywhere, chosen, sifted = board.decisions(seen), filters.asked(of_reports), filters.asked(of_findings)
    sorts = None if sort == board.EVERY else [sort]
    places = shown.ask("findings_places", sorts=sorts, **sifted, **everywhere)
    counts: dict[str, dict[Any, int]] = {}
    for one in of_reports:
        left = filters.passing(places, [other for other in of_reports if other is not one])
        counts[one.name] = {value: int(n) for value, n in left.groupby(one.column)["sum"].sum().items()}
    for one in of_findings:
        asked = {**chosen, **sifted, **everywhere, filters.parameter(one): None}
        counted = shown.ask("findings_facet", facet=one.column, sorts=sorts, **asked)
        counts[one.name] = dict(zip(counted["value"], counted["reports"].astype(int), strict=True))
    by_sort = shown.ask("findings_facet", facet="sort", **chosen, **sifted, **everywhere)
    hits = int(shown.ask("findings_hits", **chosen, **sifted, **everywhere)["hits"].iloc[0])
    return {
        **counts,
        "show": {**dict(zip(by_sort["value"], by_sort["reports"].astype(int), strict=True)), board.EVERY: hits},
    }
