"""Reports with findings as lines: what a report is, how many things may be wrong, the first of them in words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from checks.model.mends import PROSE, YEARS, Mend
from checks.words.causes import evidence_said
from ui.names import bodies, labels
from ui.texts import language, t

# How sure a report's first cause is, as the query ``inbox`` numbers it
_SURE = {1: "one", 2: "clear", 3: "several", 4: "none"}
# And in what order it ranks sorts of findings
_RANKS = {1: "failed", 2: "undecided", 3: "remark"}
_WEIGHTS = ("error", "warning", "uncertain", "info")
# What speaks for a mend, in a line
_SIGNS = 2


class InboxLine(NamedTuple):
    """A report: its id, body, whose it is, region, year and state, the weight of the first thing that may be wrong, how
    many there are, the first in words, how sure it is and why; and the ids of the findings that they come from."""

    report: str
    name: str
    mark: str
    region: str
    year: str
    state: str
    weight: str
    n: int
    first: str
    sure: str
    why: str
    findings: tuple[str, ...]


def lines(rows: pd.DataFrame, reports: pd.DataFrame) -> list[InboxLine]:
    """Rows of the query ``inbox`` as lines; ``reports`` are those shown, described."""
    named = reports[reports["report"].isin(rows["report"])]
    named = named.assign(mark=bodies.marks(named)).set_index("report")
    heads = named[["name", "mark", "region", "year"]].to_dict("index")
    return [_line(row, heads[row["report"]]) for row in rows.to_dict("records")]


def table(shown: Sequence[InboxLine]) -> pd.DataFrame:
    """Lines with visible column names, as they are taken away."""
    rows = [
        (one.name, one.region, one.year, t(f"state.{one.state}"), one.n, one.first, one.sure, one.why, one.report)
        for one in shown
    ]
    names = ("body", "region", "year", "state", "causes", "first_cause", "sureness", "evidence", "report")
    return pd.DataFrame(rows, columns=[t(f"column.{name}") for name in names])


def _line(row: Mapping[Any, Any], head: Mapping[Any, Any]) -> InboxLine:
    findings = list(row["found"])
    ids = {one["id"] for one in findings}
    causes = [cause for cause in json.loads(row["causes"]) if not ids.isdisjoint(cause["findings"])]
    explained = {finding for cause in causes for finding in cause["findings"]}
    # as ``diagnosis.items`` groups them: what belongs to no cause is one thing a rule and weight
    others = [one for one in findings if one["id"] not in explained]
    groups = {(one["sort"] == "remark", one["weight"], one["rule"]) for one in others}
    of_first = [one for one in findings if one["id"] in causes[0]["findings"]] if causes else others
    sure, why = _sure(row, causes)
    return InboxLine(
        row["report"],
        head["name"],
        head["mark"],
        head["region"] or "",
        t("year.unknown") if pd.isna(head["year"]) else str(head["year"]),
        row["state"],
        _WEIGHTS[int(of_first[0]["weight"])],
        len(causes) + len(groups),
        _first(causes[0] if causes else None, of_first),
        sure,
        why,
        tuple(one["id"] for one in findings),
    )


def _first(cause: Mapping[str, Any] | None, findings: Sequence[Mapping[str, Any]]) -> str:
    """A cause in its sentence; of a contradiction, or of what belongs to no cause, what differs."""
    if cause is not None and cause["kind"] not in (PROSE, YEARS):
        return str(cause["sentence"][language()])
    message = str(findings[0][f"message_{language()}"])
    return message if cause is not None else t("inbox.message", rule=labels.rule(findings[0]["rule"]), message=message)


def _sure(row: Mapping[Any, Any], causes: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """How sure the first cause is, in words, and what speaks for its only mend."""
    level, sort = _SURE[int(row["sure"])], _RANKS[int(row["rank"])]
    if level == "several":
        n = len(causes[0]["mends"])
        return t("inbox.sure_several" if causes[0]["complete"] else "inbox.sure_open", n=n), ""
    if level == "one":
        signs = evidence_said(Mend((), evidence=tuple(causes[0]["mends"][0]["evidence"])), language())
        return t("inbox.sure_one"), t("mistake.joiner").join(signs[1 : 1 + _SIGNS])
    return t(f"inbox.sure_{level}" if sort == "failed" else f"sort.{sort}"), ""
