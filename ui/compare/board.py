"""Findings across reports as frames: the board of inconsistencies, rule by rule, region by region, and the worst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import pandas as pd

from checks.judgement import states
from metrics.frame import wilson
from storage import Decision
from ui.compare.by_metric import Record
from ui.names import bodies, labels
from ui.report import verdicts
from ui.report.verdicts import Seen
from ui.shell.safe import markup
from ui.texts import number, t
from ui.visitor.shown import Shown

# In place of one sort of findings: all of them
EVERY = "all"
WEIGHTS = ("error", "warning", "uncertain", "info")
# So many of the most frequent rules fit into the matrix of rules.
MATRIX = 12


def counted(shown: Shown, seen: Seen, chosen: Mapping[str, Any], *, every: bool = False) -> pd.DataFrame:
    """How many findings there are of each kind: a row a ``rule``, ``severity``, ``outcome``, ``sort``, ``cause`` and
    ``decision`` (where verdicts are known) with ``n`` and ``weight``; flagged ones only, or ``every`` outcome.

    ``chosen`` is what of the reports is wanted, as parameters of queries.
    """
    counts = shown.ask("findings_by", every=every, **decisions(seen), **chosen)
    counts = counts.assign(weight=counts["severity"].mask(counts["outcome"] == "uncertain", "uncertain"))
    return counts if seen.is_known else counts.drop(columns="decision")


def decisions(seen: Seen) -> dict[str, list[str]]:
    """The findings that a person has decided on, as parameters of queries."""
    return {decision.value: seen.ids(decision) for decision in Decision}


def of_sort(flagged: pd.DataFrame, sort: str) -> pd.DataFrame:
    """The findings of one sort; all of them for ``EVERY``."""
    return flagged if sort == EVERY else flagged[flagged["sort"] == sort]


def decided(flagged: pd.DataFrame) -> str:
    """How many of these findings a person has confirmed and dismissed, in a sentence; "" for none."""
    counts: Mapping[Any, int] | pd.Series = flagged.groupby("decision")["n"].sum() if "decision" in flagged else {}
    given = {decision: int(counts.get(decision, 0)) for decision in verdicts.DECISIONS}
    if not given["confirmed"] + given["dismissed"]:
        return ""
    return t("decision.sentence", confirmed=f"{given['confirmed']:,}", dismissed=f"{given['dismissed']:,}")


def rule_counts(flagged: pd.DataFrame) -> pd.DataFrame:
    """How often each rule is flagged, by weight, for ``charts.counts``."""
    counted = flagged.groupby(["rule", "weight"])["n"].sum().rename("count").reset_index()
    counted["total"] = counted.groupby("rule")["count"].transform("sum")
    counted["place"] = counted["weight"].map({name: n for n, name in enumerate(WEIGHTS)})
    counted = counted.sort_values(["total", "rule", "place"], ascending=[False, True, True], kind="stable")
    counted["name"] = counted["rule"].map(labels.rule)
    counted["word"] = counted["weight"].map(weight_word)
    return counted[["name", "weight", "word", "count"]].reset_index(drop=True)


def rule_rates(tallies: pd.DataFrame, sort: str) -> pd.DataFrame:
    """Share of reports with a finding of this sort of a rule, among those to which it applies, for ``charts.shares``;
    most first. Of the rows of the query ``rules``, those of rules that can yield the sort."""
    if sort != EVERY:
        tallies = tallies[[sort in states.sorts_of(rule) for rule in tallies["rule"]]]
    hits = tallies["flagged" if sort == EVERY else sort]
    return rates(
        pd.DataFrame({"name": tallies["rule"].map(labels.rule), "sum": hits.astype(int), "size": tallies["applied"]})
    )


def group_rates(places: pd.DataFrame, by: str) -> pd.DataFrame:
    """Share of reports that have one of some findings, by province, year or level, for ``charts.shares``; of the rows
    of the query ``findings_places``."""
    counted = places.dropna(subset=[by]).groupby(by)[["sum", "size"]].sum().reset_index()
    name = counted[by].map(lambda kind: t(f"kind.{kind}")) if by == "kind" else counted[by].astype(str)
    shares = rates(counted.assign(name=name))
    if by == "kind":
        return shares.sort_values(by, key=lambda kinds: kinds.map(bodies.LEVELS.index))
    return shares.sort_values("name") if by == "year" else shares


def rates(counted: pd.DataFrame) -> pd.DataFrame:
    """Columns name, sum and size to name, hits, all, share, low, high, text, detail; the highest share first."""
    frame = counted.rename(columns={"sum": "hits", "size": "all"})
    frame["share"] = frame["hits"] / frame["all"]
    spans = [wilson(float(hits), float(n)) for hits, n in zip(frame["hits"], frame["all"], strict=True)]
    frame["low"], frame["high"] = [low for low, _ in spans], [high for _, high in spans]
    frame["text"] = [f"{hits:,} / {n:,}" for hits, n in zip(frame["hits"], frame["all"], strict=True)]
    frame["detail"] = [
        f"<b>{markup(str(row['name']))}</b><br>{row['text']} = {number(row['share'], 'rate')}<br>"
        f"{t('column.interval')} {number(row['low'], 'rate')}–{number(row['high'], 'rate')}"
        for row in frame.to_dict("records")
    ]
    return frame.sort_values(["share", "all"], ascending=False, kind="stable").reset_index(drop=True)


def rates_table(frame: pd.DataFrame, group: str, hits: str) -> pd.DataFrame:
    """Shares with visible column names; ``hits`` names what is counted."""
    return pd.DataFrame(
        {
            group: frame["name"],
            hits: frame["hits"],
            t("column.applicable"): frame["all"],
            t("column.share"): [number(share, "rate") for share in frame["share"]],
            t("column.interval"): [
                f"{number(low, 'rate')}–{number(high, 'rate')}"
                for low, high in zip(frame["low"], frame["high"], strict=True)
            ],
        }
    )


def together(sets: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """In how many reports two rules are flagged together, for ``charts.pairs``, and the rules' names; of the rows of
    the query ``findings_together``."""
    both: Counter[tuple[str, str]] = Counter()
    for rules, n in zip(sets["rules"], sets["n"], strict=True):
        both.update({pair: int(n) for pair in product(rules, repeat=2)})
    most = sorted({rule for rule, _ in both}, key=lambda rule: (-both[rule, rule], rule))
    names = [labels.rule(rule) for rule in most]
    rows = [
        (m, n, both[first, second], both[first, first])
        for m, first in enumerate(most)
        for n, second in enumerate(most)
        if m != n
    ]
    frame = pd.DataFrame(rows, columns=["first", "second", "count", "all"])
    frame = frame[frame["count"] > 0]
    frame["share"] = frame["count"] / frame["all"]
    frame["text"] = frame["count"].astype(str)
    frame["detail"] = [markup(_pair(row, names)) for row in frame.to_dict("records")]
    return frame, names


def pairs_table(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Rules flagged together with visible column names, most first."""
    shown = frame.sort_values("count", ascending=False)
    return pd.DataFrame(
        {
            t("column.rule"): [names[n] for n in shown["first"]],
            t("inconsistencies.also"): [names[n] for n in shown["second"]],
            t("column.reports"): shown["count"],
            t("inconsistencies.of_first"): [number(share, "rate") for share in shown["share"]],
        }
    )


def weights_legend(flagged: pd.DataFrame) -> str:
    """The weights in words, with their counts, as Markdown."""
    colours = {"error": "red", "warning": "orange", "uncertain": "violet", "info": "blue"}
    totals = flagged.groupby("weight")["n"].sum()
    return " ".join(f":{colours[w]}-badge[{weight_word(w)} {totals[w]:,}]" for w in WEIGHTS if w in totals)


def weight_word(weight: str) -> str:
    """The word of a weight."""
    return t("outcome.uncertain") if weight == "uncertain" else t(f"severity.{weight}")


def _pair(row: Record, names: Sequence[str]) -> str:
    first, second = names[row["first"]], names[row["second"]]
    return t("inconsistencies.pair", first=first, second=second, n=row["count"], all=row["all"])
