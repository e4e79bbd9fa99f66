"""Findings and coverage across reports: frames for the overview and the board of inconsistencies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from checks import message
from checks.findings import Finding
from ui import cards, export, labels
from ui.charts import STATE_SIGNS
from ui.data import Entry
from ui.links import open_row, to_report
from ui.marks import kind, numbered
from ui.safe import markup
from ui.texts import language, t

_WEIGHTS = ("error", "warning", "uncertain", "info")


def coverage(reports: pd.DataFrame, province: str | None = None) -> pd.DataFrame:
    """One row a body and year for ``charts.matrix``: the state is the worst of its reports."""
    known = reports.dropna(subset=["year"])
    if province:
        known = known[known["province"] == province]
    order = {state: n for n, state in enumerate(labels.STATES)}
    known = known.assign(weight=known["state"].map(order)).sort_values("weight", kind="stable")
    known = known.drop_duplicates(["body", "year"]).sort_values(["region", "agency", "year"], kind="stable")
    unnamed = known["region"].map(lambda path: t("body.unnamed", region=path.rsplit(" › ", 1)[-1]) if path else None)
    name = known["agency"].fillna(known["title"]).fillna(unnamed).fillna(known["source"])
    word = known["state"].map({state: t(f"state.{state}") for state in labels.STATES})
    detail = [
        f"<b>{markup(body)}</b> · {year}<br>{markup(region)}<br>{markup(state)}<br>{markup(t('overview.click'))}"
        for body, year, region, state in zip(name, known["year"], known["region"], word, strict=True)
    ]
    return pd.DataFrame(
        {
            "row": known["body"],
            "name": name,
            "region": known["region"],
            "year": known["year"].astype(int),
            "state": known["state"],
            "word": word,
            "detail": detail,
            "report": known["report"],
        }
    ).reset_index(drop=True)


def legend(cells: pd.DataFrame) -> str:
    """The signs of the matrix in words, with their counts, as Markdown."""
    counted = cells["state"].value_counts()
    colours = {"consistent": "blue", "flagged": "orange", "zero_filled": "gray", "unread": "gray"}
    return " ".join(
        f":{colours[state]}-badge[{STATE_SIGNS[state]} {t(f'state.{state}')} {counted[state]}]"
        for state in reversed(labels.STATES)
        if state in counted
    )


def coverage_table(cells: pd.DataFrame) -> None:
    """The matrix as a table, each row with a button that opens the report."""
    names = {
        "region": t("column.region"),
        "name": t("column.body"),
        "year": t("column.year"),
        "word": t("column.state"),
    }
    frame = cells[list(names)].rename(columns=names)
    with st.expander(t("data.view"), icon=":material/table:"):
        st.dataframe(
            frame.assign(**{t("column.open"): t("column.open_report")}),
            hide_index=True,
            alt=t("overview.table_alt"),
            placeholder="–",
            column_config={
                names["year"]: st.column_config.NumberColumn(format="%d"),
                t("column.open"): st.column_config.ButtonColumn(
                    key="coverage_open", on_click=open_row, args=("coverage_open", list(cells["report"]))
                ),
            },
        )
        st.download_button(
            t("data.download"),
            lambda: export.csv(frame),
            file_name="coverage.csv",
            mime="text/csv",
            icon=":material/download:",
            key="download_coverage",
            on_click="ignore",
        )


def flagged(shown: Sequence[Entry]) -> list[tuple[Entry, Finding]]:
    """Every failed or uncertain finding with its report: by weight, then the newest year."""
    pairs = [(entry, finding) for entry in shown for finding in numbered(entry.findings)]
    return sorted(pairs, key=lambda pair: (_WEIGHTS.index(kind(pair[1])), -(pair[0].report.year or 0)))


def worst(shown: Sequence[Entry], most: int) -> None:
    """The weightiest finding of each of the first few reports that have one, with the way to it."""
    firsts: dict[str, tuple[Entry, Finding]] = {}
    for entry, finding in flagged(shown):
        if kind(finding) != "info":
            firsts.setdefault(entry.id, (entry, finding))
    if not firsts:
        st.success(t("findings.none_at_all"), icon=":material/check_circle:")
        return
    for entry, finding in list(firsts.values())[:most]:
        item(entry, finding)
    st.page_link("pages/inconsistencies.py", label=t("overview.all_findings"), icon=":material/rule:", help="")


def item(entry: Entry, finding: Finding) -> None:
    """A finding as a card with a link to its place in the report."""
    with st.container(gap=None):
        st.html(cards.finding_card(finding))
        to_report(entry, labels.entry(entry), finding)


def rule_counts(pairs: Sequence[tuple[Entry, Finding]]) -> pd.DataFrame:
    """How often each rule is flagged, by weight, for ``charts.counts``."""
    counted = Counter((labels.rule(finding.rule), kind(finding)) for _, finding in pairs)
    totals = Counter(labels.rule(finding.rule) for _, finding in pairs)
    words = {"uncertain": t("outcome.uncertain")} | {w: t(f"severity.{w}") for w in _WEIGHTS if w != "uncertain"}
    rows = [(name, weight, words[weight], n) for (name, weight), n in counted.items()]
    rows.sort(key=lambda row: (-totals[row[0]], row[0], _WEIGHTS.index(row[1])))
    return pd.DataFrame(rows, columns=["name", "weight", "word", "count"])


def weights_legend(counts: pd.DataFrame) -> str:
    """The colours of the chart of rules in words, with their counts, as Markdown."""
    colours = {"error": "red", "warning": "orange", "uncertain": "violet", "info": "blue"}
    totals = counts.groupby("weight")["count"].sum()
    words = counts.drop_duplicates("weight").set_index("weight")["word"]
    return " ".join(f":{colours[w]}-badge[{words[w]} {totals[w]}]" for w in _WEIGHTS if w in totals)


def table(pairs: Sequence[tuple[Entry, Finding]]) -> pd.DataFrame:
    """The findings as a frame with visible column names."""
    names = ("body", "year", "region", "weight", "rule", "subject", "message")
    rows = [
        (
            labels.body(entry.report),
            entry.report.year,
            labels.region(entry.report),
            labels.weight(finding.outcome, finding.severity),
            labels.rule(finding.rule),
            labels.subject(finding),
            message(finding, language()),
        )
        for entry, finding in pairs
    ]
    return pd.DataFrame(rows, columns=[t(f"column.{name}") for name in names])
