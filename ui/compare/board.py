"""Findings across reports as frames: the board of inconsistencies, rule by rule, region by region, and the worst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from checks.judgement import states
from checks.model.rules import version
from metrics.frame import wilson
from ui.compare.by_metric import Record
from ui.names import bodies, labels
from ui.report import verdicts
from ui.shell.safe import markup
from ui.texts import language, number, t
from ui.visitor.frames import Frames

# In place of one sort of findings: all of them
EVERY = "all"
WEIGHTS = ("error", "warning", "uncertain", "info")
_PLACES = ("report", "name", "kind", "province", "region", "year", "published", "mine")
# So many of the most frequent rules fit into the matrix of rules.
MATRIX = 12


def flagged(frames: Frames) -> pd.DataFrame:
    """Every failed or uncertain finding with its report's body and region.

    Columns: those of the findings' frame, ``name``, ``kind``, ``province``, ``region``, ``year``, ``published``,
    ``mine``, ``weight`` (error, warning, info, or uncertain whatever the rule's severity), and ``sort``
    (``checks.judgement.states.SORTS``).
    """
    findings = frames.findings
    joined = findings[findings["outcome"].isin(verdicts.FLAGGED)].merge(
        bodies.described(frames.reports)[list(_PLACES)], on="report", how="left"
    )
    weight = joined["severity"].mask(joined["outcome"] == "uncertain", "uncertain")
    return joined.assign(weight=weight, sort=states.sorts(joined))


def of_sort(flagged: pd.DataFrame, sort: str) -> pd.DataFrame:
    """The findings of one sort; all of them for ``EVERY``."""
    return flagged if sort == EVERY else flagged[flagged["sort"] == sort]


def ordered(flagged: pd.DataFrame) -> pd.DataFrame:
    """By weight, then the newest year."""
    weight = flagged["weight"].map({name: n for n, name in enumerate(WEIGHTS)})
    placed = flagged.assign(place=weight, age=-flagged["year"].fillna(0).astype("int64"))
    return placed.sort_values(["place", "age", "region", "report"], kind="stable").drop(columns=["place", "age"])


def newest(flagged: pd.DataFrame, most: int) -> pd.DataFrame:
    """The weightiest finding of a report each: the visitor's first, then the newest year's, errors before others."""
    loud = ordered(flagged[flagged["sort"] != states.REMARK]).drop_duplicates("report")
    recent = loud.assign(late=loud["year"].fillna(0), error=loud["weight"] == "error", day=loud["published"].fillna(""))
    return recent.sort_values(["mine", "late", "error", "day"], ascending=False, kind="stable").head(most)


def decided(flagged: pd.DataFrame) -> str:
    """How many of these findings a person has confirmed and dismissed, in a sentence; "" for none."""
    counts: Mapping[Any, int] | pd.Series = flagged["decision"].value_counts() if "decision" in flagged else {}
    found = {decision: int(counts.get(decision, 0)) for decision in verdicts.DECISIONS}
    if not found["confirmed"] + found["dismissed"]:
        return ""
    return t("decision.sentence", confirmed=f"{found['confirmed']:,}", dismissed=f"{found['dismissed']:,}")


def rule_counts(flagged: pd.DataFrame) -> pd.DataFrame:
    """How often each rule is flagged, by weight, for ``charts.counts``."""
    counted = flagged.groupby(["rule", "weight"]).size().rename("count").reset_index()
    counted["total"] = counted.groupby("rule")["count"].transform("sum")
    counted["place"] = counted["weight"].map({name: n for n, name in enumerate(WEIGHTS)})
    counted = counted.sort_values(["total", "rule", "place"], ascending=[False, True, True], kind="stable")
    counted["name"] = counted["rule"].map(labels.rule)
    counted["word"] = counted["weight"].map(weight_word)
    return counted[["name", "weight", "word", "count"]].reset_index(drop=True)


def applied(frames: Frames, reports: pd.Series, sort: str) -> pd.DataFrame:
    """Findings of these reports, of the rules that applied and can yield this sort; ``hit`` where one is of it."""
    findings = frames.findings
    own = findings[findings["report"].isin(reports) & (findings["outcome"] != "not_applicable")]
    if sort != EVERY:
        can = {rule: sort in states.sorts_of(rule) for rule in own["rule"].unique()}
        own = own[own["rule"].map(can).astype(bool)]
    hits = of_sort(own.assign(sort=states.sorts(own)).query("sort != ''"), sort).index
    return own.assign(hit=own.index.isin(hits))


def rule_rates(every: pd.DataFrame) -> pd.DataFrame:
    """Share of reports with a hit of a rule, among those to which it applies, for ``charts.shares``; most first."""
    applies = every.drop_duplicates(["rule", "report"]).groupby("rule").size()
    hits = every[every["hit"]].drop_duplicates(["rule", "report"]).groupby("rule").size()
    counted = pd.DataFrame({"sum": hits.reindex(applies.index).fillna(0).astype(int), "size": applies}).reset_index()
    return rates(counted.assign(name=counted["rule"].map(labels.rule)))


def group_rates(reports: pd.DataFrame, flagged: pd.DataFrame, by: str) -> pd.DataFrame:
    """Share of these reports that have one of these findings, by province, year or level, for ``charts.shares``."""
    known = reports.dropna(subset=[by])
    known = known.assign(hit=known["report"].isin(flagged["report"]))
    counted = known.groupby(by)["hit"].agg(["sum", "size"]).reset_index()
    name = counted[by].map(lambda kind: t(f"kind.{kind}")) if by == "kind" else counted[by].astype(str)
    found = rates(counted.assign(name=name))
    if by == "kind":
        return found.sort_values(by, key=lambda kinds: kinds.map(bodies.LEVELS.index))
    return found.sort_values("name") if by == "year" else found


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


def together(flagged: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """In how many reports two rules are flagged together, for ``charts.pairs``, and the rules' names."""
    rules = flagged.groupby("rule")["report"].nunique().sort_values(ascending=False).head(MATRIX)
    members = {rule: set(part["report"]) for rule, part in flagged.groupby("rule") if rule in rules.index}
    names = [labels.rule(rule) for rule in rules.index]
    rows = [
        (m, n, len(members[first] & members[second]), len(members[first]))
        for m, first in enumerate(rules.index)
        for n, second in enumerate(rules.index)
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
    totals = flagged["weight"].value_counts()
    return " ".join(f":{colours[w]}-badge[{weight_word(w)} {totals[w]:,}]" for w in WEIGHTS if w in totals)


def weight_word(weight: str) -> str:
    """The word of a weight."""
    return t("outcome.uncertain") if weight == "uncertain" else t(f"severity.{weight}")


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """The findings as a frame with visible column names."""
    return pd.DataFrame(
        {
            t("column.body"): rows["name"],
            t("column.year"): rows["year"],
            t("column.region"): rows["region"],
            t("column.weight"): rows["weight"].map(weight_word),
            t("column.rule"): rows["rule"].map({rule: labels.rule(rule) for rule in rows["rule"].unique()}),
            t("column.message"): rows[f"message_{language()}"],
            t("column.cause"): rows["cause"].map(labels.cause),
            t("column.rule_set"): version(),
            **_decided(rows),
        }
    )


def _decided(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """What a person said of each finding, where that is known."""
    if "decision" not in rows:
        return {}
    return {
        t("column.decision"): rows["decision"].map({name: t(f"decision.{name}") for name in verdicts.DECISIONS}),
        t("column.decision_note"): rows["note"],
        t("column.decided_at"): rows["decided_at"],
    }


def _pair(row: Record, names: Sequence[str]) -> str:
    first, second = names[row["first"]], names[row["second"]]
    return t("inconsistencies.pair", first=first, second=second, n=row["count"], all=row["all"])
