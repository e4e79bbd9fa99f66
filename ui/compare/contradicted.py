"""What checks say against the figures of a comparison, and the rank that each way of mending a report would give."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from checks.judgement.states import WRONG
from checks.model.mends import PROSE, YEARS
from metrics import Metric, mended, metrics
from metrics.mended import NO_SHIFT, Shift, Span
from ui.texts import language, t

# A row of a frame by column name
Record = Mapping[Any, Any]
# Before a name: its figure is contradicted, or another of its report
FIGURE, ELSEWHERE = "! ", "(!) "
# Reasons that are given in full
_SAID = 2
# The rules that hold the prose against a table, where the finding says what the prose states; and last year's report
_OF_PROSE = ("narrative.", "zero.")
_CARRIED, _CARRIED_IN, _CARRIED_OUT = "years.carry", "carried_in", "carried_out"
# Sums of cells by the metric that counts them; a count rather than a rate of it
_SUMS = {
    frozenset(metric.numerator): metric.id
    for metric in sorted(metrics().values(), key=lambda metric: not metric.is_rate)
}


class Suspicion(NamedTuple):
    """What is known of suspected reports: rows of the queries ``causes``, ``contradictions``, and ``metric_rows`` of
    ``needed``."""

    causes: pd.DataFrame
    failed: pd.DataFrame
    counts: pd.DataFrame


class Against(NamedTuple):
    """What speaks against the figure of one row: in words, and the ranks that its mends give. ``is_whole`` where no
    other mends are known of."""

    said: str
    ranks: Span
    is_whole: bool


class _Choice(NamedTuple):
    """One thing that is wrong: a sentence, what each of its mends adds to the metric, and whether these are all."""

    said: str
    shifts: tuple[Shift, ...]
    is_whole: bool


def suspects(part: pd.DataFrame) -> list[str]:
    """The reports in which a check failed, among those that these rows are made of."""
    return sorted({report for row in part.to_dict("records") for report in _suspects(row)})


def is_suspected(row: Record) -> bool:
    """Whether a check failed in a report that this row is made of."""
    return bool(_suspects(row))


def against(
    part: pd.DataFrame,
    shown: pd.DataFrame,
    metric: Metric,
    asked: Suspicion,
    *,
    lowest: bool,
) -> dict[str, Against]:
    """What speaks against the figures of these rows, by ``report``; rows without anything are left out.

    ``part`` are some of the rows ``shown`` of a comparison, ``asked`` what is known of their ``suspects``.
    """
    ranked = np.sort(shown.loc[shown["ranked"], "value"].to_numpy(np.float64))
    chosen = _chosen(part, [metric], asked)
    return {str(row["report"]): _against(row, metric, own, ranked, lowest=lowest) for row, own in chosen}


def reasons(part: pd.DataFrame, chosen: Sequence[Metric], asked: Suspicion) -> dict[str, str]:
    """What speaks against the figures of any of these metrics, in words, by ``report``; as ``against``, without
    ranks."""
    return {str(row["report"]): _said(own) for row, own in _chosen(part, chosen, asked)}


def _chosen(part: pd.DataFrame, metrics: Sequence[Metric], asked: Suspicion) -> Iterator[tuple[Record, list[_Choice]]]:
    """The rows that something speaks against, with what is wrong with the figures of these metrics."""
    causes = {row["report"]: json.loads(row["causes"]) for row in asked.causes.to_dict("records")}
    failed: dict[str, list[Record]] = {}
    for alternative in _alternatives(asked).to_dict("records"):
        failed.setdefault(alternative["report"], []).append(alternative)
    for row in part.to_dict("records"):
        choices = [
            choice
            for report in _suspects(row)
            for metric in metrics
            for choice in _choices(metric, causes.get(report, ()), failed.get(report, ()))
        ]
        if choices:
            yield row, choices


def marked(part: pd.DataFrame, against: Collection[str]) -> list[str]:
    """Names, with a sign before those whose figure is contradicted, and another before those whose report has figures
    that are contradicted elsewhere."""
    signs = [
        FIGURE if report in against else ELSEWHERE if state in WRONG else ""
        for report, state in zip(part["report"], part["state"], strict=True)
    ]
    return [f"{sign}{name}" for sign, name in zip(signs, part["name"], strict=True)]


def signs_said(part: pd.DataFrame, against: Collection[str], of_figure: str) -> list[str]:
    """What the signs of ``marked`` mean, as far as they occur; ``of_figure`` is the word for a contradicted figure."""
    said = [t(of_figure)] if part["report"].isin(against).any() else []
    elsewhere = part["state"].isin(WRONG) & ~part["report"].isin(against)
    return [*said, *([t("regions.marked_elsewhere")] if elsewhere.any() else [])]


def column(part: pd.DataFrame, against: Mapping[str, str]) -> dict[str, list[str]]:
    """What speaks against these rows as a column of a table; none where there is nothing."""
    said = [against.get(report, "") for report in part["report"]]
    return {t("column.contradicted"): said} if any(said) else {}


def ranks_said(row: Record, one: Against) -> str:
    """The rank as printed, and those that the mends give."""
    printed: str = t("regions.rank_none") if pd.isna(row["rank"]) else t("regions.rank", n=row["rank"])
    return t("regions.rank_mended", printed=printed, mended=mended_said(one))


def mended_said(one: Against) -> str:
    """The ranks that the mends give, in words."""
    best, worst, unranked = one.ranks
    if best is None or worst is None:
        return t("regions.rank_none" if one.is_whole else "regions.rank_unknown")
    said = t("regions.rank", n=best) if best == worst else t("regions.ranks", best=best, worst=worst)
    said += t("regions.rank_or_none") if unranked else ""
    return said if one.is_whole else said + t("regions.rank_others")


def table(part: pd.DataFrame, against: Mapping[str, Against]) -> pd.DataFrame:
    """The rows that something speaks against, with visible column names."""
    rows = part[part["report"].isin(against)]
    own = [against[report] for report in rows["report"]]
    return pd.DataFrame(
        {
            t("column.rank"): rows["rank"].astype("object").where(rows["rank"].notna(), "–").to_numpy(),
            t("column.body"): rows["name"].to_numpy(),
            t("column.mended_rank"): [mended_said(one) for one in own],
            t("column.contradicted"): [one.said for one in own],
        }
    )


def _suspects(row: Record) -> tuple[str, ...]:
    if "suspects" in row:
        return tuple(row["suspects"])
    return (str(row["report"]),) if row["state"] in WRONG else ()


def _against(
    row: Record, metric: Metric, choices: Sequence[_Choice], ranked: npt.NDArray[np.float64], *, lowest: bool
) -> Against:
    shifts, all_combined = mended.combined(choice.shifts for choice in choices)
    others = np.delete(ranked, np.searchsorted(ranked, row["value"])) if row["ranked"] else ranked
    parts = (float(row["numerator"]), float(row["denominator"]) if metric.is_rate else 0.0)
    span = mended.ranks(metric, parts, shifts, others, lowest=lowest)
    return Against(_said(choices), span, all_combined and all(choice.is_whole for choice in choices))


def _said(choices: Sequence[_Choice]) -> str:
    """What is wrong, in words: the first reasons, and how many more there are."""
    said = list(dict.fromkeys(choice.said.rstrip("。.") for choice in choices))
    more = len(said) - _SAID
    return t("filter.between").join(said[:_SAID]) + (t("regions.more_reasons", n=more) if more > 0 else "")


def _choices(metric: Metric, causes: Iterable[Record], failed: Sequence[Record]) -> list[_Choice]:
    """What is wrong with a metric's figures in one report."""
    choices, told = [], set()
    for cause in causes:
        told.update(cause["findings"])
        own = [one for one in failed if one["id"] in cause["findings"]]
        if cause["kind"] in (PROSE, YEARS):
            choices += [_of_finding(metric, one) for one in own]
        elif own:
            choices.append(_of_sums(metric, cause))
    choices += [_of_finding(metric, one) for one in failed if one["id"] not in told]
    return [choice for choice in choices if choice]


def _of_sums(metric: Metric, cause: Record) -> _Choice | None:
    """Broken sums: each mend with what it changes. Other mends, if there may be any, may change any of its cells."""
    mends = [_changes(mend) for mend in cause["mends"]]
    shifts = tuple(dict.fromkeys(mended.shift(metric, changes) for changes in mends))
    is_whole = bool(mends) and cause["complete"]
    if set(shifts) <= {NO_SHIFT} and (is_whole or not mended.touches(metric, cause["cells"])):
        return None
    return _Choice(cause["sentence"][language()], shifts or (NO_SHIFT,), is_whole)


def _changes(mend: Mapping[str, Any]) -> dict[str, float]:
    """What a mend adds to each cell; a blank is in no metric that has a value."""
    return {
        f"{one['table']}/{one['row']}/{one['column']}": one["implied"] - one["reported"]
        for one in mend["changes"]
        if one["implied"] is not None and one["reported"] is not None
    }


def _of_finding(metric: Metric, finding: Record) -> _Choice | None:
    """Two places that contradict each other: the one as it is, or the other in its place."""
    cells = list(finding["cells"])
    if not mended.touches(metric, cells):
        return None
    message, added = finding[f"message_{language()}"], finding["added"]
    shift: Shift | None = None if pd.isna(added) else mended.shift_of_sum(metric, cells, added)
    return _Choice(message, (NO_SHIFT,) if shift is None else (NO_SHIFT, shift), shift is not None)


def needed(failed: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The metrics, and the reports, whose counts say what contradicts what: of rows of the query ``contradictions``."""
    names = {_SUMS[key] for cells in failed["cells"] if (key := frozenset(cells)) in _SUMS}
    of_years = failed[failed["rule"] == _CARRIED]
    partners = {one for partners in of_years["partners"] for one in partners}
    return sorted(names | ({_CARRIED_OUT} if partners else set())), sorted({*failed["report"], *partners})


def _alternatives(asked: Suspicion) -> pd.DataFrame:
    """The findings with ``added``: what the cells come to if the other place is right, less what they print; NaN where
    that cannot be determined."""
    rows = asked.counts
    counts = dict(zip(zip(rows["report"], rows["metric"], strict=True), rows["numerator"], strict=True))
    added = [_added(finding, counts) for finding in asked.failed.to_dict("records")]
    return asked.failed.assign(added=pd.Series(added, asked.failed.index, "float64"))


def _added(finding: Record, counts: Mapping[tuple[str, str], float]) -> float:
    own = _SUMS.get(frozenset(finding["cells"]), "")
    printed = counts.get((finding["report"], own), math.nan)
    if str(finding["rule"]).startswith(_OF_PROSE):
        return _number(finding["reported"]) - printed
    if finding["rule"] == _CARRIED and own == _CARRIED_IN and len(finding["partners"]):
        return counts.get((finding["partners"][0], _CARRIED_OUT), math.nan) - printed
    return math.nan


def _number(text: str | None) -> float:
    try:
        return float(text or "")
    except ValueError:
        return math.nan
