"""What a visitor has brought as a frame: a row a document, those that could not be read first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from checks.judgement.states import STATES
from parsing.report import Status
from ui.names import labels
from ui.texts import t
from ui.visitor import corrections
from ui.visitor.entry import Entry
from ui.visitor.reading import Arrival

# Editable columns by the field of the report that they say
EDITABLE = {"body": corrections.AGENCY, "region": corrections.REGION, "year": corrections.YEAR}
COLUMNS = ("chosen", "file", "body", "region", "year", "edition", "figures_read", "state")
_CERTAIN = (Status.REPORTED, Status.BLANK, Status.NOT_APPLICABLE)


class Brought(NamedTuple):
    """The rows with visible column names, and by row the key of its document and the id of its report ("" for none)."""

    rows: pd.DataFrame
    keys: list[str]
    ids: list[str]


def frame(outcomes: Mapping[str, Arrival], entries: Mapping[str, Entry], chosen: frozenset[str]) -> Brought:
    """A row a document: chosen or not, file, body, region, year, edition, cells read of all, and the state, or why it
    was not read. What was not read comes first, then reports by their state, the worst first."""
    known = {key: entries.get(outcome.entry_id or "") for key, outcome in outcomes.items()}
    keys = sorted(outcomes, key=lambda key: _place(known[key]))
    rows = [(key in chosen, outcomes[key].name, *_facts(known[key], outcomes[key])) for key in keys]
    names = [t(f"column.{name}") for name in COLUMNS]
    made = pd.DataFrame(rows, columns=names).astype({t("column.year"): "Int64", t("column.chosen"): "bool"})
    return Brought(made, keys, [entry.id if (entry := known[key]) else "" for key in keys])


def _place(entry: Entry | None) -> int:
    return STATES.index(entry.state) if entry is not None else -1


def _facts(entry: Entry | None, outcome: Arrival) -> tuple[object, ...]:
    if entry is None:
        return "", "", None, "", "", t("add.not_read", reason=outcome.message)
    report = entry.report
    said = corrections.corrected(report)
    read = sum(figure.status in _CERTAIN for figure in report.figures)
    state = t(f"state.{entry.state}") + (t("add.corrected_mark") if said else "")
    return (
        report.agency or "",
        " › ".join(report.region.path),
        report.year,
        labels.edition(report),
        f"{read} / {len(report.figures)}",
        state,
    )
