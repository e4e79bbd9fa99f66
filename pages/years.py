"""Years: up to six bodies over the years: a metric, what one year hands on to the next, every metric, the prose."""

import streamlit as st

from ui.names import bodies, labels
from ui.parts import page, pickers
from ui.shell import state
from ui.shell.safe import markdown
from ui.texts import language, t
from ui.views import years_view
from ui.visitor import data

page.through_app()

shown = data.entries()
sentence = page.opening("years", shown)
if not shown:
    page.empty()
    page.stop()

frames = data.frames(shown)
reports = bodies.described(frames.reports).dropna(subset=["year"])
if reports.empty:
    page.empty("empty.undated")
    page.stop()
counted = reports.groupby("body")["year"].nunique()
latest = reports.sort_values("year").drop_duplicates("body", keep="last").set_index("body")
latest = latest.assign(n=counted).sort_values(["n", "region"], ascending=[False, True], kind="stable")
names = {str(body): f"{row['name']} — {row['region']}" for body, row in latest.iterrows()}
with st.container(border=True):
    left, right = st.columns([3, 2])
    with left:
        chosen = years_view.choose_bodies(names, str(latest.index[0]))
    with right:
        metric = pickers.choose_metric("received")
    pickers.explain(metric)
if not chosen:
    page.empty("empty.unknown_body")
    page.stop()

rows = reports[reports["body"].isin(chosen)]
ids = set(rows["report"])
own = [entry for entry in shown if entry.id in ids]
label = {body: str(latest.loc[body, "name"]) for body in chosen}
doubles = len(rows) - len(rows.drop_duplicates(["body", "year"]))
years = rows["year"]
named = t("count.joiner").join(label.values())
span = {"first": years.min(), "last": years.max()}
opening = t("years.sentence", names=named, metric=metric.name[language()], n=len(rows), **span)
sentence.markdown(markdown(opening + (t("years.doubles", n=doubles) if doubles else "")))
if years.nunique() == 1:
    st.info(t("years.single", year=str(years.iloc[0])), icon=":material/timeline:")

tabs = state.bind_tabs("view", years_view.VIEWS, years_view.view_name, years_view.VIEWS[0])
view = state.value("view")
with tabs[view]:
    if view == "course":
        years_view.courses(rows, frames, metric, label)
    elif view == "links":
        years_view.handovers(own, label)
    elif view == "metrics":
        years_view.every_metric(rows, frames, label)
    else:
        years_view.prose(own, label)
years_view.reports(own, {entry.id: labels.entry(entry) for entry in own})
