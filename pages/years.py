"""Bodies: one, or up to six over each other: its years, what changed, metrics, what is carried over, the prose."""

import streamlit as st

from metrics import metrics
from ui.names import bodies
from ui.parts import page, pickers
from ui.shell import state
from ui.shell.safe import markdown
from ui.texts import language, t
from ui.texts import years as said_years
from ui.views import body_view, years_view
from ui.visitor import looked_at

page.through_app()

shown = looked_at.shown()
sentence = page.opening("years", shown)
if not len(shown):
    page.empty()
    page.stop()

reports = bodies.described(shown.reports).dropna(subset=["year"])
if reports.empty:
    page.empty("empty.undated")
    page.stop()
asked = state.parameters().get("body", [])
counted = reports.groupby("body")["year"].nunique()
latest = reports.loc[reports.groupby("body", sort=False)["year"].idxmax()].set_index("body")
latest = latest.assign(n=counted).sort_values(["n", "region"], ascending=[False, True], kind="stable")
with st.container(border=True):
    left, right = st.columns([3, 2])
    with left:
        offered = pickers.near(latest.reset_index(), [*asked, str(latest.index[0])]).set_index("body")
        names = {body: f"{name} — {region}" for body, name, region in offered[["name", "region"]].itertuples()}
        chosen = years_view.choose_bodies(names, str(latest.index[0]))
    with right:
        metric = pickers.choose_metric("received")
    pickers.explain(metric)
if not chosen:
    page.empty("empty.unknown_body")
    page.stop()

rows = reports[reports["body"].isin(chosen)]
own = list(shown.entries(rows["report"]).values())
label = {body: str(latest.loc[body, "name"]) for body in chosen}
doubles = len(rows) - len(rows.drop_duplicates(["body", "year"]))
years = rows["year"]
named = t("count.joiner").join(label.values())
opening = t("years.sentence", names=named, metric=metric.name[language()], n=len(rows), years=said_years(years))
sentence.markdown(markdown(opening + (t("years.doubles", n=doubles) if doubles else "")))
if years.nunique() == 1:
    st.info(t("years.single", year=str(years.iloc[0])), icon=":material/timeline:")

for body in chosen:
    entries = [entry for entry in own if entry.body == body]
    body_view.strip(rows[rows["body"] == body], entries, label[body] if len(chosen) > 1 else "")
body_view.strip_note(own)
if len(chosen) == 1:
    body_view.changed(own, shown, rows)
body_view.multiples(shown, rows, label)
tabs = state.bind_tabs("view", years_view.VIEWS, years_view.view_name, years_view.VIEWS[0])
view = state.value("view")
with tabs[view]:
    if view == "course":
        years_view.courses(
            rows, shown.ask("metric_rows", metrics=[metric.id], ids=sorted(rows["report"])), metric, label
        )
    elif view == "links":
        years_view.handovers(own, label)
    elif view == "metrics":
        years_view.every_metric(
            rows, shown.ask("metric_rows", metrics=list(metrics()), ids=sorted(rows["report"])), label
        )
    else:
        years_view.prose(own, label)
years_view.reports(own, bodies.titles(shown.reports, list(rows["report"])))
