"""A body at a glance, above the views of its years: which years there are, what changed in the last, small charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from checks.across import Edit, links
from checks.judgement.states import SORTS, WRONG, sort_of
from checks.model.findings import Outcome
from metrics import metric as metric_of
from ui import charts
from ui.charts import LINK_SIGNS, SERIES, STATE_SIGNS
from ui.compare.over_years import profile
from ui.compare.over_years.profile import Multiple
from ui.names import labels
from ui.parts.links import REPORT, parameters, to_page
from ui.shell.safe import markdown
from ui.texts import language, number, t
from ui.texts import years as said_years
from ui.visitor.entry import Entry
from ui.visitor.shown import Shown

# Numbers that the prose changed and that are named with their cells
_NAMED = 6
# Years beside each other at most, and the least width of each, of which a telephone has room for two
_CARDS, _CARD = 8, 132
# Signs and colours of lines, as text has them
_MARKS = {"circle": "●", "square": "■", "diamond": "◆", "triangle-up": "▲", "cross": "✚", "x": "✕"}
_WORDS = dict(
    zip((colour for colour, _, _ in SERIES), ("blue", "orange", "green", "violet", "yellow", "gray"), strict=True)
)
# What became of sentences, as it is told
_EDITS = (Edit.ADDED, Edit.DROPPED, Edit.RENUMBERED, Edit.REWORDED, Edit.KEPT)


def strip(rows: pd.DataFrame, own: Sequence[Entry], name: str = "") -> None:
    """The years of a body, each a link to its report with its state, its findings, and how its figures go on from the
    year before; missing years too. ``name`` where there are several bodies, with fewer words of each."""
    if name:
        st.markdown(f"**{markdown(name)}**")
    findings = {entry.id: Counter(map(sort_of, entry.findings.flagged)) for entry in own}
    handed_on = profile.handed_on(links([entry.report for entry in own]))
    with st.grid(_CARDS, min_column_width=_CARD, gap="small", key=f"strip_{rows['body'].iloc[0]}"):
        for one in profile.strip(rows):
            # all of a row are as high as the highest
            with st.container(border=True, height="stretch", gap=None):
                if not one.report:
                    st.markdown(f"{one.year}  \n:small[{t('years.none')}]")
                    continue
                st.page_link(REPORT, label=str(one.year), query_params=parameters(one.report), help="")
                lines = [f"{STATE_SIGNS[one.state]} {t(f'state.{one.state}')}"]
                if not name:
                    lines.append(_counted(findings.get(one.report, Counter()), "sort", SORTS))
                lines.append(_counted(handed_on.get(one.year, Counter()), "years.link", tuple(LINK_SIGNS)))
                st.markdown("  \n".join(f":small[{line}]" for line in lines if line))


def strip_note(own: Sequence[Entry]) -> None:
    """What the signs of the strip mean, where there are any."""
    if profile.handed_on(links([entry.report for entry in own])):
        st.caption(t("years.strip_note"))


def _counted(counts: Counter[Any], words: str, order: Sequence[str]) -> str:
    """``不符 2 · 待定 1``, or ``= 9 ≠ 1`` of what is handed on."""
    if words == "sort":
        return " · ".join(f"{t(f'sort.{one}')} {counts[one]}" for one in order if counts[one])
    return "\u2002".join(f"{LINK_SIGNS[one]}\u00a0{counts[one]}" for one in order if counts[one])


def changed(own: Sequence[Entry], shown: Shown, rows: pd.DataFrame) -> None:
    """What the last year is beside the one before: figures, what was carried over, the prose; and among its peers."""
    by_year = {entry.report.year: entry for entry in own if entry.report.year}
    years = sorted(by_year)[-2:]
    if len(years) < 2:  # noqa: PLR2004 - two years
        return
    old, new = (by_year[year] for year in years)
    counts = profile.prose_counts(old.report, new.report)
    carried = profile.carried(links([entry.report for entry in own]))
    parts = [
        t(f"years.carried_{outcome.value}", n=carried[outcome])
        for outcome in (Outcome.PASSED, Outcome.FAILED, Outcome.UNCERTAIN)
        if carried[outcome]
    ]
    said = [t(f"years.prose_{edit.value}", n=counts[edit]) for edit in _EDITS if counts[edit]]
    sentences = [
        t("years.prose_changed", old=years[0], new=years[1], parts=t("count.joiner").join(said)) if said else "",
        t("years.carried_said", parts=t("count.joiner").join(parts)) if parts else "",
        _peers(shown, rows, new.id),
    ]
    st.markdown(markdown(" ".join(filter(None, sentences))))
    with st.container(horizontal=True, gap="small"):
        if carried:
            to_page("years", t("years.view_links"), body=new.body, view="links")
        to_page("years", t("years.view_prose"), body=new.body, view="prose", old=str(years[0]), new=str(years[1]))
        for one in profile.stated(old.report, new.report)[:_NAMED]:
            words = {"cell": labels.cell(one.cell), "old": number(one.before), "new": number(one.after)}
            to_page("report", t("years.stated", **words), report=new.id, tab=one.cell.partition("/")[0], cell=one.cell)


def multiples(shown: Shown, rows: pd.DataFrame, names: Mapping[str, str]) -> None:
    """Main metrics over the years, a small chart each; of one body with the latest value and its change, of several
    with a line each."""
    every = [metric_of(name) for name in profile.MULTIPLES]
    values = shown.ask("metric_rows", metrics=list(profile.MULTIPLES), ids=sorted(rows["report"]))
    charted = profile.multiples(rows.merge(values, on="report", how="inner"), every)
    styles = dict(zip(names, SERIES, strict=False))
    if len(names) > 1:
        st.markdown(" ".join(f":{_WORDS[c]}[{_MARKS[m]}] {markdown(names[b])}" for b, (c, _, m) in styles.items()))
    with st.grid(3, min_column_width=210):
        for one in charted:
            with st.container(border=True, gap=None):
                _multiple(one, styles)
    if any(frame["state"].isin(WRONG).any() for one in charted for frame in one.frames.values()):
        st.caption(t("years.marked"))


def _multiple(one: Multiple, styles: Mapping[str, tuple[str, str, str]]) -> None:
    name = one.metric.name[language()]
    every = pd.concat(one.frames.values())
    said = _latest(one) if len(styles) == 1 else ""
    st.markdown(f"**{markdown(name)}**" + (f"  \n:small[{markdown(said)}]" if said else ""))
    years = list(range(int(every["year"].min()), int(every["year"].max()) + 1))
    top = max(float(every["value"].max()) * 1.15, 0.02 if one.metric.is_rate else 1.0)
    drawn = [(frame, styles[body]) for body, frame in one.frames.items()]
    figure = charts.sparks(drawn, years, top, rate=one.metric.is_rate)
    st.plotly_chart(figure, config=charts.CONFIG, key=f"multiple_{one.metric.id}", alt=t("years.alt", metric=name))
    if len(styles) == 1 and (gaps := _gaps(one)):
        st.caption(gaps)


def _gaps(one: Multiple) -> str:
    """Why the line of a single body has gaps: years that have a report, but no value."""
    (frame,) = one.frames.values()
    parts = []
    for reason, own in profile.without_value(frame).items():
        said = t("years.no_cases") if reason == "no_cases" else t(f"why.{reason}")
        parts.append(t("years.gap", years=said_years(own), reason=said))
    return t("filter.between").join(parts)


def _latest(one: Multiple) -> str:
    (frame,) = one.frames.values()
    latest = f"! {one.latest}" if frame["state"].iloc[-1] in WRONG else one.latest
    return latest if frame["change"].isna().iloc[-1] else t("years.latest", value=latest, change=one.change)


def _peers(shown: Shown, rows: pd.DataFrame, report: str) -> str:
    """Where the body is among those of its level and year, by the metrics that it is ranked by."""
    own = rows[rows["report"] == report].iloc[0]
    asked = {"report": report, "year": int(own["year"]), "tier": own["kind"], "metrics": list(profile.RANKED)}
    ranks = profile.peers(shown.ask("peers", **asked))
    if not ranks:
        return ""
    parts = [
        t("years.peers_one", metric=m.name[language()], rank=one.rank, n=one.n, median=number(one.median, m.unit))
        for one in ranks
        if (m := metric_of(one.metric))
    ]
    return t("years.peers", year=own["year"], level=t(f"kind.{own['kind']}"), parts=t("filter.between").join(parts))
